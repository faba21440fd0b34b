"""Why something could not be read, on its way to becoming a ``Rejected``."""

from typing import Literal

from index.article import Cause as Refusal
from index.errors import Message

Cause = Refusal | Literal["left out"]
"""Why a record is no article: it is refused, or by its kind never was one."""


class UnreadableError(Exception):
    """A file or record that cannot be read; ``reason`` says why, on one line.

    It is made of a template and what fills its blanks. ``cause`` says of what kind the reason is
    (see :class:`~index.article.Rejected`).
    """

    def __init__(self, template: str, cause: Cause = "unreadable", **parameters: object) -> None:
        self.reason = Message(template, parameters)
        super().__init__(self.reason)
        self.cause: Cause = cause

    def within(self, name: str) -> Message:
        """Return the reason behind the name of the part of a file that it holds for."""
        return Message("{name}: {reason}", {"name": name, "reason": self.reason})


def one_line(error: BaseException, limit: int = 160) -> Message:
    """Return what an exception says, on one line of at most ``limit`` characters.

    It is a message of its own: what libraries often say has its Arabic too.
    """
    text = " ".join(str(error).split()) or type(error).__name__
    said = text if len(text) <= limit else text[: limit - 1] + "…"
    return Message(said)
