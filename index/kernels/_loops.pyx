# cython: language_level=3, boundscheck=False, wraparound=False, nonecheck=True
"""The loops in C behind the functions of this package; see ``src`` for what each does."""

cimport cython
cimport numpy as cnp
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdint cimport int8_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset

import numpy as np

cnp.import_array()

VERSION = 9

cdef extern from "src/packed.h":
    enum: NABA_OUTSIDE, NABA_COUNT, NABA_BASE, NABA_MEMORY, NABA_DAMAGED

cdef extern from "src/postings.h":
    enum: COLUMNS
    ctypedef struct read_rows:
        int32_t *numbers
        uint32_t *sums
    void kept_begin()
    ctypedef struct postings:
        read_rows *kept
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
cdef class Memory:
    """Memory for the length of a call."""

    cdef void *at
    cdef size_t size

    def __cinit__(self, size_t size):
        self.size = size
        self.at = PyMem_Malloc(size + 1)
        if self.at is NULL:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.at)


include "terms.pxi"
include "sets.pxi"
include "ranking.pxi"
include "refining.pxi"
include "facets.pxi"
include "indexing.pxi"
include "labelling.pxi"
include "hashing.pxi"
include "counts.pxi"
include "meaning.pxi"
