#include "best.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "postings.h"

static inline int below(const scored *a, const scored *b) {
    if (a->score != b->score) return a->score < b->score;
    if (a->day != b->day) return a->day < b->day;
    return a->id > b->id;
}

static inline void swap(scored *a, scored *b) {
    scored was = *a;
    *a = *b;
    *b = was;
}

/* Put the best k before all others: Hoare's selection, by the middle one of three. Both inner loops
   end at the pivot at the latest, or at what has been exchanged, whatever the scores are. */
static void select_best(scored *some, int64_t n, int64_t k) {
    int64_t low = 0, high = n - 1;
    while (low < high && low < k) {
        scored *first = &some[low], *middle = &some[low + (high - low) / 2], *last = &some[high];
        if (below(first, middle)) swap(first, middle);
        if (below(middle, last)) swap(middle, last);
        if (below(first, middle)) swap(first, middle);
        scored pivot = *middle;
        int64_t i = low - 1, j = high + 1;
        for (;;) {
            do i++;
            while (below(&pivot, &some[i]));
            do j--;
            while (below(&some[j], &pivot));
            if (i >= j) break;
            swap(&some[i], &some[j]);
        }
        if (k <= j) high = j;
        else low = j + 1;
    }
}

void rank_begin(ranking *r, scored *best, int64_t k) {
    r->best = best;
    r->k = k;
    r->found = 0;
    r->least = -INFINITY;
}

void rank_drop(ranking *r) {
    if (r->found <= r->k) return;
    select_best(r->best, r->found, r->k);
    r->found = r->k;
    r->least = INFINITY;
    for (int64_t i = 0; i < r->k; i++)
        if (r->best[i].score < r->least) r->least = r->best[i].score;
}

enum { RUN = 12 };

/* Sort a few by insertion. */
static void sort_run(scored *some, int64_t n) {
    for (int64_t i = 1; i < n; i++) {
        scored moved = some[i];
        int64_t at = i;
        for (; at && below(&some[at - 1], &moved); at--) some[at] = some[at - 1];
        some[at] = moved;
    }
}

static int before(const void *a, const void *b) { return below(a, b) ? 1 : -1; }

void rank_order(ranking *r) {
    rank_drop(r);
    scored *from = r->best, *to = scratch(SCRATCH_SAMPLE, sizeof *to * (size_t)r->found);
    if (!to) {
        qsort(from, (size_t)r->found, sizeof *from, before);
        return;
    }
    for (int64_t at = 0; at < r->found; at += RUN)
        sort_run(from + at, r->found - at < RUN ? r->found - at : RUN);
    for (int64_t run = RUN; run < r->found; run *= 2) {
        for (int64_t at = 0; at < r->found; at += 2 * run) {
            int64_t middle = at + run < r->found ? at + run : r->found;
            int64_t end = middle + run < r->found ? middle + run : r->found;
            for (int64_t i = at, j = middle, k = at; k < end; k++)
                to[k] = i < middle && (j == end || below(&from[j], &from[i])) ? from[i++] : from[j++];
        }
        scored *was = from;
        from = to;
        to = was;
    }
    if (from != r->best) memcpy(r->best, from, sizeof *from * (size_t)r->found);
}
