"""Standard output carries data, standard error notes; both are UTF-8, whatever the locale."""

import io
import os
import sys
from contextlib import suppress
from typing import TextIO

from index.patterns import pattern
from tui.output.safe import one_line


def prepare() -> None:
    """Make both streams UTF-8. What UTF-8 cannot hold (half a surrogate pair) becomes ``?``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def note(message: str) -> None:
    """Print one line on standard error behind ``naba: ``."""
    if sys.stderr:
        with suppress(OSError):
            line = for_terminal(f"naba: {one_line(message)}", sys.stderr)
            print(line, file=sys.stderr, flush=True)


def for_terminal(text: str, stream: TextIO) -> str:
    """Return ``text`` with right-to-left lines as the terminal on a stream needs them."""
    if text.isascii() or not (stream and stream.isatty()):
        return text
    from tui.bidi import display, output_mode

    mode = output_mode(stream=stream)
    return "\n".join(display(line, mode, "ltr") for line in text.split("\n"))


def emit(line: str) -> None:
    """Print one line of data at once, so that whoever reads the pipe need not wait for more."""
    print(line, flush=True)


_HALVES = pattern("[\ud800-\udc7f\udd00-\udfff]")
"""Halves of surrogate pairs that do not stand for an undecodable byte."""


def valid(argument: str) -> str:
    """Return an argument as valid Unicode: bytes the locale could not decode, and halves of
    surrogate pairs, become U+FFFD.
    """
    argument = _HALVES.sub("\ufffd", argument)
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def silence() -> None:
    """Let nothing more be written, so that a closed pipe or full disk is not met again at exit."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
            continue
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
