"""Readings of a written word: the word as it stands, and what is left without its proclitics."""

import re
from array import array
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.analysis import fold
from index.entities import classes
from index.entities.keys import bare_word
from index.entities.name_lists import name_lists
from index.entities.scanner import Ints, WordNumbers, plain
from index.entities.tables import recently_folded

_TANWEEN = ("\u064b", "\u064bا")
_COMPOUND = ("وال", "بال", "فال", "كال", "لل", "وبال", "ولل", "فلل", "وكال")
"""Proclitics with the article: an unlisted word that begins with them is no name."""
_PROCLITICS = frozenset("وفبلك")
_SUFFIXES = ("ها", "هم", "هما", "ين", "ون", "ات", "نا", "ه", "ان", "وا", "يه", "ا", "ت", "ي")
_PREFIXES = ("سي", "ست", "سن", "سا", "ي", "ت", "ن", "ا")
"""Prefixes of the future and the imperfect."""
_PARTICIPLE = re.compile("م[^اوي]{3,}ا")
"""Participle in the accusative (محتسبا، مستغربا), without the long vowels of a foreign name."""
_POSSESSED = ("تها", "تهم", "يها", "يهم")
_PERSIAN = frozenset("یکگپچژ")
"""Letters of Persian; in Persian words only listed names are looked for."""
_SHORTEST = 3
"""Letters that must be left of a word when proclitics or suffixes come off."""


class Reading(NamedTuple):
    """One reading of a word: as it is shown, folded, and its classes (bits)."""

    shown: str
    key: str
    classes: int


class Word(NamedTuple):
    """A distinct written word.

    ``whole`` is the word as it stands, ``bare`` the known word that is left without و ب ل ك ف,
    ``classes`` the classes of both. ``families`` are its readings as a short name of a person,
    each with its key without article.
    """

    whole: Reading
    bare: Reading | None
    classes: int
    families: tuple[tuple[str, Reading], ...]
    persian: bool = False

    def reading(self, mask: int) -> Reading | None:
        """Return the first reading that has one of the classes of ``mask``."""
        if self.whole.classes & mask:
            return self.whole
        if self.bare is not None and self.bare.classes & mask:
            return self.bare
        return None


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


def _rests(shown: str, key: str) -> list[tuple[str, str]]:
    """Return what may be left of a word, as shown and folded."""
    rests = strips(shown)
    keys = rests if key == shown else strips(key)
    if len(shown) != len(key) or len(rests) != len(keys):  # folding moved a letter, which is rare
        keys = [fold(rest) for rest in rests]
    return list(zip(rests, keys, strict=True))


def _bare(rests: list[Reading], own: int) -> Reading | None:
    """Return the first of ``rests`` that is known; ``own`` are the classes of the whole word."""
    wanted = classes.KNOWN
    if own & classes.COMMON:
        wanted &= ~(classes.WEAK | classes.FAMILY)
    return next((r for r in rests if r.classes & wanted and len(r.key) >= _SHORTEST), None)


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
        for ending in _SUFFIXES if stem.endswith(_SUFFIXES) else ():
            if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST:
                base = stem[: -len(ending)]
                if common(base) or common(base + "ه"):
                    return True
        verbal = stem is key or key[0] not in "بك"  # no preposition stands before a verb
        for start in _PREFIXES if verbal and stem.startswith(_PREFIXES) else ():
            if stem.startswith(start) and common(stem[len(start) :]):
                return len(stem) - len(start) >= _SHORTEST
    return False


class WordReader:
    """Reads the words of ``numbers`` when they are first met (some 650 bytes a word)."""

    def __init__(self, numbers: WordNumbers) -> None:
        self._table = name_lists().classes
        self._numbers = numbers
        self._words: list[Word] = []
        self._classes = array("I")
        self.by_end: dict[str, list[int]] = {}
        """Key of a short name -> the numbers of the written words that may be it."""

    def read(self, numbers: Ints) -> tuple[list[Word], npt.NDArray[np.uint32]]:
        """Return the words that have ``numbers``, and their classes, both of shape ``(n,)``."""
        words = self._words
        for number, raw in enumerate(self._numbers.met[len(words) :], len(words)):
            word = self._read(raw)
            words.append(word)
            self._classes.append(word.classes)
            for end, _ in word.families:
                self.by_end.setdefault(end, []).append(number)
        found = np.frombuffer(self._classes, np.uint32)[numbers]
        return list(map(words.__getitem__, numbers.tolist())), found

    def _read(self, raw: str) -> Word:
        table = self._table
        key = recently_folded(raw)
        shown = raw if raw == key else plain(raw)
        if shown == "على" or not key:
            whole = Reading(shown, key, classes.COMMON | classes.FUNCTION)
            return Word(whole, None, whole.classes, ())
        own = table.get(key, 0)
        if shown == "إمام":
            own = classes.FAMILY | classes.COMMON  # its folded form is that of أمام
        if raw.endswith(_TANWEEN):
            own = classes.COMMON  # دوماً is no town
        persian = not _PERSIAN.isdisjoint(raw)
        if persian:
            own = own & classes.HEAD | classes.COMMON
        rests = [Reading(rest, part, table.get(part, 0)) for rest, part in _rests(shown, key)]
        kept = (classes.KNOWN | classes.SURNAME) & ~classes.SPEECH
        bare = None if own & kept else _bare(rests, own)
        if not own & ~classes.BORNE and bare is None:
            own |= self._unlisted(key)
        whole = Reading(shown, key, own)
        families = tuple(
            [(bare_word(r.key), r) for r in (whole, *rests) if not r.classes & classes.FUNCTION]
        )
        of_both = own | (bare.classes & classes.KNOWN if bare else 0)
        return Word(whole, bare, of_both, families, persian)

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
