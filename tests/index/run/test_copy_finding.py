"""Copies stay right through runs, merges, removals, damage and repair."""

import random
from datetime import date
from pathlib import Path

from whoosh.index import open_dir
from whoosh.query import Every

from index import Article, build, check_index, open_snapshot, repair
from tests.support import article

LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهي"


def text(seed: int, count: int = 120) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choices(LETTERS, k=6)) for _ in range(count))


def run_of(number: int, day: int, story: int, source: str = "المدى", more: str = "") -> Article:
    """Return an article that runs a story, with something added."""
    return article(number, text(story) + more, date=date(2024, 1, day), source=source)


def groups(directory: Path) -> list[list[str]]:
    """Return the ids of each group of copies, in its order."""
    snapshot = open_snapshot(directory)
    found: dict[int, list[str]] = {}
    copies = snapshot.copies
    for row, group in zip(copies.rows.tolist(), copies.groups.tolist(), strict=True):
        found.setdefault(group, []).append(snapshot.article_id(row))
    snapshot.close()
    return sorted(ids for ids in found.values() if len(ids) > 1)


FIRST = [run_of(1, 5, 1), run_of(2, 6, 2), run_of(3, 7, 3)]
SECOND = [
    run_of(4, 4, 1, "الأفق", " وأضافت الأفق سطرا"),
    run_of(5, 8, 1),
    run_of(6, 9, 2, "الأفق"),
    run_of(7, 9, 4),
]


def test_groups_grow_with_every_run_the_earliest_first(tmp_path: Path) -> None:
    build(FIRST, tmp_path)
    assert groups(tmp_path) == []
    build(SECOND, tmp_path)
    assert groups(tmp_path) == [["2", "6"], ["4", "1", "5"]]
    build([run_of(8, 1, 3, "الصباح")], tmp_path)
    assert groups(tmp_path) == [["2", "6"], ["4", "1", "5"], ["8", "3"]]
    assert check_index(tmp_path) == []


def test_the_order_of_runs_does_not_matter(tmp_path: Path) -> None:
    for name, runs in (("one", [FIRST + SECOND]), ("two", [SECOND, FIRST]), ("many", [])):
        runs = runs or [[one] for one in reversed(FIRST + SECOND)]
        for articles in runs:
            build(articles, tmp_path / name)
    assert groups(tmp_path / "one") == groups(tmp_path / "two") == groups(tmp_path / "many")


def test_a_changed_or_removed_article_leaves_its_group(tmp_path: Path) -> None:
    index = tmp_path / "index"
    build(FIRST + SECOND, index)
    build([run_of(4, 4, 9, "الأفق")], index)
    assert groups(index) == [["1", "5"], ["2", "6"]]
    build([run_of(4, 4, 2, "الأفق")], index)
    assert groups(index) == [["1", "5"], ["4", "2", "6"]]
    build(FIRST, index, rebuild=True)
    assert groups(index) == []


def test_pruned_articles_leave_their_group(tmp_path: Path) -> None:
    index = tmp_path / "index"
    files = {n: tmp_path / f"{n}.txt" for n in range(3)}
    for path in files.values():
        path.write_text(text(1), "utf-8")
    articles = [article(n, text(1), path=str(files[n]), date=date(2024, 1, n + 1)) for n in files]
    build(articles, index)
    assert groups(index) == [["0", "1", "2"]]
    files[0].unlink()
    build(articles[1:], index, prune=[tmp_path])
    assert groups(index) == [["1", "2"]]
    files[1].unlink()
    build(articles[2:], index, prune=[tmp_path])
    assert groups(index) == []
    assert check_index(index) == []


def test_merged_segments_keep_their_groups(tmp_path: Path) -> None:
    for number in range(24):
        build([run_of(number, 1 + number % 5, number % 4, f"دار {number % 3}")], tmp_path)
    snapshot = open_snapshot(tmp_path)
    assert len(snapshot.leaves) < 24
    snapshot.close()
    assert [len(ids) for ids in groups(tmp_path)] == [6, 6, 6, 6]
    assert check_index(tmp_path) == []


def test_another_resemblance_regroups_what_is_there(tmp_path: Path) -> None:
    extended = run_of(2, 2, 1, "الأفق", " " + text(77, 80))
    build([run_of(1, 1, 1), extended, run_of(3, 3, 1, "الصباح")], tmp_path)
    assert groups(tmp_path) == [["1", "2", "3"]]
    build([], tmp_path, resemblance=0.9)
    assert groups(tmp_path) == [["1", "3"]]
    build([run_of(4, 4, 1)], tmp_path)  # it stays with the index
    assert groups(tmp_path) == [["1", "3", "4"]]
    build([run_of(1, 1, 1), extended], tmp_path, rebuild=True)
    assert groups(tmp_path) == []


def test_damage_is_found_and_repaired(tmp_path: Path) -> None:
    build(FIRST + SECOND, tmp_path)
    before = groups(tmp_path)
    (path,) = tmp_path.glob("naba_*.copies")
    data = bytearray(path.read_bytes())
    data[-1] ^= 64
    path.write_bytes(data)
    assert check_index(tmp_path) == [f"{path.name}: checksum differs"]
    repair(tmp_path)
    assert check_index(tmp_path) == []
    assert groups(tmp_path) == before


def test_a_damaged_file_of_copies_does_not_hinder_the_next_run(tmp_path: Path) -> None:
    build(FIRST + SECOND, tmp_path)
    (path,) = tmp_path.glob("naba_*.copies")
    path.write_bytes(path.read_bytes()[:-3])
    build([run_of(8, 1, 3, "الصباح")], tmp_path)
    assert groups(tmp_path) == [["2", "6"], ["4", "1", "5"], ["8", "3"]]


def test_stock_whoosh_reads_and_merges_what_has_signatures(tmp_path: Path) -> None:
    build(FIRST, tmp_path)
    build(SECOND, tmp_path)
    index = open_dir(str(tmp_path))
    with index.searcher() as searcher:
        assert len(searcher.search(Every(), limit=None)) == 7
        assert len(searcher.reader().column_reader("signature")[0]) > 8
