"""The page that shows the screen in a browser."""

import re
import sys
from types import ModuleType

import pytest

from tui.app.serve import PAGE, serve

TEXT = (PAGE / "app_index.html").read_text(encoding="utf-8")


def test_the_page_fetches_nothing_from_elsewhere() -> None:
    addresses = re.findall(r"""(?:src|href)="([^"]*)"|url\("([^"]*)"\)""", TEXT)
    assert addresses
    assert all(re.match(r"/static/|data:", one or other) for one, other in addresses)
    assert not re.search("https?://", TEXT)


def test_the_page_is_given_to_textual_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {}

    class Server:
        def __init__(self, command: str, **options: object) -> None:
            given.update(options)

        def serve(self) -> None:
            pass

    module = ModuleType("textual_serve.server")
    module.Server = Server
    monkeypatch.setitem(sys.modules, "textual_serve", ModuleType("textual_serve"))
    monkeypatch.setitem(sys.modules, "textual_serve.server", module)
    serve([], "localhost", 8000)
    assert (given["templates_path"] / "app_index.html").is_file()
