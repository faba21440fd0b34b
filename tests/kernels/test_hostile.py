"""Damaged files and arguments of the wrong kind lead no compiled loop out of what it reads."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.codec.field import FieldFile
from index.kernels import compiled
from tests.kernels.fields import (
    Segment,
    list_of,
    postings_of,
)
from tests.support.modules import loaded_modules

pytestmark = pytest.mark.skipif(not compiled, reason="runs without the extension")


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
    compiled.refine([(word, 1.0)], [], 30, 1.5, 1.0, ids, scores, days, None, 200)
    compiled.add_terms([(own, None, None, 1.0)], ids, scores, 2.2)
    compiled.add_terms([(own, None, None, 1.0)], np.ones(size, bool), np.zeros(size), 2.2)


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
    bytes_ = np.zeros(size, np.uint8)
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
        lambda: compiled.refine([(word, 1.0)], [1.0], 3, 1.5, 0.0, ids, scores, days, None, 200),
        lambda: compiled.refine([(word, 1.0)], [], 3, 1.5, 0.0, ids, scores[1:], days, None, 200),
        lambda: compiled.refine([(word, 1.0)], [], 3, 1.5, 0.0, ids - 1, scores, days, None, 200),
        lambda: compiled.refine([(word, 1.0)], [], 3, 1.5, 0.0, ids, scores, days[:5], None, 200),
        lambda: compiled.refine([(word, 1.0)], [], 3, 1.5, 0.0, ids, scores, days, norms, 200),
        lambda: compiled.refine([(short, 1.0)], [], 3, 1.5, 0.0, ids, scores, days, None, 200),
        lambda: compiled.refine(
            [(bare, 1.0)] * 2, [1.0], 3, 1.5, 1.0, ids, scores, days, None, 200
        ),
        lambda: compiled.add_terms([(own, days, None, 1.0)], ids, scores, 2.2),
        lambda: compiled.add_terms([(own, None, None, 1.0)], mask[:9], np.zeros(9), 2.2),
        lambda: compiled.add_terms([(own, None, None, 1.0)], mask, np.zeros(9), 2.2),
        lambda: compiled.add_terms([(own, bytes_, norms, 1.0)], ids, scores, 2.2),
        lambda: compiled.add_terms([(own, bytes_[:3], np.zeros(256), 1.0)], ids, scores, 2.2),
        lambda: compiled.add_terms([(own, bytes_, np.zeros(9), 1.0)], ids, scores, 2.2),
        lambda: compiled.add_terms([(own, b"", b"", 1.0)], ids, scores, 2.2),
        lambda: compiled.add_terms([(own, None, None, 1.0)], ids, scores[1:], 2.2),
        lambda: compiled.add_terms([(None, None, None, 1.0)], ids, scores, 2.2),
        lambda: compiled.best_of(ids, scores[1:], days, 5),
        lambda: compiled.best_of(ids, scores, days[:3], 5),
        lambda: compiled.best_of(ids - 1, scores, days, 5),
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
