/* A table of words with what is known of each: 16 bits beside 48 bits of the word's hash. */
#ifndef NABA_COUNTS_H
#define NABA_COUNTS_H

#include "packed.h"

/* `size` slots, a power of two, 0 where nothing is. Of a slot the upper 48 bits are the upper ones
   of a hash, polynomial of `base`, which no two words of a table will share; the lower are its
   word's: 6 bits of the level of the word, 6 of that with the article, and one for WHOLE. */
typedef struct {
    uint64_t *slots;
    uint64_t size, base;
} word_table;

enum { LEVEL_BITS = 6, LEVELS = 1 << LEVEL_BITS, WHOLE = 1 << 2 * LEVEL_BITS };

/* Code points of a word, `kind` bytes each: 1, 2 or 4. */
typedef struct {
    const void *units;
    int64_t size;
    int kind;
} spelled;

/* Return how many slots hold the lines of a text of `size` code points. */
uint64_t slots_for(const uint32_t *text, int64_t size);

/* Enter lines: a word, and a character for its level, counted from `first`, or from `whole` on for
   a word that is WHOLE. Level k is kept as k + 1. Returns an error for a level out of range, or 0. */
int64_t enter_lines(word_table *table, const uint32_t *text, int64_t size, uint32_t first,
                    uint32_t whole);

/* Return the 16 bits of a word, 0 of one that is not there. */
uint32_t bits_of(const word_table *table, spelled word);

#endif
