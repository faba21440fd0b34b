"""CSV and TSV: a header that names the fields, then one article a row."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.errors import Message
from index.ingest.encoding import LineDecoder
from index.ingest.fields import known
from index.ingest.opening import RECORD_LIMIT, MiB, read_lines
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input, Item, Problem, Record
from index.ingest.values import clean

_DELIMITERS = ",;\t|؛"
_SEPARATOR = re.compile(r"\ufeff?sep=.\s*$")
"""What Excel writes above the header to tell itself the separator."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NAMELESS = re.compile(r"(?:unnamed:\s*\d+)?", re.IGNORECASE)
"""The header of the column in which pandas numbers the rows."""


def read(input: Input) -> Iterator[Item]:
    """Yield a record for each row below the header; rows are numbered from 1, the header apart.

    The separator is the one by which the header holds most of the names a record may have.
    A row with fewer cells than the header has its last fields empty; one with more is
    a problem, since a separator inside its text has then most likely cut it in two.

    Raises UnreadableError when the table is empty or no column is named.
    """
    # The limit is the module's only setting that is global; ours is larger than the default.
    csv.field_size_limit(max(csv.field_size_limit(), RECORD_LIMIT))
    own = input.setting.fields
    lines = _Lines(input)
    first = next((line for line in lines if line.strip() and not _SEPARATOR.match(line)), None)
    if first is None:
        raise UnreadableError("the file is empty")
    delimiter = max(_DELIMITERS, key=lambda sign: len(known(_cells(first, sign), own)))
    header = [name.strip().lstrip("\ufeff") for name in _cells(first, delimiter)]
    if not is_header(header, own):
        raise UnreadableError(
            'no header: the first line has to name the columns, "title" or "text" among them'
        )
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        try:
            lines.size = 0
            row = next(rows, None)
            if row is None:
                break
            number += 1
            if row:
                yield Record(fields_of_row(header, row), number)
        except csv.Error as error:
            number += 1
            yield Problem(_reason(error), number)
        except UnreadableError as problem:
            yield Problem(problem.reason, number)
            if lines.size > RECORD_LIMIT:
                break
    yield from (Problem(reason) for reason in lines.lost)


def is_header(row: Sequence[Any], own: Mapping[str, str]) -> bool:
    """Tell whether the cells of a row name columns: one of title or text must be among them."""
    return bool(known(row, own) & {"text", "title"})


def fields_of_row(header: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    """Return the cells of a row by the names of their columns.

    Raises UnreadableError when the row has more cells than the header.
    """
    if len(row) > len(header):
        raise UnreadableError(
            "{n} cells where the header has {names}", n=len(row), names=len(header)
        )
    return {
        name: None if cell == "" else cell
        for name, cell in zip(header, row, strict=False)
        if not _NAMELESS.fullmatch(name)
    }


class _Lines:
    """The lines of a table; ``size`` counts the characters since it was last set to 0."""

    def __init__(self, input: Input) -> None:
        self.size = 0
        self.lost: list[str] = []
        self._lines = self._read(input)

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def __next__(self) -> str:
        return next(self._lines)

    def _read(self, input: Input) -> Iterator[str]:
        decoder = LineDecoder()
        for number, line in enumerate(read_lines(input.stream), 1):
            if line is None:
                limit = {"n": number, "limit": RECORD_LIMIT // MiB}
                self.lost.append(Message("line {n} is longer than the limit of {limit} MiB", limit))
                continue
            # A file of an old Macintosh is one line to whoever looks for line feeds.
            for found in _LINE.finditer(clean(decoder(line))):
                self.size += len(found[0])
                if self.size > RECORD_LIMIT:
                    raise UnreadableError(
                        "a row longer than the limit of {limit} MiB", limit=RECORD_LIMIT // MiB
                    )
                yield found[0]


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _reason(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return Message("a quote is opened and not closed before the file ends")
    return Message("not valid CSV: {fault}", {"fault": one_line(error)})
