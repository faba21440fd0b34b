"""The extension's functions give what plain Python gives, and are never led out of a file."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.codec.postings
from index.kernels import compiled
from tests.kernels.fields import (
    STEM_OF,
    Segment,
    list_of,
    positions,
    postings_of,
    segments_of,
    size_of,
)

pytestmark = pytest.mark.skipif(not compiled, reason="runs without the extension")

WORDS = [*STEM_OF, b"x"]
TERMS = st.sampled_from([*WORDS, b"+b", b"+c", b"+d", b"+x", b"none"])
SEEDS = st.integers(0, 999)
SEGMENTS = st.lists(
    st.lists(st.lists(st.sampled_from([*WORDS, b"ba", b"ba"]), max_size=9), max_size=8),
    min_size=1,
    max_size=3,
)


def terms_of(segments: list[Segment]) -> list[bytes]:
    return sorted({term for s in segments for document in s.documents for term in document})


def test_rows_are_read_as_numpy_reads_them(
    corpus: tuple[list[Segment], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    segments, _ = corpus
    for segment in segments:
        for term in terms_of([segment]):
            fast = postings_of(segment, term)
            assert fast is not None
            found = fast.docs(), fast.freqs(), fast.positions()
            with monkeypatch.context() as patch:
                patch.setattr(index.codec.postings, "compiled", None)
                plain = fast.docs(), fast.freqs(), fast.positions()
            for one, other in zip(found, plain, strict=True):
                assert np.array_equal(one, other)


def check_lists(segments: list[Segment], size: int, terms: list[bytes], ids: list[int]) -> None:
    lists = [list_of(segments, term) for term in terms]
    places = [positions(segments, term) for term in terms]
    asked = np.array(ids, np.int32)
    marks = np.zeros(size, bool)
    compiled.mark(lists, marks)
    assert set(np.flatnonzero(marks).tolist()) == {doc for at in places for doc in at}
    assert compiled.union(lists).tolist() == np.flatnonzero(marks).tolist()
    assert compiled.among(lists, asked).tolist() == [any(doc in at for at in places) for doc in ids]
    groups = [[(own, 0.5)] for own in lists] + [[(own, 1.5) for own in lists]]
    counts = [[len(at.get(doc, ())) for doc in ids] for at in places]
    expected = [[0.5 * n for n in row] for row in counts]
    expected.append([1.5 * sum(column) for column in zip(*counts, strict=True)])
    assert compiled.frequencies(groups, asked).tolist() == expected


def check_places(segments: list[Segment], terms: list[bytes], ids: list[int]) -> None:
    lists = [list_of(segments, term) for term in terms]
    places = [positions(segments, term) for term in terms]
    asked = np.array(ids, np.int32)
    early, met = compiled.places([*([own] for own in lists), []], [True] * len(lists), 3, asked)
    for row, at in zip(early.tolist(), places, strict=False):
        assert row == [sum(p < 3 for p in at.get(doc, ())) for doc in ids]
    for row, (one, other) in zip(met.tolist(), pairwise(places), strict=False):
        following = [{p - 1 for p in other.get(doc, ())} for doc in ids]
        assert row == [
            len(after & set(one.get(doc, ()))) for after, doc in zip(following, ids, strict=True)
        ]
    assert not early[-1].any() and not met[-2:].any()
    asked_for = [[list_of(segments, t) for t in (term, b"x")] for term in terms]
    of_any, met = compiled.places(asked_for, [True] * (len(lists) - 1), 3, asked)
    both = [(at, positions(segments, b"x")) for at in places]
    for row, own in zip(of_any.tolist(), both, strict=True):
        assert row == [sum(p < 3 for at in own for p in at.get(doc, ())) for doc in ids]
    for row, (own, following) in zip(met.tolist(), pairwise(both), strict=False):
        assert row == [
            sum(
                p + 1 in after.get(doc, ())
                for at in own
                for p in at.get(doc, ())
                for after in following
            )
            for doc in ids
        ]
    either = [
        {doc: {*at.get(doc, ()), *positions(segments, b"x").get(doc, ())} for doc in ids}
        for at in places
    ]
    begins = [
        set.intersection(*({p - n for p in at[doc]} for n, at in enumerate(either))) for doc in ids
    ]
    found = compiled.in_a_row(asked_for, asked).tolist()
    assert found == [any(p >= 0 for p in begin) for begin in begins]


@settings(deadline=None)
@given(SEGMENTS, st.lists(TERMS, min_size=1, max_size=4), st.data())
def test_terms_through_segments(
    texts: list[list[list[bytes]]], terms: list[bytes], data: Any
) -> None:
    segments, size = segments_of(texts), size_of(texts)
    ids = sorted(data.draw(st.sets(st.integers(0, size - 1))))
    check_lists(segments, size, terms, ids)
    check_places(segments, terms, ids)


def test_terms_through_large_segments(corpus: tuple[list[Segment], int]) -> None:
    segments, size = corpus
    chance = np.random.default_rng(5)
    terms = terms_of(segments)
    for share in (0.02, 0.5):
        ids = np.flatnonzero(chance.random(size) < share).tolist()
        for _ in range(8):
            some = chance.choice(len(terms), 3)
            check_lists(segments, size, [terms[n] for n in some], ids)
            check_places(segments, [terms[n] for n in some], ids)
        check_places(segments, [b"ba", b"+b", b"ba"], ids)


def ranked(
    parts: list[Any], mask: np.ndarray, days: np.ndarray, factor: np.ndarray | None, k: int
) -> tuple[list[int], list[float]]:
    """The best documents by whole arrays in single precision, as NumPy has it."""
    scores = np.zeros(len(mask))
    for evidence, norms, gain, times in parts:
        tf = np.zeros(len(mask), np.float32)
        for at, weight in evidence:
            for doc, places in at.items():
                tf[doc] += np.float32(len(places)) * np.float32(weight)
        worth = tf / (norms + tf) * np.float32(gain) * np.float32(times)
        scores += worth.astype(np.float64)
    if factor is not None:
        scores *= factor
    ids = np.flatnonzero(mask)
    order = np.lexsort((ids, -days[ids], -scores[ids]))[:k]
    return ids[order].tolist(), scores[ids[order]].tolist()


@settings(deadline=None)
@given(SEGMENTS, st.lists(TERMS, max_size=4), st.integers(0, 9), st.booleans(), st.integers(0, 9))
def test_the_best_documents(
    texts: list[list[list[bytes]]], terms: list[bytes], k: int, aging: bool, seed: int
) -> None:
    check_rank(segments_of(texts), size_of(texts), terms, k, aging, seed)


def test_the_best_of_many_documents(corpus: tuple[list[Segment], int]) -> None:
    segments, size = corpus
    for terms in ([b"ba"], [b"+b", b"w3"], [b"ca", b"w1", b"+d", b"w2"]):
        for k in (1, 2, 10, 200, size):
            check_rank(segments, size, terms, k, False, k)


def test_the_best_of_documents_in_several_windows() -> None:
    """Scores are added up 4,096 documents at a time, and rows go on from one to the next."""
    chance = np.random.default_rng(3)
    lengths = chance.integers(0, 4, 5000)
    texts = [[[WORDS[w] for w in chance.integers(0, len(WORDS), n)] for n in lengths]]
    check_rank(segments_of(texts), size_of(texts), [b"+b", b"x", b"ca"], 10, False, 1)


def check_rank(
    segments: list[Segment], size: int, terms: list[bytes], k: int, aging: bool, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    norms = chance.choice([0.5, 1.0, 2.5], size).astype(np.float32)
    days = chance.integers(0, 3, size).astype(np.int32)
    mask = chance.random(size) < 0.7
    factor = chance.choice([0.5, 1.0], size) if aging else None
    weighed = [(terms[:2], 2.5), (terms[1:], 1.0)]
    parts = [([(t, w) for t in some], norms, 2.2, 1.5) for some, w in weighed]
    fast = [
        (compiled.Part([(list_of(segments, t), w) for t, w in of], own, gain), times)
        for of, own, gain, times in parts
    ]
    slow = [([(positions(segments, t), w) for t, w in of], *rest) for of, *rest in parts]
    expected = ranked(slow, mask, days, factor, k)
    first = compiled.Word(fast, [], [], [])
    for asked in (mask, np.flatnonzero(mask).astype(np.int32)):
        ids, scores = compiled.rank([(first, 1.0)], asked, days, factor, k)
        assert (ids.tolist(), scores.tolist()) == expected
    added = np.full(size, 2.0)
    compiled.add_scores([(first, 1.0)], mask, added)
    best, theirs = ranked(slow, mask, days, None, size)
    assert added[best].tolist() == [2.0 + score for score in theirs]
    assert (added[~mask] == 2.0).all()
    check_refined(segments, terms, fast, slow, (np.array(expected[0], np.int32), days, factor))


def check_refined(
    segments: list[Segment], terms: list[bytes], fast: list[Any], slow: list[Any], found: Any
) -> None:
    """A closer look at two words gives what NumPy gives from their parts and positions."""
    ids, days, factor = found
    chance = np.random.default_rng(len(ids))
    chance.shuffle(ids)
    scores = chance.integers(0, 9, len(ids)).astype(np.float64)
    lists = [list_of(segments, term) for term in terms]
    words = [
        (compiled.Word(fast[1:], fast[:1], lists[:1], [lists[1:2], lists[:2]]), 0.75),
        (compiled.Word([], fast, lists[1:2], []), 2.0),
    ]
    here = np.sort(ids)
    before = scores[np.argsort(ids)]
    at = [[own] for own in lists[:1]], [[own] for own in lists[1:2]]
    bodies = [[own for one in some for own in one] for some in at]
    early, met = compiled.places(bodies, [True], 3, here)
    early *= np.float32(1.5)
    total = np.zeros(len(here))
    rows = [(slow[0], 0.75 * 1.5, early[0]), (slow[1], -0.75 * 1.5, None)]
    rows += [(slow[0], 2.0 * 1.5, early[1]), (slow[1], 2.0 * 1.5, None)]
    for (evidence, norms, gain, _), times, more in rows:
        total += worth_of(evidence, norms, gain, times, more, here)
    if factor is not None:
        before = before / factor[here]
    total += before
    pair = met[0] / (slow[0][1][here] + met[0]) * np.float32(slow[0][2]) * np.float32(0.25)
    total += pair
    tiers = [
        np.isin(here, [d for t in some for d in positions(segments, t)])
        for some in (terms[1:2], terms[:2])
    ]
    total += 7.0 * (tiers[0].astype(float) + tiers[1])
    if factor is not None:
        total *= factor[here]
    order = np.lexsort((here, -days[here], -total))
    for k in (0, 1, len(ids) // 2, 200, len(ids)):
        refined = compiled.refine(words, [0.25], 3, 1.5, 7.0, ids, scores, days, factor, k)
        assert refined[0].tolist() == here[order[:k]].tolist()
        assert refined[1].tolist() == total[order[:k]].tolist()


@settings(deadline=None)
@given(SEGMENTS, st.lists(TERMS, max_size=4), st.data(), SEEDS)
def test_scores_of_terms_by_themselves(
    texts: list[list[list[bytes]]], terms: list[bytes], data: Any, seed: int
) -> None:
    segments, size = segments_of(texts), size_of(texts)
    chosen = sorted(data.draw(st.sets(st.integers(0, size - 1)))) if size else []
    check_terms(segments, size, terms, np.array(chosen, np.int32), seed)


def test_scores_of_terms_in_many_documents(corpus: tuple[list[Segment], int]) -> None:
    segments, size = corpus
    chance = np.random.default_rng(3)
    for share in (0.01, 0.3, 1.0):
        ids = np.flatnonzero(chance.random(size) < share).astype(np.int32)
        check_terms(segments, size, [b"ba", b"+b", b"w3", b"none"], ids, 7)


def check_terms(
    segments: list[Segment], size: int, terms: list[bytes], ids: np.ndarray, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    lengths = chance.integers(0, 256, size).astype(np.uint8)
    norms = chance.random(256) + 0.1
    days = chance.integers(0, 3, size).astype(np.int32)
    weights = chance.random(len(terms)).tolist()
    asked: list[Any] = []
    expected = np.ones(len(ids))
    for n, (term, weight) in enumerate(zip(terms, weights, strict=True)):
        at = positions(segments, term)
        freqs = np.array([len(at.get(doc, ())) for doc in ids.tolist()], float)
        asked.append((list_of(segments, term), *((lengths, norms) if n else (None, None)), weight))
        expected += (freqs * 2.2 / (freqs + norms[lengths[ids]]) if n else freqs) * weight
    found = np.ones(len(ids))
    compiled.add_terms(asked, ids, found, 2.2)
    assert found.tolist() == expected.tolist()
    mask, by_document = np.zeros(size, bool), np.ones(size)
    mask[ids] = True
    compiled.add_terms(asked, mask, by_document, 2.2)
    assert by_document[ids].tolist() == expected.tolist()
    assert (by_document[~mask] == 1).all()
    order = np.lexsort((ids, -days[ids], -found))
    for k in (0, 1, 3, len(ids)):
        best, scores = compiled.best_of(ids, found, days, k)
        assert best.tolist() == ids[order[:k]].tolist()
        assert scores.tolist() == found[order[:k]].tolist()


def worth_of(
    evidence: Any, norms: Any, gain: float, times: float, more: Any, ids: np.ndarray
) -> np.ndarray:
    """What a part is worth in documents that have some frequencies besides, as NumPy has it."""
    tf = np.zeros(len(norms), np.float32)
    for at, weight in evidence:
        for doc, places in at.items():
            tf[doc] += np.float32(len(places)) * np.float32(weight)
    own = tf[ids] if more is None else tf[ids] + more
    worth: np.ndarray = own / (own + norms[ids]) * (np.float32(times) * np.float32(gain))
    return worth


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(0, 5), st.sampled_from([np.uint16, np.uint32]), SEEDS)
def test_counts_of_rows(size: int, width: int, kind: Any, seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = chance.integers(0, 9, (size, width)).astype(kind)
    owners = np.sort(chance.integers(0, size, 6)).astype(np.int32)
    more = chance.integers(0, 9, 6).astype(np.uint32)
    mask = chance.random(size) < chance.choice([0.02, 0.5])
    ids = np.flatnonzero(mask).astype(np.int32)
    counted = np.concatenate([rows[mask].ravel(), more[mask[owners]]])
    expected = np.bincount(counted, minlength=9)[:8].tolist()
    for docs in (mask, ids):
        assert compiled.count_rows(rows, owners, more, docs, 8).tolist() == expected


@settings(deadline=None)
@given(st.lists(st.integers(0, 4), max_size=30), st.integers(0, 12))
def test_the_largest_counts(counts: list[int], k: int) -> None:
    found = compiled.largest(np.array(counts, np.int32), k).tolist()
    order = sorted((-n, place) for place, n in enumerate(counts) if n)
    assert found == [place for _, place in order[:k]]
