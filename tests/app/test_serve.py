"""In a browser: the address, the program behind each page, and what is missing."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError

from index.errors import InputError
from tests.app.browser import CHROMIUM, WITH_WEBGL, WITHOUT_WEBGL, open_page
from tui.app.web.serve import address, serve
from tui.app.web.server import is_own
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


@pytest.fixture
def served(directory: Path, tmp_path: Path) -> Iterator[str]:
    """The address (host and port) of a real server, which this computer alone may look at."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tui.cli", "tui", "--serve", str(port), "--lang", "en"]
    command += ["--index", str(directory), "--place=حلب", "--", "مكتبة"]
    homes = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    server = subprocess.Popen(command, env=os.environ | homes, stderr=subprocess.PIPE, text=True)
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


def test_a_server_for_others_goes_by_any_name() -> None:
    assert is_own("http://news.example", "news.example", "0.0.0.0")
    assert not is_own("http://evil.example", "news.example", "0.0.0.0")
    assert is_own(None, "[::1]:8000", "localhost")


def test_without_textual_serve_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "tui.app.web.server", raising=False)
    with pytest.raises(InputError, match=r"naba\[serve\]"):
        serve([], "localhost", 8000)
