#include "hashing.h"

int64_t hash_words(const text_words *t, uint64_t base, int64_t longest, uint64_t *out) {
    const uint16_t *narrow = t->units;
    const uint32_t *wide = t->units;
    for (int64_t i = 0; i < t->words; i++) {
        int64_t begin = t->starts[i], end = t->ends[i];
        if (begin < 0 || end < begin || end > t->size) return NABA_OUTSIDE;
        uint64_t hash = 0;
        out[i] = 0;
        if (end - begin > longest) continue;
        while (end-- > begin) hash = hash * base + (t->wide ? wide[end] : narrow[end]) + 1;
        hash = mixed(hash);
        out[i] = hash ? hash : 1;
    }
    return 0;
}

int64_t find_hashes(const uint64_t *keys, const uint32_t *values, int64_t size, const uint64_t *hashes,
                int64_t n, uint32_t *numbers, int64_t *unknown) {
    const uint64_t mask = (uint64_t)size - 1;
    int64_t missing = 0;
    for (int64_t i = 0; i < n; i++) {
        uint64_t at = hashes[i] & mask;
        int64_t left = size;
        while (left && keys[at] && keys[at] != hashes[i]) {
            at = (at + 1) & mask;
            left--;
        }
        int found = left && keys[at] == hashes[i];
        numbers[i] = found ? values[at] : 0;
        if (!found) unknown[missing++] = i;
    }
    return missing;
}
