"""Copying to the clipboard of the user's terminal (OSC 52), and saying honestly what became of it.

A terminal does not answer whether it takes a copy; of some it is known that they do not.
"""

import os
import subprocess
from collections.abc import Mapping

from textual.widget import Widget

from tui.i18n import _, isolated, mark

BROWSER = mark("A page in a browser cannot copy; mark the text with Shift and the mouse")
TERMINAL = mark(
    "This terminal takes no copies from programs; mark the text with Shift and the mouse"
)
TMUX = mark("tmux passes no copies on: set -g set-clipboard on")


def copy(widget: Widget, text: str, what: str) -> None:
    """Send a text to the clipboard and say ``what`` was sent, or why nothing will arrive."""
    app = widget.app
    if reason := BROWSER if app.is_web else refusal():
        app.notify(_(reason), severity="warning", markup=False)
        return
    app.copy_to_clipboard(text)
    app.notify(_("Sent to the clipboard: {what}").format(what=isolated(what)), markup=False)


def refusal(env: Mapping[str, str] = os.environ) -> str | None:
    """Return why the terminal will take no copy, None where it may."""
    if env.get("TMUX"):
        command = ["tmux", "show-options", "-sv", "set-clipboard"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=1, check=True)
        except (OSError, subprocess.SubprocessError):
            return None
        return TMUX if done.stdout.strip() == "off" else None
    if env.get("TERM_PROGRAM") == "Apple_Terminal" or env.get("VTE_VERSION"):
        return TERMINAL
    return None
