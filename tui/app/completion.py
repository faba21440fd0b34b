"""How a query being typed may go on: past searches, names of the index, words of the titles."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search import Engine

NAMED = ("person", "place", "org")
MOST_WORDS = 3
"""Words of a name that may have been typed."""
SHORTEST = 2
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+")


def complete(
    engine: "Engine", text: str, past: Sequence[str] = (), titles: Iterable[str] = ()
) -> str | None:
    """The text with its likeliest end, None when nothing is known that begins like it."""
    words = list(_WORD.finditer(text))
    if not words or text[-1].isspace() or len(words[-1].group()) < SHORTEST:
        return None
    for query in past:
        if query != text and query.startswith(text):
            return query
    for word in words[-MOST_WORDS:]:
        begun = text[word.start() :]
        if name := _name(engine, begun):
            return text[: word.start()] + name
    last = words[-1].group()
    near = Counter(
        word
        for title in titles
        for word in _LETTERS.findall(title)
        if word.startswith(last) and word != last
    )
    return text[: words[-1].start()] + near.most_common(1)[0][0] if near else None


def _name(engine: "Engine", begun: str) -> str | None:
    """The most frequent name that begins so."""
    found = [
        value
        for facet in NAMED
        for value in engine.facet_values(facet, begun, 20)
        if value.value.startswith(begun) and value.value != begun
    ]
    return max(found, key=lambda value: value.count).value if found else None
