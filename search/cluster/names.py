"""The names of a cluster's facets: which an article's are shown by, and which a text may mean."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from index.cluster.document import value_key
from index.cluster.names import counted, read_table
from index.entities.corrections import Corrections, read_corrections
from index.facets import FACETS
from index.string_table import StringTable
from search.budget import check
from search.cluster.asking import Asking, Body
from search.cluster.matching import EVERYTHING
from search.execute.docset import Numbers
from search.facets.names import NameLookup

_AT_ONCE = 500
"""Number of names that one search counts by themselves."""


class ClusterNames(NameLookup):
    """The names of one facet on a cluster. Only what is asked about a text reads all of them."""

    def __init__(
        self, asking: Asking, field: str, canonical: Mapping[str, str], corrections: Corrections
    ) -> None:
        self.field = field
        self._asking = asking
        self._canonical = canonical
        self._corrected = {
            key: name for (kind, key), name in corrections.names.items() if kind == field
        }

    @cached_property
    def names(self) -> StringTable:
        """The canonical names, in order."""
        return StringTable.from_sorted(sorted({name for _, name in self._spellings}))

    def resolve(self, text: str) -> tuple[str, ...]:
        """Return the canonical names that a text may mean; of one too long for a term its key."""
        key = value_key(text.strip())
        if key != text.strip():
            return (key,) if self.names.find(key) is not None else ()
        return super().resolve(text)

    def local_names(self, names: Iterable[str]) -> set[str]:
        """Return the local names of some canonical names."""
        return {local for name in names for local in self.locals_of(name)}

    def locals_of(self, name: str) -> tuple[str, ...]:
        """Return the local names that go by a canonical name, that name first unless it is none."""
        others = self.merged.get(name, ())
        return (name, *others) if self.canonical(name) == name else others

    @cached_property
    def merged(self) -> Mapping[str, tuple[str, ...]]:
        """The canonical names of which there are other local names, with these."""
        found: dict[str, list[str]] = {}
        for local, name in self._canonical.items():
            if name:
                found.setdefault(name, []).append(local)
        return {name: tuple(locals_) for name, locals_ in found.items()}

    @cached_property
    def most_spelled(self) -> Sequence[tuple[int, str]]:
        """The canonical names of :attr:`merged`, each behind how many local names it has."""
        return sorted(((len(self.locals_of(name)), name) for name in self.merged), reverse=True)

    def having(self, name: str) -> Body:
        """Return the query of the articles that have a name in any spelling."""
        return {"terms": {self.field: self.locals_of(name)}}

    def counts_in(self, query: Body) -> dict[str, int]:
        """Return how many of the articles that a query finds have each name, of all they have."""
        return self._counts(query, self._local_counts(query))

    def counts_of(self, query: Body, names: Sequence[str]) -> dict[str, int]:
        """Return how many of the articles that a query finds have each of some names."""
        bodies = []
        for at in range(0, len(names), _AT_ONCE):
            filters = {"filters": [self.having(name) for name in names[at : at + _AT_ONCE]]}
            aggs = {"names": {"filters": filters}}
            bodies.append({"size": 0, "track_total_hits": False, "query": query, "aggs": aggs})
        answers = self._asking.several(bodies)
        buckets = [one for answer in answers for one in answer["aggregations"]["names"]["buckets"]]
        return {name: own["doc_count"] for name, own in zip(names, buckets, strict=True)}

    @cached_property
    def everywhere(self) -> Numbers:
        """How many articles of the index have each name, in the order of :attr:`names`."""
        counts = self._counts(EVERYTHING, self._found)
        names = self.names.take(np.arange(len(self.names)))
        return np.array([counts[name] for name in names], np.int64)

    def _counts(self, query: Body, local: Mapping[str, int]) -> dict[str, int]:
        """Return the counts of names from those of their spellings.

        An article with two spellings of a name counts once, so that these names are counted anew.
        """
        counts: dict[str, int] = {}
        several: set[str] = set()
        for spelling, count in local.items():
            if name := self.canonical(spelling):
                if name in counts:
                    several.add(name)
                counts[name] = count
        return counts | self.counts_of(query, sorted(several))

    def _local_counts(self, query: Body = EVERYTHING) -> Mapping[str, int]:
        check()
        connection, index = self._asking.connection, self._asking.generation.articles
        return counted(connection, index, self.field, query)

    @cached_property
    def _found(self) -> Mapping[str, int]:
        """Every local name of the index, and how many articles have it."""
        return self._local_counts()

    @cached_property
    def _spellings(self) -> list[tuple[str, str]]:
        """Every local name with its canonical name."""
        return [(local, name) for local in self._found if (name := self.canonical(local))]


class ClusterFacets:
    """The names of all facets of one generation."""

    def __init__(self, asking: Asking) -> None:
        table, self._long = read_table(asking.connection, asking.generation)
        tables: dict[str, dict[str, str]] = dict(table.items())
        corrections = read_corrections(asking.manifest.corrections)
        self._facets = {
            field: ClusterNames(asking, field, tables.get(field, {}), corrections)
            for field in FACETS
        }

    def __getitem__(self, field: str) -> ClusterNames:
        return self._facets[field]

    def whole(self, key: str) -> str:
        """Return the value that is kept by a key."""
        return self._long.get(key, key)

    def shown(self, field: str, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the canonical names of an article's local ones, in their order."""
        names = (self[field].canonical(key) for key in keys)
        return tuple(dict.fromkeys(self.whole(name) for name in names if name))
