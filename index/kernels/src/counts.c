#include "counts.h"
#include "hashing.h"

enum { ALEF = 0x627, LAM = 0x644, OWN = 0xFFFF };

static uint64_t hash_of(const word_table *table, spelled word) {
    const uint64_t base = table->base;
    uint64_t hash = 1;
    if (word.kind == 2)
        for (const uint16_t *at = word.units, *end = at + word.size; at < end; at++)
            hash = hash * base + *at;
    else if (word.kind == 4)
        for (const uint32_t *at = word.units, *end = at + word.size; at < end; at++)
            hash = hash * base + *at;
    else
        for (const uint8_t *at = word.units, *end = at + word.size; at < end; at++)
            hash = hash * base + *at;
    return mixed(hash);
}

/* The slot of a hash, or the free one where it would be. A table is never full. */
static uint64_t *slot_of(const word_table *table, uint64_t hash) {
    uint64_t at = hash & (table->size - 1);
    while (table->slots[at] && (table->slots[at] ^ hash) > OWN) at = (at + 1) & (table->size - 1);
    return &table->slots[at];
}

static int has_article(const uint32_t *word, int64_t size) {
    return size >= 2 && word[0] == ALEF && word[1] == LAM;
}

uint64_t slots_for(const uint32_t *text, int64_t size) {
    uint64_t words = 1, slots = 4;
    for (int64_t at = 0, begin = 0; at < size; at++) {
        if (text[at] != '\n') continue;
        words += 1 + has_article(text + begin, at - begin);
        begin = at + 1;
    }
    while (4 * slots < 5 * (words + 1)) slots *= 2;
    return slots;
}

int64_t enter_lines(word_table *table, const uint32_t *text, int64_t size, uint32_t first,
                    uint32_t whole) {
    for (int64_t at = 0, begin = 0; at < size; at++) {
        if (text[at] != '\n') continue;
        if (at == begin) return NABA_OUTSIDE;
        const uint32_t *word = text + begin, sign = text[at - 1];
        int64_t letters = at - 1 - begin;
        uint64_t level = (uint64_t)(sign < whole ? sign - first : sign - whole) + 1;
        if (sign < first || level >= LEVELS) return NABA_OUTSIDE;
        uint64_t hash = hash_of(table, (spelled){word, letters, 4}), *slot = slot_of(table, hash);
        *slot |= (hash & ~(uint64_t)OWN) | level | (sign < whole ? 0 : WHOLE);
        if (has_article(word, letters)) {
            hash = hash_of(table, (spelled){word + 2, letters - 2, 4});
            slot = slot_of(table, hash);
            *slot |= (hash & ~(uint64_t)OWN) | level << LEVEL_BITS;
        }
        begin = at + 1;
    }
    return 0;
}

uint32_t bits_of(const word_table *table, spelled word) {
    return *slot_of(table, hash_of(table, word)) & OWN;
}
