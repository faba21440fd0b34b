"""Counts of facet values."""

cdef extern from "src/facets.h":
    enum: PADS
    ctypedef struct value_rows:
        const void *rows
        int64_t documents, width
        int wide
        const int32_t *owners
        const uint32_t *more
        int64_t extra
        uint32_t numbers
    int count_values(const value_rows *v, const uint8_t *mask, const int32_t *ids, int64_t n,
                     int32_t *counts)
    int64_t c_largest "largest"(const int32_t *counts, int64_t n, int64_t k, int32_t *out)


def count_rows(cnp.ndarray rows not None, cnp.ndarray owners not None, cnp.ndarray more not None,
               cnp.ndarray docs not None, uint32_t numbers):
    """Return how often each number stands in the rows of a mask's documents, or of ids."""
    cdef value_rows v
    cdef int wide = cnp.PyArray_TYPE(rows) == cnp.NPY_UINT32
    v.rows = data(rows, cnp.NPY_UINT32 if wide else cnp.NPY_UINT16, 0)
    v.wide, v.numbers = wide, numbers
    if cnp.PyArray_NDIM(rows) != 2:
        raise ValueError("a row for each document")
    v.documents, v.width = cnp.PyArray_DIM(rows, 0), cnp.PyArray_DIM(rows, 1)
    v.extra = cnp.PyArray_SIZE(owners)
    v.owners = <const int32_t *>data(owners, cnp.NPY_INT32, 0)
    v.more = <const uint32_t *>data(more, cnp.NPY_UINT32, v.extra)
    cdef Py_ssize_t n = cnp.PyArray_SIZE(docs)
    cdef const uint8_t *mask = NULL
    cdef const int32_t *ids = NULL
    if cnp.PyArray_TYPE(docs) == cnp.NPY_BOOL:
        if n != v.documents:
            raise ValueError("a row for each document")
        mask = <const uint8_t *>data(docs, cnp.NPY_BOOL, n)
    else:
        ids = <const int32_t *>data(docs, cnp.NPY_INT32, n)
    cdef cnp.ndarray out = zeros(1, <Py_ssize_t>numbers + PADS, cnp.NPY_INT32)[0]
    check(count_values(&v, mask, ids, n, <int32_t *>cnp.PyArray_DATA(out)))
    return out[:numbers]


def largest(cnp.ndarray counts not None, Py_ssize_t k):
    """Return the indices of the largest counts above 0, the largest first."""
    counts = cnp.PyArray_GETCONTIGUOUS(counts)
    cdef Py_ssize_t n = cnp.PyArray_SIZE(counts)
    cdef const int32_t *of = <const int32_t *>data(counts, cnp.NPY_INT32, n)
    k = max(0, min(k, n))
    cdef cnp.ndarray out = empty(k, cnp.NPY_INT32)
    return out[:c_largest(of, n, k, <int32_t *>cnp.PyArray_DATA(out))]
