/* Packed rows, as index/codec/bit_packing.py lays them out, read where they lie. */
#ifndef NABA_PACKED_H
#define NABA_PACKED_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { NABA_OUTSIDE = -1, NABA_COUNT = -2, NABA_BASE = -3, NABA_MEMORY = -4, NABA_DAMAGED = -5 };
/* A read outside of the file or of the row it belongs to; a number of postings other than the
   dictionary says; a posting outside its base; no memory; a block of the dictionary with another
   checksum. */

enum { BLOCK = 128, NEVER = 0xFFFFFFFF };

static const uint8_t WIDTHS[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 32};

/* A strip of numbers of one width; eight bytes of the file follow its last one. */
typedef struct {
    const uint8_t *data;
    uint32_t length;
    uint32_t width;
} strip;

/* A row: the low bits of its numbers, and of some the distances between them and the rest. */
typedef struct {
    strip low, places, rests;
} row;

static inline uint64_t load64(const uint8_t *at) {
    uint64_t word;
    memcpy(&word, at, 8);
    return word;
}

static inline uint32_t strip_get(const strip *s, uint64_t i) {
    if (!s->width) return 0;
    uint64_t bit = i * s->width;
    return (uint32_t)((load64(s->data + (bit >> 3)) >> (bit & 7)) & ((1ULL << s->width) - 1));
}

/* Reads a row from its beginning to its end; `patch` is the exception to come, at `next`. */
typedef struct {
    const row *of;
    uint32_t at, patch, next;
} reader;

void reader_open(reader *r, const row *of);
/* Take the next `count` numbers, of which the row must have that many. */
void reader_fill(reader *r, uint32_t *out, uint32_t count);
/* Go on at `place`, which is not before the numbers taken so far, nor past the end. */
void reader_jump(reader *r, uint32_t place);

static inline void next_patch(reader *r) {
    if (++r->patch >= r->of->places.length) {
        r->next = NEVER;
        return;
    }
    uint64_t next = (uint64_t)r->next + 1 + strip_get(&r->of->places, r->patch);
    r->next = next < NEVER ? (uint32_t)next : NEVER;
}

static inline uint32_t reader_rest(const reader *r) {
    uint64_t high = (uint64_t)strip_get(&r->of->rests, r->patch) + 1;
    return (uint32_t)(high << r->of->low.width);
}

/* Return the number at `place`, which is not before any asked for so far, nor past the end. */
static inline uint32_t reader_pick(reader *r, uint32_t place) {
    while (r->next < place) next_patch(r);
    uint32_t value = strip_get(&r->of->low, place);
    return r->next == place ? value | reader_rest(r) : value;
}

/* Take the next `count` numbers and give the sum of one more than each. */
uint64_t reader_sum(reader *r, uint32_t count);

/* Tell whether all exceptions stood inside the row, at its end. */
int reader_sound(const reader *r);

/* Unpack a strip. */
void strip_fill(const strip *s, uint64_t from, uint32_t *out, uint32_t count);

#endif
