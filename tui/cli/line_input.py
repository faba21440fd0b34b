"""What a command reads: lines of files and of standard input, and lists of names."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tui.cli.streams import valid

if TYPE_CHECKING:
    from index.entities.corrections import Corrections

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


def read_batch(name: str) -> Iterator[tuple[int, str, str | None]]:
    """Yield number, label and query of every line that is not blank, with a tab between them.

    The query is None in a line without a tab.
    """
    for number, line in enumerate(read_lines([name]), 1):
        if line.strip():
            label, tab, query = line.removeprefix("\ufeff").partition("\t")
            yield number, label.strip(), query.strip() if tab else None


def read_names(path: str) -> tuple[str, "Corrections"]:
    """Return a user's list of names, as text and as what it corrects.

    Raises ``InputError`` for a file that cannot be read or holds no such list.
    """
    from index.entities.corrections import read_corrections
    from index.errors import InputError, InputMalformed, Message

    try:
        text = Path(path).read_text("utf-8-sig")
        return text, read_corrections(text)
    except InputMalformed as error:
        raise InputError("{path}: {fault}", path=valid(path), fault=error.message) from error
    except (OSError, UnicodeError) as error:
        no_text = Message("not a text in UTF-8")
        reason = error.strerror if isinstance(error, OSError) else no_text
        raise InputError("cannot read {path}: {reason}", path=valid(path), reason=reason) from error


def _open(name: str) -> IO[bytes]:
    try:
        return Path(name).open("rb")
    except OSError as error:
        from index.errors import InputError

        raise InputError("cannot read {path}: {reason}", path=name, reason=error.strerror) from None


def _text(line: bytes) -> str:
    return line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")
