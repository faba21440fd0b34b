"""Exact counts of facet values on a cluster, whatever its shards.

A shard gives its most frequent values only, so what a terms aggregation adds up may lack some of
a value's articles. Here each shard gives many, the answer says by how much a count may be short,
and a value is listed only when it is certain; otherwise each shard gives all it has. Names that
several spellings share are counted as one value an article where they may be among those listed.
"""

from collections.abc import Mapping, Sequence
from itertools import islice, takewhile
from typing import Any, NamedTuple

import numpy as np

from index.facets import FACETS
from search.cluster.asking import Answer, Asking, Body
from search.cluster.matching import EVERYTHING, every
from search.cluster.names import ClusterFacets, ClusterNames
from search.facets.counts import top_months
from search.rank.order import most_frequent_first
from search.results import FacetValue, Filters

_MOST_OF_A_SHARD = 250
"""Number of values that each of several shards gives at first."""
_ALL = 2**31 - 1
_MORE = 4
"""How many times as many values as are shown are compared at first."""
_LEAST = 20
_LEAST_SPELLED = 100
"""Number of values compared at first where spellings share a name: the rarer the last of them is,
the fewer names may have more under spellings that are not there."""
_LONGEST = 10_000
"""Maximum number of values that an answer has."""
_MOST_DOUBTFUL = 300
"""Number of names that are counted one by one."""


class Asked(NamedTuple):
    """The counts that a search asks for: of how many values, and of which in any case.

    ``beside`` has for each facet, and ``date``, the query of what all other filters leave.
    """

    most: int
    chosen: Mapping[str, Sequence[str]]
    beside: Mapping[str, Body]


class Counter:
    """Counts the values of facets in what a query finds."""

    def __init__(self, asking: Asking, facets: ClusterFacets) -> None:
        self._of_a_shard = _MOST_OF_A_SHARD if asking.shards > 1 else 0
        self.facets = facets

    def asked(self, count: int, filters: Filters, queries: Mapping[str, Body]) -> Asked:
        """Return what is to be counted; ``queries`` are those of the filters."""
        chosen = {}
        for name in FACETS:
            texts = getattr(filters, name)
            resolve = self.facets[name].resolve
            chosen[name] = [value for text in texts for value in resolve(text) or (text,)]
        beside = {
            name: every(query for other, query in queries.items() if other != name)
            for name in (*FACETS, "date")
        }
        return Asked(count, chosen, beside)

    def request(self, asked: Asked) -> Body:
        """Return the aggregations of a search."""
        found: dict[str, Body] = {}
        for name in FACETS:
            least = _LEAST_SPELLED if self.facets[name].merged else _LEAST
            own: dict[str, Any] = {
                "values": self._values(name, max(_MORE * asked.most, least), self._of_a_shard)
            }
            if asked.chosen[name]:
                own["chosen"] = self._exactly(name, asked.chosen[name])
            found |= _among(asked.beside[name], name, own)
        months = {"field": "date", "calendar_interval": "month", "format": "yyyy-MM"}
        histogram = {"date_histogram": months | {"min_doc_count": 1}}
        return found | _among(asked.beside["date"], "date", {"months": histogram})

    def begun(self, query: Body, asked: Asked, answer: Answer) -> "Counting":
        """Return the counts of what a query finds, from the answer to :meth:`request`."""
        return Counting(self, query, asked, answer)

    def more(self, name: str, listed: "_Listed", asked: Asked) -> Body:
        """Return the aggregation that says more of which values are the most frequent."""
        own: dict[str, Body] = {}
        if listed.needs_all:
            own["values"] = self._values(name, _LONGEST, _ALL)
        if listed.doubtful:
            own["exact"] = self._exactly(name, listed.doubtful)
        return _among(asked.beside[name], name, own)

    def _values(self, field: str, size: int, of_a_shard: int) -> Body:
        """Return the aggregation of a facet's most frequent local names."""
        own = {"field": field, "size": min(size, _LONGEST), "shard_size": max(size, of_a_shard)}
        if self._of_a_shard:  # one shard makes no errors
            own |= {"show_term_doc_count_error": True}
        return {"terms": own}

    def _exactly(self, name: str, values: Sequence[str]) -> Body:
        """Return the aggregation that counts the articles with any spelling of each value."""
        facet = self.facets[name]
        return {"filters": {"filters": [{"terms": {name: facet.locals_of(v)}} for v in values]}}


class Counting:
    """The counts of all facets, as far as a cluster has told of them."""

    def __init__(self, counter: Counter, query: Body, asked: Asked, answer: Answer) -> None:
        self._counter = counter
        self._query = query
        self._asked = asked
        self._answer = answer
        self._listed = {
            name: _Listed(counter.facets[name], _parts(answer, name), asked.most) for name in FACETS
        }

    def more(self) -> Body | None:
        """Return the search whose answer :meth:`learn` still needs, None when all is certain."""
        unsure = {name: one for name, one in self._listed.items() if not one.settled}
        if not unsure:
            return None
        more: dict[str, Body] = {}
        for name, one in unsure.items():
            more |= self._counter.more(name, one, self._asked)
        return {"size": 0, "track_total_hits": False, "query": self._query, "aggs": more}

    def learn(self, answer: Answer) -> None:
        """Take note of the answer to :meth:`more`."""
        for name, one in self._listed.items():
            if told := _parts(answer["aggregations"], name):
                one.learn(told)

    def shown(self, filters: Filters) -> dict[str, tuple[FacetValue, ...]]:
        """Return the values to show."""
        asked, whole = self._asked, self._counter.facets.whole
        shown: dict[str, tuple[FacetValue, ...]] = {}
        for name, one in self._listed.items():
            chosen = asked.chosen[name]
            counts = one.best()
            if chosen:
                counts |= _counts(chosen, _parts(self._answer, name)["chosen"]["buckets"])
            pairs = most_frequent_first(counts.items())
            shown[name] = tuple(FacetValue(whole(value), n, value in chosen) for value, n in pairs)
        buckets = _parts(self._answer, "date")["months"]["buckets"]
        months = [int(bucket["key_as_string"].replace("-", "")) for bucket in buckets]
        counts_of_months = np.array([bucket["doc_count"] for bucket in buckets], np.int32)
        shown["date"] = top_months(counts_of_months, months, asked.most, filters)
        return shown


class _Listed:
    """The counts of one facet as far as they are known: what a name has at least and at most."""

    def __init__(self, facet: ClusterNames, answer: Answer, count: int) -> None:
        self._facet = facet
        self._count = count
        self._whole = False
        self._exact: dict[str, int] = {}
        self._read(answer["values"])
        self._judge()

    @property
    def settled(self) -> bool:
        """Whether it is certain which values are the most frequent, and how frequent they are."""
        return not (self.needs_all or self.doubtful)

    def best(self) -> dict[str, int]:
        """Return the most frequent values with their counts, once all is settled."""
        pairs = ((name, least) for name, (least, _) in self._bounds.items() if least)
        return dict(most_frequent_first(pairs)[: self._count])

    def learn(self, answer: Answer) -> None:
        """Take note of what the cluster said to :meth:`Counter.more`."""
        if "exact" in answer:
            self._exact |= _counts(self.doubtful, answer["exact"]["buckets"])
        if "values" in answer:
            self._whole = True
            self._read(answer["values"])
        self._judge()

    def _read(self, answer: Answer) -> None:
        """Take note of an answer to :func:`_values`."""
        self._short: int = answer["doc_count_error_upper_bound"]
        self._listed = {
            bucket["key"]: (
                bucket["doc_count"],
                bucket["doc_count"] + bucket.get("doc_count_error_upper_bound", 0),
            )
            for bucket in answer["buckets"]
        }
        last = answer["buckets"][-1]["doc_count"] if answer["sum_other_doc_count"] else 0
        self._rest = self._short + last

    def _judge(self) -> None:
        """Work out what each name has, and which of them may be among the most frequent."""
        facet = self._facet
        names = dict.fromkeys((*filter(None, map(facet.canonical, self._listed)), *self._exact))
        self._bounds = {name: self._bounds_of(name) for name in names}
        least = sorted((least for least, _ in self._bounds.values()), reverse=True)
        enough = least[self._count - 1] if len(least) >= self._count else 1
        possible = takewhile(lambda own: self._rest * own[0] >= enough, facet.most_spelled)
        hidden = ((name, (0, self._rest * own)) for own, name in possible if name not in names)
        # More than are counted one by one need not be known by name before all are listed.
        self._bounds |= islice(hidden, None if self._whole else _MOST_DOUBTFUL + 1)
        doubtful = [
            name for name, (low, most) in self._bounds.items() if most >= enough and low < most
        ]
        lacking = self._short and self._rest >= enough
        self.needs_all = not self._whole and bool(lacking or len(doubtful) > _MOST_DOUBTFUL)
        if self.needs_all:  # of most, a list of all values says enough
            doubtful = [*filter(self._is_spelled_twice, doubtful)][:_MOST_DOUBTFUL]
        self.doubtful = doubtful
        """The names that are to be counted one by one."""

    def _is_spelled_twice(self, name: str) -> bool:
        return sum(local in self._listed for local in self._facet.locals_of(name)) > 1

    def _bounds_of(self, name: str) -> tuple[int, int]:
        if name in self._exact:
            return self._exact[name], self._exact[name]
        if name not in self._facet.merged:
            return self._listed[name]
        own = [self._listed.get(local) for local in self._facet.locals_of(name)]
        known = [bounds for bounds in own if bounds]
        least = max((low for low, _ in known), default=0)
        return least, sum(most for _, most in known) + (len(own) - len(known)) * self._rest


def _among(query: Body, name: str, parts: Mapping[str, Body]) -> dict[str, Body]:
    """Return the aggregations of a facet, ``parts``, in the articles that a query finds."""
    if query == EVERYTHING:  # a filter would look at each article once more
        return {f"{name} {part}": own for part, own in parts.items()}
    return {name: {"filter": query, "aggs": parts}}


def _parts(answer: Answer, name: str) -> Answer:
    """Return the answers to the ``parts`` of :func:`_among`."""
    if name in answer:
        found: Answer = answer[name]
        return found
    begins = f"{name} "
    return {key.removeprefix(begins): own for key, own in answer.items() if key.startswith(begins)}


def _counts(names: Sequence[str], buckets: Sequence[Answer]) -> dict[str, int]:
    pairs = zip(names, buckets, strict=True)
    return {name: bucket["doc_count"] for name, bucket in pairs}
