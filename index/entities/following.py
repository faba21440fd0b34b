"""Words that follow a name and are none of it: verbs, nouns, what is attached or told."""

import re
from typing import Final

from index.analysis.verbs import VERBS
from index.entities import classes
from index.entities.clusters import word_clusters
from index.entities.keys import DIVINE
from index.entities.name_counts import name_counts
from index.entities.name_lists import name_lists
from index.entities.persons import is_somebody
from index.entities.readings import Reading, Word, strips
from index.entities.tables import folded, words_of_class

_NAMES: Final = classes.NAME | classes.BORNE
_ORDINALS = words_of_class("ordinal")
_ENDS = words_of_class("club-word") | words_of_class("after")
_NOUN: Final = classes.COMMON | classes.UNSEEN
_ARTICLE, _AND, _TO, _SERVANT = "ال", "و", "ل", "عبد"
_ATTACHED = ("بال", "وال", "فال", "كال", "لل")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")
_OF_NOUNS = ("تها", "تهم", "تهما")
"""Endings of feminine nouns with a pronoun."""
_LONG: Final = 6
"""Letters of a word beyond which such an ending tells it alone: افتتاحيتها."""
_OF_SUBJUNCTIVES = ("وا", *_PRONOUNS[::-1], "ا")
_OF_VERBS = ("انهما", "انهم", "انها", "انه", "ان", "ون", *_OF_SUBJUNCTIVES)
"""Endings of verbs: their subjects and objects."""
_BEFORE_VERBS, _IMPERFECT = f"س{_TO}", "يتن"
"""Letters before an imperfect (سينتقل, ليثأر), and its first letters."""
_PARTICIPLE = re.compile("م[^اوي]{1,2}ا?[^اوي]{2,3}ا")
"""Such a participle: ممازحا, محذرا, متفائلا."""
_PROCLITICS = "وفبلك"
_SEVERAL: Final = 10
"""People with a surname from which on a word is one."""
_FREQUENT: Final = 20_000
"""Number of the most frequent words, of which a noun with and without article ends no name."""
_SHORTEST: Final = 3
"""Letters that such a noun has more than; with its article it may have as many."""
_GENERATIONS = frozenset(map(folded, ("ابن", "أب", "أكبر", "أصغر", "كبير", "صغير", "حق")))
"""Nouns with an article that end names: بوش الابن."""


def is_said_of(first: Reading, last: Reading) -> bool:
    """Tell whether a definite word says of somebody what he is, and is no family's name.

    Somebody with a name of no Arab is not called by an adjective that news knows, and nobody is
    by one that has a plural of its own or no surname: فيرمينو المنفرد, أحمد اللاجئ.
    """
    key, own, table = last.key, last.classes, name_lists().classes
    if (
        not last.shown.startswith(_ARTICLE)
        or len(key) < _LONG
        or own & classes.NAME
        or key in _ORDINALS
    ):
        return False
    stem = key.removeprefix(_ARTICLE)
    of_stem = table.get(stem, 0)
    noun = bool(of_stem & classes.COMMON and not of_stem & _NAMES)
    borne = _borne(key)
    if borne >= _SEVERAL or stem in DIVINE or stem in _GENERATIONS:
        return False
    if not _is_arab(first):
        known = own & classes.COMMON and of_stem
        return bool(known) or (noun and not last.shown.endswith("ي"))
    if borne > 1 or last.shown.endswith("ي"):
        return False
    plural = any(table.get(form, 0) & classes.COMMON for form in (f"{key}ين", f"{key}ون"))
    return plural or (noun and bool(own & classes.COMMON))


def _is_arab(word: Reading) -> bool:
    """Tell whether several people of the Arab states have a word as a name."""
    if word.key.startswith(_SERVANT) or word.classes & (classes.PARTICLE | classes.DIVINE):
        return True
    return max(map(_borne, (word.key, *strips(word.key)))) >= _SHORTEST


def _borne(key: str) -> int:
    """Return how many people have a folded word as a given name or as a surname."""
    people = name_counts().get(key)
    return max(people.given, people.surname) if people is not None else 0


def breaks_off(first: Reading, word: Reading) -> bool:
    """Tell whether a word ends a name that begins with ``first``: a title, a club's noun, أمام.

    Short words are parts of foreign names: جاك ما, مون جاي إن.
    """
    if word.classes & (classes.NAME | classes.FORENAME | classes.PARTICLE):
        return False
    if word.classes & classes.FUNCTION:
        many = _borne(first.key) >= _SEVERAL
        return _borne(word.key) < 2 and (len(word.key) > _SHORTEST or many)
    return bool(word.classes & classes.TITLE) or word.key in _ENDS


def is_known_attached(key: str) -> bool:
    """Tell whether a word is a known one after a proclitic: بالمباراة, لترامب, not كالامانوف."""
    table = name_lists().classes
    if key.startswith(_ATTACHED):
        bare = key[0] != _AND  # والكن
        return any(rest in table or (bare and rest[2:] in table) for rest in strips(key))
    if key[0] not in "بل" or key[1:2] == "و":
        return False
    own = table.get(key[1:], 0)
    somebody = is_somebody(Reading(key[1:], key[1:], own))
    return somebody or (len(key) > 5 and bool(own & (classes.COMMON | classes.HEAD | classes.NAME)))


def is_everyday(word: Reading) -> bool:
    """Tell whether a word is a noun that news has as often with its article as without: الفوز."""
    stem = word.key.removeprefix(_ARTICLE)
    if word.classes & ~_NOUN or stem in _GENERATIONS or stem in DIVINE or stem.endswith("ي"):
        return False
    if name_lists().classes.get(stem, 0) & _NAMES:
        return False  # صباح الأحمد الصباح
    rank = word_clusters().rank
    definite = word.key.startswith(_ARTICLE)
    shortest = len(stem) > (_SHORTEST if not definite else _SHORTEST - 1)
    return shortest and max(rank.get(w, _FREQUENT) for w in (stem, _ARTICLE + stem)) < _FREQUENT


def is_possessed(word: Reading) -> bool:
    """Tell whether a word is a common noun with a pronoun: نجله, ضيافتهم."""
    ending = next((e for e in _PRONOUNS[::-1] if word.shown.endswith(e)), "")
    base = word.key.removesuffix(ending)
    if word.classes == classes.COMMON and len(word.key) > _LONG and word.key.endswith(_OF_NOUNS):
        return True
    if not ending or len(base) < 3 or base.endswith("ي") or base.startswith("ال"):
        return False
    if word.classes & classes.UNSEEN:
        return False  # روته
    return any(name_lists().classes.get(b, 0) & classes.COMMON for b in (base, base[:-1] + "ه"))


def is_done(key: str) -> bool:
    """Tell whether a word is an imperfect, with its object or *will* as well: تناشدهما, سينتقل."""
    if is_imperfect(key):
        return True
    verb = key[1:] if key[0] in _BEFORE_VERBS and key[1:2] in _IMPERFECT else key
    endings = _OF_VERBS if key[0] != _TO else _OF_SUBJUNCTIVES
    ending = next((e for e in endings if verb.endswith(e)), "")
    rest = verb.removesuffix(ending)
    known = verb in VERBS or (len(rest) > 3 and rest in VERBS)
    return known and (verb != key or bool(ending) or key.startswith("ت"))


def is_imperfect(key: str) -> bool:
    """Tell whether a word is an imperfect in ي, known or dual: يستقبل, يتعهدان."""
    return key.startswith("ي") and (key in VERBS or (key.endswith("ان") and len(key) > 5))


def is_borne_by_nobody(word: Reading) -> bool:
    """Tell whether a word is a particle with another or a verb, and a surname of few: بأن, يعيش."""
    if word.classes & classes.NAME:
        return False
    people = name_counts().get(word.key)
    known = people is not None and people.surname >= _SEVERAL
    attached = word.classes & classes.FUNCTION and word.key[0] in _PROCLITICS
    return not known and (bool(attached) or is_done(word.key))


def is_participle(key: str) -> bool:
    """Tell whether a word is a participle in the accusative, with a long vowel or none: ممازحا."""
    return _PARTICIPLE.fullmatch(key) is not None


def with_pronoun(word: Word) -> bool:
    """Tell whether a word is *and* with a possessed noun: وزملاؤه."""
    key = word.whole.key
    possessed = key.startswith("و") and key.endswith(_PRONOUNS) and len(key) > 5
    return possessed and not word.classes & classes.NAME


def begins_told(words: list[Word], at: int) -> bool:
    """Tell whether a word is *to* with the first word of a listed name, or begins an institution.

    لفرانس برس, لبي بي سي.
    """
    word = words[at]
    told = word.bare is not None and word.whole.key == _TO + word.bare.key
    if told and word.bare is not None and word.bare.classes & classes.HEAD:
        return True
    following = tuple(other.whole.key for other in words[at + 1 : at + 3])
    return any(
        listed.kind == "org" and len(listed.rest) == 2 and listed.rest == following
        for listed in name_lists().by_first.get(word.whole.key, ())
    )


def is_dual(reading: Reading) -> bool:
    """Tell whether an unlisted word is a dual: عيادتان, الجنوبيتين, but not طاجيكستان, كريستين."""
    key, listed = reading.key, reading.classes & (classes.NAME | classes.NISBA | classes.HEAD)
    dual = key.endswith("تان") and not key.endswith("ستان")
    return not listed and len(key) > 5 and (dual or (key[:2] == "ال" and key.endswith("يتين")))


def is_thing(word: Reading) -> bool:
    """Tell whether a word is a definite noun that nobody is called by: النتيجة."""
    borne = classes.NAME | classes.BORNE | classes.NISBA | classes.TITLE | classes.HEAD
    noun = word.key.startswith("ال") and word.key.endswith(("ه", "ات"))
    return noun and bool(word.classes & classes.COMMON) and not word.classes & borne


def is_accusative(reading: Reading) -> bool:
    """Tell whether an unlisted word is a common noun in the accusative: بئرا."""
    key, table = reading.key, name_lists().classes
    unlisted = not reading.classes & (classes.NAME | classes.NISBA | classes.BORNE)
    common = table.get(key[:-1], 0) & classes.COMMON
    return unlisted and len(key) > 3 and key[-1] == "ا" and bool(common)
