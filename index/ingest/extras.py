"""Libraries that only some forms need, and that come with an extra of the package."""

from importlib.util import find_spec

from index.ingest.problem import UnreadableError


def needed(library: str, extra: str) -> None:
    """Raise UnreadableError that names the extra when a library is not installed."""
    if find_spec(library) is None:
        raise UnreadableError(
            "this form needs more: pip install 'naba[{extra}]'", "unsupported", extra=extra
        )
