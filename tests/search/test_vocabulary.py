"""Terms by pattern and by edit distance, against the plain definitions."""

from fnmatch import fnmatchcase
from functools import cache
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from search.vocabulary import Vocabulary

words = st.text("ابتل", min_size=1, max_size=7)


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


@given(st.lists(words, max_size=30), words, st.integers(1, 2))
def test_near(terms: list[str], word: str, distance: int) -> None:
    expected = {(t, _edits(t, word)) for t in terms if _edits(t, word) <= distance}
    assert set(Vocabulary(dict.fromkeys(terms, 1)).near(word, distance)) == expected


@given(st.lists(words, max_size=30), words, st.integers(0, 3))
def test_near_with_a_prefix(terms: list[str], word: str, prefix: int) -> None:
    near = {term for term, _ in Vocabulary(dict.fromkeys(terms, 1)).near(word, 2, prefix)}
    shared = {t for t in terms if t[:prefix] == word[:prefix] and _edits(t, word) <= 2}
    # Where a word is shorter than the prefix, all of it counts as the prefix.
    short = {t for t in terms if len(t) < prefix or len(word) < prefix}
    assert shared <= near <= shared | short


@given(st.lists(words, max_size=30), st.text("ابت*?", min_size=1, max_size=6))
def test_matching(terms: list[str], pattern: str) -> None:
    expected = {term for term in terms if fnmatchcase(term, pattern)}
    assert set(Vocabulary(dict.fromkeys(terms, 1)).matching(pattern)) == expected


def test_signs_of_regular_expressions_are_letters() -> None:
    vocabulary = Vocabulary(dict.fromkeys(["a.b", "axb", "a[b", "a+"], 1))
    assert vocabulary.matching("*.b") == ["a.b"]
    assert vocabulary.matching("?[*") == ["a[b"]


def test_many_stars_stay_cheap() -> None:
    vocabulary = Vocabulary({"ا" * 60 + str(n): 1 for n in range(300)})
    began = process_time()
    assert vocabulary.matching("*ا" * 25 + "*ب") == []
    assert process_time() - began < 1
