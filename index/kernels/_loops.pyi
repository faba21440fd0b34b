from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

_Bools = npt.NDArray[np.bool_]
_Int32s = npt.NDArray[np.int32]
_Ints = npt.NDArray[np.int64]
_UInts = npt.NDArray[np.uint32]
_Floats = npt.NDArray[np.float64]
_Float32s = npt.NDArray[np.float32]

VERSION: int

class File:
    def __init__(
        self,
        buffer: Any,
        documents: int,
        has_positions: bool,
        index: tuple[int, int, int, int, int] | None = None,
        base: File | None = None,
    ) -> None: ...
    def find(self, term: bytes) -> int | None: ...
    def at_or_after(self, term: bytes) -> int: ...
    def rows(self, number: int) -> Rows: ...

def write_block(text: bytes, table: _UInts, begin: int) -> bytes: ...
def read_block(data: Any, terms: int, has_positions: bool) -> tuple[_UInts, bytes, int]: ...
def look_up(files: tuple[File | None, ...], offsets: tuple[int, ...], term: bytes) -> List: ...

class Rows:
    def __init__(self, file: File, begin: int, column: bytes, base: Rows | None) -> None: ...
    def docs(self) -> _Int32s: ...
    def numbers(self) -> _Int32s: ...
    def freqs(self) -> _Int32s: ...
    def positions(self) -> _Int32s: ...

class List:
    def __init__(self, rows: tuple[Rows, ...], offsets: tuple[int, ...]) -> None: ...
    @property
    def size(self) -> int: ...
    @property
    def count(self) -> int: ...
    @property
    def numbers(self) -> list[tuple[int, int]]: ...
    def within(self, lists: Iterable[List]) -> bool: ...

class Part:
    def __init__(
        self, terms: Iterable[tuple[List, float]], norms: _Float32s, gain: float
    ) -> None: ...
    @property
    def size(self) -> int: ...

class Word:
    def __init__(
        self,
        first: Iterable[tuple[Part, float]],
        whole: Iterable[tuple[Part, float]],
        bodies: Iterable[List],
        tiers: Iterable[Iterable[List]],
    ) -> None: ...

def mark(lists: Sequence[List], out: _Bools) -> None: ...
def union(lists: Sequence[List]) -> _Int32s: ...
def among(lists: Sequence[List], ids: _Int32s) -> _Bools: ...
def frequencies(groups: Sequence[Sequence[tuple[List, float]]], ids: _Int32s) -> _Float32s: ...
def rank(
    words: Sequence[tuple[Word, float]],
    docs: _Bools | _Int32s,
    days: _Int32s,
    factor: _Floats | None,
    k: int,
) -> tuple[_Int32s, _Floats]: ...
def add_terms(
    terms: Iterable[tuple[List, npt.NDArray[np.uint8] | None, _Floats | None, float]],
    docs: _Bools | _Int32s,
    out: _Floats,
    gain: float,
) -> None: ...
def best_of(ids: _Int32s, scores: _Floats, days: _Int32s, k: int) -> tuple[_Int32s, _Floats]: ...
def add_scores(words: Sequence[tuple[Word, float]], mask: _Bools, out: _Floats) -> None: ...
def places(
    bodies: Sequence[Sequence[List]], pairs: Sequence[bool], lead: int, ids: _Int32s
) -> tuple[_Float32s, _Float32s]: ...
def refine(
    words: Sequence[tuple[Word, float]],
    pairs: Sequence[float],
    lead: int,
    early: float,
    written: float,
    ids: _Int32s,
    scores: _Floats,
    days: _Int32s,
    factor: _Floats | None,
    k: int,
) -> tuple[_Int32s, _Floats]: ...
def in_a_row(places: Sequence[Sequence[List]], ids: _Int32s) -> _Bools: ...
def count_rows(
    rows: npt.NDArray[np.unsignedinteger],
    owners: _Int32s,
    more: _UInts,
    docs: _Bools | _Int32s,
    numbers: int,
) -> _Int32s: ...
def largest(counts: _Int32s, k: int) -> _Int32s: ...
def stream(
    ids: _UInts, offsets: _UInts, ends: _UInts, forms: _UInts, docs: _UInts, positions: _UInts
) -> tuple[_UInts, _UInts, _UInts]: ...
def invert(
    ranks: _Int32s,
    offsets: _UInts,
    ends: _UInts,
    text: tuple[_UInts, _UInts, _UInts, tuple[_UInts, _UInts, int] | None],
    totals: _Ints,
    first: int,
    positions: bool,
) -> tuple[_UInts, _UInts, _UInts, _UInts]: ...
def find_rows(
    part: tuple[_UInts, _UInts, _UInts, _UInts],
    base: tuple[_UInts, _UInts, _UInts, _UInts],
    of: _Ints,
) -> tuple[_UInts, _UInts, _Bools]: ...
def count_widths(values: _UInts, sizes: _Ints) -> _Int32s: ...
def split_wide(values: _UInts, sizes: _Ints, low: _Ints) -> tuple[_Ints, _UInts, _UInts, _Ints]: ...
def write_strips(
    out: npt.NDArray[np.uint64], values: _UInts, counts: _Ints, codes: _Ints, starts: _Ints
) -> None: ...
def read_strips(
    windows: npt.NDArray[np.uint64], counts: _Ints, codes: _Ints, starts: _Ints, total: int
) -> _UInts: ...
def best_labels(
    words: _Ints,
    kinds: _Ints,
    starts: _Ints,
    tables: _Float32s,
    before: _Float32s,
    after: _Float32s,
    steps: _Float32s,
    first: _Float32s,
) -> tuple[_Float32s, npt.NDArray[np.uint8]]: ...
def products(rows: npt.NDArray[np.int8], vector: npt.NDArray[np.int8]) -> _Int32s: ...
def add_rows(out: _Float32s, table: _Float32s, which: _Ints) -> None: ...
def add_features(
    out: _Float32s, table: _Float32s, hashes: _UInts, starts: _UInts, wanted: _UInts
) -> None: ...
def hash_words(
    units: npt.NDArray[np.unsignedinteger], starts: _Ints, ends: _Ints, base: int, longest: int
) -> npt.NDArray[np.uint64]: ...
def find_hashes(
    keys: npt.NDArray[np.uint64], values: _UInts, hashes: npt.NDArray[np.uint64]
) -> tuple[_UInts, _Ints]: ...
