"""The syntax tree of a query: what the user wrote, before any analysis or index is consulted.

``at`` is the ``[start, end)`` code-point span of a leaf in the query. ``field`` is None for
title and body together, else one of :data:`search.query.lexer.FIELDS`' values.
"""

from dataclasses import dataclass
from datetime import date

from search.results import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One written word (it may analyse to several); ``distance`` 1 or 2 makes it fuzzy."""

    text: str
    at: Span
    field: str | None = None
    exact: bool = False
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with ``*`` (any letters) or ``?`` (one letter) and at least one letter of its own."""

    text: str
    at: Span
    field: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row; ``slop`` other words may stand between them, in any order, when not 0."""

    text: str
    at: Span
    field: str | None = None
    exact: bool = False
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Dates:
    """Articles dated from ``start`` to ``end``, both included; None is open."""

    start: date | None
    end: date | None
    at: Span


@dataclass(frozen=True, slots=True)
class Anything:
    """``*``: every article, or with a field every article that has a value in it."""

    at: Span
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """Articles the child does not match."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class Must:
    """``+``: the child is required whatever the match mode, stop word or not."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """``AND``: every child matches."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """``OR``: some child matches."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Clauses side by side: the match mode decides whether all or any must match."""

    children: tuple["Node", ...]


Leaf = Word | Pattern | Phrase | Dates | Anything
Node = Leaf | Not | Must | All | Any | Row


def leaves(node: Node) -> list[Leaf]:
    """Return the leaves a match may rest on, in query order: those under Not are left out."""
    match node:
        case Not():
            return []
        case Must(child):
            return leaves(child)
        case All(children) | Any(children) | Row(children):
            return [leaf for child in children for leaf in leaves(child)]
        case _:
            return [node]
