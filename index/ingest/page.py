"""A web page: the article found in it, without menus, advertisements and comments."""

from collections.abc import Iterator
from typing import IO

from index.article import Article, Rejected
from index.ingest.encoding import decode
from index.ingest.opening import RECORD_LIMIT, read_whole
from index.ingest.problem import UnreadableError, one_line
from index.ingest.record import to_article


def read_page(stream: IO[bytes], path: str) -> Iterator[Article | Rejected]:
    """The one article of an HTML file, by trafilatura; its id is the path of the file."""
    data = read_whole(stream, RECORD_LIMIT)
    if not data.strip():
        raise UnreadableError("the file is empty")
    markup = decode(data)
    from trafilatura import bare_extraction

    try:
        # A date is taken from metadata only: one from the running text may be of any event.
        page = bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # whatever a parser of tag soup may come to
        raise UnreadableError(f"the page cannot be parsed ({one_line(error)})") from None
    found = page.as_dict() if page is not None and not isinstance(page, dict) else page or {}
    text, title = found.get("text") or "", found.get("title") or ""
    if not text.strip():
        raise UnreadableError("no article text found in the page")
    first, _, rest = text.partition("\n")
    if title and first.strip("# ") == title.strip():
        text = rest
    record = {
        "id": path,
        "title": title,
        "text": text,
        "date": found.get("date"),
        "source": found.get("sitename"),
        "author": found.get("author"),
        "url": found.get("url"),
        "category": next(iter(found.get("categories") or []), None),
        "tags": found.get("tags") or None,
    }
    yield to_article(record, path)
