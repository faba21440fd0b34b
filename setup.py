"""Builds the optional extension: without a compiler, or with an error, naba runs without it."""

import os
from pathlib import Path

import numpy as np
from Cython.Build import cythonize
from setuptools import Extension, setup

FOLDER = Path("index/kernels")

FLAGS = [] if os.name == "nt" else ["-O3", "-ffp-contract=off", "-std=c11"]
"""Products and sums are not fused, so that scores are the same with and without the extension."""

extension = Extension(
    "index.kernels._loops",
    [str(FOLDER / "_loops.pyx"), *sorted(map(str, (FOLDER / "src").glob("*.c")))],
    include_dirs=[str(FOLDER), np.get_include()],
    define_macros=[("NPY_NO_DEPRECATED_API", "NPY_1_7_API_VERSION")],
    extra_compile_args=FLAGS,
    optional=True,
)

setup(ext_modules=cythonize([extension]))
