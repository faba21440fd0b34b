"""List the names whose letters the stemmer keeps, from the extractor's tables and the lexicon.

    python -m index.training.list_names OUTPUT

Given names, family names, and places of one word. A name that news uses as a common noun as well
(with the article, or as another word with a clitic or an ending) is left to the stemmer's
evidence.
"""

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from index.analysis import fold
from index.analysis.clitics import ENDINGS, PRONOUNS, RARE
from index.analysis.lexicon import lexicon
from index.analysis.stopwords import is_folded_stopword
from index.analysis.verbs import VERBS, of_other_person
from index.entities.tables import rows, spellings

_HEADER = (
    "# Names of one word, folded and without article, that keep every letter: given and family\n"
    "# names, places of index/entities/data (sources and licences there) that news does not use\n"
    "# as common nouns. Written by: python -m index.training.list_names OUTPUT\n"
)
_FAMILY_SHARE = 20
"""Minimum per cent of a word's places that follow a given name for it to be a family name."""
_LEAST_LETTERS = 3
_NOUN_SHARE = 0.2
"""Share of its occurrences with the article from which a name is a common noun as well."""
_BARE_SHARE = 0.05
"""Share of the occurrences with the article up to which a name that has it lacks it by chance."""

_LEAST_COUNT = 5
_PROCLITICS = frozenset("وفبلكس")
_ENDINGS = tuple({affix.form for affix in PRONOUNS + ENDINGS} | {"ه", "ان", "اء"})
_PRONOUNS = ("ه", "ها", "هم", "نا", "ت", "ني", "تي", "وا", "ك", "كم")
_MANY_BEARERS = 10
_MUCH_MORE = 15
"""How many times as often as a name news may have what would be left of it."""

_INFLECTED = ("تين", "تان", "هما", "ها", "هم", "كم", "وا")
"""Endings of words that follow a given name by chance: no family is called so."""


def candidates() -> Iterator[str]:
    """Yield names of one word, folded."""
    common = {row[0] for row in rows("common.tsv.gz")}
    yield from (fold(row[0]) for row in rows("given.tsv") if not row[0].startswith("?"))
    for word, share in rows("family.tsv"):
        if int(share) >= _FAMILY_SHARE and not word.endswith(_INFLECTED) and not _attached(word):
            yield word
    for table in ("places.tsv", "persons.tsv"):
        for row in rows(table):
            spelled = (row[0], *(spellings(row[1]) if len(row) > 1 else ()))
            names = [fold(name) for name in spelled if not name.startswith("?")]
            yield from (name.split()[-1] for name in names) if table == "persons.tsv" else names
    for row in rows("geonames.tsv"):
        yield from (name for name in row[0].split("|") if name not in common)


def people() -> Iterator[str]:
    """Yield folded names that people have and that an affix might be cut from.

    News has not the name, or few times, and has what would be left not much more often; of a name
    that many people have it may.
    """
    words = lexicon()
    for name, given, family, _ in rows("names.tsv.gz"):
        many = int(given) + int(family) >= _MANY_BEARERS
        if " " in name or name.startswith(("ال", "بال")) or int(given) + int(family) < 2:
            continue
        if _attached(name) or of_other_person(name) or (name.endswith(_PRONOUNS) and not many):
            continue
        rest = name[1:]
        if name[0] in _PROCLITICS and (is_folded_stopword(rest) or of_other_person(rest)):
            continue
        if name[0] in "وبل" and words.count("ال" + rest, 0) >= _LEAST_COUNT:
            continue
        seen = max(words.strength(word, 0) for word in _spelled(name))
        left = _left(name)
        if left and seen <= RARE and (not seen or many or left <= _MUCH_MORE * seen):
            yield name


def _left(name: str) -> int:
    """Return how often news has what is left of a name without its first letter or an ending."""
    strength = lexicon().strength
    rests = [name[1:]] if name[0] in _PROCLITICS else []
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= _LEAST_LETTERS - 1:
            rest = name[: -len(ending)]
            rests += [rest, rest + "ة", rest + "ي"]
    return max((strength(rest, 0) for rest in rests), default=0)


def _spelled(name: str) -> tuple[str, ...]:
    return (name, name[:-1] + "ة") if name.endswith("ه") else (name,)


def _attached(word: str) -> bool:
    """Tell whether a word is a common noun with a proclitic."""
    words, rest = lexicon(), word[1:]
    definite = words.count("ال" + rest, 0)
    attached = word[0] in "ولب" and len(rest) >= _LEAST_LETTERS
    return attached and definite >= _LEAST_COUNT and definite > words.count(word, 0)


def is_noun(name: str) -> bool:
    """Tell whether news uses a folded name as a common noun as well, that is, with the article."""
    words = lexicon()
    seen = sum(words.count(word, 0) for word in _spelled(name))
    definite = sum(words.count("ال" + word, 0) for word in _spelled(name))
    return definite >= _LEAST_COUNT and definite >= _NOUN_SHARE * seen


def _is_owned(name: str) -> bool:
    """Tell whether a name in ه is a common noun with a pronoun as well: قراره."""
    strength, count = lexicon().strength, lexicon().count
    return name.endswith("ه") and count(name, 0) > 0 and strength(name[:-1], 0) > count(name, 0)


def has_article(written: str) -> bool:
    """Tell whether a folded name is written with the article, in the tables and in news.

    An adjective, which has a feminine in news, is no name.
    """
    words, bare = lexicon(), written.removeprefix("ال")
    masculine = bare[:-1] if bare.endswith("يه") else bare
    if words.count(f"ال{masculine}ة", 0) >= _LEAST_COUNT:
        return False
    if masculine != bare and words.strength(masculine, 0) >= _LEAST_COUNT:
        return False
    if words.is_whole(written) or _attached(bare):
        return False
    definite = sum(words.count("ال" + word, 0) for word in _spelled(bare))
    seen = sum(words.count(word, 0) for word in _spelled(bare))
    return bare != written and seen <= _BARE_SHARE * definite


def listed() -> list[str]:
    """Return the names, folded and without article, in order."""
    found = set()
    for folded in chain(candidates(), people()):
        name = folded.removeprefix("ال")
        if len(name) < _LEAST_LETTERS or not all("ء" <= letter <= "ي" for letter in name):
            continue
        if name != folded and _is_owned(name):
            continue
        noun = is_noun(name) and not has_article(folded)
        if not noun and name not in VERBS and not is_folded_stopword(name):
            found.add(name)
    return sorted(found)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m index.training.list_names OUTPUT")
    Path(sys.argv[1]).write_text(_HEADER + "\n".join(listed()) + "\n", encoding="utf-8")
