"""The rules of the language, compiled by mypyc from the modules beside this folder.

The build leaves here a library whose name ends in the digest of the sources it was made of, and
a stub for each module. Where the library of today's sources is, the folder comes first in the
path of ``index.analysis``, and its modules are imported from here; else (no compiler, a rule
edited since) the sources run as they are, and give the same at half the speed.
"""

import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

MODULES = (
    "analyzer",
    "attestation",
    "clitics",
    "drawn_out",
    "endings",
    "lexicon",
    "normalize",
    "open_words",
    "proclitics",
    "proper_names",
    "roots",
    "segment",
    "stem",
    "stopwords",
    "verbs",
)
"""Modules that are compiled, all into one library, so that they call one another directly."""

FOLDER = Path(__file__).parents[1]
"""Where the sources are, and the tables of words that they read."""


def library() -> str:
    """Return the name that the library of the sources as they are now has, less its suffix."""
    digest = zlib.crc32(f"{sys.implementation.cache_tag}".encode())
    for module in MODULES:
        digest = zlib.crc32((FOLDER / f"{module}.py").read_bytes(), digest)
    return f"rules_{digest:08x}"


def folders() -> Sequence[str]:
    """Return the folder of the compiled modules if they are those of today's sources."""
    folder = Path(__file__).parent
    try:
        return [str(folder)] if any(folder.glob(f"{library()}__mypyc*")) else []
    except OSError:  # an installation without sources
        return []
