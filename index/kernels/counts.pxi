"""Counts of words in a table of 8 bytes a slot, where a dictionary has 100 and more a word."""

cdef extern from "src/counts.h":
    enum: LEVEL_BITS, LEVELS, WHOLE
    ctypedef struct word_table:
        uint64_t *slots
        uint64_t size
        uint64_t base
    ctypedef struct spelled:
        const void *units
        int64_t size
        int kind
    uint64_t slots_for(const uint32_t *text, int64_t size)
    int64_t enter_lines(word_table *table, const uint32_t *text, int64_t size, uint32_t first,
                        uint32_t whole)
    uint32_t bits_of(const word_table *table, spelled word) nogil

cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void *PyUnicode_DATA(object text)


@cython.final
@cython.no_gc
cdef class Counts:
    """Counts of words and whether they are whole; see ``index.analysis.lexicon``."""

    cdef Memory memory
    cdef word_table table
    cdef int64_t[64] counts

    def __init__(self, str lines not None, uint32_t first, uint32_t whole, counts, uint64_t base):
        """Read lines of a word and a character for its level.

        Level k, written ``first + k`` or ``whole + k``, stands for ``counts[k]``. ``base`` is that
        of the hashes of words, odd and hard to guess.
        """
        cdef bytes text = lines.encode("utf-32-le", "surrogatepass")
        cdef const uint32_t *units = <const uint32_t *><const char *>text
        cdef Py_ssize_t size = len(lines), level
        if len(counts) >= LEVELS or (size and not lines.endswith("\n")):
            raise ValueError("more levels than a table has, or a line without an end")
        memset(self.counts, 0, sizeof(self.counts))
        for level in range(len(counts)):
            self.counts[level + 1] = counts[level]
        self.table.size, self.table.base = slots_for(units, size), base
        self.memory = Memory(8 * self.table.size)
        self.table.slots = <uint64_t *>self.memory.at
        memset(self.memory.at, 0, 8 * self.table.size)
        if enter_lines(&self.table, units, size, first, whole):
            raise ValueError("a line is no word with its level")

    cdef uint32_t bits(self, str word) except? 0:
        if self.memory is None or word is None:
            raise TypeError("no word, or no table")
        cdef spelled letters
        letters.units, letters.size = PyUnicode_DATA(word), len(word)
        letters.kind = PyUnicode_KIND(word)
        return bits_of(&self.table, letters)

    def count(self, str word not None, absent=0):
        """Return the count of a word, ``absent`` for one that is not there."""
        cdef uint32_t level = self.bits(word) & (LEVELS - 1)
        return self.counts[level] if level else absent

    def strength(self, str word not None, absent=0):
        """Return the count of a word with and without the article, or ``absent``."""
        cdef uint32_t bits = self.bits(word)
        if not bits:
            return absent
        return self.counts[bits & (LEVELS - 1)] + self.counts[bits >> LEVEL_BITS & (LEVELS - 1)]

    def is_whole(self, str word not None):
        """Tell whether a word is one that begins with no proclitic."""
        return self.bits(word) & WHOLE != 0
