#include "meaning.h"

/* Where the compiler can, the loop is there twice, and the processor's width chooses. */
#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && defined(__GNUC__)
#define BY_WIDTH __attribute__((target_clones("avx2", "default")))
#else
#define BY_WIDTH
#endif

BY_WIDTH
void products(const int8_t *rows, int64_t n, int64_t dimensions, const int8_t *vector,
              int32_t *out) {
    int16_t wide[MOST_DIMENSIONS];
    for (int64_t i = 0; i < dimensions; i++) wide[i] = vector[i];
    for (int64_t row = 0; row < n; row++) {
        const int8_t *at = rows + row * dimensions;
        int32_t sum = 0;
        for (int64_t i = 0; i < dimensions; i++) sum += (int16_t)at[i] * wide[i];
        out[row] = sum;
    }
}
