"""The forms of news that are read, and which of them a file is in.

A form is one line of :data:`FORMS`: its name, the module that reads it and the extensions that
name it. What XML, text and unnamed parts hold is told by their beginning (:mod:`.sniff`).
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple, cast

from index.ingest.opening import COMPRESSIONS
from index.ingest.problem import UnreadableError
from index.ingest.reader import Input, Item, Reader
from index.ingest.sniff import HEAD, sniff

_MOST_NESTED = 3
"""Containers within containers that are opened."""


class Form(NamedTuple):
    """A form of news; ``sniffed`` when only the content decides which form it really is."""

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    sniffed: bool = False


FORMS = (
    Form("text", "text", (".txt", ".text"), sniffed=True),
    Form("JSON Lines", "json_text", (".jsonl", ".ndjson")),
    Form("JSON", "json_text", (".json", ".ninjs")),
    Form("table", "table", (".csv", ".tsv")),
    Form("spreadsheet", "sheet", (".xlsx", ".xls", ".xlsb", ".xlsm", ".ods")),
    Form("web page", "page", (".html", ".htm", ".xhtml"), sniffed=True),
    Form("XML", "documents", (".xml",), sniffed=True),
    Form("feed", "feed", (".rss", ".atom"), sniffed=True),
    Form("WordPress export", "wxr", (".wxr",)),
    Form("NewsML 1.2", "newsml_1"),
    Form("NewsML-G2", "newsml_g2"),
    Form("NITF", "nitf", (".nitf",)),
    Form("documents", "documents", (".sgm", ".sgml", ".trec")),
    Form("wire", "wire", (".iptc", ".iptc7901")),
    Form("mail", "mail", (".eml",)),
    Form("mailbox", "mailbox", (".mbox",)),
    Form("saved page", "mhtml", (".mhtml", ".mht")),
    Form("Markdown", "markdown", (".md", ".markdown")),
    Form("Word", "word", (".docx",)),
    Form("PDF", "pdf", (".pdf",)),
    Form("ZIP archive", "zip_archive", (".zip",)),
    Form("web archive", "web_archive", (".warc",)),
)
_BY_SUFFIX = {suffix: form for form in FORMS for suffix in form.suffixes}
_BY_NAME = {form.name: form for form in FORMS}


def form_of(input: Input) -> Form:
    """Return the form of an input, by its name and, where that is not enough, by its beginning.

    Raises UnreadableError when it is none that is read.
    """
    suffix = suffix_of(input.name)
    if suffix not in _BY_SUFFIX:
        if not suffix:
            raise UnreadableError("unsupported form (no extension)", "unsupported")
        raise UnreadableError("unsupported form {suffix}", "unsupported", suffix=suffix)
    form = _BY_SUFFIX[suffix]
    if form.sniffed:
        head = input.stream.peek(HEAD)[:HEAD] if hasattr(input.stream, "peek") else b""
        return _BY_NAME[sniff(head, form.name)]
    return form


def suffix_of(name: str) -> str:
    """Return the extension that tells the form: in small letters, that of a compression apart."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    if suffixes and suffixes[-1] in COMPRESSIONS:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def read_input(input: Input, form: Form | None = None) -> Iterator[Item]:
    """Yield what an input holds, read as ``form`` or as what it shows itself to be.

    Raises UnreadableError when it is in no form that is read, or nested too deeply.
    """
    if input.depth > _MOST_NESTED:
        raise UnreadableError("packed more than {n} levels deep", n=_MOST_NESTED)
    form = form or form_of(input)
    reader = cast(Reader, import_module(f"index.ingest.forms.{form.module}").read)
    return reader(input)


def is_read(name: str) -> bool:
    """Tell whether the name of a file is that of a form that is read."""
    return suffix_of(name) in _BY_SUFFIX
