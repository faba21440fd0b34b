"""Patterns of tokens in a source text, before any folding.

A token is a word, a number, a hashtag or handle, or a dotted abbreviation; the last three are
found as a whole and by their pieces. What a word is, :mod:`index.analysis.boundaries` says.
"""

import re

from index.analysis.boundaries import AROUND, BODY, LETTER, MARKED, WORD
from index.characters import LETTERS
from index.patterns import pattern

# Grouped thousands with an optional fraction, or a plain number with one decimal mark.
_NUMBER = (
    r"\d{1,3}(?:[,٬]\d{3})++(?:[.٫]\d++)?(?![.,٫٬]?\d)"
    r"|\d++(?:[.٫]\d++(?![.٫]\d)|[,]\d++(?![,.]\d))?"
)
_TAG = f"[#＃]_*+(?:{MARKED}|\\d)(?>(?:{BODY}\\d*+_*+)*)"
_HANDLE = r"(?<![^\W_])[@＠]\w++"
_DOTTED = (
    f"(?<![^\\W_])(?:{LETTER}(?:\\.{LETTER})++|{LETTER}{{1,3}}(?>(?:\\.{LETTER}{{1,3}}){{2,}}))"
    f"(?!{MARKED})"
)
_PUNCTUATION = f"[{re.escape(AROUND)}':\\-.]*+"

TOKEN = pattern(f"{_DOTTED}|{WORD}|{_NUMBER}|{_TAG}|{_HANDLE}")
"""Pattern of a token."""

PIECE = pattern(f"{WORD}|{_NUMBER}")
"""Pattern of a word or number within a token."""

LONE_WORD = pattern(f"{_PUNCTUATION}([{LETTERS}][ء-يً-ْ]*+){_PUNCTUATION}")
"""Pattern of a chunk that is one plain Arabic word in punctuation, as most are."""
