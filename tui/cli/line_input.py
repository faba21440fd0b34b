"""Lines of files and of standard input."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

STDIN = "-"


def read_lines(names: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the files in turn (``-``: standard input), as UTF-8, without line ends.

    Only a line feed ends a line. Bytes that are not UTF-8 become U+FFFD.
    """
    for name in names:
        if name == STDIN:
            if sys.stdin:
                yield from map(_text, sys.stdin.buffer)
            continue
        with _open(name) as file:
            yield from map(_text, file)


def _open(name: str) -> IO[bytes]:
    try:
        return Path(name).open("rb")
    except OSError as error:
        from index.errors import InputError

        raise InputError("cannot read {path}: {reason}", path=name, reason=error.strerror) from None


def _text(line: bytes) -> str:
    return line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")
