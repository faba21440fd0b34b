"""Names that are nobody's by what stands around them: الفيلم «بلاك بانثر»."""

from typing import Final

from index.entities import classes
from index.entities.particles import FOREIGN
from index.entities.readings import Reading, Word
from index.entities.scanner import COMMA, QUOTE, SPACE
from index.entities.sentence import Sentence
from index.entities.tables import folded, rows, words_of_class

_ARTICLE, _AND = "ال", "و"
_PARTICLES = words_of_class("particle") - FOREIGN
"""Words that Arabs' names begin with."""
_BORNE: Final = classes.NAME | classes.BORNE
_NATIONAL = frozenset(folded(f"ال{adjective}") for _, _, adjective, *_ in rows("countries.tsv"))
"""Adjectives of states, which a club of no table may have after it."""
_CLUB_TAILS = words_of_class("club-tail")
_WARES = words_of_class("ware")
_WORKS = words_of_class("work") | _WARES
_PAPERS = frozenset(
    map(folded, ("وكالة", "صحيفة", "قناة", "مجلة", "جريدة", "دورية", "مصرف", "بنك"))
)
"""Words right after which even somebody's name is that of an institution: مجلة جون أفريك."""
_CALLED = frozenset(map(folded, ("المكنى", "المكنّى", "الملقب", "هما", "وهما")))
_CALLING: Final = classes.TITLE | classes.SPEECH
"""Classes of the words after which somebody stands, in quotes as well."""
_FIRST: Final = classes.GIVEN | classes.FORENAME | classes.PARTICLE
_LAST: Final = classes.FAMILY | classes.SURNAME | classes.NISBA
_REACH: Final = 3
"""Words between the noun of a work and its name: adjectives, or whose it is."""
_SURE: Final = 5.0
"""Margin of the tagger from which on a family name in quotes is somebody."""


def follows_work(sentence: Sentence, start: int) -> bool:
    """Tell whether a name at ``start`` is that of a work, a ship, a thing that is sold.

    It stands in quotes after such a noun and its adjectives, or without quotes right after what
    is sold, and begins with no given name: هاتف غالاكسي.
    """
    words, quoted = sentence.words, sentence.gaps[start] == QUOTE
    if words[start].whole.key in _WARES:
        return True
    if not quoted:
        return (
            start > 0
            and sentence.joined(start)
            and words[start - 1].whole.key in _WARES
            and not words[start].classes & _FIRST
        )
    for at in range(start - 1, max(-1, start - 2 - _REACH), -1):
        key = words[at].whole.key
        if key in _WORKS:
            return True
        own = words[at].classes
        if own & classes.TITLE or not (own & classes.NISBA or key.startswith("ال")):
            return False
        if not sentence.joined(at):
            return False
    return False


def follows_paper(sentence: Sentence, start: int) -> bool:
    """Tell whether a name stands where that of a newspaper or a bank does: right after مجلة."""
    if not start or not sentence.joined(start):
        return False
    return sentence.words[start - 1].among(_PAPERS) is not None


def follows_quoted_head(sentence: Sentence, start: int) -> bool:
    """Tell whether a name in quotes stands after the head of an institution: مدرسة "ساندي هوك"."""
    if not start or sentence.gaps[start] != QUOTE:
        return False
    before = sentence.words[start - 1].classes
    return bool(before & classes.ORG) and not before & classes.TITLE


def is_quoted(sentence: Sentence, start: int, end: int, first: Reading, margin: float) -> bool:
    """Tell whether words alone stand in quotes or brackets and are hardly a person.

    ``first`` is the first of them, ``margin`` that of the tagger.
    """
    alone = sentence.gaps[start] == QUOTE and not sentence.joined(end)
    if not alone or end - start == 1 or first.classes & classes.PARTICLE:
        return False
    if sentence.words[end - 1].whole.classes & _LAST and margin >= _SURE:
        return False
    before = sentence.words[start - 1] if start else None
    return before is None or not (before.classes & _CALLING or before.whole.key in _CALLED)


def is_strange(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether several words begin with no given name and end in no surname.

    A title, a verb of saying or an adjective of origin before them speaks for a person.
    """
    words = sentence.words
    known = words[start].classes & (_FIRST | classes.WEAK) or words[end - 1].whole.classes & _LAST
    if known or end - start == 1:
        return False
    before = words[start - 1].classes if start and sentence.gaps[start] in (SPACE, COMMA) else 0
    return not before & (_CALLING | classes.NISBA)


def is_of_club(words: list[Word]) -> bool:
    """Tell whether words are some of no table and a nationality, or duals: كاسيمباشا التركي."""
    last = words[-1].whole
    if len(words) == 1 or _is_of_somebody(words[:-1]):
        return False
    duals = (word.whole.key.endswith("ان") and not word.classes & _BORNE for word in words)
    return _is_of_state(last) or all(duals)


def precedes_nationality(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether several words are nobody's names and stand before a nationality, as a club's do.

    بريميرو دي أغوستو الأنغولي: a person's stands before his name.
    """
    if end - start == 1 or not sentence.joined(end) or _is_of_somebody(sentence.words[start:end]):
        return False
    return _is_of_state(sentence.words[end].whole)


def _is_of_somebody(words: list[Word]) -> bool:
    """Tell whether the first of some words is somebody's name, or أبو."""
    first = words[0]
    return bool(first.classes & _BORNE) or first.whole.key.removeprefix(_AND) in _PARTICLES


def is_called_club(words: list[Word]) -> bool:
    """Tell whether words end as the names of clubs do: مانشستر سيتي, يانغ سبورتس الكاميروني."""
    end = len(words) - _is_of_state(words[-1].whole)
    return end > 1 and words[end - 1].whole.key in _CLUB_TAILS


def _is_of_state(word: Reading) -> bool:
    """Tell whether a word says of which state a club is: الأنغولي."""
    if word.key in _NATIONAL:
        return True
    surname = word.classes & (classes.SURNAME | classes.FAMILY)  # البغدادي
    return word.key.startswith(_ARTICLE) and bool(word.classes & classes.ORIGIN) and not surname


def is_headed(word: Word) -> bool:
    """Tell whether a word is the head of an institution and nobody's name: معهد نايت."""
    head = word.whole.classes & (classes.STRONG_ORG | classes.WEAK_ORG)
    return bool(head) and not word.whole.classes & _BORNE
