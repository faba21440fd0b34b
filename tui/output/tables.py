"""Frozen results as a table of comma-separated values, or as JSON."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from io import StringIO
from typing import Any

from tui.output.records import dump
from tui.output.safe import for_cell


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table (RFC 4180) without the end of its last line."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(for_cell, header))
    for row in rows:
        writer.writerow([for_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().rstrip("\n")


def dump_record(record: Any) -> str:
    """Return a dataclass as one line of JSON, days as ISO 8601 has them, without its notes."""
    return dump({name: _plain(part) for name, part in asdict(record).items() if name != "notes"})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
