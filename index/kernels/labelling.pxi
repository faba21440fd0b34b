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
                                        float *reached, uint8_t *best)
    int64_t c_add_rows "add_rows"(const float *table, int64_t rows, int64_t cells,
                                  const int64_t *which, int64_t columns, float *out, int64_t n)
    enum: BUCKETS
    ctypedef struct features:
        const float *table
        const uint32_t *hashes
        const uint32_t *starts
        int64_t rows, cells
    int64_t c_add_features "add_features"(const features *f, const uint32_t *wanted,
                                          int64_t columns, float *out, int64_t n)


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
    cdef Memory reached = Memory(n * labels * sizeof(float))
    check(c_best_labels(
        &w, int64s(words, n), int64s(kinds, n + 1), n, int64s(starts, 0),
        cnp.PyArray_SIZE(starts), <const float *>data(first, cnp.NPY_FLOAT32, labels),
        <float *>data(scores, cnp.NPY_FLOAT32, 0), <float *>reached.at,
        <uint8_t *>data(best, cnp.NPY_UINT8, 0),
    ))
    return scores, best


cdef Py_ssize_t same_width(cnp.ndarray out, cnp.ndarray table) except -1:
    """Return how wide the rows of two tables are."""
    if cnp.PyArray_NDIM(out) != 2 or cnp.PyArray_NDIM(table) != 2 or (
        cnp.PyArray_DIM(out, 1) != cnp.PyArray_DIM(table, 1)
    ):
        raise ValueError("not tables of one width")
    return cnp.PyArray_DIM(out, 1)


cdef Py_ssize_t columns_of(cnp.ndarray which, cnp.ndarray out) except -1:
    """Return how many columns of numbers there are, which name something for each row."""
    if cnp.PyArray_NDIM(which) != 2 or cnp.PyArray_DIM(which, 1) != cnp.PyArray_DIM(out, 0):
        raise ValueError("not a number for each row")
    return cnp.PyArray_DIM(which, 0)


def add_rows(cnp.ndarray out not None, cnp.ndarray table not None, cnp.ndarray which not None):
    """Add to each row of ``out`` the rows of ``table`` that a column of ``which`` names."""
    which = cnp.PyArray_GETCONTIGUOUS(which)
    cdef Py_ssize_t cells = same_width(out, table), columns = columns_of(which, out)
    check(c_add_rows(
        <const float *>data(table, cnp.NPY_FLOAT32, 0), cnp.PyArray_DIM(table, 0), cells,
        int64s(which, 0), columns, <float *>data(out, cnp.NPY_FLOAT32, 0),
        cnp.PyArray_DIM(out, 0),
    ))


def add_features(cnp.ndarray out not None, cnp.ndarray table not None, cnp.ndarray hashes not None,
                 cnp.ndarray starts not None, cnp.ndarray wanted not None):
    """Add the rows of ``table`` whose hashes a column of ``wanted`` has; see ``add_rows``."""
    wanted = cnp.PyArray_GETCONTIGUOUS(wanted)
    cdef Py_ssize_t columns = columns_of(wanted, out)
    cdef features f
    f.cells, f.rows = same_width(out, table), cnp.PyArray_SIZE(hashes)
    if cnp.PyArray_DIM(table, 0) < f.rows:
        raise ValueError("there are more hashes than rows")
    f.table = <const float *>data(table, cnp.NPY_FLOAT32, 0)
    f.hashes, f.starts = numbers(hashes, 0), numbers(starts, BUCKETS + 1)
    check(c_add_features(&f, numbers(wanted, 0), columns,
                         <float *>data(out, cnp.NPY_FLOAT32, 0), cnp.PyArray_DIM(out, 0)))
