"""Indexing into a real cluster: what comes to stand there, and what a second run does."""

import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from index import Report, open_snapshot
from index import build as build_on_disk
from index.cluster import generations, names, target
from index.cluster.check import check_cluster
from index.cluster.document import value_key
from index.cluster.indexer import build
from index.cluster.overview import overview
from index.errors import NabaError
from index.ingest import read_paths
from index.run.pruning import PruneRefused
from tests.cluster.launcher import Cluster
from tests.cluster.reading import articles, found, opened
from tests.support import NEWS, article, library, story


def test_articles_come_to_stand_as_they_are(where: str) -> None:
    assert build(NEWS, where) == Report(added=len(NEWS))
    assert articles(where) == {one.id: one for one in NEWS}
    assert check_cluster(where) == []


def test_a_second_run_skips_what_has_not_changed(where: str) -> None:
    build([story("a"), story("b")], where)
    again = [story("a"), story("b", text="نص جديد"), story("c")]
    assert build(again, where) == Report(added=1, updated=1, unchanged=1)
    assert articles(where)["b"].text == "نص جديد"
    assert check_cluster(where) == []


def test_an_article_keeps_the_time_when_it_came_in(where: str) -> None:
    def times() -> dict[str, int]:
        with opened(where) as (connection, generation):
            body = {"size": 9, "query": {"match_all": {}}}
            hits = connection.search(generation.articles, body)["hits"]["hits"]
            return {hit["_source"]["id"]: hit["_source"]["added"] for hit in hits}

    build([story("a")], where)
    before = times()["a"]
    build([story("a", text="نص جديد"), story("b")], where)
    assert times()["a"] == before < times()["b"]
    build([story("a", text="نص آخر"), story("b")], where, rebuild=True)
    assert times()["a"] == before


def test_what_a_commit_on_the_way_has_brought_has_arrived_at_the_end(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target, "COMMIT_SECONDS", 0.0)
    build([story("a")], where)
    with opened(where) as (connection, generation):
        manifest = generations.read_manifest(connection, generation)
        (hit,) = connection.search(generation.articles, {"query": {"match_all": {}}})["hits"][
            "hits"
        ]
    assert manifest.arrived == hit["_source"]["added"]


def test_of_two_records_with_one_id_the_last_stays(where: str) -> None:
    versions = [story("a", text=f"نسخة {number}") for number in range(30)]
    build(versions, where)
    assert articles(where)["a"].text == "نسخة 29"


def test_terms_and_positions_are_those_of_the_analysis(where: str) -> None:
    text = "كتب الطالب #وزارة_التعليم في المدرسة، وبالعربية أيضًا"
    build([article("a", text), article("b", "المدرسة في كتب")], where)
    assert found(where, {"match_phrase": {"body": "كتب الطالب"}}) == {"a"}
    assert found(where, {"match_phrase": {"body": "الطالب كتب"}}) == set()
    assert found(where, {"match_phrase": {"body": "في المدرسه"}}) == {"a"}
    # A hashtag and its first word share a position, and so do several stems of one word.
    for first in ("#وزاره_التعليم", "وزاره"):
        assert found(where, {"match_phrase": {"body": f"الطالب {first}"}}) == {"a"}
    assert found(where, {"match_phrase": {"body": "وزاره التعليم في"}}) == {"a"}


def test_files_that_have_gone_are_pruned(where: str, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"خبر رقم {number} من المدينة", "utf-8")
    build(read_paths([folder]), where)
    (folder / "0.txt").unlink()
    report = build(read_paths([folder]), where, prune=[folder], guarded=[folder])
    assert (report.removed, len(articles(where))) == (1, 3)
    for number in (1, 2):
        (folder / f"{number}.txt").unlink()
    with pytest.raises(PruneRefused):
        build(read_paths([folder]), where, prune=[folder], guarded=[folder])
    assert len(articles(where)) == 3


def test_a_moved_file_takes_its_article_along(where: str, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / "a.txt").write_text("خبر من المدينة القديمة", "utf-8")
    build(read_paths([old]), where)
    old.rename(new)
    build(read_paths([new]), where)
    assert [*articles(where)] == [str(new / "a.txt")]


def test_local_ids_of_two_outlets_stand_apart(where: str, tmp_path: Path) -> None:
    def write(name: str) -> Path:
        path = tmp_path / f"{name}.jsonl"
        path.write_text(f'{{"id": "7", "text": "خبر {name}", "source": "{name}"}}', "utf-8")
        return path

    def on_disk() -> set[str]:
        snapshot = open_snapshot(tmp_path / "disk")
        return {snapshot.article(number).id for number in range(snapshot.doc_count)}

    for name in ("الأولى", "الثانية", "الثالثة"):
        path = write(name)
        build(read_paths([path]), where)
        build_on_disk(read_paths([path]), tmp_path / "disk")
    assert {*articles(where)} == on_disk()
    assert len(on_disk()) == 3


def test_a_rebuild_takes_the_place_of_all_there_was(where: str) -> None:
    build([story("a"), story("b")], where)
    assert build([story("c")], where, rebuild=True) == Report(added=1)
    assert [*articles(where)] == ["c"]
    with opened(where) as (connection, _):
        name = connection.address.name
        kept = connection.request("GET", f"/{name}*/_settings")
        assert {*kept} == {f"{name}-2", f"{name}-2-names"}
    build([story("d")], where)
    assert {*articles(where)} == {"c", "d"}


def test_a_rebuild_that_fails_changes_nothing(where: str) -> None:
    build([story("a")], where)

    def ends_early() -> object:
        yield story("b")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(ends_early(), where, rebuild=True)  # type: ignore[arg-type]
    with pytest.raises(NabaError, match="stays as it was"):
        build([], where, rebuild=True)
    assert [*articles(where)] == ["a"]
    assert build([story("a")], where) == Report(unchanged=1)


def test_names_are_those_of_an_index_on_disk(where: str, tmp_path: Path) -> None:
    spelt = ("أحمد النجار", "احمد النجار", "أحمد النجّار", "ليلى قاسم")
    some = [
        replace(library(number), id=str(number), persons=(spelt[number % 3], spelt[3]))
        for number in range(30)
    ]
    user_list = "person\tليلى القاسم\tليلى قاسم\n"
    build(some, where, names=user_list)
    build_on_disk(some, tmp_path / "disk", names=user_list)
    expected = open_snapshot(tmp_path / "disk").canonical
    with opened(where) as (connection, generation):
        table, _ = names.read_table(connection, generation)
        assert table == expected
        assert table["person"]["ليلى قاسم"] == "ليلى القاسم"
        build(some, where, names="")
        table, _ = names.read_table(connection, generation)
        assert "ليلى قاسم" not in table["person"]


def test_hostile_values_stay_what_they_are(where: str) -> None:
    values = ['"', "\\", "{}[]", "a\nb", "\x01\x1e\x1f", "</script>", "${x}", "ن" * 32_768]
    some = [
        article(f'{number}{value[:600]}"', text=value, title=value, author=value, persons=(value,))
        for number, value in enumerate(values)
    ]
    build(some, where)
    assert articles(where) == {one.id: one for one in some}
    for one in some:
        for facet, value in (("author", one.author), ("person", one.persons[0])):  # type: ignore[index]
            assert value is not None
            if value.strip():
                term = {"term": {facet: value_key(value.strip())}}
                assert one.id in found(where, term)
    with opened(where) as (connection, generation):
        _, long = names.read_table(connection, generation)
    assert [*long.values()] == ["ن" * 32_768]
    assert check_cluster(where) == []


def test_machines_load_side_by_side(where: str) -> None:
    parts = [[article(f"{part}-{number}") for number in range(1200)] for part in range(2)]
    threads = [threading.Thread(target=build, args=(part, where)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(articles(where)) == 2400
    assert check_cluster(where) == []


_SLOW = """
import sys, time
from index import Article
from index.cluster.indexer import build
def news():
    for n in range(3000):
        if n >= 1500: time.sleep(float(sys.argv[2]))
        yield Article(id=str(n), text=f"خبر رقم {n} من دمشق", persons=("أحمد",))
if __name__ == "__main__":
    print(build(news(), sys.argv[1], workers=2))
"""


def test_a_killed_run_is_gone_on_with(where: str, tmp_path: Path, cluster: Cluster) -> None:
    script = tmp_path / "run.py"
    script.write_text(_SLOW, "utf-8")
    build([article("before")], where)
    index = f"/{where.split('/')[-1].split('?')[0]}"
    process = subprocess.Popen([sys.executable, str(script), where, "0.2"])
    end = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < end:
        cluster.request("POST", f"{index}/_refresh")
        if cluster.request("GET", f"{index}/_count")["count"] > 200:
            break
        time.sleep(0.05)
    assert process.poll() is None, "the run ended before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()
    again = subprocess.run(
        [sys.executable, str(script), where, "0"], capture_output=True, text=True, check=True
    )
    added = int(again.stdout.split("added ")[1].split(",")[0])
    assert 1000 < added < 3000
    assert len(articles(where)) == 3001
    assert check_cluster(where) == []


def test_check_tells_of_an_article_that_was_changed(where: str, cluster: Cluster) -> None:
    build(NEWS, where)
    with opened(where) as (connection, generation):
        hit = connection.search(generation.articles, {"size": 1})["hits"]["hits"][0]
        source = hit["_source"] | {"article": hit["_source"]["article"].replace("،", ",") + " "}
        cluster.request("PUT", f"/{generation.articles}/_doc/{hit['_id']}?refresh=true", source)
    (problem,) = [one for one in check_cluster(where) if hit["_id"] in one]
    assert "not the one that was indexed" in problem
    cluster.request("DELETE", f"/{generation.articles}/_doc/{hit['_id']}?refresh=true")
    assert any("at the last commit" in one for one in check_cluster(where))


def test_overview(where: str) -> None:
    build(NEWS, where)
    figures = overview(where)
    assert (figures.articles, figures.shards, figures.health) == (len(NEWS), 2, "green")
    assert figures.facets["source"] == len({one.source for one in NEWS if one.source})
    assert figures.bytes > 0
    with opened(where) as (connection, generation):
        assert generations.read_manifest(connection, generation).articles == len(NEWS)
