"""Word documents (Office Open XML, ``.docx``): paragraphs in order, the title by its style.

Read with lxml from the file's own XML: the library for the form leaves out what stands inside
``w:bdo`` and ``w:dir``, by which Arabic documents turn the direction of text.
"""

from collections.abc import Iterator
from typing import Any

from index.ingest.forms.text import labelled, split_title
from index.ingest.markup import local_name
from index.ingest.office import checked_archive, member
from index.ingest.opening import DOCUMENT_LIMIT, read_whole
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input, Item, Record

_TITLES = frozenset({"title", "heading1", "heading 1", "1"})
_PASSED_OVER = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "txbxContent"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(input: Input) -> Iterator[Item]:
    """Yield the one article of a document.

    Raises UnreadableError when it is damaged or has no text.
    """
    archive = checked_archive(read_whole(input.stream, DOCUMENT_LIMIT))
    document = member(archive, "word/document.xml") if archive else None
    if document is None:
        raise UnreadableError("not a Word document that is read (.docx is)")
    title, lines = _paragraphs(document)
    text = "\n".join(lines)
    fields, rest = labelled(text)
    if not title and "title" not in fields:
        title, rest = split_title(rest)
    if not rest.strip() and not title:
        raise UnreadableError("no text")
    yield Record({"id": input.name, "title": title, "text": rest} | fields, guess=True)


def _paragraphs(document: bytes) -> tuple[str, list[str]]:
    """Return the first paragraph of a title's style, and the other paragraphs with a text."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("a damaged document ({fault})", fault=one_line(error)) from None
    title = ""
    lines: list[str] = []
    for paragraph in root.iter("{*}p") if root is not None else ():
        text = "".join(_pieces(paragraph)).strip()
        if not text:
            continue
        style = paragraph.find("{*}pPr/{*}pStyle")
        name = next(iter(style.attrib.values()), "") if style is not None else ""
        if not title and not lines and name.lower() in _TITLES:
            title = " ".join(text.split())
        else:
            lines.append(text)
    return title, lines


def _pieces(paragraph: Any) -> Iterator[str]:
    from lxml import etree

    hidden = 0
    for event, element in etree.iterwalk(paragraph, ("start", "end")):
        name = local_name(element)
        if name in _PASSED_OVER or (name == "p" and element is not paragraph):
            hidden += 1 if event == "start" else -1
        elif event == "start" and not hidden:
            if name == "t":
                yield element.text or ""
            elif name in _MARKS:
                yield _MARKS[name]
