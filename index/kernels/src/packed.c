#include "packed.h"

/* N numbers of W bits fill whole bytes, eight at most: they are taken from one word. */
#define UNPACK(W, N)                                                                           \
    case W:                                                                                    \
        for (; i + N <= count; i += N, data += W * N / 8) {                                    \
            uint64_t word = load64(data);                                                      \
            for (uint32_t k = 0; k < N; k++)                                                   \
                out[i + k] = (uint32_t)(word >> (k * W)) & (uint32_t)((1ULL << W) - 1);        \
        }                                                                                      \
        break;

void strip_fill(const strip *s, uint64_t from, uint32_t *out, uint32_t count) {
    uint32_t i = 0;
    if (!s->width) {
        memset(out, 0, 4 * (size_t)count);
        return;
    }
    for (; (from + i) & 7 && i < count; i++) out[i] = strip_get(s, from + i);
    const uint8_t *data = s->data + ((from + i) * s->width >> 3);
    switch (s->width) {
    UNPACK(1, 8)
    UNPACK(2, 8)
    UNPACK(3, 8)
    UNPACK(4, 8)
    UNPACK(5, 8)
    UNPACK(6, 8)
    UNPACK(7, 8)
    UNPACK(8, 8)
    UNPACK(10, 4)
    UNPACK(12, 4)
    UNPACK(14, 4)
    UNPACK(16, 4)
    UNPACK(20, 2)
    UNPACK(24, 2)
    UNPACK(32, 2)
    }
    for (; i < count; i++) out[i] = strip_get(s, from + i);
}

/* The lowest bit of every number of a width, as many as fit into a word. */
static const uint64_t LOWEST[4] = {0, 0xFFFFFFFFFFFFFFFF, 0x5555555555555555, 0x9249249249249249};

/* Sum up numbers of a strip; narrow ones are not unpacked. */
static uint64_t strip_sum(const strip *s, uint64_t from, uint32_t count) {
    uint64_t sum = 0, end = from + count;
    uint32_t some[BLOCK];
    if (!s->width) return 0;
    if (s->width > 3) {
        for (uint32_t n; from < end; from += n) {
            n = BLOCK < end - from ? BLOCK : (uint32_t)(end - from);
            strip_fill(s, from, some, n);
            for (uint32_t i = 0; i < n; i++) sum += some[i];
        }
        return sum;
    }
    /* Bits of one worth are counted together; a word may begin within a byte, so takes 56. */
    for (uint32_t n; from < end; from += n) {
        uint64_t bit = from * s->width, word = load64(s->data + (bit >> 3)) >> (bit & 7);
        n = 56 / s->width < end - from ? 56 / s->width : (uint32_t)(end - from);
        word &= (1ULL << n * s->width) - 1;
        for (uint32_t b = 0; b < s->width; b++)
            sum += (uint64_t)__builtin_popcountll(word >> b & LOWEST[s->width]) << b;
    }
    return sum;
}

void reader_open(reader *r, const row *of) {
    r->of = of;
    r->at = r->patch = 0;
    r->next = of->places.length ? strip_get(&of->places, 0) : NEVER;
}

void reader_fill(reader *r, uint32_t *out, uint32_t count) {
    strip_fill(&r->of->low, r->at, out, count);
    while (r->next - r->at < count) {
        out[r->next - r->at] |= reader_rest(r);
        next_patch(r);
    }
    r->at += count;
}

uint64_t reader_sum(reader *r, uint32_t count) {
    uint64_t sum = count + strip_sum(&r->of->low, r->at, count);
    for (; r->next - r->at < count; next_patch(r)) sum += reader_rest(r);
    r->at += count;
    return sum;
}

void reader_jump(reader *r, uint32_t place) {
    while (r->next < place) next_patch(r);
    r->at = place;
}

int reader_sound(const reader *r) { return r->patch >= r->of->places.length; }
