"""The same articles in an index on disk and on a cluster, and what both should say of them."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from index import Article, build
from index.cluster.indexer import build as load
from search import Engine, QueryError, Results, open_index
from tests.cluster.launcher import Cluster
from tests.search.random_queries import random_articles
from tests.support import NEWS

PERSONS = (
    "هدى القاسم", "سامر العلي", "بشار الأسد", "سلمان بن عبدالعزيز", "سلمان بن عبد العزيز آل سعود",
)  # fmt: skip
PLACES = ("حلب", "حماة", "دمشق", "سوريا", "سورية")


class Pair(NamedTuple):
    """Two engines on the same articles."""

    embedded: Engine
    cluster: Engine


@contextmanager
def pair(
    cluster: Cluster, name: str, folder: Path, shards: int, articles: list[Article]
) -> Iterator[Pair]:
    """Index articles in both places, and open both."""
    address = cluster.address(name, shards=shards, replicas=0)
    build(articles, folder)
    load(articles, address)
    with open_index(folder) as embedded, open_index(address) as other:
        yield Pair(embedded, other)


def articles(count: int = 250) -> list[Article]:
    """Return articles of random words, names and days, and some of news."""
    chance = random.Random(count)
    found = [
        replace(
            article,
            persons=tuple(chance.sample(PERSONS, chance.randint(0, 2))),
            places=tuple(chance.sample(PLACES, chance.randint(0, 2))),
            source=chance.choice([None, "سانا", "رويترز"]),
            tags=tuple(chance.sample(["x", "y"], chance.randint(0, 1))),
            date=chance.choice([None, dt.date(2024, chance.randint(1, 12), chance.randint(1, 28))]),
        )
        for article in random_articles(7, count)
    ]
    return [*found, *NEWS]


def eventful_articles(count: int = 250) -> list[Article]:
    """Return such articles of which the last days have words and names of their own."""
    chance = random.Random(count)
    matters = ("زلزال", "فيضان", "المطار", "مطار", "إضراب", "الإضراب", "انتخابات")
    found = []
    for one in articles(count):
        if one.date is None:
            found.append(one)
            continue
        late = chance.random() < 0.25
        day = dt.date(2024, 12, chance.randint(20, 28)) if late else one.date.replace(month=5)
        words = chance.sample(matters, 3) if late or chance.random() < 0.1 else []
        names = ("ليلى قاسم",) if late and chance.random() < 0.5 else ()
        text = " ".join((one.text, *words))
        found.append(replace(one, date=day, text=text, persons=(*one.persons, *names)))
    return found


filters: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {},
        optional={
            "person": st.sampled_from(PERSONS),
            "place": st.sampled_from(PLACES),
            "source": st.sampled_from(["سانا", "رويترز", "غائب"]),
            "tag": st.sampled_from(["x", ("x", "y")]),
            "since": st.sampled_from(["2024", "2024-03"]),
            "until": st.sampled_from(["2024-09"]),
        },
    ),
)
"""Selections in facets and dates."""


def answer(engine: Engine, query: str, options: Mapping[str, Any]) -> Results | str:
    """Return the answer to a query, or why it has none."""
    try:
        return engine.search(query, bare=True, limit=1000, **options)
    except QueryError as error:
        return str(error)


def told(results: Results | str) -> object:
    """Return what two engines must agree on."""
    if isinstance(results, str):
        return results
    ids = {hit.id for hit in results.hits}
    return ids, results.total, results.match, dict(results.facets)
