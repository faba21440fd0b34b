"""NITF, the IPTC's News Industry Text Format (https://iptc.org/standards/nitf/), to version 3.6."""

from collections.abc import Iterator

from index.ingest.nitf_element import body_of, fields_of
from index.ingest.problem import UnreadableError
from index.ingest.publishing import refuse_status
from index.ingest.reader import Input, Item, Record
from index.ingest.xml_text import attributes, parse, whole


def read(input: Input) -> Iterator[Item]:
    """Yield the one article of a NITF document.

    Raises UnreadableError when it has no text or its management status withdraws it.
    """
    root = parse(whole(input))
    refuse_status(next(iter(attributes(root, ".//{*}docdata", "management-status")), None))
    text = body_of(root)
    if not text:
        raise UnreadableError("no text")
    yield Record(fields_of(root) | {"text": text})
