"""How a query being typed may go on: as a past search did, or as the engine knows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search import Completion, Engine

SHORTEST = 2
"""Minimum number of letters of a word for which a completion is offered."""
_LIKELIER = 2
"""Factor by which a word must be commoner than a name to be offered before it."""
_CONSIDERED = 6
"""Number of the engine's completions among which the likeliest is chosen."""


def complete(engine: "Engine", text: str, past: Sequence[str] = ()) -> str | None:
    """Return the text with its likeliest end, None when nothing is known that begins like it."""
    if not text or text[-1].isspace() or len(text.split()[-1]) < SHORTEST:
        return None
    for query in past:
        if query != text and query.startswith(text):
            return query
    offered = {one: text[: one.start] + one.text for one in engine.complete(text, _CONSIDERED)}
    longer = {one: end for one, end in offered.items() if end != text and end.startswith(text)}
    return longer[max(longer, key=_likely)] if longer else None


def _likely(one: "Completion") -> tuple[int, int]:
    """Return a key that puts more of the words first, then the commoner."""
    return -one.start, one.count * (1 if one.kind == "word" else _LIKELIER)
