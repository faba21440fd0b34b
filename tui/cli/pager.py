"""Long output on a terminal, in the user's pager."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Sequence

PAGER = "less -R"


def tell(lines: Iterable[str], args: argparse.Namespace) -> None:
    """Print lines for people: through ``$PAGER`` when they are more than a terminal's window holds.

    Only where somebody reads and can answer: both standard input and output are the terminal.
    """
    if args.no_pager or not _is_attended():
        for line in lines:
            print(line)
        return
    told = list(lines)
    if len(told) < shutil.get_terminal_size().lines or not _page(told):
        print("\n".join(told))


def _is_attended() -> bool:
    streams = (sys.stdin, sys.stdout)
    return (
        all(stream and stream.isatty() for stream in streams) and os.environ.get("TERM") != "dumb"
    )


def _page(lines: Sequence[str]) -> bool:
    """Show lines in the pager until it is left; tell whether there is one."""
    import shlex
    import signal
    import subprocess

    command = os.environ.get("PAGER", "").strip() or PAGER
    text = "\n".join(lines) + "\n"
    sys.stdout.flush()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pager
    try:
        env = {**os.environ, "LESSCHARSET": "utf-8"}
        subprocess.run(shlex.split(command), input=text.encode(), env=env, check=False)
        return True
    except (OSError, ValueError):
        return False
    finally:
        signal.signal(signal.SIGINT, before)
