"""The facet column gives back what was put in, also after a stock Whoosh merge."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.fields import COLUMN, STORED, Schema
from whoosh.index import create_in

from index import build, open_snapshot
from index.codec.column_readers import read_bytes, read_ordinals
from index.columns import BytesColumn, FacetColumn
from index.ordinals import Ordinals
from index.schema import FacetField
from tests.support import STORY

CELLS = st.lists(st.none() | st.lists(st.text(max_size=5), max_size=4, unique=True), max_size=12)


def write(directory: Path, cells: list[list[str] | None], segments: int = 1):  # type: ignore[no-untyped-def]
    index = create_in(directory, Schema(number=STORED(), tag=FacetField()))
    for part in range(segments):
        writer = index.writer(compound=False)
        for number, cell in enumerate(cells):
            if number % segments == part:
                writer.add_document(number=number, **({} if cell is None else {"tag": cell}))
        writer.commit(merge=False)
    return index


@given(CELLS)
def test_cells_come_back(tmp_path_factory: pytest.TempPathFactory, cells) -> None:
    index = write(tmp_path_factory.mktemp("ix"), cells)
    with index.reader() as reader:
        column = read_ordinals(reader, "tag", len(cells)) if cells else Ordinals.empty(0)
        assert [list(column.of(n)) for n in range(len(cells))] == [cell or [] for cell in cells]
        assert list(column.values) == sorted(column.values)


def test_cells_survive_a_merge_with_deletions(tmp_path: Path) -> None:
    cells = [["دمشق", "حلب"], None, ["حماة"], ["حلب"], [], ["دمشق"]]
    index = write(tmp_path, cells, segments=3)
    index.delete_by_term("tag", "حماة")
    index.optimize()
    with index.reader() as reader:
        column = read_ordinals(reader, "tag", 5)
        by_number = {reader.stored_fields(n)["number"]: list(column.of(n)) for n in range(5)}
    assert by_number == {n: cell or [] for n, cell in enumerate(cells) if n != 2}


def test_days_come_back_as_numbers(tmp_path: Path) -> None:
    days = [dt.date(2024, 11, 30), None, dt.date(1998, 1, 2), None]
    build([replace(STORY, id=str(n), date=day) for n, day in enumerate(days)], tmp_path)
    (leaf,) = open_snapshot(tmp_path).leaves
    assert leaf.dates().tolist() == [20241130, 0, 19980102, 0]


def test_a_damaged_column_is_an_error_not_an_answer(tmp_path: Path) -> None:
    index = write(tmp_path, [["دمشق"], ["حلب", "دمشق"]])
    (path,) = tmp_path.glob("*.tag.col")
    whole = path.read_bytes()
    assert Ordinals.decode(whole, 2).of(1) == ("حلب", "دمشق")
    for broken in (b"", whole[:10], whole[:30], b"\0" * len(whole), whole[4:] + whole[:4]):
        with pytest.raises(ValueError):
            Ordinals.decode(broken, 2)
    with pytest.raises(ValueError):
        Ordinals.decode(whole, 3)
    assert FacetColumn().stores_lists()
    assert index.doc_count() == 2


@given(st.lists(st.none() | st.binary(max_size=8), min_size=1, max_size=8))
def test_byte_strings_come_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[bytes | None]
) -> None:
    schema = Schema(number=STORED(), raw=COLUMN(BytesColumn()))
    index = create_in(tmp_path_factory.mktemp("ix"), schema)
    writer = index.writer(compound=False)
    for number, cell in enumerate(cells):
        writer.add_document(number=number, **({} if cell is None else {"raw": cell}))
    writer.commit()
    with index.reader() as reader:
        column = read_bytes(reader, "raw")
        assert [column[n] for n in range(len(cells))] == [cell or b"" for cell in cells]
