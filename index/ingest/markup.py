"""The text of an HTML fragment: paragraphs as lines, everything unseen left out.

Parsed by lxml in time linear in the length of the fragment; Python's own parser of HTML is
quadratic for broken markup in many of its versions.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

_BLOCK_NAMES = (
    "address article aside blockquote br center dd div dl dt figure figcaption footer form h1 h2 "
    "h3 h4 h5 h6 header hr hl1 hl2 li main nav note ol p pre section table td th title tr ul "
    "block lead headline body body.content"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "iframe", "object"})
_TAG_ESCAPED = re.compile(r"&lt;/?[a-zA-Z][a-zA-Z0-9]*(?:\s(?:(?!&lt;|&gt;|[<>]).)*)?/?&gt;", re.S)
_ENTITY_ESCAPED = re.compile(r"&amp;(?:#\d+|#x[\da-fA-F]+|[a-zA-Z]{2,8});")
_MARKUP = re.compile(r"<[a-zA-Z/!]")
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain_text(markup: str) -> str:
    """Return ``markup`` without tags and with entities resolved, one line for a block of text."""
    if not _MARKUP.search(markup):
        return _lines(unescape(markup).replace("\n", " "))
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    data = f"<div>{_CONTROL.sub(' ', markup)}</div>".encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return _lines(unescape(_TAG.sub("\n", markup)))
    return text_of(root)


def text_of(element: Any) -> str:
    """Return the text of an lxml element, one line for a block of text."""
    return _lines("".join(_pieces(element)))


def unescaped(markup: str) -> str:
    """Return ``markup`` with what was escaped once too often unescaped.

    That is the case where it has no tag of its own but escaped ones, or entities of entities.
    """
    if "&" in markup:
        if not _MARKUP.search(markup) and _TAG_ESCAPED.search(markup):
            markup = unescape(markup)
        if _ENTITY_ESCAPED.search(markup):
            markup = _ENTITY_ESCAPED.sub(lambda found: "&" + found[0][5:], markup)
    return markup


def local_name(element: Any) -> str:
    """Return the name of an lxml element without its namespace; empty for what is no element.

    lxml's own way raises an error for names that only a mended document can have.
    """
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _pieces(root: Any) -> Iterator[str]:
    """Yield text in the order of the document, a newline at both ends of a block."""
    from lxml import etree

    hidden = 0
    for event, element in etree.iterwalk(root, ("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if not hidden and element.tail:
                yield element.tail.replace("\n", " ")
            continue
        name = local_name(element).lower()
        if event == "start":
            hidden += name in _UNSEEN
            if not hidden:
                if name in _BLOCKS:
                    yield "\n"
                yield (element.text or "").replace("\n", " ")
            continue
        if not hidden and name in _BLOCKS:
            yield "\n"
        hidden -= name in _UNSEEN
        if not hidden and element is not root and element.tail:
            yield element.tail.replace("\n", " ")


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
