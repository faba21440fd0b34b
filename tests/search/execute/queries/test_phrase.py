"""Phrases and proximity."""

from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from index import Snapshot
from search.execute.executor import Executor
from tests.parity.mirror import ours
from tests.search.execute.corpus import EXACT, same_as_stock


def test_phrase_positions_are_exact(snapshot: Snapshot, executor: Executor) -> None:
    wanted = {
        docnum
        for docnum in ours(executor, wq.Every())
        if "حلب حماة" in snapshot.article(docnum).text
    }
    phrase = wq.Phrase("body", [EXACT[0], EXACT[1]])
    assert wanted and ours(executor, phrase).keys() == wanted


def test_a_phrase_marks_its_words_together(executor: Executor) -> None:
    phrase = wq.Phrase("body_stem", ["قمح", "نهر"])
    near = SpanNear2([wq.Term("title", word) for word in EXACT[:2]], slop=3, ordered=False)
    ((in_a_row,), (close,)) = (
        [probe for clause in executor.run(query).clauses for probe in clause.probes]
        for query in (phrase, near)
    )
    assert (in_a_row.view, in_a_row.fields, in_a_row.slop) == ("stem", ("body",), None)
    assert in_a_row.places == (frozenset({"قمح"}), frozenset({"نهر"}))
    assert (close.view, close.fields, close.slop) == ("exact", ("title",), 2)


def test_parts_that_are_no_plain_words_run_on_their_own_matcher(
    snapshot: Snapshot, executor: Executor
) -> None:
    parts = [
        wq.Term("body", EXACT[0]),
        wq.Or([wq.Term("body", word, boost=2.0) for word in EXACT[1:3]]),
    ]
    same_as_stock(snapshot, executor, SpanNear2(parts, slop=2))


def test_a_phrase_without_words_finds_nothing(executor: Executor) -> None:
    assert ours(executor, wq.Phrase("body", [])) == {}
    assert ours(executor, wq.And([wq.Phrase("body", []), wq.Every()])) == {}
