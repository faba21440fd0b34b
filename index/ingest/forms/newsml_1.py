"""NewsML 1.0 to 1.2, the IPTC's older exchange of news in XML, which agencies still write."""

from collections.abc import Iterator
from typing import Any

from index.ingest.markup import text_of
from index.ingest.nitf_element import body_of, fields_of
from index.ingest.problem import UnreadableError
from index.ingest.publishing import records_of, refuse_embargo, refuse_status
from index.ingest.reader import Input, Item
from index.ingest.values import markup_or_text
from index.ingest.xml_text import LANG, attributes, first, parse, texts, whole

_LONGEST_TITLE = 160
"""Characters of a first paragraph that is the title of an alert without one."""
_IDENTIFIER = "{*}Identification/{*}NewsIdentifier/{*}"


def read(input: Input) -> Iterator[Item]:
    """Yield a record for each ``NewsItem``, numbered from 1.

    Raises UnreadableError when there is none.
    """
    items = list(parse(whole(input)).iter("{*}NewsItem"))
    if not items:
        raise UnreadableError("no NewsItem in it", "empty")
    yield from records_of(items, _fields, _identity)


def _fields(item: Any) -> dict[str, Any]:
    refuse_status(next(iter(attributes(item, "{*}NewsManagement/{*}Status", "FormalName")), None))
    refuse_embargo(_embargo(item))
    text, inner = _content(item)
    if not text:
        raise UnreadableError("no text")
    first_line = text.partition("\n")[0]
    keywords = [
        one.get("Value", "").strip()
        for one in item.iter("{*}Property")
        if one.get("FormalName") in ("Keyword", "Keywords")
    ]
    subjects = texts(item, ".//{*}DescriptiveMetadata//{*}Subject/{*}Description")
    return {
        "id": _identity(item),
        "version": first(item, f"{_IDENTIFIER}RevisionId"),
        "title": first(item, ".//{*}NewsLines/{*}HeadLine")
        or inner.get("title")
        or (first_line if len(first_line) <= _LONGEST_TITLE else None),
        "text": text,
        "date": first(
            item,
            "{*}NewsManagement/{*}FirstCreated",
            f"{_IDENTIFIER}DateId",
            ".//{*}DescriptiveMetadata/{*}DateLineDate",
            "{*}NewsManagement/{*}ThisRevisionCreated",
        ),
        "source": _party(item, "Provider")
        or _party(item, "Source")
        or inner.get("source")
        or first(item, f"{_IDENTIFIER}ProviderId"),
        "author": first(item, ".//{*}NewsLines/{*}ByLine")
        or _party(item, "Creator")
        or inner.get("author"),
        "category": next(iter(subjects), None) or inner.get("category"),
        "tags": list(dict.fromkeys(filter(None, keywords))) or inner.get("tags"),
        "language": next(iter(attributes(item, ".//{*}Language", "FormalName")), None)
        or item.get(LANG),
        "place": next(_towns(item), None) or inner.get("place"),
    }


def _identity(item: Any) -> str | None:
    """Return the item's public identifier without the number of its revision."""
    public = first(item, f"{_IDENTIFIER}PublicIdentifier")
    revision = first(item, f"{_IDENTIFIER}RevisionId")
    if public:
        return public.removesuffix(f":{revision}") if revision else public
    parts = [first(item, f"{_IDENTIFIER}{name}") for name in ("ProviderId", "DateId", "NewsItemId")]
    return f"urn:newsml:{':'.join(map(str, parts))}" if all(parts) else parts[-1]


def _content(item: Any) -> tuple[str, dict[str, Any]]:
    """Return the text of the first content item that has one, and what its NITF says beside."""
    for content in item.iter("{*}DataContent"):
        inner = next(content.iter("{*}nitf"), None)
        if inner is not None:
            fields, text = fields_of(inner), body_of(inner)
        elif len(content):
            fields, text = {}, text_of(content)
        else:
            fields, text = {}, markup_or_text(content.text or "")
        if text:
            return text, fields
    return "", {}


def _party(item: Any, role: str) -> str | None:
    found = attributes(item, f".//{{*}}AdministrativeMetadata/{{*}}{role}/{{*}}Party", "FormalName")
    return found[0] if found else None


def _towns(item: Any) -> Iterator[str]:
    """Yield the towns the item is said to come from."""
    for location in item.iter("{*}Location"):
        if location.get("HowPresent") == "Origin":
            for one in location.iterfind("{*}Property"):
                if one.get("FormalName") == "City" and one.get("Value", "").strip():
                    yield one.get("Value").strip()


def _embargo(item: Any) -> str | None:
    """Return until when an item is held: the time at which its status is to change."""
    status = next(iter(attributes(item, "{*}NewsManagement/{*}Status", "FormalName")), "")
    return (
        first(item, "{*}NewsManagement/{*}StatusWillChange/{*}DateAndTime")
        if (status.lower() == "embargoed")
        else None
    )
