"""``naba index --watch`` and ``--prune``: what is there comes in, and nothing goes by accident."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.test_cli_index import ids, index, records, start
from tui.cli import watch


@contextmanager
def watching(*arguments: str | Path) -> Iterator["subprocess.Popen[str]"]:
    process = start("--watch", *arguments)
    assert process.stdout and process.stderr
    try:
        assert process.stdout.readline().startswith("added ")
        assert process.stderr.readline() == "naba: watching; Ctrl-C ends\n"
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def said(process: "subprocess.Popen[str]", part: str) -> None:
    """Read what a process says until a line has this part."""
    assert process.stderr
    signal.alarm(60)
    try:
        while part not in (line := process.stderr.readline()):
            assert line, f"nothing said of {part!r}"
    finally:
        signal.alarm(0)


def fill(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.jsonl").write_text(records(name), "utf-8")


@pytest.mark.parametrize("prune", [[], ["--prune"]])
def test_a_folder_that_goes_and_comes_again_is_watched_on(tmp_path: Path, prune: list[str]) -> None:
    place, folder = tmp_path / "ix", tmp_path / "news"
    fill(folder, "a", "b", "c", "d")
    with watching("--index", place, *prune, folder) as process:
        shutil.rmtree(folder)
        said(process, "has gone; waiting until it is there again")
        assert ids(place) == ["a", "b", "c", "d"]
        aside = tmp_path / "aside"
        fill(aside, "a", "b", "c", "e")
        aside.rename(folder)
        said(process, "added 1,")
        assert ids(place) == (["a", "b", "c", "e"] if prune else ["a", "b", "c", "d", "e"])
        fill(folder, "f")
        said(process, "added 1,")


def test_a_folder_that_comes_again_empty_empties_no_index(tmp_path: Path) -> None:
    place, folder = tmp_path / "ix", tmp_path / "news"
    fill(folder, "a", "b", "c")
    with watching("--index", place, "--prune", folder) as process:
        shutil.rmtree(folder)
        said(process, "has gone")
        folder.mkdir()
        said(process, "3 of the 3 articles indexed from these files would be removed")
        assert ids(place) == ["a", "b", "c"]
        fill(folder, "d")
        said(process, "added 1,")
    assert ids(place) == ["a", "b", "c", "d"]


def test_an_index_removed_under_it_is_made_again_whole(tmp_path: Path) -> None:
    place, folder = tmp_path / "ix", tmp_path / "news"
    fill(folder, "a", "b")
    with watching("--index", place, folder) as process:
        shutil.rmtree(place)
        said(process, "the index has gone; indexing everything again")
        said(process, "added 2,")
        assert ids(place) == ["a", "b"]


def test_what_fails_for_want_of_room_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watch, "_AGAIN_SECONDS", 0.0)
    results = iter([OSError(28, "No space left on device", "/disk/ix"), 7])

    def work() -> int:
        result = next(results)
        if isinstance(result, OSError):
            raise result
        return result

    assert watch.until_done(work) == 7
    assert capsys.readouterr().err == ("naba: /disk/ix: No space left on device; trying again\n")


def test_prune_asks_before_most_of_a_folder_goes(tmp_path: Path) -> None:
    place, folder, other = tmp_path / "ix", tmp_path / "news", tmp_path / "other"
    fill(folder, "a", "b", "c")
    fill(other, *"stuvwxyz")
    index(place, folder, other)
    for name in "abc":
        (folder / f"{name}.jsonl").unlink()
    fill(folder, "d")
    done = index(place, "--prune", folder)
    assert done.returncode == 2
    assert "3 of the 4 articles indexed from these files would be removed" in done.stderr
    assert "--yes" in done.stderr and done.stderr.count("\n") == 1
    assert ids(place) == [*"abcd", *"stuvwxyz"]
    done = index(place, "--prune", "--yes", folder)
    assert done.stdout.startswith("added 0, updated 0, unchanged 1, removed 3,")
