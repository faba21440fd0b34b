"""A web archive (WARC, ISO 28500): the pages that a crawler fetched, by warcio."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any

from index.errors import Message
from index.ingest.encoding import decode
from index.ingest.extras import needed
from index.ingest.forms.page import fields_of_page
from index.ingest.opening import MiB
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input, Item, LeftOut, Problem, Record

_LONGEST_PAGE = 8 * MiB


def read(input: Input) -> Iterator[Item]:
    """Yield a record for each page that was fetched with success, numbered among the responses.

    Raises UnreadableError when it is no web archive, holds no page, or warcio is missing.
    """
    needed("warcio", "warc")
    from warcio.archiveiterator import ArchiveIterator

    number, others = 0, 0
    try:
        for record in _quietly(ArchiveIterator(input.stream)):
            if record.rec_type != "response" or not _is_page(record):
                others += record.rec_type == "response"
                continue
            number += 1
            yield from _page(record, number)
    except UnreadableError:
        raise
    except Exception as error:  # of warcio, for damaged archives
        reason = Message("a damaged web archive ({fault})", {"fault": one_line(error)})
        yield Problem(reason, number + 1)
        return
    if number == 0:
        raise UnreadableError("no page in it", "empty")
    if others:
        yield LeftOut(Message("responses that are no pages"), others)


def _quietly(records: Iterator[Any]) -> Iterator[Any]:
    """Yield the records without what warcio prints of damage on standard error."""
    while True:
        with redirect_stderr(StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is None or not str(headers.get_statuscode()).startswith("2"):
        return False
    return "html" in (headers.get_header("Content-Type") or "").lower()


def _page(record: Any, number: int) -> Iterator[Item]:
    address = record.rec_headers.get_header("WARC-Target-URI")
    data = record.content_stream().read(_LONGEST_PAGE + 1)
    try:
        if len(data) > _LONGEST_PAGE:
            raise UnreadableError(
                "a page larger than the limit of {limit} MiB", limit=_LONGEST_PAGE // MiB
            )
        yield Record(fields_of_page(decode(data), address) | {"id": address}, number)
    except UnreadableError as problem:
        yield Problem(problem.within(address), number, problem.cause)
