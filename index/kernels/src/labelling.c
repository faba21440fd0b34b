#include "labelling.h"

/* Add what the words around word i of a sentence add to its labels. */
static void score(const weights *w, const int64_t *words, const int64_t *kinds, int64_t i,
                  int64_t begin, int64_t end, float *out) {
    const int32_t labels = w->labels, reach = w->width / 2;
    for (int32_t l = 0; l < labels; l++) {
        out[l] = w->before[kinds[i] * labels + l] + w->after[kinds[i + 1] * labels + l];
    }
    for (int32_t place = 0; place < w->width; place++) {
        int64_t other = i + place - reach;
        int64_t word = other >= begin && other < end ? words[other] : 0;
        const float *row = w->tables + (word * w->width + place) * labels;
        for (int32_t l = 0; l < labels; l++) out[l] += row[l];
    }
}

/* Find the best labels of one sentence, whose words are scored. */
static void label(const weights *w, int64_t n, const float *first, const float *scores,
                  uint8_t *back, uint8_t *best) {
    const int32_t labels = w->labels;
    float now[MOST_LABELS], next[MOST_LABELS];
    for (int32_t l = 0; l < labels; l++) now[l] = scores[l] + first[l];
    for (int64_t i = 1; i < n; i++) {
        float top[MOST_LABELS];
        uint8_t from[MOST_LABELS];
        for (int32_t l = 0; l < labels; l++) {
            top[l] = now[0] + w->steps[l];
            from[l] = 0;
        }
        for (int32_t source = 1; source < labels; source++) {
            const float *step = w->steps + source * labels;
            for (int32_t l = 0; l < labels; l++) {
                float rival = now[source] + step[l];
                from[l] = rival > top[l] ? (uint8_t)source : from[l];
                top[l] = rival > top[l] ? rival : top[l];
            }
        }
        for (int32_t l = 0; l < labels; l++) {
            back[i * labels + l] = from[l];
            next[l] = top[l] + scores[i * labels + l];
        }
        memcpy(now, next, sizeof now);
    }
    uint8_t here = 0;
    for (int32_t l = 1; l < labels; l++) here = now[l] > now[here] ? (uint8_t)l : here;
    for (int64_t i = n - 1; i >= 0; i--) {
        best[i] = here;
        here = i ? back[i * labels + here] : 0;
    }
}

int64_t best_labels(const weights *w, const int64_t *words, const int64_t *kinds, int64_t n,
                    const int64_t *starts, int64_t sentences, const float *first, float *scores,
                    uint8_t *back, uint8_t *best) {
    for (int64_t i = 0; i < n; i++) {
        if (words[i] < 0 || words[i] >= w->words) return NABA_OUTSIDE;
    }
    for (int64_t i = 0; i <= n; i++) {
        if (kinds[i] < 0 || kinds[i] >= w->gaps) return NABA_OUTSIDE;
    }
    for (int64_t s = 0; s < sentences; s++) {
        int64_t begin = starts[s], end = s + 1 < sentences ? starts[s + 1] : n;
        if (begin < (s ? starts[s - 1] : 0) || end <= begin || end > n || starts[0]) {
            return NABA_OUTSIDE;
        }
        for (int64_t i = begin; i < end; i++) {
            score(w, words, kinds, i, begin, end, scores + i * w->labels);
        }
        label(w, end - begin, first, scores + begin * w->labels, back + begin * w->labels,
              best + begin);
    }
    return 0;
}

/* Add a row to what a word adds up to. */
static void add_row(float *out, const float *row, int64_t cells) {
    for (int64_t c = 0; c < cells; c++) out[c] += row[c];
}

int64_t add_rows(const float *table, int64_t rows, int64_t cells, const int64_t *which,
                 int64_t columns, float *out, int64_t n) {
    for (int64_t k = 0; k < columns * n; k++) {
        if (which[k] < 0 || which[k] >= rows) return NABA_OUTSIDE;
    }
    for (int64_t i = 0; i < n; i++) {
        for (int64_t c = 0; c < columns; c++) {
            add_row(out + i * cells, table + which[c * n + i] * cells, cells);
        }
    }
    return 0;
}

int64_t add_features(const features *f, const uint32_t *wanted, int64_t columns, float *out,
                     int64_t n) {
    for (int64_t b = 0; b < BUCKETS; b++) {
        if (f->starts[b] > f->starts[b + 1]) return NABA_OUTSIDE;
    }
    if (f->starts[BUCKETS] > f->rows) return NABA_OUTSIDE;
    for (int64_t i = 0; i < n; i++) {
        for (int64_t c = 0; c < columns; c++) {
            uint32_t hash = wanted[c * n + i], at = f->starts[hash >> 16];
            const uint32_t end = f->starts[(hash >> 16) + 1];
            while (at < end && f->hashes[at] < hash) at++;
            if (at == end || f->hashes[at] != hash) continue;
            add_row(out + i * f->cells, f->table + at * f->cells, f->cells);
        }
    }
    return 0;
}
