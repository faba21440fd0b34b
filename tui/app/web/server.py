"""The server behind ``--serve``: textual-serve's, for its own pages alone."""

from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

_HERE = ("localhost", "127.0.0.1", "::1")


def is_own(origin: str | None, host: str, served: str) -> bool:
    """Tell whether a request comes from a page of this server, or from no page at all.

    ``origin`` and ``host`` are the request's headers, ``served`` is the host the server was given.
    Any page of a browser may open a WebSocket to any server, and so drive a session of the user's
    (OWASP: cross-site WebSocket hijacking); it says where it comes from, though. A name that was
    turned to this computer afterwards (DNS rebinding) is not one a local server goes by.
    """
    if served in _HERE and urlsplit(f"//{host}").hostname not in _HERE:
        return False
    return origin is None or urlsplit(origin).netloc == host


class PageServer(Server):  # type: ignore[misc]
    """Runs a session for each page that is opened."""

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the command has said where the page is."""

    async def handle_websocket(self, request: web.Request) -> Any:
        """Run the session of a page of this server; any other is refused."""
        if not is_own(request.headers.get("Origin"), request.host, self.host):
            raise web.HTTPForbidden
        return await super().handle_websocket(request)
