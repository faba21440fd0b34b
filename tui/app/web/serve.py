"""The full screen in a browser: textual-serve runs one program for every page that is opened."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from index.errors import InputError

PAGE = Path(__file__).parent
"""Folder of naba's own page; textual-serve's page fetches its font from the internet."""

HERE = ("localhost", "127.0.0.1", "::1")
"""Names of this computer that no other can ask for."""
_EVERY = ("0.0.0.0", "::", "*")
"""Hosts that stand for all addresses of the computer."""


def address(text: str) -> tuple[str, int]:
    """Return ``[HOST:]PORT`` as host and port; without a host only this computer may look.

    Raises ``ValueError`` for a port that is none.
    """
    host, _, port = text.rpartition(":")
    number = int(port)
    if not 0 < number < 65536:
        raise ValueError(f"no port: {port}")
    return host or "localhost", number


def serve(
    arguments: Sequence[str],
    host: str,
    port: int,
    allowed: Sequence[str] = (),
    password_file: Path | None = None,
) -> int:
    """Serve ``naba tui`` with these arguments until it is interrupted.

    ``allowed`` are further names by which browsers may ask for it; the first line of
    ``password_file`` is the password they need. Raises ``InputError`` where textual-serve is not
    installed, for an address that stands for all there are when no name is allowed, and for a
    password that cannot be read or is too short.
    """
    if host.strip("[]") in _EVERY and not allowed:
        raise InputError(
            "{host} is every address of this computer; say by which names it may be asked for: "
            "--allow-host NAME",
            host=host,
        )
    try:
        from tui.app.web.password import read_password
        from tui.app.web.server import PageServer
    except ImportError:
        raise InputError("--serve needs textual-serve: pip install 'naba[serve]'") from None
    password = read_password(password_file) if password_file else None
    if password is None and host not in HERE:
        print("naba: there is no password: anybody who reaches it may search", file=sys.stderr)
    print(f"naba: the full screen is at http://{host}:{port}; Ctrl-C ends it", file=sys.stderr)
    command = shlex.join([sys.executable, "-m", "tui.cli", "tui", *arguments])
    PageServer(
        command,
        host=host,
        port=port,
        title="نبأ",
        templates_path=PAGE,
        allowed=allowed,
        password=password,
    ).serve()
    return 0
