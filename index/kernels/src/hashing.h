/* Hashes of words, and look-ups of many at once. */
#ifndef NABA_HASHING_H
#define NABA_HASHING_H

#include "packed.h"

/* Spread a hash over all its bits. */
static inline uint64_t mixed(uint64_t hash) {
    hash = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 29);
}

/* Words of a text of `size` units of two or four bytes (`wide`): word i is units[starts[i]:ends[i]].
   `out` gets the hash of each, as index.analysis.hashing.hash_words has it, and 0 for one longer
   than `longest`. Returns an error, or 0. */
typedef struct {
    const void *units;
    int64_t size;
    int wide;
    const int64_t *starts, *ends;
    int64_t words;
} text_words;
int64_t hash_words(const text_words *t, uint64_t base, int64_t longest, uint64_t *out);

/* Look hashes up in a table of `size` places, a power of two, where 0 is a free one. `numbers`
   gets the number of each, 0 for those that are not there, and `unknown` the places of these.
   Returns how many they are. */
int64_t find_hashes(const uint64_t *keys, const uint32_t *values, int64_t size, const uint64_t *hashes,
                int64_t n, uint32_t *numbers, int64_t *unknown);

#endif
