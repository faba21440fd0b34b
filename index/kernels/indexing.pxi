"""The loops of indexing."""

cdef extern from "src/indexing.h":
    ctypedef struct c_view "view":
        const uint32_t *ids
        const uint32_t *offsets
        const uint32_t *ends
        int64_t terms, forms
    int64_t view_count(const c_view *v, const uint32_t *forms, int64_t n)
    void view_stream(const c_view *v, const uint32_t *forms, const uint32_t *docs,
                     const uint32_t *positions, int64_t n, uint32_t *to_terms, uint32_t *to_docs,
                     uint32_t *to_positions)
    ctypedef struct passage:
        const uint32_t *words
        const uint32_t *sizes
        int64_t length
    ctypedef struct c_text "text":
        const uint32_t *widths
        int64_t documents, times
        passage heading, body
    ctypedef struct c_pass "pass":
        const int32_t *ranks
        uint32_t first, terms
    int64_t c_invert "invert"(const c_view *v, const c_pass *p, const c_text *of,
                              const int64_t *totals, int64_t total, uint8_t *wanted,
                              int64_t *starts, uint32_t *counts, uint32_t *to_docs,
                              uint32_t *to_freqs, uint32_t *to_positions)
    ctypedef struct plain:
        const uint32_t *counts
        const uint32_t *docs
        const uint32_t *freqs
        const uint32_t *positions
        int64_t terms, postings, occurrences
    int64_t c_find_rows "find_rows"(const plain *part, const plain *base, const int64_t *of,
                                    int64_t *starts, uint8_t *fits, uint32_t *owners,
                                    uint32_t *skipped)
    int64_t c_count_widths "count_widths"(const uint32_t *values, int64_t n, const int64_t *sizes,
                                          int64_t rows, int32_t *counts)
    int64_t c_count_wide "count_wide"(const uint32_t *values, int64_t n, const int64_t *sizes,
                                      const int64_t *low, int64_t rows, int64_t *counts)
    void c_write_wide "write_wide"(const uint32_t *values, const int64_t *sizes,
                                   const int64_t *low, int64_t rows, uint32_t *distances,
                                   uint32_t *rests, int64_t *codes)
    int64_t c_write_strips "write_strips"(uint8_t *out, int64_t size, const uint32_t *values,
                                          int64_t n, const int64_t *counts, const int64_t *codes,
                                          const int64_t *starts, int64_t strips)
    int64_t c_read_strips "read_strips"(const uint8_t *file, int64_t size, uint32_t *values,
                                        int64_t n, const int64_t *counts, const int64_t *codes,
                                        const int64_t *starts, int64_t strips)


cdef cnp.ndarray uint32s(Py_ssize_t n):
    return empty(n, cnp.NPY_UINT32)


cdef uint32_t *numbers(cnp.ndarray array, Py_ssize_t n) except NULL:
    return <uint32_t *>data(array, cnp.NPY_UINT32, n)


cdef int view_of(c_view *view, cnp.ndarray ids, cnp.ndarray offsets, cnp.ndarray ends) except -1:
    """Enter the terms of forms in ``view``, which must not outlive the arrays."""
    view.terms, view.forms = cnp.PyArray_SIZE(ids), cnp.PyArray_SIZE(ends)
    view.ids, view.offsets = numbers(ids, 0), numbers(offsets, view.terms)
    view.ends = numbers(ends, 0)
    return 0


def stream(cnp.ndarray ids not None, cnp.ndarray offsets not None, cnp.ndarray ends not None,
           cnp.ndarray forms not None, cnp.ndarray docs not None, cnp.ndarray positions not None):
    """Return the terms of forms, the document of each and its position there."""
    cdef Py_ssize_t n = cnp.PyArray_SIZE(forms)
    cdef c_view view
    view_of(&view, ids, offsets, ends)
    cdef const uint32_t *of = numbers(forms, n)
    cdef const uint32_t *at_docs = numbers(docs, n)
    cdef const uint32_t *at = numbers(positions, n)
    cdef int64_t total = view_count(&view, of, n)
    check(total)
    cdef cnp.ndarray to_terms = uint32s(total), to_docs = uint32s(total), to = uint32s(total)
    view_stream(&view, of, at_docs, at, n, numbers(to_terms, 0), numbers(to_docs, 0),
                numbers(to, 0))
    return to_terms, to_docs, to


cdef const int64_t *int64s(cnp.ndarray array, Py_ssize_t n) except NULL:
    return <const int64_t *>data(array, cnp.NPY_INT64, n)


cdef int passage_of(passage *of, cnp.ndarray words, cnp.ndarray sizes,
                    Py_ssize_t documents) except -1:
    """Enter words, and how many each document has, in ``of``, which must not outlive the arrays."""
    of.words, of.length = numbers(words, 0), cnp.PyArray_SIZE(words)
    of.sizes = numbers(sizes, documents)
    return 0


def invert(cnp.ndarray ranks not None, cnp.ndarray offsets not None, cnp.ndarray ends not None,
           text not None, cnp.ndarray totals not None, Py_ssize_t first, bint positions):
    """Return counts by term, and documents, frequencies and positions, sorted by term.

    ``text`` has words, sizes, widths and perhaps a heading; see ``index.codec.inversion``.
    """
    cdef cnp.ndarray words, sizes, widths
    words, sizes, widths, heading = text
    cdef Py_ssize_t terms = cnp.PyArray_SIZE(totals)
    if not 0 <= first <= 0x7FFFFFFF - terms:
        raise ValueError("not a range of terms")
    cdef c_view view
    view.terms, view.forms = cnp.PyArray_SIZE(ranks), cnp.PyArray_SIZE(ends)
    view.ids, view.offsets, view.ends = NULL, numbers(offsets, view.terms), numbers(ends, 0)
    cdef c_pass part
    part.ranks = <const int32_t *>data(ranks, cnp.NPY_INT32, 0)
    part.first, part.terms = first, terms
    cdef c_text of
    of.documents, of.times = cnp.PyArray_SIZE(sizes), 0
    of.widths = numbers(widths, view.forms)
    passage_of(&of.body, words, sizes, of.documents)
    of.heading.length = 0
    if heading is not None:
        words, sizes, of.times = heading
        if of.times < 1:
            raise ValueError("a heading stands there once at least")
        passage_of(&of.heading, words, sizes, of.documents)
    cdef const int64_t *many = int64s(totals, 0)
    cdef int64_t total = totals.sum()
    if total < 0:
        raise ValueError("a term has no fewer occurrences than none")
    cdef Memory starts = Memory(sizeof(int64_t) * terms), wanted = Memory(view.forms)
    cdef cnp.ndarray counts = uint32s(terms), to_docs = uint32s(total), to_freqs = uint32s(total)
    cdef cnp.ndarray to = uint32s(total if positions else 0)
    cdef int64_t found = c_invert(
        &view, &part, &of, many, total, <uint8_t *>wanted.at, <int64_t *>starts.at,
        numbers(counts, 0), numbers(to_docs, 0), numbers(to_freqs, 0),
        numbers(to, 0) if positions else NULL,
    )
    check(found)
    return counts, to_docs[:found], to_freqs[:found], to


cdef int plain_of(plain *rows, tuple columns) except -1:
    """Enter counts, documents, frequencies and positions, which must outlive ``rows``."""
    cdef cnp.ndarray counts, docs, freqs, positions
    counts, docs, freqs, positions = columns
    rows.terms, rows.postings = cnp.PyArray_SIZE(counts), cnp.PyArray_SIZE(docs)
    rows.occurrences = cnp.PyArray_SIZE(positions)
    rows.counts, rows.docs = numbers(counts, 0), numbers(docs, 0)
    rows.freqs, rows.positions = numbers(freqs, rows.postings), numbers(positions, 0)
    return 0


def find_rows(tuple part not None, tuple base not None, cnp.ndarray of not None):
    """Return owners, skipped occurrences and which rows fit; see ``index.codec.selection.find``."""
    cdef plain own, its
    plain_of(&own, part)
    plain_of(&its, base)
    cdef const int64_t *row_of = int64s(of, own.terms)
    cdef cnp.ndarray owners = uint32s(own.postings), skipped = uint32s(own.occurrences)
    cdef cnp.ndarray fits = empty(own.terms, cnp.NPY_BOOL)
    cdef Memory starts = Memory(2 * sizeof(int64_t) * its.terms)
    check(c_find_rows(&own, &its, row_of, <int64_t *>starts.at,
                      <uint8_t *>cnp.PyArray_DATA(fits), numbers(owners, 0), numbers(skipped, 0)))
    return owners, skipped, fits


def count_widths(cnp.ndarray values not None, cnp.ndarray sizes not None):
    """Return how many numbers of each row need each width, in shape ``(rows, 16)``."""
    cdef Py_ssize_t rows = cnp.PyArray_SIZE(sizes)
    cdef cnp.ndarray counts = zeros(rows, 16, cnp.NPY_INT32)
    check(c_count_widths(numbers(values, 0), cnp.PyArray_SIZE(values), int64s(sizes, 0), rows,
                         <int32_t *>cnp.PyArray_DATA(counts)))
    return counts


def split_wide(cnp.ndarray values not None, cnp.ndarray sizes not None, cnp.ndarray low not None):
    """Return the exceptions of each row, their distances and rests, and the codes of both."""
    cdef Py_ssize_t rows = cnp.PyArray_SIZE(sizes)
    cdef const int64_t *of = int64s(low, rows)
    cdef cnp.ndarray counts = empty(rows, cnp.NPY_INT64), codes = zeros(2, rows, cnp.NPY_INT64)
    cdef int64_t total = c_count_wide(numbers(values, 0), cnp.PyArray_SIZE(values),
                                      int64s(sizes, 0), of, rows,
                                      <int64_t *>cnp.PyArray_DATA(counts))
    check(total)
    cdef cnp.ndarray distances = uint32s(total), rests = uint32s(total)
    c_write_wide(numbers(values, 0), int64s(sizes, 0), of, rows, numbers(distances, 0),
                 numbers(rests, 0), <int64_t *>cnp.PyArray_DATA(codes))
    return counts, distances, rests, codes


def write_strips(cnp.ndarray out not None, cnp.ndarray values not None,
                 cnp.ndarray counts not None, cnp.ndarray codes not None,
                 cnp.ndarray starts not None):
    """Write strips into words that are zeros there; see ``index.codec.bit_packing.write``."""
    values, counts = cnp.PyArray_GETCONTIGUOUS(values), cnp.PyArray_GETCONTIGUOUS(counts)
    codes, starts = cnp.PyArray_GETCONTIGUOUS(codes), cnp.PyArray_GETCONTIGUOUS(starts)
    cdef Py_ssize_t strips = cnp.PyArray_SIZE(counts), n = cnp.PyArray_SIZE(values)
    check(c_write_strips(
        <uint8_t *>data(out, cnp.NPY_UINT64, 0), 8 * cnp.PyArray_SIZE(out), numbers(values, n), n,
        int64s(counts, strips), int64s(codes, strips), int64s(starts, strips), strips,
    ))


def read_strips(cnp.ndarray windows not None, cnp.ndarray counts not None,
                cnp.ndarray codes not None, cnp.ndarray starts not None, Py_ssize_t total):
    """Return the numbers of strips, end to end; see ``index.codec.bit_packing.read_strips``."""
    counts, codes = cnp.PyArray_GETCONTIGUOUS(counts), cnp.PyArray_GETCONTIGUOUS(codes)
    starts = cnp.PyArray_GETCONTIGUOUS(starts)
    cdef Py_ssize_t strips = cnp.PyArray_SIZE(counts), size = cnp.PyArray_SIZE(windows)
    if cnp.PyArray_TYPE(windows) != cnp.NPY_UINT64 or cnp.PyArray_NDIM(windows) != 1 or (
        size > 1 and cnp.PyArray_STRIDE(windows, 0) != 1
    ):
        raise TypeError("not the windows of a buffer")
    if total < 0:
        raise ValueError("a number of numbers is no less than 0")
    cdef cnp.ndarray out = uint32s(total)
    check(c_read_strips(
        <const uint8_t *>cnp.PyArray_DATA(windows), size + 7 if size else 0, numbers(out, 0),
        total, int64s(counts, strips), int64s(codes, strips), int64s(starts, strips), strips,
    ))
    return out
