"""The one door to searching: opens an index, answers queries, follows new generations."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from index.errors import InputError
from index.facets import KINDS
from index.location import index_directory
from index.store.snapshot import open_snapshot
from search.articles import Articles
from search.budget import limited
from search.counting import Counting
from search.errors import QueryError
from search.listing import by_words
from search.options import MEANINGS, checked, require
from search.present.highlight import Highlighter
from search.present.snippets import merged
from search.rank.ranking import Ranking
from search.results import (
    NO_FILTERS,
    Completion,
    Filters,
    Match,
    Meaning,
    Results,
    Sort,
    Span,
)
from search.tagging import Tagging
from search.telling import Telling

if TYPE_CHECKING:
    from index.meaning.encoders import Encoder


class Engine(Articles, Counting, Tagging, Telling):
    """Searches one index. Any number of threads may share it; they take turns."""

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
        meaning: Meaning = "off",
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
        :param meaning: whether articles are also found and ordered by what they mean, in an index
            that has vectors, or by that only
        """
        began = perf_counter()
        chosen = checked(filters, sort, match, limit, offset)
        require("way to search by meaning", meaning, MEANINGS)
        if recent is not None and not recent > 0:
            raise InputError("recent is a number of days above 0")
        with self._lock, self._state.snapshot.guarded(), limited(timeout):
            state = self._state
            answer = state.finder.answer(query, chosen, match, exact=exact)
            # Without a word to rank by all scores are equal, and equals come newest first.
            ranking = Ranking(answer.execution, recent)
            shown = state.copies.folded(answer.kept) if collapse else answer.kept
            listing = by_words(answer, ranking, shown, sort)
            if meaning == "only" or (meaning == "auto" and state.snapshot.encoder):
                from search.by_meaning import Question, by_meaning

                asked = Question(query, meaning, sort, collapse)
                listing = by_meaning(state, self._meanings, asked, listing, ranking)
            answer = listing.answer
            page = listing.best(offset + limit, offset)
            explained = listing.explain if explain else None
            whole = partial(state.hits.whole, answer.execution, explain=explained)
            total = len(listing.shown)
            hits = (state.hits.bare if bare else whole)(page)
            if len(listing.missed):
                missed = listing.missed.has(page.docs).tolist()
                hits = tuple(
                    replace(hit, by_meaning=there) for hit, there in zip(hits, missed, strict=True)
                )
            if collapse:
                hits = state.with_copies(hits, page, answer.kept)
            if not bare:
                hits = state.with_own_tags(hits)
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
                notes=() if bare else (*state.notes(answer, chosen), *listing.notes),
                by_meaning=listing.added,
            )

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
            strict = plan.strict
            clauses = self._state.executor.run(strict if plan.names else plan.relaxed).clauses
            return merged(Highlighter(self._chunks, clauses).find(text))

    def complete(self, query: str, limit: int = 8) -> tuple[Completion, ...]:
        """Return at most ``limit`` ways in which a query that is being typed may go on.

        The last word may become a word that articles have; the last words, up to three, a value
        of a facet in any spelling, after ``person:`` and the like of that facet alone. Values
        that complete more of the words come first, then those that more articles have.
        """
        with self._lock, self._state.snapshot.guarded():
            return self._state.completer.complete(query, limit)


def open_index(
    directory: str | Path | None = None,
    *,
    synonyms: str | Path | None = None,
    encoder: "Encoder | None" = None,
) -> Engine:
    """Open an index for searching; without ``directory`` the user's own.

    The user's own is ``$NABA_INDEX``, else a folder among the platform's user data. ``synonyms``
    is a file of synonyms, read besides those in the index's directory. ``encoder`` is the one that
    made the vectors of the index, if that is not the one in this process. Raises
    :class:`~index.errors.IndexMissing`, ``IndexFormat`` or ``IndexDamaged``, and ``InputError``
    for synonyms that cannot be read.
    """
    return Engine(open_snapshot(index_directory(directory)), synonyms, encoder)
