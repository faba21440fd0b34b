"""What the screen says of a session and its results, as text in logical order."""

from itertools import groupby
from operator import itemgetter
from pathlib import Path

from index.errors import IndexMissing, NabaError
from search.results import Results
from tui.app import strings
from tui.app.session import Session


def filter_line(session: Session) -> str:
    """The active filters: values of a facet joined by "or", facets one after the other."""
    names = {**strings.FACETS, "since": strings.DATE_FROM, "until": strings.DATE_TO}
    return " · ".join(
        f"{names[facet]}: {strings.OR.join(_shown(facet, value) for _, value in pairs)}"
        for facet, pairs in groupby(session.chosen(), itemgetter(0))
    )


def _shown(facet: str, value: str) -> str:
    return value.replace("-", "/") if facet in ("since", "until") else value


def status_line(session: Session, results: Results | None) -> str:
    """How many there are, how long it took, and in which order they come."""
    parts = []
    if results:
        parts.append(strings.TOTAL.format(total=f"{results.total:,}"))
        parts.append(strings.TOOK.format(ms=f"{results.took_ms:.0f}"))
        if results.match == "any":
            parts.append(strings.PARTIAL)
    return " · ".join([*parts, strings.SORTS[session.sort]])


def no_hits(session: Session, results: Results, directory: Path | None) -> list[str]:
    """Why the list is empty, and what to do."""
    if not session.query.strip() and not session.chosen():
        return [
            strings.EMPTY_INDEX,
            _command(strings.INDEX_COMMAND, directory),
            strings.THEN_REFRESH,
        ]
    notice = [strings.NO_HITS_FILTERED if session.chosen() else strings.NO_HITS]
    if results.suggestion:
        notice.append(strings.DID_YOU_MEAN.format(suggestion=results.suggestion))
        notice.append(strings.ACCEPT_SUGGESTION)
    return notice


def no_index(error: NabaError, directory: Path | None) -> list[str]:
    """Why there is nothing to search, and what to do."""
    if isinstance(error, IndexMissing):
        command, demo = _command(strings.INDEX_COMMAND, directory), strings.DEMO_COMMAND
        return [strings.NO_INDEX, command, strings.THEN_REFRESH, "", strings.NO_INDEX_DEMO, demo]
    command = _command(strings.REBUILD_COMMAND, directory)
    return [strings.BAD_INDEX, str(error), "", strings.REBUILD, command, strings.THEN_REFRESH]


def _command(command: str, directory: Path | None) -> str:
    return command.format(directory=directory or "DIR")


def reason(error: Exception) -> str:
    """Why a question has no answer, on one line."""
    return str(error) if isinstance(error, NabaError) else f"{type(error).__name__}: {error}"
