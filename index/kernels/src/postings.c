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

static uint32_t limit_of(const postings *p) { return p->base ? p->base->count : p->documents; }

static inline uint64_t load_bits(const postings *p, uint32_t word) {
    /* Eight bytes follow every row, so what is loaded is in the file; what is past the bound
       is cut off. */
    uint64_t bits = load64(p->bits + 8 * (size_t)word);
    uint64_t left = (uint64_t)p->bound - 64 * (uint64_t)word;
    return left < 64 ? bits & ((1ULL << left) - 1) : bits;
}

static int bitset_numbers(const postings *p, int32_t *out) {
    uint32_t found = 0;
    for (uint32_t word = 0; 64 * (uint64_t)word < p->bound; word++) {
        uint64_t bits = load_bits(p, word);
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

/* Cursors */

static void numbers_open(numbers *n, const postings *of) {
    n->of = of;
    n->last = -1;
    n->done = n->filled = n->at = n->byte = 0;
    if (!of->bits) reader_open(&n->row, &of->numbers);
}

static inline int32_t seek_bit(numbers *n, uint32_t number) {
    const postings *p = n->of;
    if (number >= p->bound) return -1;
    if (number >= limit_of(p)) return NABA_OUTSIDE - 1;
    uint32_t word = number >> 6;
    for (; n->byte < word; n->byte++)
        n->done += (uint32_t)__builtin_popcountll(load_bits(p, n->byte));
    uint64_t bits = load_bits(p, word), bit = 1ULL << (number & 63);
    if (!(bits & bit)) return -1;
    uint32_t place = n->done + (uint32_t)__builtin_popcountll(bits & (bit - 1));
    return place < p->count ? (int32_t)place : NABA_COUNT - 1;
}

/* Return the place of a number, -1 when it is not there, less than -1 for an error. */
static int32_t seek(numbers *n, int32_t number) {
    if (n->of->bits) return seek_bit(n, (uint32_t)number);
    while (!n->filled || n->block[n->filled - 1] < number) {
        uint32_t left = n->of->count - n->done - n->filled;
        if (!left) {
            n->at = n->filled;
            return -1;
        }
        n->done += n->filled;
        n->at = 0;
        n->filled = left < BLOCK ? left : BLOCK;
        uint32_t steps[BLOCK];
        reader_fill(&n->row, steps, n->filled);
        int64_t last = n->last;
        for (uint32_t i = 0; i < n->filled; i++) {
            last += (int64_t)steps[i] + 1;
            n->block[i] = (int32_t)last;
        }
        n->last = last;
        if (last >= limit_of(n->of)) {
            n->done = n->of->count; /* nothing more is read of it */
            n->filled = 0;
            return NABA_OUTSIDE - 1;
        }
    }
    while (n->block[n->at] < number) n->at++;
    return n->block[n->at] == number ? (int32_t)(n->done + n->at) : -1;
}

static void sums_open(sums *s, const row *of) {
    reader_open(&s->row, of);
    s->at = 0;
    s->sum = 0;
}

static uint64_t sum_before(sums *s, uint32_t place) {
    if (!s->row.of->low.width && !s->row.of->places.length) return place;
    uint32_t block[BLOCK];
    while (s->at < place) {
        uint32_t n = place - s->at < BLOCK ? place - s->at : BLOCK;
        reader_fill(&s->row, block, n);
        uint64_t sum = n;
        for (uint32_t i = 0; i < n; i++) sum += block[i];
        s->sum += sum;
        s->at += n;
    }
    return s->sum;
}

void cursor_open(cursor *c, const postings *of) {
    c->of = of;
    c->place = c->base_place = 0;
    numbers_open(&c->own, of);
    sums_open(&c->own_sums, &of->freqs);
    reader_open(&c->freq, &of->freqs);
    reader_open(&c->skips, &of->positions);
    const postings *deep = of->base ? of->base : of;
    numbers_open(&c->base, deep);
    sums_open(&c->base_sums, &deep->freqs);
    reader_open(&c->base_freq, &deep->freqs);
    reader_open(&c->positions, &deep->positions);
}

int cursor_seek(cursor *c, int32_t doc) {
    int32_t place = seek(c->of->base ? &c->base : &c->own, doc);
    if (place < 0) return place + 1; /* 0: not there */
    c->place = c->base_place = (uint32_t)place;
    return c->of->base ? cursor_seek_base(c, (uint32_t)place) : 1;
}

int cursor_seek_base(cursor *c, uint32_t base_place) {
    c->place = c->base_place = base_place;
    if (c->of->whole) return base_place < c->of->count ? 1 : NABA_BASE;
    int32_t place = seek(&c->own, (int32_t)base_place);
    if (place < 0) return place + 1;
    c->place = (uint32_t)place;
    return 1;
}

uint32_t cursor_freq(cursor *c) { return reader_pick(&c->freq, c->place) + 1; }

/* Read from a base as many positions as one of its documents has, up to the one at `rank`. */
int64_t cursor_positions(cursor *c, int32_t *out, uint32_t freq) {
    const postings *p = c->of, *base = p->base ? p->base : p;
    if (!base->has_positions || !p->has_positions) return 0;
    uint64_t first = sum_before(&c->base_sums, c->base_place);
    uint32_t within = freq;
    if (p->base) within = reader_pick(&c->base_freq, c->base_place) + 1;
    if (first + within > base->occurrences) return NABA_COUNT;
    uint32_t position = 0;
    if (!p->base || p->whole) {
        if (within != freq) return NABA_BASE;
        for (uint32_t i = 0; i < freq; i++) {
            position += reader_pick(&c->positions, (uint32_t)first + i);
            out[i] = (int32_t)position;
        }
        return freq;
    }
    uint64_t own = sum_before(&c->own_sums, c->place);
    if (own + freq > p->occurrences) return NABA_COUNT;
    uint64_t rank = 0, read = 0;
    for (uint32_t i = 0; i < freq; i++, rank++) {
        rank += reader_pick(&c->skips, (uint32_t)own + i);
        if (rank >= within) return NABA_BASE;
        for (; read <= rank; read++)
            position += reader_pick(&c->positions, (uint32_t)(first + read));
        out[i] = (int32_t)position;
    }
    return freq;
}
