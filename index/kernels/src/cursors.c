#include "postings.h"

static void numbers_open(numbers *n, const postings *of) {
    n->of = of;
    n->all = NULL;
    n->at = n->done = 0;
}

static inline int32_t seek_bit(numbers *n, uint32_t number) {
    const postings *p = n->of;
    if (number >= p->bound) return -1;
    if (number >= limit_of(p)) return NABA_OUTSIDE - 1;
    uint32_t word = number >> 6;
    for (; n->at < word; n->at++) n->done += (uint32_t)__builtin_popcountll(bits_at(p, n->at));
    uint64_t bits = bits_at(p, word), bit = 1ULL << (number & 63);
    if (!(bits & bit)) return -1;
    uint32_t place = n->done + (uint32_t)__builtin_popcountll(bits & (bit - 1));
    return place < p->count ? (int32_t)place : NABA_COUNT - 1;
}

/* Return the place of a number, -1 when it is not there, less than -1 for an error. */
static int32_t seek(numbers *n, int32_t number) {
    const postings *p = n->of;
    if (p->bits) return seek_bit(n, (uint32_t)number);
    if (!n->all) {
        int error = kept_numbers(p, &n->all);
        if (error) return error - 1;
    }
    const int32_t *all = n->all;
    uint32_t at = n->at, end = p->count;
    for (int near = 4; near && at < end && all[at] < number; near--) at++;
    if (at < end && all[at] < number) {
        uint32_t step = 1;
        for (; step < end - at && all[at + step] < number; step *= 2) at += step;
        if (step < end - at) end = at + step;
        at++; /* the numbers before are smaller, and the one at the end, if any, is not */
        while (at < end) {
            uint32_t middle = at + (end - at) / 2;
            if (all[middle] < number) at = middle + 1;
            else end = middle;
        }
    }
    n->at = at;
    return at < p->count && all[at] == number ? (int32_t)at : -1;
}

static void sums_open(sums *s, const postings *of) {
    s->of = of;
    s->sums = NULL;
    reader_open(&s->row, &of->freqs);
    s->end = 0;
}

static inline int single(const sums *s) {
    return !s->row.of->low.width && !s->row.of->places.length;
}

/* Return how many occurrences stand before a place, or an error. */
static int64_t sum_before(sums *s, uint32_t place) {
    if (single(s)) return place;
    uint32_t block = place / SUMMED, first = block * SUMMED;
    if (s->end != first + SUMMED) {
        uint32_t steps[SUMMED], n = s->of->count - first < SUMMED ? s->of->count - first : SUMMED;
        int error = s->sums ? 0 : kept_sums(s->of, &s->sums);
        if (error) return error;
        reader_jump(&s->row, first);
        reader_fill(&s->row, steps, n);
        s->before[0] = s->sums[block];
        for (uint32_t i = 0; i < n; i++) s->before[i + 1] = s->before[i] + steps[i] + 1;
        s->end = first + SUMMED;
    }
    return s->before[place % SUMMED];
}

/* Return how many occurrences stand at the place asked for last. */
static inline uint32_t freq_at(const sums *s, uint32_t place) {
    if (single(s)) return 1;
    return s->before[place % SUMMED + 1] - s->before[place % SUMMED];
}

void cursor_open(cursor *c, const postings *of) {
    c->of = of;
    c->place = c->base_place = 0;
    numbers_open(&c->own, of);
    sums_open(&c->own_sums, of);
    reader_open(&c->freq, &of->freqs);
    reader_open(&c->skips, &of->positions);
    const postings *deep = of->base ? of->base : of;
    numbers_open(&c->base, deep);
    sums_open(&c->base_sums, deep);
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

int cursor_place(cursor *c, uint32_t place, int32_t doc) {
    if (c->of->base) return cursor_seek(c, doc);
    c->place = c->base_place = place;
    return place < c->of->count ? 1 : NABA_COUNT;
}

uint32_t cursor_freq(cursor *c) { return reader_pick(&c->freq, c->place) + 1; }

int64_t cursor_span(cursor *c) {
    if (c->of->base) return cursor_freq(c);
    int64_t before = sum_before(&c->base_sums, c->place);
    return before < 0 ? before : freq_at(&c->base_sums, c->place);
}

/* Read from a base as many positions as one of its documents has, up to the one at `rank`. */
int64_t cursor_positions(cursor *c, int32_t *out, uint32_t freq) {
    const postings *p = c->of, *base = p->base ? p->base : p;
    if (!base->has_positions || !p->has_positions) return 0;
    int64_t first = sum_before(&c->base_sums, c->base_place);
    if (first < 0) return first;
    uint32_t within = freq;
    if (p->base) within = freq_at(&c->base_sums, c->base_place);
    if ((uint64_t)first + within > base->occurrences) return NABA_COUNT;
    uint32_t position = 0;
    if (!p->base || p->whole) {
        if (within != freq) return NABA_BASE;
        for (uint32_t i = 0; i < freq; i++) {
            position += reader_pick(&c->positions, (uint32_t)first + i);
            out[i] = (int32_t)position;
        }
        return freq;
    }
    int64_t own = sum_before(&c->own_sums, c->place);
    if (own < 0) return own;
    if ((uint64_t)own + freq > p->occurrences) return NABA_COUNT;
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
