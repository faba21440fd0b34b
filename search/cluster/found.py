"""A query as it was answered: what matches it, and the list of what filters leave of that."""

from collections.abc import Mapping
from dataclasses import dataclass

from search.cluster.finder import Ready
from search.cluster.listing import Listing
from search.results import FacetValue


@dataclass(frozen=True, eq=False)
class Found:
    """The answer to a query; ``facets`` are there if they were asked for."""

    ready: Ready
    listing: Listing
    facets: Mapping[str, tuple[FacetValue, ...]]
    either: bool
