"""Given names before what is found of somebody: كامل إدريس, هيربرت ووكر بوش, مسرور بارزاني."""

from collections.abc import Iterator
from typing import Final

from index.analysis.verbs import VERBS
from index.entities import classes
from index.entities.name_counts import name_counts
from index.entities.name_lists import name_lists
from index.entities.particles import FOREIGN
from index.entities.persons import is_somebody
from index.entities.readings import Reading, Word
from index.entities.scanner import DASH, SPACE
from index.entities.sentence import Sentence, Span

_ARTICLE, _AND = "ال", "و"
_SYLLABLE: Final = 4
"""Most letters of a Korean or Chinese surname."""
_MANY: Final = 10
"""People with a given name from which on a word after a definite one is it, though a noun too."""
_VERY_MANY: Final = 100
"""People with a given name from which on a title after it may be a surname."""
_FAMILIES: Final = classes.GIVEN | classes.FAMILY | classes.SURNAME
_NO_SURNAME: Final = classes.GIVEN | classes.FORENAME | classes.PARTICLE | classes.COMMON


def has_forename(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a given name stands right before a name that is somebody's.

    A name that begins with أبو or بن goes on before as one of a single word does. Where the given
    name is a noun too, a definite word stands before it, of which it is then neither an adjective
    nor what belongs to it: الدكتورة بشرى أبو جبارة.
    """
    if not start or sentence.gaps[start] != SPACE:
        return False
    words = sentence.words
    before, first = words[start - 1], words[start].whole
    if _is_syllable(sentence, start, end) or _goes_before_particle(before.whole, first):
        return True
    if _is_and_forename(before) and not first.key.startswith(_AND):
        return True
    alone = end - start == 1
    if alone and is_forename(before):
        return True
    if not alone and not first.classes & (classes.PARTICLE | classes.FAMILY):
        return False
    if first.key.startswith(_AND) and not first.classes & _FAMILIES:
        return False
    if not alone and first.classes & classes.PARTICLE and is_forename(before):
        return not is_somebody(before.whole)
    if alone and (not first.classes & _FAMILIES or is_somebody(first)):
        return False
    if start < 2 or not sentence.joined(start - 1):
        return False
    definite = words[start - 2].whole.key.startswith(_ARTICLE)
    return definite and _may_be_called(before.whole)


def has_title_for_surname(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a title after a given name is the surname, since nobody is named after it.

    واختار حسين الشيخ نائبا له.
    """
    if end - start > 1 or not sentence.joined(end):
        return False
    words = sentence.words
    title, people = words[end].whole, name_counts().get(words[start].whole.key)
    near = title.classes & classes.NEAR and title.key.startswith(_ARTICLE)
    if not near or people is None or people.given < _VERY_MANY:
        return False
    if not sentence.joined(end + 1):
        return True
    following = words[end + 1].whole
    plain = following.classes & (classes.FUNCTION | classes.COMMON)
    names = classes.NAME | classes.BORNE | classes.PARTICLE | classes.HEAD | classes.TITLE
    return bool(plain) and not following.classes & names and following.key[:2] != _ARTICLE


def _is_and_forename(word: Word) -> bool:
    """Tell whether a word is *and* with a given name, after which no other's name begins."""
    other = word.after_and()
    given = other is not None and other.classes & classes.GIVEN
    return bool(given) and not word.whole.classes & (_FAMILIES | classes.COMMON)


def _is_syllable(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a short word stands before two that a dash joins: كانغ كيونغ-هوا."""
    if end - start != 2 or sentence.gaps[start + 1] != DASH:
        return False
    before = sentence.words[start - 1].whole
    other = classes.COMMON | classes.TITLE | classes.FUNCTION | classes.NISBA
    return len(before.key) <= _SYLLABLE and not before.classes & other


def _goes_before_particle(before: Reading, first: Reading) -> bool:
    """Tell whether a name that begins with a foreign particle lacks its first: لولا دا سيلفا."""
    other = classes.TITLE | classes.FUNCTION | classes.NISBA | classes.HEAD | classes.SPEECH
    if name_lists().classes.get(_ARTICLE + before.key, 0) & classes.COMMON:
        return False  # حياة فان غوخ
    called = classes.GIVEN | classes.FORENAME | classes.WEAK | classes.UNKNOWN
    if before.key.startswith(_AND):
        return False
    return first.key in FOREIGN and bool(before.classes & called) and not before.classes & other


def with_last_names(sentence: Sentence, one: Span, other: Span) -> Iterator[Span]:
    """Yield two persons side by side as one where neither is whole: جورج هيربرت ووكر بوش.

    The first ends in a given name, or the second is one word; that begins with no given name.
    """
    if one.kind != "person" or other.kind != "person" or one.listed or other.listed:
        return
    if one.end != other.start or sentence.gaps[other.start] != SPACE or one.end - one.start != 2:
        return
    first = sentence.words[other.start]
    if first.bare is not None or first.classes & _NO_SURNAME or is_somebody(first.whole):
        return
    last = sentence.words[one.end - 1].whole
    if other.end - other.start > 1 and not last.classes & (classes.GIVEN | classes.FORENAME):
        return
    name = f"{one.name} {sentence.shown(first.whole, other.start, other.end)}"
    yield Span(one.start, other.end, "person", name, listed=False)


def is_of_another(sentence: Sentence, span: Span) -> bool:
    """Tell whether a listed short name is that of another, whose given name is before it.

    مسرور بارزاني is not مسعود بارزاني.
    """
    start = span.start
    if span.end - start > 1 or not span.listed or not start or sentence.gaps[start] != SPACE:
        return False
    before = sentence.words[start - 1].whole
    other = classes.COMMON | classes.WEAK | classes.TITLE | classes.PARTICLE | classes.HEAD
    called = before.classes & (classes.GIVEN | classes.FORENAME) and not before.classes & other
    return bool(called) and before.key not in VERBS and before.shown not in span.name.split()


def is_forename(word: Word) -> bool:
    """Tell whether a word is a given name and hardly anything else: not طالب, not لصالح."""
    whole, bare = word.whole.classes, word.bare.classes if word.bare is not None else 0
    other = classes.COMMON | classes.WEAK | classes.TITLE | classes.PARTICLE
    return bool(
        (whole & classes.GIVEN and not whole & classes.PARTICLE)
        or (whole & classes.FORENAME and not whole & other)
        or (bare & classes.GIVEN and not whole & classes.COMMON)
    )


def _may_be_called(word: Reading) -> bool:
    """Tell whether a word is a given name of many, whatever else it may be."""
    if word.key.startswith(_ARTICLE) or word.classes & (classes.FUNCTION | classes.PARTICLE):
        return False
    people = name_counts().get(word.key)
    return people is not None and people.given >= _MANY
