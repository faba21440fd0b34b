"""A real browser for tests: Chromium without a window, driven by its DevTools protocol."""

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
WITHOUT_WEBGL = ("--disable-gpu", "--disable-3d-apis", "--disable-software-rasterizer")
WITH_WEBGL = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")


class Page:
    """One page of the browser."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        await self._socket.send_json(message)
        while (answer := await self._socket.receive_json()).get("id") != self._number:
            pass
        return answer["result"]

    async def value(self, expression: str) -> Any:
        """What a JavaScript expression is in the page."""
        found = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return found["result"].get("value")

    async def until(self, expression: str, patience: float = 60) -> Any:
        """Wait for an expression to be something, and return it."""
        deadline = asyncio.get_running_loop().time() + patience
        while not (found := await self.value(expression)):
            assert asyncio.get_running_loop().time() < deadline, expression
            await asyncio.sleep(0.1)
        return found


@asynccontextmanager
async def open_page(address: str, *flags: str) -> AsyncIterator[Page]:
    """Open a page in a browser of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        own = ("--headless=new", "--no-sandbox", "--remote-debugging-port=0")
        command = [str(CHROMIUM), *own, f"--user-data-dir={profile}", "--window-size=1000,640"]
        browser = subprocess.Popen(
            [*command, *flags, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            port = await _port(Path(profile, "DevToolsActivePort"))
            async with ClientSession(f"http://localhost:{port}") as session:
                tabs = await (await session.get("/json")).json()
                place = next(tab for tab in tabs if tab["type"] == "page")["webSocketDebuggerUrl"]
                async with session.ws_connect(place, max_msg_size=0) as socket:
                    page = Page(socket)
                    await page.call("Page.navigate", url=address)
                    yield page
        finally:
            browser.kill()
            browser.wait()


async def _port(file: Path, patience: float = 60) -> int:
    """The port on which the browser is driven, once it has said so and listens."""
    deadline = asyncio.get_running_loop().time() + patience
    while asyncio.get_running_loop().time() < deadline:
        with suppress(OSError, ValueError, IndexError, ClientError):
            port = int(file.read_text().split()[0])
            async with ClientSession() as session:
                await session.get(f"http://localhost:{port}/json")
            return port
        await asyncio.sleep(0.2)
    raise AssertionError("the browser does not answer")
