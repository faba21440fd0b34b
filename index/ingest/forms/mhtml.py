"""A page that a browser saved in one file (MHTML, RFC 2557): a mail whose part is the page."""

from collections.abc import Iterator

from index.ingest.forms.mail import content_of, header, parsed
from index.ingest.forms.page import fields_of_page
from index.ingest.opening import DOCUMENT_LIMIT, read_whole
from index.ingest.problem import UnreadableError
from index.ingest.reader import Input, Item, Record

_ADDRESSES = ("Snapshot-Content-Location", "Content-Location")


def read(input: Input) -> Iterator[Item]:
    """Yield the one article of a saved page. Raises UnreadableError when no part is a page."""
    message = parsed(read_whole(input.stream, DOCUMENT_LIMIT))
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        raise UnreadableError("no page in it", "empty")
    address = next(
        (found for name in _ADDRESSES for part in (message, page) if (found := header(part, name))),
        None,
    )
    fields = fields_of_page(content_of(page), address)
    yield Record(fields | {"id": address or input.name})
