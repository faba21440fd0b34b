"""A terminal for tests: it answers what programs ask of it, and keeps every byte they send."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Sequence
from typing import Self

VTE = b"\x1b[8;1$y\x1b[>65;7000;1c\x1b[?65;1;9c"
"""What gnome-terminal answers: its own bidi is on."""


class Emulator:
    """A program on a pseudo-terminal of which the first question is answered with ``reply``."""

    def __init__(
        self,
        command: Sequence[str],
        reply: bytes = b"",
        *,
        size: tuple[int, int] = (100, 30),
        **env: str,
    ) -> None:
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.before = termios.tcgetattr(self.slave)
        clean = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "PYTHONPATH")}
        self.process = subprocess.Popen(
            command,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env={**clean, **env},
            process_group=0,  # a session of its own could not be suspended
        )
        self.seen = b""
        if reply:
            self.read_until(b"\x1b[c")
            self.send(reply)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)

    @property
    def restored(self) -> bool:
        """Whether the line discipline is as it was."""
        return termios.tcgetattr(self.slave) == self.before

    def send(self, keys: str | bytes) -> None:
        """Type."""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def read(self, patience: float = 0.1) -> bool:
        """Take in what has been sent; false when nothing comes."""
        if not select.select([self.master], [], [], patience)[0]:
            return False
        self.seen += os.read(self.master, 65536)
        return True

    def wait(self, true: Callable[[], object], patience: float = 60) -> None:
        """Take in what is sent until something is so."""
        deadline = time.monotonic() + patience
        while not true():
            assert time.monotonic() < deadline, self.seen
            self.read(0.05)

    def read_until(self, wanted: str | bytes, since: int = 0) -> int:
        """Wait for bytes among those sent since then; tells where they end."""
        sought = wanted.encode() if isinstance(wanted, str) else wanted
        self.wait(lambda: sought in self.seen[since:])
        return self.seen.index(sought, since) + len(sought)

    def end(self) -> bytes:
        """Wait for the end of the program; all that it sent."""
        self.wait(lambda: self.process.poll() is not None)
        while self.read():
            pass
        return self.seen
