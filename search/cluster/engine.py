"""The engine on an OpenSearch cluster."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from index.desk import TagChange, tag_name
from index.errors import InputError, Message
from index.facets import KINDS
from search.budget import limited
from search.cluster.asides import notes, suggestion
from search.cluster.completing import ClusterCompleter
from search.cluster.found import NOT_FOLDED, Found, Question
from search.cluster.matching import every
from search.cluster.surveying import Surveying
from search.cluster.unanswered import Unanswered
from search.cluster.whole import LONGEST
from search.errors import QueryError
from search.facets.timeline import timeline
from search.findings import Completion, Timeline
from search.options import MEANINGS, checked, require
from search.present.highlight import Highlighter
from search.present.snippets import merged
from search.results import NO_FILTERS, Filters, Match, Meaning, Results, Sort, Span, Unit

if TYPE_CHECKING:
    from search.saved import Kept


class ClusterEngine(Surveying, Unanswered):
    """Searches one index on a cluster. Any number of threads may share it."""

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
        if meaning == "only":
            raise InputError("not on a cluster yet: {what}", what=Message("searching by meaning"))
        if recent is not None and not recent > 0:
            raise InputError("recent is a number of days above 0")
        question = Question(query, chosen, match, exact, sort, facets, bare, recent)
        with limited(timeout):
            found = self._found(question, None if bare else (limit, offset))
            places = found.listing.page(limit, offset)
            if bare:
                hits = self._bare(places, offset)
            else:
                shares = self._shares(found, places, offset, sort) if explain else {}
                hits = self._hits(found, places, offset, shares)
            plan = found.ready.plan
            suggested: str | None = None
            told: tuple[Message, ...] = ()
            if not bare:
                with self._lock:
                    if not (found.listing.total and match == "any"):
                        suggested = self._suggested(query, found, chosen, exact=exact)
                    told = self._notes(found, chosen, collapse=collapse)
            partial = found.ready.match == "any"
            return Results(
                query=query,
                total=found.listing.total,
                offset=offset,
                limit=limit,
                sort=sort,
                match=found.ready.match,
                suggestion=suggested,
                hits=hits,
                facets=found.facets,
                took_ms=(perf_counter() - began) * 1000,
                read_as={} if bare else plan.read_as,
                stand_ins=plan.stand_ins if partial and match != "any" else (),
                notes=told,
            )

    def _suggested(self, query: str, found: Found, filters: Filters, *, exact: bool) -> str | None:
        surfaces = self._state.surfaces
        return suggestion(
            query, found, filters, self._finder, self._analyzer, surfaces, exact=exact
        )

    def _notes(self, found: Found, filters: Filters, *, collapse: bool) -> tuple[Message, ...]:
        told = notes(found, filters, self._state.facets, self._state.own)
        return (*told, *((NOT_FOLDED,) if collapse else ()))

    def answers_at_once(self, meaning: Meaning) -> bool:
        """Tell that no search waits for an encoder: meaning plays no part on a cluster yet."""
        return True

    def prepare(self, query: str) -> None:
        """Do nothing: there is no encoder."""

    def names(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """Return the names that a text may mean."""
        with self._lock:
            return {kind: self._state.facets[kind].resolve(text) for kind in KINDS}

    def matches(self, query: str, text: str, *, exact: bool = False) -> tuple[Span, ...]:
        """Return the words of a text that a query matches."""
        with self._lock:
            try:
                ready = self._finder.ready(query, NO_FILTERS, exact=exact)
                if not ready.plan.names:
                    ready = self._finder.ready(query, NO_FILTERS, exact=exact, relaxed=True)
            except QueryError:
                return ()
            return merged(Highlighter(self._chunks, ready.clauses).find(text))

    def complete(self, query: str, limit: int = 8) -> tuple[Completion, ...]:
        """Return the ways in which a query may go on; see :meth:`search.engine.Engine.complete`.

        Words are those of some articles that have any which begins so.
        """
        with self._lock:
            if self._completer is None:
                names = self._found(Question(sort="newest", facets=LONGEST)).facets
                self._completer = ClusterCompleter(self._finder.statistics, self._analyzer, names)
            completer = self._completer
            return self._finder.statistics.settle(lambda: completer.complete(query, limit))

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
        """Return how many of the results there are over time; see the embedded engine's."""
        if unit not in (None, *get_args(Unit)):
            raise InputError(
                "no unit {unit}; there are {units}",
                unit=repr(unit),
                units=", ".join(get_args(Unit)),
            )
        chosen = checked(filters, match=match)
        found = self._found(Question(query, chosen, match, exact))
        others = [own for name, own in found.ready.filters.items() if name != "date"]
        histogram = {"field": "date", "calendar_interval": "day", "format": "yyyyMMdd"}
        body = {
            "size": 0,
            "track_total_hits": False,
            "query": every((found.ready.matches, *others)),
            "aggs": {"days": {"date_histogram": histogram | {"min_doc_count": 1}}},
        }
        buckets = self._state.asking.search(body)["aggregations"]["days"]["buckets"]
        days = np.array([int(bucket["key_as_string"]) for bucket in buckets], np.int64)
        counts = np.array([bucket["doc_count"] for bucket in buckets], np.int64)
        return timeline(days, since, until, unit, most, counts)

    def count_unread(self, kept: "Kept") -> int:
        """Return how many articles a search that is kept finds that have not been read."""
        filters = replace(kept.filters, unread=True)
        return self._found(Question(kept.asked, filters, "all")).listing.total

    def own_tags(self, article_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Return the user's own tags of those of some articles that have any."""
        return self._tags.of(article_ids)

    def own_tag_counts(self) -> Mapping[str, int]:
        """Return how many articles have each tag."""
        return self._tags.counts()

    def tag(self, article_ids: Iterable[str], *changes: str) -> int:
        """Put tags on articles and take others off."""
        self._desk.mkdir(parents=True, exist_ok=True)
        return self._tags.change(article_ids, TagChange.of(changes))

    def own_tag_rows(self) -> Iterator[tuple[str, str]]:
        """Yield the id of every article that has a tag with the tag."""
        return self._tags.rows()

    def import_own_tags(self, rows: Iterable[tuple[str, str]]) -> int:
        """Put tags on articles by their ids."""
        self._desk.mkdir(parents=True, exist_ok=True)
        return self._tags.merge((article_id, tag_name(tag)) for article_id, tag in rows)
