"""The rules of the analysis, compiled; see :mod:`index.rules`."""

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
