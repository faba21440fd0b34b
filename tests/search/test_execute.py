"""The array executor against stock Whoosh: the same documents, the same scores."""

import random
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from index import Article, Snapshot, open_snapshot
from index.analysis import Analyzer
from search.execute.arrays import Arrays
from search.execute.docset import DocSet
from search.execute.executor import Executor
from search.execute.queries.values import Values
from search.execute.sample import Sample
from tests.parity.mirror import answer, ours
from tests.support import Make, article, committed

WORDS = ["حلب", "حماة", "مدرسة", "قمح", "سفينة", "جسر", "نهر", "طبيب", "مطر", "ملعب"]
TAGS = ["بحر", "مدن", "شعر"]


def _random_articles(seed: int, numbers: range) -> list[Article]:
    chance = random.Random(seed)

    def words(most: int) -> str:
        return " ".join(chance.choices(WORDS, range(len(WORDS), 0, -1), k=chance.randint(1, most)))

    return [
        article(n, words(60), words(4) if n % 3 else "", tags=tuple(chance.sample(TAGS, 1 + n % 2)))
        for n in numbers
    ]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    directory = committed(
        tmp_path_factory.mktemp("parity"),
        _random_articles(1, range(300)),
        _random_articles(2, range(300, 380)),
        _random_articles(3, range(50, 70)),  # replaces: deletions in segment one
    )
    opened = open_snapshot(directory)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def executor(snapshot: Snapshot) -> Executor:
    return Executor(snapshot)


ANALYZER = Analyzer()
EXACT = [ANALYZER(word)[0].exact for word in WORDS] + ["غائب"]
STEMS = [ANALYZER(word)[0].stems[0] for word in WORDS] + ["غائب"]


def _same(snapshot: Snapshot, executor: Executor, query: object) -> None:
    stock, found = answer(snapshot.searcher, query), ours(executor, query)
    assert found.keys() == stock.keys()
    assert found == pytest.approx(stock, abs=1e-9)


def _words_of(field: str) -> st.SearchStrategy[str]:
    return st.sampled_from(STEMS if field.endswith("_stem") else EXACT)


fields = st.sampled_from(["title", "body", "title_stem", "body_stem"])
boosts = st.sampled_from([0.25, 1.0, 2.5])
terms = fields.flatmap(lambda f: st.builds(wq.Term, st.just(f), _words_of(f), boost=boosts))
rows = fields.flatmap(
    lambda f: st.tuples(st.just(f), st.lists(_words_of(f), min_size=2, max_size=3))
)
phrases = st.builds(
    lambda row, slop, boost: wq.Phrase(row[0], row[1], slop=slop, boost=boost),
    rows,
    st.integers(1, 4),
    boosts,
)
near = st.builds(
    lambda row, slop, ordered, least: SpanNear2(
        [wq.Term(row[0], word) for word in row[1]], slop, ordered, least
    ),
    rows,
    st.integers(1, 5),
    st.booleans(),
    st.integers(0, 1),
)
patterns = st.sampled_from(
    [
        wq.Prefix("body", "م", constantscore=False),
        wq.Prefix("title", "ح", constantscore=False),
        wq.Wildcard("body", "*ر", constantscore=False),
        wq.Wildcard("body", "م?ر", constantscore=False),
        wq.Wildcard("body_stem", "*ه*", constantscore=False),
        wq.FuzzyTerm("body", "مطر", maxdist=1, constantscore=False),
        wq.FuzzyTerm("body", "ملطب", maxdist=2, prefixlength=0, constantscore=False),
    ]
)
others = st.sampled_from([wq.Every(), wq.Every("title"), wq.Term("tag", "بحر"), wq.NullQuery])
queries = st.recursive(
    st.one_of(terms, terms, phrases, near, patterns, others),
    lambda inner: st.one_of(
        st.builds(wq.Or, st.lists(inner, min_size=2, max_size=4), boost=boosts),
        st.builds(wq.And, st.lists(inner, min_size=2, max_size=3), boost=boosts),
        st.builds(wq.Require, inner, inner),
    ),
    max_leaves=6,
)


def test_the_corpus_has_segments_and_deletions(snapshot: Snapshot) -> None:
    assert len(snapshot.leaves) > 1
    assert any(leaf.live is not None for leaf in snapshot.leaves)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=80, deadline=None)
@given(query=queries)
def test_equals_stock_whoosh(snapshot: Snapshot, executor: Executor, query: object) -> None:
    _same(snapshot, executor, query)


@pytest.mark.parametrize("short", [1, 10**6])
@pytest.mark.parametrize("many", [0, 10**6])
@pytest.mark.parametrize("dense", [1, 10**6])
def test_long_lists_and_short_ones_score_alike(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, short: int, many: int, dense: int
) -> None:
    """Lists one by one or joined, postings picked or all scored, sets as masks or as lists."""
    monkeypatch.setattr("search.execute.scoring._SHORT", short)
    monkeypatch.setattr("search.execute.scoring._PICKED", many)
    monkeypatch.setattr("search.execute.docset._DENSE", dense)
    executor = Executor(snapshot)
    some = [wq.Term("body", word, boost=0.5) for word in EXACT[:4]]
    phrase = wq.Phrase("body", EXACT[:2])
    for query in (
        wq.Or([*some, wq.Term("title", EXACT[5])]),
        wq.And([wq.Or(some[:2]), wq.Or(some[2:])]),
        wq.Or([phrase, wq.And(some[1:])], boost=2.0),
        wq.And([phrase, some[3], wq.Every()]),
    ):
        _same(snapshot, executor, query)


def test_scores_come_for_the_documents_asked_for(executor: Executor) -> None:
    query = wq.Or([wq.Term("body", word) for word in EXACT[:3]])
    whole = ours(executor, query)
    execution = executor.run(query)
    every = execution.docs
    for step in (2, 100):
        some = DocSet.of(every.size, every.ids[::step])
        scores = execution.scores(some)
        scores = scores[some.ids] if some.dense else scores
        assert scores.tolist() == pytest.approx([whole[doc] for doc in some.ids.tolist()])


def test_phrase_positions_are_exact(snapshot: Snapshot, executor: Executor) -> None:
    wanted = {
        docnum
        for docnum in ours(executor, wq.Every())
        if "حلب حماة" in snapshot.article(docnum).text
    }
    phrase = wq.Phrase("body", [EXACT[0], EXACT[1]])
    assert wanted and ours(executor, phrase).keys() == wanted


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


def test_constant_patterns_score_their_boost(executor: Executor) -> None:
    scores = ours(executor, wq.Prefix("body", "م", boost=2.0, constantscore=True))
    assert scores and set(scores.values()) == {2.0}


def test_an_unknown_query_type_runs_on_its_own_matcher(
    snapshot: Snapshot, executor: Executor
) -> None:
    _same(snapshot, executor, wq.Regex("body", "م.ر", constantscore=False))
    _same(snapshot, executor, wq.spans.SpanFirst(wq.Term("body", EXACT[0]), limit=1))


def test_values_equal_the_terms_of_the_facet(snapshot: Snapshot, executor: Executor) -> None:
    values = Values("tag", ["بحر", "شعر", "غائب"])
    union = wq.Or([wq.Term("tag", "بحر"), wq.Term("tag", "شعر")])
    assert ours(executor, values).keys() == ours(executor, union).keys()
    assert set(values.docs(snapshot.searcher)) == ours(executor, union).keys()


def test_the_vocabulary_counts_over_all_segments(snapshot: Snapshot, executor: Executor) -> None:
    for field in ("title", "body", "body_stem"):
        terms = [term.decode() for term in snapshot.searcher.reader().lexicon(field)]
        vocabulary = executor.reader.vocabulary(field)
        assert vocabulary.texts(vocabulary.matching("*")) == sorted(terms)
        assert len(vocabulary) == len(terms)
        for near in vocabulary.near(terms[0], 2):
            found = snapshot.searcher.doc_frequency(field, near.term.encode())
            assert near.documents == found > 0


@pytest.mark.parametrize("frequent", [1, 3, 256])
@pytest.mark.parametrize("step", [1, 2, 50])
def test_terms_by_number_are_found_like_each_alone(
    snapshot: Snapshot, step: int, frequent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.execute.arrays.FREQUENT", frequent)
    numbers, expected = [], set()
    for leaf in snapshot.leaves:
        file = leaf.field("body")
        assert file is not None
        numbers.append(np.arange(0, len(file), step)[::-1])
        for number in numbers[-1].tolist():
            expected.update((file.docs(number) + leaf.offset).tolist())
    found = Arrays(snapshot).having("body", numbers)
    assert set(np.flatnonzero(found).tolist()) == expected


def test_a_pattern_finds_its_rarest_word(make: Make) -> None:
    many = ["مفرد" + "".join(letters) for letters in product("بتثجحخ", repeat=4)]
    engine = make([article(n, f"مفردات {word}") for n, word in enumerate(many)])
    assert engine.search("مفرد?خخخ", match="all").total == 6
    assert engine.search("مفرد* -مفردات").total == 0
    assert engine.search("مفرد????").total == len(many)


def test_positions_come_for_the_documents_asked_for(snapshot: Snapshot) -> None:
    arrays = Arrays(snapshot)
    term = EXACT[0].encode()
    docs = arrays.docs("body", term)[5:320:3]
    rows, positions = Sample(arrays, docs).positions("body", term)
    for row, doc in enumerate(docs.tolist()):
        words = snapshot.article(doc).text.split()
        assert positions[rows == row].tolist() == [i for i, w in enumerate(words) if w == WORDS[0]]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_sample_reads_what_the_whole_lists_say(
    snapshot: Snapshot, executor: Executor, data: st.DataObject
) -> None:
    arrays = executor.reader.arrays
    docs = sorted(data.draw(st.sets(st.integers(0, arrays.size - 1), max_size=40)))
    sample = Sample(arrays, np.array(docs, np.int32))
    for field in data.draw(st.permutations(["body", "body_stem", "title_stem", "root"])):
        for text in data.draw(st.lists(_words_of(field), min_size=1, max_size=4)):
            term = text.encode()
            whole = arrays.docs(field, term).tolist()
            known = dict(zip(whole, arrays.freqs(field, term).tolist(), strict=True))
            found = sample.freqs(field, term).tolist()
            assert found == [known.get(doc, 0) for doc in docs]
            if field != "root":
                rows, positions = sample.positions(field, term)
                assert np.bincount(rows, minlength=len(docs)).tolist() == found
                assert (np.diff(positions)[np.diff(rows) == 0] > 0).all()
