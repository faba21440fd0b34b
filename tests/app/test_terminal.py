"""The whole program in a real terminal (tmux): typed keys in, screen cells out."""

import os
import shlex
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import process_state
from tui.app import NOT_A_TERMINAL, run
from tui.bidi import display, text_width

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")

WIDTH, HEIGHT = 80, 24

EXPORTED = {"COLUMNS": "50", "LINES": "10"}
"""A size of another window, which a shell has exported."""


class Tmux:
    """A tmux server of our own with one window, in which the app runs."""

    def __init__(
        self,
        directory: Path,
        bidi: str,
        *,
        shell: bool = False,
        size: tuple[int, int] = (WIDTH, HEIGHT),
    ) -> None:
        self.name = f"naba-{uuid.uuid4().hex[:8]}"
        options = ["--index", str(directory), "--bidi", bidi]
        program = shlex.join([sys.executable, "-m", "tui.cli", "tui", *options])
        command = "bash --norc --noprofile -i" if shell else f"exec {program}"
        self(
            *("-f", "/dev/null", "new-session", "-d", "-x", str(size[0]), "-y", str(size[1])),
            command,
        )
        if shell:
            self("send-keys", "-l", program)
            self("send-keys", "Enter")

    def __call__(self, *command: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.name, *command],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, "LC_ALL": "C.UTF-8", **EXPORTED},
        )
        return done.stdout

    def rows(self) -> list[str]:
        return self("capture-pane", "-p").split("\n")

    def wait(self, true: Callable[[list[str]], object], patience: float = 120) -> list[str]:
        deadline = time.monotonic() + patience
        while not true(rows := self.rows()):
            assert time.monotonic() < deadline, "\n".join(rows)
            time.sleep(0.05)
        return rows


@pytest.fixture
def start(directory: Path) -> Iterator[Callable[..., Tmux]]:
    started: list[Tmux] = []

    def begin(bidi: str, **options: Any) -> Tmux:
        started.append(Tmux(directory, bidi, **options))
        return started[-1]

    yield begin
    for tmux in started:
        tmux("kill-server")


def says(text: str) -> Callable[[list[str]], bool]:
    return lambda rows: any(text in row for row in rows)


def whole(rows: list[str]) -> bool:
    """Every row but status and keys is framed."""
    return sum(row.endswith(("│", "╮", "╯")) for row in rows) >= HEIGHT - 3


def borders(row: str) -> tuple[int, ...]:
    """The columns in which borders stand."""
    return tuple(text_width(row[:at]) for at, cell in enumerate(row) if cell == "│")


@pytest.mark.parametrize("bidi", ["visual", "logical"])
@pytest.mark.parametrize("size", [(60, 20), (120, 40), (250, 70)])
def test_an_arabic_query_is_typed_and_answered_in_cells(
    start, size: tuple[int, int], bidi: str
) -> None:
    tmux = start(bidi, size=size)
    tmux("send-keys", "-l", "بغداد")  # at once: what is typed before the screen is there counts
    rows = tmux.wait(says(display("40 نتيجة", bidi, "rtl")))
    assert display("بغداد", bidi) in rows[1]
    assert says(display("افتتاح المكتبة", bidi))(rows)
    other = "logical" if bidi == "visual" else "visual"
    assert not says(display("افتتاح المكتبة", other))(rows)
    cells = tmux("capture-pane", "-p", "-N").removesuffix("\n").split("\n")
    assert [text_width(row) for row in cells] == [size[0]] * size[1]
    framed = [row for row in cells if row.endswith(("│", "╮", "╯"))]
    assert len(framed) == size[1] - 2  # all but status and keys
    if bidi == "visual" and size == (120, 40):
        panes = [row for row in framed if row.startswith("│") and row.count("│") != 2]
        assert len(panes) > 20
        assert {borders(row) for row in panes} == {(0, 85, 86, 119)}


def test_it_can_be_suspended_and_comes_back_whole(start) -> None:
    tmux = start("auto", shell=True)
    tmux.wait(lambda rows: whole(rows) and says("120")(rows))
    time.sleep(0.5)  # until there is nothing left to draw
    tmux("send-keys", "C-z")
    rows = tmux.wait(says("Stopped"))
    assert not says("╭")(rows)
    tmux("send-keys", "-l", "fg")
    tmux("send-keys", "Enter")
    tmux.wait(lambda rows: whole(rows) and says("120")(rows))


def test_a_closed_window_leaves_no_process_behind(start) -> None:
    tmux = start("auto")
    tmux.wait(says("120"))
    process = tmux("display-message", "-p", "#{pane_pid}").strip()
    assert process_state(process)
    tmux("kill-server")
    deadline = time.monotonic() + 60
    while process_state(process):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_without_a_terminal_it_says_what_to_use_instead(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(directory) == 2
    assert capsys.readouterr().err.strip() == NOT_A_TERMINAL
