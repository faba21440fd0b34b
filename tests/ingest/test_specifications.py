"""Files made to the published specifications: as many articles as items, each read whole.

NewsML 1.2, NITF 3.6, NewsML-G2 2.34, ninjs 3.0, JSON Feed 1.1, RSS 2.0 and Atom (RFC 4287), in
Arabic. The counts of items are taken from the files themselves, by other means than naba's.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from index.ingest import read_paths

FOLDER = Path(__file__).parent / "specifications"
FILES = sorted(FOLDER.iterdir())
ITEMS = re.compile(r"<(?:item|entry|newsItem|NewsItem)[\s>]")
OTHER_SOURCE = {"rss-3-sources.rss": "صحيفة المنارة"}
TITLES = {
    "قوارب الصيد تعود إلى بحيرة السنابل",
    "مكتبة متنقلة تجوب قرى الجبل",
    "سوق ليلي في ساحة الميناء القديم",
    "النحالون يجمعون عسل الربيع",
    "مدرسة ترمم نوافذها الخشبية",
    "رممت مدرسة الحي نوافذها الخشبية بأيدي طلابها خلال العطلة.",
}


def read(path: Path) -> list[Article]:
    items = list(read_paths([path]))
    assert all(isinstance(item, Article) for item in items), items
    return [item for item in items if isinstance(item, Article)]


def items_of(path: Path) -> int:
    text = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        return len(text.splitlines())
    if path.suffix == ".json":
        value = json.loads(text)
        return len(value if isinstance(value, list) else value.get("items", [value]))
    return 1 if path.name.startswith("nitf") else len(ITEMS.findall(text))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def test_there_are_thirty_of_them() -> None:
    assert len(FILES) == 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_as_many_articles_as_items(path: Path) -> None:
    articles = read(path)
    assert len(articles) == items_of(path) > 0
    assert len({article.id for article in articles}) == len(articles)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_article_is_whole(path: Path) -> None:
    for article in read(path):
        assert article.title in TITLES
        assert article.date is not None
        assert (article.date.year, article.date.month) == (2024, 3)
        assert article.source == OTHER_SOURCE.get(path.name, "وكالة ضفاف")
        assert article.extra.get("language") == "ar"
        for paragraph in article.text.split("\n"):
            assert paragraph.endswith((".",)) and len(paragraph) > 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_markup_is_left(path: Path) -> None:
    for article in read(path):
        for text in strings([article.title, article.text, article.author, article.tags]):
            assert not re.search(r"<|>|&\w+;|&#|CDATA|صورة|عنوان داخلي|عنوان ثانوي", text), text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_reading_again_gives_the_same(path: Path) -> None:
    assert read(path) == read(path)
