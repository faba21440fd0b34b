"""The error a query can end in."""

from index.errors import NabaError


class QueryError(NabaError):
    """The query cannot be read; ``position`` is the 0-based code point where it goes wrong."""

    exit_code = 2

    def __init__(self, what: str, position: int) -> None:
        super().__init__(f"query, character {position + 1}: {what}")
        self.position = position
