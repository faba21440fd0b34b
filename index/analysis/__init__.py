"""Arabic analysis: from a text to the terms it is found by."""

from .analyzer import Analyzer
from .normalize import fold
from .roots import roots
from .stopwords import is_stopword
from .token import Token

# Raise whenever the same text gives other terms: an index remembers what it was built with.
ANALYSIS_VERSION = 4

__all__ = ["ANALYSIS_VERSION", "Analyzer", "Token", "fold", "is_stopword", "roots"]
