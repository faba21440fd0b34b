"""What the screen says of a session and its results, as text in logical order."""

from pathlib import Path

from index.errors import IndexDamaged, IndexMissing, NabaError
from search.errors import QueryError
from search.results import Results
from tui.app.state.labels import sort_name
from tui.app.state.session import Session
from tui.i18n import _, counted, told


def status_line(
    session: Session, results: Results | None, *, stale: bool = False, by_words: bool = False
) -> str:
    """Return how many there are, how long it took, and in which order they come.

    ``by_words`` tells that the answer by meaning too is still to come.
    """
    parts = []
    if results:
        parts.append(counted("{n} result", "{n} results", results.total))
        if results.by_meaning:
            parts.append(_("{n} by meaning").format(n=f"{results.by_meaning:,}"))
        if results.articles not in (None, results.total):
            parts.append(counted("of {n} article", "of {n} articles", results.articles or 0))
        parts.append(_("in {ms} ms").format(ms=f"{results.took_ms:.0f}"))
        if results.match == "any" and not session.like:
            parts.append(_partial(results))
    ranked = session.sort != "relevance" or session.query.strip() or session.like
    parts.append(sort_name(session.sort if ranked else "newest"))
    if results and results.total + results.by_meaning:
        parts += map(told, results.notes)
        if results.suggestion:
            said = _("Did you mean: {suggestion}?")
            parts.append(said.format(suggestion=results.suggestion))
    if by_words:
        parts.append(_("searching by meaning too…"))
    if stale:
        parts.append(_("the index has changed: F5"))
    return " · ".join(parts)


def _partial(results: Results) -> str:
    """Return what matches that are not whole are."""
    if not results.stand_ins:
        return _("partial matches")
    if any(one.near for one in results.stand_ins):
        return _("near spellings")
    roots = any(one.roots for one in results.stand_ins)
    return _("by root") if roots else _("by stem")


def no_hits(session: Session, results: Results, directory: str | Path | None) -> list[str]:
    """Return why the list is empty, and what to do."""
    if not session.query.strip() and not session.active():
        return [
            _("No articles yet. Add some in another window with:"),
            f"naba index PATH --index {directory or 'DIR'}",
            _("They will show up here by themselves."),
        ]
    notice = [_("No results.")]
    if session.active():
        notice = [_("No results with these filters: press Esc, then x, to remove them.")]
    notice += map(told, results.notes)
    if results.suggestion:
        notice.append(_("Did you mean: {suggestion}?").format(suggestion=results.suggestion))
        notice.append(_("Press Ctrl+Y to take it"))
    return notice


def no_index(error: NabaError, directory: str | Path | None) -> list[str]:
    """Return why there is nothing to search, and what to do."""
    place = directory or "DIR"
    if isinstance(error, IndexMissing):
        return [
            _("There is no index yet. Make one in another window with:"),
            f"naba index PATH --index {place}",
            _("It will show up here by itself."),
            "",
            _("Or try some articles that are ready to hand first:"),
            "naba demo",
        ]
    mending = [_("Build it again with:")]
    if isinstance(error, IndexDamaged):
        command = f"naba check --repair --index {place}"
        mending = [_("Mend it with:"), command, _("Or build it again with:")]
    return [
        _("The index cannot be opened:"),
        told(error.message),
        "",
        *mending,
        f"naba index PATH --rebuild --index {place}",
        _("It will show up here by itself."),
    ]


def reason(error: Exception) -> str:
    """Return on one line why a question has no answer."""
    if isinstance(error, QueryError):
        at = error.position + 1
        return _("Query, character {position}: {what}").format(
            position=at, what=told(error.message)
        )
    if isinstance(error, NabaError):
        return told(error.message)
    return f"{type(error).__name__}: {error}"
