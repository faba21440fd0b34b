#ifndef NABA_MEANING_H
#define NABA_MEANING_H
#include <stdint.h>

enum { MOST_DIMENSIONS = 1024 };

/* The sum of products of each of n rows with a vector, all of bytes. */
void products(const int8_t *rows, int64_t n, int64_t dimensions, const int8_t *vector,
              int32_t *out);
#endif
