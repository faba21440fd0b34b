# cython: language_level=3, boundscheck=False, wraparound=False, nonecheck=True
"""The loops in C behind the functions of this package; see ``src`` for what each does."""

cimport cython
cimport numpy as cnp
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdint cimport int8_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memset

import numpy as np

cnp.import_array()

VERSION = 4

cdef extern from "src/packed.h":
    enum: NABA_OUTSIDE, NABA_COUNT, NABA_BASE, NABA_MEMORY, NABA_DAMAGED

cdef extern from "src/postings.h":
    enum: COLUMNS
    ctypedef struct postings:
        const uint8_t *file
        uint64_t number
        uint32_t count, occurrences, documents
        int has_positions
    int postings_init(postings *p, const uint8_t *file, uint64_t size, uint64_t begin,
                      const uint32_t *column, uint32_t documents, int has_positions,
                      const postings *base)
    int postings_docs(const postings *p, int32_t *out)
    int postings_numbers(const postings *p, int32_t *out)
    int postings_freqs(const postings *p, uint32_t *out)
    int postings_positions(const postings *p, int32_t *out)

cdef extern from "src/lists.h":
    ctypedef struct located:
        const postings *of
        int32_t offset
    ctypedef struct c_list "list":
        const located *at
        int32_t segments
        uint64_t count

cdef int check(int64_t error) except -1:
    """Raise what an error of a loop means."""
    if error >= 0:
        return 0
    if error == NABA_MEMORY:
        raise MemoryError
    if error == NABA_COUNT:
        raise ValueError("there are more or fewer postings than the dictionary says")
    if error == NABA_DAMAGED:
        raise ValueError("the dictionary of a posting file is damaged")
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


include "dictionary.pxi"


@cython.no_gc
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
            &self.c, file.c.file, file.c.size, begin,
            <const uint32_t *><const char *>column, file.c.documents, file.c.has_positions,
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


@cython.no_gc
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

    def within(self, lists):
        """Tell whether all rows are a part of rows of other terms."""
        cdef Rows own, other
        cdef List one
        cdef bint found
        for own in self.rows:
            found = False
            for one in lists:
                for other in one.rows:
                    found |= (own.base is not None and other.c.number == own.base.c.number
                              and other.c.file == own.base.c.file)
            if not found:
                return False
        return True


@cython.no_gc
cdef class Memory:
    """Memory for the length of a call."""

    cdef void *at

    def __cinit__(self, size_t size):
        self.at = PyMem_Malloc(size + 1)
        if self.at is NULL:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.at)


include "sets.pxi"
include "ranking.pxi"
include "facets.pxi"
include "indexing.pxi"
include "labelling.pxi"
include "meaning.pxi"
