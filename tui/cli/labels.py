"""What the command line calls facets, fields and periods, in the language in use."""

from tui.i18n import _, mark

_NAMES = {
    "person": mark("person"),
    "place": mark("place"),
    "org": mark("org"),
    "source": mark("source"),
    "category": mark("category"),
    "tag": mark("tag"),
    "author": mark("author"),
    "date": mark("date"),
    "word": mark("word"),
    "day": mark("day"),
    "week": mark("week"),
    "month": mark("month"),
    "path": mark("path"),
    "url": mark("url"),
}


def label(name: str) -> str:
    """Return what a facet, a field of an article or a period is called; itself where unknown."""
    return _(_NAMES[name]) if name in _NAMES else name
