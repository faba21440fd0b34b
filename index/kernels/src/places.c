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

/* The documents of a segment, from ids[first] to before ids[last]: the words in each of them are
   read once, each next to the one before. */
static int places_in_segment(const list *const *words, const uint8_t *pairs, int32_t count,
                             uint32_t lead, const int32_t *ids, int64_t n, int32_t offset,
                             int64_t first, int64_t last, float *early, float *met) {
    cursor *cursors = scratch(SCRATCH_CURSORS, (sizeof *cursors + 1) * (size_t)count);
    if (!cursors) return NABA_MEMORY;
    uint8_t *there = (uint8_t *)(cursors + count);
    for (int32_t w = 0; w < count; w++) {
        const postings *own = words[w] ? in_segment(words[w], offset) : NULL;
        there[w] = own != NULL;
        if (own) cursor_open(&cursors[w], own);
    }
    for (int64_t i = first; i < last; i++) {
        int32_t *before = NULL;
        int64_t known = 0, m = 0;
        int slot = SCRATCH_POSITIONS;
        for (int32_t w = 0; w < count; w++) {
            int found = there[w] ? cursor_seek(&cursors[w], ids[i] - offset) : 0;
            if (found < 0) return found;
            int32_t *here = found ? positions_of(&cursors[w], slot, &m) : NULL;
            if (found && m < 0) return (int)m;
            for (int64_t k = 0; here && k < m && here[k] < (int32_t)lead; k++) early[w * n + i]++;
            if (before && here && pairs[w - 1])
                met[(w - 1) * n + i] = count_met(before, known, here, m);
            before = here;
            known = m;
            slot = slot == SCRATCH_POSITIONS ? SCRATCH_OTHERS : SCRATCH_POSITIONS;
        }
    }
    return 0;
}

int words_places(const list *const *words, const uint8_t *pairs, int32_t count, uint32_t lead,
                 const int32_t *ids, int64_t n, float *early, float *met) {
    for (int32_t w = 0; w < count; w++)
        for (int32_t s = 0; words[w] && s < words[w]->segments; s++) {
            const located *at = &words[w]->at[s];
            int32_t seen = 0;
            int64_t first, last, reach = at->of->documents;
            for (int32_t u = 0; u < count; u++) {
                const postings *own = words[u] ? in_segment(words[u], at->offset) : NULL;
                seen |= own && u < w;
                if (own && own->documents > reach) reach = own->documents;
            }
            if (seen) continue; /* with an earlier word */
            first = not_below(ids, n, at->offset);
            last = not_below(ids, n, at->offset + reach);
            int error = places_in_segment(words, pairs, count, lead, ids, n, at->offset, first,
                                          last, early, met);
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
