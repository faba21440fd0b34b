"""Worker processes: real ones, killed and interrupted, and what the index holds afterwards."""

import gc
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from index import (
    Article,
    Listener,
    NabaError,
    Progress,
    Report,
    build,
    check_index,
    open_snapshot,
)
from index.run import conductor, indexer, workers
from tests.support import STORY, live_articles


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches so small that a few hundred articles are worth two processes."""
    monkeypatch.setattr(conductor, "BATCH", 10)
    monkeypatch.setattr(indexer, "INLINE_LIMIT", 10)


def news(count: int, **changes: object) -> list[Article]:
    chance = random.Random(3)
    words = ["سفينة", "ميناء", "وزير", "بيروت", "اتفاق", "التجارة", "قال", "أمس"]
    return [
        replace(STORY, id=str(n), text=" ".join(chance.choices(words, k=12)) + f" {n}", **changes)
        for n in range(count)
    ]


def texts(directory: Path) -> dict[str, str]:
    """The text of every live article."""
    return {key: article.text for key, article in live_articles(directory).items()}


@pytest.mark.usefixtures("small")
def test_each_worker_writes_one_segment(tmp_path: Path) -> None:
    articles = news(300)
    heard: list[Progress] = []
    report = build(articles, tmp_path, workers=2, listener=Listener(progress=heard.append))
    assert report == Report(added=300)
    assert heard[-1] == Progress(read=300, indexed=300, total=300)
    assert [p.indexed for p in heard] == sorted(p.indexed for p in heard)
    assert len(open_snapshot(tmp_path).leaves) <= 2
    assert texts(tmp_path) == {article.id: article.text for article in articles}
    assert check_index(tmp_path) == []
    assert build(articles, tmp_path, workers=2) == Report(unchanged=300)


def test_workers_of_a_run_that_was_killed_are_not_in_the_way_of_the_next(tmp_path: Path) -> None:
    """They go on with what they have begun, in the same folder."""
    (tmp_path / "spool").touch()
    setting = workers.Setting(tmp_path, tmp_path, tmp_path / "spool", False, 1 << 20)
    with (
        workers.open_workers(2, setting, lambda: None) as before,
        workers.open_workers(2, setting, lambda: None) as after,
    ):
        for each in (before, after):
            each.write()
            while each.busy():
                assert each.receive(1.0) == []
    assert len(list(tmp_path.iterdir())) == 5


@pytest.mark.usefixtures("small")
def test_indexing_in_one_process_leaves_its_garbage_collector_as_it_was(tmp_path: Path) -> None:
    build(news(5), tmp_path, workers=1)
    assert gc.isenabled()
    gc.disable()
    try:
        build(news(6), tmp_path, workers=1)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_last_version_stays_whoever_indexes_it(tmp_path: Path) -> None:
    """Versions of one article lie batches apart, so that different workers get them."""
    articles = [
        replace(STORY, id=str(n % 40), text=f"نسخة {n if n < 200 else n - 80}") for n in range(240)
    ]
    report = build(articles, tmp_path, workers=2)
    # The last 40 say what the 40 of two rounds before said, which are not the newest by then.
    assert report == Report(added=40, updated=200)
    assert texts(tmp_path) == {str(n % 40): f"نسخة {n - 80}" for n in range(200, 240)}
    assert open_snapshot(tmp_path).doc_count == 40
    assert check_index(tmp_path) == []


@pytest.mark.usefixtures("small")
def test_a_killed_worker_is_an_error_and_what_others_made_is_kept(tmp_path: Path) -> None:
    articles = news(400)

    def killing():  # type: ignore[no-untyped-def]
        yield from articles[:200]
        time.sleep(1.5)
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()
        workers = [
            int(child)
            for child in children
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
        ]
        os.kill(workers[0], signal.SIGKILL)
        yield from articles[200:]

    if not Path(f"/proc/self/task/{os.getpid()}/children").exists():
        pytest.skip("no way to find the worker processes here")
    with pytest.raises(NabaError, match=r"worker process died.*run the same command again"):
        build(killing(), tmp_path, workers=2)
    kept = texts(tmp_path)
    assert 0 < len(kept) < 400
    assert check_index(tmp_path) == []
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]
    report = build(articles, tmp_path, workers=2)
    assert report == Report(added=400 - len(kept), unchanged=len(kept))
    assert texts(tmp_path) == {article.id: article.text for article in articles}


@pytest.mark.usefixtures("small")
def test_an_interrupt_keeps_what_workers_have_collected(tmp_path: Path) -> None:
    def interrupted():  # type: ignore[no-untyped-def]
        yield from news(100)
        time.sleep(1.5)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(interrupted(), tmp_path, workers=2)
    assert 0 < len(texts(tmp_path)) <= 100
    assert check_index(tmp_path) == []


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.usefixtures("small")
def test_little_memory_makes_many_segments_of_the_same_articles(
    tmp_path: Path, workers: int
) -> None:
    articles = news(300)
    heard: list[int] = []
    listener = Listener(progress=lambda progress: heard.append(progress.indexed))
    assert build(articles, tmp_path, workers=workers, memory=1, listener=listener) == Report(
        added=300
    )
    # 30 segments of a batch each; all but the last few have been joined by eights.
    assert 2 <= len(open_snapshot(tmp_path).leaves) <= 30 - 7 * 3
    assert texts(tmp_path) == {article.id: article.text for article in articles}
    assert check_index(tmp_path) == []


@pytest.mark.usefixtures("small")
def test_prune_and_rebuild_go_with_workers(tmp_path: Path) -> None:
    folder, index = tmp_path / "news", tmp_path / "ix"
    folder.mkdir()
    articles = [replace(a, path=str(folder / f"{a.id}.txt")) for a in news(120)]
    for article in articles[:100]:
        Path(article.path or "").touch()
    assert build(articles, index, workers=2) == Report(added=120)
    assert build([], index, prune=[folder]) == Report(removed=20)
    assert len(texts(index)) == 100
    again = news(90, title="عنوان آخر")
    assert build(again, index, workers=2, rebuild=True) == Report(added=90)
    assert texts(index) == {article.id: article.text for article in again}
    assert check_index(index) == []


_SLOW = """
import sys, time
from index import Article, build
from index.run import committer, conductor, indexer, workers
indexer.INLINE_LIMIT = conductor.BATCH = 10
committer.COMMIT_SECONDS = 0.0; workers.COLLECT_SECONDS = 0.3
def news():
    for n in range(100_000):
        if n % 50 == 0: time.sleep(0.05)
        yield Article(id=str(n), text=f"خبر رقم {n} من دمشق", persons=("أحمد",))
if __name__ == "__main__":
    build(news(), sys.argv[1], workers=2)
"""


def test_a_killed_parent_takes_its_workers_along_and_the_next_run_goes_on(tmp_path: Path) -> None:
    script, index = tmp_path / "run.py", tmp_path / "ix"
    script.write_text(_SLOW, "utf-8")
    process = subprocess.Popen([sys.executable, str(script), str(index)])
    deadline = time.monotonic() + 60
    while not list(index.glob("*.toc")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    process.kill()
    process.wait()
    assert check_index(index) == []
    kept = texts(index)
    assert kept
    articles = [
        Article(id=str(n), text=f"خبر رقم {n} من دمشق", persons=("أحمد",)) for n in range(2000)
    ]
    report = build(articles, index)
    assert report.unchanged == len(kept.keys() & {article.id for article in articles})
    assert report.added == 2000 - report.unchanged
    names = {path.name.split(".")[0] for path in index.iterdir() if path.is_dir()}
    assert names == set()
