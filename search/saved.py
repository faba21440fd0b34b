"""Searches that are kept: those saved under a name, and past ones, for the screen and the shell.

They stand in one file of JSON lines among the user's data. Any number of programs may write to
it: each takes its turn, and replaces the file as a whole.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from index.disk import replace_file, turn
from index.facets import FACETS
from index.location import data_folder
from search.query.lexer import quoted
from search.results import NO_FILTERS, Filters, Sort

FILE = "searches.jsonl"
"""Name of the file in the folder of the user's data."""
DATES = ("since", "until", "added_since")
"""The fields of filters that hold a day."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A search to come back to; one with a ``name`` has been saved under it.

    ``excluded`` are pairs of a facet and a value that no hit may have. ``like`` is, of a search for
    articles like one, that one's id, its title, and the query that finds the others. ``at`` is when
    it was kept, in milliseconds since 1970, 0 where that is not known.
    """

    name: str = ""
    query: str = ""
    filters: Filters = NO_FILTERS
    excluded: tuple[tuple[str, str], ...] = ()
    sort: Sort = "relevance"
    like: tuple[str, str, str] | None = None
    at: int = 0

    @property
    def asked(self) -> str:
        """The query for the engine."""
        return exclusions(self.excluded) + (self.like[2] if self.like else self.query)


def exclusions(excluded: Iterable[tuple[str, str]]) -> str:
    """Return pairs of a facet and a value that no hit may have, in the query language."""
    return "".join(f"-{facet}:{quoted(value)} " for facet, value in excluded)


class Searches:
    """The searches in a file, in its order: what was kept last comes first.

    A line that cannot be read is passed over.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or data_folder() / FILE
        self._read: tuple[tuple[int, int, int], tuple[Kept, ...]] | None = None

    def read(self) -> tuple[Kept, ...]:
        """Return the searches there are; none where the file cannot be read."""
        try:
            found = self.path.stat()
            state = (found.st_ino, found.st_mtime_ns, found.st_size)
            if self._read is None or self._read[0] != state:
                lines = self.path.read_text("utf-8").splitlines()
                self._read = state, tuple(kept for line in lines if (kept := _parse(line)))
        except (OSError, UnicodeDecodeError):
            return ()
        return self._read[1]

    def saved(self) -> tuple[Kept, ...]:
        """Return the searches that have a name, by their names."""
        return tuple(sorted((one for one in self.read() if one.name), key=lambda one: one.name))

    def change(self, change: Callable[[Sequence[Kept]], Iterable[Kept]]) -> None:
        """Put the result of ``change`` in the place of the searches there are.

        Raises OSError when the file cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with turn(self.path.with_suffix(".lock")):
            text = "".join(f"{line_of(one)}\n" for one in change(self.read()))
            replace_file(self.path, text.encode())


def line_of(kept: Kept) -> str:
    """Return a search as a line of JSON: what is not as in any search."""
    return json.dumps(
        {name: value for name, value in as_data(kept).items() if value}, ensure_ascii=False
    )


def as_data(kept: Kept) -> dict[str, Any]:
    """Return all that a search says, as JSON has it."""
    filters = kept.filters
    return {
        "name": kept.name,
        "query": kept.query,
        "sort": kept.sort,
        "excluded": kept.excluded,
        "like": kept.like,
        **{facet: getattr(filters, facet) for facet in FACETS},
        **{name: str(day) if (day := getattr(filters, name)) else None for name in DATES},
        "own": filters.own,
        "unread": filters.unread,
        "at": kept.at,
    }


def _parse(line: str) -> Kept | None:
    try:
        data = json.loads(line)
        facets: dict[str, Any] = {facet: _texts(data.get(facet, ())) for facet in FACETS}
        filters = Filters(
            **facets,
            since=_day(data.get("since")),
            until=_day(data.get("until")),
            added_since=_arrival(data.get("added_since")),
            own=_texts(data.get("own", ())),
            unread=bool(data.get("unread")),
        )
        excluded = tuple((str(facet), str(value)) for facet, value in data.get("excluded", ()))
        sort = next(each for each in get_args(Sort) if each == data.get("sort", "relevance"))
        like = None
        if data.get("like"):
            article_id, title, words = map(str, data["like"])
            like = (article_id, title, words)
        name, query = str(data.get("name", "")), str(data.get("query", ""))
        at = int(data.get("at", 0))
    except (ValueError, TypeError, AttributeError, StopIteration):
        return None
    if not all(facet in FACETS for facet, _ in excluded):
        return None
    return Kept(name, query, filters, excluded, sort, like, at)


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _arrival(text: str | None) -> date | Literal["last-run"] | None:
    return "last-run" if text == "last-run" else _day(text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
