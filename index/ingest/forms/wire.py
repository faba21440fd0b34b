"""IPTC 7901, the form in which wire services sent text: a header of codes, the text, an end."""

import re
from collections.abc import Iterator

from index.ingest.encoding import decode
from index.ingest.forms.text import labelled, split_title, without_routing
from index.ingest.opening import RECORD_LIMIT, read_whole
from index.ingest.problem import UnreadableError
from index.ingest.reader import Input, Item, Problem, Record
from index.ingest.values import clean

_HEADER = re.compile(
    rb"\x01?(?P<service>[A-Za-z]{1,5})(?P<number>\d{1,6})[ \t]+(?P<priority>\d)[ \t]+"
    rb"(?P<category>\w{1,5})[ \t]+(?P<words>\d{1,6})?[^\n\x02]*",
)
_MESSAGE = re.compile(rb"(?:\x01|ZCZC[ \t]*)(?P<message>[^\x01\x03]*)(?:\x03|\x04|\Z|(?=\x01))")
_STAMP = re.compile(r"(?:NNNN|\d{6} [A-Z]{3} \d\d)\Z")
_LONGEST_STAMP = 20
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def read(input: Input) -> Iterator[Item]:
    """Yield a record for each message, numbered from 1.

    Raises UnreadableError when there is none.
    """
    data = read_whole(input.stream, RECORD_LIMIT)
    number = 0
    for number, found in enumerate(_MESSAGE.finditer(data), 1):
        fields = _fields(found["message"])
        if fields["text"]:
            yield Record({"id": input.name if number == 1 else None} | fields, number, guess=True)
        else:
            yield Problem("no text", number)
    if number == 0:
        raise UnreadableError("no message in it", "empty")


def _fields(message: bytes) -> dict[str, str | None]:
    header, sign, below = message.partition(b"\x02")
    if not sign:
        header, _, below = message.partition(b"\n")
    found = _HEADER.match(header.strip())
    slug = header.splitlines()[1:] if sign else []
    text = _CONTROL.sub("", clean(decode(below)) if below.strip() else "")
    text = text.rstrip()
    stamp = _STAMP.search(text, max(len(text) - _LONGEST_STAMP, 0))
    text = without_routing((text[: stamp.start()] if stamp else text).strip())
    fields, rest = labelled(text)
    title = fields.pop("title", None)
    if not title:
        above = " ".join(decode(line).strip() for line in slug if line.strip())
        title, rest = (above, rest) if _is_headline(above) else split_title(rest)
    return {
        "title": title or None,
        "text": rest.strip(),
        "service": found["service"].decode() if found else None,
        **fields,
    }


def _is_headline(line: str) -> bool:
    return len(re.findall("[\u0621-\u064a]{2,}", line)) >= 2
