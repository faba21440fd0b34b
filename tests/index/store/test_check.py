"""Damage with right checksums is said as damage by whoever writes to the index, too."""

from pathlib import Path
from shutil import copytree

import pytest

from index import IndexDamaged, build, check_index
from index.store.storage import read_generation
from search import open_index
from tests.support import article, committed, live_articles
from tests.support.forgery import Parts, change_segment, vouch_for


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven segments: with one more, all are merged."""
    batches = (
        [article(f"{n}-{m}", "خبر عن الميناء", persons=("سامر",)) for m in range(9)]
        for n in range(7)
    )
    return committed(tmp_path_factory.mktemp("whole"), *batches)


@pytest.fixture
def index(whole: Path, tmp_path: Path) -> Path:
    return Path(copytree(whole, tmp_path / "ix"))


DAMAGE = {
    ".digest.col": lambda data: data[:-8],
    ".path.col": lambda data: data[:4],
    ".person.col": lambda data: data[:-2],
    ".id.col": lambda data: data[8:],
    ".body.nba": lambda data: b"\0" + data[1:],
    "._body_len.col": lambda data: data + bytes(99),
    ".article.col": lambda data: bytes(len(data)),
}
"""What is done to parts of a segment, all checksums made to fit."""


@pytest.mark.parametrize("name", DAMAGE)
def test_whoever_writes_says_what_is_damaged(index: Path, name: str) -> None:
    def change(parts: Parts) -> None:
        parts[name] = DAMAGE[name](parts[name])

    change_segment(index, 2, change)
    assert check_index(index)
    before = {path.name: path.read_bytes() for path in index.glob("*.*")}
    with pytest.raises(IndexDamaged, match="segment 3"):
        build([article("new")], index)
    assert {path.name: path.read_bytes() for path in index.glob("MAIN_*.seg")}.items() <= (
        before.items()
    )


def test_names_that_are_no_text_are_damage(index: Path) -> None:
    (path,) = index.glob("naba_*.names")
    path.write_bytes(path.read_bytes().replace("سامر".encode(), b"\xff" * 8))
    vouch_for(index, path.name, "names")
    (problem,) = check_index(index)
    assert problem.startswith("names: ")
    with pytest.raises(IndexDamaged, match="names"), open_index(index) as engine:
        engine.search("الميناء")


def test_a_failing_source_is_no_damage(index: Path) -> None:
    def failing():  # type: ignore[no-untyped-def]
        yield article("new")
        raise ValueError("the source is broken")

    with pytest.raises(ValueError, match="the source is broken"):
        build(failing(), index)
    assert len(live_articles(index)) == 63
    assert len(read_generation(index).segments) == 7
