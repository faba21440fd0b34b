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

/* Return the label before one to which `steps` lead, of paths that score `reached`. */
static uint8_t source(const float *steps, int32_t labels, const float *reached) {
    uint8_t from = 0;
    float top = reached[0] + steps[0];
    for (int32_t l = 1; l < labels; l++) {
        float rival = reached[l] + steps[l * MOST_LABELS];
        from = rival > top ? (uint8_t)l : from;
        top = rival > top ? rival : top;
    }
    return from;
}

/* Find the best labels of one sentence, whose words are scored. Rows of `steps` have room for the
   most labels, so that all of a row are compared at once. Which label a path came from is asked of
   the best path alone, on the way back. */
static void label(const float *steps, int32_t labels, int64_t n, const float *first,
                  const float *scores, float *reached, uint8_t *best) {
    float now[MOST_LABELS];
    for (int32_t l = 0; l < labels; l++) now[l] = scores[l] + first[l];
    for (int64_t i = 1; i < n; i++) {
        float top[MOST_LABELS];
        memcpy(reached + (i - 1) * labels, now, sizeof(float) * (size_t)labels);
        for (int32_t l = 0; l < MOST_LABELS; l++) top[l] = now[0] + steps[l];
        for (int32_t other = 1; other < labels; other++) {
            const float *step = steps + other * MOST_LABELS;
            for (int32_t l = 0; l < MOST_LABELS; l++) {
                float rival = now[other] + step[l];
                top[l] = rival > top[l] ? rival : top[l];
            }
        }
        for (int32_t l = 0; l < labels; l++) now[l] = top[l] + scores[i * labels + l];
    }
    uint8_t here = 0;
    for (int32_t l = 1; l < labels; l++) here = now[l] > now[here] ? (uint8_t)l : here;
    best[n - 1] = here;
    for (int64_t i = n - 2; i >= 0; i--) {
        best[i] = here = source(steps + here, labels, reached + i * labels);
    }
}

int64_t best_labels(const weights *w, const int64_t *words, const int64_t *kinds, int64_t n,
                    const int64_t *starts, int64_t sentences, const float *first, float *scores,
                    float *reached, uint8_t *best) {
    for (int64_t i = 0; i < n; i++) {
        if (words[i] < 0 || words[i] >= w->words) return NABA_OUTSIDE;
    }
    for (int64_t i = 0; i <= n; i++) {
        if (kinds[i] < 0 || kinds[i] >= w->gaps) return NABA_OUTSIDE;
    }
    float steps[MOST_LABELS * MOST_LABELS] = {0};
    for (int32_t source = 0; source < w->labels; source++) {
        memcpy(steps + source * MOST_LABELS, w->steps + source * w->labels,
               sizeof(float) * (size_t)w->labels);
    }
    for (int64_t s = 0; s < sentences; s++) {
        int64_t begin = starts[s], end = s + 1 < sentences ? starts[s + 1] : n;
        if (begin < (s ? starts[s - 1] : 0) || end <= begin || end > n || starts[0]) {
            return NABA_OUTSIDE;
        }
        for (int64_t i = begin; i < end; i++) {
            score(w, words, kinds, i, begin, end, scores + i * w->labels);
        }
        label(steps, w->labels, end - begin, first, scores + begin * w->labels,
              reached + begin * w->labels, best + begin);
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
