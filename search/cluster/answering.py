"""Answers a query on a cluster: what it finds, in order, and what is shown of the hits."""

from collections.abc import Mapping
from dataclasses import replace

from index.desk import Tags
from index.schema import TEXT_FIELDS
from search.cluster.articles import Articles
from search.cluster.counting import Counter
from search.cluster.explaining import explained, ranked_by_cluster
from search.cluster.finder import Ready
from search.cluster.found import Found, Question
from search.cluster.listing import Listing, Place
from search.cluster.recency import Recency
from search.cluster.refining import NAMED
from search.cluster.sources import added_of, article_of, read_sources, sources_of
from search.cluster.whole import LONGEST, whole_facets
from search.present.explain import explanation
from search.present.highlight import Highlighter
from search.present.hits import bare_hit, marked_hit
from search.query.alternatives import alternatives
from search.query.syntax import Node
from search.rank.rerank import CANDIDATES
from search.results import Hit, Share, Sort


class Answering(Articles):
    """The part of the engine that finds, ranks and shows."""

    @property
    def _tags(self) -> Tags:
        return self._state.own.tags

    def _found(self, asked: Question, page: tuple[int, int] | None = None) -> Found:
        """Return the answer to a question, remembered for its other pages.

        What is shown of a ``page`` (limit, offset) is read too where that takes no request more.
        Raises ``QueryError``.
        """
        state, filters = self._state, asked.filters
        own = filters.own or filters.unread or ":" in asked.query
        key = asked, state.own.tags.version() if own else ()
        with self._lock:
            known = state.answers.peek(key)
        if known is None:
            known = self._find(asked, page)
            with self._lock:
                state.answers.get(key, lambda: known)
        return known

    def _find(self, asked: Question, page: tuple[int, int] | None) -> Found:
        ready = self._ready(asked, relaxed=asked.match == "any")
        found = self._run(ready, asked, page)
        if asked.match != "auto":
            return found
        if ready.plan.written and (either := alternatives(ready.plan.written)):
            more = self._run(self._ready(asked, node=either), asked, page)
            if more.listing.total > found.listing.total:
                return replace(more, either=True)
        if not found.listing.total:
            relaxed = self._ready(asked, relaxed=True)
            if relaxed.matches != ready.matches:
                partial = self._run(relaxed, asked, page)
                return partial if partial.listing.total else found
        return found

    def _ready(self, asked: Question, *, relaxed: bool = False, node: Node | None = None) -> Ready:
        with self._lock:
            return self._finder.ready(
                asked.query, asked.filters, exact=asked.exact, relaxed=relaxed, node=node
            )

    def _recency(self, asked: Question) -> Recency | None:
        if asked.recent is None:
            return None
        with self._lock:
            return Recency.of(self._finder.statistics, asked.recent)

    def _run(self, ready: Ready, asked: Question, page: tuple[int, int] | None) -> Found:
        """Ask for the first of a list and the counts of facets, and with more of these a page."""
        state = self._state
        listing = Listing(
            state.asking,
            ready.scored,
            asked.sort,
            ready.refiner,
            ready.filtered,
            ids=asked.bare,
            recency=self._recency(asked),
        )
        counter = Counter(state.asking, state.facets)
        body, counts = listing.request, None
        if asked.facets > 0:
            with self._lock:
                counts = counter.asked(asked.facets, asked.filters, ready.filters)
        if counts and asked.facets <= LONGEST:
            body = {**body, "aggs": counter.request(counts)}
        answer = state.asking.search(body, **NAMED)
        listing.begin(answer)
        found = Found(ready, listing, {}, {}, either=False)
        if counts is None:
            return found
        if asked.facets > LONGEST:
            with self._lock:
                whole = whole_facets(
                    state.asking, state.facets, ready.matches, counts, asked.filters
                )
            return replace(found, facets=whole)
        counting = counter.begun(ready.matches, counts, answer["aggregations"])
        first = [place.document for place in listing.page(*page)] if page else []
        while more := counting.more():
            if not first:
                counting.learn(state.asking.search(more))
                continue
            told, sources = state.asking.several((more, sources_of(first)))
            counting.learn(told)
            found.sources.update(read_sources(sources))
            first = []
        return replace(found, facets=counting.shown(asked.filters))

    def _bare(self, places: list[Place], offset: int) -> tuple[Hit, ...]:
        unknown = [place.document for place in places if not place.id]
        ids = {key: source["id"] for key, source in self._sources(unknown).items()}
        return tuple(
            bare_hit(rank, place.id or ids[place.document], place.score)
            for rank, place in enumerate(places, offset + 1)
        )

    def _shares(
        self, found: Found, places: list[Place], offset: int, sort: Sort
    ) -> dict[str, tuple[Share, ...]]:
        """Return by document where the scores of places come from."""
        refiner = found.ready.refiner
        if refiner is None:
            return {}
        ours = max(0, CANDIDATES - offset) if sort == "relevance" else len(places)
        near = {place.document: place.score for place in places[:ours]}
        return {
            **explained(refiner, self._state.asking, near),
            **{far.document: ranked_by_cluster(far.score) for far in places[ours:]},
        }

    def _hits(
        self,
        found: Found,
        places: list[Place],
        offset: int,
        shares: Mapping[str, tuple[Share, ...]],
    ) -> tuple[Hit, ...]:
        """Return places with their best passages and what matched, and ``shares`` in words."""
        documents = [place.document for place in places]
        unread = [document for document in documents if document not in found.sources]
        sources = {**found.sources, **self._sources(unread)}
        highlighter = Highlighter(self._chunks, found.ready.clauses)
        anywhere = dict.fromkeys(TEXT_FIELDS)
        hits = []
        for rank, place in enumerate(places, offset + 1):
            source = sources.get(place.document)
            if source is None:
                continue  # it went with a commit since the list was made
            article = article_of(source)
            hit = marked_hit(article, highlighter, anywhere, found.ready.weights)
            own = shares.get(place.document, ())
            hit = replace(
                hit,
                rank=rank,
                score=place.score,
                entities=self._names_of(source),
                explanation=explanation(article, own, self._analyzer) if own else (),
                shares=own,
                added=added_of(source),
            )
            hits.append(hit)
        tags = self._tags.of([hit.id for hit in hits]) if self._tags.version() else {}
        return tuple(replace(hit, own=tuple(sorted(tags.get(hit.id, ())))) for hit in hits)
