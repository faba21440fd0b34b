"""The engine on an index in a folder of this machine."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from index.errors import InputError
from index.facets import KINDS
from search.articles import Articles
from search.budget import limited
from search.counting import Counting
from search.errors import QueryError
from search.listing import by_words
from search.options import MEANINGS, checked, require
from search.present.highlight import Highlighter
from search.present.snippets import merged
from search.rank.ranking import Ranking
from search.results import NO_FILTERS, Filters, Match, Meaning, Results, Sort, Span
from search.tagging import Tagging
from search.telling import Telling

if TYPE_CHECKING:
    from search.findings import Completion


class EmbeddedEngine(Articles, Counting, Tagging, Telling):
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
        """Answer a query; see :meth:`search.engine.Engine.search`."""
        began = perf_counter()
        chosen = checked(filters, sort, match, limit, offset)
        require("way to search by meaning", meaning, MEANINGS)
        if recent is not None and not recent > 0:
            raise InputError("recent is a number of days above 0")
        orders = meaning == "only" or sort == "relevance"
        sought = self._sought(query, meaning) if orders else None
        with self._lock, self._state.snapshot.guarded(), limited(timeout):
            state = self._state
            answer = state.finder.answer(query, chosen, match, exact=exact)
            # Without a word to rank by all scores are equal, and equals come newest first.
            ranking = Ranking(answer.execution, recent)
            shown = state.copies.folded(answer.kept) if collapse else answer.kept
            listing = by_words(answer, ranking, shown, sort)
            if sought is not None:
                from search.by_meaning import Question, by_meaning

                asked = Question(query, sought, meaning, sort, collapse)
                listing = by_meaning(state, asked, listing, ranking)
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

    def answers_at_once(self, meaning: Meaning) -> bool:
        """Tell whether a search waits for no encoder; see :class:`~search.engine.Engine`."""
        if meaning == "off" or not self._state.snapshot.encoder:
            return True
        with self._lock:
            return self._meanings.at_hand()

    def prepare(self, query: str) -> None:
        """Have an encoder say what a query means; see :class:`~search.engine.Engine`."""
        self._sought(query, "auto")

    def names(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """Return the names that a text may mean."""
        with self._lock, self._state.snapshot.guarded():
            return {kind: self._state.facets[kind].resolve(text) for kind in KINDS}

    def matches(self, query: str, text: str, *, exact: bool = False) -> tuple[Span, ...]:
        """Return the words of a text that a query matches."""
        with self._lock, self._state.snapshot.guarded():
            try:
                plan = self._state.finder.plan(query, exact=exact)
            except QueryError:
                return ()
            strict = plan.strict
            clauses = self._state.executor.run(strict if plan.names else plan.relaxed).clauses
            return merged(Highlighter(self._chunks, clauses).find(text))

    def complete(self, query: str, limit: int = 8) -> "tuple[Completion, ...]":
        """Return the ways in which a query may go on."""
        with self._lock, self._state.snapshot.guarded():
            return self._state.completer.complete(query, limit)
