"""Tags go with an article whose id becomes another, since its file was moved or renamed."""

from pathlib import Path

import pytest

from index import build
from index.desk.tags import TagChange, Tags
from index.ingest import read_paths

TEXTS = {"a.txt": "افتتح الوزير السد الجديد صباح اليوم.", "b.txt": "أغلقت الثلوج طرقا جبلية."}
RECORDS = "title,text\nخبر,تأخر القطار ساعتين.\nآخر,وصل القطار في موعده.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "r.csv").write_text(RECORDS, "utf-8")
    return folder


def run(news: Path, **options: object) -> tuple[int, int]:
    report = build(read_paths([news]), news.parent / "index", workers=1, **options)  # type: ignore[arg-type]
    return report.added, report.removed


def tagged(news: Path, tag: str = "مهم") -> frozenset[str]:
    return Tags(news.parent / "index").articles(tag)


def test_to_a_file_of_another_name(news: Path) -> None:
    run(news)
    tags = Tags(news.parent / "index")
    tags.change([str(news / "a.txt")], TagChange.of(["+مهم", "+read"]))
    tags.change([str(news / "b.txt")], TagChange.of(["+مهم"]))
    (news / "a.txt").rename(news / "dam.txt")
    assert run(news, prune=[news]) == (1, 1)
    assert tagged(news) == {str(news / "dam.txt"), str(news / "b.txt")}
    assert tagged(news, "read") == {str(news / "dam.txt")}


def test_to_another_folder(news: Path) -> None:
    run(news)
    Tags(news.parent / "index").change([str(news / "a.txt")], TagChange.of(["+مهم"]))
    (news / "old").mkdir()
    (news / "a.txt").rename(news / "old" / "a.txt")
    run(news)
    assert tagged(news) == {str(news / "old" / "a.txt")}


def test_of_records_without_an_id(news: Path) -> None:
    run(news)
    index = news.parent / "index"
    known = {item.id for item in read_paths([news / "r.csv"])}  # type: ignore[union-attr]
    Tags(index).change(known, TagChange.of(["+مهم"]))
    (news / "r.csv").rename(news / "trains.csv")
    assert run(news, prune=[news]) == (2, 2)
    assert len(tagged(news)) == 2
    assert all(name.startswith("trains.csv#") for name in tagged(news))


def test_not_to_an_article_of_another_text(news: Path) -> None:
    run(news)
    Tags(news.parent / "index").change([str(news / "a.txt")], TagChange.of(["+مهم"]))
    (news / "a.txt").unlink()
    (news / "c.txt").write_text(TEXTS["a.txt"] + " وحضر جمع من الأهالي.", "utf-8")
    assert run(news, prune=[news]) == (1, 1)
    assert tagged(news) == {str(news / "a.txt")}


def test_those_of_the_article_that_stays_too(news: Path) -> None:
    """A copy that bears a tag of its own keeps it, and the file left behind keeps its own."""
    run(news)
    (news / "copy.txt").write_text(TEXTS["a.txt"], "utf-8")
    run(news, prune=[news])
    Tags(news.parent / "index").change([str(news / "a.txt")], TagChange.of(["+مهم"]))
    run(news, prune=[news])
    assert tagged(news) == {str(news / "a.txt")}
