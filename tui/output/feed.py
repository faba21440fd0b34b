"""Alerts as an Atom feed (RFC 4287), to which a reader of feeds subscribes."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from index.errors import InputError
from tui.i18n import _, language
from tui.output.byline import about

if TYPE_CHECKING:
    from search.arrivals import Alert, Arrival

MOST = 500
"""Maximum number of entries of a feed: the newest stay."""
_ATOM = "http://www.w3.org/2005/Atom"
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for."""


def as_feed(alerts: "Iterable[Alert]", before: bytes = b"") -> bytes:
    """Return a feed with an entry for each article of some alerts, whatever found it.

    Entries of a feed from ``before`` that are not among them follow; an article that another
    search finds now goes by both. Raises ``InputError`` when that is no feed of alerts.
    """
    entries = {_text(entry, "id"): entry for entry in _entries(before)} if before else {}
    for alert in alerts:
        for arrival in alert.arrivals:
            entry = _entry(arrival)
            known = entries.get(_text(entry, "id"))
            for search in dict.fromkeys([*_searches(known), alert.search]):
                _add(entry, "category", term=_legal(search))
            entries[_text(entry, "id")] = entry
    newest = sorted(entries.values(), key=lambda entry: _text(entry, "updated"), reverse=True)
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", language())
    _add(feed, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, 'naba:alerts')}")
    _add(feed, "title", _("Alerts of naba"))
    _add(feed, "updated", _text(newest[0], "updated") if newest else _moment(datetime.now(UTC)))
    _add(_add(feed, "author"), "name", "naba")
    feed.extend(newest[:MOST])
    written: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _entries(feed: bytes) -> "list[Any]":
    safe = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)
    try:
        root = etree.fromstring(feed, safe)
    except etree.XMLSyntaxError:
        root = None
    if root is None or root.tag != f"{{{_ATOM}}}feed":
        raise InputError("there is a file of that name that is no feed of alerts")
    return [entry for entry in root if entry.tag == f"{{{_ATOM}}}entry"]


def _entry(arrival: "Arrival") -> Any:
    entry = etree.Element(f"{{{_ATOM}}}entry", nsmap={None: _ATOM})
    _add(entry, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'naba:{arrival.id}')}")
    _add(entry, "title", arrival.title or arrival.id)
    _add(entry, "updated", _moment(arrival.added))
    if arrival.date:
        _add(entry, "published", f"{arrival.date.isoformat()}T00:00:00Z")
    if arrival.url and re.match(r"https?://[^\s<>\"]+\Z", arrival.url):
        _add(entry, "link", rel="alternate", href=_legal(arrival.url))
    if arrival.source:
        _add(_add(entry, "author"), "name", arrival.source)
    _add(entry, "content", about(arrival), type="text")
    return entry


def _searches(entry: Any) -> list[str]:
    if entry is None:
        return []
    return [one.get("term", "") for one in entry if one.tag == f"{{{_ATOM}}}category"]


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    if text is not None:
        element.text = _legal(text)
    return element


def _text(entry: Any, name: str) -> str:
    return str(entry.findtext(f"{{{_ATOM}}}{name}") or "")


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


def _moment(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
