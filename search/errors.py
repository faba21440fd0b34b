"""The errors of a query: one that cannot be read, one that takes too long."""

from index.errors import NabaError


class QueryError(NabaError):
    """The query cannot be read; ``position`` is the 0-based code point where it goes wrong.

    ``message`` says what is wrong there, without the place.
    """

    exit_code = 2

    def __init__(self, template: str, position: int, **parameters: object) -> None:
        super().__init__(template, **parameters)
        self.args = (template, position)
        self.position = position

    def __str__(self) -> str:
        return f"query, character {self.position + 1}: {self.message}"


class QueryTimeout(NabaError):
    """The search was given up after the time it was allowed."""

    exit_code = 2


class SearchDropped(NabaError):
    """The search was given up because whoever asked no longer waits for it."""
