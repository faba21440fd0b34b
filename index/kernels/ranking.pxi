"""Scores of documents, and the best of them."""

cdef extern from "src/best.h":
    ctypedef struct scored:
        double score
        int32_t day, id
    ctypedef struct c_ranking "ranking":
        const int32_t *days
        const double *factor
        scored *best
        int64_t k, found
    int64_t RANKING_ROOM(int64_t k)
    void rank_begin(c_ranking *r, scored *best, int64_t k)
    void rank_take(c_ranking *r, double score, int32_t id)
    void rank_order(c_ranking *r)

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
    int rank_mask(const c_part *parts, int32_t count, const uint8_t *mask, int32_t size,
                  c_ranking *r)
    int score_mask(const c_part *parts, int32_t count, const uint8_t *mask, int32_t size,
                   double *out)
    ctypedef struct plain_term:
        const c_list *of
        const uint8_t *lengths
        const double *norms
        double gain, weight
    int sample_score(c_sample *s, const plain_term *t, double *out)
    int mask_score(const plain_term *t, const uint8_t *mask, double *out)
    int rank_sample(const c_part *parts, int32_t count, c_sample *s, c_ranking *r)


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

    cdef int open(self) except -1:
        return check(lists_open(<c_list *const *>self.c.lists, self.c.count))


@cython.no_gc
cdef class Word:
    """A word of a query: the parts that score it at first and in the end, each with its weight,
    its terms in the bodies of texts, and tiers of terms any of which lifts a document."""

    cdef tuple first, whole, bodies, tiers
    cdef Py_ssize_t lists

    def __cinit__(self, first, whole, bodies, tiers):
        cdef Part part
        cdef List own
        self.first, self.whole = tuple(first), tuple(whole)
        self.bodies, self.tiers = tuple(bodies), tuple([tuple(tier) for tier in tiers])
        for part, _ in self.first + self.whole:
            self.lists += part.c.count
        for own in sum(self.tiers, self.bodies):
            if own is None:
                raise TypeError("a term each")
            self.lists += 1


@cython.no_gc
cdef class Parts:
    """The parts of words for the length of a call, each with what it is multiplied by."""

    cdef Memory at
    cdef c_part *of
    cdef int32_t count
    cdef Py_ssize_t lists
    cdef int64_t size, norms

    def __cinit__(self, Py_ssize_t most):
        self.at = Memory(sizeof(c_part) * most)
        self.of = <c_part *>self.at.at
        self.norms = 0x7FFFFFFF

    cdef c_part *add(self, Part own, double times) except NULL:
        """Add a part, for which there must be room, and lay out its terms."""
        own.open()
        cdef c_part *to = self.of + self.count
        to[0] = own.c
        to.times = <float>times
        self.count += 1
        self.lists += own.c.count
        self.size = max(self.size, own.size)
        self.norms = min(self.norms, cnp.PyArray_SIZE(own.norms))
        return to


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
    kept_begin()
    cdef Lists lists = Lists([own for group in groups for own, _ in group])
    cdef Sample sample = Sample(ids, lists.count, 0x7FFFFFFF)
    cdef cnp.ndarray out = zeros(len(groups), sample.c.n, cnp.NPY_FLOAT)
    cdef float *to = <float *>cnp.PyArray_DATA(out)
    cdef int32_t l = 0
    for group in groups:
        for _, weight in group:
            check(sample_add(&sample.c, lists.at[l], weight, to))
            l += 1
        to += sample.c.n
    return out


def rank(words, cnp.ndarray docs not None, cnp.ndarray days not None, cnp.ndarray factor,
         Py_ssize_t k):
    """Return the best of a mask's documents, or of ascending ids, and their scores.

    A word comes with its weight; its first parts score it.
    """
    kept_begin()
    cdef Py_ssize_t size = cnp.PyArray_SIZE(days)
    cdef Parts own = first_parts(tuple(words))
    cdef bint dense = cnp.PyArray_TYPE(docs) == cnp.NPY_BOOL
    cdef const uint8_t *mask = NULL
    cdef Sample sample
    cdef c_ranking r
    if size > 0x7FFFFFFF:
        raise ValueError("too many documents")
    if own.size > size or own.count and own.norms < size:
        raise ValueError("a posting points outside the segment")
    r.days = <const int32_t *>data(days, cnp.NPY_INT32, size)
    r.factor = factors(factor, size)
    k = max(0, min(k, cnp.PyArray_SIZE(docs)))
    cdef Memory of_best = Memory(sizeof(scored) * RANKING_ROOM(k))
    rank_begin(&r, <scored *>of_best.at, k)
    if dense:
        if cnp.PyArray_SIZE(docs) != size:
            raise ValueError("a mask of all documents")
        mask = <const uint8_t *>data(docs, cnp.NPY_BOOL, size)
    else:
        sample = Sample(docs, own.lists, size)
    if k and dense:
        check(rank_mask(own.of, own.count, mask, <int32_t>size, &r))
    elif k:
        check(rank_sample(own.of, own.count, &sample.c, &r))
    return ordered(&r)


def add_scores(words, cnp.ndarray mask not None, cnp.ndarray out not None):
    """Add the scores of words by their first parts to those of a mask's documents, by document."""
    kept_begin()
    cdef Py_ssize_t size = cnp.PyArray_SIZE(mask)
    cdef Parts own = first_parts(tuple(words))
    if size > 0x7FFFFFFF:
        raise ValueError("too many documents")
    if own.size > size or own.count and own.norms < size:
        raise ValueError("a posting points outside the segment")
    check(score_mask(own.of, own.count, <const uint8_t *>data(mask, cnp.NPY_BOOL, size),
                     <int32_t>size, <double *>data(out, cnp.NPY_DOUBLE, size)))


def add_terms(terms, cnp.ndarray docs not None, cnp.ndarray out not None, double gain):
    """Add the scores of terms by themselves in ascending documents to those there are.

    With a mask of documents in place of their numbers scores are by document. A term comes with the
    byte of every document's length, the norm of each such byte, and its weight; without lengths its
    frequencies are not saturated.
    """
    kept_begin()
    cdef plain_term own
    cdef int64_t size = cnp.PyArray_SIZE(docs), below = 0x7FFFFFFF
    cdef int32_t l
    cdef cnp.ndarray lengths, norms
    cdef List term
    cdef Sample sample
    cdef const uint8_t *mask = NULL
    terms = tuple(terms)
    cdef Lists lists = Lists([term for term, _, _, _ in terms])
    for _, lengths, _, _ in terms:
        if lengths is not None:
            below = min(below, cnp.PyArray_SIZE(lengths))
    if cnp.PyArray_TYPE(docs) == cnp.NPY_BOOL:
        mask = <const uint8_t *>data(docs, cnp.NPY_BOOL, size)
        for term in lists.lists:
            if term.size > min(size, below):
                raise ValueError("a posting points outside the segment")
    else:
        sample = Sample(docs, lists.count, below)
    cdef double *to = <double *>data(out, cnp.NPY_DOUBLE, size)
    for l, (_, lengths, norms, weight) in enumerate(terms):
        own.of, own.gain, own.weight = lists.at[l], gain, weight
        own.lengths, own.norms = NULL, NULL
        if lengths is not None:
            own.lengths = <const uint8_t *>data(lengths, cnp.NPY_UINT8, below)
            own.norms = <const double *>data(norms, cnp.NPY_DOUBLE, 256)
        if mask is NULL:
            check(sample_score(&sample.c, &own, to))
        else:
            check(mask_score(&own, mask, to))


def best_of(cnp.ndarray ids not None, cnp.ndarray scores not None, cnp.ndarray days not None,
            Py_ssize_t k):
    """Return the best k documents by their scores, days and numbers, and their scores."""
    cdef Py_ssize_t i, n = cnp.PyArray_SIZE(ids)
    cdef int64_t size = cnp.PyArray_SIZE(days)
    cdef const int32_t *of = <const int32_t *>data(ids, cnp.NPY_INT32, n)
    cdef const double *by = <const double *>data(scores, cnp.NPY_DOUBLE, n)
    cdef c_ranking r
    r.days = <const int32_t *>data(days, cnp.NPY_INT32, size)
    k = max(0, min(k, n))
    cdef Memory of_best = Memory(sizeof(scored) * RANKING_ROOM(k))
    rank_begin(&r, <scored *>of_best.at, k)
    for i in range(n if k else 0):
        if not 0 <= of[i] < size:
            raise ValueError("no such document")
        rank_take(&r, by[i], of[i])
    return ordered(&r)


cdef Parts first_parts(tuple words):
    cdef Word word
    cdef Py_ssize_t most = 0
    for word, _ in words:
        most += len(word.first)
    cdef Parts own = Parts(most)
    for word, weight in words:
        for part, times in word.first:
            own.add(part, times * weight)
    return own


cdef double *factors(cnp.ndarray factor, Py_ssize_t size) except? NULL:
    return NULL if factor is None else <double *>data(factor, cnp.NPY_DOUBLE, size)


cdef tuple ordered(c_ranking *r):
    """Return the documents of a ranking, the best first, and their scores."""
    cdef Py_ssize_t i
    rank_order(r)
    cdef cnp.ndarray ids = empty(r.found, cnp.NPY_INT32), scores = empty(r.found, cnp.NPY_DOUBLE)
    for i in range(r.found):
        (<int32_t *>cnp.PyArray_DATA(ids))[i] = r.best[i].id
        (<double *>cnp.PyArray_DATA(scores))[i] = r.best[i].score
    return ids, scores
