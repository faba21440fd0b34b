"""A password in front of the pages: HTTP Basic (RFC 7617) once, then a cookie.

Not every browser sends what was typed for Basic when it opens a WebSocket; the cookie goes with
all that a page asks for. It ends with the server.
"""

import binascii
import hmac
import secrets
import time
from base64 import b64decode
from collections import deque
from collections.abc import Awaitable, Callable
from hashlib import sha256
from pathlib import Path

from aiohttp import web

from index.errors import InputError

SHORTEST = 8
"""Fewest characters of a password."""
MOST_WRONG = 10
"""Number of wrong passwords, from wherever they come, after which none is looked at for a while."""
PATIENCE = 60.0
"""Seconds that a wrong password counts."""

_SCHEME = "Basic"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def read_password(path: Path) -> str:
    """Return the first line of a file.

    Raises InputError when it cannot be read, or has fewer than `SHORTEST` characters.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError("cannot read {path}: {reason}", path=path, reason=reason) from error
    password = lines[0].strip() if lines else ""
    if len(password) < SHORTEST:
        raise InputError(
            "the first line of {path} is the password, and has fewer than {number} characters",
            path=path,
            number=SHORTEST,
        )
    return password


class Door:
    """Lets requests with the password in, and afterwards those with the cookie they were given."""

    def __init__(self, password: str, port: int) -> None:
        self._password = sha256(password.encode()).digest()
        self._name = f"naba-{port}"
        self._cookie = secrets.token_urlsafe(32)
        self._wrong: deque[float] = deque()

    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Return the answer of ``handler``, or raise the one that refuses the request."""
        if self._has_cookie(request):
            return await handler(request)
        self._require_password(request)
        response = await handler(request)
        if not response.prepared:
            self._give_cookie(request, response)
        return response

    def _has_cookie(self, request: web.Request) -> bool:
        given = request.cookies.get(self._name, "")
        return hmac.compare_digest(given.encode(), self._cookie.encode())

    def _give_cookie(self, request: web.Request, response: web.StreamResponse) -> None:
        # A server behind TLS is told so by what stands before it.
        scheme = request.headers.get("X-Forwarded-Proto", request.scheme)
        secure = scheme == "https"
        response.set_cookie(
            self._name, self._cookie, httponly=True, samesite="Strict", secure=secure
        )

    def _require_password(self, request: web.Request) -> None:
        """Raise the answer that refuses a request, unless it has the password."""
        given = _given(request.headers.get("Authorization", ""))
        if given is None:
            raise _asking()
        now = time.monotonic()
        while self._wrong and self._wrong[0] < now - PATIENCE:
            self._wrong.popleft()
        if len(self._wrong) >= MOST_WRONG:
            wait = int(self._wrong[0] + PATIENCE - now) + 1
            raise web.HTTPTooManyRequests(headers={"Retry-After": str(wait)})
        if not hmac.compare_digest(sha256(given).digest(), self._password):
            self._wrong.append(now)
            raise _asking()


def _given(header: str) -> bytes | None:
    """Return the password of a header of Basic authentication, None when it is none."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != _SCHEME.lower():
        return None
    try:
        return b64decode(encoded, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return None


def _asking() -> web.HTTPUnauthorized:
    """Return the answer that makes a browser ask for the password."""
    return web.HTTPUnauthorized(headers={"WWW-Authenticate": f'{_SCHEME} realm="naba"'})
