"""Nothing that is not naba's is touched: not beside an index, not in a folder that is none."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index import InputError, Report, build, check_index
from index.store.inventory import INVENTORY, LOCK, WORK
from tests.support import live_articles, story
from tui.cli import main

FOREIGN = (
    *("naba_notes.txt", "naba_1.json.bak", "MAIN_street.txt", "MAIN_abcdefgh12345678.txt"),
    *("_MAIN_7.toc.old", "staging.example.com/index.html", "naba_x/inside", "naba.txt", ".hidden"),
)
"""Files of a person, some with names like naba's own."""


def plant(directory: Path) -> dict[str, str]:
    """Put files of a person into a folder."""
    for name in FOREIGN:
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tree(directory)


def tree(directory: Path) -> dict[str, str]:
    """Return the contents of the files of a person that a folder has."""
    return {
        name: (directory / name).read_text() for name in FOREIGN if (directory / name).is_file()
    }


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_folder_that_is_no_index_is_refused_and_left_alone(tmp_path: Path, rebuild: bool) -> None:
    before = plant(tmp_path)
    listed = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(InputError, match=r"is no index of naba and not empty \(it has"):
        build([story("a")], tmp_path, rebuild=rebuild)
    assert tree(tmp_path) == before
    assert sorted(path.name for path in tmp_path.rglob("*")) == listed


@pytest.mark.parametrize("name", FOREIGN)
def test_one_file_is_enough_for_a_folder_to_be_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / name).write_text("{}")
    with pytest.raises(InputError):
        build([story("a")], tmp_path)
    assert (tmp_path / name).read_text() == "{}"


def test_the_refusal_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "news.jsonl").write_text('{"id": "a", "title": "خبر", "text": "نص"}\n', "utf-8")
    folder = tmp_path / "folder"
    plant(folder)
    code = main(["index", str(tmp_path / "news.jsonl"), "--index", str(folder)])
    said = capsys.readouterr()
    assert (code, said.out, said.err.count("\n")) == (2, "", 1)


def test_files_beside_an_index_are_never_removed(tmp_path: Path) -> None:
    build([story("a")], tmp_path)
    before = plant(tmp_path)
    for number in range(9):  # with the last one, segments are merged
        build([story(str(number))], tmp_path)
    build([story("b")], tmp_path, rebuild=True)
    with pytest.raises(OSError, match="source"):
        build(failing(), tmp_path, rebuild=True)
    assert tree(tmp_path) == before
    assert live_articles(tmp_path).keys() == {"b"}
    assert check_index(tmp_path) == []


def failing():  # type: ignore[no-untyped-def]
    yield story("c")
    raise OSError("the source fails")


LINKS: list[Callable[[Path], Path]] = [
    lambda index: index / "naba_2.json",
    lambda index: index / "naba_2.names",
    lambda index: index / "_MAIN_2.toc",
    lambda index: index / WORK,
    lambda index: index / LOCK,
    lambda index: index / INVENTORY,
    lambda index: index / "naba_naba_2.json.new",
]


@pytest.mark.parametrize("place", range(len(LINKS)))
@pytest.mark.parametrize("target", ["file", "folder", "nothing"])
def test_nothing_is_written_through_a_planted_link(tmp_path: Path, place: int, target: str) -> None:
    index, outside = tmp_path / "ix", tmp_path / "outside"
    build([story("a")], index)
    folder, file = outside / "folder", outside / "file"
    folder.mkdir(parents=True)
    (folder / "precious").write_text("precious")
    file.write_text("precious")
    link = LINKS[place](index)
    link.unlink(missing_ok=True)
    link.symlink_to(outside / target)
    try:
        build([story("b")], index)
    except Exception as error:
        assert "\n" not in str(error)
    assert file.read_text() == (folder / "precious").read_text() == "precious"
    assert sorted(path.name for path in outside.iterdir()) == ["file", "folder"]
    assert [path.name for path in folder.iterdir()] == ["precious"]
    if link.is_symlink():
        link.unlink()
    assert "a" in live_articles(index)


def test_what_a_killed_run_left_is_removed_and_no_name_is_used_again(tmp_path: Path) -> None:
    build([story("a")], tmp_path)
    left = ["MAIN_aaaaaaaaaaaaaaaa.seg", "naba_2.json", "naba_2.names"]
    with (tmp_path / INVENTORY).open("a") as file:
        file.write("".join(f"\n{name}\n" for name in left))
    for name in left:
        (tmp_path / name).write_text("left")
    (tmp_path / WORK / "worker0").mkdir(parents=True)
    (tmp_path / WORK / "worker0" / "MAIN_b.seg").write_text("left")
    build([story("b")], tmp_path)
    assert not [name for name in (*left, WORK) if (tmp_path / name).exists()]
    assert (tmp_path / "naba_3.json").exists()
    assert check_index(tmp_path) == []


@pytest.mark.parametrize("listed", ["../outside", "notes.txt", "/etc/passwd", "naba_x", "."])
def test_an_inventory_that_lists_what_naba_never_writes_removes_nothing(
    tmp_path: Path, listed: str
) -> None:
    index = tmp_path / "ix"
    build([story("a")], index)
    (tmp_path / "outside").write_text("precious")
    (index / "notes.txt").write_text("precious")
    with (index / INVENTORY).open("a") as file:
        file.write(f"{listed}\n")
    build([story("b")], index)
    assert (tmp_path / "outside").read_text() == (index / "notes.txt").read_text() == "precious"


def test_a_line_that_a_power_cut_left_unfinished_harms_nothing(tmp_path: Path) -> None:
    build([story("a")], tmp_path)
    with (tmp_path / INVENTORY).open("a") as file:
        file.write("\nMAIN_aaaaaaa")
    for number in range(3):
        build([story(str(number))], tmp_path)
    assert check_index(tmp_path) == []
    segments = {path.name for path in tmp_path.glob("MAIN_*.seg")}
    assert segments < set((tmp_path / INVENTORY).read_text().split("\n"))
    build([story("b")], tmp_path, rebuild=True)
    assert len(list(tmp_path.glob("MAIN_*.seg"))) == 1


@pytest.mark.parametrize("begun", [None, "", "naba in", "lock"])
def test_a_folder_in_which_a_run_had_hardly_begun_is_as_good_as_empty(
    tmp_path: Path, begun: str | None
) -> None:
    if begun == "lock":
        (tmp_path / LOCK).touch()
    elif begun is not None:
        (tmp_path / INVENTORY).write_text(begun)
    assert build([story("a")], tmp_path) == Report(added=1)
    assert check_index(tmp_path) == []


def test_an_index_without_an_inventory_is_known_by_its_manifest(tmp_path: Path) -> None:
    """As those of older formats are, which a rebuild renews in their place."""
    build([story("a")], tmp_path)
    manifest = tmp_path / "naba_1.json"
    manifest.write_text(
        '{"format": 3, "analysis": 1, "extractor": 1, "crc": 0}\n'
        '{"files": {"MAIN_aaaaaaaaaaaaaaaa.body.nba": [1, 1]}}'
    )
    old = tmp_path / "MAIN_aaaaaaaaaaaaaaaa.body.nba"
    old.write_text("old")
    (tmp_path / INVENTORY).unlink()
    before = plant(tmp_path)
    assert build([story("b")], tmp_path, rebuild=True) == Report(added=1)
    assert live_articles(tmp_path).keys() == {"b"}
    assert not old.exists() and not manifest.exists()
    assert tree(tmp_path) == before


def test_the_folders_above_a_new_index_are_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[int] = set()
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.add(os.fstat(descriptor).st_ino)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    build([story("a")], tmp_path / "one" / "two")
    assert {tmp_path.stat().st_ino, (tmp_path / "one").stat().st_ino} <= synced


def test_a_file_that_cannot_be_removed_after_the_commit_is_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    index, news = tmp_path / "ix", tmp_path / "news.jsonl"
    news.write_text('{"id": "n", "title": "خبر", "text": "نص"}\n', "utf-8")
    build([story("a")], index)
    real = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self.name == "naba_1.json":
            raise PermissionError(13, "Permission denied", str(self))
        real(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    assert main(["index", str(news), "--index", str(index), "--quiet"]) == 0
    assert "naba_1.json (Permission denied)" in capsys.readouterr().err
    monkeypatch.undo()
    assert check_index(index) == []
    build([story("c")], index)
    assert not (index / "naba_1.json").exists()


def test_a_copy_of_an_index_is_an_index(tmp_path: Path) -> None:
    build([story("a")], tmp_path / "one")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    assert build([story("b")], tmp_path / "two") == Report(added=1)
