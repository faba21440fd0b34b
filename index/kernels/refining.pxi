"""A closer look at the best documents, by all evidence of words."""

cdef extern from "src/ranking.h":
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
           cnp.ndarray scores not None, cnp.ndarray days not None, cnp.ndarray factor,
           Py_ssize_t k):
    """Return the best k documents in order of their scores by whole words, and these.

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
    k = max(0, min(k, n))
    cdef Memory of_out = Memory(sizeof(double) * n)
    cdef Memory of_best = Memory(sizeof(scored) * RANKING_ROOM(k))
    cdef double *out = <double *>of_out.at
    memset(out, 0, sizeof(double) * n)
    closer.read(early)
    closer.add_words(words, out)
    for i in range(n):
        out[i] += before[i] if r.factor is NULL else before[i] / r.factor[own[i]]
    closer.add_pairs(words, pairs, out)
    for word, _ in words[:1] if written else ():
        closer.add_written(word, written, out)
    rank_begin(&r, <scored *>of_best.at, k)
    for i in range(n if k else 0):
        rank_take(&r, out[i] if r.factor is NULL else out[i] * r.factor[own[i]], own[i])
    return ordered(&r)


cdef Closer closer_of(tuple words, tuple pairs, uint32_t lead, cnp.ndarray ids, int64_t size):
    cdef Word word
    cdef Py_ssize_t most = 0
    bodies = []
    for word, _ in words:
        most += word.lists
        bodies.append(word.bodies)
    return Closer(bodies, pairs, lead, ids, most, size)
