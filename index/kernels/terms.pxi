"""The postings of terms, in one segment and through several."""

cdef extern from "src/lists.h":
    ctypedef struct spot:
        const dictionary *file
        const dictionary *base_file
        const entry *base
        entry own
        int32_t offset, leaf
    ctypedef struct c_list "list":
        const spot *spots
        int32_t segments
        uint64_t count
    int lists_open(c_list *const *some, int32_t count)


@cython.no_gc
cdef class Rows:
    """The postings of a term in one segment, read where they lie."""

    cdef postings c
    cdef read_rows kept
    cdef entry own
    cdef File file
    cdef Rows base

    def __cinit__(self, File file not None, begin, bytes column not None, Rows base):
        if len(column) != 4 * COLUMNS:
            raise ValueError("not a column of the dictionary")
        if not 0 <= begin <= file.view.len:
            raise ValueError("a posting points outside the file")
        self.file, self.base = file, base
        self.own.begin = begin
        memcpy(self.own.column, <const char *>column, 4 * COLUMNS)
        check(postings_init(
            &self.c, file.c.file, file.c.size, begin, self.own.column, file.c.documents,
            file.c.has_positions, NULL if base is None else &base.c,
        ))
        self.c.kept = &self.kept

    cdef int begin(self) except -1:
        """Forget what an earlier call kept, which may be there no more."""
        kept_begin()
        memset(&self.kept, 0, sizeof(read_rows))
        if self.base is not None:
            memset(&self.base.kept, 0, sizeof(read_rows))
        return 0

    def docs(self):
        self.begin()
        cdef cnp.ndarray out = empty(self.c.count, cnp.NPY_INT32)
        check(postings_docs(&self.c, <int32_t *>cnp.PyArray_DATA(out)))
        return out

    def numbers(self):
        self.begin()
        cdef cnp.ndarray out = empty(self.c.count, cnp.NPY_INT32)
        check(postings_numbers(&self.c, <int32_t *>cnp.PyArray_DATA(out)))
        return out

    def freqs(self):
        cdef cnp.ndarray out = empty(self.c.count, cnp.NPY_INT32)
        check(postings_freqs(&self.c, <uint32_t *>cnp.PyArray_DATA(out)))
        return out

    def positions(self):
        self.begin()
        cdef cnp.ndarray out = empty(
            self.c.occurrences if self.c.has_positions else 0, cnp.NPY_INT32
        )
        check(postings_positions(&self.c, <int32_t *>cnp.PyArray_DATA(out)))
        return out


@cython.no_gc
cdef class List:
    """A term through the segments that have it, and where each of these begins."""

    cdef c_list c
    cdef Memory of_spots, of_bases
    cdef object files
    cdef readonly int64_t size
    """The documents up to the end of the last segment."""

    def __init__(self, tuple rows not None, tuple offsets not None):
        cdef Py_ssize_t i, n = len(rows)
        cdef Rows own
        if len(offsets) != n or self.files is not None:
            raise ValueError("an offset for each segment")
        self.reserve(rows, n)
        for i in range(n):
            own = rows[i]
            if own.base is None:
                self.put(&own.file.c, &own.own, NULL, NULL, offsets[i], <int32_t>i)
            else:
                self.put(&own.file.c, &own.own, &own.base.file.c, &own.base.own, offsets[i],
                         <int32_t>i)

    cdef int reserve(self, object files, Py_ssize_t segments) except -1:
        """Make room for segments, whose files are held by something."""
        self.files = files
        self.of_spots = Memory(sizeof(spot) * segments)
        self.c.spots = <const spot *>self.of_spots.at
        return 0

    cdef int put(self, const dictionary *file, const entry *own, const dictionary *base_file,
                 const entry *base, int64_t offset, int32_t leaf) except -1:
        """Add a segment; there must be room for it."""
        cdef spot *to = <spot *>self.of_spots.at + self.c.segments
        if offset < self.size or offset + <int64_t>file.documents > 0x7FFFFFFF:
            raise ValueError("segments overlap, or have too many documents")
        to.file, to.base_file, to.base = file, base_file, NULL
        to.own, to.offset, to.leaf = own[0], <int32_t>offset, leaf
        if base is not NULL:
            if self.of_bases is None:
                self.of_bases = Memory(self.of_spots.size // sizeof(spot) * sizeof(entry))
            to.base = <entry *>self.of_bases.at + self.c.segments
            (<entry *>self.of_bases.at)[self.c.segments] = base[0]
        self.c.count += own.column[1]
        self.c.segments += 1
        self.size = offset + <int64_t>file.documents
        return 0

    @property
    def count(self):
        return self.c.count

    @property
    def numbers(self):
        """The numbers of the segments that have the term, and the number it has there."""
        return [(self.c.spots[i].leaf, self.c.spots[i].own.number)
                for i in range(self.c.segments)]

    def within(self, lists):
        """Tell whether all rows are a part of rows of other terms."""
        cdef List one
        cdef int32_t s, t
        cdef const spot *own
        cdef const spot *other
        cdef bint found
        for s in range(self.c.segments):
            own = &self.c.spots[s]
            found = False
            for one in lists:
                for t in range(one.c.segments):
                    other = &one.c.spots[t]
                    found |= (own.base is not NULL and other.file == own.base_file
                              and other.own.number == own.base.number)
            if not found:
                return False
        return True


@cython.no_gc
cdef class Lists:
    """Terms for the length of a call."""

    cdef object lists
    cdef Memory memory
    cdef c_list **at
    cdef int32_t count

    def __cinit__(self, some):
        cdef List own
        self.lists = list(some)
        self.memory = Memory(sizeof(c_list *) * len(self.lists))
        self.at = <c_list **>self.memory.at
        for own in self.lists:
            if own is None:
                raise TypeError("a term each")
            self.at[self.count] = &own.c
            self.count += 1
        check(lists_open(self.at, self.count))


def look_up(tuple files not None, tuple offsets not None, bytes term not None):
    """Return a term through segments, of which each has a file, or None, and an offset."""
    cdef File file
    cdef Py_ssize_t i, n = 0, count = len(files)
    cdef entry own, base
    cdef Memory found = Memory(sizeof(entry) * count)
    cdef Memory leaves = Memory(sizeof(int32_t) * count)
    if len(offsets) != count:
        raise ValueError("an offset for each segment")
    for i in range(count):
        file = files[i]
        if file is not None and file.seek(term, <entry *>found.at + n):
            (<int32_t *>leaves.at)[n] = <int32_t>i
            n += 1
    cdef List out = List.__new__(List)
    out.reserve(files, n)
    for i in range(n):
        leaf = (<int32_t *>leaves.at)[i]
        file = files[leaf]
        own = (<entry *>found.at)[i]
        if own.column[3]:
            file.base_entry(&own, &base)
            out.put(&file.c, &own, &file.base.c, &base, offsets[leaf], leaf)
        else:
            out.put(&file.c, &own, NULL, NULL, offsets[leaf], leaf)
    return out
