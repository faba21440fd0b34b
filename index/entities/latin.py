"""Arabic spellings of names typed in Latin letters: Trump is ترامب, Bashar al-Assad بشار الأسد.

A word is looked up in the Latin spellings of ``names.tsv.gz``; one that is not there is compared
by its consonants, in classes that both scripts tell apart, and then by its vowels. It is also read
as the languages read it whose letters sound otherwise: Guterres in Portuguese, Modric in Croatian.
Names of two Arabic words that Latin writes as one are one word: Nasrallah is نصر الله.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from index.entities.keys import DIVINE, bare_word
from index.entities.tables import rows, spellings

_ARTICLES = frozenset({"al", "el", "as", "ad", "ar", "an", "at", "az", "ash", "the"})
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f'’`\s.-]+")
_UNACCENTED = str.maketrans("ıøłđ", "iold")
_DIGRAPHS = (
    ("x", "ks"), ("tsch", "c"), ("sch", "c"), ("tch", "c"), ("sh", "c"), ("ch", "c"), ("kh", "x"),
    ("gh", "j"), ("zh", "j"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("qu", "k"),
    ("ee", "i"), ("ie", "i"), ("ea", "i"), ("oo", "u"), ("ou", "u"), ("ow", "u"), ("au", "u"),
)  # fmt: skip
_LATIN_LETTERS = str.maketrans("gqvpzyewo", "jkfbziiuu")
_ARABIC_LETTERS = str.maketrans(
    "بتثجحخدذرزسشصضطظغفقكلمنهوياىةءعپچژگ", "bttjhxddrzscsdtzjfkklmnhuiaiaaabcjj"
)
_VOWELS = frozenset("aiu")
_OTHERWISE = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^x", "sh"), ("^j", "y"), ("j", "kh"), ("^w", "v"), ("nh|gn", "ny"), ("lh", "ly"),
        ("ll(?!ah)", "y"), ("c$", "ch"), ("s$", "sh"), ("dj", "dy"), ("ois$", "wa"), ("e$", ""),
        ("c", "j"), ("augh$", "o"), ("ths$", "th"), ("^le", "lo"), ("^g", "k"), ("dh", "z"),
    )
)  # fmt: skip
"""Letters as other languages than English read them, one at a time, in English spelling."""
_SONS = {"bin": ("بن", "ابن"), "ben": ("بن", "ابن"), "ibn": ("بن", "ابن"), "bint": ("بنت",)}
"""What stands for *son of* and *daughter of*."""
_SIDES = {
    "north": "الشمالي", "south": "الجنوبي", "east": "الشرقي", "west": "الغربي",
}  # fmt: skip
_SHORT = {
    "uk": "united kingdom", "us": "united states", "usa": "united states",
    "uae": "united arab emirates",
}  # fmt: skip
"""States by their initials."""
_HALVES = frozenset({"abd", "abdel", "abdul", "abdal", "abu", "abou", "abo", "aboul", "abul"})
"""Latin words that are one with the next: Abdel Fattah, Abu Mazen."""
_SERVANT, _DOUBLED = re.compile("^abd[aeou]+l"), re.compile(r"^abd[aeou]+(.)\1")
"""Beginnings of names with *servant of*, whose article is written as it is heard: Abderrahmane."""
_FIRST_HALVES = frozenset({"عبد", "ابو", "ابي", "ابا"})
"""Folded Arabic words that are one with the next."""
_UNWRITTEN, _OTHER, _EXTRA = 0.3, 0.6, 0.5
"""Costs of a vowel that Arabic does not write, of another vowel, of one that Latin has not."""
_FARTHEST = 1.0
"""Greatest cost of two words' vowels for them to be one name."""
_READ_OTHERWISE = 0.1
"""Cost of letters read as another language reads them."""
_MUCH = 5
"""How many times as many names a farther word must be part of."""
_MOST_READINGS = 12
"""Most ways in which a word is read."""
_NEAR = 0.15
"""Words this much farther than the nearest are taken for it too."""


def is_latin(text: str) -> bool:
    """Tell whether a name is written in Latin letters."""
    return bool(_LATIN.fullmatch(text)) and any(letter.isalpha() for letter in text)


def without_accents(text: str) -> str:
    """Return a Latin name in small letters without what stands above and below them."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.lower()).translate(_UNACCENTED)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words_of_latin(text: str) -> list[str]:
    """Return the words of a Latin name in small letters, without accents and articles.

    *Servant of* and *father of* are one word with what follows.
    """
    plain = re.sub("['’`]", "", without_accents(text))
    words = _WORD.findall(plain)
    found: list[str] = []
    half = ""
    for word in [word for word in words if word not in _ARTICLES] or words:
        if word in _HALVES:
            half += word
        else:
            found.append(half + word)
            half = ""
    return [*found, half] if half else found


def latin_units(words: Sequence[str]) -> Iterator[str]:
    """Yield the folded words of an Arabic name, and pairs of them that Latin writes as one."""
    yield from words
    for one, other in pairwise(words):
        if one in _FIRST_HALVES or other in DIVINE:
            yield f"{one} {other}"


def joined_words(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words of a Latin name, and the same with two of them that are one in Arabic.

    Le Pen is لوبان, New York نيويورك.
    """
    yield [*words]
    for at in range(len(words) - 1):
        yield [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]


class ArabicWords:
    """The units of folded Arabic names (:func:`latin_units`), found by Latin spellings of them.

    A unit is given once for each name that has it.
    """

    def __init__(self, units: Iterable[str]) -> None:
        self._by_bare: dict[str, set[str]] = defaultdict(set)
        self._by_skeleton: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._names = Counter(units)
        for unit in self._names:
            first, *rest = unit.split()
            bare = bare_word(first)
            self._by_bare["".join([bare, *rest])].add(unit)
            for spoken in {"".join([bare, *rest]), "".join([bare, *map(bare_word, rest)])}:
                sounds = _sounds(spoken)
                self._by_skeleton[_skeleton(sounds)].add((unit, sounds))

    def spelled(self, latin: str, *, wide: bool = False) -> list[str]:
        """Return the units that a Latin word (small letters, no accents) may be.

        These are the nearest, and farther ones that many more names have (ترامب beside ترمب);
        ``wide``: all that are not too far, where other words say whose name it is.
        """
        if latin in _SONS:
            return [unit for unit in _SONS[latin] if unit in self._names]
        if latin.removesuffix("ern") in _SIDES:
            side = _SIDES[latin.removesuffix("ern")]
            return [unit for unit in (side, f"{side}ه") if unit in self._names]
        found = {
            unit
            for known in _spelled_so().get(latin, ())
            for unit in self._by_bare.get(bare_word(known), ())
        }
        costs: dict[str, float] = {}
        for sounds, cost in _readings(latin):
            for unit, spoken in self._by_skeleton.get(_skeleton(sounds), ()):
                whole = cost + _vowel_cost(sounds, spoken)
                costs[unit] = min(whole, costs.get(unit, whole))
        limit = min(min([*costs.values(), _FARTHEST]) + _NEAR, _FARTHEST)
        near = found | {unit for unit, cost in costs.items() if cost <= limit}
        most = _MUCH * max((self._names[unit] for unit in near), default=0)
        farther = (
            unit
            for unit, cost in costs.items()
            if cost <= _FARTHEST and (wide or self._names[unit] >= most)
        )
        return sorted(near.union(farther))


def _readings(latin: str) -> Iterator[tuple[str, float]]:
    """Yield what a Latin word may sound like, with the cost of reading it so."""
    found = [latin]
    for pattern, sound in _OTHERWISE:
        found += [pattern.sub(sound, word) for word in found if pattern.search(word)]
    yield _latin_sounds(latin), 0.0
    yield from ((_latin_sounds(word), _READ_OTHERWISE) for word in found[1:_MOST_READINGS])


@cache
def _spelled_so() -> dict[str, tuple[str, ...]]:
    """Map each Latin spelling of the table to the Arabic words it is of."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, _, _, latin in rows("names.tsv.gz"):
        for spelling in spellings(latin):
            found["".join(_WORD.findall(without_accents(spelling)))].append(word)
    return {spelling: tuple(words) for spelling, words in found.items()}


@cache
def _places() -> dict[str, str]:
    """Map the Latin names of places, as the words of a name, to their folded Arabic spelling."""
    found: dict[str, str] = {}
    for keys, _, latin in rows("geonames.tsv"):
        for name in latin.split("|"):
            found.setdefault(" ".join(words_of_latin(name)), keys.split("|")[0])
    return found


def place_of_latin(text: str) -> str | None:
    """Return the folded Arabic spelling of a place by its English or French name, or None.

    The h of ة may be written or not: Raqqa, Ar Raqqah.
    """
    name = " ".join(words_of_latin(text))
    name = _SHORT.get(name, name)
    spellings = (name, f"{name}h", name.removesuffix("h"))
    return next((place for s in spellings if (place := _places().get(s))), None)


def _latin_sounds(word: str) -> str:
    """Return a Latin word in the letters of the classes of sounds."""
    word = _DOUBLED.sub(r"abd\1", _SERVANT.sub("abdal", word))
    word = re.sub("c(?=[eiy])", "s", word.replace("ch", "C")).replace("C", "ch")
    for digraph, sound in _DIGRAPHS:
        word = word.replace(digraph, {"c": "\0"}.get(sound, sound))
    word = word.replace("c", "k").replace("\0", "c").translate(_LATIN_LETTERS)
    return _without_ends(word)


def _sounds(word: str) -> str:
    """Return a folded Arabic word in the letters of the classes of sounds."""
    return _without_ends(word.replace("تش", "ش").translate(_ARABIC_LETTERS))


def _without_ends(sounds: str) -> str:
    """Return sounds without the h at their end, and doubled ones once."""
    once = re.sub(r"(.)\1+", r"\1", sounds)
    return once[:-1] if len(once) > 2 and once.endswith("h") else once


def _skeleton(sounds: str) -> str:
    """Return the consonants of sounds, after an a when a vowel comes first."""
    first = "a" if sounds[:1] in _VOWELS else ""
    return first + "".join(sound for sound in sounds if sound not in _VOWELS)


def _vowel_cost(latin: str, arabic: str) -> float:
    """Return how far the vowels of two words of one skeleton are from each other."""
    cost = 0.0
    one, other = _between(latin), _between(arabic)
    for mine, theirs in zip(one, other, strict=True):
        if mine and not theirs:
            cost += _UNWRITTEN
        elif theirs and not mine:
            cost += _EXTRA
        elif mine[:1] != theirs[:1]:
            cost += _OTHER
    return cost


def _between(sounds: str) -> list[str]:
    """Return the vowels before, between and after the consonants."""
    return re.split("[^aiu]", sounds)
