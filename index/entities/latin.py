"""Arabic spellings of names typed in Latin letters: Trump is ترامب, Bashar al-Assad بشار الأسد.

A word is looked up in the Latin spellings of ``names.tsv.gz``; one that is not there is compared
by its consonants, in classes that both scripts tell apart, and then by its vowels.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from index.entities.keys import bare_word
from index.entities.tables import rows, spellings

_ARTICLES = frozenset({"al", "el", "as", "ad", "ar", "an", "at", "az", "ash", "the"})
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f'’`\s.-]+")
_ACCENTS = str.maketrans("áàâäãåéèêëíìîïıóòôöõøúùûüçñşšğžčý", "aaaaaaeeeeiiiiioooooouuuucnssgzcy")
_DIGRAPHS = (
    ("tsch", "c"), ("sch", "c"), ("tch", "c"), ("sh", "c"), ("ch", "c"), ("kh", "x"), ("gh", "j"),
    ("zh", "j"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("x", "ks"),
    ("ee", "i"), ("ie", "i"), ("ea", "i"), ("oo", "u"), ("ou", "u"), ("ow", "u"), ("au", "u"),
)  # fmt: skip
_LATIN_LETTERS = str.maketrans("gqvpzyewo", "jkfbziiuu")
_ARABIC_LETTERS = str.maketrans(
    "بتثجحخدذرزسشصضطظغفقكلمنهوياىةءعپچژگ", "bttjhxddrzscsdtzjfkklmnhuiaiaaabcjj"
)
_VOWELS = frozenset("aiu")
_UNWRITTEN, _OTHER, _EXTRA = 0.3, 0.6, 0.5
"""Costs of a vowel that Arabic does not write, of another vowel, of one that Latin has not."""
_FARTHEST = 1.0
"""Greatest cost of two words' vowels for them to be one name."""
_NEAR = 0.15
"""Words this much farther than the nearest are taken for it too."""


def is_latin(text: str) -> bool:
    """Tell whether a name is written in Latin letters."""
    return bool(_LATIN.fullmatch(text)) and any(letter.isalpha() for letter in text)


def words_of_latin(text: str) -> list[str]:
    """Return the words of a Latin name in small letters, without accents and articles."""
    plain = re.sub("['’`]", "", text.lower().translate(_ACCENTS))
    words = _WORD.findall(plain)
    return [word for word in words if word not in _ARTICLES] or words


class ArabicWords:
    """The folded Arabic words of names, found by Latin spellings of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_skeleton: dict[str, set[str]] = defaultdict(set)
        self._by_bare: dict[str, set[str]] = defaultdict(set)
        for word in words:
            bare = bare_word(word)
            self._by_bare[bare].add(word)
            self._by_skeleton[_skeleton(_sounds(bare))].add(word)

    def spelled(self, latin: str) -> list[str]:
        """Return the words that a Latin word (small letters, no accents) may be."""
        found = {
            word
            for known in _spelled_so().get(latin, ())
            for word in self._by_bare.get(bare_word(known), ())
        }
        sounds = _latin_sounds(latin)
        costs = {
            word: _vowel_cost(sounds, _sounds(bare_word(word)))
            for word in self._by_skeleton.get(_skeleton(sounds), ())
        }
        limit = min([*costs.values(), _FARTHEST]) + _NEAR
        near = {word for word, cost in costs.items() if cost <= min(limit, _FARTHEST)}
        return sorted(found | near)


@cache
def _spelled_so() -> dict[str, tuple[str, ...]]:
    """Map each Latin spelling of the table to the Arabic words it is of."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, _, _, latin in rows("names.tsv.gz"):
        for spelling in spellings(latin):
            found["".join(_WORD.findall(spelling.translate(_ACCENTS)))].append(word)
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
    """Return the folded Arabic spelling of a place by its English or French name, or None."""
    return _places().get(" ".join(words_of_latin(text)))


def _latin_sounds(word: str) -> str:
    """Return a Latin word in the letters of the classes of sounds."""
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
