"""Readings of a written word: the word as it stands, and what is left without its proclitics."""

import re
from array import array
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import Final, NamedTuple, final

import numpy as np
import numpy.typing as npt

from index.analysis import fold
from index.entities import classes
from index.entities.keys import DIVINE, bare_word
from index.entities.name_lists import name_lists
from index.entities.scanner import Ints, WordNumbers, plain
from index.entities.tables import words_of_class

_FUNCTION_AS_WRITTEN: Final = frozenset({"على", "وعلى", "فإن"})
"""Words that are no names as they are written, though they fold to one: علي, فان."""
_TANWEEN: Final = ("\u064b", "\u064bا")
_COMPOUND: Final = ("وال", "بال", "فال", "كال", "لل", "وبال", "ولل", "فلل", "وكال")
"""Proclitics with the article: an unlisted word that begins with them is no name."""
_PROCLITICS: Final = frozenset("وفبلك")
_AND: Final = "و"
_WHOLE: Final = (classes.KNOWN | classes.SURNAME) & ~classes.SPEECH
"""Classes of words that are not read without their first letters."""
_CALLED: Final = classes.GIVEN | classes.WEAK
"""Classes of the words that *and* stands before, though somebody's surname be the same: وعلي."""
_SUFFIXES: Final = {
    "ا": ("ها", "هما", "نا", "وا", "ا"),
    "م": ("هم",),
    "ن": ("ين", "ون", "ان"),
    "ت": ("ات", "ت"),
    "ه": ("ه", "يه"),
    "ي": ("ي",),
}
"""Endings of common words, by their last letter."""
_PREFIXES: Final = {
    "س": ("سي", "ست", "سن", "سا"),
    "ي": ("ي",),
    "ت": ("ت",),
    "ن": ("ن",),
    "ا": ("ا",),
}
"""Prefixes of the future and the imperfect, by their first letter."""
_INFLECTIONS = (
    "ه", "ها", "هم", "هما", "هن", "ات", "ين", "ون", "ان", "ا", "نا", "وا", "يه", "ت", "تين"
)  # fmt: skip
"""Endings of other forms of a word."""
_IMPERFECT = "يتنا"
"""First letters of the imperfect."""
_PARTICIPLE = re.compile("م[^اوي]{3,}ا")
"""Participle in the accusative (محتسبا، مستغربا), without the long vowels of a foreign name."""
_POSSESSED: Final = ("تها", "تهم", "يها", "يهم")
_PERSIAN: Final = ("ی", "ک", "گ", "پ", "چ", "ژ")
"""Letters of Persian; in Persian words only listed names are looked for."""
ALONE: Final = 1 << 0
LATER: Final = 1 << 1
SECOND: Final = 1 << 2
PERSIAN: Final = 1 << 3
"""Marks of words, as bits: it is a listed name; the second word of one; it may be the second word
of a person; it has letters that Arabic has not."""
_AFTER_GIVEN: Final = classes.FAMILY | classes.SURNAME | classes.UNKNOWN | classes.UNSEEN
_AFTER_FIRST: Final = DIVINE | words_of_class("ordinal")
"""Classes of second words of persons, and such words."""
_SHORTEST: Final = 3
"""Letters that must be left of a word when proclitics or suffixes come off."""


@final
class Reading:
    """One reading of a word: as it is shown, folded, and its classes (bits). It never changes."""

    __slots__ = ("classes", "key", "shown")

    def __init__(self, shown: str, key: str, classes: int) -> None:
        """Take what a reading is."""
        self.shown = shown
        self.key = key
        self.classes = classes


@final
class Word:
    """A distinct written word, which never changes.

    ``whole`` is the word as it stands, ``bare`` the known word that is left without و ب ل ك ف,
    ``classes`` the classes of both. ``persian``: it has letters that Arabic has not.
    """

    __slots__ = ("bare", "classes", "persian", "whole")

    def __init__(
        self, whole: Reading, bare: Reading | None, classes: int, persian: bool = False
    ) -> None:
        """Take what a word is."""
        self.whole = whole
        self.bare = bare
        self.classes = classes
        self.persian = persian

    def reading(self, mask: int) -> Reading | None:
        """Return the first reading that has one of the classes of ``mask``."""
        if self.whole.classes & mask:
            return self.whole
        if self.bare is not None and self.bare.classes & mask:
            return self.bare
        return None

    def among(self, keys: Container[str]) -> Reading | None:
        """Return the first reading that is one of some folded words."""
        if self.whole.key in keys:
            return self.whole
        return self.bare if self.bare is not None and self.bare.key in keys else None

    def after_and(self) -> Reading | None:
        """Return the known word behind *and*, when nothing else is attached to it: وعمر."""
        bare = self.bare
        return bare if bare is not None and self.whole.key == _AND + bare.key else None


def stand_at(words: list[Word], start: int, keys: tuple[str, ...]) -> bool:
    """Tell whether the words from ``start`` on are those that fold to ``keys``."""
    return tuple([word.whole.key for word in words[start : start + len(keys)]]) == keys


def strips(shown: str) -> list[str]:
    """Return what may be left of a word when proclitics come off, the most likely first."""
    found: list[str] = []
    if shown[0] not in _PROCLITICS:
        return found
    stems = [shown]
    if shown[0] in "وف" and len(shown) > _SHORTEST:
        stems.append(shown[1:])
        found.append(shown[1:])
    for stem in stems:
        if stem.startswith("لل"):
            found.append("ال" + stem[2:])
        if stem[0] in "بلك" and len(stem) > _SHORTEST:
            found.append(stem[1:])
    return found


def _rests(shown: str, key: str) -> Iterator[tuple[str, str]]:
    """Return what may be left of a word, as shown and folded."""
    rests = strips(shown)
    keys = rests if key == shown else strips(key)
    if len(shown) != len(key) or len(rests) != len(keys):  # folding moved a letter, which is rare
        keys = [fold(rest) for rest in rests]
    return zip(rests, keys, strict=True)


def short_names(word: Word) -> list[tuple[str, Reading]]:
    """Return the readings of a word as a short name, each with its key without article."""
    table, whole = name_lists().classes, word.whole
    rests = (Reading(rest, key, table.get(key, 0)) for rest, key in _rests(whole.shown, whole.key))
    return [(bare_word(r.key), r) for r in (whole, *rests) if not r.classes & classes.FUNCTION]


def _ends(key: str) -> list[str]:
    """Return the keys of the short names that a folded word may be."""
    if key[:1] not in _PROCLITICS:
        return [bare_word(key)]
    return [bare_word(rest) for rest in (key, *strips(key))]


def _inflects_common(key: str, table: dict[str, int]) -> bool:
    """Tell whether an unlisted word is an inflection of a common one."""

    def common(word: str) -> int:
        return table.get(word, 0) & classes.COMMON

    stems = [key]
    if key[0] in "وفبلكس" and len(key) > 4:
        stems.append(key[1:])
    for stem in stems:
        if common(stem):
            return True
        for ending in _SUFFIXES.get(stem[-1], ()):
            if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST:
                base = stem[: -len(ending)]
                if common(base) or common(base + "ه"):
                    return True
        verbal = stem is key or key[0] not in "بك"  # no preposition stands before a verb
        for start in _PREFIXES.get(stem[0], ()) if verbal else ():
            if stem.startswith(start) and common(stem[len(start) :]):
                return len(stem) - len(start) >= _SHORTEST
    return False


def is_lonely(word: Reading) -> bool:
    """Tell whether a word is frequent in one form alone: عاموس, beside which is no العاموس."""
    key = word.key
    if word.classes != classes.COMMON or len(key) < 5 or key.startswith(("ال", "و")):
        return False
    return _has_no_relatives(key)


@lru_cache(1 << 13)
def _has_no_relatives(key: str) -> bool:
    return name_lists().classes.keys().isdisjoint(relatives(key))


class ReadWords(NamedTuple):
    """What is said of words in a row; ``marks`` are :data:`ALONE` …; both have shape ``(n,)``."""

    classes: npt.NDArray[np.uint32]
    marks: npt.NDArray[np.uint8]


def relatives(word: str) -> set[str]:
    """Return the other forms that a folded word would have as a common noun or a verb."""
    stem = word[2:] if word.startswith("ال") else word
    forms = {stem, "ال" + stem, "لل" + stem}
    forms.update(word + ending for ending in _INFLECTIONS)
    forms.update(
        word[: -len(ending)]
        for ending in _INFLECTIONS
        if word.endswith(ending) and len(word) - len(ending) >= 3
    )
    if word.endswith("ه"):
        forms.update(word[:-1] + ending for ending in ("ات", "ته", "تها", "تهم", "ي"))
    if word[0] in _IMPERFECT:
        forms.update(letter + word[1:] for letter in _IMPERFECT)
    if word[0] in "وفبلكسيتنا" and len(word) > 3:
        forms.add(word[1:])
    return forms - {word}


class WordReader:
    """Reads the words of ``numbers`` when they are first met (some 650 bytes a word)."""

    def __init__(self, numbers: WordNumbers) -> None:
        self._lists = name_lists()
        self._table = name_lists().classes
        self._numbers = numbers
        self._words: list[Word] = []
        self._classes, self._marks = array("I"), array("B")
        self.by_end: dict[str, list[int]] = {}
        """Key of a short name -> the numbers of the written words that may be it."""

    def read(self, numbers: Ints) -> ReadWords:
        """Return what is said of the words that have ``numbers``, shape ``(n,)``."""
        words, by_end, known = self._words, self.by_end, len(self._words)
        new = zip(self._numbers.met[known:], self._numbers.keys[known:], strict=True)
        for number, (raw, key) in enumerate(new, known):
            words.append(self._read(raw, key))
            for end in _ends(key):
                by_end.setdefault(end, []).append(number)
        self._classes.extend([word.classes for word in words[known:]])
        self._marks.extend([self._marks_of(word) for word in words[known:]])
        return ReadWords(
            np.frombuffer(self._classes, np.uint32)[numbers],
            np.frombuffer(self._marks, np.uint8)[numbers],
        )

    def words(self, numbers: list[int]) -> list[Word]:
        """Return the words that have ``numbers``, which have been read."""
        words = self._words
        return [words[number] for number in numbers]

    def _marks_of(self, word: Word) -> int:
        whole, bare = word.whole, word.bare
        found = LATER * (whole.key in self._lists.later) + PERSIAN * word.persian
        if whole.classes & _AFTER_GIVEN or whole.key in _AFTER_FIRST:
            found |= SECOND
        if word.classes & (classes.HEAD | classes.CLUB):
            alone = self._lists.alone
            found |= ALONE * bool(alone.get(whole.key) or (bare and alone.get(bare.key)))
        return found

    def _read(self, raw: str, key: str) -> Word:
        shown = raw if raw == key else plain(raw)
        if shown in _FUNCTION_AS_WRITTEN or not key:
            own = classes.COMMON | classes.FUNCTION
            return Word(Reading(shown, key, own), None, own)
        own = self._table.get(key, 0)
        if shown == "إمام":
            own = classes.FAMILY | classes.COMMON  # its folded form is that of أمام
        if raw.endswith(_TANWEEN):
            own = classes.COMMON  # دوماً is no town
        persian = any(letter in raw for letter in _PERSIAN)
        if persian:
            own = own & classes.HEAD | classes.COMMON
        bare = None
        given = own & _WHOLE == classes.SURNAME and self._table.get(key[1:], 0) & _CALLED
        if shown[0] in _PROCLITICS and (not own & _WHOLE or (given and key[0] == _AND)):
            bare = self._bare(shown, key, own)
        if not own & ~classes.BORNE and bare is None:
            own |= self._unlisted(key)
        of_both = own | (bare.classes & classes.KNOWN if bare else 0)
        return Word(Reading(shown, key, own), bare, of_both, persian)

    def _bare(self, shown: str, key: str, own: int) -> Reading | None:
        """Return the first known word left of one whose classes are ``own``."""
        wanted = classes.KNOWN
        if own & classes.COMMON:
            wanted &= ~(classes.WEAK | classes.FAMILY)
        for rest, part in _rests(shown, key):
            known = self._table.get(part, 0)
            if known & wanted and len(part) >= _SHORTEST:
                return Reading(rest, part, known)
        return None

    def _unlisted(self, key: str) -> int:
        """Return the classes of a word that no table has."""
        if not "ء" <= key[0] <= "ي" or len(key) < 2:
            return classes.COMMON
        if key.startswith(_COMPOUND) or (key[0] == "م" and _PARTICIPLE.fullmatch(key)):
            return classes.COMMON
        if len(key) > 5 and key.endswith(_POSSESSED):
            return classes.COMMON
        if _inflects_common(key, self._table):
            return classes.COMMON | classes.UNSEEN
        return classes.UNKNOWN
