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
    "id": mark("id"),
    "added": mark("added"),
    "written in": mark("written in"),
    "url": mark("url"),
    "file": mark("file"),
    "title": mark("title"),
    "body": mark("body"),
    "title_stem": mark("title_stem"),
    "body_stem": mark("body_stem"),
    "format": mark("format"),
    "analysis": mark("analysis"),
    "extractor": mark("extractor"),
    "compiled": mark("compiled"),
}


def padded(text: str, columns: int) -> str:
    """Return a label with spaces behind it, so that it takes so many columns at least."""
    from tui.cli.printer import columns_of

    return text + " " * (columns - columns_of(text))


def label(name: str) -> str:
    """Return what a facet, a field, a period or a part is called; itself where unknown."""
    return _(_NAMES[name]) if name in _NAMES else name
