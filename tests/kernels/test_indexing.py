"""The extension's loops of indexing give what NumPy gives, bit by bit."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.analysis.forms
import index.codec.bit_packing
import index.codec.inversion
import index.codec.selection
from index.analysis.forms import FormView, TermNumbers
from index.arrays import UInts
from index.codec.bit_packing import (
    WIDTHS,
    Strips,
    pack,
    read_strips,
    strip_bytes,
    windows_of,
    write,
)
from index.codec.inversion import Heading, Text, invert_text
from index.codec.inverted import Inverted
from index.codec.selection import find
from index.kernels import compiled

pytestmark = pytest.mark.skipif(not compiled, reason="runs without the extension")

STRIPS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 15)), max_size=9)
SEEDS = st.integers(0, 999)


def both(monkeypatch: pytest.MonkeyPatch, module: Any, call: Any) -> tuple[Any, Any]:
    """What a call gives with the extension, and without."""
    fast = call()
    with monkeypatch.context() as patch:
        patch.setattr(module, "compiled", None)
        return fast, call()


@settings(deadline=None)
@given(STRIPS, SEEDS)
def test_strips_are_written_and_read_bit_by_bit(strips: list[tuple[int, int]], seed: int) -> None:
    chance = np.random.default_rng(seed)
    counts = np.array([count for count, _ in strips], np.int64)
    codes = np.array([code for _, code in strips], np.int64)
    values = chance.integers(0, 2**32, int(counts.sum()), np.uint32)
    sizes = strip_bytes(counts, codes)
    starts = np.cumsum(sizes) - sizes
    with pytest.MonkeyPatch.context() as patch:

        def written() -> list[int]:
            words = np.zeros(int(sizes.sum()) // 8 + 2, np.uint64)
            write(words, Strips(values, counts, codes), starts)
            return words.tolist()

        fast, slow = both(patch, index.codec.bit_packing, written)
        assert fast == slow
        windows = windows_of(np.array(fast, "<u8").tobytes())

        def read() -> list[int]:
            return read_strips(windows, starts, counts, codes).tolist()

        fast, slow = both(patch, index.codec.bit_packing, read)
        assert fast == slow
        masks = np.repeat((1 << WIDTHS[codes]) - 1, counts)
        assert fast == (values & masks).tolist()


FORMS = st.lists(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["a", "b", "c", "d"])), max_size=4),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(FORMS, st.lists(st.integers(0, 5), max_size=20))
def test_forms_become_terms(forms: list[list[tuple[int, str]]], text: list[int]) -> None:
    view = FormView(TermNumbers())
    view.extend(forms)
    chosen = np.array([form % len(forms) for form in text], np.uint32)
    docs, positions = np.arange(len(text), dtype=np.uint32), np.full(len(text), 7, np.uint32)
    with pytest.MonkeyPatch.context() as patch:
        fast, slow = both(patch, index.analysis.forms, lambda: view.stream(chosen, docs, positions))
    for one, other in zip(fast, slow, strict=True):
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()


@settings(deadline=None)
@given(
    FORMS,
    st.lists(st.lists(st.integers(0, 5), max_size=9)),
    st.integers(0, 3),
    st.booleans(),
    st.integers(1, 9),
)
def test_occurrences_are_sorted_by_term(
    forms: list[list[tuple[int, str]]],
    texts: list[list[int]],
    times: int,
    positions: bool,
    size: int,
) -> None:
    terms = TermNumbers()
    view = FormView(terms)
    view.extend(forms)

    def passage(parts: list[list[int]]) -> tuple[UInts, UInts]:
        words = [form % len(forms) for part in parts for form in part]
        return np.array(words, np.uint32), np.array([*map(len, parts)], np.uint32)

    widths = np.arange(len(forms), dtype=np.uint32)
    heading = Heading(*passage(texts[::-1]), times) if times else None
    text = Text(*passage(texts), widths, heading)
    with pytest.MonkeyPatch.context() as patch:
        fast, slow = both(
            patch,
            index.codec.inversion,
            lambda: [*invert_text(terms, view, text, positions=positions, size=size)],
        )
    assert [part.terms for part in fast] == [part.terms for part in slow]
    for part, others in zip(fast, slow, strict=True):
        for name in ("counts", "docs", "freqs", "positions"):
            one, other = getattr(part, name), getattr(others, name)
            assert one.dtype == other.dtype
            assert one.tolist() == other.tolist()
    written = [times * head + own for head, own in zip(texts[::-1], texts, strict=True)]
    flat = Text(*passage(written), widths)
    for part, others in zip(
        fast, invert_text(terms, view, flat, positions=positions, size=size), strict=True
    ):
        for name in ("terms", "counts", "docs", "freqs", "positions"):
            assert list(getattr(part, name)) == list(getattr(others, name))


ROWS = st.lists(
    st.dictionaries(
        st.integers(0, 9),
        st.lists(st.integers(0, 9), min_size=1, max_size=5).map(sorted),
        min_size=1,
        max_size=5,
    ),
    min_size=1,
    max_size=5,
)


def plain(rows: list[dict[int, list[int]]]) -> Inverted:
    postings = [(doc, row[doc]) for row in rows for doc in sorted(row)]
    columns = (
        [len(row) for row in rows],
        [doc for doc, _ in postings],
        [len(places) for _, places in postings],
        [place for _, places in postings for place in places],
    )
    return Inverted([b""] * len(rows), *(np.array(column, np.uint32) for column in columns))


@settings(deadline=None)
@given(ROWS, ROWS, st.lists(st.integers(-1, 4), min_size=5, max_size=5), SEEDS)
def test_rows_are_found_in_their_bases(
    bases: list[dict[int, list[int]]], others: list[dict[int, list[int]]], of: list[int], seed: int
) -> None:
    """Rows that are a part of their base, and rows of any kind."""
    chance = np.random.default_rng(seed)
    of = [min(number, len(bases) - 1) for number in of]
    rows = []
    for number, other in zip(of, others, strict=False):
        base = bases[max(number, 0)]
        docs = {doc: places for doc, places in base.items() if chance.random() < 0.8}
        part = {doc: [p for p in places if chance.random() < 0.7] for doc, places in docs.items()}
        part = {doc: places for doc, places in part.items() if places}
        rows.append(part if part and chance.random() < 0.8 else other)
    own = plain(rows)
    first = np.cumsum(own.counts, dtype=np.int64) - own.counts
    sizes = np.add.reduceat(own.freqs, first, dtype=np.int64)
    where = np.array(of[: len(rows)], np.int64)
    with pytest.MonkeyPatch.context() as patch:
        fast, slow = both(
            patch, index.codec.selection, lambda: find(own, sizes, plain(bases), where)
        )
    assert fast.fits.tolist() == slow.fits.tolist()
    here = np.repeat(fast.fits, own.counts)
    assert fast.owners[here].tolist() == slow.owners[here].tolist()
    here = np.repeat(here, own.freqs)
    assert fast.skipped[here].tolist() == slow.skipped[here].tolist()


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 32), min_size=1, max_size=60), max_size=6), SEEDS)
def test_rows_are_packed_bit_by_bit(rows: list[list[int]], seed: int) -> None:
    chance = np.random.default_rng(seed)
    counts = np.array([len(row) for row in rows], np.uint32)
    bits = np.array([bits for row in rows for bits in row], np.uint64)
    values = (chance.random(len(bits)) * 2.0**bits).astype(np.uint32)
    with pytest.MonkeyPatch.context() as patch:
        fast, slow = both(patch, index.codec.bit_packing, lambda: pack(values, counts))
    for one, other in zip(
        (*fast[0], *sum(fast[1], ())), (*slow[0], *sum(slow[1], ())), strict=True
    ):
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()


def test_numbers_out_of_range_are_refused() -> None:
    few, none = np.arange(3, dtype=np.uint32), np.zeros(0, np.uint32)
    ranks, one = np.arange(3, dtype=np.int32), np.ones(1, np.int64)
    ids = np.arange(3)
    once, text = np.ones(2, np.int64), (few, np.array([2, 1], np.uint32), few, None)
    heads, more = (few[1:], np.array([1, 1], np.uint32), 1), 2 * once
    windows = windows_of(bytes(32))
    wrong: list[Any] = [
        lambda: compiled.invert(ranks, few, few, text, once, -1, True),
        lambda: compiled.invert(ranks, few, few, text, once, (1 << 31) - 2, True),
        lambda: compiled.invert(few, few, few, text, once, 0, True),
        lambda: compiled.invert(ranks[:1], few, few, text, once, 0, True),
        lambda: compiled.invert(ranks, none, few, text, once, 0, True),
        lambda: compiled.invert(ranks, few, few[::-1].copy(), text, once, 0, True),
        lambda: compiled.invert(ranks, few, few, text, once + 1, 0, True),
        lambda: compiled.invert(ranks, few, few, text, once - 1, 0, True),
        lambda: compiled.invert(ranks, few, few, text, once - 2, 0, True),
        lambda: compiled.invert(ranks, few, few, text, once[:1] * 2, 0, True),
        lambda: compiled.invert(ranks, few, few, text, np.array([1, 0]), 0, True),
        lambda: compiled.invert(ranks, few, few, text, np.array([2, -1]), 0, True),
        lambda: compiled.invert(ranks, few, few, (few + np.uint32(1), *text[1:]), once, 0, True),
        lambda: compiled.invert(ranks, few, few, (few[:2], *text[1:]), once, 0, True),
        lambda: compiled.invert(ranks, few, few, (few, none, few, None), once, 0, False),
        lambda: compiled.invert(ranks, few, few, (*text[:2], few[:2], None), once, 0, False),
        lambda: compiled.invert(ranks, few, few, (*text[:3], heads), once, 0, True),
        lambda: compiled.invert(ranks, few, few, (*text[:3], (few, *heads[1:])), more, 0, True),
        lambda: compiled.invert(ranks, few, few, (*text[:3], (none, *heads[1:])), more, 0, True),
        lambda: compiled.invert(ranks, few, few, (*text[:3], (few, none, 1)), more, 0, True),
        lambda: compiled.invert(ranks, few, few, (*text[:3], (*heads[:2], 0)), more, 0, True),
        lambda: compiled.invert(ranks, few, few, text[:2], once, 0, False),
        lambda: compiled.find_rows((few, few, few, few), (few, few, few, few), one),
        lambda: compiled.find_rows((few, few, few), (few, few, few, few), ids),
        lambda: compiled.find_rows((few, few, few[:2], few), (few, few, few, few), ids),
        lambda: compiled.find_rows((few, few, few, none), (few, few, few, few), ids),
        lambda: compiled.find_rows((few, few, few, few), (few, few, few, none), ids),
        lambda: compiled.find_rows((few, few, few, few), (few, few, few, few), ids + 1),
        lambda: compiled.count_widths(few, one),
        lambda: compiled.count_widths(few, -ids),
        lambda: compiled.count_widths(few, few),
        lambda: compiled.split_wide(few, ids, ids[:2]),
        lambda: compiled.split_wide(few, ids, ids + 14),
        lambda: compiled.split_wide(few, ids, ids - 1),
        lambda: compiled.split_wide(few, ids + 1, ids),
        lambda: compiled.stream(few, few, few, np.array([3], np.uint32), few, few),
        lambda: compiled.stream(few, few, few[::-1].copy(), few, few, few),
        lambda: compiled.stream(few, few, few + np.uint32(2), few, few, few),
        lambda: compiled.stream(few, none, few, few, few, few),
        lambda: compiled.stream(few, few, few, few, none, few),
        lambda: compiled.write_strips(np.zeros(1, np.uint64), few[:1], one, one * 15, one * 4),
        lambda: compiled.write_strips(np.zeros(9, np.uint64), few, one, one, one),
        lambda: compiled.write_strips(np.zeros(9, np.uint64), few[:1], one, one * 16, one),
        lambda: compiled.write_strips(np.zeros(9, np.uint64), none, one, one, one),
        lambda: compiled.write_strips(np.zeros(9, np.uint64), none, -one, one, one),
        lambda: compiled.read_strips(windows, one * 9, one * 15, one, 9),
        lambda: compiled.read_strips(windows, one, one, -one, 1),
        lambda: compiled.read_strips(windows, one * 2**40, one, one, 1),
        lambda: compiled.read_strips(windows, one, one, one, 2),
        lambda: compiled.read_strips(np.zeros(9, np.uint64), one, one, one, 1),
    ]
    for call in wrong:
        with pytest.raises((TypeError, ValueError)):
            call()
