"""A mail (RFC 5322): a newsletter or an agency's message; its headers are the metadata."""

from collections.abc import Iterator
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr

from index.ingest.encoding import decode
from index.ingest.opening import DOCUMENT_LIMIT, read_whole
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input, Item, Record
from index.ingest.values import markup_or_text

_MOST_PARTS = 200
_LONGEST_HEADER = 1000
_MOST_BORDERS = 5000
"""Lines that may be borders of parts; the standard library's parser is slow beyond."""


def read(input: Input) -> Iterator[Item]:
    """Yield the one article of a mail. Raises UnreadableError when it is empty or has no text."""
    data = read_whole(input.stream, DOCUMENT_LIMIT)
    if not data.strip():
        raise UnreadableError("the file is empty")
    yield Record(fields_of(parsed(data)))


def parsed(data: bytes) -> Message:
    """Return a mail. Raises UnreadableError for what the parser cannot take."""
    if data.count(b"\n--") > _MOST_BORDERS or data.lower().count(b"multipart/") > _MOST_PARTS:
        raise UnreadableError("a mail of too many parts")
    try:
        return BytesParser(policy=policy.compat32).parsebytes(data.lstrip(b"\r\n"))
    except Exception as error:  # whatever a parser of damaged mail may come to
        raise UnreadableError(
            "the mail cannot be parsed ({fault})", fault=one_line(error)
        ) from None


def fields_of(message: Message) -> dict[str, object]:
    """Return the fields of a mail: its subject, date, sender and text.

    Raises UnreadableError when it has no text.
    """
    text = _text(message)
    if not text.strip():
        raise UnreadableError("no text")
    name, address = parseaddr(header(message, "From"))
    return {
        "id": header(message, "Message-ID").strip("<> ") or None,
        "title": header(message, "Subject"),
        "date": header(message, "Date"),
        "source": name or address.rpartition("@")[2] or None,
        "text": text,
    }


def header(message: Message, name: str) -> str:
    """Return a header on one line, its encoded words decoded; empty when there is none.

    Of a header longer than any sender writes the rest is left: the standard library's parsers
    of headers take quadratic time.
    """
    values = (value for key, value in message.raw_items() if key.lower() == name.lower())
    raw = str(next(values, ""))[:_LONGEST_HEADER].encode("utf-8", "surrogateescape")
    text = " ".join((decode(raw) if raw else "").split())
    try:
        return " ".join(str(make_header(decode_header(text))).split())
    except (ValueError, LookupError, HeaderParseError):
        return text


def _text(message: Message) -> str:
    """Return the plain text of a mail, or that of its HTML where it has no other."""
    parts = [part for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False)]
    for kind in ("text/plain", "text/html"):
        found = []
        for part in parts:
            if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
                content = content_of(part)
                found.append(content if kind == "text/plain" else markup_or_text(content))
        text = "\n".join(found).replace("\r\n", "\n")
        if text.strip():
            return text
    return ""


def content_of(part: Message) -> str:
    """Return the text of a part in the encoding that it names, or else in the one it shows."""
    try:
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            return ""
        charset = part.get_content_charset()
        return data.decode(charset) if charset else decode(data)
    except (LookupError, UnicodeDecodeError, ValueError, AssertionError):
        return decode(data) if isinstance(data, bytes) else ""
