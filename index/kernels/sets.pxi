"""Sets of documents, and the positions of terms in them."""

cdef extern from "src/lists.h":
    int lists_mark(const c_list *some, uint8_t *out)
    int64_t lists_union(const c_list *const *some, int32_t count, int32_t *out, int32_t *other)
    int lists_among(const c_list *some, const int32_t *ids, int64_t n, uint8_t *out)
    int words_in_a_row(const c_list *const *lists, const int32_t *starts, int32_t places,
                       const int32_t *ids, int64_t n, uint8_t *out)


def mark(lists, cnp.ndarray out not None):
    kept_begin()
    cdef uint8_t *to = <uint8_t *>data(out, cnp.NPY_BOOL, 0)
    cdef Lists some = Lists(lists)
    cdef List own
    for own in some.lists:
        if own.size > cnp.PyArray_SIZE(out):
            raise ValueError("a posting points outside the segment")
        check(lists_mark(&own.c, to))


def union(lists):
    kept_begin()
    cdef Lists some = Lists(lists)
    cdef uint64_t total = 0
    for l in range(some.count):
        total += some.at[l].count
    cdef cnp.ndarray out = empty(total, cnp.NPY_INT32)
    cdef Memory other = Memory(4 * total)
    cdef int64_t found = lists_union(<const c_list **>some.at, some.count,
                                     <int32_t *>cnp.PyArray_DATA(out), <int32_t *>other.at)
    check(found)
    return out[:found]


def among(lists, cnp.ndarray ids not None):
    kept_begin()
    ids = cnp.PyArray_GETCONTIGUOUS(ids)
    cdef Py_ssize_t n = cnp.PyArray_SIZE(ids)
    cdef const int32_t *of = <const int32_t *>data(ids, cnp.NPY_INT32, n)
    cdef cnp.ndarray out = zeros(1, n, cnp.NPY_BOOL)[0]
    cdef Lists some = Lists(lists)
    for l in range(some.count):
        check(lists_among(some.at[l], of, n, <uint8_t *>cnp.PyArray_DATA(out)))
    return out


def in_a_row(places, cnp.ndarray ids not None):
    kept_begin()
    ids = cnp.PyArray_GETCONTIGUOUS(ids)
    cdef Py_ssize_t w, n = cnp.PyArray_SIZE(ids), count = len(places)
    cdef const int32_t *of = <const int32_t *>data(ids, cnp.NPY_INT32, n)
    cdef cnp.ndarray out = zeros(1, n, cnp.NPY_BOOL)[0]
    if not count:
        return out
    cdef Lists lists = Lists([own for place in places for own in place])
    cdef Memory of_starts = Memory(sizeof(int32_t) * (count + 1))
    cdef int32_t *starts = <int32_t *>of_starts.at
    starts[0] = 0
    for w in range(count):
        starts[w + 1] = starts[w] + <int32_t>len(places[w])
    if starts[count] != lists.count:
        raise ValueError("terms at each place")
    check(words_in_a_row(<const c_list **>lists.at, starts, <int32_t>count, of, n,
                         <uint8_t *>cnp.PyArray_DATA(out)))
    return out
