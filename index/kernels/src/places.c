#include "ranking.h"

static float count_met(const int32_t *a, int64_t n, const int32_t *b, int64_t m) {
    float met = 0;
    for (int64_t i = 0, j = 0; i < n; i++) {
        while (j < m && b[j] <= a[i]) j++;
        met += j < m && (int64_t)b[j] == (int64_t)a[i] + 1;
    }
    return met;
}

/* A term of a word, gone through with the documents of a sample. */
typedef struct {
    const sampled *known;
    int32_t segment;
    cursor at;
} walk;

/* Read the positions of a term in the i-th document of a sample, behind `before` others of its
   word; return how many there are, or an error. */
static int64_t walk_positions(walk *t, const sample *s, int64_t i, int slot, size_t before) {
    const located *all = t->known->of->at;
    int32_t place = t->known->places[i], segment = t->segment;
    if (place < 0) return 0;
    if (segment < 0) segment = 0;
    while (s->ids[i] - all[segment].offset >= (int64_t)all[segment].of->documents) segment++;
    if (segment != t->segment) cursor_open(&t->at, all[segment].of);
    t->segment = segment;
    int error = cursor_place(&t->at, (uint32_t)place, s->ids[i] - all[segment].offset);
    if (error < 0) return error;
    int64_t freq = cursor_span(&t->at);
    if (freq < 0) return freq;
    if (freq > t->at.of->occurrences) return NABA_COUNT;
    int32_t *out = scratch(slot, 4 * (before + (size_t)freq));
    return out ? cursor_positions(&t->at, out + before, (uint32_t)freq) : NABA_MEMORY;
}

/* The positions of the terms of a word in a document, term after term; `ends` says where each
   ends. */
typedef struct {
    size_t *ends;
    int32_t terms;
    int slot;
} found;

static float met_by(const found *first, const found *second) {
    const int32_t *a = scratch(first->slot, 0), *b = scratch(second->slot, 0);
    float met = 0;
    for (int32_t t = 0; t < first->terms; t++)
        for (int32_t u = 0; u < second->terms; u++) {
            size_t from = t ? first->ends[t - 1] : 0, of = u ? second->ends[u - 1] : 0;
            met += count_met(a + from, (int64_t)(first->ends[t] - from), b + of,
                             (int64_t)(second->ends[u] - of));
        }
    return met;
}

static int document_places(const sample *s, const place_words *words, walk *walks, int64_t i,
                           size_t *ends, float *early, float *met) {
    found before = {NULL, 0, SCRATCH_OTHERS}, here;
    for (int32_t w = 0; w < words->count; w++) {
        int32_t first = words->starts[w];
        size_t total = 0;
        here = (found){ends + first, words->starts[w + 1] - first,
                       before.slot == SCRATCH_OTHERS ? SCRATCH_POSITIONS : SCRATCH_OTHERS};
        for (int32_t t = 0; t < here.terms; t++) {
            int64_t n = walk_positions(&walks[first + t], s, i, here.slot, total);
            if (n < 0) return (int)n;
            const int32_t *own = scratch(here.slot, 0);
            for (int64_t k = 0; k < n && own[total + (size_t)k] < (int32_t)words->lead; k++)
                early[w * s->n + i]++;
            here.ends[t] = total += (size_t)n;
        }
        if (w && words->pairs[w - 1] && total && before.terms)
            met[(w - 1) * s->n + i] = met_by(&before, &here);
        before = here;
    }
    return 0;
}

int sample_places(sample *s, const place_words *words, float *early, float *met) {
    int32_t terms = words->starts[words->count];
    walk *walks = scratch(SCRATCH_CURSORS, (sizeof *walks + sizeof(size_t)) * (size_t)terms);
    if (!walks) return NABA_MEMORY;
    for (int32_t t = 0; t < terms; t++) {
        int error = sample_know(s, words->terms[t], &walks[t].known);
        if (error) return error;
        walks[t].segment = -1;
    }
    for (int64_t i = 0; i < s->n; i++) {
        int error = document_places(s, words, walks, i, (size_t *)(walks + terms), early, met);
        if (error) return error;
    }
    return 0;
}
