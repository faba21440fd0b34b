"""Products of vectors of bytes."""

cdef extern from "src/meaning.h":
    enum: MOST_DIMENSIONS
    void c_products "products"(const int8_t *rows, int64_t n, int64_t dimensions,
                               const int8_t *vector, int32_t *out)


def products(cnp.ndarray rows not None, cnp.ndarray vector not None):
    """Return the sum of products of each row with a vector."""
    if cnp.PyArray_NDIM(rows) != 2 or cnp.PyArray_NDIM(vector) != 1:
        raise ValueError("a table of rows, and a vector")
    cdef Py_ssize_t n = cnp.PyArray_DIM(rows, 0), dimensions = cnp.PyArray_DIM(rows, 1)
    if cnp.PyArray_SIZE(vector) != dimensions or dimensions > MOST_DIMENSIONS:
        raise ValueError("a vector of other dimensions, or of too many")
    cdef const int8_t *at = <const int8_t *>data(rows, cnp.NPY_INT8, n * dimensions)
    cdef const int8_t *asked = <const int8_t *>data(vector, cnp.NPY_INT8, dimensions)
    cdef cnp.ndarray out = empty(n, cnp.NPY_INT32)
    c_products(at, n, dimensions, asked, <int32_t *>cnp.PyArray_DATA(out))
    return out
