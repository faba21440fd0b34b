"""NewsML-G2, the IPTC's news exchange in XML (https://iptc.org/standards/newsml-g2/).

Read with lxml: the one library for the form gives no way to the items of a news message nor to
the paragraphs of an item's text. Elements are found by local name, so that every version of the
standard and either namespace of its content (XHTML, NITF) is read alike.
"""

from collections.abc import Iterator
from typing import Any

from index.ingest.markup import text_of
from index.ingest.nitf_element import body_of
from index.ingest.problem import UnreadableError
from index.ingest.publishing import records_of, refuse_embargo, refuse_status
from index.ingest.reader import Input, Item
from index.ingest.values import markup_or_text
from index.ingest.xml_text import LANG, attributes, first, parse, texts, whole


def read(input: Input) -> Iterator[Item]:
    """Yield a record for each ``newsItem`` with text, numbered from 1 in the order of the document.

    Pictures and other items without text, and items that are withdrawn or held back, are
    reported as problems. Raises UnreadableError when there is no news item.
    """
    root = parse(whole(input))
    items = list(root.iter("{*}newsItem"))
    if not items:
        if next(root.iter("{*}packageItem"), None) is not None:
            raise UnreadableError("a package, no news item in it", "empty")
        raise UnreadableError("no news item in it", "empty")
    yield from records_of(items, _fields, lambda item: item.get("guid"))


def _fields(item: Any) -> dict[str, Any]:
    refuse_status(
        next(iter(attributes(item, "{*}itemMeta/{*}pubStatus", "qcode", "uri", "literal")), None)
    )
    refuse_embargo(first(item, "{*}itemMeta/{*}embargoed"))
    text = _body(item)
    if not text:
        raise UnreadableError("no text")
    subjects = list(_called(item, "{*}contentMeta/{*}subject"))
    named = [name for name, is_category in subjects if is_category] + [n for n, _ in subjects]
    tags = texts(item, "{*}contentMeta/{*}keyword") + [name for name, _ in subjects]
    return {
        "id": item.get("guid"),
        "version": item.get("version"),
        "title": first(item, "{*}contentMeta/{*}headline", "{*}itemMeta/{*}title"),
        "text": text,
        "date": first(
            item,
            "{*}itemMeta/{*}firstCreated",
            "{*}contentMeta/{*}contentCreated",
            "{*}itemMeta/{*}versionCreated",
        ),
        "source": _source(item),
        "author": first(item, "{*}contentMeta/{*}by", "{*}contentMeta/{*}creator/{*}name"),
        "category": next(iter(named), None),
        "tags": list(dict.fromkeys(tags)) or None,
        "language": item.get(LANG)
        or next(iter(attributes(item, "{*}contentMeta/{*}language", "tag")), None),
    }


def _source(item: Any) -> str | None:
    """Return the provider or source by name, else by its literal, else by the end of its code."""
    paths = ("{*}itemMeta/{*}provider", "{*}contentMeta/{*}infoSource")
    if name := first(item, *(f"{path}/{{*}}name" for path in paths)):
        return name
    for path in paths:
        if literals := attributes(item, path, "literal"):
            return literals[0]
    for path in paths:
        if codes := attributes(item, path, "qcode", "uri"):
            return codes[0].rpartition(":")[2].rpartition("/")[2] or None
    return None


def _called(item: Any, path: str) -> Iterator[tuple[str, bool]]:
    """Yield the name or literal of each subject, and whether its type says it is a category."""
    for subject in item.iterfind(path):
        name = first(subject, "{*}name") or subject.get("literal")
        if name:
            kind = subject.get("type", "").rpartition(":")[2]
            yield name, kind in ("cat", "category", "service", "section")


def _body(item: Any) -> str:
    for content in item.iterfind("{*}contentSet/{*}inlineXML"):
        if next(content.iter("{*}nitf", "{*}body.content"), None) is not None:
            text = body_of(content)
        else:
            text = "\n".join(map(text_of, list(content.iter("{*}body")) or [content]))
        if text:
            return text
    for content in item.iterfind("{*}contentSet/{*}inlineData"):
        if content.get("encoding") or content.get("encodinguri"):
            continue
        data = "".join(content.itertext()).strip()
        if data:
            return markup_or_text(data) if "html" in content.get("contenttype", "") else data
    return ""
