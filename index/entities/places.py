"""Places by pattern: unknown words after بلدة، قرية، جزيرة, and airports, crossings, bases."""

from index.entities import classes
from index.entities.place_edges import foreign_end
from index.entities.sentence import Sentence, Span
from index.entities.tables import words_of_class

_SETTLEMENTS = words_of_class("settlement")
_ENGLISH = words_of_class("english")
_QUARTER, _MOUNTAIN = "حي", "جبل"
_FACILITIES = words_of_class("facility")
_KINDS = words_of_class("facility-kind")
_NOUNS = ("يه", "ات")
"""Endings of words that make of a facility something else: قاعدة فقهية, قاعدة بيانات."""


def match_place(sentence: Sentence, start: int) -> Span | None:
    """Return the unknown word at ``start`` when a noun such as بلدة stands right before it."""
    if start == 0 or not sentence.joined(start):
        return None
    word, before = sentence.words[start], sentence.words[start - 1]
    if not word.whole.classes & classes.UNKNOWN or len(word.whole.key) < 4:
        return None
    if before.whole.key == _QUARTER and word.whole.key.endswith("اني"):
        return None  # حي استيطاني
    if before.among(_SETTLEMENTS) is None:
        return None
    if before.whole.key == _MOUNTAIN:
        name = sentence.shown(before.whole, start - 1, start + 1)
        return Span(start - 1, start + 1, "place", name, listed=False)
    end = start + 1
    while sentence.joined(end) and sentence.words[end].whole.key in _ENGLISH:
        end += 1  # بلدة درافيتس تاون
    end = foreign_end(sentence, start, end)
    return Span(start, end, "place", sentence.shown(word.whole, start, end), listed=False)


def match_facility(sentence: Sentence, start: int) -> Span | None:
    """Return a place whose noun is part of its name: مطار حلب الدولي, معبر نصيب, قاعدة حميميم."""
    head = sentence.words[start].among(_FACILITIES)
    if head is None or not sentence.joined(start + 1):
        return None
    named = sentence.words[start + 1].whole
    end = start + 2
    kind = sentence.joined(end) and sentence.words[end].whole.key in _KINDS
    if named.classes & (classes.HEAD | classes.UNKNOWN | classes.NAME) and kind:
        end += 1
    elif not named.classes & classes.UNKNOWN or named.key.endswith(_NOUNS):
        return None
    end = foreign_end(sentence, start, end)
    return Span(start, end, "place", sentence.shown(head, start, end), listed=False)
