"""Two values of a facet beside each other, and who stands beside a name: against counting."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from itertools import combinations

import pytest

from index.errors import InputError
from search import Engine
from tests.support import article, opened

FIRST = date(2024, 3, 1)
DAM = (
    "افتتح وزير المياه السد الجديد شمال المدينة وسط حضور رسمي وشعبي واسع وقال إن المشروع سيروي "
    "آلاف الهكتارات ويزود القرى المجاورة بالكهرباء وأضاف أن العمل استمر أربع سنوات بلا انقطاع رغم "
    "نقص المعدات وارتفاع الأسعار وأن مرحلة ثانية ستبدأ قبل نهاية العام بتمويل محلي كامل "
    "وشكر المهندسين والعمال الذين أنجزوه في موعده المقرر ودعا المزارعين إلى تنظيم الري"
)


def told(number: int, source: str, title: str, text: str, day: int, **names: tuple[str, ...]):
    return article(number, text, title=title, source=source, date=FIRST + timedelta(day), **names)


ARTICLES = [
    told(1, "المدى", "وزير المياه يفتتح السد الجديد", DAM, 0, persons=("سامر النجار",)),
    told(2, "الأفق", "افتتاح سد", DAM, 8, persons=("سامر النجار",)),
    # one event in other words, two days apart; the third tells it much later
    told(3, "المدى", "إضراب عمال الميناء يدخل يومه الثالث", "توقف العمل في الميناء.", 10),
    told(4, "الأفق", "الميناء متوقف", "عمال الميناء في إضراب يدخل يومه الثالث بلا حل.", 12),
    told(5, "المدى", "قرية تبني مدرسة السد بأيدي أهلها", "بنى الأهالي مدرسة قرب السد.", 20),
    told(6, "الأفق", "بنت قرية مدرسة السد بأيدي أهلها", "مدرسة يبنيها أهل قرية.", 60),
    *(
        told(10 + n, "المدى", f"نشرة {n}", "أسعار القمح في السوق.", 30 + n, persons=("هدى القاسم",))
        for n in range(5)
    ),
    *(told(20 + n, "الأفق", f"حصيلة {n}", "مباراة في الملعب.", 30 + n) for n in range(5)),
    told(30, "النهار", "السد", "السد الجديد.", 3),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with opened(tmp_path_factory.mktemp("compare"), ARTICLES[:9], ARTICLES[9:]) as engine:
        yield engine


def test_how_much_each_has_is_counted_in_every_period(engine: Engine) -> None:
    found = engine.compare("المدى", "الأفق", "السد")
    assert found.periods == ("2024-03-01", "2024-04-01")
    one, other = found.sides
    assert (one.value, one.articles, one.of) == ("المدى", 2, 8)
    assert (other.value, other.articles, other.of) == ("الأفق", 2, 8)
    assert (one.counts, one.totals) == ((2, 0), (4, 4))
    assert (other.counts, other.totals) == ((1, 1), (3, 5))


def test_what_tells_the_two_apart_is_on_the_side_that_has_it(engine: Engine) -> None:
    one, other = engine.compare("المدى", "الأفق").sides
    assert [(n.kind, n.value, n.count, n.other) for n in one.names] == [
        ("person", "هدى القاسم", 5, 0)
    ]
    assert other.names == ()
    assert {"القمح", "أسعار"} <= {n.value for n in one.words}
    assert {"مباراة", "الملعب"} <= {n.value for n in other.words}


def test_what_may_be_by_chance_or_joins_words_tells_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Four of five against three of five is chance; a word is listed once, and no particle."""
    one = [told(n, "المدى", f"خبر {n}", "عبدالله يعمل على الجسر ليلا", n) for n in range(1, 5)]
    other = [told(n, "الأفق", f"خبر {n}", "نام الطفل ليلا", n) for n in range(11, 14)]
    rest = [told(n, name, f"خبر {n}", "هدوء", n) for n, name in ((5, "المدى"), (14, "الأفق"))]
    with opened(tmp_path_factory.mktemp("chance"), one, [*other, *rest]) as engine:
        words = [n.value for n in engine.compare("المدى", "الأفق").sides[0].words]
    assert sorted(words) == ["الجسر", "عبدالله", "يعمل"]


def test_a_story_is_its_own_when_the_other_told_it_in_no_words(engine: Engine) -> None:
    """A copy and an event in other words are both told; what was told weeks later is not."""
    one, other = engine.compare("المدى", "الأفق", "السد OR الميناء").sides
    assert [hit.id for hit in one.stories] == ["5"]
    assert [hit.id for hit in other.stories] == ["6"]


def test_filters_narrow_both_and_any_facet_may_be_compared(engine: Engine) -> None:
    until = FIRST + timedelta(15)
    found = engine.compare("المدى", "الأفق", filters={"until": until}, step="day")
    assert [side.articles for side in found.sides] == [2, 2]
    assert (found.periods[0], len(found.periods)) == ("2024-03-01", 13)
    persons = engine.compare("سامر النجار", "هدى القاسم", facet="person")
    assert [side.articles for side in persons.sides] == [1, 5]  # copies count once
    assert all(side.names == () for side in persons.sides)  # of whom else nothing is said


def test_a_value_that_does_not_exist_is_said(engine: Engine) -> None:
    found = engine.compare("المدى", "القمر")
    assert [side.articles for side in found.sides] == [8, 0]
    assert ["القمر" in str(said) for said in found.notes] == [True]
    with pytest.raises(InputError, match="no facet 'colour'"):
        engine.compare("a", "b", facet="colour")


BESIDE = [
    article(1, "خبر", persons=("ليلى قاسم", "سامر النجار"), places=("حلب",)),
    article(2, "خبر", persons=("ليلى قاسم", "سامر النجار"), places=("دمشق",)),
    article(3, "خبر", persons=("ليلى قاسم",), places=("حلب",), orgs=("وزارة المياه",)),
    article(4, "خبر", persons=("سامر النجار",), places=("حلب",)),
]


def test_who_stands_beside_a_name_and_who_beside_whom(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with opened(tmp_path_factory.mktemp("company"), BESIDE[:2], BESIDE[2:]) as engine:
        found = engine.company("ليلي قاسم")
        assert found.asked["person"] == ("ليلى قاسم",)
        assert (found.articles, len(found)) == (3, 4)
        names = [(each.kind, each.name, each.count) for each in found]
        assert names == [
            ("person", "سامر النجار", 2),
            ("place", "حلب", 2),
            ("place", "دمشق", 1),
            ("org", "وزارة المياه", 1),
        ]
        together = {
            (one, other): sum(
                {found.names[one].name, found.names[other].name}
                <= {*(a.persons or ()), *(a.places or ()), *(a.orgs or ())}
                for a in BESIDE[:3]
            )
            for one, other in combinations(range(len(names)), 2)
        }
        links = {(link.one, link.other): link.count for link in found.links}
        assert links == {pair: count for pair, count in together.items() if count}
        assert len(engine.company("ليلى قاسم", limit=1)) == 3
        assert not engine.company("غائب").articles


def test_all_of_it_is_plain_data(engine: Engine) -> None:
    assert asdict(engine.compare("المدى", "الأفق"))["sides"][0]["names"][0]["count"] == 5
    assert asdict(engine.company("هدى القاسم"))["articles"] == 5
