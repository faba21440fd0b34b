"""Hashes of words."""

cdef extern from "src/hashing.h":
    ctypedef struct text_words:
        const void *units
        int64_t size
        int wide
        const int64_t *starts
        const int64_t *ends
        int64_t words
    int64_t c_hash_words "hash_words"(const text_words *t, uint64_t base, int64_t longest,
                                      uint64_t *out)
    int64_t c_find_hashes "find_hashes"(const uint64_t *keys, const uint32_t *values, int64_t size,
                                const uint64_t *hashes, int64_t n, uint32_t *numbers,
                                int64_t *unknown)


def hash_words(cnp.ndarray units not None, cnp.ndarray starts not None, cnp.ndarray ends not None,
               uint64_t base, Py_ssize_t longest):
    """Return the hashes of words, 0 for longer ones; see ``index.analysis.hashing``."""
    cdef text_words text
    text.wide = cnp.PyArray_TYPE(units) == cnp.NPY_UINT32
    text.units = data(units, cnp.NPY_UINT32 if text.wide else cnp.NPY_UINT16, 0)
    text.size, text.words = cnp.PyArray_SIZE(units), cnp.PyArray_SIZE(starts)
    text.starts, text.ends = int64s(starts, 0), int64s(ends, text.words)
    cdef cnp.ndarray out = empty(text.words, cnp.NPY_UINT64)
    check(c_hash_words(&text, base, longest, <uint64_t *>cnp.PyArray_DATA(out)))
    return out


def find_hashes(cnp.ndarray keys not None, cnp.ndarray values not None, cnp.ndarray hashes not None):
    """Return the numbers of hashes in a table, and the places of those that are not there."""
    cdef Py_ssize_t size = cnp.PyArray_SIZE(keys), n = cnp.PyArray_SIZE(hashes)
    if size < 1 or size & (size - 1):
        raise ValueError("the places of a table are a power of two")
    cdef cnp.ndarray found = empty(n, cnp.NPY_UINT32), unknown = empty(n, cnp.NPY_INT64)
    cdef int64_t missing = c_find_hashes(
        <const uint64_t *>data(keys, cnp.NPY_UINT64, 0), numbers(values, size), size,
        <const uint64_t *>data(hashes, cnp.NPY_UINT64, 0), n, numbers(found, 0),
        <int64_t *>cnp.PyArray_DATA(unknown),
    )
    return found, unknown[:missing].copy()
