"""A mailbox (mbox, RFC 4155): mails one behind the other, each below a line ``From …``."""

from collections.abc import Iterator

from index.ingest.forms.mail import fields_of, parsed
from index.ingest.opening import DOCUMENT_LIMIT, MiB, read_lines
from index.ingest.problem import UnreadableError
from index.ingest.reader import Input, Item, Problem, Record

_BEGIN = b"From "


def read(input: Input) -> Iterator[Item]:
    """Yield a record for each mail, numbered from 1. Raises UnreadableError when there is none."""
    number = 0
    for number, data in enumerate(_mails(input), 1):
        try:
            if data is None:
                limit = DOCUMENT_LIMIT // MiB
                raise UnreadableError(
                    "longer than the limit of {limit} MiB for one mail", limit=limit
                )
            yield Record(fields_of(parsed(data)), number)
        except UnreadableError as problem:
            yield Problem(problem.reason, number, problem.cause)
    if number == 0:
        raise UnreadableError("no mail in it", "empty")


def _mails(input: Input) -> Iterator[bytes | None]:
    """Yield the bytes of each mail; None for one over the limit."""
    lines: list[bytes] = []
    size, begun, blank = 0, False, True
    for line in read_lines(input.stream):
        if line is not None and blank and line.startswith(_BEGIN):
            if begun:
                yield b"".join(lines) if size <= DOCUMENT_LIMIT else None
            lines, size, begun = [], 0, True
            continue
        size += DOCUMENT_LIMIT + 1 if line is None else len(line)
        if size > DOCUMENT_LIMIT:
            lines = []
        elif line is not None:
            lines.append(line[1:] if line.startswith(b">From ") else line)
        blank = line is not None and not line.strip()
    if begun:
        yield b"".join(lines) if size <= DOCUMENT_LIMIT else None
