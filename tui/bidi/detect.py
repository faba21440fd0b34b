"""Which bidi mode a terminal needs, and the sequences that prepare it and put it back.

A terminal is asked five questions at once: is its own bidi on (DECRQM of mode 8, BDSM, from the
Terminal Working Group's "BiDi in Terminal Emulators"), its name (XTVERSION), its kind (DA2), the
colour of its background (OSC 11), and DA1, which every terminal answers and so ends the waiting.
"""

import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from operator import mul
from typing import Literal, TextIO

from tui.bidi.cells import Mode

Choice = Literal["auto", "visual", "words", "logical"]
CHOICES: tuple[Choice, ...] = ("auto", "logical", "visual", "words")
ENVIRONMENT = "NABA_BIDI"

GROUND = b"\x1b]11;?\x1b\\"
LAST = b"\x1b[c"
QUESTIONS = b"\x1b[8$p\x1b[>q\x1b[>c" + GROUND + LAST
KONSOLE_OFF = b"\x1b]50;BidiRenderingEnabled=false\x07"
KONSOLE_ON = b"\x1b]50;BidiRenderingEnabled=true\x07"
PATIENCE = 0.25
"""Seconds to wait for the terminal's answers; those seen took 1 to 12 milliseconds."""

_BDSM = re.compile(rb"\x1b\[8;([0-4])\$y")
_VERSION = re.compile(rb"\x1bP>\|(.*?)(?:\x1b\\|\x07)", re.DOTALL)
_DA2 = re.compile(rb"\x1b\[>([\d;]*)c")
_DA1 = re.compile(rb"\x1b\[\?[\d;]*c")
_GROUND = re.compile(
    rb"\x1b\]11;rgba?:([0-9a-f]+)/([0-9a-f]+)/([0-9a-f]+)(?:/[0-9a-f]+)?(?:\x1b\\|\x07)", re.I
)
_ANSWER = re.compile(
    b"|".join(each.pattern for each in (_BDSM, _VERSION, _DA2, _DA1, _GROUND)),
    re.DOTALL | re.IGNORECASE,
)
_LUMINANCE = (0.2126, 0.7152, 0.0722)
"""Shares of red, green and blue in how light a colour is (ITU-R BT.709)."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the terminal said; ``bdsm`` is 0 when it does not know the mode or kept silent.

    ``light`` is whether its background is, None when that is not known. ``typed`` is what else
    came: keys that were pressed meanwhile.
    """

    bdsm: int = 0
    version: str = ""
    kind: str = ""
    light: bool | None = None
    typed: bytes = b""


Hint = Literal["tmux", "reorders", "putty", "Terminal.app"]
"""Ways to get better Arabic: let sequences through tmux, switch PuTTY's own bidi
off; or that the terminal reorders by itself, which nothing can switch off."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The mode to draw in, what switches the terminal's own bidi off and on, and a hint.

    The switches are empty where there is nothing to switch, or no way to. ``override`` tells
    that visual text must be wrapped in LRO … PDF instead; ``marks``, whether harakat come out on
    their letters; ``name`` is what the terminal calls itself; ``light``, that its background is.
    ``typed`` is what the user typed while the terminal was asked, which nobody else will read.
    """

    mode: Mode
    off: bytes = b""
    on: bytes = b""
    hint: Hint | None = None
    override: bool = False
    marks: bool = True
    name: str = ""
    light: bool = False
    typed: str = ""


def requested(choice: str = "auto", env: Mapping[str, str] = os.environ) -> Choice:
    """Return the mode asked for: the option when it says one, else ``NABA_BIDI``, else ``auto``."""
    for value in (choice, env.get(ENVIRONMENT, "")):
        for known in CHOICES:
            if value == known != "auto":
                return known
    return "auto"


def output_mode(
    choice: str = "auto", stream: TextIO | None = None, env: Mapping[str, str] = os.environ
) -> Mode:
    """Return the mode for lines printed to ``stream`` (standard output): no question is asked.

    Whatever is not a terminal gets logical order, always. Terminals known to reorder keep it
    too, since nothing is switched off for a few printed lines.
    """
    stream = sys.stdout if stream is None else stream
    if not stream.isatty():
        return "logical"
    choice = requested(choice, env)
    if choice != "auto":
        return choice
    own = ("VTE_VERSION", "KONSOLE_VERSION", "MLTERM")
    if any(env.get(name) for name in own) or env.get("TERM_PROGRAM") == "Apple_Terminal":
        return "logical"
    return "words" if "KITTY_WINDOW_ID" in env else "visual"


def choose(
    choice: str, answers: Answers, env: Mapping[str, str] = os.environ, *, passthrough: bool = False
) -> Setup:
    """Return the set-up for a terminal that gave these answers.

    Inside tmux ``answers`` hold the outer terminal's name, and ``passthrough`` says whether tmux
    lets sequences through to it.
    """
    known = replace(
        _known(answers, env),
        name=answers.version or env.get("TERM", ""),
        light=bool(answers.light),
    )
    asked = requested(choice, env)
    mode: Mode = known.mode if asked == "auto" else asked
    if not known.off or not env.get("TMUX"):
        return replace(known, mode=mode)
    if passthrough:
        off, on = _through_tmux(known.off), _through_tmux(known.on)
        return replace(known, mode=mode, off=off, on=on)
    if known.off != KONSOLE_OFF:
        return replace(known, mode=mode, off=b"", on=b"", override=True)
    # Konsole does not obey an override and would turn what we have turned: let it do it alone.
    mode = "logical" if asked == "auto" else asked
    return replace(known, mode=mode, off=b"", on=b"", hint="tmux")


def _known(answers: Answers, env: Mapping[str, str]) -> Setup:
    """Return what a terminal of this kind needs, by its answers, then by the environment."""
    version = answers.version.lower()
    inside_tmux = bool(env.get("TMUX"))
    if answers.bdsm == 1 or (inside_tmux and env.get("VTE_VERSION") and not version):
        return Setup("visual", b"\x1b[8l", b"\x1b[8h")
    if answers.bdsm == 3:
        return Setup("logical", hint="reorders")
    if answers.bdsm:
        return Setup("visual")
    if version.startswith("konsole") or (not version and env.get("KONSOLE_VERSION")):
        return Setup("visual", KONSOLE_OFF, KONSOLE_ON)
    if env.get("MLTERM") and not version:
        switch = b"\x1b]5379;use_ctl=%s\x07"
        return Setup("visual", switch % b"false", switch % b"true")
    if version.startswith("kitty") or (not version and env.get("KITTY_WINDOW_ID")):
        return Setup("words")
    if version.startswith("foot") or (not version and env.get("ALACRITTY_WINDOW_ID")):
        # Both move a mark one cell aside unless its glyph lies left of its origin, as Latin
        # ones do; foot moves the letter instead.
        return Setup("visual", marks=False)
    if answers.kind.startswith("0;136"):
        return Setup("logical", hint="putty")
    if env.get("TERM_PROGRAM") == "Apple_Terminal":
        return Setup("logical", hint="Terminal.app")
    return Setup("visual")


def _through_tmux(sequence: bytes) -> bytes:
    return b"\x1bPtmux;" + sequence.replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\"


def parse(reply: bytes) -> Answers:
    """Return the answers found in what the terminal sent back."""
    bdsm, version, kind = (
        found.group(1).decode("utf-8", "replace") if found else ""
        for found in (_BDSM.search(reply), _VERSION.search(reply), _DA2.search(reply))
    )
    rest = _ANSWER.sub(b"", reply)
    return Answers(int(bdsm or 0), version.strip(), kind, _is_light(reply), rest)


def _is_light(reply: bytes) -> bool | None:
    """Return whether the background that a reply names is light, None when it names none."""
    found = _GROUND.search(reply)
    if not found:
        return None
    parts = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    return bool(sum(map(mul, _LUMINANCE, parts)) > 0.5)


def _cut_short(text: bytes) -> bool:
    """Tell whether UTF-8 ends in the middle of a character."""
    try:
        text.decode()
    except UnicodeDecodeError as error:
        return error.end == len(text) and "unexpected end" in error.reason
    return False


def ask(
    reader: int, writer: int, patience: float = PATIENCE, questions: bytes = QUESTIONS
) -> Answers:
    """Return the answers of the terminal at these file descriptors; empty when there is none.

    The last of the questions has to be DA1.
    """
    try:
        import select
        import termios
        import tty
    except ImportError:
        return Answers()
    try:
        before = termios.tcgetattr(reader)
    except termios.error:
        return Answers()
    reply = b""
    try:
        tty.setcbreak(reader, termios.TCSANOW)
        os.write(writer, questions)
        deadline = time.monotonic() + patience
        while (left := deadline - time.monotonic()) > 0:
            if _DA1.search(reply) and not _cut_short(reply):
                break
            if select.select([reader], [], [], left)[0]:
                part = os.read(reader, 1024)
                if not part:
                    break
                reply += part
    except OSError:
        pass
    finally:
        with suppress(termios.error):
            termios.tcsetattr(reader, termios.TCSANOW, before)
    return parse(reply)


def _ask_tmux() -> tuple[Answers, bool]:
    """Return the name of the terminal outside tmux, and whether sequences may pass to it."""
    import subprocess

    command = ["tmux", "display-message", "-p", "#{client_termtype}\t#{allow-passthrough}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=1, check=True)
    except (OSError, subprocess.SubprocessError):
        return Answers(), False
    version, _, allowed = done.stdout.rstrip("\n").partition("\t")
    return Answers(version=version), allowed in ("1", "on", "all")


def detect(choice: str = "auto", env: Mapping[str, str] = os.environ) -> Setup:
    """Return the set-up for the terminal the process runs in (standard input and output)."""
    try:
        reader, writer = sys.stdin.fileno(), sys.stdout.fileno()
        present = os.isatty(reader) and os.isatty(writer)
    except (OSError, ValueError):
        present = False
    if not present:
        return choose(choice, Answers(), {})
    passthrough = False
    if env.get("TMUX"):
        outer, passthrough = _ask_tmux()
        inner = ask(reader, writer, questions=GROUND + LAST)
        answers = replace(inner, version=outer.version)
    else:
        answers = ask(reader, writer)
    typed = answers.typed.decode("utf-8", "ignore")
    setup = choose(choice, answers, env, passthrough=passthrough)
    return replace(setup, typed=typed.replace("\n", "\r"))  # as Enter comes in raw mode


def hung_up() -> bool:
    """Tell whether the terminal on standard input has gone (its window closed)."""
    import termios

    try:
        termios.tcgetattr(sys.stdin.fileno())
    except (termios.error, OSError, ValueError):
        return True
    return False


class Terminal:
    """The terminal while a program draws on it: :meth:`use` a mode, :meth:`restore` at the end."""

    def __init__(self, setup: Setup, writer: int) -> None:
        self.setup = setup
        self.mode: Mode = setup.mode
        self._writer = writer
        self._switched_off = False

    @property
    def override(self) -> bool:
        """Tell whether text in visual order must be guarded against the terminal's own bidi."""
        return self.setup.override and self.mode == "visual"

    def use(self, mode: Mode) -> None:
        """Draw in this mode from now on: the terminal's own bidi is off in ``visual`` only."""
        self.mode = mode
        self._switch(off=mode == "visual")

    def restore(self) -> None:
        """Put the terminal's own bidi back as it was; harmless to repeat."""
        self._switch(off=False)

    def _switch(self, *, off: bool) -> None:
        if off != self._switched_off:
            self._switched_off = off
            with suppress(OSError):
                os.write(self._writer, self.setup.off if off else self.setup.on)


@contextmanager
def terminal(choice: str = "auto", env: Mapping[str, str] = os.environ) -> Iterator[Terminal]:
    """Prepare the terminal for the mode that suits it, and always put it back.

    Also when the process ends by ``sys.exit``, SIGTERM or SIGHUP; the signals then end it as
    ``SystemExit`` with the shell's 128 + number, so that other clean-up runs too.
    """
    import atexit
    import signal
    import threading

    setup = detect(choice, env)
    if not setup.off:
        yield Terminal(setup, -1)
        return
    prepared = Terminal(setup, sys.stdout.fileno())

    def end(number: int, _frame: object) -> None:
        prepared.restore()
        raise SystemExit(128 + number)

    caught = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            if number := getattr(signal, name, None):
                caught[number] = signal.signal(number, end)
    atexit.register(prepared.restore)
    try:
        prepared.use(setup.mode)
        yield prepared
    finally:
        prepared.restore()
        atexit.unregister(prepared.restore)
        for number, handler in caught.items():
            signal.signal(number, handler)
