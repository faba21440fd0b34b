"""Files as newsrooms, agencies and office programs write them."""

import json
from datetime import date
from pathlib import Path

import pytest

from index.article import Article
from index.ingest import read_paths
from index.ingest.dateline import read_dateline

BODY = (
    "عاد عشرات الصيادين إلى البحيرة بعد غياب دام عامين، وقالوا إن الماء صار أصفى مما كان.\n"
    "وقال صياد مسن إن الشباك امتلأت من أول ليلة.\n"
)


def read(folder: Path, name: str, content: str, encoding: str = "utf-8") -> list[Article]:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    articles = list(read_paths([path]))
    assert all(isinstance(article, Article) for article in articles), articles
    return [article for article in articles if isinstance(article, Article)]


def furniture(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.furniture]


@pytest.mark.parametrize(
    ("head", "place", "source"),
    [
        ("عمّان 8 أكتوبر 2024 (سواحل) -- ", "عمان", "سواحل"),
        ("بَيروت، 8 تشرين الأوّل 2024 (أ ف ب) - ", "بيروت", "أ ف ب"),
        ("الرياض 05 ربيع الآخر 1446 هـ الموافق 08 أكتوبر 2024 م واس\n", "الرياض", "واس"),
        ("[08/أكتوبر/2024]\nصنعاء - سبأ :\n", "صنعاء", "سبأ"),
    ],
)
def test_datelines_with_vowel_signs_two_calendars_or_on_two_lines(
    tmp_path: Path, head: str, place: str, source: str
) -> None:
    (article,) = read(tmp_path, "story.txt", head + BODY)
    assert (article.place, article.date, article.source) == (place, date(2024, 10, 8), source)
    assert article.title == ""
    assert article.headline.startswith("عاد عشرات الصيادين")


def test_the_story_begins_behind_a_vowelled_dateline() -> None:
    text = "عمّانُ 8 أكتوبر 2024 (سواحل) -- قالت البلدية"
    found = read_dateline(text)
    assert found is not None
    assert text[found.end :] == "قالت البلدية"


def test_lines_between_a_title_and_its_story(tmp_path: Path) -> None:
    head = (
        "الصيادون يعودون إلى بحيرة السنابل بعد غياب\nسلمى الحداد\nبي بي سي نيوز عربي - الخرطوم\n"
        "12 مايو/ أيار 2023\nآخر تحديث قبل 3 ساعة\nشارك هذا الخبر\nفيسبوك\nتويتر\n"
    )
    (article,) = read(tmp_path, "story.txt", head + BODY + "قد يهمك أيضا:\n")
    assert article.title == "الصيادون يعودون إلى بحيرة السنابل بعد غياب"
    assert (article.source, article.date) == ("بي بي سي", date(2023, 5, 12))
    assert {"آخر تحديث قبل 3 ساعة", "قد يهمك أيضا:"} <= set(furniture(article))


def test_verses_are_not_taken_for_a_title(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "poem.txt", "يا ليل طال بي السهر\nوالنجم في الأفق سهر\nنام الورى\n")
    assert article.title == ""


@pytest.mark.parametrize(
    ("foot", "source"),
    [
        ("المصدر:\nصحيفة الضفاف\n", "صحيفة الضفاف"),
        ("المصدر : رويترز + وكالات\n", "رويترز"),
        ("(أ ف ب)\n", "أ ف ب"),
        ("وقال المصدر:\nلا خوف\n", None),
    ],
)
def test_closing_lines(tmp_path: Path, foot: str, source: str | None) -> None:
    (article,) = read(tmp_path, "story.txt", "المكتبة تفتح ليلا\n" + BODY + foot)
    assert article.source == source
    assert bool(furniture(article)) is (source is not None)


@pytest.mark.parametrize(
    "line",
    [
        "(إعداد سلمى للنشرة العربية - تحرير رامي)",
        "// انتهى //",
        "The post القوارب appeared first on ضفاف.",
        "التدوينة القوارب ظهرت أولاً على ضفاف.",
        "أخبار ذات صلة",
    ],
)
def test_lines_of_editors_and_site_programs_are_furniture(tmp_path: Path, line: str) -> None:
    (article,) = read(tmp_path, "story.txt", "المكتبة تفتح ليلا\n" + BODY + line + "\n")
    assert furniture(article) == [line]


def test_a_table_as_excel_saves_it(tmp_path: Path) -> None:
    rows = 'المعرف;العنوان;النص;التاريخ\r\n1;سوق السمك;"قال ""باعة""; نزل السعر";30/11/2024\r\n'
    (article,) = read(tmp_path, "excel.csv", rows, "utf-16")
    assert (article.id, article.title, article.date) == ("1", "سوق السمك", date(2024, 11, 30))
    assert article.text == 'قال "باعة"; نزل السعر'
    (article,) = read(tmp_path, "sep.csv", "sep=;\r\nid;title;text\r\n1;سوق السمك;قال باعة\r\n")
    assert (article.id, article.text) == ("1", "قال باعة")


def test_records_of_databases_and_site_programs(tmp_path: Path) -> None:
    records = [
        {"_id": {"$oid": "65ab"}, "title": "خبر", "body": "نص", "date": {"$date": "2024-11-30"}},
        {
            "id": 3,
            "title": {"rendered": "خبر &#8220;ثالث&#8221;"},
            "content": {"rendered": "<p>نص أول</p><p>وثان</p>"},
            "tags": [{"term": "ماء"}, {"label": "سمك"}, "بحر"],
        },
    ]
    lines = "\n".join(json.dumps(record) for record in records)
    first, second = read(tmp_path, "export.jsonl", lines)
    assert (first.id, first.date) == ("65ab", date(2024, 11, 30))
    assert (second.title, second.text) == ("خبر “ثالث”", "نص أول\nوثان")
    assert second.tags == ("ماء", "سمك", "بحر")


def test_an_atom_category_is_shown_by_its_label(tmp_path: Path) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>ضفاف</title><entry><title>خبر</title>'
        '<id>urn:1</id><category term="sea" label="بحر"/><summary>نص</summary></entry></feed>'
    )
    (article,) = read(tmp_path, "feed.atom", feed)
    assert (article.category, article.tags) == ("بحر", ("بحر",))
