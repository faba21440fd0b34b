#include "packed.h"

#define UNPACK(W)                                                             \
    case W:                                                                   \
        for (uint32_t i = 0; i < count; i++, bit += W)                        \
            out[i] = (uint32_t)(load64(s->data + (bit >> 3)) >> (bit & 7)) &  \
                     (uint32_t)((1ULL << W) - 1);                             \
        break;

void strip_fill(const strip *s, uint64_t from, uint32_t *out, uint32_t count) {
    uint64_t bit = from * s->width;
    switch (s->width) {
    case 0:
        memset(out, 0, 4 * (size_t)count);
        break;
    case 8:
        for (uint32_t i = 0; i < count; i++) out[i] = s->data[from + i];
        break;
    UNPACK(1)
    UNPACK(2)
    UNPACK(3)
    UNPACK(4)
    UNPACK(5)
    UNPACK(6)
    UNPACK(7)
    UNPACK(10)
    UNPACK(12)
    UNPACK(14)
    UNPACK(16)
    UNPACK(20)
    UNPACK(24)
    UNPACK(32)
    }
}

void reader_open(reader *r, const row *of) {
    r->of = of;
    r->at = r->patch = 0;
    r->next = of->places.length ? strip_get(&of->places, 0) : NEVER;
}

static inline void next_patch(reader *r) {
    if (++r->patch >= r->of->places.length) {
        r->next = NEVER;
        return;
    }
    uint64_t next = (uint64_t)r->next + 1 + strip_get(&r->of->places, r->patch);
    r->next = next < NEVER ? (uint32_t)next : NEVER;
}

static inline uint32_t rest(const reader *r) {
    uint64_t high = (uint64_t)strip_get(&r->of->rests, r->patch) + 1;
    return (uint32_t)(high << r->of->low.width);
}

void reader_fill(reader *r, uint32_t *out, uint32_t count) {
    strip_fill(&r->of->low, r->at, out, count);
    while (r->next - r->at < count) {
        out[r->next - r->at] |= rest(r);
        next_patch(r);
    }
    r->at += count;
}

uint32_t reader_pick(reader *r, uint32_t place) {
    while (r->next < place) next_patch(r);
    uint32_t value = strip_get(&r->of->low, place);
    return r->next == place ? value | rest(r) : value;
}

int reader_sound(const reader *r) { return r->patch >= r->of->places.length; }
