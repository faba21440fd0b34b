"""The one door to searching: opens an index, answers queries, follows new generations."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import RLock
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, get_args

from index.article import Article
from index.errors import InputError
from index.facets import FACETS, KINDS
from index.location import index_directory
from index.schema import shared_analyzer
from index.store.snapshot import Snapshot, open_snapshot
from search.errors import QueryError
from search.facets.timeline import timeline
from search.generation import Generation
from search.options import checked
from search.present.highlight import Chunks, Highlighter, merged
from search.query.synonymy import read_synonyms
from search.results import (
    Completion,
    FacetValue,
    Filters,
    Match,
    Results,
    Similar,
    Sort,
    Span,
    Timeline,
    Unit,
)

if TYPE_CHECKING:
    from search.stats import Stats

NO_FILTERS = Filters()
_LISTED_IDS = 5
"""Maximum number of ids that an error about an ambiguous id lists."""


class Engine:
    """Searches one index. Any number of threads may share it; they take turns."""

    def __init__(self, snapshot: Snapshot, synonyms: str | Path | None = None) -> None:
        self._lock = RLock()
        self._analyzer = shared_analyzer()
        self._chunks = Chunks(self._analyzer)
        self._synonyms = read_synonyms(snapshot.directory, synonyms, self._analyzer)
        self._state = self._generation(snapshot)

    def _generation(self, snapshot: Snapshot) -> Generation:
        return Generation(snapshot, self._analyzer, self._chunks, self._synonyms)

    def search(
        self,
        query: str = "",
        *,
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        facets: int = 5,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        match: Match = "auto",
        exact: bool = False,
        explain: bool = False,
        bare: bool = False,
        recent: float | None = None,
    ) -> Results:
        """Answer a query.

        ``query`` is in the query language; empty, it lists everything newest first.
        ``filters`` may be a mapping of its fields (dates as text too), ``facets`` is how many
        values to list of each (0: no facets). ``bare`` gives hits with their id and score
        alone and no suggestion, which is all that many a program wants and quicker. ``recent``
        halves a score with every so many days of age. Raises
        :class:`~search.errors.QueryError` for a query that cannot be read and ``InputError``
        for options that are none.
        """
        began = perf_counter()
        chosen = checked(filters, sort, match, limit, offset)
        if recent is not None and not recent > 0:
            raise InputError("recent is a number of days above 0")
        with self._lock, self._state.snapshot.guarded():
            state = self._state
            answer = state.answer(query, chosen, match, exact=exact)
            # Without a word to rank by all scores are equal, and equals come newest first.
            docs, scores = state.top(answer, sort, offset + limit, recent)
            docs, scores = docs[offset:], scores[offset:]
            hits = (
                state.bare_hits(docs, scores, offset + 1)
                if bare
                else state.hits(answer, docs, scores, offset + 1, explain=explain)
            )
            total = len(answer.kept)
            satisfied = bare or (total and answer.match in (match, "all"))
            return Results(
                query=query,
                total=total,
                offset=offset,
                limit=limit,
                sort=sort,
                match=answer.match,
                suggestion=None if satisfied else state.suggestion(query, answer, chosen, exact),
                hits=tuple(hits),
                facets=state.count_facets(answer, chosen, facets) if facets > 0 else {},
                took_ms=(perf_counter() - began) * 1000,
            )

    def article(self, article_id: str) -> Article | None:
        """Return an article, text included, or None when the index has none of that id."""
        with self._lock, self._state.snapshot.guarded():
            docnum = self._state.snapshot.docnum(article_id)
            return None if docnum is None else self._state.snapshot.article(docnum)

    def find(self, name: str) -> Article | None:
        """Return the article with the id ``name``, else the only one whose id ends with it.

        Return None when there is no such article. Raises ``InputError``, which lists some of
        them, when the ids of several articles end with ``name``.
        """
        if not name:
            return None
        with self._lock, self._state.snapshot.guarded():
            if article := self.article(name):
                return article
            end = name.encode("utf-8", "replace")
            ids = {
                term.decode("utf-8", "replace")
                for leaf in self._state.snapshot.leaves
                for term in leaf.reader.lexicon("id")
                if term.endswith(end)
            }
            found = [article for one in sorted(ids) if (article := self.article(one))]
        if len(found) > 1:
            listed = ", ".join(article.id for article in found[:_LISTED_IDS])
            more = ", …" if len(found) > _LISTED_IDS else ""
            raise InputError(
                "{number} ids end in {name}: {ids}; give more of one",
                number=len(found),
                name=name,
                ids=listed + more,
            )
        return found[0] if found else None

    def entities(self, article_id: str) -> Mapping[str, tuple[str, ...]]:
        """Return an article's names of each kind, as the facets show them."""
        with self._lock, self._state.snapshot.guarded():
            docnum = self._state.snapshot.docnum(article_id)
            if docnum is None:
                return dict.fromkeys(KINDS, ())
            return {kind: self._state.values(kind, docnum) for kind in KINDS}

    def names(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """Return the canonical names of each kind that ``text``, in any spelling, may mean."""
        with self._lock, self._state.snapshot.guarded():
            return {kind: self._state.facets[kind].resolve(text) for kind in KINDS}

    def matches(self, query: str, text: str, *, exact: bool = False) -> tuple[Span, ...]:
        """Return the words of ``text`` that a query matches, none for one that is malformed."""
        with self._lock, self._state.snapshot.guarded():
            try:
                clauses = self._state.plan(query, exact=exact).clauses
            except QueryError:
                return ()
            return merged(Highlighter(self._chunks, clauses).find(text))

    def timeline(
        self,
        query: str = "",
        *,
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        match: Match = "auto",
        exact: bool = False,
        since: date | None = None,
        until: date | None = None,
        unit: Unit | None = None,
        most: int = 100,
    ) -> Timeline:
        """Return how many of the results there are for each day, month or year.

        Only those from ``since`` to ``until`` (inclusive) are counted, which is how one looks
        closer at a stretch of time; a date filter does not count, so that what lies beside it
        keeps its counts. Without ``unit`` it is the finest of which there are at most ``most``
        from the first of these articles to the last. Raises ``QueryError`` and ``InputError`` as
        :meth:`search` does.
        """
        if unit not in (None, *get_args(Unit)):
            raise InputError(
                "no unit {unit}; there are {units}",
                unit=repr(unit),
                units=", ".join(get_args(Unit)),
            )
        chosen = checked(filters, match=match)
        with self._lock, self._state.snapshot.guarded():
            answer = self._state.answer(query, chosen, match, exact=exact)
            docs = self._state.beside(answer, "date")
            days = self._state.executor.arrays.days[docs.ids]
        return timeline(days, since, until, unit, most)

    def facet_values(self, facet: str, prefix: str = "", limit: int = 20) -> tuple[FacetValue, ...]:
        """Return a facet's values over the whole index, the most frequent first.

        With ``prefix`` only those that have its words, the last of which may be a beginning.
        Raises ``InputError`` for a facet that does not exist.
        """
        if facet not in FACETS:
            raise InputError(
                "no facet {facet}; there are {facets}", facet=repr(facet), facets=", ".join(FACETS)
            )
        with self._lock, self._state.snapshot.guarded():
            counts = self._state.facets.counts(self._state.every)[facet]
            listed = self._state.facets[facet].with_words(counts, prefix, limit)
        return tuple(FacetValue(name, n, False) for name, n in listed)

    def complete(self, query: str, limit: int = 8) -> tuple[Completion, ...]:
        """Return how a query that is being typed may go on, at most ``limit`` ways.

        Its last word may grow to a word that articles have; its last words, up to three, to a
        value of a facet, in whatever spelling; after ``person:`` and the like only to one of
        that facet. What more of the words begin comes first, then what more articles have.
        """
        with self._lock, self._state.snapshot.guarded():
            return self._state.completer.complete(query, limit)

    def similar(self, article_id: str, limit: int = 10) -> Similar:
        """Return the articles most like one, nearly equal ones folded into the best of them.

        Its ``query`` finds them, with any of its words, where a search is to go on from here;
        with a ``limit`` of 0 that is all. Raises ``InputError`` when there is no such article.
        """
        with self._lock, self._state.snapshot.guarded():
            docnum = self._state.snapshot.docnum(article_id)
            if docnum is None:
                raise InputError("no article {id} in the index", id=repr(article_id))
            from search.present.similar import similar

            return similar(self._state, docnum, limit)

    def stats(self) -> "Stats":
        """Count what the index holds."""
        from search.stats import count

        with self._lock, self._state.snapshot.guarded():
            return count(self._state)

    def refresh(self) -> bool:
        """Go over to the newest generation; tell whether there was one."""
        with self._lock:
            old = self._state.snapshot
            if old.is_latest():
                return False
            self._state = self._generation(open_snapshot(old.directory))
            old.close()
            return True

    def close(self) -> None:
        """Close the index."""
        with self._lock:
            self._state.snapshot.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_index(
    directory: str | Path | None = None, *, synonyms: str | Path | None = None
) -> Engine:
    """Open an index for searching; without ``directory`` the user's own.

    That is ``$NABA_INDEX``, else a folder among the platform's user data. ``synonyms`` is a
    file of synonyms, besides those the index has of its own. Raises
    :class:`~index.errors.IndexMissing`, ``IndexFormat`` or ``IndexDamaged``, and ``InputError``
    for synonyms that cannot be read.
    """
    return Engine(open_snapshot(index_directory(directory)), synonyms)
