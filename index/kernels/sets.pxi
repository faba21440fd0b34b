"""Sets of documents, and the positions of terms in them."""

cdef extern from "src/lists.h":
    int lists_mark(const c_list *some, uint8_t *out)
    int64_t lists_union(const c_list *const *some, int32_t count, int32_t *out, int32_t *other)
    int lists_among(const c_list *some, const int32_t *ids, int64_t n, uint8_t *out)
    int words_places(const c_list *const *words, const uint8_t *pairs, int32_t count,
                     uint32_t lead, const int32_t *ids, int64_t n, float *early, float *met)
    int words_in_a_row(const c_list *const *lists, const int32_t *starts, int32_t places,
                       const int32_t *ids, int64_t n, uint8_t *out)


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
