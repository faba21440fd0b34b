"""Facets: exact counts, selections beside each other, names by any spelling; brute force."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, Leaf
from search import FACETS, Engine, open_index
from tests.support import NEWS, Make, article, ids, opened


def _shown(engine: Engine, facet: str, query: str = "", **options: object) -> dict[str, int]:
    found = engine.search(query, **options)  # type: ignore[arg-type]
    return {value.value: value.count for value in found.facets[facet]}


def test_counts_are_of_all_matches(news: Engine) -> None:
    assert _shown(news, "place", "حلب OR حماة", limit=1) == {"حلب": 2, "حماة": 2}
    assert _shown(news, "source") == {"صحيفة الميزان": 3, "وكالة المرفأ": 2}
    assert _shown(news, "person", "طرطوس") == {"سامر النجار": 1}
    assert _shown(news, "date") == {"2024-11": 2, "2023-05": 1, "2024-12": 1}


def test_the_most_frequent_come_first_then_by_name(news: Engine) -> None:
    found = news.search("", facets=2).facets
    assert [value.value for value in found["place"]] == ["حلب", "حماة"]
    assert [value.value for value in found["date"]] == ["2024-11", "2023-05"]
    assert [value.value for value in news.search("").facets["place"]] == [
        "حلب",
        "حماة",
        "سوريا",
        "طرطوس",
    ]
    assert news.search("", facets=0).facets == {}


def test_a_selected_facet_counts_its_siblings(news: Engine) -> None:
    filters = {"place": "حماة", "source": "وكالة المرفأ"}
    found = news.search("", filters=filters)
    assert {hit.id for hit in found.hits} == {"market"}
    places = {v.value: (v.count, v.selected) for v in found.facets["place"]}
    assert places == {
        "حلب": (1, False),
        "حماة": (1, True),
        "سوريا": (1, False),
        "طرطوس": (1, False),
    }
    sources = {v.value: (v.count, v.selected) for v in found.facets["source"]}
    assert sources == {"صحيفة الميزان": (1, False), "وكالة المرفأ": (1, True)}
    assert _shown(news, "person", filters=filters) == {"هدى القاسم": 1}


def test_selected_values_are_always_listed(news: Engine) -> None:
    found = news.search("الفسيفساء", facets=1, filters={"place": ["طرطوس", "غائبة"]})
    listed = [(v.value, v.count, v.selected) for v in found.facets["place"]]
    assert listed == [("طرطوس", 0, True), ("غائبة", 0, True)]


def test_months_beside_a_date_filter(news: Engine) -> None:
    filters = {"since": "2024-11", "until": "2024-11"}
    found = news.search("", filters=filters)
    assert found.total == 2
    assert [(v.value, v.count, v.selected) for v in found.facets["date"]] == [
        ("2024-11", 2, True),
        ("2023-05", 1, False),
        ("2024-12", 1, False),
    ]
    months = news.timeline(filters=filters, unit="month")
    assert months.counts == (("2023-05", 1), ("2024-11", 2), ("2024-12", 1))
    assert news.timeline("حماة", unit="month").counts == (("2024-12", 1),)


def test_spellings_of_one_name_are_one_value(make: Make) -> None:
    engine = make(
        [
            article(1, "افتتح المعرض", persons=("عبدالله النجار",)),
            article(2, "اختتم المعرض", persons=("عبد الله النجار",)),
            article(3, "جال في المعرض", persons=("عبد الله النجّار", "عبدالله النجار")),
        ],
        [article(4, "غادر المعرض", persons=("عبد الله النجار",))],
    )
    ((value, count),) = _shown(engine, "person").items()
    assert count == 4
    for spelling in ("عبدالله النجار", "عبد الله النجار", "عبدالله النجّار", "النجار"):
        assert len(ids(engine, "", filters={"person": spelling})) == 4
        assert len(ids(engine, f'person:"{spelling}"')) == 4
    assert engine.entities("3")["person"] == (value,)


def test_a_name_is_not_found_by_part_of_a_word(make: Make) -> None:
    engine = make(
        [article(1, "زار السوق", persons=("علي",)), article(2, "زار", persons=("عليان",))]
    )
    assert ids(engine, "شخص:علي") == ["1"]


def test_facet_values(news: Engine) -> None:
    def found(*args: object) -> list[tuple[str, int]]:
        return [(v.value, v.count) for v in news.facet_values(*args)]  # type: ignore[arg-type]

    assert found("place", "", 2) == [("حلب", 2), ("حماة", 2)]
    assert found("person", "القا") == [("هدى القاسم", 2)]
    assert found("person", "هدي ال") == [("هدى القاسم", 2)]
    assert found("source", "المرفا") == [("وكالة المرفأ", 2)]
    assert found("tag", "زز") == []


# Brute force over random articles: every count is counted again from the articles themselves.

WORDS = ["نهر", "جسر", "قمح"]
VALUES = {
    "person": ["سامر النجار", "هدى القاسم", "ليلى"],
    "place": ["حلب", "حماة"],
    "org": ["وزارة المياه", "نادي الساحل"],
    "source": ["المرفأ", "الميزان"],
    "category": ["بيئة", "رياضة"],
    "tag": ["بحر", "شعر", "مدن"],
}


def _corpus() -> list[Article]:
    chance = random.Random(7)
    found = []
    for n in range(60):
        some = {f: tuple(chance.sample(v, chance.randint(0, len(v)))) for f, v in VALUES.items()}
        found.append(
            article(
                n,
                " ".join(chance.choices(WORDS, k=chance.randint(1, 4))),
                persons=some["person"],
                places=some["place"],
                orgs=some["org"],
                source=next(iter(some["source"]), None),
                category=next(iter(some["category"]), None),
                tags=some["tag"],
                date=chance.choice([None, date(2024, chance.randint(1, 4), chance.randint(1, 28))]),
            )
        )
    return found


CORPUS = _corpus()


@pytest.fixture(scope="module")
def random_news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    older = [article(n, "قديم قمح", persons=("ليلى",)) for n in (41, 42)]
    with opened(tmp_path_factory.mktemp("facets"), CORPUS[:40], older, CORPUS[40:]) as engine:
        yield engine


def _values(one: Article, facet: str) -> tuple[str, ...]:
    own = {"person": one.persons, "place": one.places, "org": one.orgs, "tag": one.tags}
    if facet in own:
        return own[facet] or ()
    value = getattr(one, facet)
    return (value,) if value else ()


def _passes(one: Article, filters: dict[str, list[str]]) -> bool:
    return all(set(chosen) & set(_values(one, facet)) for facet, chosen in filters.items())


@settings(max_examples=120, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), max_size=2, unique=True),
    filters=st.fixed_dictionaries(
        {},
        optional={
            facet: st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
            for facet, values in VALUES.items()
        },
    ),
    months=st.one_of(st.none(), st.tuples(st.integers(1, 4), st.integers(0, 2))),
)
def test_equals_brute_force(
    random_news: Engine,
    words: list[str],
    filters: dict[str, list[str]],
    months: tuple[int, int] | None,
) -> None:
    since = date(2024, months[0], 1) if months else None
    until = date(2024, min(4, months[0] + months[1]), 28) if months else None
    worded = [one for one in CORPUS if set(words) <= set(one.text.split())]
    matching = [
        one
        for one in worded
        if since is None or (one.date is not None and since <= one.date <= (until or since))
    ]
    found = random_news.search(
        " ".join(words),
        match="all",
        limit=100,
        facets=100,
        filters={**filters, "since": since, "until": until},
    )
    kept = [one for one in matching if _passes(one, filters)]
    assert {hit.id for hit in found.hits} == {one.id for one in kept}
    assert found.total == len(kept)
    for facet in FACETS:
        others = {name: chosen for name, chosen in filters.items() if name != facet}
        beside = [one for one in matching if _passes(one, others)]
        counts = Counter(value for one in beside for value in _values(one, facet))
        listed = {v.value: v.count for v in found.facets[facet]}
        assert listed == {**dict.fromkeys(filters.get(facet, ()), 0), **counts}
        selected = {v.value for v in found.facets[facet] if v.selected}
        assert selected == set(filters.get(facet, ()))
    by_month = Counter(f"{one.date:%Y-%m}" for one in worded if one.date and _passes(one, filters))
    assert {v.value: v.count for v in found.facets["date"]} == by_month


def test_a_query_without_hits_reads_no_facet(
    news_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> object:
        raise OSError("no column may be read")

    monkeypatch.setattr(Leaf, "ordinals", unreadable)
    with open_index(news_directory) as engine:
        found = engine.search("غائب")
        assert found.total == 0 and not any(found.facets.values())
        with pytest.raises(OSError):
            engine.search("حلب", bare=True)


def test_facets_count_the_same_whenever_they_are_asked(make: Make) -> None:
    engine = make(NEWS[:3], NEWS[3:])
    first, second = engine.search(""), engine.search("")
    assert first.facets == second.facets and any(first.facets.values())
