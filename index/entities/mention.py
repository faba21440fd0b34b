"""A mention: one place in a text where a person, place or organisation is named."""

from typing import NamedTuple

from index.facets import Kind


class Mention(NamedTuple):
    """A name at ``[start, end)`` of a text, in code points, with ``text`` as it is written there.

    The span covers whole space-separated words (an attached و or ب stays inside); ``name`` is
    the name without it, in full form where the article gives one.
    """

    start: int
    end: int
    kind: Kind
    text: str
    name: str
