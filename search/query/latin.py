"""Puts Arabic spellings of names into a query that writes them in Latin letters: Trump, ترامب."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from search.query import syntax
from search.query.syntax import Node

_SHORTEST = 3
"""Minimum number of letters of a Latin word that may be a name."""


def with_arabic(node: Node, spellings: Mapping[str, Sequence[str]]) -> Node:
    """Return the tree with the Arabic ``spellings`` of Latin words as their alternatives."""
    if isinstance(node, syntax.Word) and _may_be_a_name(node):
        others = spellings.get(node.text, ())
        meant = tuple(syntax.Phrase(other, node.at, node.field) for other in others)
        return syntax.Any((node, *meant)) if meant else node
    return syntax.mapped(node, partial(with_arabic, spellings=spellings))


def latin_words(node: Node) -> Iterator[str]:
    """Yield the words of a query that may be names in Latin letters."""
    if isinstance(node, syntax.Word) and _may_be_a_name(node):
        yield node.text
    for child in syntax.children(node):
        yield from latin_words(child)


def _may_be_a_name(word: syntax.Word) -> bool:
    letters = word.text.replace("-", "").replace("'", "")
    plain = word.field in (None, "title") and not word.exact and not word.distance
    return plain and len(letters) >= _SHORTEST and letters.isascii() and letters.isalpha()
