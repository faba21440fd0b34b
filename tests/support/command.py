"""The real command, in a process of its own."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

NABA = [sys.executable, "-m", "tui.cli"]
Naba = Callable[..., subprocess.CompletedProcess[str]]


def environment(**changes: str) -> dict[str, str]:
    """This process's environment without what steers naba, and with ``changes``."""
    steering = ("NABA_INDEX", "NABA_BIDI", "NABA_DEBUG", "NO_COLOR", "COLUMNS", "VTE_VERSION")
    kept = {name: value for name, value in os.environ.items() if name not in steering}
    return {**kept, "TERM": "xterm-256color", **changes}


def run(*arguments: str | bytes | Path, env: dict[str, str] | None = None, stdin: str = "") -> Any:
    """Run naba to its end; texts are UTF-8."""
    return subprocess.run(
        [*NABA, *arguments],
        env=environment(**(env or {})),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def process_state(number: int | str) -> str:
    """Return the letter of a process's state, empty if there is none or only a zombie is left."""
    asked = ["ps", "-o", "state=", "-p", str(number)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout.strip()[:1].replace("Z", "")


def one_line_error(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error; nothing may be on standard output."""
    assert done.stdout == ""
    assert done.stderr.startswith("naba: ")
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith("\n")
    return done.stderr[len("naba: ") : -1]


def run_on_terminal(
    *arguments: str | Path, env: dict[str, str], columns: int = 80, attended: bool = False
) -> tuple[int, str]:
    """Run naba with a terminal as its standard output; return the exit code and what it shows.

    When it is ``attended``, standard input is the terminal too.
    """
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [*NABA, *arguments],
        env=environment(**env),
        stdin=theirs if attended else subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that the other side has closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    return process.wait(60), shown.decode().replace("\r\n", "\n")
