"""The loops that take most of the time, compiled from C, beside the NumPy that does the same.

An installation without a compiler has no extension and runs on NumPy alone, as does any with
``NABA_KERNELS=numpy`` in the environment. Answers and files are the same. Whoever has a loop
here as well as in NumPy asks ``compiled`` which to take; every function of the extension checks
types and bounds, and raises ValueError for a damaged file.
"""

import os
import sys
import warnings

__all__ = ["NAME", "VERSION", "compiled"]

VERSION = 9
"""Version of the functions of the extension, which has the same number: another one is left alone.
It goes up with every change of what a function is given, returns or reads."""

try:
    if os.environ.get("NABA_KERNELS") == "numpy" or sys.byteorder != "little":
        raise ImportError
    from index.kernels import _loops as compiled

    if getattr(compiled, "VERSION", None) != VERSION:
        warnings.warn(
            "the compiled kernels are those of another naba and are not used; "
            "build them anew: pip install -e .",
            RuntimeWarning,
            stacklevel=2,
        )
        raise ImportError
except (ImportError, ValueError):  # the latter of one that was built for another NumPy
    compiled = None  # type: ignore[assignment]

NAME = "compiled" if compiled else "numpy"
"""Name of what runs the loops, ``compiled`` or ``numpy``."""
