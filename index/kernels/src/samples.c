#include "ranking.h"

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

/* What a term gives a document where it stands so often. */
static inline double plain_worth(const plain_term *t, double tf, int32_t doc) {
    if (t->lengths) tf = tf * t->gain / (tf + t->norms[t->lengths[doc]]);
    return tf * t->weight;
}

int sample_score(sample *s, const plain_term *t, double *out) {
    const sampled *known;
    int error = sample_know(s, t->of, &known);
    if (error) return error;
    for (int64_t i = 0; i < s->n; i++) {
        double tf = known->freqs[i];
        if (tf != 0) out[i] += plain_worth(t, tf, s->ids[i]);
    }
    return 0;
}

int mask_score(const plain_term *t, const uint8_t *mask, double *out) {
    uint32_t freqs[BLOCK];
    for (int32_t s = 0; s < t->of->segments; s++) {
        const located *at = &t->of->at[s];
        const int32_t *docs;
        reader r;
        int error = docs_of(at->of, &docs, 0);
        if (error) return error;
        reader_open(&r, &at->of->freqs);
        for (uint32_t i = 0; i < at->of->count; i++) {
            if (i % BLOCK == 0)
                reader_fill(&r, freqs, at->of->count - i < BLOCK ? at->of->count - i : BLOCK);
            int32_t doc = docs[i] + at->offset;
            if (mask[doc]) out[doc] += plain_worth(t, (double)freqs[i % BLOCK] + 1, doc);
        }
        if (!reader_sound(&r)) return NABA_OUTSIDE;
    }
    return 0;
}
