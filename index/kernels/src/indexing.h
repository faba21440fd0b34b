/* Loops of indexing: from forms to terms, from the order of reading to that of terms, to bits. */
#ifndef NABA_INDEXING_H
#define NABA_INDEXING_H

#include "packed.h"

/* Terms of forms: form f has ids[ends[f - 1]:ends[f]] at those offsets. */
typedef struct {
    const uint32_t *ids, *offsets, *ends;
    int64_t terms, forms;
} view;

/* Count the terms of n forms, or return an error. */
int64_t view_count(const view *v, const uint32_t *forms, int64_t n);
/* Write the terms of n forms with their documents and positions; all are known to fit. */
void view_stream(const view *v, const uint32_t *forms, const uint32_t *docs,
                 const uint32_t *positions, int64_t n, uint32_t *to_terms, uint32_t *to_docs,
                 uint32_t *to_positions);

/* The forms of words end to end, and how many each document has. */
typedef struct {
    const uint32_t *words, *sizes;
    int64_t length;
} passage;

/* A text: how many positions each form takes, and what the documents have: a heading, `times` over,
   then a body. */
typedef struct {
    const uint32_t *widths;
    int64_t documents, times;
    passage heading, body;
} text;

/* The terms that are inverted at a time: those whose rank is from `first` on, `terms` of them.
   `ranks` has the rank of each term of a view, where the view has its number. */
typedef struct {
    const int32_t *ranks;
    uint32_t first, terms;
} pass;

/* Sort the occurrences of a pass in a text by term: term t has totals[t] of them, `total` all
   together. `wanted` is room for a byte a form, `starts` for a number a term; `counts` gets the
   documents of each term, `to_docs` and `to_freqs` its postings, `to_positions`, unless it is NULL,
   all positions. Returns how many postings there are, or an error. */
int64_t invert(const view *v, const pass *p, const text *of, const int64_t *totals, int64_t total,
               uint8_t *wanted, int64_t *starts, uint32_t *counts, uint32_t *to_docs,
               uint32_t *to_freqs, uint32_t *to_positions);

/* Rows of terms in their plain form: those of term t are the next counts[t] postings, whose
   positions are the next freqs[i] each. */
typedef struct {
    const uint32_t *counts, *docs, *freqs, *positions;
    int64_t terms, postings, occurrences;
} plain;

/* Find the rows of `part` in those of `base`, term t in row of[t] of it, none when that is negative.
   `starts` is room for two numbers a row of the base. What is found is as in
   index.codec.selection.Found. Returns 0, or an error. */
int64_t find_rows(const plain *part, const plain *base, const int64_t *of, int64_t *starts,
                  uint8_t *fits, uint32_t *owners, uint32_t *skipped);

/* Count how many numbers of each row need each of 16 widths. */
int64_t count_widths(const uint32_t *values, int64_t n, const int64_t *sizes, int64_t rows,
                     int32_t *counts);
/* Count the numbers of each row that are wider than its code says; returns how many there are. */
int64_t count_wide(const uint32_t *values, int64_t n, const int64_t *sizes, const int64_t *low,
                   int64_t rows, int64_t *counts);
/* Write how far apart these stand and their high bits less one, and for each row the codes of the
   widths of both: `codes` has 2 * rows zeros. */
void write_wide(const uint32_t *values, const int64_t *sizes, const int64_t *low, int64_t rows,
                uint32_t *distances, uint32_t *rests, int64_t *codes);

/* Write strips of numbers into zeros, each from a byte on; eight bytes follow the last. */
int64_t write_strips(uint8_t *out, int64_t size, const uint32_t *values, int64_t n,
                     const int64_t *counts, const int64_t *codes, const int64_t *starts,
                     int64_t strips);
/* Read strips of a file, end to end. */
int64_t read_strips(const uint8_t *file, int64_t size, uint32_t *values, int64_t n,
                    const int64_t *counts, const int64_t *codes, const int64_t *starts,
                    int64_t strips);

#endif
