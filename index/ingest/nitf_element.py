"""What an element of NITF says: a document of its own, or an item's text inside another form."""

from collections.abc import Iterator
from typing import Any

from index.ingest.markup import text_of
from index.ingest.xml_text import LANG, attributes, first, parse, texts


def fields_of(root: Any) -> dict[str, Any]:
    """Return what a ``nitf`` element says of its article, the text apart."""
    names = [
        *attributes(root, ".//{*}key-list/{*}keyword", "key"),
        *texts(root, ".//{*}classifier"),
    ]
    return {
        "id": next(iter(attributes(root, ".//{*}docdata/{*}doc-id", "id-string")), None),
        "title": first(root, ".//{*}body.head/{*}hedline/{*}hl1", "{*}head/{*}title"),
        "date": _first(
            attributes(root, ".//{*}docdata/{*}date.issue", "norm"),
            attributes(root, ".//{*}docdata/{*}date.release", "norm"),
            attributes(root, ".//{*}dateline/{*}story.date", "norm"),
            attributes(root, ".//{*}pubdata", "date.publication"),
        ),
        "source": _first(
            attributes(root, ".//{*}pubdata", "name"),
            texts(root, ".//{*}body.head/{*}distributor/{*}org"),
            texts(root, ".//{*}body.head/{*}distributor"),
            attributes(root, ".//{*}doc.copyright", "holder"),
        ),
        "author": first(root, ".//{*}body.head/{*}byline/{*}person", ".//{*}body.head/{*}byline"),
        "category": _first(
            attributes(root, ".//{*}tobject.subject", "tobject.subject.type"),
            attributes(root, ".//{*}pubdata", "position.section"),
        ),
        "tags": list(dict.fromkeys(names)) or None,
        "language": root.get(LANG) or next(iter(_language(root)), None),
        "place": first(root, ".//{*}body.head/{*}dateline/{*}location"),
    }


def body_of(root: Any) -> str:
    """Return the story of an element that holds NITF, without heads, captions and tables of it."""
    contents = list(root.iter("{*}body.content"))
    bodies = contents or list(root.iter("{*}body")) or [root]
    for content in bodies:
        for medium in [*content.iter("{*}media"), *content.iter("{*}body.head")]:
            medium.clear(keep_tail=True)
    return "\n".join(filter(None, map(text_of, bodies)))


def text_of_nitf(document: str) -> str:
    """Return the story of a NITF document that stands inside another form as text."""
    return body_of(parse(document.lstrip().removeprefix("\ufeff")))


def _language(root: Any) -> Iterator[str]:
    for meta in root.iterfind("{*}head/{*}meta"):
        if meta.get("name") in ("x-lang", "language", "lang") and meta.get("content"):
            yield meta.get("content")


def _first(*found: list[str]) -> str | None:
    return next((text for texts_ in found for text in texts_), None)
