"""Puts Arabic spellings of names into a query that writes them in Latin letters: Trump, ترامب."""

from collections.abc import Callable, Iterator

from search.query import syntax
from search.query.syntax import Node

Spelled = Callable[[str], tuple[str, ...]]
"""Function from a Latin word to the Arabic names and words that articles may have for it."""


_SHORTEST = 3
"""Letters of a Latin word that may be a name."""


def with_arabic(node: Node, spelled: Spelled) -> Node:
    """Return the tree with each Latin word joined by the Arabic spellings it may have."""
    match node:
        case syntax.Word(text, at, field) if _may_be_a_name(node):
            meant = tuple(syntax.Phrase(other, at, field) for other in spelled(text))
            return syntax.Any((node, *meant)) if meant else node
        case syntax.Not(child):
            return syntax.Not(with_arabic(child, spelled))
        case syntax.Must(child):
            return syntax.Must(with_arabic(child, spelled))
        case syntax.All(children):
            return syntax.All(tuple(with_arabic(child, spelled) for child in children))
        case syntax.Any(children):
            return syntax.Any(tuple(with_arabic(child, spelled) for child in children))
        case syntax.Row(children):
            return syntax.Row(tuple(with_arabic(child, spelled) for child in children))
    return node


def _may_be_a_name(word: syntax.Word) -> bool:
    letters = word.text.replace("-", "").replace("'", "")
    plain = word.field in (None, "title") and not word.exact and not word.distance
    return plain and len(letters) >= _SHORTEST and letters.isascii() and letters.isalpha()


def latin_words(node: Node | None) -> Iterator[str]:
    """Yield the words of a query that may be names in Latin letters."""
    match node:
        case syntax.Word(text) if _may_be_a_name(node):
            yield text
        case syntax.Not(child) | syntax.Must(child):
            yield from latin_words(child)
        case syntax.All(children) | syntax.Any(children) | syntax.Row(children):
            for child in children:
                yield from latin_words(child)
