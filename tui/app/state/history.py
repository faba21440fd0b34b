"""Past and saved searches, kept across sessions in a file of JSON lines."""

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from index.facets import FACETS
from index.location import data_folder
from search.results import Filters
from tui.app.state.session import DATES, SORTS, Like, Session

FILE = "searches.jsonl"
MOST = 500
"""Maximum number of past searches that are kept; saved ones stay until they are forgotten."""


@dataclass(frozen=True, slots=True)
class Search:
    """A session to come back to; one with a name has been saved under it."""

    session: Session
    name: str = ""


class History:
    """The searches in a file, the latest first. Several programs may write to it in turn.

    A line that cannot be read is passed over, and a file that cannot be written is left.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or data_folder() / FILE

    def read(self) -> list[Search]:
        """Return all searches: the saved ones first, by their names."""
        try:
            lines = self._path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []
        found = [search for line in lines if (search := _parse(line))]
        return sorted(found, key=lambda search: (not search.name, search.name))

    def add(self, session: Session, name: str = "") -> None:
        """Put a search before the others; with a name, in the place of another of that name."""
        kept = [
            search
            for search in self.read()
            if (search.session != session or search.name) and not (name and search.name == name)
        ]
        self._write([Search(session, name), *kept])

    def forget(self, gone: Search) -> None:
        """Remove one search."""
        self._write([search for search in self.read() if search != gone])

    def _write(self, searches: Sequence[Search]) -> None:
        saved = [search for search in searches if search.name]
        past = [search for search in searches if not search.name][:MOST]
        text = "".join(f"{_line(search)}\n" for search in (*saved, *past))
        partial = self._path.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(text, "utf-8")
            partial.replace(self._path)


class HistoryOfSession(History):
    """The searches of this session alone: nothing is kept, and nothing read from before."""

    def __init__(self) -> None:
        self._searches: list[Search] = []

    def read(self) -> list[Search]:
        """Return the searches: the saved ones first, by their names."""
        return sorted(self._searches, key=lambda search: (not search.name, search.name))

    def _write(self, searches: Sequence[Search]) -> None:
        self._searches = list(searches)


def _line(search: Search) -> str:
    session = search.session
    filters = session.filters
    data: dict[str, Any] = {
        "name": search.name,
        "query": session.query,
        "sort": session.sort,
        "excluded": session.excluded,
        "like": session.like and session.like[:3],
        **{facet: getattr(filters, facet) for facet in FACETS},
        **{name: str(day) for name in DATES if (day := getattr(filters, name))},
    }
    return json.dumps({name: value for name, value in data.items() if value}, ensure_ascii=False)


def _parse(line: str) -> Search | None:
    try:
        data = json.loads(line)
        facets: dict[str, Any] = {facet: _texts(data.get(facet, ())) for facet in FACETS}
        filters = Filters(
            **facets,
            since=_day(data.get("since")),
            until=_day(data.get("until")),
            added_since=_arrival(data.get("added_since")),
        )
        excluded = tuple((str(facet), str(value)) for facet, value in data.get("excluded", ()))
        sort = next(each for each in SORTS if each == data.get("sort", "relevance"))
        like = None
        if "like" in data:
            article_id, title, words = map(str, data["like"])
            like = Like(article_id, title, words)
        query, name = str(data.get("query", "")), str(data.get("name", ""))
    except (ValueError, TypeError, AttributeError, StopIteration):
        return None
    if not all(facet in FACETS for facet, _ in excluded):
        return None
    return Search(Session(query, filters, excluded, sort, like), name)


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _arrival(text: str | None) -> date | Literal["last-run"] | None:
    return "last-run" if text == "last-run" else _day(text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
