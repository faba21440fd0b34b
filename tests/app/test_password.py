"""A password in front of the pages: who has it comes in, who guesses is slowed down."""

from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, WSServerHandshakeError
from aiohttp.test_utils import TestServer

from index.errors import InputError
from tui.app.web import password
from tui.app.web.password import MOST_WRONG, SHORTEST, read_password
from tui.app.web.serve import PAGE, serve
from tui.app.web.server import PageServer

SECRET = "مفتاح الأرشيف 7"


def basic(secret: str) -> dict[str, str]:
    """The header that a browser sends once a password was typed."""
    return {"Authorization": f"Basic {b64encode(f'anyone:{secret}'.encode()).decode()}"}


RIGHT, WRONG = basic(SECRET), basic("guess")


@asynccontextmanager
async def door(secret: str | None = SECRET) -> AsyncIterator[str]:
    """Serve pages without sessions; yield their address."""
    page = PageServer(
        "false",
        host="127.0.0.1",
        templates_path=PAGE,
        allowed=["news.example"],
        password=secret,
    )
    async with TestServer(await page._make_app()) as server:
        yield str(server.make_url("")).rstrip("/")


def browser(address: str) -> ClientSession:
    return ClientSession(address, cookie_jar=CookieJar(unsafe=True))


async def test_without_the_password_there_is_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async with door() as address, browser(address) as someone:
        for path in ("/", "/ws", "/download/x", "/static/js/textual.js", "/none"):
            for headers in ({}, WRONG):
                answer = await someone.get(path, headers=headers)
                assert answer.status == 401
                assert answer.headers["WWW-Authenticate"].startswith("Basic ")
                assert not answer.cookies
        with pytest.raises(WSServerHandshakeError) as refused:
            await someone.ws_connect("/ws")
        assert refused.value.status == 401
    assert "guess" not in caplog.text


async def test_the_password_is_asked_once_and_a_cookie_opens_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.app.web.server.SESSIONS", 0)
    async with door() as address, browser(address) as someone:
        answer = await someone.get("/", headers=RIGHT)
        assert answer.status == 200
        (cookie,) = answer.cookies.values()
        assert cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["secure"]
        assert (await someone.get("/static/js/textual.js")).status == 200
        with pytest.raises(WSServerHandshakeError) as full:
            await someone.ws_connect("/ws")  # as browsers do that send no password here
        assert full.value.status == 503


async def test_behind_tls_the_cookie_stays_there() -> None:
    async with door() as address, browser(address) as someone:
        answer = await someone.get("/", headers=RIGHT | {"X-Forwarded-Proto": "https"})
        (cookie,) = answer.cookies.values()
        assert cookie["secure"]


@pytest.mark.parametrize("header", ["Basic", "Basic !", "Basic ÿ", "Bearer x", "Basic Og==", ""])
async def test_what_is_no_password_is_refused(header: str) -> None:
    async with door() as address, browser(address) as someone:
        assert (await someone.get("/", headers={"Authorization": header})).status == 401


async def test_who_guesses_is_slowed_down_and_who_is_in_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr(password.time, "monotonic", lambda: now)
    async with door() as address, browser(address) as inside, browser(address) as someone:
        assert (await inside.get("/", headers=RIGHT)).status == 200
        for _ in range(MOST_WRONG):
            assert (await someone.get("/", headers=WRONG)).status == 401
        answer = await someone.get("/", headers=RIGHT)
        assert answer.status == 429 and 0 < int(answer.headers["Retry-After"]) <= 61
        assert (await inside.get("/")).status == 200
        now += 61
        assert (await someone.get("/", headers=RIGHT)).status == 200


async def test_a_cookie_of_another_server_opens_nothing() -> None:
    async with door() as other, browser(other) as someone:
        await someone.get("/", headers=RIGHT)
        cookies = {cookie.key: cookie.value for cookie in someone.cookie_jar}
    async with door() as address, ClientSession(address, cookies=cookies) as again:
        assert (await again.get("/")).status == 401


async def test_without_a_password_nobody_is_asked() -> None:
    async with door(None) as address, browser(address) as someone:
        assert (await someone.get("/")).status == 200


@pytest.mark.parametrize(
    "text", ["", "\n", "short\n", " " * 20, "\nlong enough, on the second line"]
)
def test_a_short_password_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "p").write_text(text)
    with pytest.raises(InputError, match=f"fewer than {SHORTEST}"):
        serve([], "localhost", 8000, password_file=tmp_path / "p")


def test_a_password_file_is_read_as_editors_write_it(tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes("\ufeffكلمة سر طويلة\r\nرأي".encode())
    assert read_password(tmp_path / "p") == "كلمة سر طويلة"
    (tmp_path / "p").write_bytes(b"\xff" * 20)
    for path in (tmp_path / "p", tmp_path / "none", tmp_path):
        with pytest.raises(InputError, match="cannot read"):
            read_password(path)
