"""After any sequence of runs naba answers as stock Whoosh does on the same documents.

A machine adds, changes, prunes and rebuilds at random (segments get merged on the way), and
asks at any point: stock Whoosh on naba's files and naba's own executor against stock Whoosh in
its own codec (documents and scores within 1e-9), facet counts and totals against counting by
hand. Where stock Whoosh scores wrongly (``Not`` adds 1, patterns are not constant) only the
documents are compared; it also forgets the boost of an ``Or`` of which one part matches nothing.
"""

import datetime as dt
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from whoosh import query as wq
from whoosh.index import open_dir
from whoosh.query.spans import SpanNear2

from index import Article, build, check_index, open_snapshot
from index.analysis import Analyzer
from index.run import merge_policy
from search import open_index
from search.execute.executor import Executor
from tests.parity.mirror import answer, mirror, ours
from tests.support import article

WORDS = ["المدارس", "سفينة", "قمح", "والجسور", "ملعب", "طبيب", "حلب", "المسؤول"]
ANALYZER = Analyzer()
EXACT = [ANALYZER(word)[0].exact for word in WORDS]
STEMS = [stem for word in WORDS for stem in ANALYZER(word)[0].stems]
PEOPLE = ("سامر النجار", "هدى القاسم", "رامي الحداد")
TAGS = ("بحر", "مدن")
DAYS = (None, dt.date(1968, 2, 1), dt.date(2024, 11, 3), dt.date(2024, 12, 31))

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)
bodies = st.fixed_dictionaries(
    {
        "text": texts,
        "title": st.one_of(st.just(""), texts.map(lambda text: text[:20].rpartition(" ")[0])),
        "persons": st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True).map(tuple),
        "tags": st.lists(st.sampled_from(TAGS), max_size=2, unique=True).map(tuple),
        "date": st.sampled_from(DAYS),
    }
)

fields = st.sampled_from(["title", "body", "title_stem", "body_stem"])


def _terms(field: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*(STEMS if field.endswith("_stem") else EXACT), "غائب"])


boosts = st.sampled_from([0.5, 1.0, 2.5])
rows = fields.flatmap(lambda f: st.tuples(st.just(f), st.lists(_terms(f), min_size=2, max_size=3)))
leaves = st.one_of(
    fields.flatmap(lambda f: st.builds(wq.Term, st.just(f), _terms(f), boost=boosts)),
    st.builds(wq.Term, st.just("person"), st.sampled_from(PEOPLE)),
    st.builds(lambda row, slop: wq.Phrase(*row, slop=slop), rows, st.integers(1, 3)),
    st.builds(
        lambda row, slop, ordered: SpanNear2([wq.Term(row[0], w) for w in row[1]], slop, ordered),
        rows,
        st.integers(1, 4),
        st.booleans(),
    ),
    st.sampled_from(["م", "ال"]).map(lambda t: wq.Prefix("body", t, constantscore=False)),
    st.sampled_from(["*ب", "م?عب"]).map(lambda t: wq.Wildcard("body", t, constantscore=False)),
    st.sampled_from(["ملعا", "طبب"]).map(lambda t: wq.FuzzyTerm("body", t, constantscore=False)),
    st.builds(wq.NumericRange, st.just("date"), st.just(20241103), st.just(20250101)),
    st.just(wq.Every()),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(wq.Or, st.lists(inner, min_size=2, max_size=3)),
        st.builds(wq.And, st.lists(inner, min_size=2, max_size=3)),
        st.builds(wq.Require, inner, inner),
    ),
    max_leaves=5,
)

written = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(lambda w: f'"{" ".join(w)}"'),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=2).map(lambda w: f'"{" ".join(w)}"~2'),
    st.sampled_from(["title:سفينة", "=الجسور", "+حلب قمح", "قمح OR حلب", "(قمح) أو (حلب)"]),
)
unscored = st.sampled_from(["م*", "*ب", "م?عب", "ملعا~", "قمح -حلب", "قمح NOT (حلب OR ملعب)", "*"])


def boosts_a_row(query: Any) -> bool:
    """Whether an And has a boost: stock Whoosh drops it where another part matches nothing."""
    own = isinstance(query, wq.And) and query.boost != 1.0
    return own or any(boosts_a_row(child) for child in query.children())


class Runs(RuleBasedStateMachine):
    """``model`` is what must be in the index: id to article."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.news = self.root / "news"
        self.news.mkdir()
        self.index = self.root / "index"
        self.model: dict[str, Article] = {}
        self.engine: Any = None

    def teardown(self) -> None:
        if self.engine:
            self.engine.close()
        rmtree(self.root)

    def _article(self, number: int, values: dict[str, Any]) -> Article:
        path = self.news / str(number)
        path.touch()
        return article(number, path=str(path), **values)

    @rule(given=st.lists(st.tuples(st.integers(0, 15), bodies), min_size=1, max_size=6))
    def run(self, given: list[tuple[int, dict[str, Any]]]) -> None:
        articles = [self._article(number, values) for number, values in given]
        before = dict(self.model)
        self.model |= {article.id: article for article in articles}
        report = build(articles, self.index)
        assert report.rejected == 0
        assert report.added == len(self.model.keys() - before.keys())

    @rule(numbers=st.sets(st.integers(0, 15), min_size=1, max_size=4))
    def prune(self, numbers: set[int]) -> None:
        gone = {str(number) for number in numbers} & self.model.keys()
        for name in gone:
            (self.news / name).unlink()
            del self.model[name]
        assert build([], self.index, prune=[self.news]).removed == len(gone)

    @rule()
    def same_again(self) -> None:
        report = build(self.model.values(), self.index)
        assert (report.unchanged, report.added) == (len(self.model), 0)

    @rule()
    def rebuild(self) -> None:
        if self.model:
            build(self.model.values(), self.index, rebuild=True)

    @rule(
        queries=st.lists(trees, min_size=3, max_size=6),
        scored=st.lists(written, min_size=2, max_size=4),
        others=st.lists(unscored, min_size=2, max_size=4),
    )
    def ask(self, queries: list[Any], scored: list[str], others: list[str]) -> None:
        if not self.model:
            return
        self._renew()
        finder = self.engine._state.finder
        # Words in their exact form are scored as stock Whoosh does; others by all their views.
        plans = [finder.plan(text, exact=True).strict for text in scored]
        queries += [plan for plan in plans if not boosts_a_row(plan)]
        ids = [finder.plan(text, exact=False).strict for text in scored + others]
        with (
            closing(open_snapshot(self.index)) as snapshot,
            mirror(snapshot) as stock,
            open_dir(self.index).searcher() as on_arrays,
        ):
            executor = Executor(snapshot)
            for query in queries:
                expected = answer(stock, query)
                assert answer(on_arrays, query) == pytest.approx(expected, abs=1e-9)
                assert ours(executor, query) == pytest.approx(expected, abs=1e-9)
            for query in ids:
                expected = answer(stock, query)
                assert answer(on_arrays, query).keys() == expected.keys()
                assert ours(executor, query).keys() == expected.keys()

    @rule(
        word=st.sampled_from(["", *WORDS]),
        person=st.sampled_from([None, *PEOPLE]),
        tag=st.sampled_from(["", "وسم:بحر", "date:2024"]),
    )
    def count(self, word: str, person: str | None, tag: str) -> None:
        if not self.model:
            return
        self._renew()
        having = [
            article
            for article in self.model.values()
            if (not word or word in f"{article.title} {article.text}".split())
            and ("وسم" not in tag or "بحر" in article.tags)
            and ("date" not in tag or (article.date and article.date.year == 2024))
        ]
        kept = [a for a in having if person is None or person in (a.persons or ())]
        filters = {"person": [person]} if person else {}
        query = f"={word} {tag}" if word else tag
        results = self.engine.search(query, filters=filters, facets=50, limit=50)
        assert {hit.id for hit in results.hits} == {article.id for article in kept}
        assert results.total == len(kept)
        counts = {
            name: {value.value: value.count for value in values if value.count}
            for name, values in results.facets.items()
        }
        assert counts["person"] == Counter(p for a in having for p in a.persons or ())
        assert counts["tag"] == Counter(t for a in kept for t in a.tags)
        assert counts["date"] == Counter(f"{a.date:%Y-%m}" for a in kept if a.date)

    def _renew(self) -> None:
        """One engine follows all runs, as the screen does."""
        if self.engine is None:
            self.engine = open_index(self.index)
        self.engine.refresh()

    @invariant()
    def is_clean(self) -> None:
        if list(self.index.glob("*.toc")):
            assert check_index(self.index) == []


@pytest.fixture(autouse=True)
def _merge_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge_policy, "MERGE_FACTOR", 3)


Runs.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
TestRuns = pytest.mark.usefixtures("_merge_often")(Runs.TestCase)


def test_a_longer_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many runs, every article changed several times: segments merged over and over."""
    monkeypatch.setattr(merge_policy, "MERGE_FACTOR", 3)
    for turn in range(14):
        texts_of = {n: " ".join(WORDS[(n + turn + k) % 8] for k in range(n + 1)) for n in range(12)}
        articles = [article(n, text) for n, text in texts_of.items()]
        build([replace(a, tags=(TAGS[turn % 2],)) for a in articles[turn % 5 :]], tmp_path)
    with closing(open_snapshot(tmp_path)) as snapshot, mirror(snapshot) as stock:
        assert snapshot.doc_count == 12
        executor = Executor(snapshot)
        for term in EXACT:
            query = wq.Or([wq.Term("body", term), wq.Term("title", term)])
            assert ours(executor, query) == pytest.approx(answer(stock, query), abs=1e-9)
