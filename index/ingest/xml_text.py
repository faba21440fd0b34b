"""XML of news: cut into its items, parsed tolerantly, looked into by local names.

Entities from outside are never resolved and nothing is fetched: documents come from anywhere.
"""

import re
from collections.abc import Collection, Iterator
from html.entities import html5
from typing import Any

from index.ingest.encoding import decode, text_chunks
from index.ingest.opening import DOCUMENT_LIMIT, MiB, read_whole
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute ``xml:lang`` as lxml names it."""

_DECLARATION = re.compile(r"\s*+<\?xml[^>]*\?>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMED_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][\da-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_OWN_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_LONGEST_TAG = 4096
_MOST_TAGS = 500_000
_ITEM_LIMIT = 8 * MiB
_START = 64 * 1024


def whole(input: Input) -> str:
    """Return the text of a document without its XML declaration.

    Raises UnreadableError when it is empty, no text, or larger than DOCUMENT_LIMIT.
    """
    data = read_whole(input.stream, DOCUMENT_LIMIT)
    if not data.strip():
        raise UnreadableError("the file is empty")
    return _DECLARATION.sub("", decode(data).lstrip("\ufeff \t\r\n"), count=1)


def parse(document: str) -> Any:
    """Return the root element of a document, mended where it is not well-formed.

    Raises UnreadableError when nothing can be made of it.
    """
    from lxml import etree

    if document.count("<") > _MOST_TAGS:
        raise UnreadableError("more than {n} tags in one document", n=f"{_MOST_TAGS:,}")
    try:
        return etree.fromstring(document.encode("utf-8", "replace"), _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = error
    mended = _NAMED_ENTITY.sub(_character, _CONTROL.sub(" ", document))
    mended = _BARE_AMPERSAND.sub("&amp;", mended)
    try:
        root = etree.fromstring(mended.encode("utf-8", "replace"), _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise UnreadableError("not valid XML ({fault})", fault=one_line(problem))
    return root


def _parser(*, recover: bool) -> Any:
    from lxml import etree

    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, recover=recover
    )


def _character(found: re.Match[str]) -> str:
    name = found[1]
    return found[0] if name in _OWN_ENTITIES else html5.get(name + ";", found[0])


def texts(element: Any, path: str) -> list[str]:
    """Return the texts of the elements that ``path`` finds, each on one line, none empty."""
    found = (" ".join("".join(one.itertext()).split()) for one in element.iterfind(path))
    return [text for text in found if text]


def first(element: Any, *paths: str) -> str | None:
    """Return the first text that any of ``paths`` finds, in the order of the paths."""
    return next((text for path in paths for text in texts(element, path)), None)


def attributes(element: Any, path: str, *names: str) -> list[str]:
    """Return, for each element that ``path`` finds, the first of the attributes that it has."""
    found = (
        next((one.get(name).strip() for name in names if one.get(name, "").strip()), "")
        for one in element.iterfind(path)
    )
    return [text for text in found if text]


def cut(input: Input, names: Collection[str], limit: int = _ITEM_LIMIT) -> Iterator[str]:
    """Yield what stands before the first item of a document, then each item as its text.

    names: local names of the elements that are items; what stands between them is passed over.
    limit: characters of an item, and of what stands before the first.

    Memory is taken for one item at a time. An item that does not end before the next one begins,
    or at all, is yielded as far as it goes. Raises UnreadableError when there is no text, and
    for an item over the limit.
    """
    start = input.stream.read(_START)
    if not start.strip():
        raise UnreadableError("the file is empty")
    cutter = _Cutter(names, limit)
    for chunk in text_chunks(start, input.stream):
        yield from cutter.feed(chunk)
    yield from cutter.rest()


class _Cutter:
    """Finds the borders of items in a text that comes piece by piece."""

    def __init__(self, names: Collection[str], limit: int) -> None:
        self._tag = re.compile(
            r"<!\[CDATA\[|<!--|<(?P<end>/?)(?:[\w.-]+:)?(?P<name>"
            + "|".join(map(re.escape, names))
            + r")(?=[\s/>])"
        )
        self._limit = limit
        self._text = ""
        self._begin = 0  # of what is being gathered: an item, or what stands before the first
        self._at = 0
        self._inside = False
        self._headed = False

    def feed(self, chunk: str) -> Iterator[str]:
        """Take the next piece of the text; yield the items that end in it."""
        self._text = self._text[self._begin :] + chunk
        self._at -= self._begin
        self._begin = 0
        while found := self._tag.search(self._text, self._at):
            end = self._end_of(found)
            if end < 0:
                self._at = found.start()
                break
            self._at = end
            if found["name"]:
                yield from self._border(found, end)
        else:
            opening = self._text.rfind("<", self._at)
            near = opening >= 0 and len(self._text) - opening < _LONGEST_TAG
            self._at = opening if near else len(self._text)
        if self._headed and not self._inside:
            self._begin = self._at
        if len(self._text) - self._begin > self._limit:
            raise UnreadableError(
                "an item is longer than the limit of {limit} MiB", limit=self._limit // MiB
            )

    def rest(self) -> Iterator[str]:
        """Yield the item that does not end, or what stands before the first if there is none."""
        if self._inside or not self._headed:
            yield self._text[self._begin :]

    def _border(self, found: re.Match[str], end: int) -> Iterator[str]:
        if found["end"]:
            if self._inside:
                yield self._text[self._begin : end]
                self._begin, self._inside = end, False
        elif self._text[end - 2] != "/":
            if self._inside or not self._headed:
                yield self._text[self._begin : found.start()]
            self._begin, self._inside, self._headed = found.start(), True, True

    def _end_of(self, found: re.Match[str]) -> int:
        """Return where a tag, a comment or literal text ends; -1 when not in this piece."""
        closing = {"<![CDATA[": "]]>", "<!--": "-->"}.get(found[0], ">")
        end = self._text.find(closing, found.end())
        return end + len(closing) if end >= 0 else -1
