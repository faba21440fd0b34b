"""In a browser: the address, the program behind each page, and what is missing."""

import shlex
import sys
from types import ModuleType, SimpleNamespace

import pytest

from index.errors import InputError
from tui.app.serve import address, serve


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


def test_each_page_gets_the_same_session(monkeypatch: pytest.MonkeyPatch) -> None:
    given = []

    class Server:
        def __init__(self, command: str, **options: object) -> None:
            given.append((command, options))

        def serve(self) -> None:
            given.append("serving")

    module = ModuleType("textual_serve.server")
    module.Server = Server
    monkeypatch.setitem(sys.modules, "textual_serve", SimpleNamespace(server=module))
    monkeypatch.setitem(sys.modules, "textual_serve.server", module)
    assert serve(["--place=حي السلام", "--", "ماء"], "localhost", 8000) == 0
    (command, options), after = given
    assert shlex.split(command)[-3:] == ["--place=حي السلام", "--", "ماء"]
    assert (options["host"], options["port"], after) == ("localhost", 8000, "serving")


def test_without_textual_serve_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    with pytest.raises(InputError, match=r"naba\[serve\]"):
        serve([], "localhost", 8000)
