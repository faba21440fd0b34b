"""The whole program in a real terminal (tmux): typed keys in, screen cells out."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tui.app import run, strings
from tui.bidi import display, text_width

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")

WIDTH, HEIGHT = 80, 24


class Tmux:
    """A tmux server of our own with one window, in which the app runs."""

    def __init__(self, directory: Path, bidi: str, width: int, height: int) -> None:
        self.name = f"naba-{uuid.uuid4().hex[:8]}"
        options = ["--index", str(directory), "--bidi", bidi]
        program = shlex.join([sys.executable, "-m", "tui.cli", "tui", *options])
        self(
            *("-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(height)),
            f"{program}; echo code=$?; stty -a | tr ';' '\\n' | grep -w icanon; exec sleep 60",
        )

    def __call__(self, *command: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.name, *command],
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        return done.stdout

    def rows(self) -> list[str]:
        return self("capture-pane", "-p").split("\n")

    def wait(self, true: Callable[[list[str]], object], patience: float = 20) -> list[str]:
        deadline = time.monotonic() + patience
        while not true(rows := self.rows()):
            assert time.monotonic() < deadline, "\n".join(rows)
            time.sleep(0.05)
        return rows


@pytest.fixture
def start(directory: Path) -> Iterator[Callable[..., Tmux]]:
    started: list[Tmux] = []

    def begin(bidi: str, width: int = WIDTH, height: int = HEIGHT) -> Tmux:
        started.append(Tmux(directory, bidi, width, height))
        return started[-1]

    yield begin
    for tmux in started:
        tmux("kill-server")


def says(text: str) -> Callable[[list[str]], bool]:
    return lambda rows: any(text in row for row in rows)


@pytest.mark.parametrize("bidi", ["visual", "logical"])
def test_an_arabic_query_is_typed_and_answered_in_cells(start, bidi: str) -> None:
    tmux = start(bidi)
    tmux.wait(says(display("120 نتيجة", bidi, "rtl")))
    tmux("send-keys", "-l", "بغداد")
    rows = tmux.wait(says(display("40 نتيجة", bidi, "rtl")))
    assert display("بغداد", bidi) in rows[1]
    assert says(display("افتتاح المكتبة", bidi))(rows)
    assert not says(display("افتتاح المكتبة", "logical" if bidi == "visual" else "visual"))(rows)
    framed = [row for row in rows if row.endswith(("│", "╮", "╯", "▎"))]
    assert len(framed) >= HEIGHT - 2
    assert {text_width(row) for row in framed} == {WIDTH}
    if bidi == "visual":
        assert all(row.count("│") == 4 for row in framed[4:-1])


def test_leaving_puts_the_terminal_back(start) -> None:
    tmux = start("auto")
    tmux.wait(says("120"))
    tmux("send-keys", "Escape")
    time.sleep(0.3)
    tmux("send-keys", "q")
    rows = tmux.wait(says("code="))
    assert says("code=0")(rows)
    assert not says("╭")(rows)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_puts_the_terminal_back(start, number: int) -> None:
    tmux = start("auto")
    tmux.wait(says("120"))
    shell = tmux("display-message", "-p", "#{pane_pid}").strip()
    child = subprocess.run(["pgrep", "-P", shell], capture_output=True, text=True, check=True)
    os.kill(int(child.stdout.split()[0]), number)
    rows = tmux.wait(says("icanon"))
    assert says(f"code={128 + number}")(rows)
    assert not says("╭")(rows)
    assert says(" icanon")(rows) and not says("-icanon")(rows)


def test_a_closed_window_leaves_no_process_behind(start) -> None:
    tmux = start("auto")
    tmux.wait(says("120"))
    shell = tmux("display-message", "-p", "#{pane_pid}").strip()
    child = subprocess.run(["pgrep", "-P", shell], capture_output=True, text=True, check=True)
    tmux("kill-server")
    deadline = time.monotonic() + 10
    while Path("/proc", child.stdout.split()[0]).exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_without_a_terminal_it_says_what_to_use_instead(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(directory) == 2
    assert capsys.readouterr().err.strip() == strings.NOT_A_TERMINAL
