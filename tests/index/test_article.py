"""Articles survive being stored, and their digest tells any change."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index import Article
from index.article import digest, pack, unpack
from tests.support import STORY

WORDS = st.text(max_size=40)
NAMES = st.lists(WORDS, max_size=3).map(tuple)
ARTICLES = st.builds(
    Article,
    id=st.text(min_size=1, max_size=20),
    text=WORDS,
    title=WORDS,
    date=st.none() | st.dates(),
    source=st.none() | st.text(min_size=1, max_size=10),
    tags=NAMES,
    persons=st.none() | NAMES,
    places=st.none() | NAMES,
    furniture=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=2).map(tuple),
    extra=st.dictionaries(WORDS, st.integers() | WORDS, max_size=2),
)


@given(ARTICLES)
def test_storing_loses_nothing(article: Article) -> None:
    assert unpack(pack(article.to_json().encode())) == article


def test_every_change_changes_the_digest() -> None:
    variants = [
        STORY,
        replace(STORY, text=STORY.text + " "),
        replace(STORY, date=dt.date(2024, 12, 1)),
        replace(STORY, tags=("موانئ",)),
        replace(STORY, persons=None),
        replace(STORY, extra={"page": 3}),
        replace(STORY, path="/news/a.txt"),
    ]
    lines = [article.to_json().encode() for article in variants]
    assert len({digest(line) for line in lines}) == len(variants)
    assert digest(lines[0], "no entities") != digest(lines[0])
    assert digest(replace(STORY).to_json().encode()) == digest(lines[0])
