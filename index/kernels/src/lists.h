/* Terms through the segments of a snapshot. */
#ifndef NABA_LISTS_H
#define NABA_LISTS_H

#include "dictionary.h"

/* Where a term stands in a segment: what the dictionaries of its posting file, and of that which
   has its base, say of them; `base` is NULL without one. */
typedef struct {
    const dictionary *file, *base_file;
    const entry *base;
    entry own;
    int32_t offset, leaf; /* where the segment begins among all documents, and its number */
} spot;

typedef struct {
    const postings *of;
    int32_t offset;
} located;

/* A term in the segments that have it, ascending. Its postings are laid out for a turn of the
   store, by lists_open. */
typedef struct {
    const spot *spots;
    const located *at;
    int32_t segments;
    uint64_t count; /* of documents in all */
    uint64_t turn;
} list;

/* Lay out the postings of terms; return 0 or an error. */
int lists_open(list *const *some, int32_t count);

/* The first of ascending ids that is not below a number. */
static inline int64_t not_below(const int32_t *ids, int64_t n, int64_t number) {
    int64_t low = 0, high = n;
    while (low < high) {
        int64_t middle = (low + high) >> 1;
        if (ids[middle] < number) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* The ids that lie in a segment of a term: from first to before last. */
static inline void ids_of(const located *at, const int32_t *ids, int64_t n, int64_t *first,
                          int64_t *last) {
    *first = not_below(ids, n, at->offset);
    *last = not_below(ids, n, (int64_t)at->offset + at->of->documents);
}

/* A segment's share of a term. */
static inline const postings *in_segment(const list *some, int32_t offset) {
    for (int32_t s = 0; s < some->segments; s++)
        if (some->at[s].offset == offset) return some->at[s].of;
    return NULL;
}

/* Give the documents of a term's segment; some are read behind `before` numbers that stay. */
int docs_of(const postings *p, const int32_t **out, size_t before);

/* Set the bytes of the documents of a term. */
int lists_mark(const list *some, uint8_t *out);
/* Write the documents of any of several terms into `out`, ascending and distinct; both have room
   for the sum of their counts. Returns how many there are, or an error. */
int64_t lists_union(const list *const *some, int32_t count, int32_t *out, int32_t *other);
/* Set the bytes of those of the ascending `ids` that have a term. */
int lists_among(const list *some, const int32_t *ids, int64_t n, uint8_t *out);

/* Tell of each of ids whether terms stand there in a row: place p may have any of the terms
   lists[starts[p]:starts[p + 1]]. */
int words_in_a_row(const list *const *lists, const int32_t *starts, int32_t places,
                   const int32_t *ids, int64_t n, uint8_t *out);

#endif
