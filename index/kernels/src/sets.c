#include "lists.h"

static int lay_out(const dictionary *file, const entry *of, const postings *base, postings *out,
                   read_rows *kept) {
    int error = postings_init(out, file->file, file->size, of->begin, of->column, file->documents,
                              file->has_positions, base);
    out->number = of->number;
    out->kept = kept;
    return error;
}

static int list_open(list *own) {
    struct both {
        postings own, base;
        read_rows of_own, of_base;
    } *room;
    size_t segments = (size_t)own->segments;
    if (own->turn == kept_turn()) return 0;
    located *at = keep(sizeof *at * segments);
    if (!at || !(room = keep(sizeof *room * segments))) return NABA_MEMORY;
    memset(room, 0, sizeof *room * segments);
    for (size_t s = 0; s < segments; s++) {
        const spot *from = &own->spots[s];
        postings *base = from->base ? &room[s].base : NULL;
        int error = 0;
        if (base) error = lay_out(from->base_file, from->base, NULL, base, &room[s].of_base);
        if (!error) error = lay_out(from->file, &from->own, base, &room[s].own, &room[s].of_own);
        if (error) return error;
        at[s] = (located){&room[s].own, from->offset};
    }
    own->at = at;
    own->turn = kept_turn();
    return 0;
}

int lists_open(list *const *some, int32_t count) {
    int error = 0;
    for (int32_t l = 0; l < count && !error; l++) error = list_open(some[l]);
    return error;
}

int docs_of(const postings *p, const int32_t **out, size_t before) {
    if (!p->base && !p->bits) return kept_numbers(p, out);
    int32_t *all = scratch(SCRATCH_DOCS, 4 * (before + p->count));
    if (!all) return NABA_MEMORY;
    *out = all + before;
    return postings_docs(p, all + before);
}

/* Set the bytes of the numbers of a bitset. */
static int bits_mark(const postings *p, uint8_t *out) {
    int error = bits_sound(p);
    if (error) return error;
    for (uint32_t at = 0; at < p->bound; at += 8) {
        uint64_t byte = p->bits[at >> 3], spread, bytes;
        if (p->bound - at < 8) byte &= (1ULL << (p->bound - at)) - 1;
        if (!byte) continue;
        /* Each byte gets its bit, which is then made the lowest. */
        spread = byte * 0x0101010101010101u & 0x8040201008040201u;
        spread = (spread + 0x7F7F7F7F7F7F7F7Fu) >> 7 & 0x0101010101010101u;
        if (p->documents - at < 8) {
            for (; byte; byte &= byte - 1) out[at + (uint32_t)__builtin_ctzll(byte)] = 1;
            continue;
        }
        memcpy(&bytes, out + at, 8);
        bytes |= spread;
        memcpy(out + at, &bytes, 8);
    }
    return 0;
}

int lists_mark(const list *some, uint8_t *out) {
    for (int32_t s = 0; s < some->segments; s++) {
        const postings *p = some->at[s].of;
        uint8_t *own = out + some->at[s].offset;
        const int32_t *docs;
        int error = p->bits && !p->base ? bits_mark(p, own) : docs_of(p, &docs, 0);
        if (error) return error;
        if (p->bits && !p->base) continue;
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
        const int32_t *docs = out;
        int error = p->base || p->bits ? postings_docs(p, out) : kept_numbers(p, &docs);
        if (error) return error;
        for (uint32_t i = 0; i < p->count; i++) out[i] = docs[i] + some->at[s].offset;
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
