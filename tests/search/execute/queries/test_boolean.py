"""Queries of several others, where stock Whoosh is wrong or where parts must not be asked."""

import pytest
from whoosh import query as wq

from search.execute.executor import Executor
from tests.parity.mirror import ours
from tests.search.execute.corpus import EXACT


def test_disjunction_max_takes_the_best_score(executor: Executor) -> None:
    """Stock Whoosh's takes the higher of two matchers' scores even at different documents."""
    first, second = (ours(executor, wq.Term("body", word)) for word in EXACT[2:4])
    best = ours(executor, wq.DisjunctionMax([wq.Term("body", word) for word in EXACT[2:4]]))
    assert best == {
        doc: max(first.get(doc, 0), second.get(doc, 0)) for doc in first.keys() | second.keys()
    }


def test_and_maybe_adds_where_both_match(executor: Executor) -> None:
    """Stock Whoosh loses the optional scores when the query stands inside another."""
    required, optional = (wq.Term("title", word) for word in EXACT[:2])
    scores, more = ours(executor, required), ours(executor, optional)
    expected = {doc: score + more.get(doc, 0) for doc, score in scores.items()}
    assert ours(executor, wq.AndMaybe(required, optional)) == pytest.approx(expected)
    inside = wq.And([wq.AndMaybe(required, optional), wq.Every()])
    assert ours(executor, inside) == pytest.approx({d: s + 1 for d, s in expected.items()})


def test_not_is_the_complement(executor: Executor) -> None:
    every = ours(executor, wq.Every())
    having = ours(executor, wq.Term("body", EXACT[0]))
    assert ours(executor, wq.Not(wq.Term("body", EXACT[0]))).keys() == every.keys() - having.keys()
    both = wq.And([wq.Term("body", EXACT[1]), wq.Not(wq.Term("body", EXACT[0]))])
    others = ours(executor, wq.Term("body", EXACT[1]))
    # Stock Whoosh would add 1.0 to each of these scores.
    assert ours(executor, both) == {d: s for d, s in others.items() if d not in having}


def test_and_not_takes_every_match_away(executor: Executor) -> None:
    """Stock Whoosh may leave the first match of a segment in."""
    kept = ours(executor, wq.Term("title", EXACT[0]))
    gone = ours(executor, wq.Prefix("body", "م"))
    found = ours(executor, wq.AndNot(wq.Term("title", EXACT[0]), wq.Prefix("body", "م")))
    assert kept.keys() & gone.keys()
    assert found == {doc: score for doc, score in kept.items() if doc not in gone}


def test_a_boost_multiplies_all_parts(executor: Executor) -> None:
    inside = wq.And([wq.Term("body", EXACT[0]), wq.Or([wq.Term("title", EXACT[1])])])
    scores = ours(executor, inside)
    for boosted in (wq.And([inside], boost=3.0), wq.Or([inside], boost=3.0)):
        assert ours(executor, boosted) == pytest.approx({d: 3 * s for d, s in scores.items()})


def test_what_is_excluded_marks_nothing(executor: Executor) -> None:
    term, other = (wq.Term("body", word) for word in EXACT[:2])
    for query in (wq.And([term, wq.Not(other)]), wq.AndNot(term, other)):
        (clause,) = executor.run(query).clauses
        assert [probe.places for probe in clause.probes] == [(frozenset({EXACT[0]}),)]
