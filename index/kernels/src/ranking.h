/* Scores of documents, and the best of them. */
#ifndef NABA_RANKING_H
#define NABA_RANKING_H

#include "lists.h"

/* Terms whose weighted frequencies are added up and saturated together. */
typedef struct {
    const list *const *lists;
    const float *weights;
    int32_t count;
    const float *norms; /* by document */
    float gain, times;
} part;

/* A term in some ascending documents: of each its place in its segment, or -1, and how often the
   term stands there. */
typedef struct {
    const list *of;
    int32_t *places;
    float *freqs;
} sampled;

/* Terms in n ascending documents, each read once; there is room for `most` of them. What is read
   of the base of a term is taken from the terms before it, if it is among these. */
typedef struct {
    const int32_t *ids;
    int64_t n;
    sampled *known;
    int32_t count, most;
    int32_t *places;
    float *freqs;
} sample;

/* Add the frequencies of a term, times a weight, to those of each document. */
int sample_add(sample *s, const list *of, float weight, float *out);

typedef struct {
    double score;
    int32_t day, id;
} scored;

/* The best of documents by score, day and number, with their days, and what scores are multiplied
   by or NULL, by document; `best` has room for k. */
typedef struct {
    const int32_t *days;
    const double *factor;
    scored *best;
    int64_t k, found;
} ranking;

/* Find the best documents of a mask, or of a sample. Each returns 0 or an error. */
int rank_mask(const part *parts, int32_t count, const uint8_t *mask, int32_t size, ranking *r);
int rank_sample(const part *parts, int32_t count, sample *s, ranking *r);
/* Order them, the best first. */
void rank_order(ranking *r);

/* Add to `out` what parts are worth in the documents of a sample; a part with a row that is not
   NULL has these frequencies besides. */
int sample_worth(const part *parts, const float **rows, int32_t count, sample *s,
                 double *out);

#endif
