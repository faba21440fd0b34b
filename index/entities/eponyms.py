"""What is named after people: جامعة الملك سعود, مطار الملك خالد الدولي, كأس الملك سلمان.

An institution is an organisation, a monument a place; an occasion (a cup, a prize) is neither, and
its name keeps the person in it from being one of the article.
"""

from typing import Final

from index.entities import classes
from index.entities.name_lists import name_lists
from index.entities.readings import Reading, stand_at
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, words_of_class
from index.entities.tails import ends_purpose, is_adjective
from index.facets import Kind

_INSTITUTIONS = words_of_class("institution")
_MONUMENTS = words_of_class("monument")
_OCCASIONS = words_of_class("occasion")
_TITLES = words_of_class("eponym-title")
_KIN = frozenset(map(folded, ("بن", "ابن", "بنت", "آل")))
_HALVES = frozenset(map(folded, ("عبد", "أبو", "أبي", "آل")))
_NUMBERS = words_of_class("ordinal")
_QUALITIES = frozenset(
    map(folded, ("العام", "العامة", "الكبير", "الكبرى", "المركزي", "المغطاة", "الجديد", "للجميع"))
)
"""Adjectives of institutions that do not end as nisbas do."""
_FINANCIAL = frozenset(map(folded, ("المالي", "المالية")))
"""Adjectives of institutions that are also those of a state."""
_TOWN = folded("مدينة")
_WAY, _FROM = folded("طريق"), folded("عن")
_INSTITUTES = frozenset(map(folded, ("الطبية", "العلمية", "الإعلامية", "للعلوم", "للطاقة")))
"""Words that make of a town (مدينة الملك فهد الطبية) an institution."""
_ATTACHED = ("ال", "و", "بال", "ل", "ب", "ف")
_NAMES: Final = classes.NAME | classes.BORNE


def match_eponym(sentence: Sentence, start: int) -> Span | None:
    """Return what is named after a person with a title, whose head noun is word ``start``.

    The name of an occasion is empty.
    """
    head = sentence.words[start].reading(classes.NAMED)
    if head is None or not sentence.joined(start + 1) or _is_by_way_of(sentence, start):
        return None
    at = start + 1
    while sentence.joined(at) and sentence.words[at].whole.key in _TITLES:
        at += 1
    if at > start + 1:
        end = _person_end(sentence, at)
    elif head.key in _INSTITUTIONS:
        end = _plain_person_end(sentence, at)
    else:
        end = at
    return None if end == at else _named(sentence, start, head, end)


def named_after(sentence: Sentence, person: Span) -> Span:
    """Return what is named after a person found (ملعب عمر حمادي), or the person if nothing is."""
    at = person.start - 1
    if at < 0 or not sentence.joined(person.start) or person.end - person.start < 2:
        return person
    head = sentence.words[at].reading(classes.NAMED)
    if head is None or _is_by_way_of(sentence, at):
        return person
    return _named(sentence, at, head, person.end)


def _is_by_way_of(sentence: Sentence, at: int) -> bool:
    """Tell whether a word is that of *by way of* somebody: عن طريق محمد صلاح."""
    before = sentence.words[at - 1].whole.key if at and sentence.joined(at) else ""
    return sentence.words[at].whole.key == _WAY and before == _FROM


def _person_end(sentence: Sentence, at: int) -> int:
    """Return where the name of a person ends that begins at ``at`` after a title."""
    first = sentence.words[at].whole if sentence.joined(at) else None
    if first is None or first.classes & classes.FUNCTION:
        return at
    if not first.classes & (_NAMES | classes.PARTICLE | classes.UNKNOWN):
        return at
    end = at + 1
    if first.key in _HALVES and sentence.joined(end):
        end += 1
    while sentence.joined(end) and sentence.joined(end + 1):
        if sentence.words[end].whole.key not in _KIN:
            break
        end += 2
        if sentence.words[end - 1].whole.key in _HALVES and sentence.joined(end):
            end += 1
    if sentence.joined(end):
        family = sentence.words[end].whole
        if family.key in _NUMBERS or (
            family.classes & (classes.FAMILY | classes.SURNAME)
            and not _qualifies(family)
            and not family.classes & (classes.TITLE | classes.HEAD | classes.NISBA)
        ):
            end += 1
    return end


def _plain_person_end(sentence: Sentence, at: int) -> int:
    """Return where the name of a person without title ends: a given and a family name."""
    first = sentence.words[at].whole
    if not first.classes & (classes.GIVEN | classes.FORENAME) or not sentence.joined(at + 1):
        return at
    if any(
        name.kind == "org" and name.rest and stand_at(sentence.words, at + 1, name.rest)
        for name in name_lists().by_first.get(first.key, ())
    ):
        return at  # نادي إيه سي ميلان
    end = _person_end(sentence, at)
    if end == at + 1:
        family = sentence.words[end].whole
        no_name = classes.FUNCTION | classes.SPEECH | classes.TITLE | classes.NISBA
        if family.classes & classes.COMMON and not family.classes & _NAMES:
            return at  # شركة رائدة عالميا
        end += not (family.classes & no_name or family.key.startswith(_ATTACHED))
    return end if end > at + 1 else at


def _qualifies(word: Reading) -> bool:
    """Tell whether a word after the person's name is an adjective of what is named after him."""
    own = word.key in _QUALITIES or word.key in _FINANCIAL
    return own or (is_adjective(word) and not word.classes & classes.ORIGIN)


def _named(sentence: Sentence, start: int, head: Reading, end: int) -> Span:
    """Return the whole name: head, person, adjectives, and what it is for."""
    first = end
    while sentence.joined(end) and _qualifies(sentence.words[end].whole):
        end += 1
    end = ends_purpose(sentence, end, devoted=True)
    if head.key in _OCCASIONS:
        return Span(start, end, "org", "", listed=True)
    kind: Kind = "place" if head.key in _MONUMENTS else "org"
    if head.key == _TOWN and any(
        sentence.words[at].whole.key in _INSTITUTES for at in range(first, end)
    ):
        kind = "org"
    return Span(start, end, kind, sentence.shown(head, start, end), listed=False)
