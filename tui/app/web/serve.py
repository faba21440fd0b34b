"""The full screen in a browser: textual-serve runs one program for every page that is opened."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from index.errors import InputError

PAGE = Path(__file__).parent
"""Folder of naba's own page; textual-serve's page fetches its font from the internet."""


def address(text: str) -> tuple[str, int]:
    """Return ``[HOST:]PORT`` as host and port; without a host only this computer may look.

    Raises ``ValueError`` for a port that is none.
    """
    host, _, port = text.rpartition(":")
    number = int(port)
    if not 0 < number < 65536:
        raise ValueError(f"no port: {port}")
    return host or "localhost", number


def serve(arguments: Sequence[str], host: str, port: int) -> int:
    """Serve ``naba tui`` with these arguments until it is interrupted.

    Raises ``InputError`` where textual-serve is not installed.
    """
    try:
        from tui.app.web.server import PageServer
    except ImportError:
        raise InputError("--serve needs textual-serve: pip install 'naba[serve]'") from None
    command = shlex.join([sys.executable, "-m", "tui.cli", "tui", *arguments])
    PageServer(command, host=host, port=port, title="نبأ", templates_path=PAGE).serve()
    return 0
