"""The syntax tree of a query: what the user wrote, before any analysis or look into the index.

``at`` is the ``[start, end)`` code-point span of a leaf in the query. ``field`` is None for
title and body together, else one of the values of :data:`search.query.lexer.FIELDS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from search.results import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One written word, which may analyse to several; with a ``distance`` of edits it is fuzzy."""

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
    """Words in a row, or in any order with at most ``slop`` others between if that is not 0."""

    text: str
    at: Span
    field: str | None = None
    exact: bool = False
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Dates:
    """Articles dated from ``start`` to ``end``, both included; None leaves an end open.

    With the field ``added`` these are the days on which they came in.
    """

    start: date | None
    end: date | None
    at: Span
    field: str = "date"


@dataclass(frozen=True, slots=True)
class LastRun:
    """Articles that the last run of the indexer which brought any has brought."""

    at: Span


@dataclass(frozen=True, slots=True)
class Anything:
    """``*``: every article, or every article with something in a field."""

    at: Span
    field: str | None = None


@dataclass(frozen=True, slots=True)
class _Signed:
    child: "Node"


class Not(_Signed):
    """``NOT``: the articles that the child does not match."""

    __slots__ = ()


class Must(_Signed):
    """``+``: the child is required in any match mode, even a stop word."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Boosted:
    """``^``: what the child adds to a score is multiplied by ``factor``."""

    child: "Node"
    factor: float


@dataclass(frozen=True, slots=True)
class _Clauses:
    children: tuple["Node", ...]


class All(_Clauses):
    """``AND``: the articles that every child matches."""

    __slots__ = ()


class Any(_Clauses):
    """``OR``: the articles that some child matches."""

    __slots__ = ()


class Row(_Clauses):
    """Clauses side by side, of which all or any must match: the match mode decides."""

    __slots__ = ()


Leaf = Word | Pattern | Phrase | Dates | LastRun | Anything
Node = Leaf | Not | Must | Boosted | All | Any | Row
_LEAF = (Word, Pattern, Phrase, Dates, LastRun, Anything)


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below a node, none below a leaf."""
    match node:
        case Not(child) | Must(child) | Boosted(child):
            return (child,)
        case All(below) | Any(below) | Row(below):
            return below
    return ()


def mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return a node with ``change`` applied to each of those right below it."""
    match node:
        case Not(child) | Must(child) | Boosted(child):
            return replace(node, child=change(child))
        case All(below) | Any(below) | Row(below):
            return replace(node, children=tuple(map(change, below)))
    return node


def leaves(node: Node) -> list[Leaf]:
    """Return the leaves by which an article may match, in query order; none under ``Not``."""
    if isinstance(node, _LEAF):
        return [node]
    found: list[Leaf] = []
    for child in () if isinstance(node, Not) else children(node):
        if isinstance(child, _LEAF):
            found.append(child)
        else:
            found += leaves(child)
    return found
