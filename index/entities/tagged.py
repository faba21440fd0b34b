"""Names that the tagger marks: mended at their edges, and left out where they are none."""

from index.entities import classes
from index.entities.clusters import word_clusters
from index.entities.edges import (
    is_spelled,
    org_edges,
    person_edges,
    place_edges,
    stands_before,
    with_pronoun,
)
from index.entities.features import bare_key, digits_alike, word_key
from index.entities.gazetteer import in_address
from index.entities.name_lists import name_lists
from index.entities.readings import Reading, Word, is_lonely, strips
from index.entities.scanner import DASH
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, words_of_class
from index.facets import Kind

_NEAR = 3
"""Words around a name that are looked at for letters of Persian."""
_LEAST, _LEAST_ALONE = 1.0, 2.0
"""Margins of the tagger below which what begins with no given name is none, and a single word."""
_SURE = 5.0
"""Margin from which on even a noun ends a name."""
_LEAD = 3.0
"""Margin from which on the first word of a name is part of it, whatever the tables say."""
_ALONE: dict[Kind, float] = {"person": 3.0, "place": 4.0, "org": 4.0}
"""Margins from which on a single word that is also a common word is a name."""
_KEPT = classes.GIVEN | classes.WEAK | classes.FAMILY | classes.HEAD | classes.BORNE
"""Classes that keep a proclitic from being stripped."""
_GOD = folded("الله")
_BEFORE_DIVINE = words_of_class("divine")
_STORMS = words_of_class("storm")
_FIRST_HALVES = frozenset(map(folded, ("كفر", "سانت", "سان", "بورت", "تل", "كوازولو")))
"""Words that are no place alone."""
_AREAS = ("قطاع", "منطقة", "سواحل", "ساحل", "شواطئ", "جبال", "سلسلة", "معسكر")
_SETTLEMENTS = words_of_class("settlement") | {folded(word) for word in _AREAS}
_AND_SON = "وبن"


def tagged_name(
    sentence: Sentence, start: int, end: int, kind: Kind, margin: float, lead: float
) -> Span | None:
    """Return words ``start`` to ``end``, which the tagger marks, as a name, or None.

    ``margin`` and ``lead`` are those of :class:`~index.entities.tagger.TaggedName`.
    """
    words = sentence.words
    while end - start > 1 and lead < _LEAD and stands_before(words, start, kind):
        start += 1
    if kind == "person":
        if with_pronoun(words[start]) or _is_prayer(sentence, start, end):
            return None
        if start and sentence.joined(start) and words[start - 1].whole.key in _STORMS:
            return None  # العاصفة دانيال
        start, end = person_edges(sentence, start, end)
        if end - start == 2 and margin < _SURE and _is_thing(words[end - 1].whole):
            return None
        if sentence.gaps[start + 1 : end].count(DASH) > 1:
            return None  # صلاح-ماني-فيرمينو
        if _follows_place_noun(sentence, start):
            kind = "place"
    elif kind == "org":
        if end - start == 2 and _are_of_person(words[start].whole, words[end - 1].whole):
            kind = "person"
        start, end = org_edges(sentence, start, end)
    elif kind == "place":
        start, end = place_edges(sentence, start, end)
        if _is_described(words[start:end]):
            return None
    if sentence.persian and any(w.persian for w in words[max(0, start - _NEAR) : end + _NEAR]):
        return None  # the tagger was taught no Persian
    if kind != "place" and is_spelled(words[start:end]):
        return None
    if end - start == 1 and words[start].whole.key.isascii() and in_address(sentence, start):
        return None
    first = first_reading(sentence, start)
    given = first.classes & (classes.GIVEN | classes.FORENAME) and end - start > 1
    if margin < _LEAST and not (given and kind == "person"):
        return None
    if end - start == 1 and (
        margin < _LEAST_ALONE or (margin < _ALONE[kind] and _unlikely(first, kind))
    ):
        return None
    if _is_dual(words[start].whole) and all(_is_dual(word.whole) for word in words[start:end]):
        return None
    name = sentence.shown(first, start, end)
    return Span(start, end, kind, name, listed=False) if name.strip() else None


def _are_of_person(first: Reading, last: Reading) -> bool:
    """Tell whether two words are a given name, or that of a listed person, and a surname."""
    names = name_lists().by_first.get(first.key, ())
    begins = first.classes & (classes.GIVEN | classes.FORENAME) or (
        names and all(name.kind == "person" for name in names)
    )
    ends = last.classes & (classes.UNKNOWN | classes.FAMILY) and not last.classes & classes.COMMON
    return bool(begins and ends) and not first.classes & classes.ORG


def _is_described(words: list[Word]) -> bool:
    """Tell whether words begin with a title, or are a noun and its adjective: فندق فاخر."""
    first, last = words[0].whole.classes, words[-1].whole
    if len(words) == 1:
        return words[0].whole.key in _FIRST_HALVES
    if first & classes.TITLE and not first & (classes.HEAD | classes.NAME):
        return True
    plain = last.classes & classes.COMMON and not last.classes & classes.HEAD
    adjective = plain and not last.key.startswith("ال") and not is_lonely(last)
    return len(words) == 2 and bool(first & classes.COMMON and adjective)


def _is_thing(word: Reading) -> bool:
    """Tell whether a word is a definite noun that nobody is called by: النتيجة."""
    borne = classes.NAME | classes.BORNE | classes.NISBA | classes.TITLE | classes.HEAD
    noun = word.key.startswith("ال") and word.key.endswith(("ه", "ات"))
    return noun and bool(word.classes & classes.COMMON) and not word.classes & borne


def _follows_place_noun(sentence: Sentence, start: int) -> bool:
    """Tell whether a name that begins with no given name stands after منطقة, بلدة."""
    if not start or not sentence.joined(start):
        return False
    names = classes.GIVEN | classes.FORENAME | classes.TITLE
    before = sentence.words[start - 1]
    after = any(r is not None and r.key in _SETTLEMENTS for r in (before.whole, before.bare))
    return after and not sentence.words[start].classes & names


def _is_prayer(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether words speak of God, and name nobody: حمد الله, إن شاء الله, رحمه الله.

    A name with الله stands after a title or a given name, or goes on with a family name, or is
    one of عبد: الشيخ فضل الله, رامي الحمد الله, عبد الله.
    """
    keys = [word.whole.key for word in sentence.words[start:end]]
    if _GOD not in keys:
        return False
    at = keys.index(_GOD)
    if at == 0:
        return True
    if at > 1 or keys[0].endswith(folded("عبد")):
        return False
    before = sentence.words[start - 1].classes if start and sentence.joined(start) else 0
    if before & (classes.TITLE | classes.GIVEN):
        return False
    return end - start == 2 or keys[0] not in _BEFORE_DIVINE


def _unlikely(first: Reading, kind: Kind) -> bool:
    """Tell whether a single word is no name unless the tagger is sure of it.

    Listed words are left to the gazetteer, which knows سورية from فصائل سورية.
    """
    own = classes.COMMON | (classes.GIVEN | classes.WEAK if kind == "person" else 0)
    return bool(first.classes & own) or _is_accusative(first)


def _is_accusative(reading: Reading) -> bool:
    """Tell whether an unlisted word is a common noun in the accusative: بئرا."""
    key, table = reading.key, name_lists().classes
    unlisted = not reading.classes & (classes.NAME | classes.NISBA | classes.BORNE)
    common = table.get(key[:-1], 0) & classes.COMMON
    return unlisted and len(key) > 3 and key[-1] == "ا" and bool(common)


def _is_dual(reading: Reading) -> bool:
    """Tell whether an unlisted word is a dual: عيادتان, but not طاجيكستان, كريستين."""
    key, listed = reading.key, reading.classes & (classes.NAME | classes.NISBA | classes.HEAD)
    return not listed and len(key) > 5 and key.endswith("تان") and not key.endswith("ستان")


def first_reading(sentence: Sentence, start: int) -> Reading:
    """Return the first word of a name without its proclitics: دمشق for لدمشق."""
    word = sentence.words[start]
    if start and sentence.joined(start) and sentence.words[start - 1].classes & classes.ORG:
        return word.whole  # شركة لسان
    if word.bare is not None:
        return word.bare
    key, table = digits_alike(word.whole.key), name_lists().classes
    if not key:
        return word.whole
    if key == _AND_SON:
        return Reading("بن", "بن", table["بن"])
    bare = next((rest for rest in strips(key) if table.get(rest, 0) & classes.PARTICLE), None)
    if bare is None and not word.whole.classes & (_KEPT | classes.COMMON):
        bare = bare_key(key, word_clusters().rank)
    if bare is None:
        return word.whole
    shown = next((rest for rest in strips(word.whole.shown) if word_key(rest) == bare), bare)
    return Reading(shown, bare, table.get(bare, 0))
