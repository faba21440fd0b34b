/* Scores of documents, and the best of them. */
#ifndef NABA_RANKING_H
#define NABA_RANKING_H

#include "best.h"
#include "lists.h"

/* Terms whose weighted frequencies are added up and saturated together. */
typedef struct {
    const list *const *lists;
    const float *weights;
    int32_t count;
    const float *norms; /* by document */
    float gain, times;
} part;

/* What a weighted frequency is worth in a document of a norm. */
static inline float worth(const part *own, float tf, float norm) {
    float share = norm + tf;
    share = tf / share;
    share *= own->gain;
    share *= own->times;
    return share;
}

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

/* Give a term in these documents, read now if it is not known. Returns 0 or an error. */
int sample_know(sample *s, const list *of, const sampled **out);
/* Add the frequencies of a term, times a weight, to those of each document. */
int sample_add(sample *s, const list *of, float weight, float *out);

/* Words, each of which may have any of the terms from starts[w] to before starts[w + 1], all of one
   field. Of each is counted in early[w * n + i] how often it stands below position `lead`, and in
   met[w * n + i] how often right before the next word, where pairs[w] says so. */
typedef struct {
    const list *const *terms;
    const int32_t *starts;
    const uint8_t *pairs;
    int32_t count;
    uint32_t lead;
} place_words;
int sample_places(sample *s, const place_words *words, float *early, float *met);

/* Find the best documents of a mask, or of a sample. Each returns 0 or an error. */
int rank_mask(const part *parts, int32_t count, const uint8_t *mask, int32_t size, ranking *r);
int rank_sample(const part *parts, int32_t count, sample *s, ranking *r);
/* Add the scores of a mask's documents to `out`, by document. */
int score_mask(const part *parts, int32_t count, const uint8_t *mask, int32_t size, double *out);

/* Add to `out` what a part is worth in the documents of a sample; frequencies that are not NULL it
   has besides. */
int sample_worth(const part *own, const float *besides, sample *s, double *out);
/* Add the scores of a term by itself: its frequencies saturated by the norm of a document's length,
   which is a byte, or without `lengths` as they are. */
typedef struct {
    const list *of;
    const uint8_t *lengths;
    const double *norms;
    double gain, weight;
} plain_term;
int sample_score(sample *s, const plain_term *t, double *out);
/* The same in a mask's documents, to `out` by document. */
int mask_score(const plain_term *t, const uint8_t *mask, double *out);
/* Add what frequencies by themselves are worth, times a weight. */
void sample_unit(const part *own, const float *freqs, float weight, const sample *s, double *out);

#endif
