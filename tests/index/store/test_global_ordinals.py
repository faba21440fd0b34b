"""The names of facets: numbered through all segments as comparing all of them would."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import IndexDamaged, check_index, open_snapshot
from index.facets import FACETS, KINDS
from index.store.global_ordinals import number_names, read_names
from index.store.manifest import CanonicalNames
from index.string_table import StringTable
from tests.support import article, committed

NONE: CanonicalNames = {kind: {} for kind in KINDS}
words = st.text(st.sampled_from("اأبتu\u0301 😀"), max_size=4)
segments = st.lists(st.sets(words.filter(bool)).map(sorted), max_size=4)


@given(segments, st.dictionaries(words.filter(bool), words))
def test_a_local_name_has_the_number_of_its_canonical_name(
    locals_: list[list[str]], canonical: dict[str, str]
) -> None:
    columns = {field: [StringTable.from_sorted(()) for _ in locals_] for field in FACETS}
    columns["person"] = [StringTable.from_sorted(names) for names in locals_]
    data = number_names(columns, NONE | {"person": canonical})
    found = read_names(data, len(locals_))
    person = found.pop("person")
    assert not any(len(other.names) for other in found.values())
    meant = [[canonical.get(name, name) for name in names] for names in locals_]
    names = sorted({name for column in meant for name in column if name})
    assert list(person.names) == names
    assert all(person.names.find(name) == n for n, name in enumerate(names))
    assert [
        [("" if n == len(names) else names[n]) for n in numbers.tolist()]
        for numbers in person.numbers
    ] == meant


def test_a_name_that_is_not_there_is_not_found() -> None:
    names = StringTable.from_sorted(["ب", "ت"])
    assert [names.find(name) for name in ("", "ا", "بب", "ث")] == [None] * 4


@pytest.fixture
def index(tmp_path: Path) -> Path:
    people = [("سامر النجار",), ("هدى القاسم", "سامر النجار"), ()]
    articles = [article(n, persons=names) for n, names in enumerate(people)]
    return committed(tmp_path, articles[:1], articles[1:])


def test_the_names_of_an_older_generation_go(index: Path) -> None:
    assert len([*index.glob("naba_*.names")]) == 1
    snapshot = open_snapshot(index)
    assert list(snapshot.names["person"].names) == ["سامر النجار", "هدى القاسم"]
    assert [numbers.tolist() for numbers in snapshot.names["person"].numbers] == [[0], [0, 1]]
    assert check_index(index) == []


@pytest.mark.parametrize("damage", [lambda data: data[:-3], lambda data: b"x" + data[1:]])
def test_damaged_names_are_noticed(index: Path, damage: object) -> None:
    (file,) = index.glob("naba_*.names")
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert [line.partition(":")[0] for line in check_index(index)] == [file.name]
    snapshot = open_snapshot(index)
    with pytest.raises(IndexDamaged, match=file.name), snapshot.guarded():
        _ = snapshot.names
    file.unlink()
    with pytest.raises(IndexDamaged, match=file.name):
        open_snapshot(index)
