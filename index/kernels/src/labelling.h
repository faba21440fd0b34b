/* The best labels of the words of sentences. */
#ifndef NABA_LABELLING_H
#define NABA_LABELLING_H

#include "packed.h"

enum { MOST_LABELS = 16 };

/* Weights: `tables` has, for each of `words` words, `width` rows (seen from so far away) of
   `labels` numbers; `before` and `after` have a row for each of `gaps` kinds of gaps; `steps` has
   what a label adds after another, minus infinity where it may not stand. */
typedef struct {
    const float *tables, *before, *after, *steps;
    int64_t words, gaps;
    int32_t width, labels;
} weights;

/* Give n words their scores by label, and the best labels of each sentence (Viterbi 1967), which
   begin at `starts`, ascending from 0. `kinds` has a gap more than there are words. Labels that
   `first` forbids begin no sentence; `reached` is room for n rows. Returns an error, or 0. */
int64_t best_labels(const weights *w, const int64_t *words, const int64_t *kinds, int64_t n,
                    const int64_t *starts, int64_t sentences, const float *first, float *scores,
                    float *reached, uint8_t *best);

/* Add to each of n rows of `out` the rows of a table, of `rows` and as wide (`cells`), that
   `columns` numbers name: those of row i are which[i], which[n + i] … Returns an error, or 0. */
int64_t add_rows(const float *table, int64_t rows, int64_t cells, const int64_t *which,
                 int64_t columns, float *out, int64_t n);

enum { BUCKETS = 1 << 16 };

/* A table whose rows go by hashes, ascending: those whose upper half is b are the rows from
   starts[b] up to starts[b + 1]. */
typedef struct {
    const float *table;
    const uint32_t *hashes, *starts;
    int64_t rows, cells;
} features;

/* The same by hashes; what has none of the table's adds nothing. */
int64_t add_features(const features *f, const uint32_t *wanted, int64_t columns, float *out,
                     int64_t n);

#endif
