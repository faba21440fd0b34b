"""Who is named with whom in an index on a cluster; see :mod:`search.company`."""

from collections.abc import Iterator, Sequence

from index.facets import KINDS
from search.cluster.asking import Asking, Body
from search.cluster.matching import every, some
from search.cluster.names import ClusterFacets
from search.findings import Company, NameCount, NameLink
from search.rank.order import most_frequent_first

_AT_ONCE = 100
"""Number of names that are asked about at once: with whom of the others each stands."""


def company(asking: Asking, facets: ClusterFacets, name: str, limit: int) -> Company:
    """Return who stands beside a name; see :meth:`search.engine.Engine.company`."""
    asked: dict[str, tuple[str, ...]] = {kind: facets[kind].resolve(name) for kind in KINDS}
    shown = {kind: tuple(map(facets.whole, names)) for kind, names in asked.items()}
    named = [facets[kind].having(each) for kind, names in asked.items() for each in names]
    if not named:
        return Company(shown, 0, (), ())
    query = some(named)
    found = asking.search({"size": 0, "track_total_hits": True, "query": query})
    most = limit + max(map(len, asked.values()))
    beside = []
    for kind in KINDS:
        counts = facets[kind].counts_in(query).items()
        best = most_frequent_first(counts)[:most]
        others = [pair for pair in best if pair[0] not in asked[kind]]
        beside += [NameCount(kind, *pair) for pair in others[:limit]]
    links = tuple(_links(asking, facets, query, beside))
    names = tuple(NameCount(one.kind, facets.whole(one.name), one.count) for one in beside)
    return Company(shown, found["hits"]["total"]["value"], names, links)


def _links(
    asking: Asking, facets: ClusterFacets, query: Body, beside: Sequence[NameCount]
) -> Iterator[NameLink]:
    """Yield which of the names stand together in some articles, and in how many."""
    having = [facets[one.kind].having(one.name) for one in beside]
    for first in range(0, len(having) - 1, _AT_ONCE):
        some_of_them = range(first, min(first + _AT_ONCE, len(having) - 1))
        answers = asking.several(
            [_together(every((query, having[n])), having[n + 1 :]) for n in some_of_them]
        )
        for one, answer in zip(some_of_them, answers, strict=True):
            for other, bucket in enumerate(answer["aggregations"]["names"]["buckets"], one + 1):
                if bucket["doc_count"]:
                    yield NameLink(one, other, bucket["doc_count"])


def _together(query: Body, others: Sequence[Body]) -> Body:
    aggs = {"names": {"filters": {"filters": list(others)}}}
    return {"size": 0, "track_total_hits": False, "query": query, "aggs": aggs}
