/* What queries do with the postings of terms through the segments of a snapshot. */
#ifndef NABA_RANKING_H
#define NABA_RANKING_H

#include "postings.h"

/* A term: its postings in each segment that has it, ascending, and where that begins among all
   documents. */
typedef struct {
    const postings *of;
    int32_t offset;
} located;

typedef struct {
    const located *at;
    int32_t segments;
    uint64_t count; /* of documents in all */
} list;

/* Set the bytes of the documents of a term. */
int lists_mark(const list *some, uint8_t *out);
/* Write the documents of any of several terms into `out`, ascending and distinct; both have room
   for the sum of their counts. Returns how many there are, or an error. */
int64_t lists_union(const list *const *some, int32_t count, int32_t *out, int32_t *other);
/* Set the bytes of those of the ascending `ids` that have a term. */
int lists_among(const list *some, const int32_t *ids, int64_t n, uint8_t *out);
/* A term in some ascending documents: of each its place in its segment, or -1, and how often the
   term stands there. */
typedef struct {
    const list *of;
    int32_t *places;
    float *freqs;
} sampled;

/* Read a term in documents. What is read of its bases is taken from the samples before it, if
   they are among these. */
int lists_sample(sampled *one, const sampled *known, int32_t count, const int32_t *ids, int64_t n);

/* Terms whose weighted frequencies are added up and saturated together. */
typedef struct {
    const list *const *lists;
    const float *weights;
    int32_t count;
    const float *norms; /* by document */
    float gain, times;
} part;

typedef struct {
    double score;
    int32_t day, id;
} scored;

/* Find the best `k` of the documents of a mask: by score, day and number; `size` documents,
   `factor` by document or NULL. Returns how many were found, unordered, or an error. */
int64_t rank_parts(const part *parts, int32_t count, const uint8_t *mask, int32_t size,
                   const int32_t *days, const double *factor, scored *best, int64_t k);

/* Of words, each a term of one and the same field (or NULL): count in early[w * n + i] the
   positions below `lead` in ids[i], and in met[w * n + i] those right before one of the next word,
   where pairs[w] says so. */
int words_places(const list *const *words, const uint8_t *pairs, int32_t count, uint32_t lead,
                 const int32_t *ids, int64_t n, float *early, float *met);

/* Tell of each of ids whether terms stand there in a row: place p may have any of the terms
   lists[starts[p]:starts[p + 1]]. */
int words_in_a_row(const list *const *lists, const int32_t *starts, int32_t places,
                   const int32_t *ids, int64_t n, uint8_t *out);

/* Order by score, day and number, the best first. */
void order(scored *some, int64_t n);

#endif
