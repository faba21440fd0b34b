"""Open words: those that neither the lexicon nor a list knows, and the forms they may take.

Whether ``وزيلينسكي`` is و + ``زيلينسكي`` no shipped table can tell, but an index that has both
words can. The root view therefore keeps an open stem as a *form key* in which everything at its
beginning that may be a proclitic stands last: ``زيلينسكي``, ``وزيلينسكي`` and ``بزيلينسكي`` are
neighbours in the dictionary of any index, and a query finds them by one look at the range where
they begin alike. Nothing is decided when a word is indexed, so it does not matter which form an
index saw first.
"""

from typing import Final, NamedTuple

from index.analysis.lexicon import lexicon
from index.analysis.proper_names import FOREIGN, LISTED, WHOLE
from index.patterns import pattern

MARK: Final = "\x1f"
"""Separates the two parts of a form key; sorts before all letters."""

_LEAST: Final = 3
"""Minimum number of letters of an open word, and of what a form key begins with."""

_ARABIC: Final = pattern("[ء-ي]+")
_PROCLITIC: Final = pattern(f"(?:ال(?=[ء-ي]{{{_LEAST}}})|[وفبكل](?=[ء-ي]{{{_LEAST}}}))*")
"""Letters at the beginning of a word that may be proclitics, in any order."""

_LEGAL: Final = pattern("[وف]?(?:[بكل]?(?:ال)?|لل)")
"""Proclitics in the order in which they may stand.

ل and the article are written لل; in لألتمان the article is a name's own beginning, folded.
"""

_ENDINGS: Final = (
    "هما", "كما", "تين", "تان", "ات", "ون", "ين", "ان", "ها", "هم", "هن", "نا", "كم", "وا", "يه",
    "ه",
)  # fmt: skip
"""Endings of nouns and verbs, folded: plurals, duals, pronouns, feminine, nisba."""

_FEMININE_ENDINGS: Final = ("ات", "تين", "تان", "ته", "تها", "تهم", "تهما", "تنا", "تكم")
"""Endings that stand in the place of teh marbuta, folded."""


class Affixes(NamedTuple):
    """What a form has before and behind the word it is a form of."""

    proclitics: str
    ending: str


def is_open(stem: str) -> bool:
    """Tell whether a term of the stem view is an Arabic word that no shipped table knows."""
    if len(stem) < _LEAST or stem in LISTED or stem in WHOLE or stem in FOREIGN:
        return False
    strength = lexicon().strength
    if not _ARABIC.fullmatch(stem) or strength(stem, 0):
        return False
    return not (stem[-1] == "ه" and strength(stem[:-1] + "ة", 0))


def form_key(stem: str) -> str:
    """Return the term of the root view for an open stem."""
    start = _start(stem)
    return stem[start:] + MARK + stem[:start]


def stem_of(key: str) -> str | None:
    """Return the open stem of a form key, None of any other term of the root view."""
    rest, mark, before = key.partition(MARK)
    return before + rest if mark else None


def shared_beginning(stem: str) -> str:
    """Return what the form keys of a word and of all its forms begin with."""
    rest = stem[_start(stem) :]
    for ending in _ENDINGS:
        if rest.endswith(ending) and len(rest) - len(ending) >= _LEAST:
            return rest[: -len(ending)]
    return rest


def affixes(word: str, form: str) -> Affixes | None:
    """Return what an open form has around a word, None when it is no form of it.

    ``affixes("مكناس", "وبمكناس")`` is ``("وب", "")``.
    """
    if word[-1] == "ه":
        found = _around(word[:-1], form, _FEMININE_ENDINGS)
        if found:
            return found
    return _around(word, form, ("", *_ENDINGS))


def _around(word: str, form: str, endings: tuple[str, ...]) -> Affixes | None:
    at = form.find(word)
    while at >= 0:
        before, behind = form[:at], form[at + len(word) :]
        if behind in endings and before + behind and _LEGAL.fullmatch(before):
            return Affixes(before, behind)
        at = form.find(word, at + 1)
    return None


def _start(stem: str) -> int:
    found = _PROCLITIC.match(stem)
    return found.end() if found else 0
