#include "indexing.h"

/* Tell whether forms have the terms that they point to. */
static int64_t view_check(const view *v) {
    for (int64_t f = 0; f < v->forms; f++) {
        uint32_t before = f ? v->ends[f - 1] : 0;
        if (v->ends[f] < before || v->ends[f] > v->terms) return NABA_OUTSIDE;
    }
    return 0;
}

int64_t view_count(const view *v, const uint32_t *forms, int64_t n) {
    int64_t total = view_check(v);
    if (total) return total;
    for (int64_t i = 0; i < n; i++) {
        if (forms[i] >= v->forms) return NABA_OUTSIDE;
        total += v->ends[forms[i]] - (forms[i] ? v->ends[forms[i] - 1] : 0);
    }
    return total;
}

void view_stream(const view *v, const uint32_t *forms, const uint32_t *docs,
                 const uint32_t *positions, int64_t n, uint32_t *to_terms, uint32_t *to_docs,
                 uint32_t *to_positions) {
    for (int64_t i = 0; i < n; i++) {
        uint32_t form = forms[i], doc = docs[i], position = positions[i];
        for (uint32_t k = form ? v->ends[form - 1] : 0; k < v->ends[form]; k++) {
            *to_terms++ = v->ids[k];
            *to_docs++ = doc;
            *to_positions++ = position + v->offsets[k];
        }
    }
}

/* A term's rank in a pass, at least `terms` for one of another pass. */
static uint32_t rank_of(const pass *p, uint32_t term) {
    return (uint32_t)p->ranks[term] - p->first;
}

/* Tell for each form whether it has a term of the pass. */
static void mark_forms(const view *v, const pass *p, uint8_t *wanted) {
    for (int64_t f = 0; f < v->forms; f++) {
        wanted[f] = 0;
        for (uint32_t k = f ? v->ends[f - 1] : 0; k < v->ends[f]; k++)
            wanted[f] |= rank_of(p, v->ids[k]) < p->terms;
    }
}

int64_t invert_count(const view *v, const pass *p, const uint32_t *forms, int64_t n,
                     uint8_t *wanted, uint64_t *starts) {
    int64_t error = view_check(v);
    if (error) return error;
    for (int64_t k = 0; k < v->terms; k++)
        if (v->ids[k] >= p->numbers) return NABA_OUTSIDE;
    mark_forms(v, p, wanted);
    memset(starts, 0, sizeof *starts * ((size_t)p->terms + 1));
    for (int64_t i = 0; i < n; i++) {
        uint32_t form = forms[i];
        if (form >= v->forms) return NABA_OUTSIDE;
        if (!wanted[form]) continue;
        for (uint32_t k = form ? v->ends[form - 1] : 0; k < v->ends[form]; k++) {
            uint32_t rank = rank_of(p, v->ids[k]);
            if (rank < p->terms) starts[rank + 1]++;
        }
    }
    for (uint32_t t = 0; t < p->terms; t++) starts[t + 1] += starts[t];
    return (int64_t)starts[p->terms];
}

int64_t invert_place(const view *v, const pass *p, const uint32_t *forms, const uint32_t *docs,
                     const uint32_t *positions, int64_t n, const uint8_t *wanted,
                     uint64_t *starts, uint32_t *counts, uint32_t *to_docs, uint32_t *to_freqs,
                     uint32_t *to_positions) {
    for (int64_t i = 0; i < n; i++) {
        uint32_t form = forms[i];
        if (!wanted[form]) continue;
        for (uint32_t k = form ? v->ends[form - 1] : 0; k < v->ends[form]; k++) {
            uint32_t rank = rank_of(p, v->ids[k]);
            if (rank >= p->terms) continue;
            uint64_t at = starts[rank]++;
            to_docs[at] = docs[i];
            to_positions[at] = positions[i] + v->offsets[k];
        }
    }
    /* Each start has moved to the end of its term; postings move up where several are one. */
    int64_t found = 0;
    for (int64_t t = 0, i = 0; t < p->terms; t++) {
        int64_t first = found;
        for (; i < (int64_t)starts[t]; i++) {
            if (found == first || to_docs[i] != to_docs[found - 1]) {
                to_docs[found] = to_docs[i];
                to_freqs[found++] = 0;
            }
            to_freqs[found - 1]++;
        }
        counts[t] = (uint32_t)(found - first);
    }
    return found;
}

/* The width of a strip that lies within a file, with eight bytes behind it; or an error. */
static int64_t width_of(int64_t size, int64_t count, int64_t code, int64_t start) {
    if (code < 0 || code > 15 || count < 0 || count > INT32_MAX) return NABA_OUTSIDE;
    int64_t bytes = (count * WIDTHS[code] + 7) >> 3;
    if (!bytes) return 0;
    if (size < 8 || start < 0 || start > size - 8 || bytes > size - 8 - start) return NABA_OUTSIDE;
    return WIDTHS[code];
}

static void store64(uint8_t *at, uint64_t word) {
    memcpy(at, &word, 8);
}

int64_t write_strips(uint8_t *out, int64_t size, const uint32_t *values, int64_t n,
                     const int64_t *counts, const int64_t *codes, const int64_t *starts,
                     int64_t strips) {
    for (int64_t s = 0; s < strips; s++) {
        int64_t width = width_of(size, counts[s], codes[s], starts[s]);
        if (width < 0 || counts[s] > n) return NABA_OUTSIDE;
        uint64_t mask = (1ULL << width) - 1, bit = 8 * (uint64_t)starts[s];
        for (int64_t i = 0; width && i < counts[s]; i++, bit += (uint64_t)width) {
            uint8_t *at = out + (bit >> 3);
            store64(at, load64(at) | (values[i] & mask) << (bit & 7));
        }
        values += counts[s];
        n -= counts[s];
    }
    return n ? NABA_COUNT : 0;
}

int64_t read_strips(const uint8_t *file, int64_t size, uint32_t *values, int64_t n,
                    const int64_t *counts, const int64_t *codes, const int64_t *starts,
                    int64_t strips) {
    for (int64_t s = 0; s < strips; s++) {
        int64_t width = width_of(size, counts[s], codes[s], starts[s]);
        if (width < 0 || counts[s] > n) return NABA_OUTSIDE;
        strip own = {width ? file + starts[s] : file, (uint32_t)counts[s], (uint32_t)width};
        strip_fill(&own, 0, values, (uint32_t)counts[s]);
        values += counts[s];
        n -= counts[s];
    }
    return n ? NABA_COUNT : 0;
}
