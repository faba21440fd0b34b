"""The extension's functions give what plain Python gives, and are never led out of a file."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.codec.postings
from index.codec.field import FieldFile
from index.kernels import compiled
from tests.kernels.fields import (
    STEM_OF,
    Segment,
    large,
    list_of,
    positions,
    postings_of,
    segments_of,
    size_of,
)
from tests.support.modules import loaded_modules

pytestmark = pytest.mark.skipif(not compiled, reason="runs without the extension")

WORDS = [*STEM_OF, b"x"]
TERMS = st.sampled_from([*WORDS, b"+b", b"+c", b"+d", b"+x", b"none"])
SEEDS = st.integers(0, 999)
SEGMENTS = st.lists(
    st.lists(st.lists(st.sampled_from([*WORDS, b"ba", b"ba"]), max_size=9), max_size=8),
    min_size=1,
    max_size=3,
)


@pytest.fixture(scope="module", params=[1, 2])
def corpus(request: pytest.FixtureRequest) -> tuple[list[Segment], int]:
    texts = large(request.param)
    return segments_of(texts), size_of(texts)


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
        for k in (1, 10, 200, size):
            check_rank(segments, size, terms, k, False, k)


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
    refined = compiled.refine(words, [0.25], 3, 1.5, 7.0, ids, scores, days, factor)
    assert refined[0].tolist() == here[order].tolist()
    assert refined[1].tolist() == total[order].tolist()


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


# Hostile files and arguments


def damaged(segment: Segment, chance: np.random.Generator) -> list[bytearray]:
    """The files of a field and of its base with some bytes of their rows changed."""
    assert segment.words.base is not None
    files = [bytearray(file.buffer) for file in (segment.words.base, segment.words)]
    for data in files:
        for at in chance.integers(8, len(data), chance.integers(1, 9)):
            data[at] = chance.integers(0, 256)
    return files


def test_damaged_rows_are_refused_or_stay_inside(corpus: tuple[list[Segment], int]) -> None:
    segments, size = corpus
    refused = read_damaged(segments[0], size, np.random.default_rng(9), 150)
    assert refused


def read_damaged(segment: Segment, size: int, chance: np.random.Generator, count: int) -> int:
    """Read a field with wrong bytes ``count`` times; return how often that was refused."""
    ids = np.arange(0, size, 3, dtype=np.int32)
    refused = 0
    for _ in range(count):
        try:
            base, words = damaged(segment, chance)
            file = FieldFile(words, {"stems": FieldFile(base)}.get)
            for number in chance.integers(0, len(file), 20).tolist():
                try:
                    exercise(file, number, ids, size)
                except ValueError:
                    refused += 1
        except ValueError:
            refused += 1
    return refused


def exercise(file: FieldFile, number: int, ids: np.ndarray, size: int) -> None:
    postings = file.postings(number)
    docs = postings.docs()
    assert docs.min() >= 0 and docs.max() < file.documents
    assert len(postings.freqs()) == len(docs)
    assert len(postings.positions()) == postings.occurrences
    own = compiled.List((postings.rows,), (0,))
    compiled.mark([own], np.zeros(size, bool))
    compiled.among([own], ids)
    compiled.frequencies([[(own, 1.0)]], ids)
    compiled.places([[own], [own]], [True], 30, ids)
    compiled.in_a_row([[own], [own]], ids)
    norms, days = np.ones(size, np.float32), np.zeros(size, np.int32)
    part = compiled.Part([(own, 1.0)], norms, 2.2)
    word = compiled.Word([(part, 1.0)], [(part, 1.0)], [own], [[own]])
    for asked in (np.ones(size, bool), ids):
        compiled.rank([(word, 1.0)], asked, days, None, 10)
    scores = np.zeros(len(ids))
    compiled.add_scores([(word, 1.0)], np.ones(size, bool), np.zeros(size))
    compiled.refine([(word, 1.0)], [], 30, 1.5, 1.0, ids, scores, days, None)


COLUMN = st.lists(
    st.one_of(st.integers(0, 9), st.integers(0, 2**32 - 1), st.sampled_from([4096, 0x555, 0xFFF])),
    min_size=11,
    max_size=11,
)


@settings(deadline=None, max_examples=500)
@given(st.binary(max_size=400), st.integers(-5, 500), COLUMN, st.integers(0, 50), st.booleans())
def test_any_column_over_any_bytes(
    data: bytes, begin: int, column: list[int], documents: int, has_positions: bool
) -> None:
    file = compiled.File(data, documents, has_positions)
    packed = np.array(column, "<u4").tobytes()
    ids = np.arange(60, dtype=np.int32)
    try:
        base = compiled.Rows(file, begin, packed, None)
        for rows in (base, compiled.Rows(file, begin, packed, base)):
            for read in (rows.docs, rows.freqs, rows.positions, rows.numbers):
                try:
                    read()
                except ValueError:
                    continue
            own = compiled.List((rows,), (3,))
            compiled.in_a_row([[own], [own]], ids)
            compiled.places([[own], [own]], [True], 30, ids)
            compiled.among([own], ids)
    except ValueError:
        return


def test_arguments_of_the_wrong_kind_are_refused(corpus: tuple[list[Segment], int]) -> None:
    segments, size = corpus
    own = list_of(segments, b"ba")
    ids = np.arange(9, dtype=np.int32)
    more = np.zeros(9, np.uint32)
    none = ids[:0], more[:0]
    norms, days, mask = np.ones(size, np.float32), np.zeros(size, np.int32), np.ones(size, bool)
    part = compiled.Part([(own, 1.0)], norms, 1.0)
    word = compiled.Word([(part, 1.0)], [(part, 1.0)], [own], [[own]])
    less = compiled.Part([], norms[1:], 1.0)
    short = compiled.Word([(less, 1.0)], [(less, 1.0)], [], [])
    bare = compiled.Word([], [], [own], [])
    scores = np.zeros(9)
    wrong: list[Any] = [
        lambda: compiled.mark([own], np.zeros(size, np.uint8)),
        lambda: compiled.mark([own], np.zeros(2 * size, bool)[::2]),
        lambda: compiled.mark([own], np.zeros(own.size - 1, bool)),
        lambda: compiled.among([own], ids.astype(np.int64)),
        lambda: compiled.frequencies([[(None, 1.0)]], ids),
        lambda: compiled.Part([(own, 1.0)], norms[: own.size - 1], 1.0),
        lambda: compiled.Part([(None, 1.0)], norms, 1.0),
        lambda: compiled.Word([(own, 1.0)], [], [], []),
        lambda: compiled.Word([], [], [None], []),
        lambda: compiled.Word([], [], [], [[part]]),
        lambda: compiled.rank([(short, 1.0)], mask, days, None, 5),
        lambda: compiled.rank([(word, 1.0)], mask, days, norms, 5),
        lambda: compiled.rank([(word, 1.0)], mask[:9], days, None, 5),
        lambda: compiled.rank([(word, 1.0)], mask[:9], days[:9], None, 5),
        lambda: compiled.rank([(word, 1.0)], ids + size, days, None, 5),
        lambda: compiled.rank([(None, 1.0)], ids, days, None, 5),
        lambda: compiled.places([[own], [None]], [True], 3, ids),
        lambda: compiled.places([[own], [own]], [], 3, ids),
        lambda: compiled.union([None]),
        lambda: compiled.add_scores([(word, 1.0)], mask[:9], np.zeros(9)),
        lambda: compiled.add_scores([(word, 1.0)], mask, np.zeros(9)),
        lambda: compiled.add_scores([(short, 1.0)], mask, np.zeros(size)),
        lambda: compiled.refine([(word, 1.0)], [1.0], 3, 1.5, 0.0, ids, scores, days, None),
        lambda: compiled.refine([(word, 1.0)], [], 3, 1.5, 0.0, ids, scores[1:], days, None),
        lambda: compiled.refine([(word, 1.0)], [], 3, 1.5, 0.0, ids - 1, scores, days, None),
        lambda: compiled.refine([(word, 1.0)], [], 3, 1.5, 0.0, ids, scores, days[:5], None),
        lambda: compiled.refine([(word, 1.0)], [], 3, 1.5, 0.0, ids, scores, days, norms),
        lambda: compiled.refine([(short, 1.0)], [], 3, 1.5, 0.0, ids, scores, days, None),
        lambda: compiled.refine([(bare, 1.0)] * 2, [1.0], 3, 1.5, 1.0, ids, scores, days, None),
        lambda: compiled.look_up((segments[0].words.file,), (), b"ba"),
        lambda: compiled.List((own,), (0,)),
        lambda: compiled.List((postings_of(segments[0], b"ba").rows,) * 2, (0, 1)),
        lambda: compiled.count_rows(np.zeros((3, 2), np.uint8), *none, np.zeros(3, bool), 4),
        lambda: compiled.count_rows(np.zeros((3, 2), np.uint16), *none, np.zeros(4, bool), 4),
        lambda: compiled.count_rows(np.zeros((3, 2), np.uint16), *none, ids, 4),
        lambda: compiled.count_rows(np.zeros((3, 2), np.uint16), ids, more, np.ones(3, bool), 4),
        lambda: compiled.count_rows(np.zeros((3, 2), np.uint16), ids, none[1], ids[:3], 4),
        lambda: compiled.largest(np.zeros(3), 2),
    ]
    for call in wrong:
        with pytest.raises((TypeError, ValueError, AttributeError, IndexError)):
            call()


def test_a_file_in_a_circle_is_let_go_of_without_harm() -> None:
    """A collection once took the memory from under it, which ended the process."""
    code = (
        "import gc\n"
        "from index.kernels import compiled\n"
        "ring = []\n"
        "ring += [ring, compiled.File(memoryview(bytes(64)), 3, True)]\n"
        "del ring\n"
        "gc.collect()\n"
    )
    loaded_modules(code)
