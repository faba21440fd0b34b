"""Damage with right checksums is said as damage by whoever writes to the index, too."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from shutil import copytree

import pytest

from index import IndexDamaged, NabaError, build, check_index, repair
from index.store.inventory import INVENTORY, LOCK, WORK
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


def test_a_field_in_the_place_of_another_is_damage(index: Path) -> None:
    change_segment(index, 2, lambda parts: parts.update({".title.nba": parts[".id.nba"]}))
    with pytest.raises(IndexDamaged, match="title"):
        build([article("new")], index)


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


def put(kind: str, path: Path) -> None:
    """Make something of the kind that is no file."""
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link":
            path.symlink_to("/dev/zero")
        case "circle":
            path.symlink_to(path)
        case "device" if not os.geteuid():
            os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))
        case _:
            pytest.skip("only root makes devices")


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "circle", "device"])
@pytest.mark.parametrize("name", [LOCK, INVENTORY, WORK])
def test_what_is_no_file_in_the_place_of_one_stops_no_writer_for_ever(
    index: Path, name: str, kind: str
) -> None:
    path = index / name
    path.unlink(missing_ok=True)
    if (kind, name) == ("folder", WORK):
        pytest.skip("that is what it is")
    put(kind, path)
    with pytest.raises(NabaError) as refused:
        build([article("new")], index)
    assert "\n" not in str(refused.value)
    with open_index(index) as engine:  # a reader needs none of these
        assert engine.search("الميناء").total == 63
        assert engine.stats().articles == 63


@pytest.mark.parametrize("ending", [".seg", ".names", ".json", ".toc"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "circle", "device"])
def test_what_is_no_file_is_damage(index: Path, ending: str, kind: str) -> None:
    path = next(index.glob(f"*{ending}"))
    path.unlink()
    put(kind, path)
    with pytest.raises(IndexDamaged):
        open_index(index)
    if ending == ".names":  # a writer makes the names anew
        assert build([article("new")], index).added == 1
    else:
        with pytest.raises(IndexDamaged):
            build([article("new")], index)
        assert repair(index).quarantine
    assert check_index(index) == []


@pytest.mark.parametrize("ending", [".seg", ".names"])
def test_a_file_cut_short_under_an_open_index_is_damage(index: Path, ending: str) -> None:
    with open_index(index) as engine:
        assert engine.search("الميناء").total == 63
        for path in index.glob(f"*{ending}"):
            os.truncate(path, 8)
        with pytest.raises(IndexDamaged, match="was cut short"):
            engine.search("الميناء", filters={"person": ["سامر"]})
        with pytest.raises(IndexDamaged, match="was cut short"):
            engine.stats()


@pytest.mark.parametrize("day", [20241399, 20240230, 7, 99999999])
def test_days_that_are_none_are_damage(index: Path, day: int) -> None:
    stored = (day + 2**31).to_bytes(4, "big")

    def change(parts: Parts) -> None:
        parts[".date.col"] = stored * 9

    change_segment(index, 0, change)
    assert check_index(index)
    with open_index(index) as engine:
        with pytest.raises(IndexDamaged, match="another day"):
            engine.stats()
        with suppress(IndexDamaged):  # years can be counted without a look at the days
            engine.timeline()


def test_the_cells_of_an_article_that_is_gone_harm_no_run(tmp_path: Path) -> None:
    index = tmp_path / "index"
    build([article(1, "خبر عن الميناء"), article(2, "خبر آخر")], index)
    build([article(1, "خبر غيره")], index)  # the first segment's is gone

    def change(parts: Parts) -> None:
        parts[".id.col"] = b"\xff" + parts[".id.col"][1:]

    change_segment(index, 0, change)
    assert build([article(3, "خبر ثالث")], index).added == 1
    with open_index(index) as engine:
        assert engine.search("خبر").total == 3
