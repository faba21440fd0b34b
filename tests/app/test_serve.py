"""In a browser: the address, the program behind each page, and what is missing."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

import pytest
from aiohttp import (
    ClientError,
    ClientSession,
    ClientWebSocketResponse,
    WSMsgType,
    WSServerHandshakeError,
)

from index.errors import InputError
from tests.app.browser import CHROMIUM, WITH_WEBGL, WITHOUT_WEBGL, open_page
from tests.support.command import one_line_error, run
from tui.app.web.serve import address, serve
from tui.app.web.server import INPUT, WIDEST, is_own, names_of
from tui.bidi import display


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8000", ("localhost", 8000)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
        ("news.example:8080", ("news.example", 8080)),
    ],
)
def test_an_address_is_a_port_of_this_computer_unless_it_says_more(
    text: str, expected: tuple[str, int]
) -> None:
    assert address(text) == expected


@pytest.mark.parametrize("text", ["", "host", "host:", "0", "70000", "-1", ":x"])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        address(text)


@contextmanager
def serving(directory: Path, tmp_path: Path, *options: str) -> Iterator[str]:
    """Run a real server, which this computer alone may look at; yield its host and port."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tui.cli", "tui", "--serve", str(port), "--lang", "en"]
    command += ["--index", str(directory), *options, "--place=حلب", "--", "مكتبة"]
    homes = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    server = subprocess.Popen(
        command, env=os.environ | homes, cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr and f"http://localhost:{port}" in server.stderr.readline()
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("localhost", port), 1):
                break
            time.sleep(0.05)
        yield f"localhost:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0


@pytest.fixture
def served(directory: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server without a password."""
    with serving(directory, tmp_path) as address:
        yield address


async def test_a_page_shows_the_session_asked_for(served: str) -> None:
    async with ClientSession(f"http://{served}") as browser:
        page = await (await browser.get("/")).text()
        assert 'lang="' in page and "نبأ" in page
        own = {"Origin": f"http://{served}"}
        async with browser.ws_connect("/ws?width=100&height=30", headers=own) as socket:
            drawn = ""
            while display("حلب", "visual", "rtl") not in drawn or "─" * 98 not in drawn:
                message = await socket.receive(timeout=20)
                if message.type == WSMsgType.BINARY:
                    drawn += message.data.decode(errors="replace")
            assert "─" * 99 not in drawn  # the page's width, not that of the server's shell


PLACES = """(() => {
  const walker = document.createTreeWalker(document.querySelector(".xterm-rows"), 4);
  const found = [];
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(WORD);
    for (let place = at; at >= 0 && place < at + WORD.length; place++) {
      const range = document.createRange();
      range.setStart(walker.currentNode, place);
      range.setEnd(walker.currentNode, place + 1);
      found.push(range.getBoundingClientRect().left);
    }
    if (found.length) return found;
  }
})()"""
"""Where the browser draws the letters of a word in the rows it makes without WebGL."""


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
async def test_without_webgl_letters_stand_in_their_cells(served: str) -> None:
    word = display("المكتبة", "visual")
    async with open_page(f"http://{served}/", *WITHOUT_WEBGL) as page:
        assert await page.until("!!document.querySelector('.xterm-rows')")
        lefts = await page.until(PLACES.replace("WORD", repr(word)))
        steps = [after - before for before, after in pairwise(lefts)]
        assert len(lefts) == len(word)
        assert max(steps) - min(steps) < 1 and min(steps) > 5, steps


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
async def test_with_webgl_the_page_is_drawn_on_a_canvas(served: str) -> None:
    async with open_page(f"http://{served}/", *WITH_WEBGL) as page:
        await page.until("document.querySelectorAll('canvas').length > 1")
        assert not await page.value("!!document.querySelector('.xterm-rows')")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://localhost:1"},
        {"Origin": "null"},
        {"Host": "elsewhere.example", "Origin": "http://elsewhere.example"},
        {"Host": "elsewhere.example"},
    ],
)
async def test_a_page_from_elsewhere_gets_no_session(served: str, headers: dict[str, str]) -> None:
    async with ClientSession(f"http://{served}") as browser:
        with pytest.raises(WSServerHandshakeError) as refused:
            await browser.ws_connect("/ws", headers=headers)
        assert refused.value.status == 403


def test_a_server_goes_by_its_names_alone() -> None:
    assert is_own("http://news.example", "news.example", names_of("0.0.0.0", ["News.Example"]))
    assert is_own("http://news.example:80", "news.example:80", names_of("news.example"))
    assert not is_own("http://evil.example", "news.example", names_of("news.example"))
    assert not is_own(None, "evil.example", names_of("0.0.0.0", ["news.example"]))
    assert not is_own(None, "[bad", names_of("localhost"))
    assert is_own(None, "[::1]:8000", names_of("localhost"))


@pytest.mark.parametrize("host", ["0.0.0.0", "[::]"])
def test_every_address_needs_a_name(host: str) -> None:
    with pytest.raises(InputError, match="--allow-host"):
        serve([], host, 8000)


async def drawn_until(socket: ClientWebSocketResponse, text: str) -> str:
    """Take in what is drawn until a text is among it."""
    drawn = ""
    while text not in drawn:
        message = await socket.receive(timeout=60)
        if message.type == WSMsgType.BINARY:
            drawn += message.data.decode(errors="replace")
    return drawn


async def test_no_page_makes_a_screen_larger_than_any_window(served: str) -> None:
    async with (
        ClientSession(f"http://{served}") as browser,
        browser.ws_connect("/ws?width=100000&height=100000", max_msg_size=0) as socket,
    ):
        drawn = await drawn_until(socket, "─" * (WIDEST - 2))
        assert "─" * (WIDEST - 1) not in drawn


@pytest.mark.parametrize(
    "message", ["", "{}", "7", '["stdin", 7]', '["resize", {"width": 9}]', '["stdin", "%s"]']
)
async def test_what_no_page_sends_ends_the_session_and_not_the_server(
    served: str, message: str
) -> None:
    async with ClientSession(f"http://{served}") as browser:
        async with browser.ws_connect("/ws?width=80&height=24", max_msg_size=0) as socket:
            await socket.send_str(message.replace("%s", "ا" * (INPUT + 1)))
            while not socket.closed:
                await socket.receive(timeout=60)
        assert (await browser.get("/")).status == 200


async def test_a_list_that_is_written_goes_to_the_browser(served: str, tmp_path: Path) -> None:
    async with (
        ClientSession(f"http://{served}") as browser,
        browser.ws_connect("/ws?width=100&height=30", max_msg_size=0) as socket,
    ):
        await drawn_until(socket, "40 results")
        for keys in ("\x1b[B", "e"):
            await socket.send_json(["stdin", keys])
        await drawn_until(socket, ".jsonl")
        await socket.send_json(["stdin", "\x15../list.jsonl\r"])
        while (message := await socket.receive(timeout=60)).type != WSMsgType.TEXT:
            pass
        kind, key = json.loads(message.data)
        assert kind == "deliver_file_start"
        lines = (await (await browser.get(f"/download/{key}")).text()).splitlines()
    assert len(lines) == 40 and json.loads(lines[0])["rank"] == 1
    assert not list(tmp_path.rglob("*.jsonl")) and not list(tmp_path.parent.glob("*.jsonl"))


async def test_with_a_password_a_session_is_for_those_who_have_it(
    directory: Path, tmp_path: Path
) -> None:
    (tmp_path / "password").write_text("كلمة سر طويلة\n")
    option = f"--password-file={tmp_path / 'password'}"
    with serving(directory, tmp_path, option) as address:
        async with ClientSession(f"http://{address}") as browser:
            assert (await browser.get("/")).status == 401
            with pytest.raises(WSServerHandshakeError) as refused:
                await browser.ws_connect("/ws")
            assert refused.value.status == 401
            header = {"Authorization": f"Basic {b64encode(':كلمة سر طويلة'.encode()).decode()}"}
            assert (await browser.get("/", headers=header)).status == 200
            async with browser.ws_connect("/ws?width=100&height=30", max_msg_size=0) as socket:
                await drawn_until(socket, "40 results")


async def test_sessions_end_with_their_server_however_it_dies(directory: Path) -> None:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tui.cli", "tui", "--serve", str(port)]
    server = subprocess.Popen([*command, "--index", str(directory)], stderr=subprocess.PIPE)
    assert server.stderr and server.stderr.readline()
    async with ClientSession(f"http://localhost:{port}") as browser:
        for _ in range(200):
            with suppress(OSError, ClientError):
                page = await browser.ws_connect("/ws?width=80&height=24", max_msg_size=0)
                break
            await asyncio.sleep(0.1)
        await drawn_until(page, "─" * 20)
        sessions = children(server.pid)
        assert sessions
        server.kill()
        server.wait()
        deadline = time.monotonic() + 30
        while any(Path(f"/proc/{pid}").exists() for pid in sessions):
            assert time.monotonic() < deadline, sessions
            await asyncio.sleep(0.2)


def children(pid: int) -> set[int]:
    """The processes below one that have not ended."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = status.read_text().rpartition(") ")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                found |= {int(status.parent.name)} | children(int(status.parent.name))
    return found


def test_filters_that_cannot_be_are_told_before_anything_is_served() -> None:
    done = run("tui", "--serve", "18347", "--since", "2025", "--until", "2024")
    assert done.returncode == 2
    assert "--since 2025-01-01 is after" in one_line_error(done)


def test_without_textual_serve_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "tui.app.web.server", raising=False)
    with pytest.raises(InputError, match=r"naba\[serve\]"):
        serve([], "localhost", 8000)
