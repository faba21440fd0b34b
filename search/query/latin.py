"""Puts Arabic spellings of names into a query that writes them in Latin letters: Trump, ترامب."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from search.query import syntax
from search.query.syntax import Node

_SHORTEST = 3
"""Minimum number of letters of a Latin word that may be a name."""


def with_arabic(node: Node, spellings: Mapping[str, Sequence[str]]) -> Node:
    """Return the tree with the Arabic ``spellings`` of Latin words as their alternatives.

    Words side by side that are a name together have its Arabic spellings as theirs.
    """
    if isinstance(node, syntax.Word) and _may_be_a_name(node):
        return _or(node, node, spellings.get(node.text, ()))
    below = partial(with_arabic, spellings=spellings)
    if not isinstance(node, syntax.Row):
        return syntax.mapped(node, below)
    found: list[Node] = []
    for run in _runs(node):
        whole = spellings.get(_text(run), ()) if len(run) > 1 else ()
        parts = tuple(map(below, run))
        first = run[0]
        if whole and isinstance(first, syntax.Word):
            found.append(_or(syntax.All(parts), first, whole))
        else:
            found += parts
    return syntax.Row(tuple(found)) if len(found) > 1 else found[0]


def _or(node: Node, first: syntax.Word, others: Sequence[str]) -> Node:
    """Return a node or any of the ``others`` in the place and field of its first word."""
    meant = tuple(syntax.Phrase(other, first.at, first.field) for other in others)
    return syntax.Any((node, *meant)) if meant else node


def _runs(row: syntax.Row) -> Iterator[list[Node]]:
    """Yield the clauses of a row in order, those side by side that are Latin words together."""
    for latin, clauses in groupby(row.children, lambda child: _is_latin(child)):
        if latin:
            yield list(clauses)
        else:
            yield from ([clause] for clause in clauses)


def _is_latin(node: Node) -> bool:
    return isinstance(node, syntax.Word) and _is_plain(node)


def _text(run: Sequence[Node]) -> str:
    return " ".join(word.text for word in run if isinstance(word, syntax.Word))


def latin_names(node: Node) -> Iterator[str]:
    """Yield what two Latin words or more of a query are side by side: Kim Jong Un."""
    if isinstance(node, syntax.Row):
        yield from (_text(run) for run in _runs(node) if len(run) > 1)
    for child in syntax.children(node):
        yield from latin_names(child)


def latin_words(node: Node) -> Iterator[str]:
    """Yield the words of a query that may be names in Latin letters."""
    if isinstance(node, syntax.Word) and _may_be_a_name(node):
        yield node.text
    for child in syntax.children(node):
        yield from latin_words(child)


def _may_be_a_name(word: syntax.Word) -> bool:
    return len(_letters(word)) >= _SHORTEST and _is_plain(word)


def _letters(word: syntax.Word) -> str:
    return word.text.replace("-", "").replace("'", "")


def _is_plain(word: syntax.Word) -> bool:
    """Tell whether a word is of Latin letters, and asked for as it stands."""
    letters = _letters(word)
    plain = word.field in (None, "title") and not word.exact and not word.distance
    return plain and letters.isascii() and letters.isalpha()
