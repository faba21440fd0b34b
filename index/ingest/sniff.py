"""Which form a file is really in, told by its first bytes: a name like ``.xml`` says too little."""

import re

from index.ingest.encoding import unicode_encoding

HEAD = 8192
"""Bytes of a file that are looked at."""

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?P<name>[A-Za-z][\w.-]*)")
_PROLOG = re.compile(
    r"\s*(?:<\?[^>]*\?>|<!--(?:[^-]|-(?!->))*+-->|<![A-Za-z][^>\[]*(?:\[[^\]]*\][^>]*)?>)"
)
_MOST_PROLOG = 50
_ROOTS = {
    "rss": "feed", "feed": "feed", "rdf": "feed",
    "newsml": "NewsML 1.2", "newsitem": "NewsML-G2", "newsmessage": "NewsML-G2",
    "packageitem": "NewsML-G2", "nitf": "NITF",
    "doc": "documents", "docs": "documents", "document": "documents", "documents": "documents",
    "html": "web page",
}  # fmt: skip
"""What a root element, in small letters, is the root of."""
_WORDPRESS = re.compile(r"xmlns:wp\s*=|<wp:wxr_version")
_MAIL_LINE = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]{1,40}):[ \t]*(?P<value>[^\n]*)\r?\n")
_MAIL_NAMES = frozenset(
    {"from", "to", "date", "subject", "message-id", "received", "delivered-to", "return-path",
     "mime-version", "content-type", "reply-to", "cc", "x-mailer", "dkim-signature"}
)  # fmt: skip
_WIRE = re.compile(r"\s*(?:\x01[A-Za-z]{1,5}\d|ZCZC\b)")
_DOCUMENT = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<(?:DOC|doc)(?:\s[^<>]*)?>")


def sniff(head: bytes, form: str) -> str:
    """Return the name of the form in which data beginning with ``head`` are.

    ``form`` is what the name of the file says; it is returned where nothing speaks against it.
    """
    text = head.decode(unicode_encoding(head) or "latin-1", "replace")
    text = text.lstrip("\ufeff \t\r\n\xef\xbb\xbf")
    if form == "text":
        return _of_text(text)
    if form == "web page":
        return "saved page" if _is_mail(text) else form
    return _of_xml(text, form)


def _of_text(text: str) -> str:
    if _DOCUMENT.match(text):
        return "documents"
    if _WIRE.match(text):
        return "wire"
    return "mail" if _is_mail(text) else "text"


def _is_mail(text: str) -> bool:
    """Tell whether a text begins with the headers of a mail, Subject or From among them."""
    names = set()
    at = 0
    while found := _MAIL_LINE.match(text, at):
        names.add(found["name"].lower())
        at = found.end()
        while text[at : at + 1] in (" ", "\t"):  # the header goes on
            end = text.find("\n", at)
            if end < 0:
                break
            at = end + 1
    return len(names & _MAIL_NAMES) >= 3 and bool(names & {"from", "subject"})


def _of_xml(text: str, form: str) -> str:
    at = 0
    for _ in range(_MOST_PROLOG):
        found = _PROLOG.match(text, at)
        if not found:
            break
        at = found.end()
    root = _ROOT.match(text[at:].lstrip())
    if root is None:
        return form
    kind = _ROOTS.get(root["name"].lower(), form)
    if kind == "feed" and _WORDPRESS.search(text):
        return "WordPress export"
    return kind
