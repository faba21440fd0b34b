"""What of a text a query matches: for each thing asked for, the terms that stand for it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from whoosh import query as wq

from index.analysis import Analyzer
from index.schema import STEM_SUFFIX
from search.execute.executor import Executor
from search.execute.vocabulary import Glob
from search.plan.leaf import Text, View, fields_of, fuzzy_queries, lattice, of_view, pattern_queries
from search.query import syntax

_LISTED = 64
"""Terms of a pattern of which each is highlighted by itself."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A term, or terms in a row, of one view: ``places`` has the alternatives of each place.

    ``slop`` is None for terms in a row, else how many other words may stand between each
    term and those before it, in any order.
    """

    view: View
    places: tuple[frozenset[str] | Glob, ...]
    slop: int | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing the user asked for: ``label`` as written, found by any of its probes."""

    label: str
    fields: tuple[str, ...]
    probes: tuple[Probe, ...]


def clause_of(leaf: Text, analyzer: Analyzer, executor: Executor, *, exact: bool) -> Clause | None:
    """Return what of a text a leaf matches, None for one without a letter to look for.

    ``exact`` is that of the search; the executor tells what terms the index has.
    """
    exact = exact or leaf.exact
    if isinstance(leaf, syntax.Pattern):
        probes = _listed(pattern_queries(leaf, exact=exact), executor)
        return Clause(leaf.text, fields_of(leaf), tuple(probes)) if probes else None
    whole, places = lattice(analyzer(leaf.text))
    slop = leaf.slop or None if isinstance(leaf, syntax.Phrase) else None
    views: tuple[View, ...] = ("exact",) if exact else ("stem", "exact")
    probes = [
        Probe(view, tuple(frozenset(of_view(place, view)) for place in places), slop)
        for view in (views if len(places) == 1 else views[:1])
        if places
    ]
    if isinstance(leaf, syntax.Word):
        probes += [Probe("exact", (frozenset({token.exact}),)) for token in whole]
        if leaf.distance:
            near = map(executor.expand, fuzzy_queries(leaf, places))
            terms = frozenset(term.decode() for some in near for term in some)
            probes += [Probe("exact", (terms,))] if terms else []
    return Clause(leaf.text, fields_of(leaf), tuple(probes)) if probes else None


def _listed(queries: Iterable[Any], executor: Executor) -> list[Probe]:
    """Return probes for the terms of patterns: one by one when they are few."""
    listed: defaultdict[View, set[str]] = defaultdict(set)
    globs: dict[Probe, None] = {}
    for query in queries:
        view: View = "stem" if query.fieldname.endswith(STEM_SUFFIX) else "exact"
        if sum(map(len, executor.numbers(query))) <= _LISTED:
            listed[view].update(term.decode() for term in executor.expand(query))
        else:
            text = f"{query.text}*" if isinstance(query, wq.Prefix) else query.text
            globs[Probe(view, (Glob(text, executor.common(query)),))] = None
    few = [Probe(view, (frozenset(terms),)) for view, terms in listed.items() if terms]
    return [*few, *globs]
