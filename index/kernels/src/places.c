#include "ranking.h"

#include <stdlib.h>

static int by_number(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static float count_met(const int32_t *a, int64_t n, const int32_t *b, int64_t m) {
    float met = 0;
    for (int64_t i = 0, j = 0; i < n; i++) {
        while (j < m && b[j] <= a[i]) j++;
        met += j < m && (int64_t)b[j] == (int64_t)a[i] + 1;
    }
    return met;
}

/* A term of a word, gone through with the documents of a sample. */
typedef struct {
    const sampled *known;
    int32_t segment;
    cursor at;
} walk;

/* Read the positions of a term in the i-th document of a sample, behind `before` others of its
   word; return how many there are, or an error. */
static int64_t walk_positions(walk *t, const sample *s, int64_t i, int slot, size_t before) {
    const located *all = t->known->of->at;
    int32_t place = t->known->places[i], segment = t->segment;
    if (place < 0) return 0;
    if (segment < 0) segment = 0;
    while (s->ids[i] - all[segment].offset >= (int64_t)all[segment].of->documents) segment++;
    if (segment != t->segment) cursor_open(&t->at, all[segment].of);
    t->segment = segment;
    int error = cursor_place(&t->at, (uint32_t)place, s->ids[i] - all[segment].offset);
    if (error < 0) return error;
    int64_t freq = cursor_span(&t->at);
    if (freq < 0) return freq;
    if (freq > t->at.of->occurrences) return NABA_COUNT;
    int32_t *out = scratch(slot, 4 * (before + (size_t)freq));
    return out ? cursor_positions(&t->at, out + before, (uint32_t)freq) : NABA_MEMORY;
}

/* The positions of the terms of a word in a document, term after term; `ends` says where each
   ends. */
typedef struct {
    size_t *ends;
    int32_t terms;
    int slot;
} found;

static float met_by(const found *first, const found *second) {
    const int32_t *a = scratch(first->slot, 0), *b = scratch(second->slot, 0);
    float met = 0;
    for (int32_t t = 0; t < first->terms; t++)
        for (int32_t u = 0; u < second->terms; u++) {
            size_t from = t ? first->ends[t - 1] : 0, of = u ? second->ends[u - 1] : 0;
            met += count_met(a + from, (int64_t)(first->ends[t] - from), b + of,
                             (int64_t)(second->ends[u] - of));
        }
    return met;
}

static int document_places(const sample *s, const place_words *words, walk *walks, int64_t i,
                           size_t *ends, float *early, float *met) {
    found before = {NULL, 0, SCRATCH_OTHERS}, here;
    for (int32_t w = 0; w < words->count; w++) {
        int32_t first = words->starts[w];
        size_t total = 0;
        here = (found){ends + first, words->starts[w + 1] - first,
                       before.slot == SCRATCH_OTHERS ? SCRATCH_POSITIONS : SCRATCH_OTHERS};
        for (int32_t t = 0; t < here.terms; t++) {
            int64_t n = walk_positions(&walks[first + t], s, i, here.slot, total);
            if (n < 0) return (int)n;
            const int32_t *own = scratch(here.slot, 0);
            for (int64_t k = 0; k < n && own[total + (size_t)k] < (int32_t)words->lead; k++)
                early[w * s->n + i]++;
            here.ends[t] = total += (size_t)n;
        }
        if (w && words->pairs[w - 1] && total && before.terms)
            met[(w - 1) * s->n + i] = met_by(&before, &here);
        before = here;
    }
    return 0;
}

int sample_places(sample *s, const place_words *words, float *early, float *met) {
    int32_t terms = words->starts[words->count];
    walk *walks = scratch(SCRATCH_CURSORS, (sizeof *walks + sizeof(size_t)) * (size_t)terms);
    if (!walks) return NABA_MEMORY;
    for (int32_t t = 0; t < terms; t++) {
        int error = sample_know(s, words->terms[t], &walks[t].known);
        if (error) return error;
        walks[t].segment = -1;
    }
    for (int64_t i = 0; i < s->n; i++) {
        int error = document_places(s, words, walks, i, (size_t *)(walks + terms), early, met);
        if (error) return error;
    }
    return 0;
}

/* Keep of the begins those that have a position `place` further on; return how many. */
static int64_t keep_begins(int32_t *begins, int64_t n, const int32_t *positions, int64_t m,
                           int32_t place) {
    int64_t kept = 0;
    for (int64_t i = 0, j = 0; i < n; i++) {
        while (j < m && (int64_t)positions[j] < (int64_t)begins[i] + place) j++;
        if (j < m && (int64_t)positions[j] == (int64_t)begins[i] + place)
            begins[kept++] = begins[i];
    }
    return kept;
}

/* The positions of any of the terms of a place in a document, ascending. */
static int64_t place_positions(cursor *cursors, const uint8_t *there, int32_t terms, int32_t doc,
                               int slot) {
    size_t total = 0;
    int32_t several = 0;
    for (int32_t t = 0; t < terms; t++) {
        int64_t n;
        if (!there[t]) continue;
        int found = cursor_seek(&cursors[t], doc);
        if (found < 0) return found;
        if (!found) continue;
        int64_t freq = cursor_span(&cursors[t]);
        if (freq < 0) return freq;
        if (freq > cursors[t].of->occurrences) return NABA_COUNT;
        int32_t *out = scratch(slot, 4 * (total + (size_t)freq));
        if (!out) return NABA_MEMORY;
        n = cursor_positions(&cursors[t], out + total, (uint32_t)freq);
        if (n < 0) return n;
        total += (size_t)n;
        several++;
    }
    if (several > 1) qsort(scratch(slot, 4 * total), total, 4, by_number);
    return (int64_t)total;
}

/* The terms of places in one segment, of which `rarest` is read first. */
typedef struct {
    cursor *cursors;
    const uint8_t *there;
    const int32_t *starts;
    int32_t places, rarest;
} row_of_words;

/* Tell whether any of the terms of a place stands in a document. */
static int place_stands(const row_of_words *w, int32_t place, int32_t doc) {
    int found = 0;
    for (int32_t t = w->starts[place]; !found && t < w->starts[place + 1]; t++)
        if (w->there[t]) found = cursor_seek(&w->cursors[t], doc);
    return found;
}

static int64_t positions_at(const row_of_words *w, int32_t place, int32_t doc, int slot) {
    int32_t at = w->starts[place];
    return place_positions(w->cursors + at, w->there + at, w->starts[place + 1] - at, doc, slot);
}

/* Tell whether the words stand in a row in a document that has all of them, or an error. */
static int row_in_document(const row_of_words *w, int32_t doc) {
    int64_t left = positions_at(w, w->rarest, doc, SCRATCH_POSITIONS), first = 0;
    if (left < 0) return (int)left;
    int32_t *begins = scratch(SCRATCH_POSITIONS, 0);
    for (int64_t k = 0; k < left; k++) begins[k] -= w->rarest;
    for (int32_t p = 0; left && p < w->places; p++) {
        if (p == w->rarest) continue;
        int64_t m = positions_at(w, p, doc, SCRATCH_OTHERS);
        if (m < 0) return (int)m;
        left = keep_begins(begins, left, scratch(SCRATCH_OTHERS, 0), m, p);
    }
    while (first < left && begins[first] < 0) first++;
    return first < left;
}

static int row_in_segment(const list *const *lists, const int32_t *starts, int32_t places,
                          int32_t offset, int32_t end, const int32_t *ids, int64_t n,
                          uint8_t *out) {
    int32_t terms = starts[places], rarest = 0;
    uint64_t least = UINT64_MAX;
    cursor *cursors = scratch(SCRATCH_CURSORS, (sizeof *cursors + 1) * (size_t)terms);
    if (!cursors) return NABA_MEMORY;
    uint8_t *there = (uint8_t *)(cursors + terms);
    for (int32_t p = 0; p < places; p++) {
        uint64_t count = 0;
        for (int32_t t = starts[p]; t < starts[p + 1]; t++) {
            const postings *own = in_segment(lists[t], offset);
            there[t] = own != NULL;
            if (own) cursor_open(&cursors[t], own), count += own->count;
        }
        if (!count) return 0;
        if (count < least) least = count, rarest = p;
    }
    row_of_words words = {cursors, there, starts, places, rarest};
    int64_t last = not_below(ids, n, end);
    for (int64_t i = not_below(ids, n, offset); i < last; i++) {
        int32_t doc = ids[i] - offset;
        int found = place_stands(&words, rarest, doc);
        for (int32_t p = 0; found > 0 && p < places; p++)
            if (p != rarest) found = place_stands(&words, p, doc);
        if (found > 0) found = row_in_document(&words, doc);
        if (found < 0) return found;
        out[i] = (uint8_t)found;
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
