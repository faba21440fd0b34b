"""Copies folded in results: one hit for a text, exact totals, and what was changed."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.errors import InputError
from search import Engine
from tests.support import NEWS, article, opened

STORY = (
    "أعلنت هيئة المياه في حلب أنها أنهت إصلاح المحطة الشرقية بعد عمل دام ثلاثة أشهر. وقال مدير "
    "الهيئة إن المضخات الجديدة تعمل بالطاقة الشمسية وتغذي عشرة أحياء كانت المياه لا تصل إليها إلا "
    "مرة في الأسبوع. وأضاف أن الورشات ستنتقل الشهر المقبل إلى المحطة الغربية، وأن السكان سيتسلمون "
    "جدولا جديدا لتوزيع المياه. وشكر المدير العمال الذين واصلوا العمل في أيام العطل، ودعا الأهالي "
    "إلى الاقتصاد في استعمال المياه خلال الصيف. وتقع المحطة قرب النهر، وقد توقفت قبل عامين حين "
    "غمرت السيول قاعتها السفلى."
)
COPIES = [
    article("third", STORY, "مياه حلب", date=date(2024, 5, 3), source="المدى"),
    article("first", STORY, "إصلاح محطة المياه", date=date(2024, 5, 1), source="وكالة المرفأ"),
    article(
        "second",
        STORY.replace("ثلاثة أشهر", "أربعة أشهر").replace("ودعا الأهالي", "كما حث السكان"),
        "المحطة الشرقية تعود",
        date=date(2024, 5, 2),
        source="الأفق",
    ),
    article("other", "زار مدير الهيئة معرضا للكتب في حلب.", date=date(2024, 5, 2), source="المدى"),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with opened(tmp_path_factory.mktemp("copies"), NEWS, COPIES[:2], COPIES[2:]) as engine:
        yield engine


def test_the_earliest_stands_for_all_and_names_the_others(engine: Engine) -> None:
    found = engine.search("المضخات", collapse=True)
    assert [hit.id for hit in found.hits] == ["first"]
    assert [(c.id, c.source, c.date) for c in found.hits[0].copies] == [
        ("second", "الأفق", date(2024, 5, 2)),
        ("third", "المدى", date(2024, 5, 3)),
    ]
    assert (found.total, found.articles) == (1, 3)


def test_without_collapse_every_article_is_a_hit(engine: Engine) -> None:
    found = engine.search("المضخات")
    assert {hit.id for hit in found.hits} == {"first", "second", "third"}
    assert (found.total, found.articles) == (3, None)
    assert all(hit.copies == () for hit in found.hits)


def test_facets_count_articles_and_agree_with_what_a_filter_leaves(engine: Engine) -> None:
    found = engine.search("المضخات", collapse=True)
    assert {v.value: v.count for v in found.facets["source"]} == {
        "وكالة المرفأ": 1,
        "الأفق": 1,
        "المدى": 1,
    }
    for value in found.facets["source"]:
        one = engine.search("المضخات", filters={"source": value.value}, collapse=True)
        assert (one.total, one.articles) == (1, value.count)


def test_what_is_found_of_a_group_is_shown_by_its_earliest(engine: Engine) -> None:
    found = engine.search("المضخات", filters={"since": date(2024, 5, 2)}, collapse=True)
    assert [hit.id for hit in found.hits] == ["second"]
    assert [copy.id for copy in found.hits[0].copies] == ["third"]
    by_title = engine.search("title:مياه", collapse=True)
    assert [hit.id for hit in by_title.hits] == ["first"]
    assert [copy.id for copy in by_title.hits[0].copies] == ["third"]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("bare", [False, True])
def test_pages_add_up_to_the_total(engine: Engine, sort: str, bare: bool) -> None:
    seen = []
    while hits := engine.search(
        "", sort=sort, offset=len(seen), limit=2, collapse=True, bare=bare
    ).hits:  # type: ignore[arg-type]
        seen += [hit.id for hit in hits]
    total = engine.search("", collapse=True).total
    assert len(seen) == len(set(seen)) == total == len(NEWS) + 2
    assert {"second", "third"} & {*seen} == set()


def test_versions_tell_who_ran_it_when_and_what_was_changed(engine: Engine) -> None:
    versions = engine.versions("third")
    assert [one.id for one in versions] == ["first", "second", "third"]
    assert [one.shared for one in versions][::2] == [1.0, 1.0]
    assert 0.9 < versions[1].shared < 1
    told = [(c.kind, c.text) for c in versions[1].changes if c.kind != "same"]
    assert ("removed", "ثلاثة") in told
    assert ("added", "أربعة") in told
    assert ("added", "كما حث السكان") in told
    assert all(change.kind == "same" for change in versions[2].changes)


def test_an_article_without_copies_is_its_only_version(engine: Engine) -> None:
    (only,) = engine.versions("other")
    assert (only.id, only.changes) == ("other", ())
    with pytest.raises(InputError, match="no article 'absent'"):
        engine.versions("absent")


def test_copies_of_the_index_are_folded_among_similar_articles(engine: Engine) -> None:
    found = engine.similar("first")
    assert {*found.copies["first"]} == {"second", "third"}
    assert {"second", "third"} & {hit.id for hit in found.hits} == set()
