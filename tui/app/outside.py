"""Programs outside the screen: the user's pager and browser."""

import os
import shlex
import subprocess
from urllib.parse import urlsplit

from textual.app import App, SuspendNotSupported

from index.article import Article
from search.results import Hit
from tui.app.language import _
from tui.app.lines import clean, paragraphs, wrap
from tui.app.results import describe
from tui.bidi import Mode, display, layout

PAGER = "less -R"


def page_of(hit: Hit, article: Article, width: int, mode: Mode) -> str:
    """The article as lines for a terminal of this mode, at its right edge where we place it."""
    lines = []
    text = "\n".join((hit.title, describe(hit), hit.url or "", article.text))
    for start, end in paragraphs(text):
        paragraph = clean(text[start:end])
        for first, last in wrap(paragraph, width - 1, mode):
            line = display(paragraph[first:last], mode, "rtl")
            if mode != "logical":
                taken = sum(cell.width for cell in layout(paragraph[first:last], "rtl", mode))
                line = " " * (width - 1 - taken) + line
            lines.append(line)
        lines.append("")
    return "\n".join(lines)


def open_in_pager(app: App[None], text: str) -> None:
    """Shows a text in ``$PAGER`` until that is left; says why when it cannot be."""
    command = shlex.split(os.environ.get("PAGER") or PAGER)
    try:
        with app.suspend():
            subprocess.run(
                command,
                input=text.encode(),
                env={**os.environ, "LESSCHARSET": "utf-8"},
                check=False,
            )
    except SuspendNotSupported:
        app.notify(_("There is no pager here"), severity="warning")
    except OSError as error:
        app.notify(f"{command[0]}: {error.strerror}", severity="warning")


def open_in_browser(app: App[None], address: str | None) -> None:
    """Opens an article's web page; only what the web is made of, no files or scripts."""
    if address and urlsplit(address).scheme in ("http", "https"):
        app.open_url(address)
    else:
        app.notify(_("This article has no web page"), severity="warning")
