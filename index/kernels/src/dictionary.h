/* The dictionary of a field, as index/codec/FORMAT.md has it, read where it lies. */
#ifndef NABA_DICTIONARY_H
#define NABA_DICTIONARY_H

#include "postings.h"

enum { BLOCK_TERMS = 64, HEAD_BYTES = 16 };

/* A block taken apart: a column of numbers for each term, where its rows begin, and its text, of
   which each term shares so many bytes with the one before. */
typedef struct {
    uint32_t columns[COLUMNS][BLOCK_TERMS];
    uint32_t shared[BLOCK_TERMS];
    const uint8_t *text, *flags, *rest;
    uint64_t begin;
    uint32_t terms;
} block;

/* Read the terms of a block that begins a piece of a file. Each returns 0 or an error. */
int block_open(const uint8_t *data, uint64_t size, uint32_t terms, block *out);
/* Read the numbers of an open block, and the sizes of its first terms. */
int block_numbers(block *b);
int block_sizes(block *b, uint32_t terms, int has_positions);
/* Write the terms of a block end to end; there is room for the sum of their lengths. */
int block_text(const block *b, uint8_t *out);

/* Write a block of terms that lie end to end, with their columns, in which the sizes are left out;
   there is room for HEAD_BYTES + 56 * terms + the sum of their lengths. Return its bytes. */
uint64_t block_write(const uint8_t *text, const uint32_t *const columns[COLUMNS], uint32_t terms,
                     uint64_t begin, uint8_t *out);

/* A posting file. The block index lies at `index`, its text from `text` to before `end`. */
typedef struct {
    const uint8_t *file;
    uint64_t size, index, text, end;
    uint64_t blocks, terms;
    uint32_t documents;
    int has_positions;
} dictionary;

/* Where the rows of a term begin, and its column. */
typedef struct {
    uint64_t number, begin;
    uint32_t column[COLUMNS];
} entry;

int dictionary_init(dictionary *d);
/* Find the first term that is not smaller; `out` gets its number and, if it is the term itself,
   all else. Returns 1 if it is, 0 if it is not, or an error. */
int dictionary_find(const dictionary *d, const uint8_t *term, uint64_t length, entry *out);
/* Read the entry of a term by its number. */
int dictionary_entry(const dictionary *d, uint64_t number, entry *out);

#endif
