"""Names for which an index as a whole has too little evidence: an article's سعيد is nobody.

A person whom an article calls by one word alone is known by the full names of others. A word that
begins many of them is a given name, which stands for all who bear it. One that none of them ends
in is a name when it stands in many articles.
"""

from collections import Counter
from collections.abc import Mapping

from index.entities.keys import aliases, bare_word, key_of_words, person_parts, words_of

_ENOUGH = 5
"""Articles that are evidence by themselves."""
_MANY = 5
"""How many times as many articles have full names that begin with a word as have it alone."""
_SON = "بن"


def unsupported(persons: Mapping[str, int]) -> set[str]:
    """Return the names of persons that are none by what the index has of them.

    ``persons`` gives all of them with the number of articles each stands in.
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
        elif len(words) == 1 and key_of_words("person", words) not in aliases("person"):
            alone[name] = bare_word(words[0])
    return {
        name
        for name, word in alone.items()
        if first[word] >= max(_MANY * persons[name], last[word])
        or (not last[word] and persons[name] < _ENOUGH)
    }
