"""How a query being typed may go on: words as written, names, their order, their spellings."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Engine
from tests.support import Make, article, opened

TEXTS = [
    ("افتتاح مسرح المدينة", "افتتح رئيس البلدية مسرح المدينة. وقال الرئيس إن المسرح للجميع."),
    ("الرئيس في حماة", "زار الرئيس مكتبة حماة. ومسؤولون كبار رافقوا الرئيس في زيارته."),
    ("مسؤول في المكتبة", "قال مسؤول في المكتبة: مكتبتنا مفتوحة. ورئيسها سعيد بالمسرح."),
    ("مسيرة للأطفال", "سار الأطفال في مسيرة إلى المسرح مع رئيسهم."),
]
NAMES = [
    {"persons": ("سامر النجار", "أحمد الحموي"), "places": ("حماة",)},
    {"persons": ("سامر النجار",), "places": ("حماة",), "orgs": ("مجلس مدينة حماة",)},
    {"persons": ("سامية النجار",), "orgs": ('مسرح "الأمل"',), "tags": ("مسرح حر",)},
    {"persons": ("سامر النجار",), "source": "صحيفة المسار"},
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    articles = [
        article(n, text, title, **names)
        for n, ((title, text), names) in enumerate(zip(TEXTS, NAMES, strict=True))
    ]
    with opened(tmp_path_factory.mktemp("complete"), articles[:2], articles[2:]) as engine:
        yield engine


def texts(engine: Engine, query: str, kind: str = "") -> list[str]:
    return [one.text for one in engine.complete(query) if kind in ("", one.kind)]


def test_words_come_as_written_the_frequent_ones_first(engine: Engine) -> None:
    found = engine.complete("مس")
    words = [(one.text, one.count) for one in found if one.kind == "word"]
    assert words[0] == ("مسرح", 3)
    assert {text for text, _ in words} == {"مسرح", "مسؤول", "مسيرة"}
    assert [one.count for one in found] == sorted((one.count for one in found), reverse=True)
    assert all(one.start == 0 for one in found)


def test_only_the_last_word_grows(engine: Engine) -> None:
    (found,) = [one for one in engine.complete("+زيارة -مسي") if one.kind == "word"]
    assert (found.text, found.start) == ("مسيرة", 8)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("مسئ", "مسؤول"),
        ("مسؤ", "مسؤول"),
        ("افت", "افتتاح"),
        ("إفت", "افتتاح"),
        ("مكت", "مكتبة"),
        ("مكتبه", None),
    ],
)
def test_spellings_are_equal(engine: Engine, typed: str, word: str | None) -> None:
    assert (texts(engine, typed, "word") or [None])[0] == word  # type: ignore[list-item]


def test_what_is_attached_is_not_offered(engine: Engine) -> None:
    # رئيسها, رئيسهم have a pronoun, وقال and بالمسرح a particle.
    assert texts(engine, "رئ", "word") == ["رئيس"]
    assert texts(engine, "وق", "word") == texts(engine, "بال", "word") == []


def test_of_the_words_of_a_stem_one_is_offered(engine: Engine) -> None:
    assert texts(engine, "مسؤ", "word") == ["مسؤول"]  # and not مسؤولون as well


def test_names_by_any_of_their_words(engine: Engine) -> None:
    found = {(one.text, one.kind, one.count) for one in engine.complete("حما")}
    assert {("حماة", "place", 2), ("مجلس مدينة حماة", "org", 1)} <= found
    assert texts(engine, "الحم", "person") == ["أحمد الحموي"]
    assert texts(engine, "احم", "person") == ["أحمد الحموي"]


def test_a_name_of_several_words_typed_comes_first(engine: Engine) -> None:
    found = engine.complete("مسرح سامر النج")
    assert [(one.text, one.start) for one in found[:1]] == [("سامر النجار", 5)]
    assert len({(one.kind, one.text) for one in found}) == len(found)
    assert texts(engine, 'سامر "النج', "person") == []  # a quotation has words of its own


def test_behind_the_name_of_a_facet_its_values_alone(engine: Engine) -> None:
    assert [(one.text, one.count) for one in engine.complete("شخص:سام")] == [
        ('"سامر النجار"', 3),
        ('"سامية النجار"', 1),
    ]
    (found,) = engine.complete('org:"مجلس مد')
    assert 'org:"مجلس مد'[: found.start] + found.text == 'org:"مجلس مدينة حماة"'
    (found,) = engine.complete("org:مسر")
    assert found.text == '«مسرح "الأمل"»'
    assert [one.kind for one in engine.complete("مصدر:صح")] == ["source"]
    assert [one.kind for one in engine.complete("وسم:مس")] == ["tag"]


def test_what_is_completed_finds_it(engine: Engine) -> None:
    for query in ("مس", "الر", "شخص:سام", "title:مس", "org:مسر", "حماة سامر"):
        for one in engine.complete(query):
            assert engine.search(query[: one.start] + one.text).total > 0


@pytest.mark.parametrize(
    "query", ["", " ", "مسرح ", '"مسرح"', "مس*", "م?س", "مسر~", "date:20", "(", "-", "شخص:", "قطار"]
)
def test_nothing_to_offer(engine: Engine, query: str) -> None:
    assert engine.complete(query) == ()


def test_no_more_than_asked_for(engine: Engine) -> None:
    assert len(engine.complete("م", 2)) == 2
    assert engine.complete("م", 0) == ()


@given(st.text('مسرحؤئء "«:()-+=*و', max_size=12))
def test_any_text_can_be_completed(engine: Engine, query: str) -> None:
    for one in engine.complete(query, 3):
        assert 0 <= one.start < len(query)


def test_of_many_words_that_begin_alike_those_of_titles(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = "بتجحدرسعفقكلمنهو"
    words = [f"مستق{a}{b}ار" for a in letters for b in letters]
    engine = make([article(n, " ".join(words[: 16 * n]), " ".join(words[:n])) for n in range(12)])
    few = engine.complete("مستق", 5)
    assert len(few) == 5
    monkeypatch.setattr("search.present.complete._WIDE", 10)
    assert {one.text for one in engine.complete("مستق", 99)} <= set(words[:11])
    assert engine.complete("مستق", 1) == few[:1]


def test_a_word_behind_a_particle_is_completed(make: Make) -> None:
    engine = make([article(n, "زار زولنكوف الميناء", persons=("كرم زولنكوف",)) for n in range(3)])
    offered = {one.text: one for one in engine.complete("الميناء وبزول")}
    assert offered["زولنكوف"].start == len("الميناء وب")
    assert "كرم زولنكوف" in offered
    assert engine.complete("وبق") == ()
