"""What is said of a cluster's answer besides its hits: what may have been meant, what is not."""

from collections.abc import Iterator

from index.analysis import Analyzer
from index.errors import Message
from search.cluster.finder import Finder
from search.cluster.found import EITHER, Found
from search.cluster.names import ClusterFacets
from search.cluster.reader import ClusterReader
from search.cluster.surfaces import ClusterSurfaces
from search.own import Own
from search.present.hints import hints, unknown_fields, unknown_tags
from search.present.suggest import FEW, best_of, mended, ways
from search.results import Filters


def suggestion(
    query: str,
    found: Found,
    filters: Filters,
    finder: Finder,
    analyzer: Analyzer,
    surfaces: ClusterSurfaces,
    *,
    exact: bool,
) -> str | None:
    """Return a query that may have been meant in place of one that few or no articles answer.

    What few are is told by the whole answer, not by partial matches. Nothing is asked of the
    cluster where all words are well known.
    """
    words = found.ready.plan.words
    total = found.listing.total if found.ready.match == "all" else 0
    if not words or total > FEW:
        return None
    statistics = finder.statistics
    reader = ClusterReader(statistics)
    tried = statistics.settle(lambda: ways(words, reader, analyzer, total))
    if not tried:
        return None
    queries = [mended(query, mends, str) for mends in tried]
    best = best_of(tried, finder.totals(queries, filters, exact=exact), total)
    if best is None:
        return None
    surfaces.learn(term for mend in best for term in mend.terms)
    return mended(query, best, surfaces)


def notes(found: Found, filters: Filters, facets: ClusterFacets, own: Own) -> Iterator[Message]:
    """Yield what the user may not know of an answer."""
    written = found.ready.plan.written
    yield from hints(written, filters, facets, lambda facet: facets[facet].everywhere)
    yield from unknown_tags(written, filters, own)
    if found.either:
        yield EITHER
    if written and (found.ready.match == "any" or not found.listing.total):
        yield from unknown_fields(written)
