"""Why something could not be read, on its way to becoming a ``Rejected``."""

from typing import Literal

from index.article import Cause as Refusal

Cause = Refusal | Literal["left out"]
"""Why a record is no article: it is refused, or by its kind never was one."""


class UnreadableError(Exception):
    """A file or record that cannot be read; its message is the one-line reason.

    ``cause`` says of what kind the reason is (see :class:`~index.article.Rejected`).
    """

    def __init__(self, reason: str, cause: Cause = "unreadable") -> None:
        super().__init__(reason)
        self.cause: Cause = cause


def one_line(error: BaseException, limit: int = 160) -> str:
    """Return what an exception says, on one line of at most ``limit`` characters."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= limit else text[: limit - 1] + "…"
