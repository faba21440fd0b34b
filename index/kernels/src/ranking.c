#include "ranking.h"

#include <stdlib.h>

enum { WINDOW = 4096, FEW = WINDOW / 4 };
/* Number of documents whose scores are added up before any is taken: as many as stay in the
   processor's nearest cache. Of those that are given no more than FEW scores, these alone are
   looked at. */

/* A window of a segment's documents, some of them perhaps masked out: their scores so far, and
   frequencies that are laid out by document, which are zeros before and after. */
typedef struct {
    int32_t from, to; /* negative before the segment begins */
    const uint8_t *mask;
    double *scores;
    float *times;
    int32_t *room;   /* for the numbers of a bitset */
    int32_t *scored; /* the first FEW documents that were given scores, perhaps several times */
    uint32_t given;  /* how many scores were */
} window;

/* A term in a segment, read from its beginning to its end, a window at a time. */
typedef struct {
    const postings *of;
    const int32_t *docs; /* NULL of a bitset */
    uint32_t at, n;      /* the first posting of the window, and how many there are */
    float weight;
    reader freqs;
} stream;

/* The first of ascending numbers from `at` on that is not below another. */
static uint32_t not_before(const int32_t *docs, uint32_t at, uint32_t count, int32_t other) {
    uint32_t end = count - at < WINDOW ? count : at + WINDOW;
    if (at == end || docs[end - 1] < other) return end;
    while (at < end) {
        uint32_t middle = at + (end - at) / 2;
        if (docs[middle] < other) at = middle + 1;
        else end = middle;
    }
    return at;
}

/* Give the documents of a term in a window. */
static const int32_t *docs_in(stream *s, const window *w) {
    const postings *p = s->of;
    if (s->docs) {
        s->n = not_before(s->docs, s->at, p->count, w->to) - s->at;
        return s->docs + s->at;
    }
    s->n = 0;
    int64_t from = w->from < 0 ? 0 : w->from, to = w->to;
    if (to > (int64_t)p->bound) to = (int64_t)p->bound;
    for (int64_t at = from & ~(int64_t)63; at < to; at += 64) {
        uint64_t bits = bits_at(p, (uint32_t)(at >> 6));
        if (at < from) bits &= ~0ULL << (from - at);
        if (to - at < 64) bits &= (1ULL << (to - at)) - 1;
        for (; bits; bits &= bits - 1)
            w->room[s->n++] = (int32_t)at + (int32_t)__builtin_ctzll(bits);
    }
    return w->room;
}

/* Take the next `n` weighed frequencies, no more than a block. */
static void next_freqs(stream *s, float *tf, uint32_t n) {
    uint32_t freqs[BLOCK];
    reader_fill(&s->freqs, freqs, n);
    for (uint32_t i = 0; i < n; i++) tf[i] = (float)(freqs[i] + 1) * s->weight;
}

/* Lay the weighed frequencies of a term out by document, on those that lie there. */
static void lay_out(stream *s, const window *w) {
    const int32_t *docs = docs_in(s, w);
    float tf[BLOCK];
    for (uint32_t at = 0, n; at < s->n; at += n, docs += n) {
        n = s->n - at < BLOCK ? s->n - at : BLOCK;
        next_freqs(s, tf, n);
        for (uint32_t i = 0; i < n; i++)
            if (!w->mask || w->mask[docs[i] - w->from]) w->times[docs[i] - w->from] += tf[i];
    }
}

/* Note that documents are given scores. */
static inline void note(window *w, const int32_t *docs, uint32_t n) {
    if (w->scored && w->given + n <= FEW) memcpy(w->scored + w->given, docs, sizeof *docs * n);
    w->given += n;
}

/* Add what is laid out of a term's documents, and clear it. */
static void take_up(const part *own, stream *s, const float *norms, window *w) {
    const int32_t *docs = docs_in(s, w);
    for (uint32_t i = 0; i < s->n; i++) {
        float *times = &w->times[docs[i] - w->from];
        if (*times == 0.0f) continue;
        note(w, &docs[i], 1);
        w->scores[docs[i] - w->from] += worth(own, *times, norms[docs[i]]);
        *times = 0.0f;
    }
}

/* Add up what a block of documents is worth. */
static void add_block(const part *own, const int32_t *docs, float *tf, uint32_t n,
                      const float *norms, const window *w) {
    float norm[BLOCK];
    for (uint32_t i = 0; i < n; i++) norm[i] = norms[docs[i]];
    for (uint32_t i = 0; i < n; i++) tf[i] = worth(own, tf[i], norm[i]);
    for (uint32_t i = 0; i < n; i++)
        if (!w->mask || w->mask[docs[i] - w->from]) w->scores[docs[i] - w->from] += tf[i];
}

/* Add what a part is worth in the documents of a window. Frequencies are laid out by document, but
   for the first term of one or two, which is gone through once. */
static void add_part(const part *own, stream *some, int32_t lists, const float *norms, window *w) {
    int several = lists > 2;
    float tf[BLOCK];
    for (int32_t l = !several; l < lists; l++) lay_out(&some[l], w);
    const int32_t *docs = docs_in(some, w);
    note(w, docs, some->n);
    for (uint32_t at = 0, n; at < some->n; at += n, docs += n) {
        n = some->n - at < BLOCK ? some->n - at : BLOCK;
        if (several) memset(tf, 0, sizeof tf);
        else next_freqs(some, tf, n);
        for (uint32_t i = 0; lists > 1 && i < n; i++) {
            tf[i] += w->times[docs[i] - w->from];
            w->times[docs[i] - w->from] = 0.0f;
        }
        add_block(own, docs, tf, n, norms, w);
    }
    for (int32_t l = 1; l < lists; l++) take_up(own, &some[l], norms, w);
    for (int32_t l = 0; l < lists; l++) some[l].at += some[l].n;
}

/* Open the terms of parts that a segment has, those of each part one after the other; `lists` gets
   their number for each part. Both have room for all. Returns 0 or an error. */
static int open_parts(const part *parts, int32_t count, int32_t offset, int32_t end, stream *out,
                      int32_t *lists) {
    size_t total = 0, before = 0;
    for (int32_t w = 0; w < count; w++)
        for (int32_t l = 0; l < parts[w].count; l++) {
            const postings *q = in_segment(parts[w].lists[l], offset);
            if (q && (int64_t)q->documents > (int64_t)end - offset) return NABA_OUTSIDE;
            if (q && q->base) total += q->count;
        }
    if (!scratch(SCRATCH_DOCS, 4 * total)) return NABA_MEMORY; /* it must not move from here on */
    for (int32_t w = 0; w < count; w++) {
        lists[w] = 0;
        for (int32_t l = 0; l < parts[w].count; l++) {
            const postings *q = in_segment(parts[w].lists[l], offset);
            if (!q) continue;
            *out = (stream){q, NULL, 0, 0, parts[w].weights[l], {0}};
            int error = q->bits && !q->base ? bits_sound(q) : docs_of(q, &out->docs, before);
            if (error) return error;
            reader_open(&out->freqs, &q->freqs);
            before += q->base ? q->count : 0;
            lists[w]++;
            out++;
        }
    }
    return 0;
}

/* Room for the terms of parts in a segment, and how many each part has there. */
static stream *room_of(const part *parts, int32_t count, int32_t **lists) {
    size_t terms = 0;
    for (int32_t w = 0; w < count; w++) terms += (size_t)parts[w].count;
    stream *some = scratch(SCRATCH_CURSORS, sizeof *some * terms + 4 * (size_t)count);
    *lists = (int32_t *)(some + terms);
    return some;
}

/* Add what parts are worth in a window, each with its own terms. */
static void add_parts(const part *parts, int32_t count, int32_t offset, stream *some,
                     const int32_t *lists, window *w) {
    w->given = 0;
    for (int32_t p = 0; p < count; p++) {
        if (lists[p]) add_part(&parts[p], some, lists[p], parts[p].norms + offset, w);
        some += lists[p];
    }
}

/* Tell whether all exceptions of the terms of parts have been met. */
static int all_sound(const stream *some, const int32_t *lists, int32_t count) {
    for (int32_t p = 0; p < count; p++)
        for (int32_t l = 0; l < lists[p]; l++, some++)
            if (!reader_sound(&some->freqs)) return 0;
    return 1;
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

/* The highest of 16 scores. */
static inline double highest(const double *scores) {
    double most[4] = {scores[0], scores[1], scores[2], scores[3]};
    for (int i = 4; i < 16; i += 4)
        for (int j = 0; j < 4; j++) most[j] = scores[i + j] > most[j] ? scores[i + j] : most[j];
    for (int j = 0; j < 2; j++) most[j] = most[j + 2] > most[j] ? most[j + 2] : most[j];
    return most[1] > most[0] ? most[1] : most[0];
}

/* Take the documents from `begin` on that are in the mask. Once as many are taken as are wanted,
   most of the others are passed over by their scores alone. */
static void take_all(ranking *r, const uint8_t *mask, double *scores, int32_t begin, int32_t end) {
    for (int32_t i = begin; r->factor && i < end; i++) scores[i - begin] *= r->factor[i];
    for (int32_t i = begin; i < end; i++) {
        int whole = end - i >= 16;
        if (whole && (r->least > 0 ? highest(scores + (i - begin)) < r->least
                                   : !(load64(mask + i) | load64(mask + i + 8)))) {
            i += 15;
            continue;
        }
        for (int32_t last = whole ? i + 15 : i;; i++) {
            if (scores[i - begin] >= r->least && mask[i]) rank_take(r, scores[i - begin], i);
            if (i == last) break;
        }
    }
}

/* Take the documents of a window that were given scores, which are cleared. */
static void take_few(ranking *r, const uint8_t *mask, const window *w, int32_t begin) {
    for (uint32_t i = 0; i < w->given; i++) {
        int32_t at = w->scored[i] - w->from, doc = at + begin;
        double score = w->scores[at];
        if (score == 0) continue;
        w->scores[at] = 0;
        if (r->factor) score *= r->factor[doc];
        if (score >= r->least && mask[doc]) rank_take(r, score, doc);
    }
}

int rank_mask(const part *parts, int32_t count, const uint8_t *mask, int32_t size, ranking *r) {
    int32_t *lists, *begins, room[WINDOW], scored[FEW];
    size_t most = 1;
    for (int32_t w = 0; w < count; w++)
        for (int32_t l = 0; l < parts[w].count; l++) most += (size_t)parts[w].lists[l]->segments;
    stream *some = room_of(parts, count, &lists);
    window w = {0, 0, NULL, scratch(SCRATCH_SCORES, sizeof(double) * WINDOW),
                scratch(SCRATCH_TIMES, sizeof(float) * WINDOW), room, scored, 0};
    if (!some || !w.scores || !w.times) return NABA_MEMORY;
    if (!(begins = scratch(SCRATCH_OTHERS, sizeof *begins * most))) return NABA_MEMORY;
    int32_t segments = segments_of(parts, count, begins);
    /* Documents before, between and after these segments are scored with them. */
    for (int32_t s = 0, begin = 0, end; begin < size; s++, begin = end) {
        int32_t offset = s < segments ? begins[s] : begin, own = s < segments ? count : 0;
        end = s + 1 < segments ? begins[s + 1] : size;
        int error = open_parts(parts, own, offset, end, some, lists);
        if (error) return error;
        for (int32_t at = begin, next; at < end; at = next) {
            next = end - at < WINDOW ? end : at + WINDOW;
            w.from = at - offset, w.to = next - offset;
            add_parts(parts, own, offset, some, lists, &w);
            if (r->least > 0 && w.given <= FEW) {
                take_few(r, mask, &w, at);
                continue;
            }
            take_all(r, mask, w.scores, at, next);
            memset(w.scores, 0, sizeof *w.scores * (size_t)(next - at));
        }
        if (!all_sound(some, lists, own)) return NABA_OUTSIDE;
    }
    return 0;
}

int score_mask(const part *parts, int32_t count, const uint8_t *mask, int32_t size, double *out) {
    int32_t *lists, *begins, room[WINDOW];
    size_t most = 1;
    for (int32_t w = 0; w < count; w++)
        for (int32_t l = 0; l < parts[w].count; l++) most += (size_t)parts[w].lists[l]->segments;
    stream *some = room_of(parts, count, &lists);
    window w = {0, 0, NULL, NULL, scratch(SCRATCH_TIMES, sizeof(float) * WINDOW), room, NULL, 0};
    if (!some || !w.times) return NABA_MEMORY;
    if (!(begins = scratch(SCRATCH_OTHERS, sizeof *begins * most))) return NABA_MEMORY;
    int32_t segments = segments_of(parts, count, begins);
    for (int32_t s = 0; s < segments; s++) {
        int32_t offset = begins[s], end = s + 1 < segments ? begins[s + 1] : size;
        int error = open_parts(parts, count, offset, end, some, lists);
        if (error) return error;
        for (int32_t at = offset, next; at < end; at = next) {
            next = end - at < WINDOW ? end : at + WINDOW;
            w.from = at - offset, w.to = next - offset;
            w.mask = mask + at, w.scores = out + at;
            add_parts(parts, count, offset, some, lists, &w);
        }
        if (!all_sound(some, lists, count)) return NABA_OUTSIDE;
    }
    return 0;
}
