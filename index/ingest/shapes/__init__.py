"""The shapes that JSON objects of news come in: what an API or a program wraps an article into.

Each shape has a module with ``matches`` (does an object have this shape?) and ``to_fields`` (its
fields under names that :mod:`index.ingest.fields` knows). ``around`` is what the objects around it
say: the title of a feed, the name of a channel. The first shape that matches is taken.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from index.ingest.shapes import elastic, json_feed, newsapi, ninjs, telegram, tweet, wordpress

Object = Mapping[str, Any]


class Shape(NamedTuple):
    """How one kind of object is recognised and read."""

    matches: Callable[[Object, Object], bool]
    to_fields: Callable[[Object, Object], dict[str, Any]]


SHAPES = tuple(
    Shape(module.matches, module.to_fields)
    for module in (elastic, ninjs, wordpress, tweet, telegram, json_feed, newsapi)
)


def to_fields(item: Object, around: Object) -> Mapping[str, Any]:
    """Return the fields of an object, whatever its shape.

    Raises UnreadableError when its provider has withdrawn it.
    """
    for shape in SHAPES:
        if shape.matches(item, around):
            return shape.to_fields(item, around)
    return item
