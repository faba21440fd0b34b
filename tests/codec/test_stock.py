"""Stock Whoosh on the array codec answers as on its own: same documents, same scores."""

import pickle
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields, query
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.query.spans import SpanNear2

from index.codec import ArrayCodec, ArraySegment

WORDS = ["أمن", "سلام", "ميناء", "خبر", "سفينة", "بحر"]
SCHEMA = fields.Schema(
    key=fields.ID(stored=True),
    text=fields.TEXT,
    tag=fields.KEYWORD(commas=True),
    day=fields.NUMERIC(int, 32, sortable=True),
)


def documents(count: int, seed: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(seed)
    for number in range(count):
        words = chance.choices(WORDS, weights=[20, 9, 6, 4, 2, 1], k=chance.randint(1, 40))
        yield {
            "key": str(number),
            "text": " ".join(words),
            "tag": ",".join(chance.sample("أبجد", chance.randint(0, 3))),
            "day": 20240000 + number,
        }


def fill(directory: Path, codec: Any, *, segments: int = 3, count: int = 90) -> FileIndex:
    index = create_in(directory, SCHEMA)
    rows = list(documents(count, 5))
    for part in range(segments):
        writer = index.writer(**({"codec": codec} if codec else {}))
        for row in rows[part::segments]:
            writer.add_document(**row)
        writer.commit(merge=False)
    index.delete_by_term("key", "7")
    return index


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """Searchers of the same documents in stock W3 and in the array codec."""
    stock = fill(tmp_path_factory.mktemp("stock"), None)
    arrays = fill(tmp_path_factory.mktemp("arrays"), ArrayCodec())
    kinds = {type(segment) for segment in arrays._segments()}
    assert kinds == {ArraySegment}
    return stock.searcher(), arrays.searcher()


LEAVES = st.one_of(
    st.builds(query.Term, st.just("text"), st.sampled_from([*WORDS, "غائب"])),
    st.builds(query.Term, st.just("tag"), st.sampled_from("أبجد")),
    st.builds(query.Prefix, st.just("text"), st.sampled_from(["س", "م", "غ"])),
    st.builds(query.Wildcard, st.just("text"), st.sampled_from(["*ن*", "س?ام", "*"])),
    st.builds(query.FuzzyTerm, st.just("text"), st.sampled_from(["سلم", "بحار"])),
    st.builds(
        query.Phrase,
        st.just("text"),
        st.lists(st.sampled_from(WORDS), min_size=2, max_size=3),
        slop=st.integers(1, 3),
    ),
    st.builds(query.NumericRange, st.just("day"), st.just(20240010), st.integers(0, 2**30)),
    st.builds(
        lambda a, b: SpanNear2([query.Term("text", a), query.Term("text", b)], slop=4),
        st.sampled_from(WORDS),
        st.sampled_from(WORDS),
    ),
    st.just(query.Every()),
)
QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(query.And),
        st.lists(inner, min_size=2, max_size=3).map(query.Or),
        # Stock AndNot may look past the end of its matchers and fail.
        st.tuples(inner, inner).map(lambda two: query.And([two[0], query.Not(two[1])])),
        st.tuples(inner, inner).map(lambda two: query.AndMaybe(*two)),
    ),
    max_leaves=5,
)


@given(QUERIES)
@settings(max_examples=150, deadline=None)
def test_same_documents_and_scores(pair: tuple[Any, Any], tree: Any) -> None:
    stock, arrays = pair
    found = [
        {(hit["key"], round(hit.score, 9)) for hit in searcher.search(tree, limit=None)}
        for searcher in (stock, arrays)
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("limit", [1, 5])
def test_skipping_blocks_does_not_lose_the_best(pair: tuple[Any, Any], limit: int) -> None:
    for tree in (query.Term("text", "سلام"), query.Or([query.Term("text", w) for w in WORDS])):
        stock, arrays = (
            [(hit["key"], round(hit.score, 9)) for hit in searcher.search(tree, limit=limit)]
            for searcher in pair
        )
        assert stock == arrays


def test_terms_are_the_same(pair: tuple[Any, Any]) -> None:
    stock, arrays = (searcher.reader() for searcher in pair)
    assert list(stock.all_terms()) == list(arrays.all_terms())
    for field, text in stock.all_terms():
        assert stock.doc_frequency(field, text) == arrays.doc_frequency(field, text)
        assert stock.frequency(field, text) == arrays.frequency(field, text)
        infos = (reader.term_info(field, text) for reader in (stock, arrays))
        a, b = ((i.weight(), i.doc_frequency(), i.max_weight(), i.min_id()) for i in infos)
        assert a == b
    assert list(stock.terms_from("text", b"\xd8\xb4")) == list(
        arrays.terms_from("text", b"\xd8\xb4")
    )
    assert stock.corrector("text").suggest("سلم") == arrays.corrector("text").suggest("سلم")


def test_stock_merges_and_reopens(tmp_path: Path) -> None:
    index = fill(tmp_path, ArrayCodec())
    before = {
        (hit["key"], hit["key"]) for hit in index.searcher().search(query.Every(), limit=None)
    }
    writer = index.writer(codec=ArrayCodec())
    writer.commit(optimize=True)
    again = open_dir(tmp_path)
    with again.searcher() as searcher:
        assert {
            (hit["key"], hit["key"]) for hit in searcher.search(query.Every(), limit=None)
        } == before
        assert len(searcher.search(query.Phrase("text", ["أمن", "أمن"]), limit=None)) > 5
    assert [type(segment) for segment in again._segments()] == [ArraySegment]


def test_a_segment_survives_being_pickled(tmp_path: Path) -> None:
    segment = fill(tmp_path, ArrayCodec(), segments=1)._segments()[0]
    again = pickle.loads(pickle.dumps(segment))
    assert again.fields == segment.fields
    assert isinstance(again.codec(), ArrayCodec)
