#include "dictionary.h"

static uint32_t load32(const uint8_t *at) {
    uint32_t word;
    memcpy(&word, at, 4);
    return word;
}

/* CRC-32 as zlib has it, eight bytes at a time. */
static uint32_t checksum(const uint8_t *data, uint64_t size) {
    static uint32_t table[8][256];
    if (!table[0][1]) {
        for (uint32_t i = 0; i < 256; i++) {
            uint32_t word = i;
            for (int bit = 0; bit < 8; bit++) word = word >> 1 ^ (word & 1 ? 0xEDB88320u : 0);
            table[0][i] = word;
        }
        for (uint32_t i = 0; i < 256; i++)
            for (int t = 1; t < 8; t++)
                table[t][i] = table[t - 1][i] >> 8 ^ table[0][table[t - 1][i] & 255];
    }
    uint32_t sum = ~0u;
    for (; size >= 8; size -= 8, data += 8) {
        uint32_t low = load32(data) ^ sum, high = load32(data + 4);
        sum = table[7][low & 255] ^ table[6][low >> 8 & 255] ^ table[5][low >> 16 & 255] ^
              table[4][low >> 24] ^ table[3][high & 255] ^ table[2][high >> 8 & 255] ^
              table[1][high >> 16 & 255] ^ table[0][high >> 24];
    }
    for (; size; size--, data++) sum = sum >> 8 ^ table[0][(sum ^ *data) & 255];
    return ~sum;
}

typedef struct {
    const uint8_t *at, *end;
    int failed;
} bytes;

static uint32_t long_number(bytes *b) {
    uint64_t number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
        if (b->at == b->end) break;
        uint8_t byte = *b->at++;
        number |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) {
            b->failed |= number >> 32 != 0;
            return (uint32_t)number;
        }
    }
    b->failed = 1;
    return 0;
}

static inline uint32_t number_at(bytes *b) {
    return b->at < b->end && *b->at < 128 ? *b->at++ : long_number(b);
}

static inline uint8_t *put_number(uint8_t *out, uint32_t number) {
    for (; number >= 128; number >>= 7) *out++ = (uint8_t)(number | 128);
    *out++ = (uint8_t)number;
    return out;
}

static uint64_t strip_size(uint64_t count, uint32_t code) {
    return (count * WIDTHS[code] + 7) >> 3;
}

/* The bytes of a row, or of a bitset in place of the first one. */
static uint64_t row_size(uint64_t count, uint32_t codes, uint32_t exceptions) {
    return strip_size(count, codes & 15) + strip_size(exceptions, codes >> 4 & 15) +
           strip_size(exceptions, codes >> 8 & 15);
}

int block_sizes(block *b, uint32_t terms, int has_positions) {
    for (uint32_t t = 0; t < terms; t++) {
        uint64_t df = b->columns[1][t], occurrences = df + b->columns[2][t];
        uint32_t first = b->columns[5][t];
        uint64_t size = first == BITSET ? ((uint64_t)b->columns[8][t] + 7) >> 3
                                        : row_size(df, first, b->columns[8][t]);
        size += row_size(df, b->columns[6][t], b->columns[9][t]);
        size += row_size(has_positions ? occurrences : 0, b->columns[7][t], b->columns[10][t]);
        if (size > UINT32_MAX || !df || first > BITSET || b->columns[6][t] >= BITSET ||
            b->columns[7][t] >= BITSET)
            return NABA_OUTSIDE;
        b->columns[4][t] = (uint32_t)size;
    }
    return 0;
}

int block_open(const uint8_t *data, uint64_t size, uint32_t terms, block *out) {
    if (!terms || terms > BLOCK_TERMS || size < HEAD_BYTES + terms) return NABA_OUTSIDE;
    uint64_t length = load32(data + 4);
    if (length < HEAD_BYTES + terms || length > size) return NABA_OUTSIDE;
    if (load32(data) != checksum(data + 4, length - 4)) return NABA_DAMAGED;
    out->flags = data + HEAD_BYTES;
    bytes rest = {out->flags + terms, data + length, 0};
    out->terms = terms;
    out->begin = load64(data + 8);
    for (uint32_t t = 0; t < terms; t++) out->shared[t] = number_at(&rest);
    for (uint32_t t = 0; t < terms; t++) out->columns[0][t] = number_at(&rest);
    if (rest.failed) return NABA_OUTSIDE;
    uint64_t room = (uint64_t)(rest.end - rest.at), before = 0;
    for (uint32_t t = 0; t < terms; t++) {
        uint64_t own = out->columns[0][t];
        if (out->shared[t] > before || own > room) return NABA_OUTSIDE;
        room -= own;
        before = out->shared[t] + own;
        if (before > UINT32_MAX) return NABA_OUTSIDE;
        out->columns[0][t] = (uint32_t)before;
    }
    out->rest = rest.at;
    out->text = rest.at + room; /* the numbers come first, and have the room that is left */
    return 0;
}

/* The columns that a block has for those terms alone that have a number above 0 there. */
static const int OPTIONAL[8] = {2, 3, 5, 6, 7, 8, 9, 10};

/* Which of eight terms have a flag, as eight bits. */
static inline uint64_t flagged(const uint8_t *flags, uint32_t terms, int flag) {
    uint64_t word = 0;
    memcpy(&word, flags, terms < 8 ? terms : 8);
    return (word >> flag & 0x0101010101010101u) * 0x0102040810204080u >> 56;
}

int block_numbers(block *b) {
    bytes rest = {b->rest, b->text, 0};
    for (uint32_t t = 0; t < b->terms; t++) b->columns[1][t] = number_at(&rest);
    for (int k = 0; k < 8; k++) {
        uint32_t *column = b->columns[OPTIONAL[k]];
        memset(column, 0, sizeof *column * b->terms);
        for (uint32_t from = 0; from < b->terms; from += 8)
            for (uint64_t set = flagged(b->flags + from, b->terms - from, k); set; set &= set - 1)
                column[from + (uint32_t)__builtin_ctzll(set)] = number_at(&rest);
    }
    return rest.failed || rest.at != rest.end ? NABA_OUTSIDE : 0;
}

int block_text(const block *b, uint8_t *out) {
    const uint8_t *from = b->text, *last = out;
    for (uint32_t t = 0; t < b->terms; t++) {
        uint32_t shared = b->shared[t], own = b->columns[0][t] - shared;
        if (shared) memmove(out, last, shared);
        memcpy(out + shared, from, own);
        last = out;
        out += shared + own;
        from += own;
    }
    return 0;
}

uint64_t block_write(const uint8_t *text, const uint32_t *const columns[COLUMNS], uint32_t terms,
                     uint64_t begin, uint8_t *out) {
    uint32_t shared[BLOCK_TERMS] = {0};
    const uint8_t *own = text;
    for (uint32_t t = 1; t < terms; t++) {
        const uint8_t *next = own + columns[0][t - 1];
        uint32_t most = columns[0][t] < columns[0][t - 1] ? columns[0][t] : columns[0][t - 1];
        while (shared[t] < most && own[shared[t]] == next[shared[t]]) shared[t]++;
        own = next;
    }
    memcpy(out + 8, &begin, 8);
    uint8_t *flags = out + HEAD_BYTES, *to = flags + terms;
    for (uint32_t t = 0; t < terms; t++) {
        flags[t] = 0;
        for (int k = 0; k < 8; k++) flags[t] |= (uint8_t)((columns[OPTIONAL[k]][t] != 0) << k);
        to = put_number(to, shared[t]);
    }
    for (uint32_t t = 0; t < terms; t++) to = put_number(to, columns[0][t] - shared[t]);
    for (uint32_t t = 0; t < terms; t++) to = put_number(to, columns[1][t]);
    for (int k = 0; k < 8; k++)
        for (uint32_t t = 0; t < terms; t++)
            if (columns[OPTIONAL[k]][t]) to = put_number(to, columns[OPTIONAL[k]][t]);
    for (uint32_t t = 0; t < terms; t++) {
        uint32_t rest = columns[0][t] - shared[t];
        memcpy(to, text + shared[t], rest);
        to += rest;
        text += columns[0][t];
    }
    uint64_t size = (uint64_t)(to - out);
    uint32_t length = (uint32_t)size;
    memcpy(out + 4, &length, 4);
    uint32_t sum = checksum(out + 4, size - 4);
    memcpy(out, &sum, 4);
    return size;
}

static uint64_t index_at(const dictionary *d, uint64_t block, int column) {
    return load64(d->file + d->index + 32 * block + 8 * (uint64_t)column);
}

int dictionary_init(dictionary *d) {
    if (d->size < 8 || d->index > d->size || d->end > d->size || d->text > d->end ||
        d->blocks > d->size / 32 || d->text != d->index + 32 * (d->blocks + 1))
        return NABA_OUTSIDE;
    return 0;
}

static int read_block(const dictionary *d, uint64_t number, block *out) {
    uint64_t at = index_at(d, number, 0), first = index_at(d, number, 1);
    uint64_t terms = index_at(d, number + 1, 1) - first;
    if (at > d->index || terms > BLOCK_TERMS) return NABA_OUTSIDE;
    return block_open(d->file + at, d->index - at, (uint32_t)terms, out);
}

static int fill(const dictionary *d, block *b, uint32_t place, entry *out) {
    int error = block_numbers(b);
    if (!error) error = block_sizes(b, place + 1, d->has_positions);
    if (error) return error;
    out->begin = b->begin;
    for (uint32_t t = 0; t < place; t++) out->begin += b->columns[4][t];
    for (int c = 0; c < COLUMNS; c++) out->column[c] = b->columns[c][place];
    return out->column[1] > d->documents ? NABA_OUTSIDE : 1;
}

/* Compare a term with the first one of a block. */
static int with_first(const dictionary *d, uint64_t number, const uint8_t *term, uint64_t length,
                      int *out) {
    uint64_t from = index_at(d, number, 3), to = index_at(d, number + 1, 3);
    if (from > to || to > d->end - d->text) return NABA_OUTSIDE;
    uint64_t own = to - from;
    *out = memcmp(term, d->file + d->text + from, own < length ? own : length);
    if (!*out) *out = (length > own) - (length < own);
    return 0;
}

int dictionary_find(const dictionary *d, const uint8_t *term, uint64_t length, entry *out) {
    block b;
    uint64_t low = 0, high = d->blocks; /* blocks before low begin no later than the term */
    while (low < high) {
        uint64_t middle = (low + high) >> 1;
        int order, error = with_first(d, middle, term, length, &order);
        if (error) return error;
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    out->number = 0;
    if (!low) return 0;
    int error = read_block(d, low - 1, &b);
    if (error) return error;
    out->number = index_at(d, low - 1, 1);
    const uint8_t *text = b.text;
    uint64_t same = 0; /* bytes that the term shares with the one before, a smaller one */
    for (uint32_t t = 0; t < b.terms; t++, out->number++) {
        uint64_t shared = b.shared[t], own = b.columns[0][t] - shared;
        const uint8_t *rest = text;
        text += own;
        if (shared > same) continue;
        if (shared < same) return 0;
        uint64_t at = 0;
        while (at < own && same < length && rest[at] == term[same]) at++, same++;
        if (at == own && same == length) return fill(d, &b, t, out);
        if (at < own && (same == length || rest[at] > term[same])) return 0;
    }
    return 0;
}

int dictionary_entry(const dictionary *d, uint64_t number, entry *out) {
    block b;
    uint64_t low = 0, high = d->blocks;
    if (number >= d->terms) return NABA_OUTSIDE;
    while (low < high) {
        uint64_t middle = (low + high) >> 1;
        if (index_at(d, middle, 1) <= number) low = middle + 1;
        else high = middle;
    }
    if (!low) return NABA_OUTSIDE;
    int error = read_block(d, low - 1, &b);
    if (error) return error;
    uint64_t place = number - index_at(d, low - 1, 1);
    if (place >= b.terms) return NABA_OUTSIDE;
    out->number = number;
    return fill(d, &b, (uint32_t)place, out);
}
