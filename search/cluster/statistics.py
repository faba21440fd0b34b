"""What planning and scoring ask of a cluster's terms, asked many at a time.

A plan follows from figures: how many articles have a term, which terms begin alike. It would take
a request for each, one after the other. Instead a plan is made with what is known, and whatever was
not known is noted on the way and asked for at once; then the plan is made anew, until all it asked
for was known.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from index.cluster.layout import FORMS
from search.cluster.asking import Answer, Asking, Body
from search.execute.evidence import FieldTerm
from search.execute.vocabulary import Near, Terms

T = TypeVar("T")

_REMEMBERED = 100_000
"""Number of figures that are remembered."""
_AT_ONCE = 500
"""Maximum number of figures that one request asks for."""
_MOST_FORMS = 10_000
"""Maximum number of form keys that begin alike: they share all letters but those behind."""
_MOST_NEAR = 1000
"""Maximum number of terms near one in a shard, the most frequent ones."""
_REGEX = re.compile(r"[.?+*|{}\[\]()\"\\#@&<>~]")


class Unsettled(Exception):
    """A plan cannot go on before what it asked for is known."""


@dataclass(frozen=True)
class Figure:
    """Something asked of a cluster: what it is known by, the request, and how it is read.

    What is ``slow`` is asked only when it is certain that it has to be known.
    """

    key: Hashable
    body: Callable[[], Body]
    read: Callable[[Answer], Any]
    slow: bool = False


class Statistics:
    """The figures of one generation; not for several threads at once."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._known: dict[Hashable, Any] = {}
        self._wanted: dict[Hashable, Figure] = {}
        self.size = asking.size

    def settle(self, attempt: Callable[[], T]) -> T:
        """Return what ``attempt`` gives once all figures that it asks for are known."""
        while True:
            self._wanted.clear()
            found: list[T] = []
            with suppress(Unsettled):
                found.append(attempt())
            if not self._wanted:
                return found[0]
            self._ask()

    def frequency(self, field: str, term: bytes) -> int:
        """Return how many articles have a term."""
        text = term.decode("utf-8", "replace")
        return self._known_or((field, term), 0, lambda: {"term": {field: {"value": text}}})

    def frequency_of_any(self, terms: Sequence[FieldTerm]) -> int:
        """Return how many articles have any of some terms."""
        return self._known_or(("any", *sorted(terms)), 0, lambda: having_any(terms))

    def count(self, query: Body) -> int:
        """Return how many articles match a query; nothing is guessed meanwhile."""
        return self._known_or(("query", repr(query)), None, lambda: query)

    def forms(self, prefix: str) -> Mapping[str, int]:
        """Return the form keys with a prefix, and how many articles have each."""
        key = "forms", prefix
        pattern = _REGEX.sub(r"\\\g<0>", prefix) + ".*"
        counted = {"field": FORMS, "include": pattern, "size": _MOST_FORMS}
        body = {
            "size": 0,
            "track_total_hits": False,
            "query": {"prefix": {FORMS: {"value": prefix}}},
            "aggs": {"forms": {"terms": counted | {"shard_size": _MOST_FORMS}}},
        }
        found: Mapping[str, int] = self._get(Figure(key, lambda: body, _read_forms), {})
        return found

    def near(self, field: str, term: str, edits: int) -> Sequence[Near]:
        """Return the terms at most so many edits from one, itself among them, shortest first.

        All that a plan asked for before is known first: this takes a walk through a dictionary.
        """
        if not all(figure.slow for figure in self._wanted.values()):
            raise Unsettled
        options = {
            "field": field,
            "suggest_mode": "always",
            "max_edits": edits,
            "prefix_length": 0,
            "min_word_length": 1,
            "max_term_freq": 2**31 - 1,
            "accuracy": 0.0,
            "sort": "frequency",
            "size": _MOST_NEAR,
            "shard_size": _MOST_NEAR,
        }
        # The suggester leaves out the term itself, which is counted beside it.
        body = _total_of({"term": {field: {"value": term}}})
        if edits:
            body = {**body, "suggest": {"near": {"text": term, "term": options}}}
        key = "near", field, term, edits
        figure = Figure(key, lambda: body, _read_near(term, edits), slow=True)
        found: Sequence[Near] = self._get(figure, ())
        return found

    def value(self, key: Hashable, body: Body, read: Callable[[Answer], T]) -> T:
        """Return what a request answers, asked for before the plan goes on."""
        found: T = self._asked(Figure(key, lambda: body, read))
        return found

    def computed(self, key: Hashable, compute: Callable[[Asking], T]) -> T:
        """Return what takes several requests, once all that was asked for before is known."""
        if key not in self._known:
            if self._wanted:
                raise Unsettled
            self._known[key] = compute(self._asking)
        found: T = self._known[key]
        return found

    def _known_or(self, key: Hashable, guess: int | None, query: Callable[[], Body]) -> int:
        figure = Figure(key, lambda: _total_of(query()), _read_total)
        found: int = self._asked(figure) if guess is None else self._get(figure, guess)
        return found

    def _asked(self, figure: Figure) -> Any:
        if figure.key not in self._known:
            self._wanted[figure.key] = figure
            raise Unsettled
        return self._known[figure.key]

    def _get(self, figure: Figure, guess: Any) -> Any:
        found = self._known.get(figure.key)
        if found is None:
            self._wanted[figure.key] = figure
            return guess
        return found

    def _ask(self) -> None:
        figures = list(self._wanted.values())
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        for first in range(0, len(figures), _AT_ONCE):
            some = figures[first : first + _AT_ONCE]
            answers = self._asking.several([figure.body() for figure in some])
            for figure, answer in zip(some, answers, strict=True):
                self._known[figure.key] = figure.read(answer)


def having_any(terms: Sequence[FieldTerm]) -> Body:
    """Return the query of articles that have any of some terms."""
    by_field: dict[str, list[str]] = {}
    for field, term in terms:
        by_field.setdefault(field, []).append(term.decode("utf-8", "replace"))
    clauses = [{"terms": {field: own}} for field, own in by_field.items()]
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": clauses}}


def _total_of(query: Body) -> Body:
    return {"size": 0, "track_total_hits": True, "query": query}


def _read_total(answer: Answer) -> int:
    return int(answer["hits"]["total"]["value"])


def _read_forms(answer: Answer) -> dict[str, int]:
    buckets = answer["aggregations"]["forms"]["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


def _read_near(term: str, edits: int) -> Callable[[Answer], list[Near]]:
    def read(answer: Answer) -> list[Near]:
        entries = answer.get("suggest", {"near": ()})["near"]
        options = [one for entry in entries for one in entry["options"]]
        counts = {option["text"]: int(option["freq"]) for option in options}
        if itself := _read_total(answer):
            counts[term] = itself
        terms = Terms.of(counts)
        numbers, costs = terms.near(term, edits)
        texts = terms.texts(numbers)
        found = [Near(*one, counts[one[0]]) for one in zip(texts, costs.tolist(), strict=True)]
        return sorted(found, key=lambda near: (len(near.term), near.term))

    return read
