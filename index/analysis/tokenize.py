"""Words of a text as they stand in it, with exact code-point offsets.

Works on the source text, before any folding, with a word class wide enough to hold whatever
folding will remove: marks, tatweel, and invisible controls between two letters. A *chunk* is
what stands together: a word, a number, a hashtag or handle, a dotted abbreviation.
"""

import re

from index.characters import INVISIBLE, MARKS

_LETTER = r"[^\W\d_]"
_MARKED = f"(?:{_LETTER}|[{MARKS}])"
# Marks may precede the first letter; a control counts only when a letter or mark follows it.
# (Atomic, not possessive: Python 3.11 before .5 takes too much for `(?:…)*+` when what is
# repeated can itself fail, https://github.com/python/cpython/issues/106052.)
_BODY = f"(?>(?:{_MARKED}++|[{INVISIBLE}]++(?={_MARKED}))*)"
_LETTERS = f"{_LETTER}{_BODY}"
# Grouped thousands with an optional fraction, or a plain number with one decimal mark.
_NUMBER = (
    r"\d{1,3}(?:[,٬]\d{3})++(?:[.٫]\d++)?(?![.,٫٬]?\d)"
    r"|\d++(?:[.٫]\d++(?![.٫]\d)|[,]\d++(?![,.]\d))?"
)
_TAG = f"[#＃]_*+(?:{_MARKED}|\\d)(?>(?:{_BODY}\\d*+_*+)*)"
_HANDLE = r"(?<![^\W_])[@＠]\w++"
_DOTTED = (
    f"(?<![^\\W_])(?:{_LETTER}(?:\\.{_LETTER})++|{_LETTER}{{1,3}}(?>(?:\\.{_LETTER}{{1,3}}){{2,}}))"
    f"(?!{_MARKED})"
)

# The pattern of a word. Marks are taken in one run, letter or no letter after it, so that none
# is looked at twice.
WORD = f"{_LETTERS}|[{MARKS}]++(?:{_LETTERS})?"

# What stands between two spaces, most of the time: one plain word in punctuation.
LONE_WORD = re.compile("[،؛؟«»\"'():!\\-.]*+([ء-غف-ي][ء-يً-ْ]*+)[،؛؟«»\"'():!\\-.]*+")
CHUNK = re.compile(f"{_DOTTED}|{WORD}|{_NUMBER}|{_TAG}|{_HANDLE}")
PIECE = re.compile(f"{WORD}|{_NUMBER}")
