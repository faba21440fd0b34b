#include "postings.h"

#include <stdlib.h>

void *scratch(int slot, size_t bytes) {
    static struct {
        char *data;
        size_t size;
    } kept[SCRATCH_SLOTS];
    if (!kept[slot].data || bytes > kept[slot].size) {
        size_t size = bytes + bytes / 2 + 4096;
        char *data = realloc(kept[slot].data, size);
        if (!data) return NULL;
        memset(data + kept[slot].size, 0, size - kept[slot].size);
        kept[slot].data = data;
        kept[slot].size = size;
    }
    return kept[slot].data;
}

/* The bytes of a file that are still to be laid out. */
typedef struct {
    const uint8_t *file;
    uint64_t at, end;
} rest_of_file;

static int take_strip(rest_of_file *f, uint32_t length, uint32_t code, strip *out) {
    out->data = f->file + f->at;
    out->length = length;
    out->width = WIDTHS[code];
    uint64_t bytes = ((uint64_t)length * out->width + 7) >> 3;
    if (bytes > f->end - f->at) return NABA_OUTSIDE;
    f->at += bytes;
    return 0;
}

static int take_row(rest_of_file *f, uint32_t length, uint32_t codes, uint32_t exceptions,
                    row *out) {
    if (codes >> 12 || exceptions > length) return NABA_OUTSIDE;
    if (exceptions && WIDTHS[codes & 15] == 32) return NABA_OUTSIDE;
    if (take_strip(f, length, codes & 15, &out->low)) return NABA_OUTSIDE;
    if (take_strip(f, exceptions, codes >> 4 & 15, &out->places)) return NABA_OUTSIDE;
    return take_strip(f, exceptions, codes >> 8, &out->rests);
}

int postings_init(postings *p, const uint8_t *file, uint64_t size, uint64_t begin,
                  const uint32_t *column, uint32_t documents, int has_positions,
                  const postings *base) {
    memset(p, 0, sizeof *p);
    if (size < 8 || begin > size - 8) return NABA_OUTSIDE;
    rest_of_file f = {file, begin, size - 8};
    const uint32_t *codes = column + 5, *exceptions = column + 8;
    uint64_t occurrences = (uint64_t)column[1] + column[2];
    if (occurrences > INT32_MAX || !column[1]) return NABA_COUNT;
    if (base && base->base) return NABA_BASE;
    p->file = file;
    p->count = column[1];
    p->occurrences = (uint32_t)occurrences;
    p->documents = documents;
    p->has_positions = has_positions;
    p->base = base;
    p->whole = base && base->occurrences == p->occurrences;
    if (codes[0] == BITSET) {
        p->bits = file + begin;
        p->bound = exceptions[0];
        uint64_t bytes = ((uint64_t)p->bound + 7) >> 3;
        if (bytes > f.end - f.at) return NABA_OUTSIDE;
        f.at += bytes;
    } else if (take_row(&f, p->count, codes[0], exceptions[0], &p->numbers)) {
        return NABA_OUTSIDE;
    }
    if (take_row(&f, p->count, codes[1], exceptions[1], &p->freqs)) return NABA_OUTSIDE;
    uint32_t length = has_positions ? p->occurrences : 0;
    return take_row(&f, length, codes[2], exceptions[2], &p->positions);
}

static int bitset_numbers(const postings *p, int32_t *out) {
    uint32_t found = 0;
    for (uint32_t word = 0; 64 * (uint64_t)word < p->bound; word++) {
        uint64_t bits = bits_at(p, word);
        if (found + (uint32_t)__builtin_popcountll(bits) > p->count) return NABA_COUNT;
        for (; bits; bits &= bits - 1)
            out[found++] = (int32_t)(64 * word + (uint32_t)__builtin_ctzll(bits));
    }
    return found == p->count ? 0 : NABA_COUNT;
}

int postings_numbers(const postings *p, int32_t *out) {
    if (p->bits) {
        int error = bitset_numbers(p, out);
        if (error) return error;
    } else {
        reader r;
        reader_open(&r, &p->numbers);
        int64_t last = -1;
        for (uint32_t at = 0; at < p->count; at += BLOCK) {
            uint32_t n = p->count - at < BLOCK ? p->count - at : BLOCK;
            uint32_t *steps = (uint32_t *)(out + at);
            reader_fill(&r, steps, n);
            for (uint32_t i = 0; i < n; i++) {
                last += (int64_t)steps[i] + 1;
                out[at + i] = (int32_t)last;
            }
            if (last >= limit_of(p)) break;
        }
        if (last >= limit_of(p) || !reader_sound(&r)) return p->base ? NABA_BASE : NABA_OUTSIDE;
        return 0;
    }
    if ((uint32_t)out[p->count - 1] >= limit_of(p)) return p->base ? NABA_BASE : NABA_OUTSIDE;
    return 0;
}

int postings_docs(const postings *p, int32_t *out) {
    const postings *base = p->base;
    if (!base) return postings_numbers(p, out);
    if (p->whole) return p->count == base->count ? postings_docs(base, out) : NABA_BASE;
    int32_t *docs = scratch(SCRATCH_BASE, 4 * (size_t)base->count);
    if (!docs) return NABA_MEMORY;
    int error = postings_docs(base, docs);
    if (!error) error = postings_numbers(p, out);
    if (!error)
        for (uint32_t i = 0; i < p->count; i++) out[i] = docs[out[i]];
    return error;
}

int postings_freqs(const postings *p, uint32_t *out) {
    reader r;
    reader_open(&r, &p->freqs);
    reader_fill(&r, out, p->count);
    for (uint32_t i = 0; i < p->count; i++) out[i]++;
    return reader_sound(&r) ? 0 : NABA_OUTSIDE;
}

int postings_positions(const postings *p, int32_t *out) {
    cursor c;
    if (!p->has_positions) return 0;
    if (p->base && p->whole) {
        if (p->count != p->base->count || !p->base->has_positions) return NABA_BASE;
        return postings_positions(p->base, out);
    }
    int32_t *own = scratch(SCRATCH_BASE, 4 * (size_t)p->count);
    if (!own) return NABA_MEMORY;
    int error = postings_numbers(p, own);
    cursor_open(&c, p);
    uint32_t done = 0;
    for (uint32_t i = 0; !error && i < p->count; i++) {
        c.place = i;
        c.base_place = p->base ? (uint32_t)own[i] : i;
        uint32_t freq = cursor_freq(&c);
        if (freq > p->occurrences - done) error = NABA_COUNT;
        else if (cursor_positions(&c, out + done, freq) < 0) error = NABA_OUTSIDE;
        done += freq;
    }
    return error ? error : done == p->occurrences ? 0 : NABA_COUNT;
}

/* What is kept */

enum { KEPT_BYTES = 4 << 20 };

static struct {
    char *data;
    size_t used;
    void *more; /* pieces for which there was no room, each beginning with the one before */
} store;
static uint64_t turn = 1;

void kept_begin(void) {
    if (store.used <= KEPT_BYTES / 2 && !store.more) return;
    while (store.more) {
        void *before = *(void **)store.more;
        free(store.more);
        store.more = before;
    }
    store.used = 0;
    turn++;
}

uint64_t kept_turn(void) { return turn; }

void *keep(size_t bytes) {
    bytes = (bytes + 63) & ~(size_t)63;
    if (!store.data) store.data = malloc(KEPT_BYTES);
    if (store.data && bytes <= KEPT_BYTES - store.used) {
        store.used += bytes;
        return store.data + store.used - bytes;
    }
    char *piece = malloc(bytes + 64);
    if (!piece) return NULL;
    *(void **)(void *)piece = store.more;
    store.more = piece;
    return piece + 64;
}

int kept_numbers(const postings *p, const int32_t **out) {
    read_rows *own = p->kept;
    if (!own->numbers) {
        int32_t *numbers = keep(4 * (size_t)p->count);
        if (!numbers) return NABA_MEMORY;
        int error = postings_numbers(p, numbers);
        if (error) return error;
        own->numbers = numbers;
    }
    *out = own->numbers;
    return 0;
}

/* Write how many occurrences stand before every SUMMED-th posting. */
static int read_sums(const postings *p, uint32_t *out) {
    reader r;
    uint64_t sum = 0;
    reader_open(&r, &p->freqs);
    for (uint32_t at = 0; at < p->count; at += SUMMED) {
        uint32_t n = p->count - at < SUMMED ? p->count - at : SUMMED;
        out[at / SUMMED] = (uint32_t)sum;
        sum += reader_sum(&r, n);
    }
    return sum <= p->occurrences && reader_sound(&r) ? 0 : NABA_COUNT;
}

int kept_sums(const postings *p, const uint32_t **out) {
    read_rows *own = p->kept;
    if (!own->sums) {
        uint32_t *sums = keep(4 * ((size_t)p->count / SUMMED + 1));
        if (!sums) return NABA_MEMORY;
        int error = read_sums(p, sums);
        if (error) return error;
        own->sums = sums;
    }
    *out = own->sums;
    return 0;
}

int bits_sound(const postings *p) {
    uint64_t found = 0, last = 0;
    for (uint32_t word = 0; 64 * (uint64_t)word < p->bound; word++) {
        uint64_t bits = bits_at(p, word);
        found += (uint64_t)__builtin_popcountll(bits);
        if (bits) last = 64 * (uint64_t)word + 63 - (uint64_t)__builtin_clzll(bits);
    }
    if (found != p->count) return NABA_COUNT;
    return last < limit_of(p) ? 0 : p->base ? NABA_BASE : NABA_OUTSIDE;
}
