#include "ranking.h"

#include <stdlib.h>

static int docs_of(const postings *p, int32_t **out, size_t before) {
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

/* The first of ascending ids that is not below a number. */
static int64_t not_below(const int32_t *ids, int64_t n, int64_t number) {
    int64_t low = 0, high = n;
    while (low < high) {
        int64_t middle = (low + high) >> 1;
        if (ids[middle] < number) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* The ids that lie in a segment of a term: from first to before last. */
static void ids_of(const located *at, const int32_t *ids, int64_t n, int64_t *first,
                   int64_t *last) {
    *first = not_below(ids, n, at->offset);
    *last = not_below(ids, n, (int64_t)at->offset + at->of->documents);
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

/* The places, in a segment, of the documents of a term that has been read already. */
static const int32_t *known_places(const postings *wanted, const sampled *known, int32_t count) {
    for (int32_t k = 0; wanted && k < count; k++)
        for (int32_t s = 0; s < known[k].of->segments; s++)
            if (known[k].of->at[s].of == wanted) return known[k].places;
    return NULL;
}

int lists_sample(sampled *one, const sampled *known, int32_t count, const int32_t *ids,
                 int64_t n) {
    cursor c;
    for (int64_t i = 0; i < n; i++) one->places[i] = -1;
    for (int32_t s = 0; s < one->of->segments; s++) {
        const located *at = &one->of->at[s];
        const int32_t *bases = known_places(at->of->base, known, count);
        int64_t first, last;
        ids_of(at, ids, n, &first, &last);
        cursor_open(&c, at->of);
        for (int64_t i = first; i < last; i++) {
            if (bases && bases[i] < 0) continue;
            int found = bases ? cursor_seek_base(&c, (uint32_t)bases[i])
                              : cursor_seek(&c, ids[i] - at->offset);
            if (found < 0) return found;
            if (!found) continue;
            one->places[i] = (int32_t)c.place;
            one->freqs[i] = (float)cursor_freq(&c);
        }
    }
    return 0;
}

/* Ranking */

static inline int below(const scored *a, const scored *b) {
    if (a->score != b->score) return a->score < b->score;
    if (a->day != b->day) return a->day < b->day;
    return a->id > b->id;
}

static void sift_down(scored *heap, int64_t size) {
    int64_t at = 0;
    scored moved = heap[0];
    for (;;) {
        int64_t child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && below(&heap[child + 1], &heap[child])) child++;
        if (!below(&heap[child], &moved)) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

static void sift_up(scored *heap, int64_t at) {
    scored moved = heap[at];
    while (at && below(&moved, &heap[(at - 1) / 2])) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = moved;
}

/* A segment's share of a term. */
static const postings *in_segment(const list *some, int32_t offset) {
    for (int32_t s = 0; s < some->segments; s++)
        if (some->at[s].offset == offset) return some->at[s].of;
    return NULL;
}

static inline double worth(const part *own, float tf, float norm) {
    float share = norm + tf;
    share = tf / share;
    share *= own->gain;
    share *= own->times;
    return share;
}

/* Add what a part is worth in the documents of one segment. */
static int add_part(const part *own, int32_t offset, int32_t end, float *times, double *scores) {
    const float *norms = own->norms + offset;
    size_t total = 0;
    int32_t lists = 0;
    int32_t *docs;
    for (int32_t l = 0; l < own->count; l++) {
        const postings *q = in_segment(own->lists[l], offset);
        if (!q) continue;
        if ((int64_t)q->documents > (int64_t)end - offset) return NABA_OUTSIDE;
        total += q->count;
        lists++;
    }
    if (!lists) return 0;
    uint32_t *freqs = scratch(SCRATCH_FREQS, 4 * total);
    int32_t *all = scratch(SCRATCH_DOCS, 4 * total);
    if (!freqs || !all) return NABA_MEMORY;
    total = 0;
    for (int32_t l = 0; l < own->count; l++) {
        const postings *q = in_segment(own->lists[l], offset);
        if (!q) continue;
        int error = docs_of(q, &docs, total);
        if (!error) error = postings_freqs(q, freqs);
        if (error) return error;
        float weight = own->weights[l];
        if (lists == 1) {
            for (uint32_t i = 0; i < q->count; i++)
                scores[docs[i]] += worth(own, (float)freqs[i] * weight, norms[docs[i]]);
            return 0;
        }
        for (uint32_t i = 0; i < q->count; i++) times[docs[i]] += (float)freqs[i] * weight;
        total += q->count;
    }
    for (size_t i = 0; i < total; i++) {
        int32_t doc = all[i];
        if (times[doc] == 0.0f) continue;
        scores[doc] += worth(own, times[doc], norms[doc]);
        times[doc] = 0.0f;
    }
    return 0;
}

static int by_number(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Write where the segments of any of the lists begin, ascending, distinct; return their number. */
static int32_t segments_of(const part *parts, int32_t count, int32_t *out) {
    int32_t found = 0, kept = 0;
    for (int32_t w = 0; w < count; w++)
        for (int32_t l = 0; l < parts[w].count; l++)
            for (int32_t s = 0; s < parts[w].lists[l]->segments; s++)
                out[found++] = parts[w].lists[l]->at[s].offset;
    qsort(out, (size_t)found, sizeof *out, by_number);
    for (int32_t i = 0; i < found; i++)
        if (!kept || out[kept - 1] != out[i]) out[kept++] = out[i];
    return kept;
}

int64_t rank_parts(const part *parts, int32_t count, const uint8_t *mask, int32_t size,
                   const int32_t *days, const double *factor, scored *best, int64_t k) {
    int64_t found = 0;
    size_t most = 1;
    for (int32_t w = 0; w < count; w++)
        for (int32_t l = 0; l < parts[w].count; l++) most += (size_t)parts[w].lists[l]->segments;
    int32_t *begins = scratch(SCRATCH_OTHERS, sizeof *begins * most);
    if (!begins) return NABA_MEMORY;
    int32_t segments = segments_of(parts, count, begins);
    /* Documents before, between and after these segments are scored with them. */
    for (int32_t s = 0, begin = 0, end; begin < size; s++, begin = end) {
        int32_t offset = s < segments ? begins[s] : begin;
        end = s + 1 < segments ? begins[s + 1] : size;
        size_t length = (size_t)(end - begin);
        double *scores = scratch(SCRATCH_SCORES, sizeof *scores * length);
        float *times = scratch(SCRATCH_TIMES, sizeof *times * length);
        if (!scores || !times) return NABA_MEMORY;
        memset(scores, 0, sizeof *scores * length);
        memset(times, 0, sizeof *times * length);
        for (int32_t w = 0; s < segments && w < count; w++) {
            int error = add_part(&parts[w], offset, end, times + (offset - begin),
                                 scores + (offset - begin));
            if (error) return error;
        }
        for (int32_t i = begin; i < end; i++) {
            if (!mask[i]) continue;
            double score = scores[i - begin];
            if (factor) score *= factor[i];
            if (found == k && score < best[0].score) continue;
            scored one = {score, days[i], i};
            if (found < k) {
                best[found] = one;
                sift_up(best, found++);
            } else if (below(&best[0], &one)) {
                best[0] = one;
                sift_down(best, k);
            }
        }
    }
    return found;
}

/* Positions */

/* The positions of a cursor's document; NULL when there is no memory or an error, left in *n. */
static int32_t *positions_of(cursor *c, int slot, int64_t *n) {
    uint32_t freq = cursor_freq(c);
    if (freq > c->of->occurrences) {
        *n = NABA_COUNT;
        return NULL;
    }
    int32_t *out = scratch(slot, 4 * (size_t)freq);
    *n = out ? cursor_positions(c, out, freq) : NABA_MEMORY;
    return *n < 0 ? NULL : out;
}

static float count_met(const int32_t *a, int64_t n, const int32_t *b, int64_t m) {
    float met = 0;
    for (int64_t i = 0, j = 0; i < n; i++) {
        while (j < m && b[j] <= a[i]) j++;
        met += j < m && (int64_t)b[j] == (int64_t)a[i] + 1;
    }
    return met;
}

static int places_of(const located *one, const located *other, uint32_t lead, const int32_t *ids,
                     int64_t first, int64_t last, float *early, float *met) {
    cursor a, b;
    cursor_open(&a, one->of);
    if (other) cursor_open(&b, other->of);
    for (int64_t i = first; i < last; i++) {
        int64_t n, m;
        int found = cursor_seek(&a, ids[i] - one->offset);
        if (found < 0) return found;
        if (!found) continue;
        int32_t *here = positions_of(&a, SCRATCH_POSITIONS, &n);
        if (n < 0) return (int)n;
        for (int64_t k = 0; k < n && here[k] < (int32_t)lead; k++) early[i]++;
        if (!other) continue;
        found = cursor_seek(&b, ids[i] - other->offset);
        if (found < 0) return found;
        if (!found) continue;
        int32_t *next = positions_of(&b, SCRATCH_OTHERS, &m);
        if (m < 0) return (int)m;
        met[i] = count_met(here, n, next, m);
    }
    return 0;
}

int words_places(const list *const *words, const uint8_t *pairs, int32_t count, uint32_t lead,
                 const int32_t *ids, int64_t n, float *early, float *met) {
    for (int32_t w = 0; w < count; w++) {
        const list *own = words[w];
        if (!own) continue;
        const list *next = w + 1 < count && pairs[w] ? words[w + 1] : NULL;
        for (int32_t s = 0; s < own->segments; s++) {
            const located *at = &own->at[s], *other = NULL;
            int64_t first, last;
            ids_of(at, ids, n, &first, &last);
            for (int32_t t = 0; next && t < next->segments; t++)
                if (next->at[t].offset == at->offset) other = &next->at[t];
            int error = places_of(at, other, lead, ids, first, last, early + w * n, met + w * n);
            if (error) return error;
        }
    }
    return 0;
}

/* Keep of the begins those that have a position `place` further on; return how many. */
static int64_t keep_begins(int32_t *begins, int64_t n, const int32_t *positions, int64_t m,
                           int32_t place) {
    int64_t kept = 0;
    for (int64_t i = 0, j = 0; i < n; i++) {
        while (j < m && (int64_t)positions[j] < (int64_t)begins[i] + place) j++;
        if (j < m && (int64_t)positions[j] == (int64_t)begins[i] + place)
            begins[kept++] = begins[i];
    }
    return kept;
}

/* The positions of any of the terms of a place in a document, ascending. */
static int64_t place_positions(cursor *cursors, const uint8_t *there, int32_t terms, int32_t doc,
                               int slot) {
    size_t total = 0;
    int32_t several = 0;
    for (int32_t t = 0; t < terms; t++) {
        int64_t n;
        if (!there[t]) continue;
        int found = cursor_seek(&cursors[t], doc);
        if (found < 0) return found;
        if (!found) continue;
        uint32_t freq = cursor_freq(&cursors[t]);
        if (freq > cursors[t].of->occurrences) return NABA_COUNT;
        int32_t *out = scratch(slot, 4 * (total + freq));
        if (!out) return NABA_MEMORY;
        n = cursor_positions(&cursors[t], out + total, freq);
        if (n < 0) return n;
        total += (size_t)n;
        several++;
    }
    if (several > 1) qsort(scratch(slot, 4 * total), total, 4, by_number);
    return (int64_t)total;
}

static int row_in_segment(const list *const *lists, const int32_t *starts, int32_t places,
                          int32_t offset, int32_t end, const int32_t *ids, int64_t n,
                          uint8_t *out) {
    int32_t terms = starts[places], rarest = 0;
    uint64_t least = UINT64_MAX;
    cursor *cursors = scratch(SCRATCH_CURSORS, (sizeof *cursors + 1) * (size_t)terms);
    if (!cursors) return NABA_MEMORY;
    uint8_t *there = (uint8_t *)(cursors + terms);
    for (int32_t p = 0; p < places; p++) {
        uint64_t count = 0;
        for (int32_t t = starts[p]; t < starts[p + 1]; t++) {
            const postings *own = in_segment(lists[t], offset);
            there[t] = own != NULL;
            if (own) cursor_open(&cursors[t], own), count += own->count;
        }
        if (!count) return 0;
        if (count < least) least = count, rarest = p;
    }
    int64_t last = not_below(ids, n, end);
    for (int64_t i = not_below(ids, n, offset); i < last; i++) {
        int32_t doc = ids[i] - offset, at = starts[rarest];
        int64_t left = place_positions(cursors + at, there + at, starts[rarest + 1] - at, doc,
                                       SCRATCH_POSITIONS);
        if (left < 0) return (int)left;
        int32_t *begins = scratch(SCRATCH_POSITIONS, 0);
        for (int64_t k = 0; k < left; k++) begins[k] -= rarest;
        for (int32_t p = 0; left && p < places; p++) {
            if (p == rarest) continue;
            at = starts[p];
            int64_t m = place_positions(cursors + at, there + at, starts[p + 1] - at, doc,
                                        SCRATCH_OTHERS);
            if (m < 0) return (int)m;
            left = keep_begins(begins, left, scratch(SCRATCH_OTHERS, 0), m, p);
        }
        int64_t first = 0;
        while (first < left && begins[first] < 0) first++;
        out[i] = first < left;
    }
    return 0;
}

int words_in_a_row(const list *const *lists, const int32_t *starts, int32_t places,
                   const int32_t *ids, int64_t n, uint8_t *out) {
    /* A place whose terms no segment has leaves nothing; so the first place's segments do. */
    for (int32_t t = starts[0]; t < starts[1]; t++)
        for (int32_t s = 0; s < lists[t]->segments; s++) {
            int32_t offset = lists[t]->at[s].offset, seen = 0;
            for (int32_t u = starts[0]; u < t; u++)
                seen |= in_segment(lists[u], offset) != NULL;
            if (seen) continue;
            int64_t reach = 0;
            for (int32_t u = 0; u < starts[places]; u++) {
                const postings *own = in_segment(lists[u], offset);
                if (own && own->documents > reach) reach = own->documents;
            }
            int error = row_in_segment(lists, starts, places, offset, offset + (int32_t)reach, ids,
                                       n, out);
            if (error) return error;
        }
    return 0;
}

static int before(const void *a, const void *b) { return below(a, b) ? 1 : -1; }

void order(scored *some, int64_t n) { qsort(some, (size_t)n, sizeof *some, before); }
