"""The list of results as a file: JSON lines, a table for spreadsheets, or a page of Markdown."""

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from index.errors import InputError
from index.facets import KINDS, TABLE
from search.results import Hit

COLUMNS = ("id", "title", "date", "source", "category", "url", "path")
"""Attributes of a hit in the first columns of a table; the names of each kind come after."""


def write_hits(path: Path, hits: Iterable[Hit], heading: str) -> int:
    """Write the hits in the form that the file's suffix names, and return their number.

    A file that is there already stays. Raises ``InputError`` for a suffix that names no form,
    and for a file that cannot be written.
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise InputError("{file}: end the name in {forms}", file=path.name, forms=", ".join(FORMS))
    written = Counted(hits)
    try:
        with path.open("x", encoding="utf-8", newline="") as out:
            form(out, written, heading)
    except FileExistsError:
        raise InputError("{path} is there already; give another name", path=path) from None
    except OSError as error:
        raise InputError("{path}: {fault}", path=path, fault=error.strerror or error) from None
    return written.number


class Counted:
    """Hits in passing, counted."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.number = 0
        self._hits = hits

    def __iter__(self) -> Iterator[Hit]:
        for hit in self._hits:
            self.number += 1
            yield hit


def _json_lines(out: TextIO, hits: Iterable[Hit], _heading: str) -> None:
    from tui.output.records import dump, hit_as_json

    for hit in hits:
        out.write(dump(hit_as_json(hit)) + "\n")


def _table(out: TextIO, hits: Iterable[Hit], _heading: str) -> None:
    out.write("\ufeff")  # by which spreadsheets know UTF-8
    rows = csv.writer(out)
    rows.writerow([*COLUMNS, *(facet.attribute for facet in TABLE if facet.name in KINDS)])
    for hit in hits:
        names = ("; ".join(hit.entities.get(kind, ())) for kind in KINDS)
        about = (getattr(hit, column) for column in COLUMNS)
        rows.writerow([_harmless("" if cell is None else str(cell)) for cell in (*about, *names)])


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _markdown(out: TextIO, hits: Iterable[Hit], heading: str) -> None:
    out.write(f"# {_plain(heading)}\n")
    for hit in hits:
        title = _plain(hit.title or hit.id)
        about = (hit.source, hit.date and hit.date.isoformat(), hit.category)
        out.write(f"\n## {f'[{title}](<{hit.url}>)' if hit.url else title}\n\n")
        out.write(" · ".join(_plain(str(part)) for part in about if part) + "\n")
        for snippet in hit.snippets[:1]:
            out.write(f"\n> {_plain(snippet.text)}\n")


def _plain(text: str) -> str:
    """Return text on one line, with the signs that Markdown reads escaped."""
    line = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>#" else char for char in line)


FORMS: dict[str, Callable[[TextIO, Iterable[Hit], str], None]] = {
    ".jsonl": _json_lines,
    ".csv": _table,
    ".md": _markdown,
}
