"""The sample corpus: every file is read, and it shows what it is there to show."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from index import sample
from index.article import Article, Remark
from index.ingest import read_paths


@pytest.fixture(scope="module")
def records() -> list[object]:
    return list(read_paths(sample.paths()))


@pytest.fixture(scope="module")
def articles(records: list[object]) -> list[Article]:
    return [record for record in records if isinstance(record, Article)]


@pytest.fixture(scope="module")
def by_id(articles: list[Article]) -> dict[str, Article]:
    """Articles under their id, those of text files under the name of the file."""
    return {Path(article.id).name: article for article in articles}


@pytest.fixture(scope="module")
def prose(articles: list[Article]) -> str:
    return "\n".join(f"{article.title}\n{article.text}" for article in articles)


def test_paths_are_files_of_all_forms_and_small() -> None:
    paths = sample.paths()
    assert {path.suffix for path in paths} == {".csv", ".jsonl", ".rss", ".txt"}
    assert all(path.is_absolute() and path.is_file() for path in paths)
    assert paths == sorted(paths)
    assert sum(path.stat().st_size for path in paths) < 250_000


def test_no_file_of_the_folder_is_left_out() -> None:
    folder = sample.paths()[0].parent
    others = {path for path in folder.iterdir() if path.is_file()} - set(sample.paths())
    assert {path.suffix for path in others} == {".py"}


def test_every_record_is_accepted(records: list[object]) -> None:
    others = [record for record in records if not isinstance(record, Article)]
    assert [other.text for other in others if isinstance(other, Remark)] == [
        "a title without a text"
    ]
    assert (len(others), len(records)) == (1, 66)


def test_every_record_of_every_file_comes_out(articles: list[Article]) -> None:
    count = Counter(Path(article.path or "").suffix for article in articles)
    folder = sample.paths()[0].parent
    with (folder / "wire.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = sum(1 for _ in csv.DictReader(file))
    assert count[".jsonl"] == len((folder / "news.jsonl").read_bytes().splitlines()) == 45
    assert count[".csv"] == rows == 8
    assert count[".rss"] == (folder / "sanabel.rss").read_text("utf-8").count("<item>") == 3
    assert count[".txt"] == len(list(folder.glob("*.txt"))) == 9


def test_ids_are_distinct(articles: list[Article]) -> None:
    assert [id for id, count in Counter(a.id for a in articles).items() if count > 1] == []


def test_dates_span_months(articles: list[Article]) -> None:
    days = sorted(article.date for article in articles if article.date)
    assert (days[0].isoformat(), days[-1].isoformat()) == ("2024-06-03", "2025-03-03")
    assert len({(day.year, day.month) for day in days}) >= 9


def test_sources_categories_authors_and_tags_make_facets(articles: list[Article]) -> None:
    sources = Counter(article.source for article in articles if article.source)
    categories = Counter(article.category for article in articles if article.category)
    tags = Counter(tag for article in articles for tag in article.tags)
    assert len(sources) >= 8
    assert {"سياسة", "اقتصاد", "رياضة", "ثقافة", "علوم", "صحة", "محليات", "طقس"} <= set(categories)
    assert max(sources.values()) >= 8
    assert max(tags.values()) >= 4
    assert len({article.author for article in articles if article.author}) >= 5


def test_articles_are_short_news(articles: list[Article]) -> None:
    lengths = [len(article.text.split()) for article in articles if article.text]
    assert all(60 <= length <= 180 for length in lengths)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("vowel marks", "أُصيبَ مهاجمُ"),
        ("tatweel", "حـ+ارس"),
        ("Arabic-Indic digits", "[٠-٩]{2}"),
        ("Latin digits", "[0-9]{2}"),
        ("Arabic percent sign", "٪"),
        ("acronym with digits", r"\bG20\b"),
        ("name joined to digits", "كوفيد-19"),
        ("hashtag of several words", r"#\w+_\w+"),
        ("picture link of a tweet", r"pic\.twitter\.com/\w+"),
        ("both names of a month", "مارس/آذار"),
        ("Persian letters", "[پچگ]\\w*.*[ی]"),
        ("presentation forms", "[\ufe70-\ufefc]{3}"),
        ("lam-alef as one character", "[\ufef5-\ufefc]"),
        ("hamza as a combining mark", "ا\u0654"),
        ("zero-width non-joiner", "\u200c"),
        ("zero-width joiner", "\u200d"),
        ("word joiner", "\u2060"),
        ("direction marks", "\u200f51\u200e"),
        ("byte order mark inside", "\ufeff"),
        ("hamza dropped", "الياس بن يوسف"),
        ("teh marbuta as heh", "الصحيه"),
        ("alef maksura for yeh", "القاضى"),
        ("yeh for alef maksura", "ليلي الحكيمي"),
        ("conjunction and preposition attached", r"\bوبالمفاوضات\b"),
        ("preposition run into the article", r"\bللمزارعين\b"),
        ("future verb with plural", r"سيعلنون\b"),
        ("question particle", r"\bأفلا\b"),
    ],
)
def test_text_has(prose: str, name: str, pattern: str) -> None:
    assert re.search(pattern, prose), name


@pytest.mark.parametrize(
    "spellings",
    [
        ("عبد الله بن ناصر الغافلي", "عبد الله ابن ناصر", "عبدالله الغافلي", "عبد الله الغافلي"),
        ("سامر الدرويش", "سامر درويش", "وكان درويش"),
        ("فيصل بن حمد المزروقي", "فيصل ابن حمد المزروقي", "فيصل المزروقي", "وأضاف المزروقي"),
        ("أحمد عبد القادر السالمي", "احمد عبدالقادر السالمي", "أحمد السالمي"),
        ("رنا عبد النور", "رنا عبدالنور"),
        ("إسماعيل الوراق", "اسماعيل الوراق"),
        ("هدى القاضي", "هدى القاضى"),
        ("منى الزاهر", "منى زاهر"),
    ],
)
def test_one_person_in_several_spellings(
    articles: list[Article], spellings: tuple[str, ...]
) -> None:
    for spelling in spellings:
        assert any(spelling in article.text for article in articles), spelling


def test_reprints(by_id: dict[str, Article]) -> None:
    assert by_id["cup-5"].text == by_id["cup-6"].text
    assert by_id["cup-5"].source != by_id["cup-6"].source
    for first, second in (("water-1", "water-2"), ("flood-2", "flood-3")):
        one, other = (set(by_id[id].text.split()) for id in (first, second))
        assert 0.7 < len(one & other) / len(one | other) < 1


def test_title_without_text_and_text_without_title(by_id: dict[str, Article]) -> None:
    assert by_id["elect-3"].title
    assert not by_id["elect-3"].text
    assert not by_id["notitle-1"].title
    assert by_id["notitle-1"].headline.startswith("استأنفت القطارات")


def test_own_entities_and_unknown_fields(by_id: dict[str, Article]) -> None:
    assert by_id["ai-4"].persons == ("رنا عبد النور", "طلال العيسمي")
    assert by_id["ai-4"].places == ("الدوحة",)
    assert by_id["water-5"].persons is None
    assert by_id["water-5"].extra["revision"] == 3
    assert by_id["health-2"].extra["photos"][0]["by"] == "سلمى الجيار"


def test_encodings(by_id: dict[str, Article]) -> None:
    files = {path.name: path.read_bytes() for path in sample.paths()}
    assert files["sand-library.txt"].startswith(b"\xff\xfe")
    assert files["wire.csv"].startswith(b"\xef\xbb\xbf")
    with pytest.raises(UnicodeDecodeError):
        files["flood-roads.txt"].decode("utf-8")
    assert "خديجة منت الصالحي" in by_id["sand-library.txt"].text
    assert "العميد خالد ابن مبارك الشحري" in by_id["flood-roads.txt"].text
    assert by_id["econ-1"].title.startswith("زيت الزيتون")


@pytest.mark.parametrize(
    ("name", "place", "day", "source"),
    [
        ("talks-resume.txt", "عمان", "2024-10-08", "سواحل"),
        ("flood-roads.txt", "جرش", "2024-11-28", "غيمة"),
        ("press-law.txt", "الدوحة", "2024-12-12", "غيمة"),
        ("wetlands.txt", "البصرة", "2025-03-03", "سواحل"),
    ],
)
def test_datelines(by_id: dict[str, Article], name: str, place: str, day: str, source: str) -> None:
    article = by_id[name]
    assert (article.place, str(article.date), article.source) == (place, day, source)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("bread-prices.txt", "مشاركة :"),
        ("health-3", "مشاركة :"),
        ("health-3", "pic.twitter.com/a7Kd2mQx0Z"),
        ("night-market.txt", "المصدر: الضفاف"),
        ("bee-keepers.txt", "وكالات"),
    ],
)
def test_furniture(by_id: dict[str, Article], name: str, line: str) -> None:
    article = by_id[name]
    assert any(line in article.text[start:end] for start, end in article.furniture)


def test_closing_lines_name_the_source(by_id: dict[str, Article]) -> None:
    assert by_id["night-market.txt"].source == "الضفاف"
    assert by_id["sand-library.txt"].source == "النوارس"


def test_decomposed_article_is_nothing_but_decomposed(by_id: dict[str, Article]) -> None:
    text = by_id["space-2"].text
    assert text == unicodedata.normalize("NFD", text) != unicodedata.normalize("NFC", text)
