#include "ranking.h"

#include <stdlib.h>

/* Scores of many documents */

static inline float worth(const part *own, float tf, float norm) {
    float share = norm + tf;
    share = tf / share;
    share *= own->gain;
    share *= own->times;
    return share;
}

/* Where the scores of a segment's documents are added up, of all or of those in a mask. */
typedef struct {
    const uint8_t *mask;
    double *scores;
    float *times;
} board;

/* The documents of a term's segment and its frequencies there, a block at a time. */
typedef struct {
    const int32_t *docs;
    uint32_t count, at;
    float weight;
    reader freqs;
} stream;

/* Take the next documents and their weighed frequencies; return how many there are. */
static uint32_t next_block(stream *s, const int32_t **docs, float *tf) {
    uint32_t n = s->count - s->at < BLOCK ? s->count - s->at : BLOCK, freqs[BLOCK];
    if (!n) return 0;
    reader_fill(&s->freqs, freqs, n);
    for (uint32_t i = 0; i < n; i++) tf[i] = (float)(freqs[i] + 1) * s->weight;
    *docs = s->docs + s->at;
    s->at += n;
    return n;
}

/* Open the terms of a part that a segment has; return how many, or an error. `out` has room for
   the part's. */
static int32_t open_part(const part *own, int32_t offset, int32_t end, stream *out) {
    size_t total = 0, before = 0;
    int32_t lists = 0;
    for (int32_t l = 0; l < own->count; l++) {
        const postings *q = in_segment(own->lists[l], offset);
        if (q && (int64_t)q->documents > (int64_t)end - offset) return NABA_OUTSIDE;
        if (q) total += q->count;
    }
    if (!scratch(SCRATCH_DOCS, 4 * total)) return NABA_MEMORY; /* it must not move from here on */
    for (int32_t l = 0; l < own->count; l++) {
        const postings *q = in_segment(own->lists[l], offset);
        if (!q) continue;
        stream *to = &out[lists++];
        int error = docs_of(q, &to->docs, before);
        if (error) return error;
        to->count = q->count;
        to->at = 0;
        to->weight = own->weights[l];
        reader_open(&to->freqs, &q->freqs);
        before += q->count;
    }
    return lists;
}

/* Add up what blocks of documents are worth. */
static void add_block(const part *own, const int32_t *docs, float *tf, uint32_t n,
                      const float *norms, const board *b) {
    float norm[BLOCK];
    for (uint32_t i = 0; i < n; i++) norm[i] = norms[docs[i]];
    for (uint32_t i = 0; i < n; i++) tf[i] = worth(own, tf[i], norm[i]);
    for (uint32_t i = 0; i < n; i++)
        if (!b->mask || b->mask[docs[i]]) b->scores[docs[i]] += tf[i];
}

/* Lay the weighed frequencies of a term out by document, on those that lie there. */
static void lay_out(stream *s, const board *b) {
    const int32_t *docs;
    float tf[BLOCK];
    for (uint32_t n; (n = next_block(s, &docs, tf));)
        for (uint32_t i = 0; i < n; i++)
            if (!b->mask || b->mask[docs[i]]) b->times[docs[i]] += tf[i];
}

/* Add what is laid out of a term's documents, and clear it. */
static void take_up(const part *own, const stream *s, const float *norms, const board *b) {
    for (uint32_t i = 0; i < s->count; i++) {
        int32_t doc = s->docs[i];
        if (b->times[doc] == 0.0f) continue;
        b->scores[doc] += worth(own, b->times[doc], norms[doc]);
        b->times[doc] = 0.0f;
    }
}

/* Add what a part is worth in the documents of one segment that are in the mask. Frequencies are
   laid out by document, but for the first term of one or two, which is gone through once. */
static int add_part(const part *own, int32_t offset, int32_t end, const board *b) {
    const float *norms = own->norms + offset;
    stream *some = scratch(SCRATCH_CURSORS, sizeof *some * (size_t)own->count);
    if (!some) return NABA_MEMORY;
    int32_t lists = open_part(own, offset, end, some), several = lists > 2;
    if (lists <= 0) return lists;
    for (int32_t l = !several; l < lists; l++) lay_out(&some[l], b);
    float tf[BLOCK];
    const int32_t *docs = some->docs;
    for (uint32_t at = 0, n; at < some->count; at += n, docs += n) {
        n = some->count - at < BLOCK ? some->count - at : BLOCK;
        if (several) memset(tf, 0, sizeof tf);
        else next_block(some, &docs, tf);
        for (uint32_t i = 0; lists > 1 && i < n; i++) {
            tf[i] += b->times[docs[i]];
            b->times[docs[i]] = 0.0f;
        }
        add_block(own, docs, tf, n, norms, b);
    }
    for (int32_t l = 1; l < lists; l++) take_up(own, &some[l], norms, b);
    for (int32_t l = 0; l < lists; l++)
        if (!reader_sound(&some[l].freqs)) return NABA_OUTSIDE;
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

/* Tell whether any of 16 scores is as high as one. */
static inline int any_reaches(const double *scores, double least) {
    int64_t any = 0; /* as wide as a score, so that several are compared at once */
    for (int i = 0; i < 16; i++) any |= scores[i] >= least ? -1 : 0;
    return any != 0;
}

/* Take the documents of a segment that are in the mask. Once as many are taken as are wanted, most
   of the others are passed over by their scores alone. */
static void take_all(ranking *r, const uint8_t *mask, double *scores, int32_t begin, int32_t end) {
    for (int32_t i = begin; r->factor && i < end; i++) scores[i - begin] *= r->factor[i];
    for (int32_t i = begin; i < end; i++) {
        int whole = end - i >= 16;
        if (whole && (r->least > 0 ? !any_reaches(scores + (i - begin), r->least)
                                   : !(load64(mask + i) | load64(mask + i + 8)))) {
            i += 15;
            continue;
        }
        for (int32_t last = whole ? i + 15 : i;; i++) {
            if (mask[i]) rank_take(r, scores[i - begin], i);
            if (i == last) break;
        }
    }
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
        board own = {NULL, scores + (offset - begin), times + (offset - begin)};
        for (int32_t w = 0; s < segments && w < count; w++) {
            int error = add_part(&parts[w], offset, end, &own);
            if (!error) continue;
            memset(scores, 0, sizeof *scores * length);
            memset(times, 0, sizeof *times * length);
            return error;
        }
        take_all(r, mask, scores, begin, end);
        memset(scores, 0, sizeof *scores * length);
    }
    return 0;
}

int score_mask(const part *parts, int32_t count, const uint8_t *mask, int32_t size, double *out) {
    float *times = scratch(SCRATCH_TIMES, sizeof *times * (size_t)size);
    if (!times) return NABA_MEMORY;
    for (int32_t w = 0; w < count; w++) {
        size_t most = 1;
        for (int32_t l = 0; l < parts[w].count; l++) most += (size_t)parts[w].lists[l]->segments;
        int32_t *begins = scratch(SCRATCH_OTHERS, sizeof *begins * most);
        if (!begins) return NABA_MEMORY;
        int32_t segments = segments_of(&parts[w], 1, begins);
        for (int32_t s = 0; s < segments; s++) {
            int32_t at = begins[s], end = s + 1 < segments ? begins[s + 1] : size;
            board own = {mask + at, out + at, times + at};
            int error = add_part(&parts[w], at, end, &own);
            if (!error) continue;
            memset(times, 0, sizeof *times * (size_t)size);
            return error;
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

enum { NEAR = 12 };
/* A row that has no more than so many postings for each document is gone through, not searched. */

/* Read a term in documents by going through its row of ascending numbers, which are documents, or
   places in the base, of which `keys` has those sought: -1 for none. */
static int sample_join(const postings *p, const int32_t *keys, int64_t n, int32_t *places,
                       float *freqs) {
    const int32_t *all;
    uint32_t block[BLOCK], first = 0, end = 0;
    reader r;
    int error = kept_numbers(p, &all);
    if (error) return error;
    reader_open(&r, &p->freqs);
    uint32_t at = 0;
    for (int64_t i = 0; i < n; i++) {
        int32_t key = keys[i];
        if (key < 0) continue;
        while (at < p->count && all[at] < key) at++;
        if (at == p->count) break;
        if (all[at] != key) continue;
        if (at >= end) {
            first = at & ~(uint32_t)(BLOCK - 1);
            end = p->count - first < BLOCK ? p->count : first + BLOCK;
            reader_jump(&r, first);
            reader_fill(&r, block, end - first);
        }
        places[i] = (int32_t)at;
        freqs[i] = (float)(block[at - first] + 1);
    }
    return 0;
}

/* The keys of a term's documents in its segment, for sample_join; NULL where it cannot be. */
static const int32_t *sample_keys(const sample *s, const located *at, const int32_t *bases,
                                  int64_t first, int64_t last) {
    const postings *p = at->of;
    if (p->bits || p->whole || (p->base && !bases) || p->count > NEAR * (last - first)) return NULL;
    if (p->base) return bases + first;
    if (!at->offset) return s->ids + first;
    int32_t *keys = scratch(SCRATCH_OTHERS, sizeof *keys * (size_t)(last - first));
    for (int64_t i = first; keys && i < last; i++) keys[i - first] = s->ids[i] - at->offset;
    return keys;
}

static int sample_read(const sample *s, sampled *one) {
    cursor c;
    int32_t guess = 0;
    for (int64_t i = 0; i < s->n; i++) one->places[i] = -1, one->freqs[i] = 0;
    for (int32_t t = 0; t < one->of->segments; t++) {
        const located *at = &one->of->at[t];
        const int32_t *bases = known_places(s, at->of->base, &guess), *keys;
        int64_t first, last;
        ids_of(at, s->ids, s->n, &first, &last);
        if (first < last && (keys = sample_keys(s, at, bases, first, last))) {
            int error = sample_join(at->of, keys, last - first, one->places + first,
                                    one->freqs + first);
            if (error) return error;
            continue;
        }
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

int sample_know(sample *s, const list *of, const sampled **out) {
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
    *out = &s->known[which];
    return 0;
}

int sample_add(sample *s, const list *of, float weight, float *out) {
    const sampled *known;
    int error = sample_know(s, of, &known);
    if (error) return error;
    for (int64_t i = 0; i < s->n; i++) out[i] += known->freqs[i] * weight;
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
    for (int64_t i = 0; i < s->n; i++)
        rank_take(r, r->factor ? scores[i] * r->factor[s->ids[i]] : scores[i], s->ids[i]);
    return 0;
}

int sample_worth(const part *own, const float *besides, sample *s, double *out) {
    float *tf = scratch(SCRATCH_FREQS, sizeof *tf * (size_t)s->n);
    if (!tf) return NABA_MEMORY;
    int error = sample_part(s, own, besides, tf);
    if (error) return error;
    float factor = own->times * own->gain;
    for (int64_t i = 0; i < s->n; i++) {
        if (tf[i] == 0) continue;
        float share = tf[i] / (tf[i] + own->norms[s->ids[i]]);
        share *= factor;
        out[i] += share;
    }
    return 0;
}

void sample_unit(const part *own, const float *freqs, float weight, const sample *s, double *out) {
    for (int64_t i = 0; i < s->n; i++) {
        if (freqs[i] == 0) continue;
        float share = own->norms[s->ids[i]] + freqs[i];
        share = freqs[i] / share;
        share *= own->gain;
        share *= weight;
        out[i] += share;
    }
}

int sample_score(sample *s, const plain_term *t, double *out) {
    const sampled *known;
    int error = sample_know(s, t->of, &known);
    if (error) return error;
    for (int64_t i = 0; i < s->n; i++) {
        double tf = known->freqs[i];
        if (tf == 0) continue;
        if (t->lengths) tf = tf * t->gain / (tf + t->norms[t->lengths[s->ids[i]]]);
        out[i] += tf * t->weight;
    }
    return 0;
}
