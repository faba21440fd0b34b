"""Roots: what a broken plural and its singular, a verb and its noun have in common.

A stem is laid against the templates of Arabic word formation, written as grammar writes them
(ف ع ل for the radicals, after Wright, *A Grammar of the Arabic Language*, 1896); the letters in
the place of the radicals are its root. A weak radical changes with the template, so a stem may
have two roots, and two words meet when they share one. Roots add recall to a ranking that has
better evidence as well; they are not meant to be the only view of a word.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Final

from index.analysis.lexicon import lexicon
from index.analysis.open_words import form_key, is_open
from index.analysis.proper_names import FOREIGN, WHOLE
from index.patterns import pattern

_TEMPLATES: Final = """
فاعل فعال فعول فعيل افعل مفعل يفعل تفعل نفعل فعلا فعلي فوعل
فعايل مفاعل فواعل تفاعل افاعل افعال مفعول مفعال مفعيل تفعيل تفعول تفعال فاعول فاعال فعلان
 فعلاو افعول افتعل انفعل مفتعل يفتعل تفتعل متفعل يتفعل تتفعل منفعل ينفعل تنفعل يفاعل افعلا فوعال
 فعالي يفعول يفعيل فعولي فعيلي مفعلي فاعلي فعلوت
مفاعيل تفاعيل افاعيل فواعيل افتعال انفعال متفاعل يتفاعل تتفاعل استفعل مستفعل يستفعل تستفعل
 فعلاني فعلاوي
استفعال
"""
"""Templates with three radicals; of those of one length the first that fits gives the root."""

_LONG_TEMPLATES: Final = "فعالل فعلال فعلول فعليل فعللي فعاليل"
"""Templates with four radicals."""

_RADICALS: Final = "فعل"
_ANY_RADICAL: Final = dict.fromkeys(map(ord, _RADICALS), ".")
_WEAK: Final = frozenset("اويء")
_Pick = Callable[[str], tuple[str, ...]]
_ROOTLESS: Final = WHOLE | FOREIGN
_ATTESTED: Final = 5
"""Count in the lexicon below which a spelling may be a slip."""

_SINGULAR_OF: Final = {
    "نسا": "امراه", "نسوه": "امراه", "ناس": "انسان", "اناس": "انسان", "ايام": "يوم",
    "اسما": "اسم", "اسامي": "اسم", "ابنا": "بن", "بنات": "بنت", "مياه": "ما", "اشيا": "شي",
    "افواه": "فم", "اخوه": "اخ", "اخوان": "اخ", "امهات": "ام", "ابا": "اب", "ايدي": "يد",
    "ايادي": "يد", "شفاه": "شفه", "سنوات": "سنه", "سنين": "سنه", "اسيله": "سوال", "ارا": "راي",
    "مدرا": "مدير", "خيول": "خيل", "ليالي": "ليل", "اراضي": "ارض", "دواوين": "ديوان",
    "قياصره": "قيصر", "اساتذه": "استاذ", "تلاميذ": "تلميذ", "دكاتره": "دكتور",
}  # fmt: skip
"""Stems of plurals whose singular no template leads to, and the stem of that singular."""


def _laid(templates: list[str]) -> tuple[re.Pattern[str], list[_Pick]]:
    """Return what matches words of one length, a group a template, and what picks their radicals.

    Before the first group comes nothing: the picks are numbered as the groups are.
    """
    shapes = [template.translate(_ANY_RADICAL) for template in templates]
    picks = [
        itemgetter(*(at for at, letter in enumerate(template) if letter in _RADICALS))
        for template in templates
    ]
    return pattern("|".join(f"({shape})" for shape in shapes), re.DOTALL), [tuple, *picks]


_ALL: Final = (*_TEMPLATES.split(), *_LONG_TEMPLATES.split())
_BY_LENGTH: Final = {
    length: _laid([template for template in _ALL if len(template) == length])
    for length in {*map(len, _ALL)}
}


@lru_cache(maxsize=4096)
def roots(stem: str) -> tuple[str, ...]:
    """Return the roots of a term of the stem view, likeliest first and at least one.

    A term without a root (a name, a number, a word of another script) is its own root; a word
    that no table knows has its form key (see :mod:`index.analysis.open_words`).
    """
    if stem in _ROOTLESS or not ("ء" <= stem[0] <= "ي"):
        return (stem,)
    if is_open(stem):
        found = _all_roots(stem)
        # A stem of three letters is a root; a longer one that is its own has none.
        known = found if len(stem) == 3 or found != (stem,) else ()
        return (*known, form_key(stem))
    return _all_roots(stem)


def _all_roots(stem: str) -> tuple[str, ...]:
    first, *others = _spelled_out(_SINGULAR_OF.get(stem, stem))
    found = _roots_of(first)
    for word in others:
        found += _roots_of(word)
    return tuple(dict.fromkeys(found)) if len(found) > 1 else (found[0],)


def is_foreign(stem: str) -> bool:
    """Tell whether a stem of five letters or more fits no Arabic template."""
    return _laid_against(stem) is None


def _spelled_out(stem: str) -> tuple[str, ...]:
    """Return a stem without teh marbuta, or with the final ي that tanween takes as well."""
    strength = lexicon().strength
    if stem[-1] == "ه" and len(stem) > 2:
        seen, as_teh = strength(stem, 0), strength(stem[:-1] + "ة", 0)
        if as_teh >= seen:
            return (stem[:-1],)
        return (stem, stem[:-1]) if as_teh >= _ATTESTED else (stem,)
    if len(stem) in (3, 4) and stem[-2] == "ا" and strength(stem + "ي", 0) > strength(stem, 0):
        return (stem, stem + "ي")
    return (stem,)


def _roots_of(word: str) -> list[str]:
    """Return the roots of a word, with one letter for all weak radicals of one place."""
    roots = []
    for radicals in _radicals(word):
        if len(radicals) == 2:
            roots.append(radicals + radicals[1])
        elif len(radicals) > 2:
            first, middle, last = radicals[0], radicals[1:-1], radicals[-1]
            if last in _WEAK:
                last = "ي"
            if middle == "ا":
                roots.append(first + "و" + last)
                middle = "ي"
            roots.append(first + middle + last)
            if first == "ي":
                roots.append("و" + middle + last)  # ميزان
        else:
            roots.append(radicals)
    return roots


def _laid_against(word: str) -> str | None:
    """Return the radicals of the first template that fits a word."""
    if (size := len(word)) not in _BY_LENGTH:
        return None
    shapes, picks = _BY_LENGTH[size]
    fitting = shapes.match(word)
    return "".join(picks[fitting.lastindex or 0](word)) if fitting else None


def _radicals(word: str) -> list[str]:
    laid = _laid_against(word)
    if not laid:
        return [word]
    found = [laid]
    if len(word) == 4:
        first, second, third, last = tuple(word)
        if first in "ياتنم" and third in _WEAK and second not in _WEAK:
            found.append(second + third + last)  # يقول, مطار
        if first in "ياتنم" and last in _WEAK and second + third not in _WEAK:
            found.append(word[:3])  # نزلا
        elif second == "ا" and third == "ي":
            found.append(first + "ا" + last)  # قايل
        elif second == "ي" and third == "ا":
            found.append(first + "و" + last)  # سياط
        if first == "ا" and last in "اي":
            found.append(second + third)  # اصحا
    elif len(word) == 5 and word.endswith("ان") and word[0] != "م":
        found.append(word[:3] + "ن")  # فستان
        if word[1] == "ي":
            found.append(word[0] + "و" + word[2])  # ديدان
    return found
