"""Names that the tagger marks: mended at their edges, and left out where they are none."""

from typing import Final

from index.entities import classes
from index.entities.clusters import word_clusters
from index.entities.edges import (
    is_attached,
    is_epithet,
    is_foreign_epithet,
    is_joined,
    is_titles,
    person_edges,
    stands_before,
)
from index.entities.features import bare_key, digits_alike, word_key
from index.entities.following import is_accusative, is_dual, is_thing, with_pronoun
from index.entities.gazetteer import in_address
from index.entities.name_lists import ALWAYS, name_lists
from index.entities.nameless import is_no_org
from index.entities.namesakes import is_place_of_somebody, is_somewhere_called
from index.entities.org_edges import is_letter_name, is_spelled, org_edges
from index.entities.particles import SAINT
from index.entities.place_edges import (
    is_and_another,
    is_described,
    is_place,
    is_quarter,
    place_edges,
)
from index.entities.quoted import (
    follows_paper,
    follows_quoted_head,
    follows_work,
    is_called_club,
    is_headed,
    is_of_club,
    is_quoted,
    is_strange,
    precedes_nationality,
)
from index.entities.readings import Reading, Word, strips
from index.entities.scanner import DASH, POINT, QUOTE
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, words_of_class
from index.facets import Kind

_NEAR: Final = 3
"""Words around a name that are looked at for letters of Persian."""
_LEAST: Final = 1.0
"""Margin of the tagger below which what begins with no given name is none."""
_LEAST_STRANGE: Final = 2.0
"""The same of a person of several words, none of which a table has as a name."""
_LEAST_ALONE: dict[Kind, float] = {"person": 1.5, "place": 2.0, "org": 2.0}
"""Margins below which a single word is none. Whether a person of one word is one, the other
articles say as well (:mod:`index.entities.evidence`)."""
_SURE: Final = 5.0
"""Margin from which on even a noun ends a name."""
_LEAD: Final = 3.0
"""Margin from which on the first word of a name is part of it, whatever the tables say."""
_ALONE: dict[Kind, float] = {"person": 3.0, "place": 4.0, "org": 4.0}
"""Margins from which on a single word that is also a common word is a name."""
_UNCUED, _UNCUED_FOREIGN, _UNCUED_QUOTED = 5.0, 3.0, 8.0
"""Margins from which on a name is an organisation that nothing but the tagger takes for one, one
of two foreign words, and one in quotes, which may be a film or a telephone."""
_PLAIN: Final = classes.COMMON | classes.GIVEN | classes.PARTICLE
_OWNERS: Final = classes.ORG | classes.PLACE_NOUN
"""Classes of nouns that no preposition follows before their name."""
_KEPT: Final = classes.GIVEN | classes.WEAK | classes.FAMILY | classes.HEAD | classes.BORNE
"""Classes that keep a proclitic from being stripped."""
_OF_SOMEBODY: Final = classes.GIVEN | classes.FORENAME | classes.FAMILY
"""Classes of words that are rather a person than an organisation: سعد."""
_GOD = folded("الله")
_BEFORE_DIVINE = words_of_class("divine")
_STORMS = words_of_class("storm")
_THINGS = words_of_class("thing")
_CLUB_WORDS = words_of_class("club-word")
_CLUB_HEADS = words_of_class("club-head")
_AND, _OR = "و", "أم"
_CUES = _CLUB_WORDS | words_of_class("source-word") | words_of_class("company-word")
_PUBLISHERS = frozenset(map(folded, ("وكالة", "صحيفة", "شركة", "قناة", "مجلة", "جريدة")))
"""Words after which a place is part of an institution's name: وكالة تونس افريقيا."""
_SETTLED = frozenset(map(folded, ("معتمدية", "بلدة", "قرية", "ولاية", "محافظة", "مقاطعة")))
"""Nouns of places that are no institutions."""
_AND_SON = "وبن"
_PROCLITICS = frozenset("بلو")
_CONJUNCTIONS = frozenset({"فإن", "إن", "أن", "لأن", "وإن", "وأن"})


def tagged_name(
    sentence: Sentence, start: int, end: int, kind: Kind, margin: float, lead: float
) -> Span | None:
    """Return words ``start`` to ``end``, which the tagger marks, as a name, or None.

    ``margin`` and ``lead`` are those of :class:`~index.entities.tagger.TaggedName`.
    """
    words = sentence.words
    while end - start > 1 and (
        words[start].whole.key == _AND
        or (kind == "person" and words[start].whole.shown in _CONJUNCTIONS)
        or (kind == "person" and is_titles(words[start].whole))
        or (lead < _LEAD and stands_before(words, start, kind) and not _is_dashed(sentence, start))
        or (kind == "person" and is_attached(words, start))
    ):
        start += 1
    if end - start > 1 and words[end - 1].whole.shown == _OR and not is_letter_name(words[end - 2]):
        end -= 1  # أوناي إيمري أم
    if kind == "person" and (
        is_of_club(words[start:end]) or precedes_nationality(sentence, start, end)
    ):
        return None
    if kind == "org" and _is_thing_s(words, start):
        return None  # بطاقة مايكرو إس دي, مسجد "السنة"
    if kind == "person" and end - start > 1 and is_headed(words[start]):
        kind = "org"  # معهد نايت
    if words[start].whole.key in _CLUB_HEADS or (
        kind == "person" and end - start > 1 and follows_paper(sentence, start)
    ):
        kind = "org"  # سبورتينغ بن عروس, مجلة جون أفريك
    if kind == "person" and is_called_club(words[start:end]):
        kind = "org"
    if kind == "person":
        if with_pronoun(words[start]) or _is_prayer(sentence, start, end):
            return None
        if start and sentence.joined(start) and words[start - 1].whole.key in _STORMS:
            return None  # العاصفة دانيال
        start, end = person_edges(sentence, start, end)
        start += end - start > 1 and is_epithet(words, start)
        start += end - start > 2 and is_foreign_epithet(words[start])
        if follows_work(sentence, start):
            return None
        if end - start == 2 and margin < _SURE and is_thing(words[end - 1].whole):
            return None
        if _is_people(words[start:end]) or (end - start == 1 and _follows_head(sentence, start)):
            return None
        if follows_quoted_head(sentence, start):
            return None
        if sentence.gaps[start + 1 : end].count(DASH) > 1:
            return None  # صلاح-ماني-فيرمينو
        if len({word.whole.key.isascii() for word in words[start:end]}) > 1:
            return None  # آيفون XR
        if is_place_of_somebody(sentence, start, end):
            return None
        if is_somewhere_called(sentence, start, end):
            kind = "place"
    elif kind == "org":
        if (
            end - start == 2
            and _are_of_person(first_reading(sentence, start), words[end - 1].whole)
            and not follows_paper(sentence, start)
        ):
            kind = "person"
        start, end = org_edges(sentence, start, end)
        if kind == "org" and is_no_org(words[start:end]):
            return None
        if sentence.gaps[start] == POINT and start and is_letter_name(words[start]):
            return None  # في.إم.إس
        if words[start].whole.key == SAINT:
            kind = "place"
            start, end = place_edges(sentence, start, end)
        elif is_place(sentence, start, end):
            kind = "place"
        elif end - start == 2 and words[start].among(_SETTLED) is not None:
            kind = "place"
            start += 1  # معتمدية السواسي
    elif kind == "place":
        start, end = place_edges(sentence, start, end)
        if is_described(words[start:end]):
            return None
        if _is_published(sentence, start, end) or (end - start == 1 and _is_club(sentence, start)):
            kind = "org"
        elif end - start == 2 and _is_called(sentence, start):
            kind = "person"
    if sentence.persian and any(w.persian for w in words[max(0, start - _NEAR) : end + _NEAR]):
        return None  # the tagger was taught no Persian
    if kind != "place" and is_spelled(words[start:end]):
        return None
    if end - start == 1 and words[start].whole.key.isascii() and in_address(sentence, start):
        return None
    first = first_reading(sentence, start)
    letter = words[start].whole.key[0]
    if kind == "person" and (letter == "ك" or (letter in "بف" and _is_nobodys(first))):
        first = words[start].whole  # بوبي is not وبي بي سي with a proclitic, nor كليمان ليمان
    if kind == "person" and first is words[start].whole and is_joined(words[start]):
        rest = first.key[1:]  # وسلافن بيليتش
        first = Reading(first.shown[1:], rest, name_lists().classes.get(rest, 0))
    given = first.classes & (classes.GIVEN | classes.FORENAME) and end - start > 1
    if margin < _LEAST and not (given and kind == "person"):
        return None
    if kind == "person" and not given and is_quoted(sentence, start, end, first, margin):
        return None
    if kind == "person" and margin < _LEAST_STRANGE and is_strange(sentence, start, end):
        return None
    if end - start == 1 and (
        margin < _LEAST_ALONE[kind] or (margin < _ALONE[kind] and _unlikely(first, kind))
    ):
        return None
    quoted = sentence.gaps[start] == QUOTE
    least = _UNCUED_QUOTED if quoted else _least_uncued(words[start:end])
    doubtful = kind == "org" and margin < least
    if doubtful and not _is_cued(sentence, start, end):
        return None
    if is_dual(words[start].whole) and all(is_dual(word.whole) for word in words[start:end]):
        return None
    quarter = kind == "place" and end - start == 2 and is_quarter(first.key)
    if quarter or (kind == "place" and end - start == 1 and is_and_another(sentence, start, first)):
        first = Reading(first.shown[1:], first.key[1:], first.classes)
    name = sentence.shown(first, start, end)
    return Span(start, end, kind, name, listed=False) if name.strip() else None


def _is_thing_s(words: list[Word], start: int) -> bool:
    """Tell whether a name that begins with no noun follows that of a thing: لبطاقة."""
    before = words[start - 1].whole.key if start else ""
    thing = before in _THINGS or (before[:1] in _PROCLITICS and before[1:] in _THINGS)
    return thing and not words[start].classes & _OWNERS


def _is_dashed(sentence: Sentence, start: int) -> bool:
    """Tell whether a dash joins the two words after a word, as in Korean names: يون يونغ-تشان."""
    return start + 2 < len(sentence.words) and sentence.gaps[start + 2] == DASH


def _is_nobodys(word: Reading) -> bool:
    """Tell whether a word is the first one of listed places or institutions, and nobody's."""
    listed = name_lists().by_first.get(word.key, ())
    own = word.classes & (classes.NAME | classes.BORNE)
    return bool(listed) and not own and all(name.kind != "person" for name in listed)


def _are_of_person(first: Reading, last: Reading) -> bool:
    """Tell whether two words are a given name, or that of a listed person, and a surname."""
    names = name_lists().by_first.get(first.key, ())
    surname = last.classes & (classes.FAMILY | classes.SURNAME)
    begins = (
        first.classes & (classes.GIVEN | classes.FORENAME)
        or (
            first.classes & classes.PARTICLE and surname  # دو بروين
        )
        or (names and all(name.kind == "person" for name in names))
    )
    ends = last.classes & (classes.UNKNOWN | classes.FAMILY) and not last.classes & classes.COMMON
    return bool(begins and ends) and not first.classes & classes.ORG


def _follows_head(sentence: Sentence, start: int) -> bool:
    """Tell whether a word stands right after the head of an institution: معهد هادسون."""
    before = sentence.words[start - 1].classes if start and sentence.joined(start) else 0
    return bool(before & (classes.STRONG_ORG | classes.WEAK_ORG) and not before & classes.TITLE)


def _is_people(words: list[Word]) -> bool:
    """Tell whether words are many people, or a verb and a country: محافظون, تأمر أبوظبي."""
    first, last = words[0].whole, words[-1].whole
    table = name_lists().classes
    if len(words) == 1:
        others = len(first.key) > 5 and f"{first.key[:-2]}ين" in table
        return first.key.endswith("ون") and others and not first.classes & classes.NAME
    places = name_lists().alone.get(last.key, ())
    somewhere = any(name.kind == "place" and name.name and name.guard == ALWAYS for name in places)
    named = last.classes & (classes.NAME | classes.SURNAME) or first.classes & _OF_SOMEBODY
    listed = places and all(name.kind == "org" and name.guard == ALWAYS for name in places)
    made = listed and first.classes & classes.COMMON and not first.classes & classes.GIVEN
    return len(words) == 2 and ((somewhere and not named) or bool(made))  # هاتف سامسونغ


def _least_uncued(words: list[Word]) -> float:
    foreign = len(words) == 2 and not any(word.whole.classes & _PLAIN for word in words)
    return _UNCUED_FOREIGN if foreign else _UNCUED


def _is_cued(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a tagged organisation has a head noun, or stands after one or a club's word.

    A listed name inside, or several letters (إي.دي.إف), will do as well.
    """
    words = sentence.words
    quoted = sentence.gaps[start] == QUOTE
    spelled = end - start > 2 and (not quoted or any(map(is_letter_name, words[start:end])))
    listed = name_lists().by_first.get(words[start].whole.key, ())
    known = words[start].classes & classes.ORG or any(
        name.kind == "org" and (name.guard == ALWAYS or not name.rest) for name in listed
    )
    club = words[start].whole.key in _CLUB_HEADS and end - start > 1
    if known or spelled or club or words[start].whole.key.isascii():
        return True
    if not start or (not sentence.joined(start) and quoted):
        return False
    before = words[start - 1]
    return before.among(_CUES) is not None or bool(before.classes & classes.ORG)


def _is_club(sentence: Sentence, at: int) -> bool:
    """Tell whether an unlisted word stands where a club does: مدافع كورينثيانز."""
    if not at or not sentence.joined(at) or sentence.words[at].classes & classes.HEAD:
        return False
    return sentence.words[at - 1].among(_CLUB_WORDS) is not None


def _is_published(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether an unlisted place stands where an agency's or a firm's name does."""
    if not start or not sentence.joined(start) or end - start == 1:
        return False
    return sentence.words[start - 1].among(_PUBLISHERS) is not None


def _is_called(sentence: Sentence, start: int) -> bool:
    """Tell whether two words are somebody's, after no noun of place: بقبلي الهادي سليمان."""
    first, last = sentence.words[start].whole, sentence.words[start + 1].whole
    before = sentence.words[start - 1].classes if start and sentence.joined(start) else 0
    if before & (classes.PLACE_NOUN | classes.NAMED | classes.CUE):
        return False
    names = classes.GIVEN | classes.FORENAME
    own = last.classes & (classes.GIVEN | classes.FAMILY) and not last.classes & classes.HEAD
    return bool(first.classes & names and own) and not first.classes & (
        classes.HEAD | classes.PARTICLE | classes.COMMON
    )


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
    if kind == "org" and _is_epithet_alone(first):
        return True  # السينغالي
    if kind == "org" and first.classes & _OF_SOMEBODY and not first.classes & classes.HEAD:
        return True
    own = classes.COMMON | (classes.GIVEN | classes.WEAK if kind == "person" else 0)
    return bool(first.classes & own) or is_accusative(first)


def _is_epithet_alone(first: Reading) -> bool:
    """Tell whether a word is a definite adjective in ي: السنغالي, but not الصفاقسي, a club."""
    form = first.key.startswith("ال") and first.key.endswith("ي") and first.classes & classes.COMMON
    return bool(form) and not name_lists().alone.get(first.key)


def first_reading(sentence: Sentence, start: int) -> Reading:
    """Return the first word of a name without its proclitics: دمشق for لدمشق."""
    word = sentence.words[start]
    if start and sentence.joined(start) and sentence.words[start - 1].classes & _OWNERS:
        return word.whole  # شركة لسان, ولاية بادن
    if word.bare is not None:
        return word.bare
    key, table = digits_alike(word.whole.key), name_lists().classes
    if not key:
        return word.whole
    names = classes.GIVEN | classes.FORENAME
    if key[0] == "و" and table.get(key[1:], 0) & names and not table.get(key, 0):
        return Reading(word.whole.shown[1:], key[1:], table[key[1:]])  # وجو غوميز
    if key == _AND_SON:
        return Reading("بن", "بن", table["بن"])
    bare = next((rest for rest in strips(key) if table.get(rest, 0) & classes.PARTICLE), None)
    if bare is None and not word.whole.classes & (_KEPT | classes.COMMON):
        bare = bare_key(key, word_clusters().rank)
        if bare is not None and (bare[0] == "و" or key[0] in "فك"):
            bare = bare if table.get(bare, 0) & _KEPT else None  # بوبي, فيفي
    if bare is None:
        return word.whole
    shown = next((rest for rest in strips(word.whole.shown) if word_key(rest) == bare), bare)
    return Reading(shown, bare, table.get(bare, 0))
