"""Persons whom no list has, by the title before them: المبعوث الأميركي عاموس هوكشتاين."""

from typing import Final

from index.analysis.verbs import VERBS
from index.entities import classes
from index.entities.name_counts import name_counts
from index.entities.particles import SAINT
from index.entities.readings import Reading, is_lonely
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, words_of_class

_AFTER = words_of_class("after")
_MANY, _VERY_MANY = 20, 100
"""People with a given name from which on a word after it is a surname, after a title: one that
may be a surname, and any."""
_ARTICLE = "ال"
_ENDINGS = ("ات", "ين", "ون", "ان", "ه", "ها", "هم")
_THAT = frozenset({folded("إن"), folded("بأن")})
_WITHIN = frozenset(map(folded, ("في", "لدى")))
"""Words between a title and the institution of who has it: القيادي في حماس خليل الحية."""
_REACH: Final = 4
"""Words between a title and the name after it, all of them adjectives or fields of the office."""
_NO_NAME: Final = (
    classes.COMMON | classes.TITLE | classes.FUNCTION | classes.PARTICLE | classes.NISBA
)
_GIVEN: Final = classes.GIVEN | classes.WEAK | classes.FORENAME


def framed_person(sentence: Sentence, start: int) -> Span | None:
    """Return the person at ``start`` whom a title gives away.

    Two words or more that no table has are a name after a title. So are a given name that is also
    a country, and a word after it: رئيسة الوزراء الإيطالية جورجيا ميلوني; and a given name of very
    many with the word after it, though that be a noun: المتحدث العسكري يحيى سريع.
    """
    if not sentence.joined(start + 1):
        return None
    first, second = sentence.words[start].whole, sentence.words[start + 1].whole
    if first.key in _AFTER:
        return None  # الرئيس الفرنسي آنذاك جاك شيراك
    called = _is_called(first, second) and _may_follow(second)
    if called and second.key.startswith(_ARTICLE) and _is_noun(second):
        called = _tells(sentence, start)  # النجم المصري صلاح الملعب, but خليل الحية إن
    if called and (_after_title(sentence, start) or _speaks(sentence, start)):
        return _span(sentence, start, start + 2)
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


def _is_called(word: Reading, second: Reading) -> bool:
    """Tell whether a word is the given name of very many, or of many before a surname."""
    people = name_counts().get(word.key)
    other = classes.COMMON | classes.TITLE | classes.PARTICLE | classes.NISBA
    least = _MANY if second.classes & classes.SURNAME else _VERY_MANY
    if people is None or word.key == SAINT:
        return False
    return people.given >= least and not word.classes & other


def _may_follow(word: Reading) -> bool:
    """Tell whether a word may be a surname by its form: no title, verb or particle."""
    other = classes.TITLE | classes.FUNCTION | classes.PARTICLE | classes.SPEECH | classes.NISBA
    other |= classes.ORG | classes.PLACE_NOUN | classes.HEAD
    attached = word.key[0] in "وفبلك" and not word.classes & classes.BORNE
    verb = word.key in VERBS or (word.key[0] == "س" and word.key[1:] in VERBS)
    inflected = word.shown.endswith(_ENDINGS) and not word.classes & classes.BORNE  # سعيد هيئات
    return not (word.classes & other or attached or verb or inflected or word.key in _AFTER)


def _is_noun(word: Reading) -> bool:
    """Tell whether the tables have a word as a common one and as no given name."""
    return bool(word.classes & classes.COMMON) and not word.classes & (
        classes.UNSEEN | classes.FORENAME
    )


def _speaks(sentence: Sentence, start: int) -> bool:
    """Tell whether two words stand between a verb of saying and what is said: قال يحيى سريع إن."""
    if not start or not sentence.joined(start) or not _tells(sentence, start):
        return False
    return bool(sentence.words[start - 1].classes & classes.SPEECH)


def _tells(sentence: Sentence, start: int) -> bool:
    """Tell whether *that* follows two words: what somebody says."""
    return sentence.joined(start + 2) and sentence.words[start + 2].whole.key in _THAT


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
        if own & classes.HEAD and at and sentence.words[at - 1].whole.key in _WITHIN:
            at -= 2
            continue
        if not (own & classes.NISBA or sentence.words[at].whole.key.startswith("ال")):
            return False
        at -= 1
    return False
