"""When articles came in, and that nothing that happens to them later makes them new."""

import time
from datetime import date
from pathlib import Path

import pytest

from index import build, open_snapshot
from index.codec.segment_file import ENDING
from index.run import committer
from index.run.arrivals import time_of_run
from index.run.repair import repair
from index.schema import ANALYSIS_VERSION
from tests.support import article, committed, story

FIRST = [article("a", "خبر أول"), article("b", "خبر ثان")]


def times(directory: Path) -> dict[str, int]:
    """When each article came in, by its id."""
    snapshot = open_snapshot(directory)
    try:
        found = {}
        for leaf in snapshot.leaves:
            for number in range(leaf.count):
                if leaf.live is None or leaf.live[number]:
                    at = leaf.offset + number
                    found[snapshot.article_id(at)] = snapshot.added(at)
        return found
    finally:
        snapshot.close()


def arrived(directory: Path) -> int:
    snapshot = open_snapshot(directory)
    snapshot.close()
    return snapshot.arrived


def test_all_that_a_run_brings_has_its_time(tmp_path: Path) -> None:
    before = time.time() * 1000
    found = times(committed(tmp_path, FIRST))
    assert len(set(found.values())) == 1
    assert before - 1 <= found["a"] <= time.time() * 1000
    assert arrived(tmp_path) == found["a"]


def test_what_a_commit_on_the_way_has_brought_has_arrived_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committer, "COMMIT_SECONDS", 0.0)
    found = times(committed(tmp_path, FIRST))
    assert arrived(tmp_path) == found["a"]


def test_the_time_of_a_run_is_later_than_any_before_whatever_the_clock_says() -> None:
    future = time_of_run(0) + 10_000_000
    assert time_of_run(future) == future + 1


def test_an_update_keeps_the_time_and_what_is_new_has_a_later_one(tmp_path: Path) -> None:
    first = times(committed(tmp_path, FIRST))
    build([article("b", "خبر ثان معدل"), article("c", "خبر ثالث")], tmp_path)
    then = times(tmp_path)
    assert (then["a"], then["b"]) == (first["a"], first["b"])
    assert then["c"] > first["a"]


def test_merges_keep_the_times(tmp_path: Path) -> None:
    known: dict[str, int] = {}
    for number in range(12):
        build([article(number, f"خبر عن شأن {number}")], tmp_path)
        now = times(tmp_path)
        assert known.items() <= now.items()
        known = now
    assert len(set(known.values())) == 12
    snapshot = open_snapshot(tmp_path)
    assert len(snapshot.leaves) < 12  # so there has been a merge
    snapshot.close()


def test_a_rebuild_keeps_the_times_it_can_read(tmp_path: Path) -> None:
    first = times(committed(tmp_path, FIRST))
    build([*FIRST, article("c", "خبر ثالث")], tmp_path, rebuild=True)
    then = times(tmp_path)
    assert first.items() <= then.items()
    assert then["c"] > first["a"]
    assert arrived(tmp_path) == then["c"]


def test_a_rebuild_of_another_analysis_keeps_the_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = times(committed(tmp_path, FIRST))
    monkeypatch.setattr("index.schema.ANALYSIS_VERSION", ANALYSIS_VERSION + 1)
    build(FIRST, tmp_path, rebuild=True)
    assert times(tmp_path) == first


def test_a_file_that_was_moved_keeps_its_time(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    here, there = (str(tmp_path / name / "a.txt") for name in ("here", "there"))
    first = times(committed(folder, [article(here, "نص الخبر", path=here)]))
    build([article(there, "نص الخبر", path=there)], folder)
    assert times(folder) == {there: first[here]}


def test_an_article_whose_id_becomes_another_keeps_its_time(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    paths = [tmp_path / name for name in ("x.csv", "y.csv")]
    for path in paths:
        path.touch()
    one, two = (
        article("1", f"نص من {path.stem} عن أمر", path=str(path), date=date(2024, 1, 1))
        for path in paths
    )
    first = times(committed(folder, [one]))
    build([two], folder)
    then = times(folder)
    assert len(then) == 2 and "1" not in then
    assert first["1"] in then.values()


def test_what_is_repaired_keeps_its_time(tmp_path: Path) -> None:
    first = times(committed(tmp_path, [story("a"), story("b", text="نص آخر تماما")]))
    [segment] = tmp_path.glob(f"MAIN_*{ENDING}")
    data = segment.read_bytes()
    segment.write_bytes(data.replace("المدى".encode(), "الصدى".encode()))  # a facet's value
    assert repair(tmp_path).rebuilt == 2
    assert times(tmp_path) == first


def test_a_removed_article_that_comes_back_is_new(tmp_path: Path) -> None:
    folder, file = tmp_path / "index", tmp_path / "a.txt"
    file.write_text("نص")
    one = article(str(file), "نص الخبر", path=str(file))
    first = times(committed(folder, [one, article("b")]))
    file.unlink()
    build([], folder, prune=[tmp_path])
    assert set(times(folder)) == {"b"}
    file.write_text("نص")
    build([one], folder)
    assert times(folder)[str(file)] > first[str(file)]


def test_times_may_be_given(tmp_path: Path) -> None:
    build(FIRST, tmp_path, added={"a": 1000})
    assert times(tmp_path)["a"] == 1000 < times(tmp_path)["b"]
