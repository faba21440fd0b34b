#include "lists.h"

int docs_of(const postings *p, int32_t **out, size_t before) {
    int32_t *all = scratch(SCRATCH_DOCS, 4 * (before + p->count));
    if (!all) return NABA_MEMORY;
    *out = all + before;
    return postings_docs(p, *out);
}

int lists_mark(const list *some, uint8_t *out) {
    for (int32_t s = 0; s < some->segments; s++) {
        const postings *p = some->at[s].of;
        int32_t *docs;
        int error = docs_of(p, &docs, 0);
        if (error) return error;
        uint8_t *own = out + some->at[s].offset;
        for (uint32_t i = 0; i < p->count; i++) own[docs[i]] = 1;
    }
    return 0;
}

/* Merge ascending numbers, without those that are in both. */
static int64_t merge(const int32_t *a, int64_t n, const int32_t *b, int64_t m, int32_t *out) {
    int64_t i = 0, j = 0, k = 0;
    while (i < n && j < m) {
        int32_t x = a[i], y = b[j];
        out[k++] = x < y ? x : y;
        i += x <= y;
        j += y <= x;
    }
    while (i < n) out[k++] = a[i++];
    while (j < m) out[k++] = b[j++];
    return k;
}

static int list_docs(const list *some, int32_t *out) {
    for (int32_t s = 0; s < some->segments; s++) {
        const postings *p = some->at[s].of;
        int error = postings_docs(p, out);
        if (error) return error;
        for (uint32_t i = 0; i < p->count; i++) out[i] += some->at[s].offset;
        out += p->count;
    }
    return 0;
}

int64_t lists_union(const list *const *some, int32_t count, int32_t *out, int32_t *other) {
    int64_t found = 0;
    int32_t *to = out;
    for (int32_t l = 0; l < count; l++) {
        int64_t n = (int64_t)some[l]->count;
        if (!n) continue;
        int32_t *own = scratch(SCRATCH_DOCS, 4 * (size_t)n);
        if (!own) return NABA_MEMORY;
        int error = list_docs(some[l], own);
        if (error) return error;
        found = merge(to, found, own, n, other);
        int32_t *last = to;
        to = other;
        other = last;
    }
    if (to != out) memcpy(out, to, 4 * (size_t)found);
    return found;
}

int lists_among(const list *some, const int32_t *ids, int64_t n, uint8_t *out) {
    cursor c;
    for (int32_t s = 0; s < some->segments; s++) {
        const located *at = &some->at[s];
        int64_t first, last;
        ids_of(at, ids, n, &first, &last);
        cursor_open(&c, at->of);
        for (int64_t i = first; i < last; i++) {
            int found = cursor_seek(&c, ids[i] - at->offset);
            if (found < 0) return found;
            out[i] |= (uint8_t)found;
        }
    }
    return 0;
}
