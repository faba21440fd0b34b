"""The query language: each piece of its syntax, and what becomes of malformed queries."""

import contextlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search import QueryError
from search.query.lexer import quoted
from search.query.parser import parse
from search.query.syntax import (
    All,
    Any,
    Anything,
    Boosted,
    Dates,
    Must,
    Node,
    Not,
    Pattern,
    Phrase,
    Row,
    Word,
    leaves,
)
from tests.support.steps import growth


def shape(node: object) -> object:
    """A tree without its offsets: what a reader of the query would see in it."""
    match node:
        case Word(text, _, field, exact, distance):
            marks = "=" * exact + text + "~" * distance
            return f"{field}:{marks}" if field else marks
        case Pattern(text, _, field):
            return f"{field}:{text}" if field else text
        case Phrase(text, _, field, exact, slop):
            marks = "=" * exact + f'"{text}"' + (f"~{slop}" if slop else "")
            return f"{field}:{marks}" if field else marks
        case Dates(start, end):
            return (start, end)
        case Anything(_, field):
            return f"{field}:*" if field else "*"
        case Not(child):
            return ("not", shape(child))
        case Must(child):
            return ("must", shape(child))
        case Boosted(child, factor):
            return (shape(child), factor)
        case All(children):
            return ("all", *map(shape, children))
        case Any(children):
            return ("any", *map(shape, children))
        case Row(children):
            return ("row", *map(shape, children))
    return node


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("حماة", "حماة"),
        ("ريف حماة", ("row", "ريف", "حماة")),
        ('"ريف حماة"', '"ريف حماة"'),
        ("«ريف حماة»", '"ريف حماة"'),
        ("“ريف حماة”", '"ريف حماة"'),
        ('"ريف حماة"~3', '"ريف حماة"~3'),
        ('"ريف حماة"~٣', '"ريف حماة"~3'),
        ("مدرس*", "مدرس*"),
        ("*سيون", "*سيون"),
        ("ك?اب", "ك?اب"),
        ("كتا??", "كتا??"),
        ("حماه~", "حماه~"),
        ("حماه~2", "حماه~~"),
        ("حماه~9", "حماه~~"),
        ("حلب^2", ("حلب", 2)),
        ("حلب^٠٫٥ حماة", ("row", ("حلب", 0.5), "حماة")),
        ('"ريف حماة"^0.5', ('"ريف حماة"', 0.5)),
        ('"ريف حماة"~3^2', ('"ريف حماة"~3', 2)),
        ("(حلب حماة)^3", (("row", "حلب", "حماة"), 3)),
        ("(حلب^2 OR حماة)^3", (("any", ("حلب", 2), "حماة"), 3)),
        ("title:حلب^2", ("title:حلب", 2)),
        ("title:(حلب حماة)^2", (("row", "title:حلب", "title:حماة"), 2)),
        ("مدرس*^2", ("مدرس*", 2)),
        ("حماه~2^3", ("حماه~~", 3)),
        ("=كتب^2", ("=كتب", 2)),
        ("+حلب^2", ("must", ("حلب", 2))),
        ("(+حلب)^2", ("must", ("حلب", 2))),
        ("(-حلب)^2", ("not", "حلب")),
        ("حلب^99999", ("حلب", 1000)),
        ("حلب^1", "حلب"),
        ("حلب^", "حلب^"),
        ("حلب^قليلا", "حلب^قليلا"),
        ("حلب^2x", "حلب^2x"),
        ("^2", "^2"),
        ("حلب ^2", ("row", "حلب", "^2")),
        ("+من -حلب", ("row", ("must", "من"), ("not", "حلب"))),
        ("NOT حلب", ("not", "حلب")),
        ("حلب AND حماة", ("all", "حلب", "حماة")),
        ("حلب OR حماة", ("any", "حلب", "حماة")),
        ("ا AND ب OR ج", ("any", ("all", "ا", "ب"), "ج")),
        ("قمح حلب OR حماة", ("row", "قمح", ("any", "حلب", "حماة"))),
        ("(حلب حماة) OR حمص", ("any", ("row", "حلب", "حماة"), "حمص")),
        ("(حلب) أو (حماة)", ("any", "حلب", "حماة")),
        ('"حلب" و "حماة"', ("all", '"حلب"', '"حماة"')),
        ('"حلب" وليس "حماة"', ("row", '"حلب"', ("not", '"حماة"'))),
        ("حلب و حماة", ("row", "حلب", "و", "حماة")),
        ("title:حلب", "title:حلب"),
        ("عنوان:حلب", "title:حلب"),
        ('شخص:"هدى القاسم"', 'person:"هدى القاسم"'),
        ('شخص: "هدى القاسم"', 'person:"هدى القاسم"'),
        ("جهة:(وزارة OR هيئة)", ("any", "org:وزارة", "org:هيئة")),
        ("مكان:حلب مصدر:سانا", ("row", "place:حلب", "source:سانا")),
        ("قسم:رياضة وسم:بحر", ("row", "category:رياضة", "tag:بحر")),
        ("-title:حلب", ("not", "title:حلب")),
        ("=كتب", "=كتب"),
        ('="كتب الطالب"', '="كتب الطالب"'),
        ("title:=كتب", "title:=كتب"),
        ("*", "*"),
        ("person:*", "person:*"),
        ("#ترشيد_المياه", "#ترشيد_المياه"),
        ("@naba_news", "@naba_news"),
        ("كوفيد-19", "كوفيد-19"),
        ("سوريا، حلب؟", ("row", "سوريا", "حلب")),
        ("من هو الوزير?", ("row", "من", "هو", "الوزير")),
        ("http://example.org/a", "http://example.org/a"),
        ("مصدر: مقتل شخصين", ("row", "مصدر:", "مقتل", "شخصين")),
        ("\u200fحلب", "حلب"),
    ],
)
def test_syntax(query: str, expected: object) -> None:
    assert shape(parse(query)) == expected


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("date:2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("تاريخ:2024-11", date(2024, 11, 1), date(2024, 11, 30)),
        ("date:2024-11-30", date(2024, 11, 30), date(2024, 11, 30)),
        ('تاريخ:"نوفمبر 2024"', date(2024, 11, 1), date(2024, 11, 30)),
        ("تاريخ:نوفمبر 2024", date(2024, 11, 1), date(2024, 11, 30)),
        ("تاريخ:30 نوفمبر 2024", date(2024, 11, 30), date(2024, 11, 30)),
        ("تاريخ:تشرين الثاني ٢٠٢٤", date(2024, 11, 1), date(2024, 11, 30)),
        ("تاريخ:>=2 تشرين الاول 2024", date(2024, 10, 2), None),
        ("تاريخ:كانون 2 ٢٠٢٤", date(2024, 1, 1), date(2024, 1, 31)),
        ("تاريخ:10 تشرين اول 2024", date(2024, 10, 10), date(2024, 10, 10)),
        ("date:كانون الثاني/يناير 2024", date(2024, 1, 1), date(2024, 1, 31)),
        ("date:[2024-11-29 TO 2024-12-01]", date(2024, 11, 29), date(2024, 12, 1)),
        ("تاريخ:[2024-11 إلى 2024-12]", date(2024, 11, 1), date(2024, 12, 31)),
        ("date:[2024 TO *]", date(2024, 1, 1), None),
        ("date:[TO 2024]", None, date(2024, 12, 31)),
        ("date:>=2024-11", date(2024, 11, 1), None),
        ("date:> 2024-11", date(2024, 12, 1), None),
        ("date:<=2024-11", None, date(2024, 11, 30)),
        ("date:<2024-11", None, date(2024, 10, 31)),
    ],
)
def test_dates(query: str, start: date | None, end: date | None) -> None:
    assert shape(parse(query)) == (start, end)


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("date:7d", 7, 0),
        ("تاريخ:آخر أسبوع", 7, 0),
        ("تاريخ:آخر سبعة أيام", 7, 0),
        ("date:yesterday", 1, 1),
        ('تاريخ:"أمس الأول"', 2, 2),
        ("date:[30d TO 7d]", 30, 7),
        ("date:>=2w", 14, None),
        ("date:<1w", None, 8),
    ],
)
def test_dates_counted_from_today(query: str, start: int | None, end: int | None) -> None:
    days = [ago if ago is None else date.today() - timedelta(ago) for ago in (start, end)]
    assert shape(parse(query)) == tuple(days)
    assert shape(parse(f"{query} ثلج")) == ("row", tuple(days), "ثلج")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("(حلب", "حلب"),
        ("حلب)", "حلب"),
        ('"حلب حماة', '"حلب حماة"'),
        ("حلب AND", "حلب"),
        ("OR حلب", "حلب"),
        ("حلب -", "حلب"),
        ("حلب ()", "حلب"),
        ("AND", "AND"),
        ("title:", "title:"),
        ("و", "و"),
        ('كم"', "كم"),
        ("--حلب", "حلب"),
        ("حلب \ud800", "حلب"),
    ],
)
def test_half_written_queries_read_as_far_as_they_go(query: str, expected: object) -> None:
    assert shape(parse(query)) == expected


@pytest.mark.parametrize(
    ("query", "position"),
    [
        ("(", 0),
        ('"', 0),
        ("؟!", 0),
        ("حلب date:قريبا", 9),
        ("date:[2024 TO 2025 TO 2026]", 5),
        ("date:[2025 TO 2024]", 5),
        ('date:""حلب', 5),
        ("(" * 5000, 50),
        ("كلمة " * 2000, 5120),
        ('حلب "' + "كلمة " * 2000 + '"', 4),
        ("سا* " * 100, 256),
        ("سال~ " * 100, 320),
        ("س" * 50_000, 20_000),
    ],
)
def test_errors_say_where(query: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    message = str(caught.value)
    assert caught.value.position == position
    assert f"character {position + 1}:" in message
    assert "\n" not in message
    assert caught.value.exit_code == 2


def test_an_empty_query_is_none() -> None:
    assert parse("") is None
    assert parse(" \n\t") is None


def test_leaves_know_where_they_stand() -> None:
    query = '+حلب title:"ريف حماة"~2 كتا*'
    node = parse(query)
    assert node is not None
    written = [query[leaf.at[0] : leaf.at[1]] for leaf in leaves(node)]
    assert written == ["حلب", '"ريف حماة"~2', "كتا*"]


def test_negated_words_are_no_leaves() -> None:
    node = parse("حلب -حماة NOT (حمص طرطوس)")
    assert node is not None
    assert [leaf.text for leaf in leaves(node) if isinstance(leaf, Word)] == ["حلب"]


PIECES = [
    "حلب", "و", "أو", "وليس", "AND", "OR", "NOT", "(", ")", '"', "«", "»", "“", "”", "~", "~2",
    "*", "?", "+", "-", "=", ":", "title:", "شخص:", "date:", "[", "]", " TO ", "2024", ">=",
    " ", "\n", "#", "@", "\u200f", "\ud800", "\x00", "م*", "،",
]  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
@example("date:>=")
@example("+-=")
def test_any_text_parses_or_is_a_query_error(query: str) -> None:
    try:
        node = parse(query)
    except QueryError as error:
        assert 0 <= error.position <= len(query)
        assert "\n" not in str(error).replace(query, "")
    else:
        assert (node is None) == (not query.strip())


@pytest.mark.parametrize(
    "unit",
    ["(", ")", '"', "«", "a«", "-", "NOT ", "x ", "x~", "*?", "title:", "date:", "() ", "+("],
)
def test_a_query_of_four_times_the_length_takes_four_times_the_work(unit: str) -> None:
    def parsing(length: int) -> Callable[[], None]:
        def work() -> None:
            with contextlib.suppress(QueryError):
                parse((unit * length)[:length])

        return work

    assert growth(parsing, 1000) < 4.4


@given(st.text(st.sampled_from('اب "«»:*')).map("ا{}".format))
def test_a_value_that_is_quoted_is_read_as_it_is(value: str) -> None:
    if '"' in value and "»" in value:
        value = value.replace('"', " ")
    query = f"person:{quoted(value)}"
    (leaf,) = leaves(parse(query))
    assert (leaf.field, leaf.text.strip()) == ("person", value.strip())


@given(st.lists(st.text(st.sampled_from("ابو7xANDORلـ٣_"), min_size=1, max_size=4), max_size=5))
def test_plain_words_are_read_as_the_lexer_reads_them(words: list[str]) -> None:
    """Words with a blank between take a shorter way; a blank at the end does without it."""
    query = " ".join(words)
    assert _read(query) == _read(query + " ")


def _read(query: str) -> Node | str | None:
    try:
        return parse(query)
    except QueryError as error:
        return str(error)
