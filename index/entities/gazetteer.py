"""Listed names in a text: the longest that fits, guarded by what stands before it."""

from typing import Final

from index.entities import classes
from index.entities.clusters import word_clusters
from index.entities.name_lists import (
    AFTER_CLUB_WORD,
    AFTER_CUE,
    AFTER_PLACE_NOUN,
    ALWAYS,
    NOBODY,
    QUOTED,
    ListedName,
    name_lists,
)
from index.entities.readings import Reading
from index.entities.scanner import HASH, POINT, QUOTE, SLASH, STOP
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, words_of_class

_IN = ("ب", "وب", "فب")
"""Proclitics that a place may follow as it follows في."""
_LISTED: Final = classes.HEAD | classes.CLUB
_ARTICLE = "ال"
_ADDRESS = frozenset({POINT, SLASH})
"""Gaps that stand between the words of an address in the web."""
_SOURCE_WORDS = words_of_class("source-word")
_SETTLEMENTS = words_of_class("settlement")
_EVERYDAY: Final = 9000
"""Number of the most frequent words, of which a noun is no unlisted city."""
_WAYS = words_of_class("way")
_STREETS = _WAYS - frozenset(map(folded, ("حي", "أحياء", "سجن", "ملعب", "قلعة")))
_PLURALS = tuple(consonant + ending for consonant in "ركنتلد" for ending in "زس")
"""Endings of English plurals, after a consonant."""
_AFTER_WORDS = frozenset({ALWAYS, AFTER_CUE, AFTER_PLACE_NOUN})
"""Guards of names that are no papers'."""
_REGIONS = frozenset(map(folded, ("المناطق", "المنطقة", "المدن", "المدينة", "القرى", "القرية")))
"""Nouns of places with an article, after which an adjective is more likely than a name."""
_CLUB_WORDS = words_of_class("club-word")
_TEAM_WORDS = _CLUB_WORDS - frozenset(map(folded, ("صفوف", "قائد", "جمهور", "جماهير", "أنصار")))
_CROWDS = words_of_class("crowd")
"""Clubs' names that are people too: صفوف الطلبة, قائد الجيش."""
_BEFORE_AN_ORG: Final = classes.WEAK_ORG | classes.STRONG_ORG | classes.TITLE | classes.SPEECH
"""Classes of the words after which an ambiguous name is an organisation: قناة، مراسل، قال."""


class Gazetteer:
    """Looks up the listed name that begins at a word."""

    def __init__(self) -> None:
        self._lists = name_lists()

    def match(self, sentence: Sentence, start: int, *, sure: bool = False) -> Span | None:
        """Return the longest listed name at word ``start``.

        ``sure``: a name is known to stand there, so that no guard is asked.
        """
        word = sentence.words[start]
        whole = word.whole
        if whole.key.isascii() and in_address(sentence, start):
            return None
        best: Span | None = None
        joined = sentence.joined(start + 1)
        following = sentence.words[start + 1].whole.key if joined else None
        for reading in (whole,) if word.bare is None else (whole, word.bare):
            if not reading.classes & _LISTED:
                continue
            key = reading.key
            goes_on = joined and following in self._lists.second[key]
            for listed in (self._lists.by_first if goes_on else self._lists.alone)[key]:
                rest = listed.rest
                end = start + 1 + len(rest)
                if best is not None and end <= best.end:
                    break
                if rest:
                    if not _goes_on(sentence, start, rest):
                        continue
                elif listed.kind == "place" and describes(sentence, start):
                    continue
                if rest and listed.kind == "org" and _qualifies(sentence, start):
                    continue
                if (
                    (listed.guard == ALWAYS and not listed.before)
                    or sure
                    or _allowed(sentence, start, listed)
                ):
                    shown = listed.name or sentence.shown(reading, start, end)
                    name = "" if listed.name == NOBODY else shown
                    best = Span(start, end, listed.kind, name, bool(listed.name))
                    break
        return best if best is None or best.kind != "place" else _team(sentence, best)


def _team(sentence: Sentence, place: Span) -> Span:
    """Return a place, or the team of it that an English plural names: تورونتو رابتورز."""
    if not sentence.joined(place.end):
        return place
    word = sentence.words[place.end]
    plural = word.whole.classes == classes.UNKNOWN and word.whole.key.endswith(_PLURALS)
    if not plural or word.bare is not None:
        return place
    after = sentence.words[place.end + 1].whole if sentence.joined(place.end + 1) else word.whole
    if after is not word.whole and after.classes & (classes.UNKNOWN | classes.SURNAME):
        return place  # المبعوث إلى اليمن هانس غروندبرغ
    return Span(place.start, place.end + 1, "org", f"{place.name} {word.whole.shown}", listed=False)


def in_address(sentence: Sentence, index: int) -> bool:
    """Tell whether a word is part of an address in the web: pic.twitter.com."""
    return not _ADDRESS.isdisjoint(sentence.gaps[index : index + 2])


def _goes_on(sentence: Sentence, start: int, rest: tuple[str, ...]) -> bool:
    """Tell whether the words after ``start`` are those of ``rest``."""
    at = start
    for key in rest:
        at += 1
        if not sentence.joined(at) or sentence.words[at].whole.key != key:
            return False
    return True


def _allowed(sentence: Sentence, start: int, listed: ListedName) -> bool:
    """Tell whether the words before let an ambiguous name be one."""
    end = start + 1 + len(listed.rest)
    if listed.guard == QUOTED:
        return _is_source(sentence, start, end)
    alone = listed.kind == "org" and listed.guard != AFTER_CLUB_WORD
    if alone and _set_apart(sentence, start, end):
        return True
    if start == 0 or not sentence.joined(start):
        return False
    before = sentence.words[start - 1]
    if listed.guard == AFTER_CLUB_WORD:
        crowd = sentence.words[start].whole.key in _CROWDS
        return before.among(_TEAM_WORDS if crowd else _CLUB_WORDS) is not None
    if listed.before:
        return listed.before == before.whole.key
    word = sentence.words[start]
    if word.bare is not None:
        cue = listed.kind == "place" and word.whole.key.startswith(_IN)
        return cue and listed.guard == AFTER_CUE
    if listed.kind == "org":
        return bool(before.classes & _BEFORE_AN_ORG)
    if before.classes & classes.PLACE_NOUN:
        settled = before.among(_SETTLEMENTS - _WAYS) is not None
        ways = _STREETS if listed.name else _WAYS
        if before.among(ways) is not None:
            return not word.whole.classes & (classes.COMMON | classes.NAME)  # شارع الشهداء
        return settled or bool(listed.name) or not _is_noun(word.whole)
    return listed.guard == AFTER_CUE and bool(before.whole.classes & classes.CUE)


def _is_noun(word: Reading) -> bool:
    """Tell whether an indefinite word is a noun of everyday: منطقة وقف, but not منطقة هجين."""
    noun = word.classes & classes.COMMON and not word.key.startswith("ال")
    return bool(noun) and word_clusters().rank.get(word.key, _EVERYDAY) < _EVERYDAY


def _is_source(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether words in quotes are a source: ذكرت «الرياض», لـ«الشرق الأوسط»."""
    if sentence.gaps[start] != QUOTE or sentence.joined(end) or start == 0:
        return False
    before = sentence.words[start - 1]
    others = name_lists().alone.get(sentence.words[start].whole.key, ())
    other = end == start + 1 and any(
        name.kind == "org" and name.guard in _AFTER_WORDS for name in others
    )
    said = bool(before.classes & classes.SPEECH) and not other  # "الجزيرة", the channel
    return said or before.whole.key in _SOURCE_WORDS


def describes(sentence: Sentence, start: int) -> bool:
    """Tell whether a nisba agrees with the noun before it: الناشطة السعودية is no country."""
    word = sentence.words[start].whole
    form = word.key.startswith("ال") and word.key.endswith("يه")  # الشريعة المحمدية
    before = sentence.words[start - 1].whole.key if start else ""
    if before in _REGIONS and word.key.startswith(_ARTICLE) and word.key.endswith("ه"):
        return sentence.joined(start)  # المناطق الرطبة
    if not (word.classes & classes.NISBA or form) or start == 0:
        return False
    return sentence.joined(start) and before.startswith("ال") and before.endswith(("ه", "ات"))


def _qualifies(sentence: Sentence, start: int) -> bool:
    """Tell whether a name's first word is an adjective of the one before: القضاء المصري اليوم."""
    origin = sentence.words[start].whole.classes & classes.ORIGIN
    return bool(origin and sentence.joined(start) and start) and (
        sentence.words[start - 1].whole.key.startswith(_ARTICLE)
    )


def _set_apart(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether words stand in quotes or brackets, in a hashtag, or alone on a line."""
    gap = sentence.gaps[start]
    closed = not sentence.joined(end)
    return closed and (gap in (QUOTE, HASH) or (gap == STOP and end == len(sentence.words)))
