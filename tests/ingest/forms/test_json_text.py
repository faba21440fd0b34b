"""JSON in the shapes of programs and interfaces, small and too large to be loaded whole."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.article import Article, Rejected, Remark
from index.ingest import read_paths
from index.ingest.opening import RECORD_LIMIT
from tests.ingest.forms.reading import PARAGRAPHS, TITLE, articles, read, rejected

TEXT = "\n".join(PARAGRAPHS)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def one(tmp_path: Path, value: Any) -> Article:
    (item,) = articles(tmp_path / "a.json", json.dumps(value))
    return item


def test_newsapi(tmp_path: Path) -> None:
    item = one(tmp_path, {"status": "ok", "articles": [{
        "source": {"id": None, "name": "الضفاف"}, "author": None, "title": f"{TITLE} - الضفاف",
        "description": PARAGRAPHS[0], "url": "https://e.org/1", "urlToImage": None,
        "publishedAt": "2024-03-05T20:30:00Z", "content": PARAGRAPHS[1] + "… [+120 chars]",
    }]})  # fmt: skip
    assert (item.id, item.title, item.text) == ("https://e.org/1", TITLE, TEXT)
    assert (item.date, item.source) == (date(2024, 3, 5), "الضفاف")


def test_gdelt(tmp_path: Path) -> None:
    item = one(tmp_path, {"articles": [{
        "url": "https://e.org/1", "title": TITLE, "seendate": "20240305T192141Z",
        "domain": "e.org", "language": "Arabic",
    }]})  # fmt: skip
    assert (item.title, item.date, item.source) == (TITLE, date(2024, 3, 5), "e.org")


def test_elasticsearch_hits_and_dumps(tmp_path: Path) -> None:
    hit = {"_index": "x", "_id": "h1", "_source": {"title": TITLE, "body": TEXT}}
    assert one(tmp_path, {"took": 1, "hits": {"total": 1, "hits": [hit]}}).id == "h1"
    (dumped,) = articles(tmp_path / "dump.json", json.dumps(hit) + "\n")
    assert (dumped.id, dumped.title, dumped.text) == ("h1", TITLE, TEXT)


def test_telegram(tmp_path: Path) -> None:
    messages = [
        {"id": 1, "type": "service", "date": "2024-03-05T10:00:00", "text": ""},
        {"id": 2, "type": "message", "date": "2024-03-05T20:30:00", "from": "س",
         "text": [{"type": "bold", "text": TITLE}, f"\n\n{TEXT} ", {"type": "hashtag",
         "text": "#بحيرة"}]},
    ]  # fmt: skip
    chat = {"name": "قناة الضفاف", "type": "public_channel", "id": 5, "messages": messages}
    for value in (chat, {"chats": {"list": [chat]}}):
        item, remark = read(tmp_path / "result.json", json.dumps(value))
        assert isinstance(item, Article)
        assert (item.title, item.source, item.tags) == (TITLE, "قناة الضفاف", ("بحيرة",))
        assert item.text.startswith(TEXT)
        assert isinstance(remark, Remark) and remark.left_out == 1


def test_tweets(tmp_path: Path) -> None:
    tweet = {
        "created_at": "Tue Mar 05 20:30:00 +0000 2024", "id_str": "9", "full_text": TEXT,
        "entities": {"hashtags": [{"text": "بحيرة"}]},
        "source": '<a href="https://x.example">App</a>',
        "user": {"name": "سلمى", "screen_name": "salma_x"},
    }  # fmt: skip
    (item,) = articles(tmp_path / "a.jsonl", json.dumps(tweet))
    assert (item.source, item.author, item.tags) == ("X", "سلمى", ("بحيرة",))
    assert (item.date, item.text) == (date(2024, 3, 5), TEXT)


POST: dict[str, Any] = {
    "id": 9, "date": "2024-03-05T10:20:48", "guid": {"rendered": "https://e.org/?p=9"},
    "status": "publish", "link": "https://www.e.org/a/9", "title": {"rendered": TITLE},
    "content": {"rendered": HTML}, "author": 3, "categories": [7], "tags": [5],
}  # fmt: skip


def test_wordpress_numbers_are_no_names(tmp_path: Path) -> None:
    item = one(tmp_path, [POST])
    assert (item.title, item.text, item.source) == (TITLE, TEXT, "e.org")
    assert (item.author, item.category, item.tags) == (None, None, ())


def test_wordpress_embedded_names_are(tmp_path: Path) -> None:
    terms = [
        [{"name": "محليات", "taxonomy": "category"}],
        [{"name": "بحر", "taxonomy": "post_tag"}],
    ]
    item = one(tmp_path, POST | {"_embedded": {"author": [{"name": "سلمى"}], "wp:term": terms}})
    assert (item.author, item.category, item.tags) == ("سلمى", "محليات", ("بحر",))


@pytest.mark.parametrize("status", ["draft", "trash", "private", "future"])
def test_wordpress_posts_that_are_not_published(tmp_path: Path, status: str) -> None:
    assert rejected(tmp_path / "a.json", json.dumps(POST | {"status": status})).cause == "withdrawn"


def test_superdesk_and_its_embargo(tmp_path: Path) -> None:
    item = {"guid": "urn:s:1", "headline": TITLE, "body_html": HTML, "byline": "سلمى",
            "firstcreated": "2024-03-05T04:37:19+0000", "source": "الضفاف", "pubstatus": "usable",
            "service": [{"name": "محليات"}]}  # fmt: skip
    found = one(tmp_path, item)
    assert (found.id, found.text, found.author, found.category) == (
        "urn:s:1",
        TEXT,
        "سلمى",
        "محليات",
    )
    for until, causes in (("2999-01-01T00:00:00Z", ["withdrawn"]), ("2020-01-01T00:00:00Z", [])):
        items = read(tmp_path / "b.json", json.dumps(item | {"embargoed": until}))
        assert [item.cause for item in items if isinstance(item, Rejected)] == causes


@pytest.mark.parametrize("value", [[], {"items": []}, {"articles": [], "totalResults": 0}])
def test_a_container_with_nothing_in_it_is_told(tmp_path: Path, value: Any) -> None:
    assert rejected(tmp_path / "a.json", json.dumps(value)).cause == "empty"


def test_a_summary_is_the_text_only_where_there_is_no_other(tmp_path: Path) -> None:
    assert one(tmp_path, {"title": TITLE, "summary": "موجز"}).text == "موجز"
    item = one(tmp_path, {"title": TITLE, "summary": "موجز", "text": TEXT})
    assert (item.text, item.extra) == (TEXT, {"summary": "موجز"})


def large(path: Path, before: str, after: str, extra: str = "") -> Path:
    """A file over the limit for one record, of records that are all small but ``extra``."""
    record = json.dumps({"title": TITLE, "text": "x" * 50_000})
    with path.open("w", encoding="utf-8") as file:
        file.write(before + extra)
        for number in range(RECORD_LIMIT // 50_000 + 3):
            file.write(("," if number else "") + record.replace(TITLE, f"خبر {number}"))
        file.write(after)
    return path


@pytest.mark.parametrize(
    ("before", "after"),
    [("[", "]"), ('{"status":"ok","title":"x","articles":[', "]}"), ('{"hits":{"hits":[', "]}}")],
)
def test_large_files_are_cut_into_their_records(tmp_path: Path, before: str, after: str) -> None:
    items = list(read_paths([large(tmp_path / "a.json", before, after)]))
    assert len(items) == RECORD_LIMIT // 50_000 + 3
    assert all(isinstance(item, Article) for item in items)


def test_one_large_record_of_a_large_file_is_rejected_alone(tmp_path: Path) -> None:
    huge = '{"title":"x","text":"' + "y" * (RECORD_LIMIT + 9) + '"},'
    items = list(read_paths([large(tmp_path / "a.json", "[", "]", huge)]))
    assert isinstance(items[0], Rejected) and "16 MiB" in items[0].reason
    assert all(isinstance(item, Article) for item in items[1:])
    assert len(items) == RECORD_LIMIT // 50_000 + 4


@pytest.mark.parametrize(
    "text",
    [
        "[" * (RECORD_LIMIT + 10),
        " " * (RECORD_LIMIT + 10) + "x",
        '{"a": "' + "b" * (RECORD_LIMIT + 10) + '"}',
        "[" + "[]," * 3_000_000 + "1]",
        '[{"id": 1, "text": "' + "\\" * (RECORD_LIMIT + 11),
    ],
)
def test_large_files_that_are_traps(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    (item,) = read_paths([tmp_path / "a.json"])
    assert isinstance(item, Rejected)
