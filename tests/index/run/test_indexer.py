"""The life of an index: adding, skipping, updating, removing, rebuilding."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from index import (
    Article,
    IndexDamaged,
    IndexFormat,
    IndexLocked,
    IndexMissing,
    Listener,
    NabaError,
    Progress,
    Rejected,
    Report,
    build,
    check_index,
    open_snapshot,
)
from index.article import unpack
from index.run import committer, conductor, indexer, preparing, workers
from index.run.merge_policy import MERGE_FACTOR
from index.store.session import WriteSession
from tests.support import live_articles, story


def test_a_second_run_does_nothing(tmp_path: Path) -> None:
    articles = [story(str(n)) for n in range(5)]
    assert build(articles, tmp_path) == Report(added=5)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert build(articles, tmp_path) == Report(unchanged=5)
    after = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert before == after
    assert live_articles(tmp_path).keys() == {"0", "1", "2", "3", "4"}
    assert check_index(tmp_path) == []


def test_a_changed_article_takes_the_old_ones_place(tmp_path: Path) -> None:
    build([story("a"), story("b")], tmp_path)
    report = build([story("b", text="نص جديد"), story("c")], tmp_path)
    assert report == Report(added=1, updated=1)
    snapshot = open_snapshot(tmp_path)
    number = snapshot.docnum("b")
    assert number is not None and snapshot.article(number).text == "نص جديد"
    assert snapshot.doc_count == 3
    assert check_index(tmp_path) == []


def test_of_two_records_with_one_id_in_a_run_the_last_stays(tmp_path: Path) -> None:
    versions = [story("a", text="الأول"), story("a", text="الثاني"), story("a", text="الثاني")]
    assert build(versions, tmp_path) == Report(added=1, updated=1, unchanged=1)
    snapshot = open_snapshot(tmp_path)
    assert snapshot.doc_count == 1
    number = snapshot.docnum("a")
    assert number is not None and snapshot.article(number).text == "الثاني"


def test_versions_in_different_batches_keep_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conductor, "BATCH", 2)
    monkeypatch.setattr(committer, "COMMIT_SECONDS", 0.0)
    monkeypatch.setattr(workers, "COLLECT_SECONDS", 0.0)
    articles = [story(str(n % 4), text=f"نسخة {n}") for n in range(10)]
    report = build(articles, tmp_path)
    assert (report.added, report.updated) == (4, 6)
    assert live_articles(tmp_path).keys() == {"0", "1", "2", "3"}
    snapshot = open_snapshot(tmp_path)
    for article_id, text in {"0": "نسخة 8", "1": "نسخة 9", "2": "نسخة 6", "3": "نسخة 7"}.items():
        number = snapshot.docnum(article_id)
        assert number is not None and snapshot.article(number).text == text


def test_prune_removes_only_what_lay_under_the_path_and_is_gone(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    kept, gone = news / "kept.txt", news / "gone.txt"
    kept.touch()
    articles = [
        story("kept", path=str(kept)),
        story("gone", path=str(gone)),
        story("elsewhere", path=str(tmp_path / "other" / "gone.txt")),
        story("piped"),
    ]
    build(articles, tmp_path / "ix")
    report = build([story("kept", path=str(kept))], tmp_path / "ix", prune=[news])
    assert report == Report(unchanged=1, removed=1)
    assert live_articles(tmp_path / "ix").keys() == {"kept", "elsewhere", "piped"}


def test_rebuild_replaces_everything_and_searches_go_on(tmp_path: Path) -> None:
    build([story("old")], tmp_path)
    reader = open_snapshot(tmp_path)
    assert build([story("new"), story("newer")], tmp_path, rebuild=True) == Report(added=2)
    assert reader.article(0).id == "old"
    assert not reader.is_latest()
    assert live_articles(tmp_path).keys() == {"new", "newer"}


def test_a_rebuild_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    build([story("old")], tmp_path)

    def broken():  # type: ignore[no-untyped-def]
        yield story("new")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        build(broken(), tmp_path, rebuild=True)
    with pytest.raises(NabaError, match="stays as it was"):
        build([Rejected("x", "empty")], tmp_path, rebuild=True)
    assert live_articles(tmp_path).keys() == {"old"}
    assert check_index(tmp_path) == []


def test_an_interrupted_run_keeps_what_it_had_indexed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conductor, "BATCH", 2)
    monkeypatch.setattr(indexer, "INLINE_LIMIT", 2)

    def interrupted():  # type: ignore[no-untyped-def]
        for n in range(5):
            yield story(str(n))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(interrupted(), tmp_path)
    kept = live_articles(tmp_path).keys()
    assert kept and kept < {str(n) for n in range(5)}
    assert build([story(str(n)) for n in range(6)], tmp_path) == Report(
        added=6 - len(kept), unchanged=len(kept)
    )


def test_worker_processes_make_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conductor, "BATCH", 10)
    monkeypatch.setattr(indexer, "INLINE_LIMIT", 10)
    articles = [story(str(n), text=f"خبر رقم {n} من دمشق") for n in range(45)]
    heard: list[Progress] = []
    listener = Listener(progress=heard.append)
    report = build(articles, tmp_path, workers=2, listener=listener)
    assert report == Report(added=45)
    assert live_articles(tmp_path).keys() == {article.id for article in articles}
    assert heard[-1] == Progress(read=45, indexed=45, total=45)
    assert check_index(tmp_path) == []


def test_an_article_that_cannot_be_encoded_is_rejected_alone(tmp_path: Path) -> None:
    rejected: list[Rejected] = []
    articles = [story("good"), story("bad", text="نص \ud800"), story("fine")]
    report = build(articles, tmp_path, listener=Listener(rejected=rejected.append))
    assert report == Report(added=2, rejected=1)
    assert "bad" in rejected[0].reason
    assert live_articles(tmp_path).keys() == {"good", "fine"}


def test_an_article_that_breaks_the_analysis_is_rejected_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = preparing.entity_names

    def breaks(articles: Sequence[Article], *, entities: bool) -> list[dict[str, tuple[str, ...]]]:
        if any(article.id == "bad" for article in articles):
            raise KeyError("no such class")
        return real(articles, entities=entities)

    monkeypatch.setattr(preparing, "entity_names", breaks)
    rejected: list[Rejected] = []
    articles = [story("good"), story("bad"), story("fine")]
    report = build(articles, tmp_path, listener=Listener(rejected=rejected.append))
    assert report == Report(added=2, rejected=1)
    assert rejected[0].reason == "bad: cannot be analysed (KeyError: 'no such class')"
    assert live_articles(tmp_path).keys() == {"good", "fine"}


def test_small_segments_are_merged(tmp_path: Path) -> None:
    for n in range(20):
        build([story(str(n))], tmp_path)
    build([story("3", text="تحديث")], tmp_path)
    snapshot = open_snapshot(tmp_path)
    assert len(snapshot.leaves) <= 2 * MERGE_FACTOR
    assert live_articles(tmp_path).keys() == {str(n) for n in range(20)}
    assert check_index(tmp_path) == []


def test_a_merge_that_takes_longer_than_commits_are_apart_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge = workers.merge_segments

    def slow_merge(*arguments: Any) -> Any:
        monkeypatch.setattr(committer, "COMMIT_SECONDS", 0.0)
        return merge(*arguments)

    monkeypatch.setattr(workers, "merge_segments", slow_merge)
    for n in range(MERGE_FACTOR):
        monkeypatch.setattr(committer, "COMMIT_SECONDS", 30.0)
        build([story(str(n))], tmp_path)
    assert len(open_snapshot(tmp_path).leaves) == 1
    assert live_articles(tmp_path).keys() == {str(n) for n in range(MERGE_FACTOR)}
    assert check_index(tmp_path) == []


def test_an_empty_run_makes_an_empty_index(tmp_path: Path) -> None:
    assert build([], tmp_path / "new") == Report()
    assert open_snapshot(tmp_path / "new").doc_count == 0
    assert check_index(tmp_path / "new") == []


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with WriteSession(tmp_path), pytest.raises(IndexLocked, match="another process"):
        build([story("a")], tmp_path)
    assert build([story("a")], tmp_path) == Report(added=1)


def test_missing_foreign_and_damaged_indexes_say_so(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="naba index"):
        open_snapshot(tmp_path / "none")
    build([story("a")], tmp_path)
    (manifest,) = tmp_path.glob("naba_*.json")
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace('"format": ', '"format": 99'), "utf-8")
    with pytest.raises(IndexFormat, match="--rebuild"):
        open_snapshot(tmp_path)
    manifest.write_text(text[:-20], "utf-8")
    with pytest.raises(IndexDamaged, match=manifest.name):
        open_snapshot(tmp_path)
    manifest.write_text(text, "utf-8")
    assert open_snapshot(tmp_path).doc_count == 1


def test_stock_whoosh_reads_the_index(tmp_path: Path) -> None:
    from whoosh.index import open_dir
    from whoosh.query import Term

    build([story("a"), story("b", title="شيء آخر", text="لا سفن هنا")], tmp_path)
    with open_dir(tmp_path).searcher() as searcher:
        hits = searcher.search(Term("place", "بيروت"))
        assert len(hits) == 2
        (hit,) = searcher.search(Term("body", next(iter(_exact("السفينة")))))
        assert unpack(searcher.reader().column_reader("article")[hit.docnum]).id == "a"


def test_segments_a_stock_writer_made_are_refused(tmp_path: Path) -> None:
    from whoosh.index import open_dir

    build([story("a"), story("b")], tmp_path)
    writer = open_dir(tmp_path).writer()
    writer.add_document(id="c")
    writer.commit(merge=False)
    with pytest.raises(IndexFormat, match="another program"):
        open_snapshot(tmp_path)


def _exact(word: str) -> list[str]:
    from index.analysis import Analyzer

    return [token.exact for token in Analyzer()(word)]
