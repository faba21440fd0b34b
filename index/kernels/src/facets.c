#include "facets.h"

/* Without a branch: what is no number is counted in the last place. */
#define COUNT_ROW(name, type)                                                                  \
    static inline void name(const type *row, int64_t width, uint32_t numbers, int32_t *counts) { \
        for (int64_t i = 0; i < width; i++) {                                                  \
            uint32_t number = row[i];                                                          \
            counts[number < numbers + PADS ? number : numbers]++;                              \
        }                                                                                      \
    }

COUNT_ROW(count_narrow, uint16_t)
COUNT_ROW(count_wide, uint32_t)

static inline void count_row(const value_rows *v, int64_t document, int32_t *counts) {
    int64_t at = document * v->width;
    if (v->wide) count_wide((const uint32_t *)v->rows + at, v->width, v->numbers, counts);
    else count_narrow((const uint16_t *)v->rows + at, v->width, v->numbers, counts);
}

static inline void count_more(const value_rows *v, int64_t i, int32_t *counts) {
    uint32_t number = v->more[i];
    counts[number < v->numbers ? number : v->numbers]++;
}

/* Write the documents of a mask from one on, without a branch for each, which would often be
   foreseen wrongly; return where it stopped. */
static int64_t next_documents(const uint8_t *mask, int64_t at, int64_t end, int64_t some[256],
                              int64_t *found) {
    int64_t n = 0;
    for (; at + 8 <= end && n <= 248; at += 8) {
        if (!load64(mask + at)) continue;
        for (int64_t i = at; i < at + 8; i++) {
            some[n] = i;
            n += mask[i] != 0;
        }
    }
    for (; at < end && end - at < 8 && n < 256; at++) {
        some[n] = at;
        n += mask[at] != 0;
    }
    *found = n;
    return at;
}

int count_values(const value_rows *v, const uint8_t *mask, const int32_t *ids, int64_t n,
                 int32_t *counts) {
    int64_t at = 0;
    if (mask) {
        int64_t some[256], found;
        for (int64_t d = 0; d < v->documents;) {
            d = next_documents(mask, d, v->documents, some, &found);
            for (int64_t i = 0; i < found; i++) count_row(v, some[i], counts);
        }
        for (; at < v->extra; at++) {
            if (v->owners[at] < 0 || v->owners[at] >= v->documents) return NABA_OUTSIDE;
            if (mask[v->owners[at]]) count_more(v, at, counts);
        }
        return 0;
    }
    for (int64_t i = 0; i < n; i++) {
        if (ids[i] < 0 || ids[i] >= v->documents) return NABA_OUTSIDE;
        count_row(v, ids[i], counts);
        while (at < v->extra && v->owners[at] < ids[i]) at++;
        for (; at < v->extra && v->owners[at] == ids[i]; at++) count_more(v, at, counts);
    }
    return 0;
}

/* Tell whether any of 16 counts is larger than one. */
static inline int any_above(const int32_t *counts, int32_t least) {
    int32_t any = 0;
    for (int i = 0; i < 16; i++) any |= counts[i] > least ? -1 : 0;
    return any != 0;
}

int64_t largest(const int32_t *counts, int64_t n, int64_t k, int32_t *out) {
    int64_t found = 0;
    int32_t least = 0;
    if (k <= 0) return 0;
    for (int64_t i = 0; i < n; i++) {
        if (i + 16 <= n && !any_above(counts + i, least)) {
            i += 15;
            continue;
        }
        if (counts[i] <= least) continue;
        /* Insert behind all that are as large: few get here once the least is large. */
        int64_t at = found < k ? found++ : k - 1;
        while (at && counts[out[at - 1]] < counts[i]) {
            out[at] = out[at - 1];
            at--;
        }
        out[at] = (int32_t)i;
        if (found == k) least = counts[out[k - 1]];
    }
    return found;
}
