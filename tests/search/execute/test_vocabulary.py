"""Terms by pattern and by edit distance, against the plain definitions."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Snapshot
from search.execute.executor import Executor
from search.execute.vocabulary import Glob, Terms, Vocabulary

# Letters of one, two and four bytes; two pairs of them (م, E; ي, line break) share a mask's bit.
words = st.text("ابتلمEي𐎀", min_size=1, max_size=7)
lists = st.lists(st.lists(words, max_size=20), min_size=1, max_size=3)


def _vocabulary(runs: Iterable[Iterable[str]]) -> Vocabulary:
    return Vocabulary([Terms.of(run) for run in runs])


def _edits(a: str, b: str) -> int:
    """Optimal string alignment by its recursive definition."""

    @cache
    def edits(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        best = min(
            edits(i - 1, j) + 1, edits(i, j - 1) + 1, edits(i - 1, j - 1) + (a[i - 1] != b[j - 1])
        )
        if i > 1 and j > 1 and a[i - 2 : i] == b[j - 1] + b[j - 2]:
            best = min(best, edits(i - 2, j - 2) + 1)
        return best

    return edits(len(a), len(b))


@given(lists, words, st.integers(0, 2))
def test_near(runs: list[list[str]], word: str, distance: int) -> None:
    expected = {
        (term, _edits(term, word), sum(term in run for run in runs))
        for run in runs
        for term in run
        if _edits(term, word) <= distance
    }
    found = _vocabulary(runs).near(word, distance)
    assert set(found) == expected
    assert [near.term for near in found] == sorted(
        {term for term, _, _ in expected}, key=lambda term: (len(term), term)
    )


@given(lists, words, st.integers(0, 2))
def test_numbers_near(runs: list[list[str]], word: str, distance: int) -> None:
    vocabulary = _vocabulary(runs)
    found = vocabulary.texts(vocabulary.numbers_near(word, distance))
    assert found == sorted(near.term for near in vocabulary.near(word, distance))


@given(st.lists(words, max_size=30), words, st.integers(0, 3))
def test_near_with_a_prefix(terms: list[str], word: str, prefix: int) -> None:
    near = {found.term for found in _vocabulary([terms]).near(word, 2, prefix)}
    shared = {t for t in terms if t[:prefix] == word[:prefix] and _edits(t, word) <= 2}
    # Where a word is shorter than the prefix, all of it counts as the prefix.
    short = {t for t in terms if len(t) < prefix or len(word) < prefix}
    assert shared <= near <= shared | short


@given(lists, st.text("ابتEي𐎀*?", min_size=1, max_size=6))
def test_matching(runs: list[list[str]], pattern: str) -> None:
    vocabulary = _vocabulary(runs)
    expected = {term for run in runs for term in run if fnmatchcase(term, pattern)}
    assert vocabulary.texts(vocabulary.matching(pattern)) == sorted(expected)
    glob = Glob(pattern, "")
    assert {term for run in runs for term in run if term in glob} == expected


@given(lists)
def test_distinct_terms_are_counted(runs: list[list[str]]) -> None:
    assert len(_vocabulary(runs)) == len({term for run in runs for term in run})


def _matching(terms: Iterable[str], pattern: str) -> list[str]:
    vocabulary = _vocabulary([terms])
    return vocabulary.texts(vocabulary.matching(pattern))


def test_signs_of_regular_expressions_are_letters() -> None:
    assert _matching(["a.b", "axb", "a[b", "a+"], "*.b") == ["a.b"]
    assert _matching(["a.b", "axb", "a[b", "a+"], "?[*") == ["a[b"]


def test_many_stars_stay_cheap() -> None:
    """With every way to share the letters among the stars tried, this would not end."""
    terms = ["ا" * 60 + str(n) for n in range(300)]
    assert _matching(terms, "*ا" * 25 + "*ب") == []


@pytest.mark.parametrize("word", ["", "ا"])
def test_no_terms(word: str) -> None:
    assert _vocabulary([[]]).near(word, 2) == []
    assert _matching([], "*") == []


def test_the_vocabulary_counts_over_all_segments(snapshot: Snapshot, executor: Executor) -> None:
    for field in ("title", "body", "body_stem"):
        terms = [term.decode() for term in snapshot.searcher.reader().lexicon(field)]
        vocabulary = executor.reader.vocabulary(field)
        assert vocabulary.texts(vocabulary.matching("*")) == sorted(terms)
        assert len(vocabulary) == len(terms)
        for near in vocabulary.near(terms[0], 2):
            found = snapshot.searcher.doc_frequency(field, near.term.encode())
            assert near.documents == found > 0
