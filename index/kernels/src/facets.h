/* Counts of facet values over sets of documents, and the largest of them. */
#ifndef NABA_FACETS_H
#define NABA_FACETS_H

#include "packed.h"

/* Rows of numbers, `width` of them a document, and further numbers of some documents, ascending.
   Numbers count from 0; one that is not below `numbers` stands for none. Those that stand for none
   are best PADS different ones: it takes time to count the same one again and again. */
enum { PADS = 8 };
typedef struct {
    const void *rows;
    int64_t documents, width;
    int wide; /* whether the rows have 32 bits a number, and not 16 */
    const int32_t *owners;
    const uint32_t *more;
    int64_t extra;
    uint32_t numbers;
} value_rows;

/* Count each number in the documents of a mask, or in n ascending ids (NULL for the other); there
   are numbers + PADS counts, and the last ones mean nothing. Returns 0 or an error. */
int count_values(const value_rows *v, const uint8_t *mask, const int32_t *ids, int64_t n,
                 int32_t *counts);

/* Write the places of the k largest of n counts above 0, the largest first, and of equal ones the
   first; return how many there are. */
int64_t largest(const int32_t *counts, int64_t n, int64_t k, int32_t *out);

#endif
