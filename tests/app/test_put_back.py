"""A terminal that reorders by itself: what it is sent, and that it gets back all it had."""

import base64
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from search import Engine
from tests.bidi.emulator import VTE, Emulator
from tests.support.command import process_state
from tui.bidi import display

OFF, ON = b"\x1b[8l", b"\x1b[8h"
LEFT = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?2004l")
"""The screen of before, its cursor, no mouse, no marks around what is pasted."""
TURNED = bytes.maketrans(b"hl", b"lh")
FOUND = display("120 نتيجة", "visual", "rtl")

Start = Callable[..., Emulator]

CRASHING = """
import sys
from tui.app.app import NabaApp
from tui.cli import main

def action_sort(self):
    raise LookupError("on purpose")

NabaApp.action_sort = action_sort
sys.exit(main())
"""


@pytest.fixture
def start(directory: Path, tmp_path: Path) -> Iterator[Start]:
    """Start ``naba tui`` on the common index in such a terminal."""
    with ExitStack() as started:

        def begin(*options: str, program: str = "", typed: str = "", **env: str) -> Emulator:
            how = ["-c", program] if program else ["-m", "tui.cli"]
            command = [sys.executable, *how, "tui", "--index", str(directory), *options]
            homes = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA")}
            env = {"TERM": "xterm-256color", "COLORTERM": "truecolor", **homes, **env}
            return started.enter_context(Emulator(command, typed.encode() + VTE, **env))

        yield begin


def put_back(terminal: Emulator) -> bool:
    """Whether the last that was said of everything is that it is as before."""
    seen = terminal.seen
    return (
        terminal.restored
        and seen.rindex(ON) > seen.rindex(OFF)
        and all(seen.rfind(left) > seen.rfind(left.translate(TURNED)) for left in LEFT)
    )


def kill(number: int) -> Callable[[Emulator], None]:
    return lambda terminal: terminal.process.send_signal(number)


def press(keys: str) -> Callable[[Emulator], None]:
    return lambda terminal: terminal.send(keys)


@pytest.mark.parametrize(
    ("ending", "code", "program"),
    [
        (press("\x03"), 130, ""),
        (kill(signal.SIGTERM), 143, ""),
        (kill(signal.SIGHUP), 129, ""),
        (press("\ts"), 3, CRASHING),
    ],
    ids=["ctrl-c", "SIGTERM", "SIGHUP", "fault"],
)
def test_however_it_ends_the_terminal_is_put_back(
    start: Start, ending: Callable[[Emulator], None], code: int, program: str
) -> None:
    terminal = start(program=program)
    terminal.read_until(FOUND)
    assert not put_back(terminal)
    assert terminal.seen.index(OFF) < terminal.seen.index(b"\x1b[?1049h")
    ending(terminal)
    terminal.end()
    assert terminal.process.returncode == code
    assert put_back(terminal)
    after = terminal.seen[terminal.seen.rindex(LEFT[0]) :]
    assert b"Traceback" not in after
    assert after.count(b"on purpose") == (1 if program else 0)


def stopped(terminal: Emulator) -> bool:
    return process_state(terminal.process.pid) == "T"


def test_a_session_with_the_pager_a_pause_and_a_copy(
    start: Start, engine: Engine, tmp_path: Path
) -> None:
    config = tmp_path / "CONFIG" / "naba" / "screen.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "nord"\n[keys]\npage = "P"\n', "utf-8")
    hit = engine.search("حلب").hits[0]
    terminal = start("--lang", "en", "حلب", PAGER="cat")
    terminal.read_until("40 results")

    terminal.send("\x1b[By")  # to the list, copy
    at = terminal.read_until(b"\x1b]52;c;")
    end = terminal.read_until(b"\x07", at)
    copied = base64.b64decode(terminal.seen[at : end - 1]).decode()
    assert copied.startswith(hit.title)  # in logical order

    before = len(terminal.seen)
    terminal.send("P")  # as the user's key map has it
    paged = terminal.read_until("وتغلق المكتبة أبوابها مساء الخميس.", before)
    back = terminal.read_until(OFF, paged)
    assert ON in terminal.seen[before:paged]  # the pager has the terminal's own bidi
    terminal.read_until("40 results", back)

    for stop in (lambda: terminal.send("\x1a"), lambda: kill(signal.SIGTSTP)(terminal)):
        before = len(terminal.seen)
        stop()
        terminal.wait(lambda: stopped(terminal))
        while terminal.read():
            pass
        assert put_back(terminal)
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.read_until("40 results", terminal.read_until(OFF, before))
        assert not put_back(terminal)

    terminal.send("\r")  # read it: now the search is worth remembering
    terminal.wait((tmp_path / "DATA" / "naba" / "searches.jsonl").exists)
    terminal.send("q")
    terminal.end()
    assert terminal.process.returncode == 0
    assert put_back(terminal)


def test_what_is_typed_before_the_screen_is_there_is_searched_for(start: Start) -> None:
    terminal = start(typed="بغداد")
    # Only cells that change are written: of the number of hits perhaps one digit.
    terminal.read_until("40 · 2024/04")
    assert display("بغداد", "visual").encode() in terminal.seen
