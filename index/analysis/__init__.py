"""Arabic analysis: from a text to the terms it is found by."""

from index import kernels, rules
from index.analysis import compiled

if kernels.compiled:
    __path__[:0] = rules.folders(compiled.FOLDER, compiled.MODULES)

from index.analysis.analyzer import Analyzer
from index.analysis.normalize import fold
from index.analysis.roots import roots
from index.analysis.stopwords import is_stopword
from index.analysis.token import Token

ANALYSIS_VERSION = 11
"""Version of the rules, raised whenever a text gives other terms; an index records it."""

__all__ = ["ANALYSIS_VERSION", "Analyzer", "Token", "fold", "is_stopword", "roots"]
