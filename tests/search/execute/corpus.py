"""Random articles in several segments, some deleted, and the terms that they are indexed by."""

import random

import pytest
from hypothesis import strategies as st

from index import Article, Snapshot
from index.analysis import Analyzer
from search.execute.executor import Executor
from tests.parity.mirror import answer, ours
from tests.support import article

WORDS = ["حلب", "حماة", "مدرسة", "قمح", "سفينة", "جسر", "نهر", "طبيب", "مطر", "ملعب"]
TAGS = ["بحر", "مدن", "شعر"]


def random_articles(seed: int, numbers: range) -> list[Article]:
    chance = random.Random(seed)

    def words(most: int) -> str:
        return " ".join(chance.choices(WORDS, range(len(WORDS), 0, -1), k=chance.randint(1, most)))

    return [
        article(n, words(60), words(4) if n % 3 else "", tags=tuple(chance.sample(TAGS, 1 + n % 2)))
        for n in numbers
    ]


ANALYZER = Analyzer()
EXACT = [ANALYZER(word)[0].exact for word in WORDS] + ["غائب"]
STEMS = [ANALYZER(word)[0].stems[0] for word in WORDS] + ["غائب"]


def same_as_stock(snapshot: Snapshot, executor: Executor, query: object) -> None:
    stock, found = answer(snapshot.searcher, query), ours(executor, query)
    assert found.keys() == stock.keys()
    assert found == pytest.approx(stock, abs=1e-9)


def words_of(field: str) -> st.SearchStrategy[str]:
    return st.sampled_from(STEMS if field.endswith("_stem") else EXACT)
