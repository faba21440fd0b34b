"""Records as files have them."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def json_lines(records: Iterable[Mapping[str, Any]]) -> str:
    """Return records as JSON Lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def write_json_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """Write records as JSON Lines and return the path."""
    path.write_text(json_lines(records), "utf-8")
    return path
