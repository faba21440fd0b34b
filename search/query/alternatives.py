"""Reads أو between plain words as OR: ترامب أو بوتين, which as plain words must all stand there.

أو is an everyday word, so this is a second reading of a query, for whoever asks to try.
"""

from search.query import syntax
from search.query.syntax import Node

_OR = {"أو", "او"}
_MOST_WORDS = 3
"""Maximum number of words on either side: names have so many, sentences more."""


def alternatives(node: Node) -> Node | None:
    """Return a row of words with أو between them as alternatives; None for any other node."""
    if not isinstance(node, syntax.Row):
        return None
    sides: list[list[Node]] = [[]]
    rest: list[Node] = []
    for child in node.children:
        if isinstance(child, syntax.Word) and child.text in _OR and not child.exact:
            sides.append([])
        elif isinstance(child, syntax.Word | syntax.Phrase | syntax.Pattern) and not child.field:
            sides[-1].append(child)
        else:
            rest.append(child)
    if len(sides) < 2 or not all(0 < len(side) <= _MOST_WORDS for side in sides):
        return None
    either = syntax.Any(
        tuple(side[0] if len(side) == 1 else syntax.Row(tuple(side)) for side in sides)
    )
    return syntax.Row((either, *rest)) if rest else either
