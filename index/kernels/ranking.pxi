"""Scores of documents, and the best of them."""

cdef extern from "src/ranking.h":
    ctypedef struct c_part "part":
        const c_list *const *lists
        const float *weights
        int32_t count
        const float *norms
        float gain, times
    ctypedef struct sampled:
        pass
    ctypedef struct c_sample "sample":
        const int32_t *ids
        int64_t n
        sampled *known
        int32_t count, most
        int32_t *places
        float *freqs
    int sample_add(c_sample *s, const c_list *of, float weight, float *out)
    ctypedef struct scored:
        double score
        int32_t day, id
    ctypedef struct c_ranking "ranking":
        const int32_t *days
        const double *factor
        scored *best
        int64_t k, found
    int rank_mask(const c_part *parts, int32_t count, const uint8_t *mask, int32_t size,
                  c_ranking *r)
    int rank_sample(const c_part *parts, int32_t count, c_sample *s, c_ranking *r)
    void rank_order(c_ranking *r)
    int sample_worth(const c_part *parts, const float **rows, int32_t count, c_sample *s,
                     double *out)


@cython.no_gc
cdef class Part:
    """Terms whose weighted frequencies are added up and saturated together."""

    cdef c_part c
    cdef list terms
    cdef cnp.ndarray norms
    cdef Memory of_lists, of_weights
    cdef readonly int64_t size
    """The documents up to the end of the last segment."""

    def __cinit__(self, terms, cnp.ndarray norms not None, float gain):
        cdef Py_ssize_t i, count = len(terms)
        cdef List own
        self.terms = list(terms)
        self.norms = norms
        self.of_lists = Memory(sizeof(c_list *) * count)
        self.of_weights = Memory(sizeof(float) * count)
        for i in range(count):
            own, weight = self.terms[i]
            (<const c_list **>self.of_lists.at)[i] = &own.c
            (<float *>self.of_weights.at)[i] = weight
            self.size = max(self.size, own.size)
        self.c.norms = <const float *>data(norms, cnp.NPY_FLOAT, self.size)
        self.c.lists = <const c_list *const *>self.of_lists.at
        self.c.weights = <const float *>self.of_weights.at
        self.c.count, self.c.gain = <int32_t>count, gain


@cython.no_gc
cdef class Parts:
    """Parts for the length of a call, each with what it is multiplied by."""

    cdef list parts
    cdef Memory at
    cdef Py_ssize_t count, lists
    cdef int64_t size, norms

    def __cinit__(self, some):
        cdef Py_ssize_t i
        cdef Part own
        cdef c_part *to
        self.parts = list(some)
        self.count = len(self.parts)
        self.at = Memory(sizeof(c_part) * self.count)
        self.norms = 0x7FFFFFFF
        for i in range(self.count):
            own, times = self.parts[i][:2]
            to = <c_part *>self.at.at + i
            to[0] = own.c
            to.times = times
            self.lists += own.c.count
            self.size = max(self.size, own.size)
            self.norms = min(self.norms, cnp.PyArray_SIZE(own.norms))


@cython.no_gc
cdef class Sample:
    """Room for what terms have in ascending documents below a number."""

    cdef c_sample c
    cdef cnp.ndarray ids
    cdef Memory known, places, freqs

    def __cinit__(self, cnp.ndarray ids not None, Py_ssize_t most, int64_t below):
        cdef Py_ssize_t i, n = cnp.PyArray_SIZE(ids)
        self.ids = cnp.PyArray_GETCONTIGUOUS(ids)
        self.c.ids = <const int32_t *>data(self.ids, cnp.NPY_INT32, n)
        for i in range(n):
            if not 0 <= self.c.ids[i] < below:
                raise ValueError("no such document")
        self.known = Memory(sizeof(sampled) * most)
        self.places = Memory(sizeof(int32_t) * most * n)
        self.freqs = Memory(sizeof(float) * most * n)
        self.c.n, self.c.most = n, <int32_t>most
        self.c.known = <sampled *>self.known.at
        self.c.places = <int32_t *>self.places.at
        self.c.freqs = <float *>self.freqs.at


def frequencies(groups, cnp.ndarray ids not None):
    """Return the sums of weighed frequencies of groups of terms, in shape (groups, ids)."""
    cdef Py_ssize_t total = 0
    for group in groups:
        total += len(group)
    cdef Sample sample = Sample(ids, total, 0x7FFFFFFF)
    cdef cnp.ndarray out = zeros(len(groups), sample.c.n, cnp.NPY_FLOAT)
    cdef float *to = <float *>cnp.PyArray_DATA(out)
    cdef List own
    for group in groups:
        for own, weight in group:
            check(sample_add(&sample.c, &own.c, weight, to))
        to += sample.c.n
    return out


def rank(parts, cnp.ndarray docs not None, cnp.ndarray days not None, cnp.ndarray factor,
         Py_ssize_t k):
    """Return the best of a mask's documents, or of ascending ids, and their scores."""
    cdef Parts own = Parts(parts)
    cdef Py_ssize_t i, size = cnp.PyArray_SIZE(days)
    cdef bint dense = cnp.PyArray_TYPE(docs) == cnp.NPY_BOOL
    cdef const uint8_t *mask = NULL
    cdef Sample sample
    cdef c_ranking r
    if size > 0x7FFFFFFF:
        raise ValueError("too many documents")
    if own.size > size or own.count and own.norms < size:
        raise ValueError("a posting points outside the segment")
    r.days = <const int32_t *>data(days, cnp.NPY_INT32, size)
    r.factor = NULL
    if factor is not None:
        r.factor = <const double *>data(factor, cnp.NPY_DOUBLE, size)
    k = max(0, min(k, cnp.PyArray_SIZE(docs)))
    cdef Memory of_best = Memory(sizeof(scored) * k)
    r.best, r.k, r.found = <scored *>of_best.at, k, 0
    if dense:
        if cnp.PyArray_SIZE(docs) != size:
            raise ValueError("a mask of all documents")
        mask = <const uint8_t *>data(docs, cnp.NPY_BOOL, size)
    else:
        sample = Sample(docs, own.lists, size)
    if k and dense:
        check(rank_mask(<c_part *>own.at.at, <int32_t>own.count, mask, <int32_t>size, &r))
    elif k:
        check(rank_sample(<c_part *>own.at.at, <int32_t>own.count, &sample.c, &r))
    rank_order(&r)
    cdef cnp.ndarray ids = empty(r.found, cnp.NPY_INT32), scores = empty(r.found, cnp.NPY_DOUBLE)
    for i in range(r.found):
        (<int32_t *>cnp.PyArray_DATA(ids))[i] = r.best[i].id
        (<double *>cnp.PyArray_DATA(scores))[i] = r.best[i].score
    return ids, scores


def worth(parts, cnp.ndarray rows not None, cnp.ndarray ids not None):
    """Return what parts are worth in documents, some with a row of frequencies besides.

    A part comes with what it is multiplied by and the number of its row, or -1.
    """
    cdef Parts own = Parts(parts)
    cdef Sample sample = Sample(ids, own.lists, own.norms)
    cdef Py_ssize_t i, row, n = sample.c.n
    if cnp.PyArray_NDIM(rows) != 2 or cnp.PyArray_DIM(rows, 1) != n:
        raise ValueError("a number for each document")
    cdef const float *besides = <const float *>data(rows, cnp.NPY_FLOAT, 0)
    cdef Memory of_rows = Memory(sizeof(float *) * own.count)
    cdef float **at = <float **>of_rows.at
    for i in range(own.count):
        row = own.parts[i][2]
        if row >= cnp.PyArray_DIM(rows, 0):
            raise ValueError("no such row")
        at[i] = NULL if row < 0 else <float *>besides + row * n
    cdef cnp.ndarray out = zeros(1, n, cnp.NPY_DOUBLE)[0]
    check(sample_worth(<c_part *>own.at.at, <const float **>at, <int32_t>own.count, &sample.c,
                       <double *>cnp.PyArray_DATA(out)))
    return out
