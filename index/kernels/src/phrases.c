#include "lists.h"

enum { NEAR = 12 };
/* A row that has no more than so many postings for each document is gone through, not searched. */

/* A term of a place in one segment, or nothing where the segment lacks it. Of a row of numbers,
   `at` has the place in it of each document asked for, or -1. The postings of other rows, bitsets
   and those with a base, are found by the cursor. */
typedef struct {
    const postings *of;
    int32_t *at;
    cursor cursor;
} term;

/* The documents asked for that may have the words: their numbers, and where they stand in `ids`. */
typedef struct {
    int32_t *docs, *where;
    int64_t n;
} candidates;

static inline int has_places(const postings *p) { return !p->bits && !p->base; }

/* Set the bytes of the candidates that have a term, and find their places in its row. */
static int find_term(term *t, const candidates *c, uint8_t *found) {
    const postings *p = t->of;
    const int32_t *all;
    uint32_t at = 0;
    if (p->bits && !p->base) {
        for (int64_t i = 0; i < c->n; i++) {
            uint32_t doc = (uint32_t)c->docs[i];
            found[i] |= doc < p->bound && p->bits[doc >> 3] >> (doc & 7) & 1;
        }
        return 0;
    }
    if (p->base || p->count > NEAR * c->n) {
        for (int64_t i = 0; i < c->n; i++) {
            int there = cursor_seek(&t->cursor, c->docs[i]);
            if (there < 0) return there;
            t->at[c->where[i]] = there ? (int32_t)t->cursor.place : -1;
            found[i] |= (uint8_t)there;
        }
        return 0;
    }
    int error = kept_numbers(p, &all);
    for (int64_t i = 0; !error && i < c->n; i++) {
        while (at < p->count && all[at] < c->docs[i]) at++;
        int there = at < p->count && all[at] == c->docs[i];
        t->at[c->where[i]] = there ? (int32_t)at : -1;
        found[i] |= (uint8_t)there;
    }
    return error;
}

/* Keep the candidates that have any of the terms of a place. */
static int narrow(term *terms, int32_t count, candidates *c, uint8_t *found) {
    int64_t kept = 0;
    memset(found, 0, (size_t)c->n);
    for (int32_t t = 0; t < count; t++) {
        int error = terms[t].of ? find_term(&terms[t], c, found) : 0;
        if (error) return error;
    }
    for (int64_t i = 0; i < c->n; i++) {
        c->docs[kept] = c->docs[i];
        c->where[kept] = c->where[i];
        kept += found[i];
    }
    c->n = kept;
    return 0;
}

/* The positions of a term in ascending documents; how many stand before each of a block of places
   is known, which ends before `end`. */
typedef struct {
    term *of;
    const uint32_t *sums;
    reader freqs, positions;
    uint32_t end, before[SUMMED + 1];
    int32_t few[SUMMED];
} spans;

static int spans_open(spans *s, term *of) {
    s->of = of;
    s->end = 0;
    cursor_open(&of->cursor, of->of);
    if (of->of->base) return 0;
    reader_open(&s->freqs, &of->of->freqs);
    reader_open(&s->positions, &of->of->positions);
    return kept_sums(of->of, &s->sums);
}

/* Sum up how many positions stand before the places around one. */
static int spans_sum(spans *s, uint32_t place) {
    const postings *p = s->of->of;
    uint32_t first = place - place % SUMMED, steps[SUMMED];
    uint32_t n = p->count - first < SUMMED ? p->count - first : SUMMED;
    reader_jump(&s->freqs, first);
    reader_fill(&s->freqs, steps, n);
    uint64_t sum = s->before[0] = s->sums[first / SUMMED];
    for (uint32_t i = 0; i < n; i++) {
        sum += (uint64_t)steps[i] + 1;
        s->before[i + 1] = (uint32_t)sum;
    }
    s->end = first + SUMMED;
    return sum > p->occurrences ? NABA_COUNT : 0;
}

/* Give the positions of a term in a candidate, asked for in order: how many there are, or an
   error. */
static int64_t positions_in(spans *s, int32_t doc, int32_t where, int32_t **out) {
    const postings *p = s->of->of;
    cursor *c = &s->of->cursor;
    int32_t place = has_places(p) ? s->of->at[where] : -1;
    if (!p->has_positions) return 0;
    if (!has_places(p)) {
        int there = cursor_seek(c, doc);
        if (there <= 0) return there;
        place = (int32_t)c->place;
    }
    if (place < 0) return 0;
    if (p->base) {
        int64_t freq = cursor_span(c);
        if (freq < 0) return freq;
        if (freq > p->occurrences) return NABA_COUNT;
        *out = scratch(SCRATCH_OTHERS, 4 * (size_t)freq);
        return *out ? cursor_positions(c, *out, (uint32_t)freq) : NABA_MEMORY;
    }
    if ((uint32_t)place >= s->end) {
        int error = spans_sum(s, (uint32_t)place);
        if (error) return error;
    }
    const uint32_t *before = &s->before[(uint32_t)place % SUMMED];
    uint32_t n = before[1] - before[0], position = 0;
    *out = n <= SUMMED ? s->few : scratch(SCRATCH_OTHERS, 4 * (size_t)n);
    if (!*out) return NABA_MEMORY;
    for (uint32_t i = 0; i < n; i++) {
        position += reader_pick(&s->positions, before[0] + i);
        (*out)[i] = (int32_t)position;
    }
    return n;
}

/* Where the words of a phrase may begin in candidates, document after document: those of the i-th
   end at ends[i]. */
typedef struct {
    int32_t *at;
    uint8_t *met; /* whether a word stands where it should of the place that is looked at */
    int64_t *ends;
    int64_t n;
} begins;

/* Begin where a term of a place stands. */
static int begins_of(term *t, int32_t place, const candidates *c, begins *b) {
    spans s;
    int32_t *positions;
    int error = spans_open(&s, t);
    b->n = 0;
    for (int64_t i = 0; !error && i < c->n; i++) {
        int64_t n = positions_in(&s, c->docs[i], c->where[i], &positions);
        if (n < 0) return (int)n;
        if (!(b->at = scratch(SCRATCH_POSITIONS, sizeof *b->at * (size_t)(b->n + n))))
            return NABA_MEMORY;
        for (int64_t k = 0; k < n; k++)
            if (positions[k] >= place) b->at[b->n++] = positions[k] - place;
        b->ends[i] = b->n;
    }
    return error;
}

/* Mark the begins that have a term at a place. */
static int meet(term *t, int32_t place, const candidates *c, const begins *b) {
    spans s;
    int32_t *positions;
    int error = spans_open(&s, t);
    int64_t at = 0;
    for (int64_t i = 0; !error && i < c->n; i++) {
        int64_t end = b->ends[i], j = 0, n;
        if (at == end) continue;
        if ((n = positions_in(&s, c->docs[i], c->where[i], &positions)) < 0) return (int)n;
        for (; at < end; at++) {
            int64_t wanted = (int64_t)b->at[at] + place;
            while (j < n && positions[j] < wanted) j++;
            if (j < n) b->met[at] |= positions[j] == wanted;
        }
    }
    return error;
}

/* Keep the begins that are marked. */
static void keep_met(const candidates *c, begins *b) {
    int64_t at = 0, kept = 0;
    for (int64_t i = 0; i < c->n; i++) {
        for (; at < b->ends[i]; at++) {
            b->at[kept] = b->at[at];
            kept += b->met[at];
        }
        b->ends[i] = kept;
    }
    b->n = kept;
}

/* The places of a phrase in one segment: `order` has them, the rarest first. */
typedef struct {
    term *terms;
    const int32_t *starts;
    int32_t *order;
    int32_t places;
} phrase;

/* Set the bytes of the candidates where words stand in a row, one term at the rarest place. */
static int row_of_term(const phrase *p, term *rarest, const candidates *c, uint8_t *out) {
    begins b = {0};
    if (!(b.ends = scratch(SCRATCH_SAMPLE, sizeof *b.ends * (size_t)c->n))) return NABA_MEMORY;
    int error = begins_of(rarest, p->order[0], c, &b);
    if (error) return error;
    if (!(b.met = scratch(SCRATCH_BASE, (size_t)b.n))) return NABA_MEMORY;
    for (int32_t o = 1; b.n && o < p->places; o++) {
        int32_t place = p->order[o];
        memset(b.met, 0, (size_t)b.n);
        for (int32_t t = p->starts[place]; t < p->starts[place + 1]; t++) {
            if (p->terms[t].of && (error = meet(&p->terms[t], place, c, &b))) return error;
        }
        keep_met(c, &b);
    }
    for (int64_t i = 0; i < c->n; i++) out[c->where[i]] |= b.ends[i] > (i ? b.ends[i - 1] : 0);
    return 0;
}

/* Lay out the terms of places in a segment, and order the places by how many documents may have
   them; return whether each has any, or an error. */
static int phrase_open(phrase *p, const list *const *lists, const int32_t *starts, int32_t places,
                       int32_t offset, int64_t n) {
    size_t terms = (size_t)starts[places];
    p->terms = scratch(SCRATCH_CURSORS, sizeof *p->terms * terms +
                                            (sizeof(uint64_t) + sizeof(int32_t)) * (size_t)places);
    int32_t *at = scratch(SCRATCH_FREQS, sizeof *at * terms * (size_t)n);
    if (!p->terms || !at) return NABA_MEMORY;
    uint64_t *counts = (uint64_t *)(p->terms + terms);
    p->order = (int32_t *)(counts + places);
    p->starts = starts;
    p->places = places;
    for (int32_t place = 0; place < places; place++) {
        counts[place] = 0;
        for (int32_t t = starts[place]; t < starts[place + 1]; t++) {
            term *to = &p->terms[t];
            to->of = in_segment(lists[t], offset);
            to->at = at + t * n;
            if (!to->of) continue;
            cursor_open(&to->cursor, to->of);
            counts[place] += to->of->count;
        }
        if (!counts[place]) return 0;
        int32_t o = place;
        for (; o && counts[p->order[o - 1]] > counts[place]; o--) p->order[o] = p->order[o - 1];
        p->order[o] = place;
    }
    return 1;
}

static int row_in_segment(const list *const *lists, const int32_t *starts, int32_t places,
                          int32_t offset, int32_t end, const int32_t *ids, int64_t n,
                          uint8_t *out) {
    phrase p;
    int64_t first = not_below(ids, n, offset), count = not_below(ids, n, end) - first;
    if (!count) return 0;
    int error = phrase_open(&p, lists, starts, places, offset, count);
    if (error <= 0) return error;
    int32_t *room = scratch(SCRATCH_DOCS, (2 * sizeof *room + 1) * (size_t)count);
    if (!room) return NABA_MEMORY;
    candidates c = {room, room + count, count};
    for (int64_t i = 0; i < count; i++) {
        c.docs[i] = ids[first + i] - offset;
        c.where[i] = (int32_t)i;
    }
    for (int32_t o = 0; c.n && o < places; o++) {
        int32_t place = p.order[o];
        error = narrow(p.terms + starts[place], starts[place + 1] - starts[place], &c,
                       (uint8_t *)(room + 2 * count));
        if (error) return error;
    }
    for (int32_t t = starts[p.order[0]]; c.n && t < starts[p.order[0] + 1]; t++) {
        if (!p.terms[t].of) continue;
        if ((error = row_of_term(&p, &p.terms[t], &c, out + first))) return error;
    }
    return 0;
}

int words_in_a_row(const list *const *lists, const int32_t *starts, int32_t places,
                   const int32_t *ids, int64_t n, uint8_t *out) {
    /* A place whose terms no segment has leaves nothing; so the first place's segments do. */
    for (int32_t t = starts[0]; t < starts[1]; t++)
        for (int32_t s = 0; s < lists[t]->segments; s++) {
            int32_t offset = lists[t]->at[s].offset, seen = 0;
            for (int32_t u = starts[0]; u < t; u++)
                seen |= in_segment(lists[u], offset) != NULL;
            if (seen) continue;
            int64_t reach = 0;
            for (int32_t u = 0; u < starts[places]; u++) {
                const postings *own = in_segment(lists[u], offset);
                if (own && own->documents > reach) reach = own->documents;
            }
            int error = row_in_segment(lists, starts, places, offset, offset + (int32_t)reach, ids,
                                       n, out);
            if (error) return error;
        }
    return 0;
}
