"""Names for which an index as a whole has too little evidence: an article's سعيد is nobody.

A person whom an article calls by one word alone is known by the full names of others. A word that
begins many of them is a given name, which stands for all who bear it. One that fewer of them end
in than have it alone is a name when it stands in many articles; of a given name or a common noun
many must end in it. Names that records bring along need no evidence.
"""

from collections import Counter
from collections.abc import Mapping

from index.entities import classes
from index.entities.keys import aliases, bare_word, key_of_words, person_parts, words_of
from index.entities.name_lists import name_lists

_ENOUGH = 5
"""Articles that are evidence by themselves."""
_MANY = 5
"""How many times as many articles have full names that begin with a word as have it alone."""
_SON = "بن"
_DOUBTFUL = classes.COMMON | classes.GIVEN | classes.WEAK | classes.FORENAME
"""Classes of words that are nobody's short name because a few people end in them."""
_UNSURE = "\x02"
"""Ends, in an article, a name that the extractor found and that needs evidence."""


def noted(person: str) -> str:
    """Return the name of a person that the extractor found as an article of an index has it."""
    return person + _UNSURE if _alone(words_of(person)) else person


def told_apart(persons: Mapping[str, int]) -> tuple[Counter[str], dict[str, str]]:
    """Return how many articles each person stands in, and the plain name of each noted one.

    ``persons`` counts names as articles have them.
    """
    plain = {name: name.removesuffix(_UNSURE) for name in persons if name.endswith(_UNSURE)}
    counts: Counter[str] = Counter()
    for name, articles in persons.items():
        counts[plain.get(name, name)] += articles
    return counts, plain


def unsupported(persons: Mapping[str, int]) -> set[str]:
    """Return the names of persons that are none by what the index has of them.

    ``persons`` gives all of them, plain, with the number of articles each stands in.
    """
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    alone: dict[str, str] = {}
    for name, articles in persons.items():
        words = words_of(name)
        parts = person_parts(words)
        if len(parts) > 1:
            first[parts[0]] += articles
            if parts[-2] != _SON:  # a father's name is nobody's short name
                last[parts[-1]] += articles
        elif _alone(words):
            alone[name] = bare_word(words[0])
    return {
        name
        for name, word in alone.items()
        if first[word] >= max(_MANY * persons[name], last[word])
        or (persons[name] < _ENOUGH and last[word] < _bearers(word, persons[name]))
    }


def _bearers(word: str, articles: int) -> int:
    """Return how many articles must have full names that end in a word, for it to be one.

    It takes more for a given name or a common noun: جبر, صائب.
    """
    doubtful = name_lists().classes.get(word, 0) & _DOUBTFUL
    return _MANY * articles if doubtful else articles


def _alone(words: list[str]) -> bool:
    return len(words) == 1 and key_of_words("person", words) not in aliases("person")
