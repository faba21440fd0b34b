"""What an article has to do with others, its copies and those like it: plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from search.results import Hit


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words that two versions share, or that one of them has alone."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """One of the articles that run a story.

    ``changes`` lead from the text of the earliest one to this one's; there are none for the
    earliest itself. ``shared`` is the share of the words of both that they have in common, 1 for
    the earliest.
    """

    id: str
    title: str
    source: str | None
    date: date | None
    shared: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """Articles like one; ``query`` has the words and names by which they were found.

    ``copies`` maps the id of a listed article, or of the one asked about, to the ids of articles
    that say nearly the same, which are not listed.
    """

    query: str
    hits: tuple[Hit, ...]
    copies: Mapping[str, tuple[str, ...]]
