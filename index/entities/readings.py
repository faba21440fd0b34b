"""What a written word may be: its own classes, and those of what attached particles leave."""

import re
from array import array
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.analysis import fold
from index.entities import classes as lx
from index.entities.keys import bare_word
from index.entities.scanner import Distinct, Ints, plain
from index.entities.tables import recently_folded

_TANWEEN = ("\u064b", "\u064bا")
_COMPOUND = ("وال", "بال", "فال", "كال", "لل", "وبال", "ولل", "فلل", "وكال")
_PARTICLES = frozenset("وفبلك")
_SUFFIXES = ("ها", "هم", "هما", "ين", "ون", "ات", "نا", "ه", "ان", "وا", "يه", "ا", "ت", "ي")
_INFLECTED = ("سي", "ست", "سن", "سا", "ي", "ت", "ن", "ا")


_PARTICIPLE = re.compile("م[^اوي]{3,}ا")
"""محتسبا, مستغربا: in the accusative, and no long vowel that a foreign name would have."""
_POSSESSED = ("تها", "تهم", "يها", "يهم")
_PERSIAN = frozenset("یکگپچژ")
"""Letters of Persian: its sentences are read for listed names only."""


class Form(NamedTuple):
    """One reading of a word: how it is shown, its folded form, its classes (lexicon bits)."""

    shown: str
    key: str
    flags: int


class Word(NamedTuple):
    """A distinct word: its whole form, its form without و ب ل ك ف, and the classes of both."""

    whole: Form
    bare: Form | None
    flags: int
    families: tuple[tuple[str, Form], ...]
    """What it would be as a short name (its key without article), for each of its readings."""
    persian: bool = False

    def form(self, mask: int) -> Form | None:
        """The first form that has one of the classes of ``mask``."""
        if self.whole.flags & mask:
            return self.whole
        if self.bare is not None and self.bare.flags & mask:
            return self.bare
        return None


def strips(shown: str) -> list[str]:
    """What may be left of a word when attached particles come off, the most likely first."""
    found: list[str] = []
    if shown[0] not in _PARTICLES:
        return found
    stems = [shown]
    if shown[0] in "وف" and len(shown) > 3:
        stems.append(shown[1:])
        found.append(shown[1:])
    for stem in stems:
        if stem.startswith("لل"):
            found.append("ال" + stem[2:])
        if stem[0] in "بلك" and len(stem) > 3:
            found.append(stem[1:])
    return found


def _rests(shown: str, key: str) -> list[tuple[str, str]]:
    """What may be left of a word, as shown and folded: folding seldom moves a letter."""
    rests = strips(shown)
    keys = rests if key == shown else strips(key)
    if len(shown) != len(key) or len(rests) != len(keys):
        keys = [fold(rest) for rest in rests]
    return list(zip(rests, keys, strict=True))


def _bare(rests: list[Form], own: int) -> Form | None:
    """The first of ``rests`` that is known, to a word whose own classes are ``own``."""
    wanted = lx.KNOWN & ~(lx.WEAK | lx.FAMILY) if own & lx.COMMON else lx.KNOWN
    return next((form for form in rests if form.flags & wanted and len(form.key) >= 3), None)


def _common(key: str, flags: dict[str, int]) -> bool:
    """Whether an unseen word is an inflection of a common one."""
    stems = [key]
    if key[0] in "وفبلكس" and len(key) > 4:
        stems.append(key[1:])
    for stem in stems:
        verbal = stem is key or key[0] not in "بك"  # no preposition before a verb
        if flags.get(stem, 0) & lx.COMMON:
            return True
        for ending in _SUFFIXES if stem.endswith(_SUFFIXES) else ():
            if stem.endswith(ending) and len(stem) - len(ending) >= 3:
                base = stem[: -len(ending)]
                if flags.get(base, 0) & lx.COMMON or flags.get(base + "ه", 0) & lx.COMMON:
                    return True
        for start in _INFLECTED if verbal and stem.startswith(_INFLECTED) else ():
            if stem.startswith(start) and flags.get(stem[len(start) :], 0) & lx.COMMON:
                return len(stem) - len(start) >= 3
    return False


class Vocabulary:
    """What the words of ``words`` may be, understood at first sight (some 650 bytes a word)."""

    def __init__(self, words: Distinct) -> None:
        self._flags = lx.lexicon().flags
        self._distinct = words
        self._words: list[Word] = []
        self._word_flags = array("I")
        self.by_end: dict[str, list[int]] = {}
        """Key of a short name -> the numbers of the written words that may be it."""

    def read(self, numbers: Ints) -> tuple[list[Word], npt.NDArray[np.uint32]]:
        """What each of the words of some texts may be, given by their numbers; its flags too."""
        words = self._words
        for number, raw in enumerate(self._distinct.met[len(words) :], len(words)):
            word = self._read(raw)
            words.append(word)
            self._word_flags.append(word.flags)
            for end, _ in word.families:
                self.by_end.setdefault(end, []).append(number)
        flags = np.frombuffer(self._word_flags, np.uint32)[numbers]
        return list(map(words.__getitem__, numbers.tolist())), flags

    def _read(self, raw: str) -> Word:
        flags = self._flags
        key = recently_folded(raw)
        shown = raw if raw == key else plain(raw)
        if shown == "على" or not key:
            whole = Form(shown, key, lx.COMMON | lx.FUNCTION)
            return Word(whole, None, whole.flags, ())
        own = flags.get(key, 0)
        if shown == "إمام":
            own = lx.FAMILY | lx.COMMON  # no أمام
        if raw.endswith(_TANWEEN):
            own = lx.COMMON  # دوماً is no town
        persian = not _PERSIAN.isdisjoint(raw)
        if persian:
            own = own & lx.HEAD | lx.COMMON
        rests = [Form(rest, part, flags.get(part, 0)) for rest, part in _rests(shown, key)]
        bare = None if own & lx.KNOWN & ~lx.SPEECH else _bare(rests, own)
        if not own and bare is None:
            own = self._unseen(key)
        whole = Form(shown, key, own)
        families = tuple(
            [(bare_word(f.key), f) for f in (whole, *rests) if not f.flags & lx.FUNCTION]
        )
        flags_of_both = own | (bare.flags & lx.KNOWN if bare else 0)
        return Word(whole, bare, flags_of_both, families, persian)

    def _unseen(self, key: str) -> int:
        if not "ء" <= key[0] <= "ي" or len(key) < 2:
            return lx.COMMON
        if key.startswith(_COMPOUND) or (key[0] == "م" and _PARTICIPLE.fullmatch(key)):
            return lx.COMMON
        if len(key) > 5 and key.endswith(_POSSESSED):
            return lx.COMMON
        if _common(key, self._flags):
            return lx.COMMON | lx.UNSEEN
        return lx.UNKNOWN
