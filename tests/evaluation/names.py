"""Audits names: which meet words that have not their letters.

    python -m tests.evaluation.names [--index DIR] [--words N]

Every name of one word that ships (given and family names, places), or that an index holds as a
place or in a person's name, is looked for by itself, strictly, among the N most frequent words
(20,000) of that index, or of the lexicon without one. A word found is *foreign* when it has not the
name's letters: ``الرأس`` of ``فراس``. Other spellings of a name, listed as such, are no foreign
words; and a name with a proclitic that an index has much more often without (``لمورينيو``) is none.
Prints each such name with the words, and the share of names that have any.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from index.analysis import Analyzer, fold
from index.analysis.lexicon import LEXICON_FILE, lexicon
from index.analysis.proper_names import ONE_STEM
from index.schema import TEXT_FIELDS
from index.training.list_names import candidates
from search import Engine, open_index
from search.execute.evidence import STEMMED
from search.plan.query_words import QueryWords

MOST_WORDS = 20_000
_LEAST_LETTERS = 3
_ONE_G = str.maketrans("غق", "جج")
"""Letters for /g/, which the spellings of a foreign name differ in."""

_PROCLITIC = re.compile(f"[وفبلك](?=[ء-ي]{{{_LEAST_LETTERS}}})")
_MUCH = 10
"""How many times as often as with a proclitic an index has a name that is only that."""
_ENDINGS_OF_NAMES = "هايء"
"""Last letters that a name may lose before an ending."""


class Audit(NamedTuple):
    """The number of names, and those that meet foreign words, with these."""

    names: int
    foreign: Mapping[str, tuple[str, ...]]

    @property
    def share(self) -> float:
        """The share of the names that meet a foreign word."""
        return len(self.foreign) / max(1, self.names)


def shipped() -> set[str]:
    """Return the folded names of one word in the tables of the package."""
    return set(filter(_is_one_word, candidates()))


def held(engine: Engine) -> set[str]:
    """Return the folded places of one word, and words of persons' names, that an index holds.

    A much rarer one that is another behind a proclitic is left out.
    """
    found: Counter[str] = Counter()
    for facet in ("person", "place"):
        for value in engine.facet_values(facet, limit=1_000_000):
            words = fold(value.value).split()
            if facet == "person" or len(words) == 1:
                found.update(dict.fromkeys(words, value.count))
    return {name for name in filter(_is_one_word, found) if not _is_attached(name, found)}


def _is_attached(word: str, names: Mapping[str, int]) -> bool:
    attached = _PROCLITIC.match(word)
    return attached is not None and names.get(word[attached.end() :], 0) > _MUCH * names[word]


def frequent(most: int) -> list[str]:
    """Return the most frequent words of the lexicon, folded."""
    lines = LEXICON_FILE.read_text(encoding="utf-8").splitlines()
    words = [line[:-1] for line in lines if line[0] != "#"]
    return [fold(word) for word in sorted(words, key=lambda w: -lexicon().count(w, 0))[:most]]


def frequent_in(engine: Engine, most: int) -> list[str]:
    """Return the most frequent Arabic words of an index's bodies, folded."""
    counts: dict[str, int] = defaultdict(int)
    for terms, found in engine._state.reader.arrays.counts_beginning_with("body", b"", None):
        for term, count in zip(terms, found.tolist(), strict=True):
            counts[term.decode()] += count
    words = [(word, n) for word, n in counts.items() if _is_one_word(word)]
    return [word for word, _ in sorted(words, key=itemgetter(1), reverse=True)[:most]]


def audit(names: Collection[str], words: Iterable[str], engine: Engine | None = None) -> Audit:
    """Return which names meet foreign words, through an index's own forms if there is one."""
    analyzer = Analyzer()
    asked = QueryWords(analyzer, engine._state.reader) if engine else None
    having = defaultdict(set)
    for word in words:
        for token in analyzer(word):
            for term in (*token.stems, f"={token.exact}"):
                having[term].add(word)
    foreign = {}
    for name in sorted(names):
        stems, terms = _terms(name, analyzer, asked)
        met = {word for term in terms for word in having[term]}
        same = {name.removeprefix("ال")}.union(*map(_spellings, stems))
        wrong = tuple(sorted(word for word in met if not any(_is_of(word, one) for one in same)))
        if wrong:
            foreign[name] = wrong
    return Audit(len(names), foreign)


def _terms(
    name: str, analyzer: Analyzer, asked: QueryWords | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a name's stems, and the terms it is looked for by; none of several words.

    Terms are stems, or behind ``=`` the forms of a name that an index keeps by its letters.
    """
    if asked:
        found = asked.queries(name, TEXT_FIELDS, alone=True)
        meant = [(query.token, query.forms) for query in found]
    else:
        meant = [(token, STEMMED) for token in analyzer(name)]
    if len(meant) != 1:
        return (), ()
    [(token, forms)] = meant
    if not forms.alone:
        return token.stems, token.stems
    return token.stems, tuple(f"={form}" for form in forms.written + forms.others)


@cache
def _spellings(stem: str) -> frozenset[str]:
    """Return the spellings of a foreign name, none for a stem that has one only."""
    listed = {other for other, one in ONE_STEM.items() if one == stem}
    return frozenset(listed | {stem} if listed else ())


def _is_of(word: str, name: str) -> bool:
    """Tell whether a folded word has the letters of a name, but for one at its end."""
    core = name[:-1] if name[-1] in _ENDINGS_OF_NAMES and len(name) >= _LEAST_LETTERS else name
    return core in word or core.translate(_ONE_G) in word.translate(_ONE_G)


def _is_one_word(name: str) -> bool:
    return len(name) >= _LEAST_LETTERS and all("ء" <= letter <= "ي" for letter in name)


def main() -> None:
    """Print the audit of the names that ship, or of an index's."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.names", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--index", type=Path, metavar="DIR")
    parser.add_argument("--words", type=int, default=MOST_WORDS, metavar="N")
    args = parser.parse_args()
    if args.index:
        with open_index(args.index) as engine:
            _print("ship", audit(shipped(), frequent_in(engine, args.words), engine))
            _print("the index holds", audit(held(engine), frequent_in(engine, args.words), engine))
    else:
        _print("ship", audit(shipped(), frequent(args.words)))


def _print(which: str, found: Audit) -> None:
    for name, words in found.foreign.items():
        print(name, *words)
    print(f"{len(found.foreign)} of {found.names} names that {which}: {found.share:.2%}")


if __name__ == "__main__":
    main()
