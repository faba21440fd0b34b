"""Hits as a list that other programs read: JSON Lines, a table, or a page of Markdown."""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import TextIO

from index.errors import InputError
from index.facets import KINDS, TABLE
from search.results import Hit
from tui.output.records import dump, hit_as_json
from tui.output.safe import for_cell, for_markdown, markdown_link

COLUMNS = ("id", "title", "date", "source", "category", "url", "path")
"""Attributes of a hit in the first columns of a table; the names of each kind come after."""


def write_hits(path: Path, hits: Iterable[Hit], heading: str) -> int:
    """Write the hits in the form that the file's suffix names, and return their number.

    A file that is there already stays. Raises ``InputError`` for a suffix that names no form,
    and for a file that cannot be written.
    """
    form = _form_of(path)
    written = Counted(hits)
    try:
        with path.open("x", encoding="utf-8", newline="") as out:
            form(out, written, heading)
    except FileExistsError:
        raise InputError("{path} is there already; give another name", path=path) from None
    except OSError as error:
        raise InputError("{path}: {fault}", path=path, fault=error.strerror or error) from None
    return written.number


def hits_as_text(name: str, hits: Iterable[Hit], heading: str) -> tuple[StringIO, int]:
    """Return the hits as the text of a file of this name, and their number.

    Raises ``InputError`` for a suffix that names no form.
    """
    out, written = StringIO(newline=""), Counted(hits)
    _form_of(Path(name))(out, written, heading)
    out.seek(0)
    return out, written.number


def _form_of(path: Path) -> "Form":
    """Return how to write a file of this name."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in FORMS:
        raise InputError(
            "{file}: end the name in {forms}",
            file=path.name,
            forms=", ".join(f".{name}" for name in FORMS),
        )
    return _table_for_spreadsheets if suffix == "csv" else FORMS[suffix]


def _table_for_spreadsheets(out: TextIO, hits: Iterable[Hit], heading: str) -> None:
    out.write("\ufeff")  # by which they know UTF-8
    write_table(out, hits, heading)


class Counted:
    """Hits in passing, counted."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.number = 0
        self._hits = hits

    def __iter__(self) -> Iterator[Hit]:
        for hit in self._hits:
            self.number += 1
            yield hit


def write_json_lines(out: TextIO, hits: Iterable[Hit], _heading: str = "") -> None:
    """Write one JSON object a line."""
    for hit in hits:
        out.write(dump(hit_as_json(hit)) + "\n")


def write_table(out: TextIO, hits: Iterable[Hit], _heading: str = "") -> None:
    """Write a table for spreadsheets: CSV with a header (RFC 4180)."""
    rows = csv.writer(out)
    rows.writerow([*COLUMNS, *(facet.attribute for facet in TABLE if facet.name in KINDS)])
    for hit in hits:
        names = ("; ".join(hit.entities.get(kind, ())) for kind in KINDS)
        about = (getattr(hit, column) for column in COLUMNS)
        rows.writerow([for_cell("" if cell is None else str(cell)) for cell in (*about, *names)])


def write_markdown(out: TextIO, hits: Iterable[Hit], heading: str = "") -> None:
    """Write a page of Markdown: a heading, and for each hit its title, source and snippet."""
    out.write(f"# {for_markdown(heading)}\n" if heading else "")
    for hit in hits:
        about = (hit.source, hit.date and hit.date.isoformat(), hit.category)
        out.write(f"\n## {markdown_link(hit.title or hit.id, hit.url)}\n\n")
        out.write(" · ".join(for_markdown(str(part)) for part in about if part) + "\n")
        for snippet in hit.snippets[:1]:
            out.write(f"\n> {for_markdown(snippet.text)}\n")


Form = Callable[[TextIO, Iterable[Hit], str], None]

FORMS: dict[str, Form] = {
    "jsonl": write_json_lines,
    "csv": write_table,
    "md": write_markdown,
}
"""The form of a list by its name, which is also the suffix of a file."""
