"""Records: what their fields become, under whatever name and in whatever state they come."""

import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Rejected, Remark
from index.ingest import read_stream

TEXT = "افتتحت المدرسة أبوابها بعد ترميم استمر عامين. وحضر الأهالي الحفل."


def read(*records: Any) -> list[Article | Rejected | Remark]:
    lines = [r if isinstance(r, bytes) else json.dumps(r).encode() for r in records]
    return list(read_stream(io.BytesIO(b"\n".join(lines))))


def article(**fields: Any) -> Article:
    (item,) = read({"id": "1", "text": TEXT} | fields)
    assert isinstance(item, Article), item
    return item


def rejected(record: Any) -> Rejected:
    (item,) = read(record)
    assert isinstance(item, Rejected), item
    return item


def test_a_full_record() -> None:
    item = article(
        title="مدرسة تفتح أبوابها",
        date="2024-11-30T10:00:00Z",
        source="صحيفة الضحى",
        category="محليات",
        author="ليلى حداد",
        url="https://example.org/1",
        tags=["تعليم", "ترميم"],
        abstract="موجز",
        views=12,
    )
    assert item == Article(
        id="1",
        title="مدرسة تفتح أبوابها",
        headline="مدرسة تفتح أبوابها",
        text=TEXT,
        date=date(2024, 11, 30),
        source="صحيفة الضحى",
        category="محليات",
        author="ليلى حداد",
        url="https://example.org/1",
        tags=("تعليم", "ترميم"),
        extra={"abstract": "موجز", "views": 12},
    )


def test_usual_names_of_other_exports() -> None:
    (item,) = read(
        {"_id": 7, "headline": "خبر", "content": TEXT, "publishedAt": "2024-11-30",
         "Section": "رأي", "link": "https://example.org/7", "authors": ["سليم", "ليلى"],
         "keywords": "نفط، غاز, طاقة",
         "source": {"name": "الضحى", "code": 3}}
    )  # fmt: skip
    assert isinstance(item, Article)
    assert (item.id, item.title, item.text) == ("7", "خبر", TEXT)
    assert (item.date, item.category, item.url) == (
        date(2024, 11, 30),
        "رأي",
        "https://example.org/7",
    )
    assert (item.author, item.tags, item.source) == ("سليم، ليلى", ("نفط", "غاز", "طاقة"), "الضحى")
    assert item.extra == {}


def test_our_own_name_wins_and_the_other_is_kept() -> None:
    for fields in ({"content": "غيره", "text": TEXT}, {"text": TEXT, "content": "غيره"}):
        (item,) = read({"id": "1"} | fields)
        assert isinstance(item, Article)
        assert (item.text, item.extra) == (TEXT, {"content": "غيره"})


def test_a_value_that_does_not_fit_is_kept_aside() -> None:
    item = article(title={"ar": "خبر"}, date=["2024"], category=True)
    assert item.title == ""
    assert item.extra == {"title": {"ar": "خبر"}, "date": ["2024"], "category": True}


def test_a_text_of_paragraphs() -> None:
    assert article(text=["فقرة", "أخرى"]).text == "فقرة\nأخرى"


@pytest.mark.parametrize(
    ("id", "expected"), [(12, "12"), (0, "0"), (10**40, str(10**40)), (" ب 1 ", "ب 1")]
)
def test_identifiers(id: Any, expected: str) -> None:
    assert article(id=id).id == expected


def test_url_stands_in_for_a_missing_id() -> None:
    (item,) = read({"url": "https://example.org/9", "text": TEXT})
    assert isinstance(item, Article)
    assert item.id == item.url == "https://example.org/9"


@pytest.mark.parametrize("id", [None, "", "  ", [1], {"a": 1}, True])
def test_a_record_without_id_is_known_by_its_content(id: Any) -> None:
    (item,) = read({"id": id, "text": TEXT})
    (again,) = read({"text": TEXT})
    (other,) = read({"text": TEXT + "!"})
    assert isinstance(item, Article) and isinstance(again, Article) and isinstance(other, Article)
    assert item.id == again.id != other.id


def test_neither_title_nor_text() -> None:
    assert rejected({"id": 1}).reason == "no text"
    assert rejected({"id": 1, "title": " ", "text": "\n"}).reason == "no text"


def test_a_title_alone_is_an_article() -> None:
    item, remark = read({"id": "1", "title": "نتائج المباريات", "text": ""})
    assert isinstance(item, Article)
    assert (item.headline, item.text) == ("نتائج المباريات", "")
    assert remark == Remark("-", "a title without a text", 1)


def test_a_date_nobody_can_read_is_kept_as_it_is() -> None:
    item = article(date="قبل قليل")
    assert (item.date, item.extra["date"]) == (None, "قبل قليل")


@pytest.mark.parametrize(
    "value", [1732999999, 1732999999000, "٣٠ نوفمبر ٢٠٢٤", "Sat, 30 Nov 2024 10:00 +0300"]
)
def test_dates(value: Any) -> None:
    assert article(date=value).date == date(2024, 11, 30)


def test_dateline_fills_what_the_record_leaves_out() -> None:
    text = "حمص 5 ديسمبر 2024 (شينخوا) " + TEXT
    item = article(text=text)
    assert (item.date, item.source, item.place) == (date(2024, 12, 5), "شينخوا", "حمص")
    stated = article(text=text, date="2024-12-06", source="الضحى")
    assert (stated.date, stated.source, stated.place) == (date(2024, 12, 6), "الضحى", "حمص")


def test_a_record_is_not_guessed_about() -> None:
    item = article(text=TEXT + " بحسب مراسل الميادين.\n— (@doha_x) December 5, 2024")
    assert (item.source, item.date) == (None, None)


def test_source_is_taken_out_of_its_brackets() -> None:
    assert article(source=" (شينخوا) ").source == "شينخوا"


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        (["أ", "أ", "", None, 3], ("أ", "3")),
        ("نفط؛ غاز | ماء", ("نفط", "غاز", "ماء")),
        ("#غزة, #سوريا", ("غزة", "سوريا")),
        ([{"name": "نفط"}], ("نفط",)),
        (None, ()),
        ("", ()),
    ],
)
def test_tags(value: Any, tags: tuple[str, ...]) -> None:
    assert article(tags=value).tags == tags


def test_entities_given_are_not_the_same_as_none_given() -> None:
    given_ = article(persons=["ليلى حداد"], places=[])
    assert (given_.persons, given_.places, given_.orgs) == (("ليلى حداد",), (), None)


def test_headline_of_an_untitled_record() -> None:
    assert article().headline == "افتتحت المدرسة أبوابها بعد ترميم استمر عامين"


def test_newlines_nul_and_lone_surrogates() -> None:
    (item,) = read(
        rb'{"id": "a\ud800", "title": "x\u0000y", "k": ["\ud800"],'
        rb' "text": "\udc00one\r\ntwo\rthree"}'
    )
    assert isinstance(item, Article)
    assert (item.id, item.title) == ("a\ufffd", "x\ufffdy")
    assert item.text == "\ufffdone\ntwo\nthree"
    assert item.extra == {"k": ["\ufffd"]}
    item.to_json().encode()


def test_two_halves_that_meet_are_one_character() -> None:
    (item,) = read(rb'{"id": 1, "text": "\ud83d\ude00 \ud83d"}')
    assert isinstance(item, Article)
    assert item.text == "\U0001f600 \ufffd"


def test_a_raw_nul_inside_a_string() -> None:
    (item,) = read(b'{"id": 1, "text": "before\0after"}')
    assert isinstance(item, Article)
    assert item.text == "before\ufffdafter"


def test_the_last_of_duplicate_keys_counts() -> None:
    (item,) = read(b'{"id": 1, "text": "first", "text": "second"}')
    assert isinstance(item, Article)
    assert item.text == "second"


def test_numbers_json_does_not_know_stay_writable() -> None:
    (item,) = read(
        b'{"id": 1, "text": "x", "a": NaN, "b": -Infinity, "c": 1e999, "d": ' + b"9" * 5000 + b"}"
    )
    assert isinstance(item, Article)
    assert (item.extra["a"], item.extra["b"], item.extra["c"]) == ("NaN", "-Infinity", "inf")
    assert item.extra["d"] == "9" * 5000
    assert json.loads(json.dumps(item.extra, allow_nan=False)) == item.extra


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"[1, 2]", "an array where an object is expected"),
        (b'"text"', "a string where an object is expected"),
        (b"3", "a number where an object is expected"),
        (b"null", "null where an object is expected"),
        (b'{"id": 1, "text": "x"', "not valid JSON"),
        (b"{} {}", "not valid JSON"),
        (b"<html>", "not valid JSON"),
        (b'{"id": 1, "text": "x", "a": ' + b"[" * 40 + b"]" * 40 + b"}", "nested more than 32"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 200_000, "nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_no_record(line: bytes, reason: str) -> None:
    item = rejected(line)
    assert reason in item.reason
    assert "\n" not in item.reason
    assert item.record == 1


def test_a_broken_line_costs_only_itself() -> None:
    items = read(
        {"id": 1, "text": "x"}, b'{"id": 2, "te', b"", {"id": 3, "text": "y"}, b"\xff\xfe{"
    )
    assert [getattr(item, "id", None) for item in items] == ["1", None, "3", None]
    assert [item.record for item in items if isinstance(item, Rejected)] == [2, 5]
    assert {item.path for item in items if isinstance(item, Rejected)} == {"-"}


def test_an_empty_stream() -> None:
    (item,) = read()
    assert item == Rejected("-", "the file is empty")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["id", "title", "text", "body", "date", "source", "tags", "persons", "url", "x"]
)


@given(st.dictionaries(FIELDS, JSON))
def test_any_object_is_an_article_that_can_be_stored_or_is_rejected(record: dict[str, Any]) -> None:
    item, *_ = read(record)
    if isinstance(item, Article):
        assert item.id
        assert Article.from_json(item.to_json()) == item
    else:
        assert item.reason


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    for item in read_stream(io.BytesIO(data)):
        assert isinstance(item, Article | Rejected)
