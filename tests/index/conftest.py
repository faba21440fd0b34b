"""Articles of these tests' own, and helpers to look into an index."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index import Article, open_snapshot

STORY = Article(
    id="a",
    title="الميناء يستقبل أول سفينة",
    text="أعلنت هيئة الموانئ في بيروت وصول السفينة.\nوقال المدير إن العمل بدأ.",
    date=dt.date(2024, 11, 30),
    source="المدى",
    category="اقتصاد",
    tags=("موانئ", "تجارة"),
    persons=("سامر الحداد",),
    places=("بيروت", "لبنان"),
    orgs=("هيئة الموانئ",),
)


@pytest.fixture
def story() -> Callable[..., Article]:
    def make(article_id: str, **changes: object) -> Article:
        return replace(STORY, id=article_id, **changes)  # type: ignore[arg-type]

    return make


@pytest.fixture
def ids() -> Callable[[Path], set[str]]:
    """The ids an index holds, found the long way: by reading every live article."""

    def read(directory: Path) -> set[str]:
        snapshot = open_snapshot(directory)
        found = {
            snapshot.article(leaf.offset + number).id
            for leaf in snapshot.leaves
            for number in range(leaf.count)
            if leaf.live is None or leaf.live[number]
        }
        snapshot.close()
        return found

    return read
