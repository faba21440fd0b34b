"""What was changed between two texts, as one line of text."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.related import Change

AROUND = 6
"""Number of words shown before and after a change."""

Span = tuple[int, int]


def marked(changes: "Iterable[Change]", around: int | None = AROUND) -> tuple[str, list[Span]]:
    """Return changes as one text, what is not common in brackets, and where the brackets stand.

    Of stretches that are the same only ``around`` words beside a change are told, all when None.
    """
    text, spans = "", []
    told = list(changes)
    for place, change in enumerate(told):
        piece = change.text
        if change.kind == "same":
            if around is not None:
                piece = _cut(piece, around, head=place > 0, tail=place < len(told) - 1)
        else:
            piece = f"[-{piece}-]" if change.kind == "removed" else f"{{+{piece}+}}"
            spans.append((len(text), len(text) + len(piece)))
        text += f"{piece} "
    return text.rstrip(), spans


def _cut(text: str, around: int, *, head: bool, tail: bool) -> str:
    words = text.split()
    first, last = words[: around * head], words[len(words) - around * tail :]
    if len(first) + len(last) >= len(words):
        return text
    return " ".join([*first, "…", *last])
