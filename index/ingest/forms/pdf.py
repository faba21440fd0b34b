"""PDF documents, by pypdfium2: glyphs by their places, put in reading order by naba.

Of the libraries that extract text none gives back a line of Arabic with a Latin word and numbers;
pdfium keeps letters and digits right and says where they stand (see :mod:`..visual_order`).
"""

from collections.abc import Iterator
from typing import Any

from index.errors import Message
from index.ingest.extras import needed
from index.ingest.forms.text import labelled, split_title
from index.ingest.opening import DOCUMENT_LIMIT, read_whole
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input, Item, LeftOut, Record
from index.ingest.visual_order import Glyph, reading_order
from index.ingest.worker import call

_MOST_PAGES = 2000
_MOST_GLYPHS = 3_000_000
_FULL = 0.85
"""Share of a page's widest line from which on a line goes on in the next one."""
_NO_SIGNS = ("\ufffe", "\uffff", "\x02")
_ENDS = (".", "؟", "!", ":", "…")


def read(input: Input) -> Iterator[Item]:
    """Yield the one article of a document; its field ``form`` says that it comes from a PDF.

    Raises UnreadableError when it is damaged, has no text layer, or the library is missing.
    """
    needed("pypdfium2", "office")
    data = read_whole(input.stream, DOCUMENT_LIMIT)
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("not a PDF document")
    pages: list[str] = call(pages_of, data)
    scans = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(scans) == len(pages):
        raise UnreadableError("no text layer: its pages are pictures of text", "empty")
    fields, rest = labelled("\n".join(page for page in pages if page.strip()))
    if "title" not in fields:
        fields["title"], rest = split_title(rest)
    form = f"PDF, {len(pages)} page{'s' if len(pages) > 1 else ''}"
    yield Record({"id": input.name, "text": rest, "form": form} | fields, guess=True)
    if scans:
        listed = ", ".join(map(str, scans[:20]))
        left_out = Message("pages without a text layer: {pages}", {"pages": listed})
        yield LeftOut(left_out, len(scans))


def pages_of(data: bytes) -> list[str]:
    """Return the text of each page, one line a paragraph.

    Raises UnreadableError when the document is damaged, locked or too large.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("a damaged or locked PDF ({fault})", fault=one_line(error)) from None
    if len(document) > _MOST_PAGES:
        raise UnreadableError("more than {n} pages", n=_MOST_PAGES)
    pages, left = [], _MOST_GLYPHS
    for number in range(len(document)):
        try:
            text = document[number].get_textpage()
        except pypdfium2.PdfiumError:
            pages.append("")
            continue
        count = text.count_chars()
        left -= count
        if left < 0:
            raise UnreadableError("more than {n} glyphs", n=f"{_MOST_GLYPHS:,}")
        pages.append(_paragraphs(list(_lines(text, count))))
    return pages


def _lines(text: Any, count: int) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each line of a page."""
    from pypdfium2 import raw

    line: list[Glyph] = []
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if sign in ("\r", "\n"):
            if line:
                yield line
            line = []
        elif sign and sign not in _NO_SIGNS and not raw.FPDFText_IsGenerated(text, at):
            # What pdfium has generated are spaces: they are found again by the gaps.
            left, bottom, right, top = text.get_charbox(at, loose=True)
            line.append(Glyph(sign, left, right, top - bottom))
    if line:
        yield line


def _paragraphs(lines: list[list[Glyph]]) -> str:
    """Return the text of lines, those joined that fill the width of the page."""
    widths = [max(g.right for g in line) - min(g.left for g in line) for line in lines]
    widest = max(widths, default=0.0)
    paragraphs: list[str] = []
    going_on = False
    for line, width in zip(lines, widths, strict=True):
        text = " ".join(reading_order(line).split())
        if not text:
            continue
        if going_on:
            paragraphs[-1] += " " + text
        else:
            paragraphs.append(text)
        going_on = width >= _FULL * widest and not text.endswith(_ENDS) and len(lines) > 3
    return "\n".join(paragraphs)
