#include "lists.h"

#include <stdlib.h>

static int by_number(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The positions of a cursor's document; NULL when there is no memory or an error, left in *n. */
static int32_t *positions_of(cursor *c, int slot, int64_t *n) {
    uint32_t freq = cursor_freq(c);
    if (freq > c->of->occurrences) {
        *n = NABA_COUNT;
        return NULL;
    }
    int32_t *out = scratch(slot, 4 * (size_t)freq);
    *n = out ? cursor_positions(c, out, freq) : NABA_MEMORY;
    return *n < 0 ? NULL : out;
}

static float count_met(const int32_t *a, int64_t n, const int32_t *b, int64_t m) {
    float met = 0;
    for (int64_t i = 0, j = 0; i < n; i++) {
        while (j < m && b[j] <= a[i]) j++;
        met += j < m && (int64_t)b[j] == (int64_t)a[i] + 1;
    }
    return met;
}

static int places_of(const located *one, const located *other, uint32_t lead, const int32_t *ids,
                     int64_t first, int64_t last, float *early, float *met) {
    cursor a, b;
    cursor_open(&a, one->of);
    if (other) cursor_open(&b, other->of);
    for (int64_t i = first; i < last; i++) {
        int64_t n, m;
        int found = cursor_seek(&a, ids[i] - one->offset);
        if (found < 0) return found;
        if (!found) continue;
        int32_t *here = positions_of(&a, SCRATCH_POSITIONS, &n);
        if (n < 0) return (int)n;
        for (int64_t k = 0; k < n && here[k] < (int32_t)lead; k++) early[i]++;
        if (!other) continue;
        found = cursor_seek(&b, ids[i] - other->offset);
        if (found < 0) return found;
        if (!found) continue;
        int32_t *next = positions_of(&b, SCRATCH_OTHERS, &m);
        if (m < 0) return (int)m;
        met[i] = count_met(here, n, next, m);
    }
    return 0;
}

int words_places(const list *const *words, const uint8_t *pairs, int32_t count, uint32_t lead,
                 const int32_t *ids, int64_t n, float *early, float *met) {
    for (int32_t w = 0; w < count; w++) {
        const list *own = words[w];
        if (!own) continue;
        const list *next = w + 1 < count && pairs[w] ? words[w + 1] : NULL;
        for (int32_t s = 0; s < own->segments; s++) {
            const located *at = &own->at[s], *other = NULL;
            int64_t first, last;
            ids_of(at, ids, n, &first, &last);
            for (int32_t t = 0; next && t < next->segments; t++)
                if (next->at[t].offset == at->offset) other = &next->at[t];
            int error = places_of(at, other, lead, ids, first, last, early + w * n, met + w * n);
            if (error) return error;
        }
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
        uint32_t freq = cursor_freq(&cursors[t]);
        if (freq > cursors[t].of->occurrences) return NABA_COUNT;
        int32_t *out = scratch(slot, 4 * (total + freq));
        if (!out) return NABA_MEMORY;
        n = cursor_positions(&cursors[t], out + total, freq);
        if (n < 0) return n;
        total += (size_t)n;
        several++;
    }
    if (several > 1) qsort(scratch(slot, 4 * total), total, 4, by_number);
    return (int64_t)total;
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
    int64_t last = not_below(ids, n, end);
    for (int64_t i = not_below(ids, n, offset); i < last; i++) {
        int32_t doc = ids[i] - offset, at = starts[rarest];
        int64_t left = place_positions(cursors + at, there + at, starts[rarest + 1] - at, doc,
                                       SCRATCH_POSITIONS);
        if (left < 0) return (int)left;
        int32_t *begins = scratch(SCRATCH_POSITIONS, 0);
        for (int64_t k = 0; k < left; k++) begins[k] -= rarest;
        for (int32_t p = 0; left && p < places; p++) {
            if (p == rarest) continue;
            at = starts[p];
            int64_t m = place_positions(cursors + at, there + at, starts[p + 1] - at, doc,
                                        SCRATCH_OTHERS);
            if (m < 0) return (int)m;
            left = keep_begins(begins, left, scratch(SCRATCH_OTHERS, 0), m, p);
        }
        int64_t first = 0;
        while (first < left && begins[first] < 0) first++;
        out[i] = first < left;
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
