"""When the counts of a facet are certain, whatever the shards left out."""

from typing import Any

from index.facets import FACETS
from search.cluster.counting import Counter, Counting
from search.results import NO_FILTERS


class Names:
    """The names of a facet: some go by another."""

    def __init__(self, canonical: dict[str, str]) -> None:
        self._canonical = canonical
        self.merged: dict[str, tuple[str, ...]] = {}
        for local, name in canonical.items():
            if name:
                self.merged[name] = (*self.merged.get(name, ()), local)
        spelled = ((len(own) + 1, name) for name, own in self.merged.items())
        self.most_spelled = sorted(spelled, reverse=True)

    def canonical(self, local: str) -> str:
        return self._canonical.get(local, local)

    def resolve(self, text: str) -> tuple[str, ...]:
        return (text,)

    def locals_of(self, name: str) -> tuple[str, ...]:
        return (name, *self.merged.get(name, ()))


class All:
    """The names of all facets; only those of ``tag`` go by others."""

    def __init__(self, canonical: dict[str, str]) -> None:
        self._facets = {name: Names(canonical if name == "tag" else {}) for name in FACETS}

    def __getitem__(self, name: str) -> Names:
        return self._facets[name]

    def whole(self, key: str) -> str:
        return key


class Cluster:
    shards = 5


def told(pairs: dict[str, int], *, error: int = 0, short: int = 0, other: int = 0) -> Any:
    """Return what a cluster says of a facet; each count may be short by ``error``."""
    return {
        "doc_count_error_upper_bound": short,
        "sum_other_doc_count": other,
        "buckets": [
            {"key": key, "doc_count": count, "doc_count_error_upper_bound": error}
            for key, count in pairs.items()
        ],
    }


def counting(values: Any, canonical: dict[str, str] | None = None, most: int = 2) -> Counting:
    """Return the counts of the facet ``tag`` that a cluster told of."""
    counter = Counter(Cluster(), All(canonical or {}))  # type: ignore[arg-type]
    answer = {f"{name} values": told({}) for name in FACETS}
    answer |= {"tag values": values, "date months": {"buckets": []}}
    asked = counter.asked(most, NO_FILTERS, {})
    return counter.begun({"match_all": {}}, asked, answer)


def shown(found: Counting) -> list[tuple[str, int]]:
    return [(value.value, value.count) for value in found.shown(NO_FILTERS)["tag"]]


def test_exact_counts_need_nothing_more() -> None:
    found = counting(told({"a": 9, "b": 4, "c": 1}))
    assert found.more() is None
    assert shown(found) == [("a", 9), ("b", 4)]


def test_a_value_that_every_shard_may_have_left_out_is_asked_for() -> None:
    found = counting(told({"a": 9, "b": 4, "c": 3}, error=2, short=5, other=60))
    more = found.more()
    assert more is not None
    assert more["aggs"]["tag values"]["terms"]["shard_size"] == 2**31 - 1
    found.learn({"aggregations": {"tag values": told({"a": 11, "z": 8, "b": 5}, other=9)}})
    assert found.more() is None
    assert shown(found) == [("a", 11), ("z", 8)]


def test_what_the_shards_left_out_does_not_matter_if_it_is_too_little() -> None:
    assert counting(told({"a": 90, "b": 40, "c": 30}, short=5, other=60)).more() is None


def test_counts_that_shards_may_have_cut_short_are_asked_for_one_by_one() -> None:
    found = counting(told({"a": 90, "b": 88, "c": 87, "d": 1}, error=3, short=5, other=60))
    more = found.more()
    assert more is not None
    asked = more["aggs"]["tag exact"]["filters"]["filters"]
    assert [one["terms"]["tag"][0] for one in asked] == ["a", "b", "c"]
    counts = [{"doc_count": count} for count in (91, 88, 90)]
    found.learn({"aggregations": {"tag exact": {"buckets": counts}}})
    assert found.more() is None
    assert shown(found) == [("a", 91), ("c", 90)]


def test_an_article_with_two_spellings_of_a_name_counts_once() -> None:
    found = counting(told({"a": 9, "A": 7, "b": 8, "c": 1}), {"A": "a"})
    more = found.more()
    assert more is not None
    assert more["aggs"]["tag exact"]["filters"]["filters"] == [{"terms": {"tag": ("a", "A")}}]
    found.learn({"aggregations": {"tag exact": {"buckets": [{"doc_count": 12}]}}})
    assert found.more() is None
    assert shown(found) == [("a", 12), ("b", 8)]


def test_a_name_that_is_none_is_not_listed() -> None:
    assert shown(counting(told({"x": 9, "b": 8, "c": 1}), {"x": ""})) == [("b", 8), ("c", 1)]
