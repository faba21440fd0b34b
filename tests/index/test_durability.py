"""What must hold when the disk, the power or the process fails."""

import importlib
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import IndexDamaged, NabaError, Report, build, check_index, open_snapshot
from index.disk import move_new
from index.store import storage
from tests.support import live_articles, story


def test_check_sees_every_kind_of_damage(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    build([story(str(n), text=f"خبر {n} عن الميناء") for n in range(20)], whole)
    chance = random.Random(7)
    for path in (*whole.glob("MAIN_*.seg"), *whole.glob("naba_*.names")):
        broken = tmp_path / "broken"
        shutil.rmtree(broken, ignore_errors=True)
        shutil.copytree(whole, broken)
        target = broken / path.name
        data = target.read_bytes()
        for _ in range(60):
            flipped = bytearray(data)
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            target.write_bytes(flipped)
            (problem,) = check_index(broken)
            assert problem.startswith(f"{path.name}: ")
        target.write_bytes(data[:-1])
        assert "bytes instead of" in check_index(broken)[0]
        target.unlink()
        assert check_index(broken)[0].startswith(path.name)


def test_a_damaged_table_of_contents_is_one_error(tmp_path: Path) -> None:
    build([story("a")], tmp_path)
    (toc,) = tmp_path.glob("_MAIN_*.toc")
    whole = toc.read_bytes()
    for cut in (0, 1, 10, 40, len(whole) // 2, len(whole) - 1):
        toc.write_bytes(whole[:cut])
        with pytest.raises(IndexDamaged):
            open_snapshot(tmp_path)


_EFFECTS = {
    "index.disk": ("sync",),
    "index.store.session": ("sync", "create_file", "move_new"),
    "index.store.inventory": ("sync", "create_file", "append_to_file"),
    "os": ("fsync",),
}
"""What reaches the disk, by the modules that call it."""


def patch_effects(
    monkeypatch: pytest.MonkeyPatch, wrap: Callable[[str, Callable[..., Any]], Callable[..., Any]]
) -> None:
    for module, names in _EFFECTS.items():
        for name in names:
            place = importlib.import_module(module)
            monkeypatch.setattr(place, name, wrap(name, getattr(place, name)))


def test_every_failing_write_leaves_the_last_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fail the 1st, 2nd, … effect of a run; afterwards a new run must work."""
    build([story("old")], tmp_path)
    for failing in range(1, 80):
        calls = 0

        def full(name: str, real: Callable[..., Any], failing: int = failing) -> Callable[..., Any]:
            def effect(*args: Any) -> Any:
                nonlocal calls
                calls += 1
                if calls == failing:
                    raise OSError(28, "No space left on device", str(args[0]))
                return real(*args)

            return effect

        with monkeypatch.context() as patched:
            patch_effects(patched, full)
            try:
                build([story(f"new {failing}")], tmp_path)
            except OSError:
                failed = True
            else:
                failed = False
        assert "old" in live_articles(tmp_path)
        assert check_index(tmp_path) == []
        if not failed and calls < failing:
            break
    else:
        pytest.fail("a run had more effects than were tried")
    assert failing > 8
    assert build([story("last")], tmp_path) == Report(added=1)


def test_everything_named_by_a_commit_was_synced_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "ix"
    synced: set[int] = set()
    entries: set[str] = set()
    real_fsync, real_move = os.fsync, move_new

    def fsync(descriptor: int) -> None:
        real_fsync(descriptor)
        found = os.fstat(descriptor)
        synced.add(found.st_ino)
        if stat.S_ISDIR(found.st_mode) and index.exists() and index.stat().st_ino == found.st_ino:
            entries.update(path.name for path in index.iterdir())

    def move(source: Path, target: Path) -> None:
        assert source.stat().st_ino in synced
        if target.suffix == ".toc":
            there = {path.name for path in index.iterdir()}
            named = {name for name in there if name.startswith(("MAIN_", "naba_"))}
            assert named - {"MAIN_WRITELOCK"} <= entries
            assert {"naba_1.json", "naba_1.names", "naba.inventory"} <= entries
            assert tmp_path.stat().st_ino in synced
        real_move(source, target)
        if target.suffix == ".toc":
            entries.clear()

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr("index.store.session.move_new", move)
    build([story("a")], index)
    assert "_MAIN_1.toc" in entries


_ENDLESS = """
import sys
from index import Article, build
from index.run import committer, conductor, indexer, workers
indexer.INLINE_LIMIT = conductor.BATCH = 20
committer.COMMIT_SECONDS = workers.COLLECT_SECONDS = 0.0
def news():
    n = 0
    while True:
        yield Article(id=str(n), text=f"خبر رقم {n} من دمشق", persons=("أحمد",))
        n += 1
build(news(), sys.argv[1])
"""


def test_a_killed_run_leaves_a_clean_index(tmp_path: Path) -> None:
    chance = random.Random(11)
    index = tmp_path / "ix"
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", _ENDLESS, str(index)])
        deadline = time.monotonic() + 30
        while not list(index.glob("*.toc")) and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(chance.uniform(0.05, 0.6))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert check_index(index) == []
        count = len(live_articles(index))
        assert count % 20 == 0 and count > 0
    assert build([], index) == Report()
    names = {path.name.split(".")[0] for path in index.iterdir()}
    live = {segment.segment_id() for segment in storage.read_generation(index).segments}
    assert {name for name in names if name.startswith("MAIN_") and "LOCK" not in name} == live


def test_readers_never_fail_while_a_writer_commits(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", _ENDLESS, str(tmp_path)])
    try:
        opened, newest, deadline = 0, 0, time.monotonic() + 30
        while opened < 60 and time.monotonic() < deadline:
            try:
                snapshot = open_snapshot(tmp_path)
            except NabaError as error:
                assert opened == 0 and "no index" in str(error)
                time.sleep(0.02)
                continue
            assert snapshot.generation >= newest
            newest = snapshot.generation
            assert snapshot.article(0).id
            snapshot.close()
            opened += 1
        assert opened == 60
    finally:
        process.kill()
        process.wait()
