"""The server behind ``--serve``: textual-serve's, for its own pages alone, within limits."""

import json
import time
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web
from textual_serve.server import Server

from tui.app.web.password import Door, Handler
from tui.app.web.serve import HERE

SESSIONS = 16
"""Maximum number of pages that are open at the same time, each with a process of its own."""
WIDEST, HIGHEST = 500, 200
"""Size of a page's screen in cells that no browser's window exceeds; a larger one is cut to it."""
IDLE = 3600.0
"""Seconds without a key, a click or another size after which a page's session ends."""
INPUT = 65536
"""Maximum number of characters that a page may send at once as typed."""


def is_own(origin: str | None, host: str, names: Collection[str]) -> bool:
    """Tell whether a request comes from a page of this server, or from no page at all.

    ``origin`` and ``host`` are the request's headers, ``names`` are those the server goes by. Any
    page of a browser may open a WebSocket to any server, and so drive a session of the user's
    (OWASP: cross-site WebSocket hijacking); it says where it comes from, though. A name that was
    turned to this computer afterwards (DNS rebinding) is none of the server's.
    """
    try:
        if urlsplit(f"//{host}").hostname not in names:
            return False
        return origin is None or urlsplit(origin).netloc == host
    except ValueError:
        return False


def names_of(host: str, allowed: Collection[str] = ()) -> frozenset[str]:
    """Return the names a server at ``host`` goes by: its own, and those ``allowed`` besides."""
    own = HERE if host in HERE else (host,)
    return frozenset(name.lower().strip("[]") for name in (*own, *allowed))


class PageServer(Server):  # type: ignore[misc]
    """Runs a session for each page that is opened, for those with the ``password`` if any."""

    def __init__(
        self,
        *args: Any,
        allowed: Collection[str] = (),
        password: str | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._names = names_of(self.host, allowed)
        self._door = None if password is None else Door(password, self.port)
        self._open = 0

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        if door := self._door:

            @web.middleware
            async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
                return await door.answer(request, handler)

            app.middlewares.append(guard)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the command has said where the page is."""

    async def handle_websocket(self, request: web.Request) -> Any:
        """Run the session of a page of this server; any other, and one too many, is refused."""
        if not is_own(request.headers.get("Origin"), request.host, self._names):
            raise web.HTTPForbidden
        if self._open >= SESSIONS:
            raise web.HTTPServiceUnavailable
        size = {
            "width": _within(request.query.get("width"), 80, WIDEST),
            "height": _within(request.query.get("height"), 24, HIGHEST),
        }
        self._open += 1
        try:
            sized = request.clone(rel_url=request.rel_url.update_query(size))
            return await super().handle_websocket(sized)
        finally:
            self._open -= 1

    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: Any) -> None:
        """Pass on what the page sends, until it goes, sends what no page does, or is left alone."""
        left = time.monotonic() + IDLE
        while (patience := left - time.monotonic()) > 0:
            try:
                message = await websocket.receive(timeout=patience)
            except TimeoutError:
                return
            if message.type != WSMsgType.TEXT:
                if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED):
                    return
                continue
            try:
                kind, *rest = json.loads(message.data)
                if kind in ("stdin", "resize"):
                    left = time.monotonic() + IDLE
                await self._pass_on(websocket, app_service, kind, *rest)
            except (ValueError, TypeError, KeyError, AttributeError):
                return

    async def _pass_on(
        self, websocket: web.WebSocketResponse, app_service: Any, kind: str, data: Any = None
    ) -> None:
        match kind:
            case "stdin":
                if len(data) > INPUT:
                    raise ValueError(len(data))
                await app_service.send_bytes(data.encode("utf-8"))
            case "resize":
                width = _within(data["width"], 80, WIDEST)
                await app_service.set_terminal_size(width, _within(data["height"], 24, HIGHEST))
            case "ping":
                await websocket.send_json(["pong", data])
            case "blur":
                await app_service.blur()
            case "focus":
                await app_service.focus()


def _within(asked: Any, otherwise: int, most: int) -> int:
    """Return a width or height that a page asks for, within the limits."""
    try:
        return max(1, min(int(asked), most))
    except (ValueError, TypeError, OverflowError):
        return otherwise
