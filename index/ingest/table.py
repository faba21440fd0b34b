"""CSV and TSV: a header that names the fields, then one article a row."""

import csv
import re
from collections.abc import Iterator
from typing import IO

from index.article import Article, Rejected
from index.ingest.encoding import LineDecoder
from index.ingest.opening import RECORD_LIMIT, MiB, read_lines
from index.ingest.problem import UnreadableError, one_line
from index.ingest.record import clean, field_of, to_article

_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r"\ufeff?sep=.\s*$")
"""What Excel writes above the header to tell itself the separator."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def read_table(stream: IO[bytes], path: str) -> Iterator[Article | Rejected]:
    """An article for each row below the header; rows are numbered from 1, the header apart.

    The separator is the one by which the header holds most of the names a record may have.
    A row with fewer cells than the header has its last fields empty; one with more is
    rejected, since a separator inside its text has then most likely cut it in two.
    """
    # The limit is the module's only setting that is global; ours is larger than the default.
    csv.field_size_limit(max(csv.field_size_limit(), RECORD_LIMIT))
    lost: list[str] = []
    lines = _text_lines(stream, lost)
    first = next((line for line in lines if line.strip() and not _SEPARATOR.match(line)), None)
    if first is None:
        raise UnreadableError("the file is empty")
    delimiter = max(_DELIMITERS, key=lambda sign: len(_known(_cells(first, sign))))
    header = [name.strip() for name in _cells(first, delimiter)]
    if not _known(header) & {"id", "url"} or not _known(header) & {"text", "title"}:
        raise UnreadableError('no header: the first line has to name the columns, "id" and "text"')
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        try:
            row = next(rows, None)
            if row is None:
                break
            number += 1
            if row:
                yield to_article(_record(header, row), path)
        except csv.Error as error:
            number += 1
            yield Rejected(path, _reason(error), number)
        except UnreadableError as problem:
            yield Rejected(path, str(problem), number)
    for reason in lost:
        yield Rejected(path, reason)


def _text_lines(stream: IO[bytes], lost: list[str]) -> Iterator[str]:
    decoder = LineDecoder()
    for number, line in enumerate(read_lines(stream), 1):
        if line is None:
            lost.append(f"line {number} is longer than the limit of {RECORD_LIMIT // MiB} MiB")
        else:
            # A file of an old Macintosh is one line to whoever looks for line feeds.
            yield from _LINE.findall(clean(decoder(line)))


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _known(header: list[str]) -> set[str]:
    return {name for cell in header if (name := field_of(cell))}


def _record(header: list[str], row: list[str]) -> dict[str, str | None]:
    if len(row) > len(header):
        raise UnreadableError(f"{len(row)} cells where the header has {len(header)}")
    return {name: cell or None for name, cell in zip(header, row, strict=False) if name or cell}


def _reason(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return "a quote is opened and not closed before the file ends"
    return f"not valid CSV: {one_line(error)}"
