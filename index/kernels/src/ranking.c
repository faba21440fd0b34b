#include "ranking.h"

#include <stdlib.h>

/* Documents in order */

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

static inline void take(ranking *r, double score, int32_t id) {
    if (r->factor) score *= r->factor[id];
    if (r->found == r->k && score < r->best[0].score) return;
    scored one = {score, r->days[id], id};
    if (r->found < r->k) {
        r->best[r->found] = one;
        sift_up(r->best, r->found++);
    } else if (below(&r->best[0], &one)) {
        r->best[0] = one;
        sift_down(r->best, r->k);
    }
}

static int before(const void *a, const void *b) { return below(a, b) ? 1 : -1; }

void rank_order(ranking *r) { qsort(r->best, (size_t)r->found, sizeof *r->best, before); }

/* Scores of many documents */

static inline float worth(const part *own, float tf, float norm) {
    float share = norm + tf;
    share = tf / share;
    share *= own->gain;
    share *= own->times;
    return share;
}

/* Where the scores of a segment's documents are added up. */
typedef struct {
    const uint8_t *mask;
    double *scores;
    float *times;
} board;

/* The documents of a term's segment and its frequencies there. */
typedef struct {
    const int32_t *docs;
    const uint32_t *freqs;
    uint32_t count;
    float weight;
} column;

/* Read the terms of a part that a segment has; return how many, or an error. `out` has room for
   the part's. */
static int32_t read_part(const part *own, int32_t offset, int32_t end, column *out) {
    size_t total = 0;
    int32_t lists = 0;
    for (int32_t l = 0; l < own->count; l++) {
        const postings *q = in_segment(own->lists[l], offset);
        if (q && (int64_t)q->documents > (int64_t)end - offset) return NABA_OUTSIDE;
        if (q) total += q->count;
    }
    uint32_t *freqs = scratch(SCRATCH_FREQS, 4 * total);
    int32_t *all = scratch(SCRATCH_DOCS, 4 * total), *docs;
    if (!freqs || !all) return NABA_MEMORY;
    total = 0;
    for (int32_t l = 0; l < own->count; l++) {
        const postings *q = in_segment(own->lists[l], offset);
        if (!q) continue;
        int error = docs_of(q, &docs, total);
        if (!error) error = postings_freqs(q, freqs + total);
        if (error) return error;
        out[lists++] = (column){docs, freqs + total, q->count, own->weights[l]};
        total += q->count;
    }
    return lists;
}

/* Add what one term is worth, or two: the frequencies of the second are laid out first, and the
   first one, which is the longer, is gone through once. */
static void add_two(const part *own, const column *longer, const column *other, const float *norms,
                    const board *b) {
    for (uint32_t i = 0; other && i < other->count; i++) {
        int32_t doc = other->docs[i];
        if (b->mask[doc]) b->times[doc] = (float)other->freqs[i] * other->weight;
    }
    for (uint32_t i = 0; i < longer->count; i++) {
        int32_t doc = longer->docs[i];
        if (!b->mask[doc]) continue;
        float tf = (float)longer->freqs[i] * longer->weight;
        if (other) {
            tf += b->times[doc];
            b->times[doc] = 0.0f;
        }
        b->scores[doc] += worth(own, tf, norms[doc]);
    }
    for (uint32_t i = 0; other && i < other->count; i++) {
        int32_t doc = other->docs[i];
        if (b->times[doc] == 0.0f) continue;
        b->scores[doc] += worth(own, b->times[doc], norms[doc]);
        b->times[doc] = 0.0f;
    }
}

/* Add what a part is worth in the documents of one segment that are in the mask. */
static int add_part(const part *own, int32_t offset, int32_t end, const board *b) {
    const float *norms = own->norms + offset;
    column *some = scratch(SCRATCH_CURSORS, sizeof *some * (size_t)own->count);
    if (!some) return NABA_MEMORY;
    int32_t lists = read_part(own, offset, end, some);
    if (lists < 0) return lists;
    if (lists && lists < 3) add_two(own, some, lists > 1 ? some + 1 : NULL, norms, b);
    for (int32_t l = 0; lists > 2 && l < lists; l++)
        for (uint32_t i = 0; i < some[l].count; i++)
            if (b->mask[some[l].docs[i]])
                b->times[some[l].docs[i]] += (float)some[l].freqs[i] * some[l].weight;
    for (int32_t l = 0; lists > 2 && l < lists; l++)
        for (uint32_t i = 0; i < some[l].count; i++) {
            int32_t doc = some[l].docs[i];
            if (b->times[doc] == 0.0f) continue;
            b->scores[doc] += worth(own, b->times[doc], norms[doc]);
            b->times[doc] = 0.0f;
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

int rank_mask(const part *parts, int32_t count, const uint8_t *mask, int32_t size, ranking *r) {
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
        board own = {mask + offset, scores + (offset - begin), times + (offset - begin)};
        for (int32_t w = 0; s < segments && w < count; w++) {
            int error = add_part(&parts[w], offset, end, &own);
            if (!error) continue;
            memset(scores, 0, sizeof *scores * length);
            memset(times, 0, sizeof *times * length);
            return error;
        }
        for (int32_t i = begin; i < end; i++) {
            if (end - i >= 8 && !load64(mask + i)) {
                i += 7;
                continue;
            }
            if (!mask[i]) continue;
            take(r, scores[i - begin], i);
            scores[i - begin] = 0;
        }
    }
    return 0;
}

/* Scores of few documents */

static inline int same_postings(const postings *a, const postings *b) {
    return a->number == b->number && a->file == b->file;
}

/* The places, in a segment, of the documents of a term that has been read already; `guess` is the
   number of the last one found. */
static const int32_t *known_places(const sample *s, const postings *wanted, int32_t *guess) {
    for (int32_t i = 0; wanted && i < s->count; i++) {
        int32_t k = (*guess + i) % s->count;
        const list *of = s->known[k].of;
        for (int32_t t = 0; t < of->segments; t++)
            if (same_postings(of->at[t].of, wanted)) return s->known[*guess = k].places;
    }
    return NULL;
}

static int sample_read(const sample *s, sampled *one) {
    cursor c;
    int32_t guess = 0;
    for (int64_t i = 0; i < s->n; i++) one->places[i] = -1, one->freqs[i] = 0;
    for (int32_t t = 0; t < one->of->segments; t++) {
        const located *at = &one->of->at[t];
        const int32_t *bases = known_places(s, at->of->base, &guess);
        int64_t first, last;
        ids_of(at, s->ids, s->n, &first, &last);
        cursor_open(&c, at->of);
        for (int64_t i = first; i < last; i++) {
            if (bases && bases[i] < 0) continue;
            int found = bases ? cursor_seek_base(&c, (uint32_t)bases[i])
                              : cursor_seek(&c, s->ids[i] - at->offset);
            if (found < 0) return found;
            if (!found) continue;
            one->places[i] = (int32_t)c.place;
            one->freqs[i] = (float)cursor_freq(&c);
        }
    }
    return 0;
}

int sample_add(sample *s, const list *of, float weight, float *out) {
    int32_t which = 0;
    while (which < s->count && s->known[which].of != of) which++;
    if (which == s->count) {
        if (which == s->most) return NABA_COUNT;
        sampled *one = &s->known[which];
        one->of = of;
        one->places = s->places + which * s->n;
        one->freqs = s->freqs + which * s->n;
        int error = sample_read(s, one);
        if (error) return error;
        s->count++;
    }
    const float *freqs = s->known[which].freqs;
    for (int64_t i = 0; i < s->n; i++) out[i] += freqs[i] * weight;
    return 0;
}

/* Write the weighted frequencies of a part into `out`. */
static int sample_part(sample *s, const part *own, const float *besides, float *out) {
    memset(out, 0, sizeof *out * (size_t)s->n);
    for (int32_t l = 0; l < own->count; l++) {
        int error = sample_add(s, own->lists[l], own->weights[l], out);
        if (error) return error;
    }
    for (int64_t i = 0; besides && i < s->n; i++) out[i] += besides[i];
    return 0;
}

int rank_sample(const part *parts, int32_t count, sample *s, ranking *r) {
    float *tf = scratch(SCRATCH_FREQS, sizeof *tf * (size_t)s->n);
    double *scores = scratch(SCRATCH_SAMPLE, sizeof *scores * (size_t)s->n);
    if (!tf || !scores) return NABA_MEMORY;
    memset(scores, 0, sizeof *scores * (size_t)s->n);
    for (int32_t w = 0; w < count; w++) {
        int error = sample_part(s, &parts[w], NULL, tf);
        if (error) return error;
        for (int64_t i = 0; i < s->n; i++)
            if (tf[i] != 0) scores[i] += worth(&parts[w], tf[i], parts[w].norms[s->ids[i]]);
    }
    for (int64_t i = 0; i < s->n; i++) take(r, scores[i], s->ids[i]);
    return 0;
}

int sample_worth(const part *parts, const float **rows, int32_t count, sample *s,
                 double *out) {
    float *tf = scratch(SCRATCH_FREQS, sizeof *tf * (size_t)s->n);
    if (!tf) return NABA_MEMORY;
    for (int32_t w = 0; w < count; w++) {
        int error = sample_part(s, &parts[w], rows[w], tf);
        if (error) return error;
        float factor = parts[w].times * parts[w].gain;
        for (int64_t i = 0; i < s->n; i++) {
            if (tf[i] == 0) continue;
            float share = tf[i] / (tf[i] + parts[w].norms[s->ids[i]]);
            share *= factor;
            out[i] += share;
        }
    }
    return 0;
}
