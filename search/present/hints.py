"""What is said of a query that finds nothing without a sign of why: what there is instead."""

from collections.abc import Callable, Collection, Iterator
from typing import Protocol

from index.analysis import fold
from index.errors import Message
from index.facets import FACETS
from index.patterns import pattern
from search.execute.docset import Numbers
from search.facets.names import NameLookup
from search.own import Own
from search.query import syntax
from search.query.lexer import FIELDS, OWN
from search.query.syntax import Node
from search.results import Filters

_LISTED = 6
"""Maximum number of values that are listed."""
_COMPARED = 5000
"""Number of a facet's most frequent values among which those like one are looked for."""
_FEW = 50
"""Maximum number of values of a facet that may be listed whatever was asked for."""
_FIELDED = pattern(r"([^\W\d_]{2,}):(?!//)\S")


class Named(Protocol):
    """The names of all facets."""

    def __getitem__(self, field: str) -> NameLookup: ...


def hints(
    written: Node | None, filters: Filters, facets: Named, counts: Callable[[str], Numbers]
) -> Iterator[Message]:
    """Yield which values and fields that a query asks for there are not, and what there is.

    :param written: the query's tree
    :param filters: the selections of facets
    :param facets: know the names
    :param counts: gives the number of articles of each name of a facet, over the whole index
    """
    asked = [(name, value) for name in FACETS for value in getattr(filters, name)]
    asked += _values_of(written, FACETS)
    for name, value in dict.fromkeys(asked):
        if not facets[name].resolve(value):
            yield _nothing(name, value, _values(facets[name], counts(name), value))


def unknown_fields(written: Node) -> Iterator[Message]:
    """Yield what in a query that finds nothing may have been meant as the name of a field."""
    for leaf in syntax.leaves(written):
        found = _FIELDED.match(leaf.text) if isinstance(leaf, syntax.Word) else None
        if found:
            yield Message(
                "there is no field {name}; there are {fields}",
                {"name": found[1], "fields": _fields()},
            )


def unknown_tags(written: Node | None, filters: Filters, own: Own) -> Iterator[Message]:
    """Yield which tags of the user's own a query asks for that no article has."""
    asked = [*filters.own, *(text for field, text in _values_of(written, {OWN}))]
    for name in dict.fromkeys(asked):
        if not own.has(name):
            counts = own.tags.counts()
            names = sorted(counts, key=counts.__getitem__, reverse=True)
            yield _nothing("own", name, names[:_LISTED])


def _nothing(facet: str, value: str, values: list[str]) -> Message:
    if not values:
        return Message("no {facet} is called {value}", {"facet": facet, "value": value})
    return Message(
        "no {facet} is called {value}; there is {values}",
        {"facet": facet, "value": value, "values": "، ".join(values)},
    )


def _values_of(node: Node | None, fields: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the values of some fields, with these, that a tree asks for or excludes."""
    if isinstance(node, syntax.Word | syntax.Phrase) and node.field in fields:
        yield node.field or "", node.text
    for child in syntax.children(node) if node else ():
        yield from _values_of(child, fields)


def _values(facet: NameLookup, counts: Numbers, value: str) -> list[str]:
    """Return the values most like one that does not exist; where there are few, the frequent."""
    named = [name for name, _ in facet.most_frequent(counts, _COMPARED)]
    wanted = fold(value)
    like = [name for name in named if wanted in (key := fold(name)) or key in wanted]
    if not like:
        near = set(facet.near(value))
        like = [name for name in named if name in near]
    return (like or (named if len(named) <= _FEW else []))[:_LISTED]


def _fields() -> str:
    arabic: dict[str, str] = {}
    for name, field in FIELDS.items():
        if not name.isascii():
            arabic.setdefault(field, name)
    return ", ".join(f"{field}: {name}:" for field, name in arabic.items())
