/* The postings of a term in one segment: documents, frequencies, positions; and cursors there. */
#ifndef NABA_POSTINGS_H
#define NABA_POSTINGS_H

#include "packed.h"

/* Memory that is kept from call to call, by its use, and keeps what it has as it grows, zeros at
   first; NULL when there is none. Scores and times are zeros between calls. The interpreter's lock keeps calls apart. */
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
} postings;

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

/* Goes through the numbers of a row in ascending order. */
typedef struct {
    const postings *of;
    reader row;
    int64_t last;            /* the number before the block, -1 at first */
    uint32_t done;           /* places before the block; of a bitset, those before `byte` */
    uint32_t filled, at;
    uint32_t byte;
    int32_t block[BLOCK];
} numbers;

/* Sums the frequencies before a place. */
typedef struct {
    reader row;
    uint32_t at;
    uint64_t sum;
} sums;

typedef struct {
    const postings *of;
    numbers own, base;
    sums own_sums, base_sums;
    reader freq, base_freq, skips, positions;
    uint32_t place, base_place;
} cursor;

void cursor_open(cursor *c, const postings *of);
/* Tell whether the term stands in a document, none smaller than those asked for before; the
   place is left in c->place. An error is negative. */
int cursor_seek(cursor *c, int32_t doc);
/* The same, of a term with a base, by the document's place among those of the base. */
int cursor_seek_base(cursor *c, uint32_t base_place);
/* The frequency at c->place. */
uint32_t cursor_freq(cursor *c);
/* The positions in the document last found: their number, or an error; at most `room` of them
   are written, no more than cursor_freq says. */
int64_t cursor_positions(cursor *c, int32_t *out, uint32_t freq);

#endif
