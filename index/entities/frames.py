"""Persons whom no list has, by the title before them: المبعوث الأميركي عاموس هوكشتاين."""

from typing import Final

from index.entities import classes
from index.entities.readings import Reading, is_lonely
from index.entities.sentence import Sentence, Span
from index.entities.tables import words_of_class

_AFTER = words_of_class("after")
_REACH: Final = 4
"""Words between a title and the name after it, all of them adjectives or fields of the office."""
_NO_NAME: Final = (
    classes.COMMON | classes.TITLE | classes.FUNCTION | classes.PARTICLE | classes.NISBA
)
_GIVEN: Final = classes.GIVEN | classes.WEAK | classes.FORENAME


def framed_person(sentence: Sentence, start: int) -> Span | None:
    """Return the person at ``start`` whom a title gives away.

    Two words or more that no table has are a name after a title. So are a given name that is also
    a country, and a word after it: رئيسة الوزراء الإيطالية جورجيا ميلوني.
    """
    if not sentence.joined(start + 1):
        return None
    first, second = sentence.words[start].whole, sentence.words[start + 1].whole
    if first.key in _AFTER:
        return None  # الرئيس الفرنسي آنذاك جاك شيراك
    own = first.classes
    country = own & classes.HEAD and own & _GIVEN and not own & classes.NISBA
    if not (country or _unheard_of(first) or is_lonely(first)):
        return None
    known = country and second.classes & (classes.UNSEEN | classes.SURNAME)
    known = known and not second.classes & classes.PARTICLE  # حصة بن قردان
    if not (known or _unheard_of(second)) or not _after_title(sentence, start):
        return None
    if country:
        return _span(sentence, start, start + 2)
    end = start + 2
    while sentence.joined(end) and _unheard_of(sentence.words[end].whole):
        end += 1
    return _span(sentence, start, end)


def _span(sentence: Sentence, start: int, end: int) -> Span:
    name = sentence.shown(sentence.words[start].whole, start, end)
    return Span(start, end, "person", name, listed=False)


def _unheard_of(word: Reading) -> bool:
    """Tell whether a word is in no table but those of names, nor looks like *and* with a word."""
    return (
        bool(word.classes & (classes.UNKNOWN | classes.SURNAME))
        and not word.classes & (_NO_NAME | classes.HEAD)
        and not word.key.startswith("و")
        and len(word.key) > 2
    )


def _after_title(sentence: Sentence, start: int) -> bool:
    """Tell whether a title stands before a word, with nothing but its adjectives between."""
    at = start - 1
    while at >= max(0, start - _REACH) and sentence.joined(at + 1):
        own = sentence.words[at].classes
        if own & classes.TITLE:
            return True
        if not (own & classes.NISBA or sentence.words[at].whole.key.startswith("ال")):
            return False
        at -= 1
    return False
