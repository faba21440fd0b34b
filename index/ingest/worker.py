"""A process of its own for libraries that hostile files can hang, bloat or bring down.

What runs there has a limit of seconds and of memory, and may crash: the caller gets a reason, and
the next call a new process. Functions are named by module, answers are JSON: nothing is unpickled.
"""

import atexit
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from index.ingest.opening import MiB
from index.ingest.problem import UnreadableError, one_line

SECONDS = 20.0
"""Time that one file may take."""
MEMORY = 280 * MiB
"""Memory that a file may take, beyond what the process takes to start."""
_PACKAGE = "index.ingest."


def call(function: Callable[[bytes], Any], data: bytes, seconds: float = SECONDS) -> Any:
    """Return ``function(data)``, run in the worker process; the answer is what JSON makes of it.

    ``function`` is one of a module of this package, and raises UnreadableError for what it cannot
    read. Raises the same, and when time or memory did not suffice.
    """
    process = _running()
    assert process.stdin and process.stdout
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    try:
        head = [function.__module__, function.__name__, len(data)]
        process.stdin.write(json.dumps(head).encode() + b"\n")
        process.stdin.write(data)
        process.stdin.flush()
        answer = process.stdout.readline()
    except OSError:
        answer = b""
    finally:
        timed_out = not timer.is_alive()
        timer.cancel()
    if not answer:
        _end(process)
        if timed_out:
            raise UnreadableError(
                "reading it takes longer than {n} seconds; the file is damaged or a trap",
                n=f"{seconds:.0f}",
            )
        raise UnreadableError("reading it broke off; the file is damaged or a trap")
    done, result = json.loads(answer)
    if not done:
        template, parameters = result
        raise UnreadableError(template, **parameters)
    return result


_current: "list[subprocess.Popen[bytes]]" = []


def _running() -> "subprocess.Popen[bytes]":
    """Return the worker process, started at the first call."""
    if _current and _current[0].poll() is None:
        return _current[0]
    _current.clear()
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r}); "
         f"from {__name__} import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _current.append(process)
    atexit.register(_end, process)
    return process


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(OSError):  # what was still to be written cannot be
                pipe.close()
    _current.clear()


def serve() -> None:
    """Answer the calls that come through standard input, until it is closed."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent alone answers Ctrl-C
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints must not mix with the answers
    _limit_memory()
    while line := source.readline():
        answer = _answer(line, source)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _answer(line: bytes, source: IO[bytes]) -> tuple[bool, Any]:
    module, name, size = json.loads(line)
    data = source.read(size)
    if not module.startswith(_PACKAGE):
        return False, (f"{module} is no reader", {})
    try:
        return True, getattr(import_module(module), name)(data)
    except UnreadableError as problem:
        return False, (problem.reason.template, problem.reason.parameters)
    except MemoryError:
        return False, ("reading it takes too much memory", {})
    except Exception as error:
        return False, ("{fault}", {"fault": one_line(error)})


def _limit_memory() -> None:
    """Let this process grow by no more than MEMORY, on Linux; elsewhere time alone is limited."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (ImportError, OSError):
        return
    size = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
