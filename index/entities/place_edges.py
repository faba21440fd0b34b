"""Where places that the tagger marks in part, or too far, begin and end, and which are none."""

from typing import Final

from index.entities import classes
from index.entities.following import is_done, is_known_attached
from index.entities.name_lists import ALWAYS, name_lists
from index.entities.particles import SAINT
from index.entities.readings import Reading, Word, is_lonely, stand_at
from index.entities.scanner import QUOTE
from index.entities.sentence import Sentence
from index.entities.tables import folded, words_of_class

_PLACE_PREFIXES = words_of_class("place-prefix")
_NAMES: Final = classes.NAME | classes.BORNE
_COUNTRY = folded("الريف")
_STATES, _STRIP = folded("دول"), folded("قطاع")
_FEATURES = words_of_class("facility") | {folded(w) for w in ("خليج", "نهر", "بحيرة", "قلعة")}
"""Nouns of places whose name goes on with them: خليج قابس."""
_PARTS, _ENGLISH = words_of_class("part"), words_of_class("english")
_ENDS = words_of_class("place-end")
"""Foreign nouns that end the name of a place: غوديسون بارك."""
_FACILITIES = words_of_class("facility") - {folded("سجن")}
_SAINTS = frozenset(map(folded, ("النبي", "الشيخ", "أولاد"))) | {SAINT}
"""First words of many towns, which are no place alone."""
_QUARTERS = frozenset(map(folded, ("حي", "بحي", "لحي", "وحي")))
_PARTICLES = "بلو"
_OTHER_WORDS = ("ها", "هم", "ون", "تين", "هما")
"""Endings of Arabic nouns and verbs that no table has."""
_IN, _AFTER_B = "ب", "اويرلن"
"""The preposition *in*, and the letters with which a foreign word goes on that begins as it."""
_LEAST: Final = 3
"""Letters of a word of no table that goes on with one."""
_MOST: Final = 3
"""Most words of a foreign place."""
_LINKS = words_of_class("foreign-link") | {folded(word) for word in ("دي", "دو", "لا", "لو")}
_NAMED: Final = classes.HEAD | classes.UNKNOWN | classes.CUE | classes.NISBA
"""Classes of words that are no mere nouns before a place."""
_OWNERS: Final = classes.ORG | classes.PLACE_NOUN | classes.CUE | classes.FUNCTION
"""Classes of words after which a place is no second one."""
_LYING = words_of_class("lying")
_HALF, _ISLANDS = folded("شبه"), frozenset(map(folded, ("الجزيرة", "جزيرة", "القارة")))
_HALVES = words_of_class("place-half")
"""Words that are no place alone."""
_BUILDINGS = words_of_class("facility") - words_of_class("institution")
_OF_PLACES = frozenset(map(folded, ("شرطة", "منتخب", "لمنتخب")))
"""Words before places that are no nouns of place."""
_ARTICLE, _AND, _AND_OF = "ال", "و", folded("وذي")


def place_edges(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a tagged place begins and ends, without adjectives of origin: جدة السعودية.

    What begins with سان or نيو goes on: سانت بطرسبرغ. States together are no place: دول البلطيق.
    """
    words = sentence.words
    if end - start > 1 and words[start].whole.key.endswith(_STATES):
        start += 1
    start += _is_before_place(words, start, end)
    own = words[start].classes
    if end - start > 1 and words[end - 1].whole.classes & classes.ORG:
        end -= 1  # تل أبيب حركة
    end = _without_rest(words, start, end)
    while end - start > 1 and words[end - 1].whole.classes & classes.ORIGIN:
        general = own & (classes.CUE | classes.NISBA) or words[start].whole.key[:2] == _ARTICLE
        listed = own & (classes.HEAD | classes.UNKNOWN) or not general
        if not listed or words[end - 1].whole.key[:2] != _ARTICLE:
            break
        end -= 1
    noun = end - start == 1 and own & classes.PLACE_NOUN and sentence.joined(end)
    if noun and words[start].among(_FEATURES) is not None:
        following = words[end].whole.classes  # خليج قابس
        named = following & (classes.UNKNOWN | classes.HEAD | _NAMES)
        end += bool(named) and not following & (classes.ORG | classes.FUNCTION | classes.CUE)
    if end - start == 1 and words[start].whole.key in _PLACE_PREFIXES and sentence.joined(end):
        end += bool(words[end].whole.classes & (classes.UNKNOWN | classes.HEAD))
    if start and sentence.joined(start) and _goes_before(words, start, end):
        start -= 1
    end = _with_rest(sentence, start, end)
    return start, foreign_end(sentence, start, end)


def _goes_before(words: list[Word], start: int, end: int) -> bool:
    """Tell whether the word before a place is part of its name: سان ماركو, سيدي بنور, حي الورد."""
    before, first = words[start - 1].whole.key, words[start].whole
    if words[start].bare is not None and not first.classes & classes.HEAD:
        return False  # الشيخ بالمحمدية
    if before in _PLACE_PREFIXES or before in _SAINTS:
        return True
    noun = end - start == 1 and first.key.startswith(_ARTICLE) and first.classes & classes.COMMON
    return before in _QUARTERS and bool(noun) and not first.classes & classes.HEAD


def foreign_end(sentence: Sentence, start: int, end: int) -> int:
    """Return where a place ends that goes on with words of no table: ولاية ميناس جيرايس.

    A noun of place stands before it, or begins it as that of a stadium does.
    """
    words = sentence.words
    before = words[start - 1].classes if start and sentence.joined(start) else 0
    facility = words[start].among(_FACILITIES) is not None
    if not (before & classes.PLACE_NOUN or (facility and end - start > 1)):
        return end
    if words[end - 1].whole.classes & (classes.HEAD | classes.ORIGIN | classes.FUNCTION):
        return end
    titled = any(word.classes & classes.TITLE for word in words[max(0, start - 3) : start - 1])
    if titled and start > 1 and not facility:
        return end  # حاكم ولاية ميشيغن ريك سنايدر
    first = start + facility
    if first < end - 1 and _listed_place(words, first, end):
        return end
    while sentence.joined(end) and end - first < _MOST:
        linked = words[end].whole.key in _LINKS and sentence.joined(end + 1)
        if linked and words[end + 1].whole.classes & classes.UNKNOWN:
            end += 2  # نوتردام دي لاند
        elif _is_foreign(words[end], facility=facility):
            end += 1
        else:
            break
    return end


def _is_foreign(word: Word, *, facility: bool) -> bool:
    """Tell whether a word goes on with a foreign name; after a stadium it may be a surname."""
    whole = word.whole
    if whole.key in _ENDS:
        return True
    surname = facility and not whole.classes & (classes.COMMON | classes.FORENAME)
    names = classes.UNKNOWN | ((classes.FAMILY | classes.SURNAME) if surname else 0)
    if word.bare is not None or not whole.classes & names or len(whole.key) < _LEAST:
        return False
    if not whole.key.isalpha() or whole.classes & (classes.GIVEN | classes.FORENAME):
        return False
    if whole.key[0] == _IN and whole.key[1] not in _AFTER_B:
        return False  # طنطانة بشط مريم
    if whole.key.startswith((_AND, _ARTICLE)) or whole.key.endswith(_OTHER_WORDS):
        return False
    return not (is_done(whole.key) or is_known_attached(whole.key))


def _is_before_place(words: list[Word], start: int, end: int) -> bool:
    """Tell whether a common noun stands before a listed place: جبهة الحديدة, بوابة أفريقيا."""
    first = words[start].whole
    other = words[start].classes & (classes.PLACE_NOUN | _NAMED)
    noun = first.classes & classes.COMMON and not other
    if end - start < 2 or not noun or first.key.startswith(_ARTICLE) or first.key == _STRIP:
        return False
    return _listed_place(words, start + 1, end) == end


def _listed_place(words: list[Word], start: int, end: int) -> int:
    """Return where the longest listed place ends, 0 where none begins."""
    for name in name_lists().by_first.get(words[start].whole.key, ()):
        at = start + 1 + len(name.rest)
        sure = name.kind == "place" and name.guard == ALWAYS and name.name and at <= end
        if sure and stand_at(words, start + 1, name.rest):
            return at
    return 0


def _without_rest(words: list[Word], start: int, end: int) -> int:
    """Return where a place ends that is a listed one and something after it.

    كوريا أتليتيكو, الولايات المتحدة لمساعينا, but not كوريا الشمالية or كانساس سيتي.
    """
    end = next((at for at in range(start + 1, end) if words[at].whole.key in _LYING), end)
    if _ends_in_quality(words, start, end):
        end -= 1
    listed = _listed_place(words, start, end)
    if not start < listed < end:
        return end
    following = words[listed].whole
    part = following.key in _PARTS or following.key in _ENGLISH
    return end if part or following.classes & (classes.HEAD | classes.UNKNOWN) else listed


def _ends_in_quality(words: list[Word], start: int, end: int) -> bool:
    """Tell whether a foreign place ends in an adjective that says what it is: شينجيانغ الغني."""
    first, last = words[start].whole, words[end - 1].whole
    if end - start < 2 or last.key in _PARTS or words[start].classes & classes.PLACE_NOUN:
        return False
    other = classes.HEAD | classes.UNKNOWN | _NAMES
    noun = not first.classes & classes.COMMON or is_lonely(first)
    adjective = last.key.startswith(_ARTICLE) and last.key.endswith(("ي", "يه"))
    named = first.key in _PLACE_PREFIXES or first.key in _SAINTS or first.key.startswith(_ARTICLE)
    return noun and adjective and not named and not last.classes & other


def _with_rest(sentence: Sentence, start: int, end: int) -> int:
    """Return where a place ends that goes on to closing quotes, or after دي: بورت دي بيه."""
    words = sentence.words
    plain = classes.FUNCTION | classes.SPEECH | classes.ORG | classes.NISBA
    if sentence.gaps[start] == QUOTE and sentence.joined(end) and sentence.gaps[end + 1] == QUOTE:
        return end + (not words[end].whole.classes & plain)
    particle = words[end - 1].whole.classes & classes.PARTICLE
    if particle and _listed_place(words, start, end) == end - 1:
        return end - 1  # المغرب عبد الحق
    linked = words[end - 1].whole.key in _LINKS or words[end - 1].whole.key in _SAINTS
    while (linked or particle) and sentence.joined(end) and not words[end].whole.classes & plain:
        particle, linked = words[end].whole.classes & classes.PARTICLE, False
        end += 1  # سيدي عبد الحميد
    return end


def begins_another_place(word: Word) -> bool:
    """Tell whether a word in a name is *and* with another place: الطفيلة والشوبك, وذي قار."""
    other = word.after_and()
    known = other is not None and other.classes & classes.HEAD
    if word.whole.key == _AND_OF:
        return True
    return bool(known or word.whole.key.startswith("وال")) and not word.whole.classes & classes.HEAD


def is_quarter(key: str) -> bool:
    """Tell whether a word is that of a quarter of a town with a particle: بحي الورد."""
    return key in _QUARTERS and key[0] in _PARTICLES


def is_described(words: list[Word]) -> bool:
    """Tell whether words begin with a title, or are a noun and its adjective: فندق فاخر."""
    first, last = words[0].whole.classes, words[-1].whole
    if len(words) == 2 and words[0].whole.key == _COUNTRY:
        return True  # الريف الحموي
    if len(words) == 1:
        whole = words[0].whole
        noun = words[0].classes & classes.PLACE_NOUN and not whole.key.startswith("ال")
        epithet = whole.classes & ~classes.UNSEEN == classes.COMMON and whole.key.endswith("ي")
        if epithet and f"ال{whole.key}ه" in name_lists().classes:
            return True  # حي سكني
        return bool(noun) or words[0].whole.key in _HALVES
    if words[0].whole.key == _HALF:
        return words[1].whole.key not in _ISLANDS  # شبه رسمي
    if first & classes.TITLE and not first & (classes.HEAD | classes.NAME):
        return True
    general = classes.HEAD | classes.UNKNOWN | classes.PLACE_NOUN
    if last.classes & classes.FUNCTION and not words[0].classes & general:
        return True  # السلطة الجديدة
    plain = last.classes & classes.COMMON and not last.classes & classes.HEAD
    adjective = plain and not last.key.startswith("ال") and not is_lonely(last)
    return len(words) == 2 and bool(first & classes.COMMON and adjective)


def is_place(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether words are a listed place, or stand where one does: شرطة سكرامنتو."""
    words = sentence.words
    if end - start == 1:
        linked = sentence.joined(start) or sentence.gaps[start] == QUOTE
        return start > 0 and linked and words[start - 1].among(_OF_PLACES) is not None
    if words[start].whole.key in _BUILDINGS:
        return True  # برج غرينفل السكني
    rest = tuple(word.whole.key for word in words[start + 1 : end])
    listed = [n for n in name_lists().by_first.get(words[start].whole.key, ()) if n.rest == rest]
    return bool(listed) and all(name.kind == "place" for name in listed)


def is_and_another(sentence: Sentence, start: int, first: Reading) -> bool:
    """Tell whether an unlisted place begins with *and*: مشهد وسناندج, but not في وايومنغ."""
    whole = sentence.words[start].whole
    if first is not whole or whole.key[0] != _AND or len(whole.key) < 5 or not start:
        return False
    before = sentence.words[start - 1].classes
    unlisted = not whole.classes & (classes.HEAD | classes.COMMON)
    return unlisted and sentence.joined(start) and not before & _OWNERS
