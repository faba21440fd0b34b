"""What the analysis joins that it should, and joins that it should not.

Words of one lemma (or root) should share a term, words of different ones should not. Measured
over pairs of distinct words, after Paice (1994): *found* is the share of pairs of one lemma
that meet (1 - understemming index), *wrong* the share of pairs that meet and are of different
lemmas. Spelling slips and broken plurals are pairs that should meet.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path

from index.analysis import Analyzer, fold
from tests.evaluation.material import shared

Figures = dict[str, float]
Terms = Callable[[str], frozenset[str]]

_ANALYZER = Analyzer()


def exact(word: str) -> frozenset[str]:
    """The terms of a word in the exact view."""
    return frozenset(token.exact for token in _ANALYZER(word))


def stem(word: str) -> frozenset[str]:
    """The terms of a word in the stem view."""
    return frozenset(term for token in _ANALYZER(word) for term in token.stems)


def root(word: str) -> frozenset[str]:
    """The terms of a word in the root view, empty while there is none."""
    tokens = _ANALYZER(word)
    return frozenset(term for token in tokens for term in getattr(token, "roots", ()))


VIEWS: dict[str, Terms] = {"exact": exact, "stem": stem, "root": root}


def conflation() -> dict[str, Figures]:
    """Figures of each view that has terms. Raises Missing."""
    folder = shared() / "eval" / "conflation"
    pud = [(row["word"], row["lemma"]) for row in _rows(folder / "pud_words.tsv")]
    kabi = _rows(folder / "kabi_v2.tsv")
    plurals = [
        (row["plural"], row["singular"]) for row in _rows(folder / "broken_plurals_attested.tsv")
    ]
    figures = {}
    for name in ("stem", "root"):
        terms = VIEWS[name]
        if not terms("كتاب"):
            continue
        grouped = {
            "pud lemma": pud,
            "kabi lemma": [(row["word"], row["lemma"]) for row in kabi],
            "kabi root": [(row["word"], row["root"]) for row in kabi],
        }
        found: Figures = {}
        for label, words in grouped.items():
            found[f"{label} found"], found[f"{label} wrong"] = _joined(words, terms)
        found["broken plurals"] = _meeting(plurals, terms)
        figures[name] = found
    return figures


def variants() -> dict[str, Figures]:
    """How many attested spelling slips meet the right spelling, by kind. Raises Missing."""
    path = shared() / "eval" / "conflation" / "spelling_variants_attested.tsv"
    kinds: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(path):
        kinds[row["type"]].append((row["wrong"], row["right"]))
    kinds = dict(sorted(kinds.items())) | {
        "all": [pair for kind in kinds.values() for pair in kind]
    }
    return {
        view: {kind: _meeting(pairs, VIEWS[view]) for kind, pairs in kinds.items()}
        for view in ("exact", "stem")
    }


def _meeting(pairs: Iterable[tuple[str, str]], terms: Terms) -> float:
    met = [bool(terms(one) & terms(other)) for one, other in pairs]
    return sum(met) / len(met)


def _joined(words: Iterable[tuple[str, str]], terms: Terms) -> tuple[float, float]:
    """Of pairs of one group those that share a term; of pairs that do those of two groups."""
    groups: dict[str, set[str]] = defaultdict(set)
    for word, group in words:
        groups[fold(word)].add(fold(group))
    members: dict[str, set[str]] = defaultdict(set)
    sharing: dict[str, set[str]] = defaultdict(set)
    for word, its_groups in groups.items():
        for group in its_groups:
            members[group].add(word)
        for term in terms(word):
            sharing[term].add(word)
    should, do = _pairs(members.values()), _pairs(sharing.values())
    return len(should & do) / len(should), len(do - should) / max(1, len(do))


def _pairs(classes: Iterable[set[str]]) -> set[tuple[str, str]]:
    return {pair for members in classes for pair in combinations(sorted(members), 2)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
