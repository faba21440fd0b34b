"""What has come into an index on a cluster for searches that are kept; see :mod:`search.alerts`."""

from collections.abc import Mapping, Sequence

from index.cluster.layout import KEY
from search.arrivals import Alert, Alerts
from search.cluster.asking import Answer, Asking, Body
from search.cluster.finder import Finder
from search.cluster.found import NOT_FOLDED
from search.cluster.matching import every, some
from search.cluster.sources import added_of, article_of
from search.errors import QueryError
from search.present.hits import arrival
from search.query.alternatives import alternatives
from search.saved import Kept

_AT_ONCE = 50
"""Number of searches that are asked at once."""


def alerts(
    asking: Asking, finder: Finder, searches: Sequence[Kept], told: Mapping[str, int], limit: int
) -> Alerts:
    """Return what came in for each search since it was last told of, all words matching.

    ``told`` has that time by the names of searches; one that is not in it is told of what came in
    since it was saved. An alert lists no more than ``limit`` articles.
    """
    arrived = asking.manifest.arrived
    since = {one.name: max(told.get(one.name, 0), one.at) or arrived for one in searches}
    faults, asked = [], []
    if _any_between(asking, min(since.values(), default=arrived), arrived):
        for kept in searches:
            try:
                new = _between(since[kept.name], arrived)
                query = every((*_required(finder, kept), new))
                asked.append((kept, _listing(query, limit)))
            except QueryError as error:
                faults.append((kept.name, error.message))
    found = []
    for first in range(0, len(asked), _AT_ONCE):
        part = asked[first : first + _AT_ONCE]
        answers = asking.several([body for _, body in part])
        found += [_alert(kept, one) for (kept, _), one in zip(part, answers, strict=True)]
    some_new = tuple(alert for alert in found if alert.total)
    return Alerts(arrived, tuple(since), some_new, tuple(faults), (NOT_FOLDED,) if some_new else ())


def _required(finder: Finder, kept: Kept) -> tuple[Body, Body]:
    """Return the queries of what a search finds. Raises ``QueryError``."""
    ready = finder.ready(kept.asked, kept.filters, exact=False)
    wanted = ready.matches
    written = ready.plan.written
    if written and (either := alternatives(written)):
        other = finder.ready(kept.asked, kept.filters, exact=False, node=either)
        wanted = some((wanted, other.matches))
    return wanted, ready.filtered


def _between(since: int, until: int) -> Body:
    return {"range": {"added": {"gt": since, "lte": until}}}


def _any_between(asking: Asking, since: int, until: int) -> bool:
    if since >= until:
        return False
    body = {"size": 0, "terminate_after": 1, "query": _between(since, until)}
    return bool(asking.search(body)["hits"]["total"]["value"])


def _listing(query: Body, limit: int) -> Body:
    """Return the search for the newest of what a query finds."""
    newest = [{name: {"order": "desc", "missing": "_last"}} for name in ("added", "date")]
    return {
        "size": limit,
        "track_total_hits": True,
        "query": {"constant_score": {"filter": query}},
        "sort": [*newest, KEY],
        "_source": ["article", "added"],
    }


def _alert(kept: Kept, answer: Answer) -> Alert:
    total = answer["hits"]["total"]["value"]
    arrivals = tuple(
        arrival(article_of(source), added_of(source))
        for source in (hit["_source"] for hit in answer["hits"]["hits"])
    )
    return Alert(kept.name, kept.asked.strip(), total, total, arrivals)
