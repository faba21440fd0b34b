"""Text made safe for where it goes: a terminal, JSON, a spreadsheet, a page of Markdown.

Articles come from anywhere. Nothing in one may drive a terminal (ECMA-48 control sequences), make a
line read as another one (Unicode Technical Report #36, bidirectional overrides), be run by a
spreadsheet (OWASP: CSV injection), or turn into a link that is more than a link.
"""

from urllib.parse import quote, urlsplit

from index.characters import FSI, LINE_ENDS, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO
from index.patterns import pattern

_CONTROLS = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_OVERRIDES = {ord(LRO): LRE, ord(RLO): RLE}
_OPENING = {LRE: PDF, RLE: PDF, LRI: PDI, RLI: PDI, FSI: PDI}
_DIRECTION = pattern(f"[{LRE}{RLE}{PDF}{LRI}{RLI}{FSI}{PDI}]")

_ESCAPED = {
    code: f"\\u{code:04x}"
    for code in (0x7F, *range(0x80, 0xA0), *map(ord, LINE_ENDS), ord(LRO), ord(RLO))
}
_ESCAPED_OUTSIDE_JSON = {**{code: f"\\u{code:04x}" for code in range(0x20)}, **_ESCAPED}

_UNSHOWABLE = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA1), 0x2028, 0x2029), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}

_FORMULA = pattern(r"(^\s*|[;\t\r\n|])(?=[=+\-@＝＋－＠])")
"""Pattern of where a spreadsheet begins a formula: at the start of a cell, in either width of the
signs, and behind what it may take for the end of another cell."""

_QUOTED_FORMULA = pattern(r"(^\s*|[;\t\r\n|])'(?=[=+\-@＝＋－＠])")

_MARKDOWN = pattern(r"([\\`*_\[\]<>#|~!&])")


def for_terminal(text: str) -> str:
    """Return ``text`` as a terminal may have it, each character in its old place.

    Control characters are spaces, overrides only embeddings, and what is opened is closed at the
    end, so that the text cannot turn what is printed beside it.
    """
    text = _CONTROLS.sub(" ", text).translate(_OVERRIDES)
    opened: list[str] = []
    for sign in _DIRECTION.findall(text):
        if sign in _OPENING:
            opened.append(_OPENING[sign])
        elif sign in opened:
            while opened.pop() != sign:
                pass
    return text + "".join(reversed(opened))


def for_screen(text: str) -> str:
    """Return ``text`` for the full screen, as long as before.

    Controls are spaces and lone surrogates U+FFFD; of the order of letters the bidi filter takes
    care, which knows no overrides.
    """
    return text.translate(_UNSHOWABLE)


def one_line(text: str) -> str:
    """Return ``text`` for a terminal on one line, without runs of spaces."""
    return " ".join(for_terminal(text).split())


def for_line(text: str) -> str:
    """Return ``text`` as one line of data, its control characters written as in JSON."""
    return text.translate(_ESCAPED_OUTSIDE_JSON)


def for_json(encoded: str) -> str:
    """Return encoded JSON with what is left of control characters and overrides escaped."""
    return encoded.translate(_ESCAPED)


def for_cell(text: str) -> str:
    """Return ``text`` as a cell that no spreadsheet takes for a formula."""
    return _FORMULA.sub(r"\1'", _CONTROLS.sub(" ", text).translate(_OVERRIDES))


def from_cell(text: str) -> str:
    """Return the text that :func:`for_cell` has made a cell of, but for its control characters."""
    return _QUOTED_FORMULA.sub(r"\1", text)


def for_markdown(text: str) -> str:
    """Return ``text`` on one line, with the signs that Markdown and HTML read escaped."""
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def markdown_link(title: str, address: str | None) -> str:
    """Return a title as a link to a page of the web, as plain text to anything else."""
    title = for_markdown(title)
    if not address or urlsplit(address).scheme.lower() not in ("http", "https"):
        return title
    return f"[{title}](<{quote(for_terminal(address), safe=_IN_ADDRESS)}>)"


_IN_ADDRESS = "%/:=&?~#+!$,;@"
"""Characters that a link keeps besides letters and digits."""
