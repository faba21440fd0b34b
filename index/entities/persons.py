"""Persons that rules are sure of, whatever the tagger says."""

from typing import Final

from index.entities import classes
from index.entities.name_counts import name_counts
from index.entities.name_lists import ALWAYS, name_lists
from index.entities.particles import COMPOUND, KIN, SAINT
from index.entities.quoted import follows_paper, follows_work
from index.entities.readings import Reading, Word
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, words_of_class

_DIVINE = {folded(word) for word in ("الدين", "الله")}
_BEFORE_DIVINE = words_of_class("divine")
_MONARCHS = words_of_class("monarch")
_ORDINALS = words_of_class("ordinal")
_AFTER = words_of_class("after")
_NO_HOUSE = _AFTER | words_of_class("club-word")
_UNCLES = frozenset(map(folded, ("عم", "عمه", "عمها", "خال", "خاله", "خالها", "أخ", "أخيه")))
_ARTICLE = "ال"
_MANY: Final = 10
"""People with a given name from which on it is one before a family, though a word as well."""


def sure_person(sentence: Sentence, start: int) -> Span | None:
    """Return a person that the words at ``start`` name whatever stands around them.

    These are names with الله and a family name, a listed given name before a family name, and a
    monarch with his number (الملك فلان الثاني).
    """
    if not sentence.joined(start + 1) or follows_paper(sentence, start):
        return None
    first = sentence.words[start].whole
    second = sentence.words[start + 1].whole
    if sentence.words[start].among((SAINT,)) is not None:
        return None  # معتمد سيدي بوعلي
    given = sentence.words[start].reading(classes.GIVEN | classes.FORENAME | classes.WEAK)
    end = start
    if second.key in _DIVINE:
        if first.key in _BEFORE_DIVINE and sentence.joined(start + 2):
            end = start + 3 if _family(sentence.words[start + 2].whole) else start
    elif second.key in _ORDINALS and start and first.classes & classes.UNKNOWN:
        crowned = sentence.words[start - 1].whole.key in _MONARCHS and sentence.joined(start)
        end = start + 2 if crowned else start
    elif (
        given is not None
        and not _is_and_given(sentence.words[start + 1])
        and (
            _goes_together(given, second, titled=_is_titled(sentence, start))
            if given is first
            else _goes_together_attached(given, second, first)
        )
    ):
        first = given
        end = start + 2
        if sentence.joined(end):
            end += sentence.words[end].whole.key in _DIVINE  # ابراهيم نصر الله
    if end == start or follows_work(sentence, start):
        return None
    end = with_kin(sentence, with_origin(sentence, start, end))
    return Span(start, end, "person", sentence.shown(first, start, end), listed=False)


def _is_and_given(word: Word) -> bool:
    """Tell whether a word is *and* with a given name: وسام وعمر."""
    other = word.after_and()
    given = other is not None and other.classes & (classes.GIVEN | classes.FORENAME)
    return bool(given) and not word.whole.classes & classes.NAME


def _is_titled(sentence: Sentence, start: int) -> bool:
    """Tell whether a title stands right before a word."""
    before = sentence.words[start - 1] if start and sentence.joined(start) else None
    return before is not None and bool(before.classes & classes.TITLE)


def _goes_together(given: Reading, family: Reading, *, titled: bool) -> bool:
    """Tell whether a given name and the word after it are those of a person.

    ``titled``: a title stands before them.
    """
    if family.classes & classes.PARTICLE or given.classes & classes.NISBA:
        return False
    if family.classes & (classes.TITLE | classes.FUNCTION | classes.NISBA):
        return bool(given.classes & classes.GIVEN) and bool(family.classes & classes.FAMILY)
    if given.classes & classes.GIVEN:
        return _family(family) or bool(
            family.classes & classes.SURNAME
            and not family.classes & (classes.WEAK | classes.HEAD | classes.COMMON)
        )
    if (given.classes | family.classes) & (classes.TITLE | classes.SPEECH) or (
        given.classes & classes.HEAD or _is_place(family)
    ):
        return False
    if (
        titled
        and given.classes & classes.FORENAME
        and (_is_of_origin(family) or _is_always_definite(family))
    ):
        return True  # الشيخ حكمت الهجري, العقيد صادق الدويد
    if family.classes & classes.COMMON:
        return False
    doubtful = given.classes & (classes.WEAK | classes.COMMON)
    if doubtful and _is_house(family) and _is_of_many(given):
        return True  # مشعل الأحمد, يزن النعيمات
    if doubtful and not titled:
        return False  # حياة ساركوزي, خلف ستار: the tagger knows better
    if not given.classes & classes.FORENAME:
        return bool(family.classes & classes.SURE)
    if given.classes & classes.COMMON:
        return bool(family.classes & classes.FAMILY)
    return bool(family.classes & classes.SURNAME)


def _is_house(word: Reading) -> bool:
    """Tell whether a word is a family name with an article, and nothing else: النعيمات."""
    plain = not word.classes & ~(classes.BORNE | classes.NAME | classes.UNKNOWN)
    surname = word.classes & (classes.SURNAME | classes.FAMILY)
    return plain and bool(surname) and word.key.startswith(_ARTICLE)


def _is_of_many(word: Reading) -> bool:
    """Tell whether many have a word as a given name, and news has it without its article alone."""
    people = name_counts().get(word.key)
    many = people is not None and people.given >= _MANY
    definite = name_lists().classes.get(_ARTICLE + word.key, 0)
    return many and not definite & classes.COMMON


def _is_of_origin(word: Reading) -> bool:
    """Tell whether a word is a family name of the form of a nisba, and no listed nisba."""
    form = word.key.startswith("ال") and word.key.endswith("ي") and len(word.key) > 5
    return form and bool(word.classes & classes.SURNAME) and not word.classes & classes.NISBA


def _is_always_definite(word: Reading) -> bool:
    """Tell whether a word of no other table has no form without its article: الدويد."""
    plain = not word.classes & ~(classes.COMMON | classes.UNKNOWN)
    long = word.key.startswith(_ARTICLE) and len(word.key) > 5
    return plain and long and word.key[2:] not in name_lists().classes


def is_somebody(word: Reading) -> bool:
    """Tell whether a word alone is the listed short name of a person: ساركوزي."""
    listed = name_lists().alone.get(word.key, ())
    return any(name.kind == "person" and name.guard == ALWAYS for name in listed)


def _goes_together_attached(given: Reading, family: Reading, whole: Reading) -> bool:
    """Tell whether a given name after a proclitic and the word after it are those of a person.

    ``whole`` is the given name with its proclitic.
    """
    if family.classes & (classes.PARTICLE | classes.TITLE | classes.FUNCTION | classes.NISBA):
        return False
    if whole.classes & classes.COMMON and not given.classes & classes.GIVEN:
        return False  # وجود رونالدو
    known = classes.GIVEN | (classes.FORENAME if whole.key[0] == "و" else 0)
    if given.classes & known and family.classes & classes.FAMILY:
        return not family.classes & classes.COMMON or bool(given.classes & classes.GIVEN)
    common = 0 if family.classes & classes.UNKNOWN else classes.COMMON  # ويزن النعيمات
    return (
        family.key.startswith("ال")
        and bool(family.classes & classes.SURNAME)
        and not family.classes & classes.COMMON
        and not given.classes & common
        and not (given.classes | family.classes) & (classes.HEAD | classes.TITLE)
    )


def _is_place(word: Reading) -> bool:
    """Tell whether a word is listed as something else than a person's short name."""
    return any(listed.kind != "person" for listed in name_lists().alone.get(word.key, ()))


def _family(word: Reading) -> bool:
    """Tell whether a word is a family name, or unknown and of the form of one: الشولتاكي."""
    form = word.key.startswith("ال") and word.key.endswith(("ي", "يه")) and len(word.key) > 5
    return bool(word.classes & classes.FAMILY) or (form and bool(word.classes & classes.UNKNOWN))


def _goes_on(last: Reading, word: Reading) -> bool:
    """Tell whether a word that is a name and nothing else goes on with a person's name.

    علي حسن خليل; a listed short name does after what is none.
    """
    names = classes.GIVEN | classes.FAMILY | classes.SURNAME
    other = classes.COMMON | classes.WEAK | classes.TITLE | classes.NISBA | classes.PARTICLE
    house = word.classes & classes.SURNAME and word.key.startswith(_ARTICLE)
    if house and last.key.startswith(_ARTICLE) and not word.classes & (other & ~classes.COMMON):
        return word.key not in _NO_HOUSE  # مشعل الأحمد الجابر الصباح
    if not word.classes & names or word.classes & other:
        return False
    if word.key[0] in "وفبلك" and not word.classes & classes.GIVEN:
        return False
    if word.key in _AFTER or (is_somebody(last) and is_somebody(word)):
        return False
    return not word.classes & classes.HEAD or (is_somebody(word) and not is_somebody(last))


def with_origin(sentence: Sentence, start: int, end: int) -> int:
    """Return where a name ends with a family name of origin after it: طارق شنكال المصري."""
    if not sentence.joined(end) or sentence.words[end - 1].whole.classes & classes.SURE:
        return end
    word = sentence.words[end].whole
    masculine = word.key.startswith("ال") and word.key.endswith("ي")
    given = sentence.words[start].classes & classes.GIVEN
    return end + 1 if given and masculine and word.classes & classes.NISBA else end


def with_kin(sentence: Sentence, end: int) -> int:
    """Return where a name ends that goes on: with بن or آل, or with what can be a name alone."""
    words = sentence.words
    while sentence.joined(end) and _goes_on(words[end - 1].whole, words[end].whole):
        end += 1
    while sentence.joined(end) and sentence.joined(end + 1):
        after = sentence.words[end + 1].whole
        if sentence.words[end].whole.key not in KIN or after.classes & classes.FUNCTION:
            break
        if after.shown == _ARTICLE or after.key in _UNCLES:
            break  # صلاح ابن الـ 26 عاما, صدام ابن عم والده
        end += 2
        if after.key in COMPOUND and sentence.joined(end):
            end += 1
    return end
