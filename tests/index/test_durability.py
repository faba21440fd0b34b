"""What must hold when the disk, the power or the process fails."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import IndexDamaged, NabaError, Report, build, check_index, open_snapshot
from index.store import storage
from index.store.storage import DurableStorage
from tests.support import live_articles, story


def test_check_sees_every_kind_of_damage(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    build([story(str(n), text=f"خبر {n} عن الميناء") for n in range(20)], whole)
    chance = random.Random(7)
    for path in sorted(whole.glob("MAIN_*.*")):
        broken = tmp_path / "broken"
        shutil.rmtree(broken, ignore_errors=True)
        shutil.copytree(whole, broken)
        target = broken / path.name
        data = bytearray(target.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        target.write_bytes(data)
        assert check_index(broken) == [f"{path.name}: checksum differs"]
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


def test_every_failing_write_leaves_the_last_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fail the 1st, 2nd, … rename or sync of a commit; afterwards a new run must work."""
    build([story("old")], tmp_path)
    real_sync = storage.sync
    for failing in range(1, 50):
        calls = 0

        def full_disk(path: Path, failing: int = failing) -> None:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise OSError(28, "No space left on device", str(path))
            real_sync(path)

        monkeypatch.setattr(storage, "sync", full_disk)
        try:
            build([story(f"new {failing}")], tmp_path)
        except OSError:
            monkeypatch.setattr(storage, "sync", real_sync)
            found = live_articles(tmp_path).keys()
            assert "old" in found
            assert check_index(tmp_path) == []
        else:
            break
    else:
        pytest.fail("a commit made more syncs than were tried")
    monkeypatch.setattr(storage, "sync", real_sync)
    assert failing > 5
    assert build([story("last")], tmp_path) == Report(added=1)


def test_everything_named_by_a_commit_was_synced_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    real_sync, real_rename = storage.sync, DurableStorage.rename_file

    def sync(path: Path) -> None:
        events.append(path.name)
        real_sync(path)

    def rename(self: DurableStorage, old: str, new: str, safe: bool = False) -> None:
        real_rename(self, old, new, safe)
        events.append(f"-> {new}")

    monkeypatch.setattr(storage, "sync", sync)
    monkeypatch.setattr(DurableStorage, "rename_file", rename)
    build([story("a")], tmp_path)
    (toc,) = tmp_path.glob("_MAIN_*.toc")
    before_commit = set(events[: events.index(f"-> {toc.name}")])
    assert {path.name for path in tmp_path.glob("MAIN_*.*")} <= before_commit
    assert tmp_path.name in before_commit


_ENDLESS = """
import sys
from index import Article, build
from index.run import committer, indexer, workers
indexer.INLINE_LIMIT = indexer.BATCH = 20; committer.COMMIT_SECONDS = workers.COLLECT_SECONDS = 0.0
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
