"""Labels of sentences."""

cdef extern from "src/labelling.h":
    enum: MOST_LABELS
    ctypedef struct c_weights "weights":
        const float *tables
        const float *before
        const float *after
        const float *steps
        int64_t words, gaps
        int32_t width, labels
    int64_t c_best_labels "best_labels"(const c_weights *w, const int64_t *words,
                                        const int64_t *kinds, int64_t n, const int64_t *starts,
                                        int64_t sentences, const float *first, float *scores,
                                        uint8_t *back, uint8_t *best)


def best_labels(cnp.ndarray words not None, cnp.ndarray kinds not None, cnp.ndarray starts not None,
                cnp.ndarray tables not None, cnp.ndarray before not None,
                cnp.ndarray after not None, cnp.ndarray steps not None, cnp.ndarray first not None):
    """Return the scores of words by label, and the best labels of the sentences they make."""
    cdef Py_ssize_t n = cnp.PyArray_SIZE(words), labels = cnp.PyArray_SIZE(first)
    cdef c_weights w
    if cnp.PyArray_NDIM(tables) != 3 or cnp.PyArray_DIM(tables, 2) != labels:
        raise ValueError("tables have a row of labels for each word and distance")
    if not 0 < labels <= MOST_LABELS:
        raise ValueError("there are no labels, or too many")
    w.labels, w.width, w.words = labels, cnp.PyArray_DIM(tables, 1), cnp.PyArray_DIM(tables, 0)
    w.gaps = cnp.PyArray_SIZE(before) // labels
    w.tables = <const float *>data(tables, cnp.NPY_FLOAT32, 0)
    w.before = <const float *>data(before, cnp.NPY_FLOAT32, 0)
    w.after = <const float *>data(after, cnp.NPY_FLOAT32, w.gaps * labels)
    w.steps = <const float *>data(steps, cnp.NPY_FLOAT32, labels * labels)
    cdef cnp.ndarray scores = zeros(n, labels, cnp.NPY_FLOAT32), best = empty(n, cnp.NPY_UINT8)
    cdef Memory back = Memory(n * labels)
    check(c_best_labels(
        &w, int64s(words, n), int64s(kinds, n + 1), n, int64s(starts, 0),
        cnp.PyArray_SIZE(starts), <const float *>data(first, cnp.NPY_FLOAT32, labels),
        <float *>data(scores, cnp.NPY_FLOAT32, 0), <uint8_t *>back.at,
        <uint8_t *>data(best, cnp.NPY_UINT8, 0),
    ))
    return scores, best
