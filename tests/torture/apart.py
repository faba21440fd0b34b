"""Work in a process of its own, forked, that may die, hang or take all memory."""

import os
import pickle
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_PATIENCE = 60.0
"""Seconds after which work is taken to hang."""
_ADDRESSES = 6 << 30
"""Bytes of addresses a process gets: enough for all that is mapped, less than the machine has."""


@dataclass(frozen=True)
class Ended:
    """How work ended: its value, or the error it raised, or the signal that ended it."""

    value: Any = None
    error: BaseException | None = None
    trace: str = ""
    signal: int = 0
    seconds: float = 0.0
    """CPU time."""
    megabytes: int = 0


class Working:
    """A process that does some work and may `tell` things meanwhile."""

    def __init__(self, work: Callable[[Callable[[Any], None]], Any]) -> None:
        self._read, write = os.pipe()
        self.told: list[Any] = []
        self._buffer = b""
        self.pid = os.fork()
        if not self.pid:
            os.close(self._read)
            _work(work, write)
        os.close(write)

    def listen(self, seconds: float) -> bool:
        """Take in what is told for some time; tell whether the process may say more."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self._read], [], [], left)[0]:
                data = os.read(self._read, 1 << 16)
                if not data:
                    return False
                self._take(data)
        return True

    def _take(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) >= 4:
            end = 4 + int.from_bytes(self._buffer[:4], "little")
            if len(self._buffer) < end:
                return
            self.told.append(pickle.loads(self._buffer[4:end]))
            self._buffer = self._buffer[end:]

    def kill(self) -> None:
        """End the process as nothing else is ended."""
        os.kill(self.pid, signal.SIGKILL)

    def ended(self) -> Ended:
        """Wait for the process and return how it ended."""
        while self.listen(1.0):
            pass
        os.close(self._read)
        _, status, used = os.wait4(self.pid, 0)
        took = {"seconds": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss // 1024}
        if os.WIFSIGNALED(status):
            return Ended(signal=os.WTERMSIG(status), **took)
        value, error, trace = self.told.pop()
        return Ended(value, error, trace, **took)


def apart(work: Callable[[], Any], patience: float = _PATIENCE) -> Ended:
    """Do work in a process of its own; a hanging one is ended and has a signal."""
    working = Working(lambda tell: work())
    if working.listen(patience):
        working.kill()
    return working.ended()


def _work(work: Callable[[Callable[[Any], None]], Any], write: int) -> None:
    def tell(what: Any) -> None:
        data = pickle.dumps(what)
        os.write(write, len(data).to_bytes(4, "little") + data)

    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    try:
        end: tuple[Any, BaseException | None, str] = (work(tell), None, "")
    except BaseException as error:
        end = (None, error, traceback.format_exc())
    try:
        tell(end)
    except Exception:  # an error that cannot be pickled
        tell((None, RuntimeError(repr(end[1])), end[2]))
    os._exit(0)
