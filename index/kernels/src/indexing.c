#include "indexing.h"

/* Tell whether forms have the terms that they point to. */
static int64_t view_check(const view *v) {
    for (int64_t f = 0; f < v->forms; f++) {
        uint32_t before = f ? v->ends[f - 1] : 0;
        if (v->ends[f] < before || v->ends[f] > v->terms) return NABA_OUTSIDE;
    }
    return 0;
}

int64_t view_count(const view *v, const uint32_t *forms, int64_t n) {
    int64_t total = view_check(v);
    if (total) return total;
    for (int64_t i = 0; i < n; i++) {
        if (forms[i] >= v->forms) return NABA_OUTSIDE;
        total += v->ends[forms[i]] - (forms[i] ? v->ends[forms[i] - 1] : 0);
    }
    return total;
}

void view_stream(const view *v, const uint32_t *forms, const uint32_t *docs,
                 const uint32_t *positions, int64_t n, uint32_t *to_terms, uint32_t *to_docs,
                 uint32_t *to_positions) {
    for (int64_t i = 0; i < n; i++) {
        uint32_t form = forms[i], doc = docs[i], position = positions[i];
        for (uint32_t k = form ? v->ends[form - 1] : 0; k < v->ends[form]; k++) {
            *to_terms++ = v->ids[k];
            *to_docs++ = doc;
            *to_positions++ = position + v->offsets[k];
        }
    }
}

/* A term's rank in a pass by its place in the view, at least `terms` for one of another pass. */
static inline uint32_t rank_of(const pass *p, uint32_t k) {
    return (uint32_t)p->ranks[k] - p->first;
}

/* Tell for each form whether it has a term of the pass. */
static void mark_forms(const view *v, const pass *p, uint8_t *wanted) {
    for (int64_t f = 0; f < v->forms; f++) {
        wanted[f] = 0;
        for (uint32_t k = f ? v->ends[f - 1] : 0; k < v->ends[f]; k++)
            wanted[f] |= rank_of(p, k) < p->terms;
    }
}

/* Where the occurrences of a pass are entered: those of each term from its start on, which moves. */
typedef struct {
    int64_t total, *starts;
    uint32_t *docs, *positions;
} places;

/* Enter the occurrences of a pass in some words of a document, which begin at a position; this
   moves to their end. What is written through pointers is nothing that is read on the way. */
static inline int64_t place_words(const view *v, const pass *p, const uint32_t *widths,
                                  const uint8_t *wanted, const uint32_t *word, int64_t n,
                                  uint32_t doc, uint32_t *position, const places *to) {
    uint32_t *docs = to->docs, *positions = to->positions, begin = *position;
    int64_t *starts = to->starts, total = to->total;
    for (const uint32_t *last = word + n; word < last; word++) {
        uint32_t form = *word;
        if (form >= v->forms) return NABA_OUTSIDE;
        if (wanted[form])
            for (uint32_t k = form ? v->ends[form - 1] : 0; k < v->ends[form]; k++) {
                uint32_t rank = rank_of(p, k);
                if (rank >= p->terms) continue;
                int64_t at = starts[rank]++;
                if (at >= total) return NABA_COUNT;
                docs[at] = doc;
                if (positions) positions[at] = begin + v->offsets[k];
            }
        begin += widths[form];
    }
    *position = begin;
    return 0;
}

/* Enter the occurrences of a pass in a text. */
static int64_t place(const view *v, const pass *p, const text *of, const uint8_t *wanted,
                     const places *to) {
    const passage *heading = &of->heading, *body = &of->body;
    int64_t title = 0, word = 0, error;
    for (int64_t doc = 0; doc < of->documents; doc++) {
        uint32_t position = 0;
        if (of->times) {
            if (heading->sizes[doc] > heading->length - title) return NABA_COUNT;
            for (int64_t time = 0; time < of->times; time++) {
                error = place_words(v, p, of->widths, wanted, heading->words + title,
                                    heading->sizes[doc], (uint32_t)doc, &position, to);
                if (error) return error;
            }
            title += heading->sizes[doc];
        }
        if (body->sizes[doc] > body->length - word) return NABA_COUNT;
        error = place_words(v, p, of->widths, wanted, body->words + word, body->sizes[doc],
                            (uint32_t)doc, &position, to);
        if (error) return error;
        word += body->sizes[doc];
    }
    return title == heading->length && word == body->length ? 0 : NABA_COUNT;
}

int64_t invert(const view *v, const pass *p, const text *of, const int64_t *totals, int64_t total,
               uint8_t *wanted, int64_t *starts, uint32_t *counts, uint32_t *to_docs,
               uint32_t *to_freqs, uint32_t *to_positions) {
    int64_t error = view_check(v), sum = 0;
    if (error) return error;
    for (uint32_t t = 0; t < p->terms; sum += totals[t++]) {
        if (totals[t] < 0 || totals[t] > total - sum) return NABA_COUNT;
        starts[t] = sum;
    }
    mark_forms(v, p, wanted);
    places to = {total, starts, to_docs, to_positions};
    error = place(v, p, of, wanted, &to);
    if (error) return error;
    /* Postings move up where several are one. */
    int64_t found = 0, i = 0, end = 0;
    for (uint32_t t = 0; t < p->terms; t++) {
        int64_t first = found;
        end += totals[t];
        if (starts[t] != end) return NABA_COUNT;
        for (; i < end; i++) {
            if (found == first || to_docs[i] != to_docs[found - 1]) {
                to_docs[found] = to_docs[i];
                to_freqs[found++] = 0;
            }
            to_freqs[found - 1]++;
        }
        counts[t] = (uint32_t)(found - first);
    }
    return found;
}

/* Tell whether rows are as long as they say; enter where those of each term begin. */
static int64_t plain_check(const plain *p, int64_t *starts) {
    int64_t postings = 0, occurrences = 0;
    for (int64_t t = 0; t < p->terms; t++) {
        if (starts) {
            starts[2 * t] = postings;
            starts[2 * t + 1] = occurrences;
        }
        if (p->counts[t] > p->postings - postings) return NABA_COUNT;
        for (uint32_t i = 0; i < p->counts[t]; i++) occurrences += p->freqs[postings++];
        if (occurrences > p->occurrences) return NABA_COUNT;
    }
    return postings == p->postings && occurrences == p->occurrences ? 0 : NABA_COUNT;
}

/* Find the positions of a posting among those of its base: how many come between. */
static int find_positions(const uint32_t *own, uint32_t freq, const uint32_t *base,
                          uint32_t base_freq, uint32_t *skipped) {
    if (freq == base_freq) {
        memset(skipped, 0, sizeof *skipped * freq);
        return !memcmp(own, base, sizeof *own * freq);
    }
    for (uint32_t i = 0, k = 0; i < freq; i++) {
        if (i && own[i] == own[i - 1]) return 0;
        while (k < base_freq && base[k] < own[i]) k++;
        if (k == base_freq || base[k] != own[i]) return 0;
        skipped[i] = k - i;
    }
    return 1;
}

int64_t find_rows(const plain *part, const plain *base, const int64_t *of, int64_t *starts,
                  uint8_t *fits, uint32_t *owners, uint32_t *skipped) {
    int64_t error = plain_check(base, starts);
    if (!error) error = plain_check(part, NULL);
    if (error) return error;
    int64_t posting = 0, at = 0;
    for (int64_t t = 0; t < part->terms; t++) {
        int64_t row = of[t];
        if (row >= base->terms) return NABA_BASE;
        int64_t first = row < 0 ? 0 : starts[2 * row], there = row < 0 ? 0 : starts[2 * row + 1];
        int64_t end = row < 0 ? 0 : first + base->counts[row], b = first;
        fits[t] = row >= 0;
        for (uint32_t i = 0; i < part->counts[t]; i++, at += part->freqs[posting++]) {
            owners[posting] = 0;
            if (!fits[t]) continue;
            while (b < end && base->docs[b] < part->docs[posting]) there += base->freqs[b++];
            uint32_t freq = part->freqs[posting];
            fits[t] = b < end && base->docs[b] == part->docs[posting] && base->freqs[b] >= freq &&
                      find_positions(part->positions + at, freq, base->positions + there,
                                     base->freqs[b], skipped + at);
            owners[posting] = (uint32_t)(b - first);
        }
    }
    return 0;
}

static const uint8_t CODE_OF_BITS[33] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  9,
                                         10, 10, 11, 11, 12, 12, 13, 13, 13, 13, 14,
                                         14, 14, 14, 15, 15, 15, 15, 15, 15, 15, 15};

/* The code of the smallest width of a number. */
static inline uint32_t code_of(uint32_t value) {
    uint32_t bits = 0;
    for (uint32_t shift = 16; shift; shift >>= 1)
        if (value >> shift) {
            value >>= shift;
            bits += shift;
        }
    return CODE_OF_BITS[bits + value];
}

int64_t count_widths(const uint32_t *values, int64_t n, const int64_t *sizes, int64_t rows,
                     int32_t *counts) {
    memset(counts, 0, sizeof *counts * 16 * (size_t)rows);
    for (int64_t r = 0; r < rows; r++, counts += 16) {
        if (sizes[r] < 0 || sizes[r] > n) return NABA_COUNT;
        n -= sizes[r];
        for (int64_t i = 0; i < sizes[r]; i++) counts[code_of(*values++)]++;
    }
    return n ? NABA_COUNT : 0;
}

int64_t count_wide(const uint32_t *values, int64_t n, const int64_t *sizes, const int64_t *low,
                   int64_t rows, int64_t *counts) {
    int64_t total = 0;
    for (int64_t r = 0; r < rows; r++) {
        if (sizes[r] < 0 || sizes[r] > n || low[r] < 0 || low[r] > 15) return NABA_COUNT;
        n -= sizes[r];
        uint64_t mask = (1ULL << WIDTHS[low[r]]) - 1;
        counts[r] = 0;
        for (int64_t i = 0; i < sizes[r]; i++) counts[r] += *values++ > mask;
        total += counts[r];
    }
    return n ? NABA_COUNT : total;
}

void write_wide(const uint32_t *values, const int64_t *sizes, const int64_t *low, int64_t rows,
                uint32_t *distances, uint32_t *rests, int64_t *codes) {
    for (int64_t r = 0; r < rows; values += sizes[r++]) {
        uint64_t mask = (1ULL << WIDTHS[low[r]]) - 1;
        uint32_t largest[2] = {0, 0};
        for (int64_t i = 0, next = 0; i < sizes[r]; i++) {
            if (values[i] <= mask) continue;
            uint32_t found[2] = {(uint32_t)(i - next), (values[i] >> WIDTHS[low[r]]) - 1};
            *distances++ = found[0];
            *rests++ = found[1];
            next = i + 1;
            for (int k = 0; k < 2; k++)
                if (code_of(found[k]) > largest[k]) largest[k] = code_of(found[k]);
        }
        codes[r] = largest[0];
        codes[rows + r] = largest[1];
    }
}

/* The width of a strip that lies within a file, with eight bytes behind it; or an error. */
static int64_t width_of(int64_t size, int64_t count, int64_t code, int64_t start) {
    if (code < 0 || code > 15 || count < 0 || count > INT32_MAX) return NABA_OUTSIDE;
    int64_t bytes = (count * WIDTHS[code] + 7) >> 3;
    if (!bytes) return 0;
    if (size < 8 || start < 0 || start > size - 8 || bytes > size - 8 - start) return NABA_OUTSIDE;
    return WIDTHS[code];
}

static void store64(uint8_t *at, uint64_t word) {
    memcpy(at, &word, 8);
}

int64_t write_strips(uint8_t *out, int64_t size, const uint32_t *values, int64_t n,
                     const int64_t *counts, const int64_t *codes, const int64_t *starts,
                     int64_t strips) {
    for (int64_t s = 0; s < strips; s++) {
        int64_t width = width_of(size, counts[s], codes[s], starts[s]);
        if (width < 0 || counts[s] > n) return NABA_OUTSIDE;
        uint64_t mask = (1ULL << width) - 1, bit = 8 * (uint64_t)starts[s];
        for (int64_t i = 0; width && i < counts[s]; i++, bit += (uint64_t)width) {
            uint8_t *at = out + (bit >> 3);
            store64(at, load64(at) | (values[i] & mask) << (bit & 7));
        }
        values += counts[s];
        n -= counts[s];
    }
    return n ? NABA_COUNT : 0;
}

int64_t read_strips(const uint8_t *file, int64_t size, uint32_t *values, int64_t n,
                    const int64_t *counts, const int64_t *codes, const int64_t *starts,
                    int64_t strips) {
    for (int64_t s = 0; s < strips; s++) {
        int64_t width = width_of(size, counts[s], codes[s], starts[s]);
        if (width < 0 || counts[s] > n) return NABA_OUTSIDE;
        strip own = {width ? file + starts[s] : file, (uint32_t)counts[s], (uint32_t)width};
        strip_fill(&own, 0, values, (uint32_t)counts[s]);
        values += counts[s];
        n -= counts[s];
    }
    return n ? NABA_COUNT : 0;
}
