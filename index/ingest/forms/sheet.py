"""Spreadsheets of Excel and LibreOffice, by python-calamine: a header, then one article a row."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from index.errors import Message
from index.ingest.extras import needed
from index.ingest.forms.table import fields_of_row, is_header
from index.ingest.office import checked_archive
from index.ingest.opening import DOCUMENT_LIMIT, read_whole
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input, Item, LeftOut, Problem, Record
from index.ingest.worker import call

_HEADER_WITHIN = 10
"""Rows at the top of a sheet among which the header is looked for."""
_MOST_CELLS = 2_000_000

Row = list[Any]


def read(input: Input) -> Iterator[Item]:
    """Yield a record for each row below the header of each sheet, numbered through all sheets.

    Raises UnreadableError when no sheet has a header, the file is damaged, or the library is
    missing.
    """
    needed("python_calamine", "office")
    data = read_whole(input.stream, DOCUMENT_LIMIT)
    checked_archive(data)
    sheets: list[tuple[str, list[Row]]] = call(rows_of, data)
    number, others = 0, 0
    for name, rows in sheets:
        own = input.setting.fields
        at = next((n for n, row in enumerate(rows[:_HEADER_WITHIN]) if is_header(row, own)), None)
        if at is None:
            others += bool(rows)
            continue
        header = [str(cell).strip() for cell in rows[at]]
        for row in rows[at + 1 :]:
            number += 1
            if any(cell != "" for cell in row):
                try:
                    yield Record(fields_of_row(header, row), number)
                except UnreadableError as problem:
                    yield Problem(problem.within(name), number)
    if number == 0:
        raise UnreadableError(
            'no header: a row at the top has to name the columns, "title" or "text" among them'
        )
    if others:
        yield LeftOut(Message("sheets without a header"), others)


def rows_of(data: bytes) -> list[tuple[str, list[Row]]]:
    """Return the rows of each sheet of a workbook, their cells as text and numbers.

    Raises UnreadableError when it is damaged or has too many cells.
    """
    from io import BytesIO

    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        found = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > _MOST_CELLS:
                raise UnreadableError("a sheet of more than {n} cells", n=f"{_MOST_CELLS:,}")
            found.append((name, [[_cell(value) for value in row] for row in sheet.iter_rows()]))
        return found
    except CalamineError as error:
        raise UnreadableError("a damaged spreadsheet ({fault})", fault=one_line(error)) from None


def _cell(value: Any) -> Any:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value if isinstance(value, str | int) and not isinstance(value, bool) else str(value)
