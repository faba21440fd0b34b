"""Roots: what a broken plural and its singular, a verb and its noun have in common.

A stem is laid against the templates of Arabic word formation, written as grammar writes them
(ف ع ل for the radicals, after Wright, *A Grammar of the Arabic Language*, 1896); the letters in
the place of the radicals are its root. A weak radical changes with the template, so a stem may
have two roots, and two words meet when they share one. Roots add recall to a ranking that has
better evidence as well; they are not meant to be the only view of a word.
"""

from collections.abc import Iterator
from functools import lru_cache

from .lexicon import lexicon
from .names import FOREIGN, WHOLE

# Of each length the first template that fits gives the root.
_TEMPLATES = """
فاعل فعال فعول فعيل افعل مفعل يفعل تفعل نفعل فعلا فعلي فوعل
فعايل مفاعل فواعل تفاعل افاعل افعال مفعول مفعال مفعيل تفعيل تفعول تفعال فاعول فاعال فعلان
 فعلاو افعول افتعل انفعل مفتعل يفتعل تفتعل متفعل يتفعل تتفعل منفعل ينفعل تنفعل يفاعل افعلا فوعال
 فعالي يفعول يفعيل فعولي فعيلي مفعلي فاعلي فعلوت
مفاعيل تفاعيل افاعيل فواعيل افتعال انفعال متفاعل يتفاعل تتفاعل استفعل مستفعل يستفعل تستفعل
 فعلاني فعلاوي
استفعال
"""
# The same with four radicals.
_LONG_TEMPLATES = "فعالل فعلال فعلول فعليل فعللي فعاليل"
_RADICALS = "فعل"
_WEAK = frozenset("اويء")
# A spelling seen less often may be a slip.
_ATTESTED = 5

# Plurals whose singular no template leads to: stem -> stem of the singular.
_SINGULAR_OF = {
    "نسا": "امراه", "نسوه": "امراه", "ناس": "انسان", "اناس": "انسان", "ايام": "يوم",
    "اسما": "اسم", "اسامي": "اسم", "ابنا": "بن", "بنات": "بنت", "مياه": "ما", "اشيا": "شي",
    "افواه": "فم", "اخوه": "اخ", "اخوان": "اخ", "امهات": "ام", "ابا": "اب", "ايدي": "يد",
    "ايادي": "يد", "شفاه": "شفه", "سنوات": "سنه", "سنين": "سنه", "اسيله": "سوال", "ارا": "راي",
    "مدرا": "مدير", "خيول": "خيل", "ليالي": "ليل", "اراضي": "ارض", "دواوين": "ديوان",
    "قياصره": "قيصر", "اساتذه": "استاذ", "تلاميذ": "تلميذ", "دكاتره": "دكتور",
}  # fmt: skip

# Literal letters with their places, the places of the radicals.
_Template = tuple[tuple[tuple[int, str], ...], tuple[int, ...]]


def _template(written: str) -> _Template:
    places, letters = [], []
    radicals = iter(_RADICALS + "ل")
    wanted = next(radicals)
    for at, letter in enumerate(written):
        if letter == wanted:
            places.append(at)
            wanted = next(radicals, "")
        else:
            letters.append((at, letter))
    return tuple(letters), tuple(places)


_BY_LENGTH: dict[int, list[_Template]] = {}
for _written in (*_TEMPLATES.split(), *_LONG_TEMPLATES.split()):
    _BY_LENGTH.setdefault(len(_written), []).append(_template(_written))


@lru_cache(maxsize=50_000)
def roots(stem: str) -> tuple[str, ...]:
    """Return the roots of a term of the stem view, likeliest first, never none.

    What has no root (a name, a number, a word of another script) is its own. A text has few
    distinct stems, and the roots of one depend on nothing else.
    """
    if stem in WHOLE or stem in FOREIGN or not ("ء" <= stem[0] <= "ي"):
        return (stem,)
    words = _spelled_out(_SINGULAR_OF.get(stem, stem))
    return tuple(dict.fromkeys(root for word in words for root in _roots_of(word)))


def is_foreign(stem: str) -> bool:
    """Say whether a stem of five letters or more is of no Arabic template."""
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


def _roots_of(word: str) -> Iterator[str]:
    """Yield the roots of a word, what is weak in them made alike."""
    for radicals in _radicals(word):
        if len(radicals) == 2:
            yield radicals + radicals[1]
        elif len(radicals) > 2:
            first, middle, last = radicals[0], radicals[1:-1], radicals[-1]
            if last in _WEAK:
                last = "ي"
            if middle == "ا":
                yield first + "و" + last
                middle = "ي"
            yield first + middle + last
            if first == "ي":
                yield "و" + middle + last  # ميزان
        else:
            yield radicals


def _laid_against(word: str) -> str | None:
    """Return the radicals of the first template that fits a word."""
    for letters, places in _BY_LENGTH.get(len(word), ()):
        for at, letter in letters:
            if word[at] != letter:
                break
        else:
            return "".join([word[at] for at in places])
    return None


def _radicals(word: str) -> Iterator[str]:
    found = _laid_against(word)
    yield found or word
    if not found:
        return
    if len(word) == 4:
        first, second, third, last = tuple(word)
        if first in "ياتنم" and third in _WEAK and second not in _WEAK:
            yield second + third + last  # يقول, مطار
        if first in "ياتنم" and last in _WEAK and second + third not in _WEAK:
            yield word[:3]  # نزلا
        elif second == "ا" and third == "ي":
            yield first + "ا" + last  # قايل
        elif second == "ي" and third == "ا":
            yield first + "و" + last  # سياط
        if first == "ا" and last in "اي":
            yield second + third  # اصحا
    elif len(word) == 5 and word.endswith("ان") and word[0] != "م":
        yield word[:3] + "ن"  # فستان
        if word[1] == "ي":
            yield word[0] + "و" + word[2]  # ديدان
