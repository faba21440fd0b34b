"""NewsML-G2, the IPTC's news exchange in XML (https://iptc.org/standards/newsml-g2/).

Read with lxml: the one library for the form gives no way to the items of a news message nor to
the paragraphs of an item's text. Elements are found by local name, so that every version of the
standard and either namespace of its content (XHTML, NITF) is read alike.
"""

from collections.abc import Iterator
from typing import Any

from index.article import Article, Rejected
from index.ingest.markup import plain_text
from index.ingest.problem import UnreadableError, one_line
from index.ingest.record import to_article

ROOTS = frozenset({"newsMessage", "newsItem"})
"""Root elements that hold articles; packages and concept items hold none."""

_WITHDRAWN = frozenset({"canceled", "withheld"})


def read_newsml(document: str, path: str) -> Iterator[Article | Rejected]:
    """An article for each ``newsItem`` with text, numbered from 1 in the order of the document.

    Pictures and other items without text, and items whose ``pubStatus`` withdraws them, are
    reported as rejected.
    """
    from lxml import etree

    # Entities stay unresolved and nothing is fetched: the document comes from outside.
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(document.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"not valid XML ({one_line(error)})") from None
    for number, item in enumerate(root.iter("{*}newsItem"), 1):
        try:
            yield to_article(_record(item), path)
        except UnreadableError as reason:
            yield Rejected(path, str(reason), number)


def _record(item: Any) -> dict[str, Any]:
    status = item.find("{*}itemMeta/{*}pubStatus")
    if status is not None and str(status.get("qcode", "")).rpartition(":")[2] in _WITHDRAWN:
        raise UnreadableError("withdrawn by its provider")
    text = _body(item)
    if not text:
        raise UnreadableError("no text")
    subjects = _texts(item, "{*}contentMeta/{*}subject/{*}name")
    tags = _texts(item, "{*}contentMeta/{*}keyword") + subjects
    return {
        "id": item.get("guid"),
        "title": _first(item, "{*}contentMeta/{*}headline", "{*}itemMeta/{*}title"),
        "text": text,
        "date": _first(
            item,
            "{*}itemMeta/{*}firstCreated",
            "{*}contentMeta/{*}contentCreated",
            "{*}itemMeta/{*}versionCreated",
        ),
        "source": _first(
            item, "{*}itemMeta/{*}provider/{*}name", "{*}contentMeta/{*}infoSource/{*}name"
        ),
        "author": _first(item, "{*}contentMeta/{*}by", "{*}contentMeta/{*}creator/{*}name"),
        "category": subjects[0] if subjects else None,
        "tags": list(dict.fromkeys(tags)) or None,
        "language": item.get("{http://www.w3.org/XML/1998/namespace}lang"),
    }


def _body(item: Any) -> str:
    from lxml import etree

    for content in item.iterfind("{*}contentSet/{*}inlineXML"):
        for element in content.iter(etree.Element):
            element.tag = etree.QName(element).localname
        # NITF keeps the story in body.content, beside heads and datelines of its own.
        parts = list(content.iter("body.content")) or list(content.iter("body")) or [content]
        markup = (etree.tostring(part, encoding="unicode", with_tail=False) for part in parts)
        if text := plain_text("".join(markup)):
            return text
    for content in item.iterfind("{*}contentSet/{*}inlineData"):
        if content.get("encoding") or content.get("encodinguri"):
            continue
        data = "".join(content.itertext()).strip()
        if data:
            return plain_text(data) if "html" in content.get("contenttype", "") else data
    return ""


def _texts(item: Any, path: str) -> list[str]:
    found = (" ".join("".join(element.itertext()).split()) for element in item.iterfind(path))
    return [text for text in found if text]


def _first(item: Any, *paths: str) -> str | None:
    return next((text for path in paths for text in _texts(item, path)), None)
