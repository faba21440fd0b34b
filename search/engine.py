"""The one door to searching: opens an index, answers queries, follows new generations."""

from collections.abc import Mapping
from datetime import date
from functools import partial
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
from search.budget import limited
from search.errors import QueryError
from search.facets.timeline import timeline
from search.generation import Generation
from search.options import checked, require
from search.present.highlight import Chunks, Highlighter
from search.present.snippets import merged
from search.query.synonymy import read_synonyms
from search.rank.ranking import Ranking
from search.results import (
    Completion,
    FacetValue,
    Filters,
    Match,
    Results,
    Series,
    Similar,
    Sort,
    Span,
    Step,
    Timeline,
    Trends,
    Unit,
    Version,
)

if TYPE_CHECKING:
    from search.stats import Stats

NO_FILTERS = Filters()
"""No selection in any facet."""
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
        with snapshot.guarded():
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
        collapse: bool = False,
        timeout: float | None = None,
    ) -> Results:
        """Answer a query.

        Raises :class:`~search.errors.QueryError` for a query that cannot be read,
        ``QueryTimeout`` for one that takes longer than ``timeout``, and ``InputError`` for an
        option that does not exist or has no such value.

        :param query: in the query language; an empty one lists everything, newest first
        :param filters: facet selections; may be a mapping of the fields, with dates as text
        :param facets: how many values of each facet to list, 0 for no facets
        :param limit: how many hits to return at most
        :param offset: how many hits to leave out before the first
        :param sort: the order of hits
        :param match: whether all words must match, any, or any only when no article has all
        :param exact: whether words are found by their form alone, without stems
        :param explain: whether hits say where their score comes from
        :param bare: whether hits have their id and score alone, which is quicker
        :param recent: the number of days of age that halve a score, None for no preference
        :param collapse: whether one hit, the earliest, stands for all copies of a text; facets
            go on counting articles
        :param timeout: the number of seconds after which to give up, None for never
        """
        began = perf_counter()
        chosen = checked(filters, sort, match, limit, offset)
        if recent is not None and not recent > 0:
            raise InputError("recent is a number of days above 0")
        with self._lock, self._state.snapshot.guarded(), limited(timeout):
            state = self._state
            answer = state.finder.answer(query, chosen, match, exact=exact)
            # Without a word to rank by all scores are equal, and equals come newest first.
            ranking = Ranking(answer.execution, recent)
            shown = state.copies.folded(answer.kept) if collapse else answer.kept
            page = ranking.best(shown, sort, offset + limit, offset)
            explained = ranking.explain if explain else None
            whole = partial(state.hits.whole, answer.execution, explain=explained)
            total = len(shown)
            hits = (state.hits.bare if bare else whole)(page)
            if collapse:
                hits = state.with_copies(hits, page, answer.kept)
            satisfied = bare or (total and match == "any")
            return Results(
                query=query,
                total=total,
                offset=offset,
                limit=limit,
                sort=sort,
                match=answer.match,
                suggestion=None if satisfied else state.suggestion(query, answer, chosen, exact),
                hits=hits,
                facets=state.facets.shown(answer, chosen, facets) if facets > 0 else {},
                took_ms=(perf_counter() - began) * 1000,
                read_as={} if bare else answer.plan.read_as,
                stand_ins=answer.plan.stand_ins if answer.match == "any" and match != "any" else (),
                articles=len(answer.kept) if collapse else None,
                notes=() if bare else state.notes(answer, chosen),
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
            return {kind: self._state.hits.values(kind, docnum) for kind in KINDS}

    def names(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """Return the canonical names of each kind that ``text``, in any spelling, may mean."""
        with self._lock, self._state.snapshot.guarded():
            return {kind: self._state.facets[kind].resolve(text) for kind in KINDS}

    def matches(self, query: str, text: str, *, exact: bool = False) -> tuple[Span, ...]:
        """Return the words of ``text`` that a query matches, none for one that is malformed.

        A word that no article has marks what partial matches are found by: words of its root and
        near spellings.
        """
        with self._lock, self._state.snapshot.guarded():
            try:
                plan = self._state.finder.plan(query, exact=exact)
            except QueryError:
                return ()
            clauses = self._state.executor.run(plan.relaxed).clauses
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

        The selected dates of ``filters`` are ignored, so that periods beside them keep their
        counts. Raises ``QueryError`` and ``InputError`` as :meth:`search` does.

        :param query: as for :meth:`search`
        :param filters: as for :meth:`search`
        :param match: as for :meth:`search`
        :param exact: as for :meth:`search`
        :param since: the first day to count
        :param until: the last day to count
        :param unit: what to count by; None for the finest unit with at most ``most`` periods
        :param most: how many periods there may be without ``unit``
        """
        if unit not in (None, *get_args(Unit)):
            raise InputError(
                "no unit {unit}; there are {units}",
                unit=repr(unit),
                units=", ".join(get_args(Unit)),
            )
        chosen = checked(filters, match=match)
        with self._lock, self._state.snapshot.guarded():
            answer = self._state.finder.answer(query, chosen, match, exact=exact)
            docs = answer.beside("date")
            days = self._state.reader.arrays.days[docs.ids]
            return timeline(days, since, until, unit, most)

    def series(
        self,
        query: str = "",
        *,
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        match: Match = "auto",
        step: Step = "month",
        facet: str | None = None,
        limit: int = 5,
        collapse: bool = True,
    ) -> Series:
        """Return how many articles there are in each day, week or month, in all and by facet.

        Raises ``QueryError`` and ``InputError`` as :meth:`search` does.

        :param query: as for :meth:`search`
        :param filters: as for :meth:`search`
        :param match: as for :meth:`search`
        :param step: the length of a period; weeks begin on Monday
        :param facet: of which facet to count the most frequent values, None for none
        :param limit: how many values to count
        :param collapse: whether copies of a text count once
        """
        require("step", step, get_args(Step))
        require("facet", facet, (None, *FACETS))
        chosen = checked(filters, match=match)
        with self._lock, self._state.snapshot.guarded():
            from search.series import series

            answer = self._state.finder.answer(query, chosen, match, exact=False)
            return series(self._state, answer, step, facet, limit, collapse)

    def trends(
        self,
        kind: str = "person",
        *,
        query: str = "",
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        window: int = 7,
        until: date | None = None,
        limit: int = 20,
    ) -> Trends:
        """Return the names or words that stand out in the last days against all days before.

        Copies of a text count once. Raises ``QueryError`` and ``InputError`` as :meth:`search`
        does.

        :param kind: a facet, or ``word``
        :param query: among which articles to look, as for :meth:`search`
        :param filters: as for :meth:`search`
        :param window: the number of days that are looked at
        :param until: the last of them, None for that of the newest article
        :param limit: how many to return at most
        """
        require("kind", kind, (*FACETS, "word"))
        if window < 1:
            raise InputError("a window has one day or more")
        chosen = checked(filters)
        with self._lock, self._state.snapshot.guarded():
            from search.trends import trends

            answer = self._state.finder.answer(query, chosen, "auto", exact=False)
            return trends(self._state, answer, kind, window, until, limit)

    def facet_values(self, facet: str, prefix: str = "", limit: int = 20) -> tuple[FacetValue, ...]:
        """Return a facet's values over the whole index, the most frequent first.

        With ``prefix`` these are the values with all its words, the last of which may be the
        beginning of one. Raises ``InputError`` for a facet that does not exist.
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
        """Return at most ``limit`` ways in which a query that is being typed may go on.

        The last word may become a word that articles have; the last words, up to three, a value
        of a facet in any spelling, after ``person:`` and the like of that facet alone. Values
        that complete more of the words come first, then those that more articles have.
        """
        with self._lock, self._state.snapshot.guarded():
            return self._state.completer.complete(query, limit)

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """Return all articles that run the text of one, itself among them, the earliest first.

        Raises ``InputError`` when there is no such article.
        """
        with self._lock, self._state.snapshot.guarded():
            from search.versions import versions

            return versions(self._state, self._document(article_id))

    def similar(self, article_id: str, limit: int = 10, *, bare: bool = False) -> Similar:
        """Return the articles that are like one, the likest first; of nearly equal ones the best.

        The ``query`` of the result finds them too, among others, matching any of its words. With
        a ``limit`` of 0 there is nothing but the query, with ``bare`` hits have their id and
        score alone. Raises ``InputError`` when there is no such article.
        """
        with self._lock, self._state.snapshot.guarded():
            from search.similar import similar

            return similar(self._state, self._document(article_id), limit, bare=bare)

    def _document(self, article_id: str) -> int:
        """Return the number of an article. Raises ``InputError`` when there is none."""
        docnum = self._state.snapshot.docnum(article_id)
        if docnum is None:
            raise InputError("no article {id} in the index", id=repr(article_id))
        return docnum

    def stats(self) -> "Stats":
        """Return counts of what the index holds."""
        from search.stats import count

        with self._lock, self._state.snapshot.guarded():
            return count(self._state)

    def refresh(self) -> bool:
        """Go over to the newest generation of the index; tell whether there was a newer one."""
        with self._lock:
            old = self._state.snapshot
            if old.is_latest():
                return False
            self._state = self._generation(open_snapshot(old.directory, old))
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

    The user's own is ``$NABA_INDEX``, else a folder among the platform's user data. ``synonyms``
    is a file of synonyms, read besides those in the index's directory. Raises
    :class:`~index.errors.IndexMissing`, ``IndexFormat`` or ``IndexDamaged``, and ``InputError``
    for synonyms that cannot be read.
    """
    return Engine(open_snapshot(index_directory(directory)), synonyms)
