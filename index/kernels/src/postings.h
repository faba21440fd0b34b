/* The postings of a term in one segment: documents, frequencies, positions; and cursors there. */
#ifndef NABA_POSTINGS_H
#define NABA_POSTINGS_H

#include "packed.h"

/* Memory that is kept from call to call, by its use, and keeps what it has as it grows, zeros at
   first; NULL when there is none. Scores and times are zeros between calls. The interpreter's lock
   keeps calls apart. */
enum { SCRATCH_BASE, SCRATCH_DOCS, SCRATCH_FREQS, SCRATCH_SCORES, SCRATCH_TIMES, SCRATCH_CURSORS,
       SCRATCH_POSITIONS, SCRATCH_OTHERS, SCRATCH_SAMPLE, SCRATCH_SLOTS };
void *scratch(int slot, size_t bytes);

enum { COLUMNS = 11, BITSET = 1 << 12 };

typedef struct postings {
    const uint8_t *file;
    uint64_t number; /* of the term in its field: with the file, what tells postings apart */
    row numbers, freqs, positions;
    const uint8_t *bits; /* instead of the row of numbers, or NULL */
    uint32_t bound;      /* bits of it */
    uint32_t count, occurrences;
    uint32_t documents; /* of the segment */
    int has_positions;
    const struct postings *base; /* the postings of which these are a part, or NULL */
    int whole;                   /* all of its base's */
    struct read_rows *kept; /* what was read of them, for as long as they are laid out */
} postings;

/* What the numbers of a row stay below. */
static inline uint32_t limit_of(const postings *p) {
    return p->base ? p->base->count : p->documents;
}

/* A query reads the same rows to find documents, to score them and to look at the best. So what is
   read lies in a store that outlives a call of the interpreter. Each call begins with kept_begin,
   which lets go of everything once there is much, and with that the turn of the store goes up. */
void kept_begin(void);
uint64_t kept_turn(void);
/* Take memory from the store, on a border of 64 bytes; NULL when there is none. */
void *keep(size_t bytes);

typedef struct read_rows {
    int32_t *numbers;
    uint32_t *sums;
} read_rows;

enum { SUMMED = 32 };
/* Give the numbers of a row, or how many occurrences stand before every SUMMED-th posting; return
   0 or an error. */
int kept_numbers(const postings *p, const int32_t **out);
int kept_sums(const postings *p, const uint32_t **out);
/* Tell whether a bitset has as many numbers as it should, all below the bound there is. */
int bits_sound(const postings *p);

/* Lay out the postings that begin at `begin` of a file, by their column of the dictionary. */
int postings_init(postings *p, const uint8_t *file, uint64_t size, uint64_t begin,
                  const uint32_t *column, uint32_t documents, int has_positions,
                  const postings *base);

/* Numbers are documents, or places in the base. Each of these returns 0 or an error; `out` has
   room for p->count numbers, and for positions p->occurrences. */
int postings_numbers(const postings *p, int32_t *out);
int postings_docs(const postings *p, int32_t *out);
int postings_freqs(const postings *p, uint32_t *out);
int postings_positions(const postings *p, int32_t *out);

/* Finds ascending numbers of a row; of a bitset, `done` places lie before the word `at`. */
typedef struct {
    const postings *of;
    const int32_t *all;
    uint32_t at, done;
} numbers;

/* Sums the frequencies before ascending places, SUMMED of which are known at a time: those of
   the block before `end`. */
typedef struct {
    const postings *of;
    const uint32_t *sums;
    reader row;
    uint32_t end, before[SUMMED + 1];
} sums;

typedef struct {
    const postings *of;
    numbers own, base;
    sums own_sums, base_sums;
    reader freq, skips, positions;
    uint32_t place, base_place;
} cursor;

void cursor_open(cursor *c, const postings *of);
/* Tell whether the term stands in a document, none smaller than those asked for before; the
   place is left in c->place. An error is negative. */
int cursor_seek(cursor *c, int32_t doc);
/* The same, of a term with a base, by the document's place among those of the base. */
int cursor_seek_base(cursor *c, uint32_t base_place);
/* Give the 64 bits of a bitset from number 64 * word on, none of them past its bound. */
static inline uint64_t bits_at(const postings *p, uint32_t word) {
    /* Eight bytes follow every row, so what is loaded is in the file; what is past the bound
       is cut off. */
    uint64_t bits = load64(p->bits + 8 * (size_t)word);
    uint64_t left = (uint64_t)p->bound - 64 * (uint64_t)word;
    return left < 64 ? bits & ((1ULL << left) - 1) : bits;
}
/* Go to a document of which the place is known. */
int cursor_place(cursor *c, uint32_t place, int32_t doc);
/* The frequency at c->place. */
uint32_t cursor_freq(cursor *c);
/* The same, of a document whose positions are read next; or an error. */
int64_t cursor_span(cursor *c);
/* The positions in the document last found: their number, or an error; at most `room` of them
   are written, no more than cursor_freq says. */
int64_t cursor_positions(cursor *c, int32_t *out, uint32_t freq);

#endif
