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
    int score_mask(const c_part *parts, int32_t count, const uint8_t *mask, int32_t size,
                   double *out)
    int rank_sample(const c_part *parts, int32_t count, c_sample *s, c_ranking *r)
    void rank_order(c_ranking *r)
    int sample_worth(const c_part *own, const float *besides, c_sample *s, double *out)
    void sample_unit(const c_part *own, const float *freqs, float weight, const c_sample *s,
                     double *out)
    ctypedef struct place_words:
        const c_list *const *terms
        const int32_t *starts
        const uint8_t *pairs
        int32_t count
        uint32_t lead
    int sample_places(c_sample *s, const place_words *words, float *early, float *met)


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
    cdef Memory of_best = Memory(sizeof(scored) * k)
    r.best, r.k, r.found = <scored *>of_best.at, k, 0
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


@cython.no_gc
cdef class Closer:
    """Words in a few documents, for the length of a call."""

    cdef Sample sample
    cdef Lists bodies
    cdef Memory of_starts, of_pairs, of_places
    cdef place_words words
    cdef int64_t below
    cdef float *early
    cdef float *met

    def __cinit__(self, bodies, pairs, uint32_t lead, cnp.ndarray ids not None,
                  Py_ssize_t most, int64_t below):
        cdef Py_ssize_t w, count = len(bodies)
        if len(pairs) != max(count - 1, 0):
            raise ValueError("a pair for each two words")
        self.bodies = Lists([own for word in bodies for own in word])
        self.sample = Sample(ids, most + self.bodies.count, below)
        self.of_starts = Memory(sizeof(int32_t) * (count + 1))
        self.of_pairs = Memory(count)
        cdef int32_t *starts = <int32_t *>self.of_starts.at
        cdef uint8_t *flags = <uint8_t *>self.of_pairs.at
        starts[0] = 0
        for w in range(count):
            starts[w + 1] = starts[w] + <int32_t>len(bodies[w])
            flags[w] = w + 1 < count and bool(pairs[w])
        if starts[count] != self.bodies.count:
            raise ValueError("terms for each word")
        self.words.terms = <const c_list *const *>self.bodies.at
        self.words.starts, self.words.pairs = starts, flags
        self.words.count, self.words.lead, self.below = <int32_t>count, lead, below

    cdef int read(self, float early) except -1:
        """Read positions: what stands early, times a weight, and what before the next word."""
        cdef Py_ssize_t i, total = self.words.count * self.sample.c.n
        self.of_places = Memory(2 * sizeof(float) * total)
        self.early = <float *>self.of_places.at
        self.met = self.early + total
        memset(self.early, 0, 2 * sizeof(float) * total)
        check(sample_places(&self.sample.c, &self.words, self.early, self.met))
        for i in range(total):
            self.early[i] *= early
        return 0

    cdef int add_words(self, tuple words, double *out) except -1:
        """Add what the parts of words are worth, less what the first of them were."""
        cdef Word word
        cdef float *besides
        cdef Py_ssize_t w
        for w, (word, weight) in enumerate(words):
            besides = self.early + w * self.sample.c.n
            for part, times in word.whole:
                self.add(part, times * weight, besides, out)
                besides = NULL
            for part, times in word.first:
                self.add(part, -times * weight, NULL, out)
        return 0

    cdef int add(self, Part part, double times, const float *besides, double *out) except -1:
        cdef c_part own = part.c
        own.times = <float>times
        part.open()
        if cnp.PyArray_SIZE(part.norms) < self.below:
            raise ValueError("a number for each document")
        return check(sample_worth(&own, besides, &self.sample.c, out))

    cdef int add_pairs(self, tuple words, tuple pairs, double *out) except -1:
        """Add what words right before the next one are worth, scored as the first of the two."""
        cdef Word word
        cdef Part part
        cdef Py_ssize_t w
        for w, weight in enumerate(pairs):
            if not weight:
                continue
            word, _ = words[w]
            if not word.whole:
                raise ValueError("a part for each pair")
            part, _ = word.whole[0]
            sample_unit(&part.c, self.met + w * self.sample.c.n, weight, &self.sample.c, out)
        return 0

    cdef int add_written(self, Word word, double written, double *out) except -1:
        """Add a number for each tier of which a document has a term."""
        cdef Lists lists
        cdef Py_ssize_t i, n = self.sample.c.n
        cdef Memory found = Memory(2 * sizeof(float) * n)
        cdef float *times = <float *>found.at
        cdef float *there = times + n
        memset(there, 0, sizeof(float) * n)
        for tier in word.tiers:
            lists = Lists(tier)
            memset(times, 0, sizeof(float) * n)
            for i in range(lists.count):
                check(sample_add(&self.sample.c, lists.at[i], 1.0, times))
            for i in range(n):
                there[i] += times[i] > 0
        for i in range(n):
            out[i] += written * there[i]
        return 0


def places(bodies, pairs, uint32_t lead, cnp.ndarray ids not None):
    """Return of words, each of any of some terms, how often they stand in ascending documents below
    position ``lead``, and how often before the next word, where ``pairs`` says so."""
    kept_begin()
    cdef Closer closer = Closer(bodies, pairs, lead, ids, 0, 0x7FFFFFFF)
    cdef cnp.ndarray early = zeros(closer.words.count, closer.sample.c.n, cnp.NPY_FLOAT)
    cdef cnp.ndarray met = zeros(closer.words.count, closer.sample.c.n, cnp.NPY_FLOAT)
    check(sample_places(&closer.sample.c, &closer.words, <float *>cnp.PyArray_DATA(early),
                        <float *>cnp.PyArray_DATA(met)))
    return early, met


def refine(words, pairs, uint32_t lead, float early, double written, cnp.ndarray ids not None,
           cnp.ndarray scores not None, cnp.ndarray days not None, cnp.ndarray factor):
    """Return documents in order of their scores by whole words, and these.

    A word comes with its weight. ``early`` is the weight of an occurrence before ``lead``,
    ``pairs`` has that of each word right before the next one, 0 where they are no neighbours, and
    ``written`` is added for each tier of the first word of which a document has a term.
    """
    kept_begin()
    words, pairs = tuple(words), tuple(pairs)
    cdef Py_ssize_t i, n = cnp.PyArray_SIZE(ids)
    cdef int64_t size = cnp.PyArray_SIZE(days)
    cdef cnp.ndarray order = np.argsort(ids)
    ids, scores = ids[order], scores[order]
    cdef const double *before = <const double *>data(scores, cnp.NPY_DOUBLE, n)
    cdef c_ranking r
    r.days = <const int32_t *>data(days, cnp.NPY_INT32, size)
    r.factor = factors(factor, size)
    cdef Closer closer = closer_of(words, pairs, lead, ids, size)
    cdef const int32_t *own = closer.sample.c.ids
    cdef Memory of_out = Memory(sizeof(double) * n), of_best = Memory(sizeof(scored) * n)
    cdef double *out = <double *>of_out.at
    memset(out, 0, sizeof(double) * n)
    closer.read(early)
    closer.add_words(words, out)
    for i in range(n):
        out[i] += before[i] if r.factor is NULL else before[i] / r.factor[own[i]]
    closer.add_pairs(words, pairs, out)
    for word, _ in words[:1] if written else ():
        closer.add_written(word, written, out)
    r.best, r.k, r.found = <scored *>of_best.at, n, n
    for i in range(n):
        r.best[i].id, r.best[i].day = own[i], r.days[own[i]]
        r.best[i].score = out[i] if r.factor is NULL else out[i] * r.factor[own[i]]
    return ordered(&r)


cdef Closer closer_of(tuple words, tuple pairs, uint32_t lead, cnp.ndarray ids, int64_t size):
    cdef Word word
    cdef Py_ssize_t most = 0
    bodies = []
    for word, _ in words:
        most += word.lists
        bodies.append(word.bodies)
    return Closer(bodies, pairs, lead, ids, most, size)
