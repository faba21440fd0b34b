"""Programs outside the screen: the user's pager and browser."""

import os
import shlex
import subprocess
from urllib.parse import urlsplit

from textual.app import App, SuspendNotSupported

from index.article import Article
from search.results import Hit
from tui.app.widgets.hit_list import describe
from tui.app.widgets.wrapping import paragraphs, wrap
from tui.bidi import Mode, display, layout
from tui.i18n import _
from tui.output.safe import for_screen

PAGER = "less -R"


def page_of(hit: Hit, article: Article, width: int, mode: Mode) -> str:
    """Return the article as lines for a terminal of this mode, at its right edge where we place
    it.
    """
    lines = []
    text = "\n".join((hit.title, describe(hit), hit.url or "", article.text))
    for start, end in paragraphs(text):
        paragraph = for_screen(text[start:end])
        for first, last in wrap(paragraph, width - 1, mode):
            line = display(paragraph[first:last], mode, "rtl")
            if mode != "logical":
                taken = sum(cell.width for cell in layout(paragraph[first:last], "rtl", mode))
                line = " " * (width - 1 - taken) + line
            lines.append(line)
        lines.append("")
    return "\n".join(lines)


def open_in_pager(app: App[None], text: str) -> str | None:
    """Show a text in ``$PAGER`` until that is left; return the reason when it cannot be."""
    pager = os.environ.get("PAGER", "").strip() or PAGER
    try:
        with app.suspend():
            subprocess.run(
                shlex.split(pager),
                input=text.encode(),
                env={**os.environ, "LESSCHARSET": "utf-8"},
                check=False,
            )
    except SuspendNotSupported:
        return _("There is no pager here")
    except (OSError, ValueError) as error:
        return f"{pager}: {error.strerror if isinstance(error, OSError) else error}"
    return None


def open_in_browser(app: App[None], address: str | None) -> str | None:
    """Open an article's web page, or return the reason when it has none.

    Only what the web is made of: no files, no scripts.
    """
    if not address or urlsplit(address).scheme not in ("http", "https"):
        return _("This article has no web page")
    app.open_url(address)
    return None
