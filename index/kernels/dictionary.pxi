"""Posting files, and the terms in their dictionaries."""

cdef extern from "src/dictionary.h":
    enum: BLOCK_TERMS
    ctypedef struct block:
        uint32_t columns[COLUMNS][BLOCK_TERMS]
        uint64_t begin
        uint32_t terms
    int block_open(const uint8_t *data, uint64_t size, uint32_t terms, block *out)
    int block_numbers(block *b)
    int block_sizes(block *b, uint32_t terms, int has_positions)
    uint64_t block_write(const uint8_t *text, const uint32_t *const *columns, uint32_t terms,
                         uint64_t begin, uint8_t *out)
    int block_text(const block *b, uint8_t *out)
    ctypedef struct dictionary:
        const uint8_t *file
        uint64_t size, index, text, end
        uint64_t blocks, terms
        uint32_t documents
        int has_positions
    ctypedef struct entry:
        uint64_t number, begin
        uint32_t column[COLUMNS]
    int dictionary_init(dictionary *d)
    int dictionary_find(const dictionary *d, const uint8_t *term, uint64_t length, entry *out)
    int dictionary_entry(const dictionary *d, uint64_t number, entry *out)


@cython.no_gc  # what it holds lives until it goes: a memoryview must not be cleared before
cdef class File:
    """A posting file, as long as anything reads it, and its dictionary.

    ``index`` says where the block index begins, where its text does and ends, and how many blocks
    and terms there are; without it there are none. Rows may be based on those of ``base``.
    """

    cdef Py_buffer view
    cdef dictionary c
    cdef File base

    def __cinit__(self, buffer, uint32_t documents, bint has_positions, tuple index=None,
                  File base=None):
        PyObject_GetBuffer(buffer, &self.view, PyBUF_SIMPLE)
        self.base = base
        self.c.file, self.c.size = <const uint8_t *>self.view.buf, <uint64_t>self.view.len
        self.c.documents, self.c.has_positions = documents, has_positions
        if index is not None:
            self.c.index, self.c.text, self.c.end, self.c.blocks, self.c.terms = index
            check(dictionary_init(&self.c))

    def __dealloc__(self):
        PyBuffer_Release(&self.view)

    cdef int seek(self, bytes term, entry *out) except -1:
        cdef int found = dictionary_find(&self.c, <const uint8_t *><const char *>term, len(term),
                                         out)
        check(found)
        return found

    def find(self, bytes term not None):
        """Return the number of a term, None if it is not there."""
        cdef entry found
        return found.number if self.seek(term, &found) else None

    def at_or_after(self, bytes term not None):
        """Return the number of the first term that is not smaller."""
        cdef entry found
        self.seek(term, &found)
        return found.number

    def rows(self, uint64_t number):
        """Return the postings of a term by its number."""
        cdef entry found
        check(dictionary_entry(&self.c, number, &found))
        return self.rows_of(&found)

    cdef Rows rows_of(self, const entry *found):
        cdef Rows base = None
        cdef entry deep
        if found.column[3]:
            self.base_entry(found, &deep)
            base = self.base.rows_of(&deep)
        column = PyBytes_FromStringAndSize(<const char *>found.column, 4 * COLUMNS)
        cdef Rows rows = Rows(self, found.begin, column, base)
        rows.own.number = rows.c.number = found.number
        return rows

    cdef int base_entry(self, const entry *own, entry *out) except -1:
        """Find what the entry of a based term is based on."""
        if self.base is None:
            raise ValueError("the posting file lacks the field it is based on")
        check(dictionary_entry(&self.base.c, own.column[3] - 1, out))
        if out.column[3]:
            raise ValueError("a posting points outside its base")
        return 0


def write_block(bytes text not None, cnp.ndarray table not None, uint64_t begin):
    """Return a block of terms that lie end to end, a column of the table for each."""
    cdef Py_ssize_t t, c, n = cnp.PyArray_SIZE(table) // COLUMNS
    cdef const uint32_t *of = <const uint32_t *>data(table, cnp.NPY_UINT32, COLUMNS * n)
    cdef const uint32_t *columns[COLUMNS]
    cdef uint64_t total = 0
    for c in range(COLUMNS):
        columns[c] = of + c * n
    for t in range(n):
        total += of[t]
    if not 0 < n <= BLOCK_TERMS or total != <uint64_t>len(text):
        raise ValueError("not a block of terms")
    cdef Memory room = Memory(16 + 56 * n + total)
    total = block_write(<const uint8_t *><const char *>text, columns, <uint32_t>n, begin,
                        <uint8_t *>room.at)
    return PyBytes_FromStringAndSize(<const char *>room.at, total)


def read_block(data, uint32_t terms, bint has_positions):
    """Return the table of a block, the bytes of its terms, and where their rows begin."""
    cdef Py_buffer view
    cdef block b
    PyObject_GetBuffer(data, &view, PyBUF_SIMPLE)
    try:
        check(block_open(<const uint8_t *>view.buf, view.len, terms, &b))
        check(block_numbers(&b))
        check(block_sizes(&b, terms, has_positions))
        return table_of(&b)
    finally:
        PyBuffer_Release(&view)


cdef tuple table_of(const block *b):
    cdef uint64_t size = 0
    cdef uint32_t c, t, terms = b.terms
    cdef cnp.ndarray table = zeros(COLUMNS, terms, cnp.NPY_UINT32)
    for c in range(<uint32_t>COLUMNS):
        for t in range(terms):
            (<uint32_t *>cnp.PyArray_DATA(table))[c * terms + t] = b.columns[c][t]
    for t in range(terms):
        size += b.columns[0][t]
    text = PyBytes_FromStringAndSize(NULL, size)
    check(block_text(b, <uint8_t *><char *>text))
    return table, text, b.begin
