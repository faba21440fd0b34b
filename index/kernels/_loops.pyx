# cython: language_level=3, boundscheck=False, wraparound=False, nonecheck=True
"""The loops in C behind the functions of this package; see ``src`` for what each does."""

cimport numpy as cnp
from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memset

import numpy as np

cnp.import_array()

cdef extern from "src/packed.h":
    enum: NABA_OUTSIDE, NABA_COUNT, NABA_BASE, NABA_MEMORY

cdef extern from "src/postings.h":
    enum: COLUMNS
    ctypedef struct postings:
        uint32_t count, occurrences, documents
        int has_positions
    int postings_init(postings *p, const uint8_t *file, uint64_t size, uint64_t begin,
                      const uint32_t *column, uint32_t documents, int has_positions,
                      const postings *base)
    int postings_docs(const postings *p, int32_t *out)
    int postings_numbers(const postings *p, int32_t *out)
    int postings_freqs(const postings *p, uint32_t *out)
    int postings_positions(const postings *p, int32_t *out)

cdef extern from "src/ranking.h":
    ctypedef struct located:
        const postings *of
        int32_t offset
    ctypedef struct c_list "list":
        const located *at
        int32_t segments
        uint64_t count
    ctypedef struct c_part "part":
        const c_list *const *lists
        const float *weights
        int32_t count
        const float *norms
        float gain, times
    ctypedef struct scored:
        double score
        int32_t day, id
    int lists_mark(const c_list *some, uint8_t *out)
    int64_t lists_union(const c_list *const *some, int32_t count, int32_t *out, int32_t *other)
    int lists_among(const c_list *some, const int32_t *ids, int64_t n, uint8_t *out)
    ctypedef struct sampled:
        const c_list *of
        int32_t *places
        float *freqs
    int lists_sample(sampled *one, const sampled *known, int32_t count, const int32_t *ids,
                     int64_t n)
    int64_t rank_parts(const c_part *parts, int32_t count, const uint8_t *mask, int32_t size,
                       const int32_t *days, const double *factor, scored *best, int64_t k)
    int words_places(const c_list *const *words, const uint8_t *pairs, int32_t count,
                     uint32_t lead, const int32_t *ids, int64_t n, float *early, float *met)
    int words_in_a_row(const c_list *const *lists, const int32_t *starts, int32_t places,
                       const int32_t *ids, int64_t n, uint8_t *out)
    void order(scored *some, int64_t n)

cdef int check(int64_t error) except -1:
    """Raise what an error of a loop means."""
    if error >= 0:
        return 0
    if error == NABA_MEMORY:
        raise MemoryError
    if error == NABA_COUNT:
        raise ValueError("there are more or fewer postings than the dictionary says")
    if error == NABA_BASE:
        raise ValueError("a posting points outside its base")
    raise ValueError("a posting points outside the segment")


cdef void *data(cnp.ndarray array, int kind, Py_ssize_t size) except NULL:
    """Return where the numbers of an array lie, which are of a type and at least ``size``."""
    if cnp.PyArray_TYPE(array) != kind or not cnp.PyArray_IS_C_CONTIGUOUS(array):
        raise TypeError(f"an array of another type, or in parts: {array.dtype}")
    if cnp.PyArray_SIZE(array) < size:
        raise ValueError("an array is too short")
    return cnp.PyArray_DATA(array)


cdef cnp.ndarray empty(Py_ssize_t size, int kind):
    cdef cnp.npy_intp shape = size
    return cnp.PyArray_SimpleNew(1, &shape, kind)


cdef cnp.ndarray zeros(Py_ssize_t rows, Py_ssize_t columns, int kind):
    cdef cnp.npy_intp[2] shape
    shape[0], shape[1] = rows, columns
    return cnp.PyArray_ZEROS(2, shape, kind, 0)


cdef class File:
    """The bytes of a posting file, as long as anything reads them."""

    cdef Py_buffer view
    cdef uint32_t documents
    cdef int has_positions

    def __cinit__(self, buffer, uint32_t documents, bint has_positions):
        PyObject_GetBuffer(buffer, &self.view, PyBUF_SIMPLE)
        self.documents = documents
        self.has_positions = has_positions

    def __dealloc__(self):
        PyBuffer_Release(&self.view)


cdef class Rows:
    """The postings of a term in one segment, read where they lie."""

    cdef postings c
    cdef File file
    cdef Rows base

    def __cinit__(self, File file not None, begin, bytes column not None, Rows base):
        if len(column) != 4 * COLUMNS:
            raise ValueError("not a column of the dictionary")
        if not 0 <= begin <= file.view.len:
            raise ValueError("a posting points outside the file")
        self.file = file
        self.base = base
        check(postings_init(
            &self.c, <const uint8_t *>file.view.buf, <uint64_t>file.view.len, begin,
            <const uint32_t *><const char *>column, file.documents, file.has_positions,
            NULL if base is None else &base.c,
        ))

    def docs(self):
        cdef cnp.ndarray out = empty(self.c.count, cnp.NPY_INT32)
        check(postings_docs(&self.c, <int32_t *>cnp.PyArray_DATA(out)))
        return out

    def numbers(self):
        cdef cnp.ndarray out = empty(self.c.count, cnp.NPY_INT32)
        check(postings_numbers(&self.c, <int32_t *>cnp.PyArray_DATA(out)))
        return out

    def freqs(self):
        cdef cnp.ndarray out = empty(self.c.count, cnp.NPY_INT32)
        check(postings_freqs(&self.c, <uint32_t *>cnp.PyArray_DATA(out)))
        return out

    def positions(self):
        cdef cnp.ndarray out = empty(
            self.c.occurrences if self.c.has_positions else 0, cnp.NPY_INT32
        )
        check(postings_positions(&self.c, <int32_t *>cnp.PyArray_DATA(out)))
        return out


cdef class List:
    """A term through the segments that have it, and where each of these begins."""

    cdef c_list c
    cdef located *at
    cdef tuple rows
    cdef readonly int64_t size
    """The documents up to the end of the last segment."""

    def __cinit__(self, tuple rows not None, tuple offsets not None):
        cdef Py_ssize_t i, n = len(rows)
        cdef Rows own
        cdef int64_t end = 0, offset
        if len(offsets) != n:
            raise ValueError("an offset for each segment")
        self.rows = rows
        self.at = <located *>PyMem_Malloc(sizeof(located) * max(n, 1))
        if self.at is NULL:
            raise MemoryError
        self.c.at = self.at
        self.c.segments = <int32_t>n
        for i in range(n):
            own = rows[i]
            offset = offsets[i]
            if offset < end or offset + <int64_t>own.c.documents > 0x7FFFFFFF:
                raise ValueError("segments overlap, or have too many documents")
            end = offset + <int64_t>own.c.documents
            self.at[i].of = &own.c
            self.at[i].offset = <int32_t>offset
            self.c.count += own.c.count
        self.size = end

    def __dealloc__(self):
        PyMem_Free(self.at)

    @property
    def count(self):
        return self.c.count


cdef class Memory:
    """Memory for the length of a call."""

    cdef void *at

    def __cinit__(self, size_t size):
        self.at = PyMem_Malloc(size + 1)
        if self.at is NULL:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.at)


def mark(lists, cnp.ndarray out not None):
    cdef uint8_t *to = <uint8_t *>data(out, cnp.NPY_BOOL, 0)
    cdef List own
    for own in lists:
        if own.size > cnp.PyArray_SIZE(out):
            raise ValueError("a posting points outside the segment")
        check(lists_mark(&own.c, to))


def union(lists):
    cdef Py_ssize_t count = len(lists)
    cdef uint64_t total = 0
    cdef Memory of_lists = Memory(sizeof(c_list *) * count)
    cdef const c_list **at = <const c_list **>of_lists.at
    cdef List own
    for own in lists:
        at[0] = &own.c
        at += 1
        total += own.c.count
    cdef cnp.ndarray out = empty(total, cnp.NPY_INT32)
    cdef Memory other = Memory(4 * total)
    cdef int64_t found = lists_union(<const c_list **>of_lists.at, <int32_t>count,
                                     <int32_t *>cnp.PyArray_DATA(out), <int32_t *>other.at)
    check(found)
    return out[:found]


def among(lists, cnp.ndarray ids not None):
    ids = cnp.PyArray_GETCONTIGUOUS(ids)
    cdef Py_ssize_t n = cnp.PyArray_SIZE(ids)
    cdef const int32_t *of = <const int32_t *>data(ids, cnp.NPY_INT32, n)
    cdef cnp.ndarray out = zeros(1, n, cnp.NPY_BOOL)[0]
    cdef List own
    for own in lists:
        check(lists_among(&own.c, of, n, <uint8_t *>cnp.PyArray_DATA(out)))
    return out


def frequencies(groups, cnp.ndarray ids not None):
    ids = cnp.PyArray_GETCONTIGUOUS(ids)
    cdef Py_ssize_t i, n = cnp.PyArray_SIZE(ids), total = 0
    cdef const int32_t *of = <const int32_t *>data(ids, cnp.NPY_INT32, n)
    cdef cnp.ndarray out = zeros(len(groups), n, cnp.NPY_FLOAT)
    cdef float *to = <float *>cnp.PyArray_DATA(out)
    for group in groups:
        total += len(group)
    cdef Memory of_samples = Memory(sizeof(sampled) * total)
    cdef Memory of_places = Memory(sizeof(int32_t) * total * n)
    cdef Memory of_freqs = Memory(sizeof(float) * total * n)
    cdef sampled *known = <sampled *>of_samples.at
    cdef float *freqs
    cdef float factor
    cdef int32_t count = 0, which
    cdef List own
    for group in groups:
        for own, weight in group:
            which = 0
            while which < count and known[which].of != &own.c:
                which += 1
            if which == count:
                known[count].of = &own.c
                known[count].places = <int32_t *>of_places.at + count * n
                known[count].freqs = <float *>of_freqs.at + count * n
                memset(known[count].freqs, 0, sizeof(float) * n)
                check(lists_sample(&known[count], known, count, of, n))
                count += 1
            freqs = known[which].freqs
            factor = weight
            for i in range(n):
                to[i] += freqs[i] * factor
        to += n
    return out


def rank(parts, cnp.ndarray mask not None, cnp.ndarray days not None, cnp.ndarray factor,
         Py_ssize_t k):
    cdef Py_ssize_t i, size = cnp.PyArray_SIZE(mask), count = len(parts), total = 0
    cdef const uint8_t *marks = <const uint8_t *>data(mask, cnp.NPY_BOOL, size)
    cdef const int32_t *dates = <const int32_t *>data(days, cnp.NPY_INT32, size)
    cdef const double *factors = NULL
    cdef cnp.ndarray norms
    cdef List own
    if size > 0x7FFFFFFF:
        raise ValueError("too many documents")
    if factor is not None:
        factors = <const double *>data(factor, cnp.NPY_DOUBLE, size)
    k = max(0, min(k, size))
    for lists, _, _, _ in parts:
        total += len(lists)
    cdef Memory of_parts = Memory(sizeof(c_part) * count)
    cdef Memory of_lists = Memory(sizeof(c_list *) * total)
    cdef Memory of_weights = Memory(sizeof(float) * total)
    cdef Memory of_best = Memory(sizeof(scored) * k)
    cdef c_part *part = <c_part *>of_parts.at
    cdef const c_list **at = <const c_list **>of_lists.at
    cdef float *weights = <float *>of_weights.at
    cdef scored *best = <scored *>of_best.at
    for lists, norms, gain, times in parts:
        part.norms = <const float *>data(norms, cnp.NPY_FLOAT, size)
        part.gain, part.times = gain, times
        part.count = <int32_t>len(lists)
        part.lists, part.weights = at, weights
        for own, weight in lists:
            if own.size > size:
                raise ValueError("a posting points outside the segment")
            at[0], weights[0] = &own.c, weight
            at += 1
            weights += 1
        part += 1
    cdef int64_t found = rank_parts(<c_part *>of_parts.at, <int32_t>count, marks, <int32_t>size,
                                    dates, factors, best, k) if k else 0
    check(found)
    order(best, found)
    cdef cnp.ndarray ids = empty(found, cnp.NPY_INT32), scores = empty(found, cnp.NPY_DOUBLE)
    for i in range(found):
        (<int32_t *>cnp.PyArray_DATA(ids))[i] = best[i].id
        (<double *>cnp.PyArray_DATA(scores))[i] = best[i].score
    return ids, scores


def places(words, pairs, uint32_t lead, cnp.ndarray ids not None):
    ids = cnp.PyArray_GETCONTIGUOUS(ids)
    cdef Py_ssize_t w, n = cnp.PyArray_SIZE(ids), count = len(words)
    cdef const int32_t *of = <const int32_t *>data(ids, cnp.NPY_INT32, n)
    cdef cnp.ndarray early = zeros(count, n, cnp.NPY_FLOAT)
    cdef cnp.ndarray met = zeros(count, n, cnp.NPY_FLOAT)
    cdef Memory of_lists = Memory(sizeof(c_list *) * count)
    cdef Memory of_pairs = Memory(count)
    cdef const c_list **lists = <const c_list **>of_lists.at
    cdef uint8_t *flags = <uint8_t *>of_pairs.at
    cdef List own
    for w in range(count):
        own = words[w]
        lists[w] = NULL if own is None else &own.c
        flags[w] = w + 1 < count and pairs[w]
    check(words_places(lists, flags, <int32_t>count, lead, of, n,
                       <float *>cnp.PyArray_DATA(early), <float *>cnp.PyArray_DATA(met)))
    return early, met


def in_a_row(places, cnp.ndarray ids not None):
    ids = cnp.PyArray_GETCONTIGUOUS(ids)
    cdef Py_ssize_t n = cnp.PyArray_SIZE(ids), count = len(places), total = 0
    cdef const int32_t *of = <const int32_t *>data(ids, cnp.NPY_INT32, n)
    cdef cnp.ndarray out = zeros(1, n, cnp.NPY_BOOL)[0]
    if not count:
        return out
    for place in places:
        total += len(place)
    cdef Memory of_lists = Memory(sizeof(c_list *) * total)
    cdef Memory of_starts = Memory(sizeof(int32_t) * (count + 1))
    cdef const c_list **lists = <const c_list **>of_lists.at
    cdef int32_t *starts = <int32_t *>of_starts.at
    cdef List own
    total = 0
    for w, place in enumerate(places):
        starts[<Py_ssize_t>w] = <int32_t>total
        for own in place:
            lists[total] = &own.c
            total += 1
    starts[count] = <int32_t>total
    check(words_in_a_row(lists, starts, <int32_t>count, of, n,
                         <uint8_t *>cnp.PyArray_DATA(out)))
    return out


include "facets.pxi"
include "indexing.pxi"
include "labelling.pxi"
