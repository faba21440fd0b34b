"""Makes hits of ranked documents: what is shown of each article, and why it was found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import Analyzer
from index.article import Article
from index.facets import FACETS, KINDS
from index.store.snapshot import Snapshot
from search.execute.executor import Execution
from search.execute.index_reader import IndexReader
from search.execute.probe import Clause
from search.execute.vocabulary import Glob
from search.facets.counts import Facets
from search.present.highlight import Chunks, Highlighter, Marked, Positions
from search.present.snippets import merged, snippet
from search.rank.ranking import Ranked
from search.results import Hit, Share

if TYPE_CHECKING:
    from search.arrivals import Arrival

_LEAST_WEIGHT = 0.1
"""Weight, for the choice of a passage, of a clause whose words all articles have."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Explain = Callable[[int, int], list[Share]]
"""Gives the shares of a document's score, from its number and its place in the order."""


class HitMaker:
    """Makes the hits of one snapshot."""

    def __init__(
        self, snapshot: Snapshot, facets: Facets, analyzer: Analyzer, chunks: Chunks
    ) -> None:
        self._snapshot = snapshot
        self._names = {name: facets[name] for name in FACETS}
        self._analyzer = analyzer
        self._chunks = chunks

    def whole(
        self, execution: Execution, ranked: Ranked, explain: Explain | None = None
    ) -> tuple[Hit, ...]:
        """Return documents with their best passages and what matched, explained if asked for."""
        highlighter = Highlighter(self._chunks, execution.clauses)
        ascending = np.sort(ranked.docs).astype(np.int32)
        positions = highlighter.positions(execution.reader.arrays, ascending)
        rows = ascending.searchsorted(ranked.docs).tolist()
        weights = [clause_weight(clause, execution.reader) for clause in execution.clauses]
        listed = zip(ranked.docs.tolist(), ranked.scores.tolist(), rows, strict=True)
        hits = []
        for place, (docnum, score, row) in enumerate(listed, ranked.first):
            article = self._snapshot.article(docnum)
            at = {name: None if found is None else found[row] for name, found in positions.items()}
            shares = tuple(explain(docnum, place)) if explain else ()
            hit = replace(
                marked_hit(article, highlighter, at, weights),
                rank=place + 1,
                score=score,
                entities={kind: self.values(kind, docnum) for kind in KINDS},
                explanation=self._explanation(article, shares),
                shares=shares,
                added=self.added(docnum),
            )
            hits.append(hit)
        return tuple(hits)

    def bare(self, ranked: Ranked) -> tuple[Hit, ...]:
        """Return documents with their ids and scores alone, without reading their texts."""
        ids = self._snapshot.article_ids(ranked.docs.tolist())
        places = range(ranked.first + 1, ranked.first + len(ids) + 1)
        return tuple(map(bare_hit, places, ids, ranked.scores.tolist()))

    def values(self, facet: str, docnum: int) -> tuple[str, ...]:
        """Return a document's values of a facet, as the facet shows them."""
        return self._names[facet].of(*self._snapshot.locate(docnum))

    def added(self, docnum: int) -> datetime:
        """Return when a document came in, as a time of UTC."""
        return _EPOCH + timedelta(milliseconds=self._snapshot.added(docnum))

    def _explanation(self, article: Article, shares: tuple[Share, ...]) -> tuple[str, ...]:
        if not shares:
            return ()
        from search.present.explain import explanation

        return explanation(article, shares, self._analyzer)


def marked_hit(
    article: Article,
    highlighter: Highlighter,
    at: Mapping[str, Positions | None],
    weights: Sequence[float],
) -> Hit:
    """Return an article as a hit, with its best passage and what matched, but for rank and score.

    :param article: the article
    :param highlighter: marks what the query looks for
    :param at: the positions of what may be marked in each text field, None where any may
    :param weights: how much each clause of the query tells
    """
    in_title, in_body = _marked(highlighter, article, at)
    passage = snippet(article, in_body, weights)
    return Hit(
        rank=0,
        id=article.id,
        score=0.0,
        title=article.headline or article.title,
        title_highlights=merged(in_title),
        date=article.date,
        source=article.source,
        category=article.category,
        path=article.path,
        url=article.url,
        snippets=(passage,) if passage else (),
        entities={},
        tags=article.tags,
    )


_new, _set = object.__new__, object.__setattr__
_BARE = vars(
    Hit(
        rank=0,
        id="",
        score=0.0,
        title="",
        title_highlights=(),
        date=None,
        source=None,
        category=None,
        path=None,
        url=None,
        snippets=(),
        entities={},
        tags=(),
    )
)


def bare_hit(rank: int, article_id: str, score: float) -> Hit:
    """Return a hit of which only the id and the score are told.

    A frozen dataclass sets twenty attributes one by one, which takes longer than to find what
    the hit is of.
    """
    own = _BARE.copy()
    own["rank"], own["id"], own["score"] = rank, article_id, score
    hit = _new(Hit)
    _set(hit, "__dict__", own)
    return hit


def arrival(article: Article, added: datetime) -> "Arrival":
    """Return what an alert tells of an article that came in at a time."""
    from search.arrivals import Arrival

    return Arrival(
        id=article.id,
        title=article.headline or article.title,
        date=article.date,
        source=article.source,
        category=article.category,
        url=article.url,
        path=article.path,
        added=added,
    )


def _marked(
    highlighter: Highlighter, article: Article, at: Mapping[str, Positions | None]
) -> tuple[list[Marked], list[Marked]]:
    """Return what of an article's title and text the query matches.

    Where no phrase can be made out as a whole, its words are marked one by one.
    """
    title = article.headline or article.title
    # The headline of an untitled article is part of its text, and has no positions of its own.
    field = "title" if article.title else "body"
    in_title_at = at["title"] if title == article.title else None
    for loose in (False, True):
        in_title = highlighter.find(title, field, in_title_at, loose=loose)
        in_body = highlighter.find(article.text, "body", at["body"], loose=loose)
        if in_title or in_body:
            return in_title, in_body
    return [], []


def clause_weight(clause: Clause, reader: IndexReader) -> float:
    """Return how much a clause tells: the idf of its rarest word.

    Of words that may stand for each other that is the idf of the commonest.
    """
    probe = clause.probes[0]
    field = "body_stem" if probe.view == "stem" else "body"
    places = ((p.common,) if isinstance(p, Glob) else p for p in probe.places)
    idfs = (min(reader.idf(field, word.encode()) for word in place) for place in places)
    return max(_LEAST_WEIGHT, *idfs)
