import io
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.bidi.emulator import VTE, Emulator
from tui.bidi.detect import Answers, Setup, Terminal, choose, output_mode, parse, requested

XTERM = b"\x1b[8;0$y\x1bP>|XTerm(379)\x1b\\\x1b[>41;379;0c\x1b[?64;1;2c"
KITTY = b"\x1b[8;0$y\x1bP>|kitty(0.26.5)\x1b\\\x1b[>1;4000;26c\x1b[?62;c"
KONSOLE = b"\x1bP>|Konsole 22.12.3\x1b\\\x1b[>1;221203;0c\x1b[?62;1;4c"
PTERM = b"\x1b[>0;136;0c\x1b[?6c"

PROGRAM = """
import sys, os, time
from tui.bidi import terminal
with terminal(sys.argv[1]) as setup:
    print("mode=" + setup.mode, "typed=" + setup.setup.typed, flush=True)
    if sys.argv[2] == "wait":
        time.sleep(20)
    if sys.argv[2] == "fail":
        raise RuntimeError("on purpose")
    if sys.argv[2] == "exit":
        sys.exit(7)
"""


@pytest.fixture
def run() -> Iterator[Callable[..., Emulator]]:
    with ExitStack() as started:

        def start(reply: bytes, choice: str = "auto", then: str = "end", **env: str) -> Emulator:
            command = [sys.executable, "-c", PROGRAM, choice, then]
            return started.enter_context(Emulator(command, reply, **env))

        yield start


def test_a_terminal_with_bidi_has_it_off_inside_and_on_after(run) -> None:
    seen = run(VTE).end()
    assert b"mode=visual" in seen
    assert seen.index(b"\x1b[8l") < seen.index(b"mode=") < seen.index(b"\x1b[8h")
    assert seen.count(b"\x1b[8h") == 1


def test_konsole_is_switched_by_its_own_sequence(run) -> None:
    seen = run(KONSOLE).end()
    off, on = b"\x1b]50;BidiRenderingEnabled=false\x07", b"\x1b]50;BidiRenderingEnabled=true\x07"
    assert seen.index(off) < seen.index(b"mode=visual") < seen.index(on)


@pytest.mark.parametrize(
    ("reply", "mode"), [(XTERM, b"visual"), (KITTY, b"words"), (PTERM, b"logical")]
)
def test_other_terminals_are_sent_nothing(run, reply: bytes, mode: bytes) -> None:
    seen = run(reply).end()
    assert b"mode=" + mode in seen
    assert b"\x1b[8l" not in seen and b"\x1b]50" not in seen


def test_the_program_goes_on_where_a_terminal_is_silent(run) -> None:
    seen = run(b"").end()
    assert seen.index(b"\x1b[c") < seen.index(b"mode=visual")


@pytest.mark.parametrize("after", [0, 1, 4])
def test_keys_pressed_while_the_terminal_is_asked_are_not_lost(run, after: int) -> None:
    """Before its answers, behind them, and in the middle of a letter."""
    keys = "بغداد\r".encode()
    started = run(keys[:-after] + VTE + keys[-after:] if after else keys + VTE)
    assert "typed=بغداد\n".encode() in started.end().replace(b"\r", b"")


def test_the_question_leaves_the_line_discipline_as_it_was(run) -> None:
    started = run(VTE)
    started.end()
    assert termios.tcgetattr(started.slave) == started.before


@pytest.mark.parametrize(("then", "code"), [("fail", 1), ("exit", 7)])
def test_an_exception_restores_the_terminal(run, then: str, code: int) -> None:
    started = run(VTE, "auto", then)
    assert started.end().count(b"\x1b[8h") == 1
    assert started.process.returncode == code


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal(run, number: int) -> None:
    started = run(VTE, "auto", "wait")
    started.read_until(b"mode=")
    started.process.send_signal(number)
    assert started.end().count(b"\x1b[8h") == 1
    assert started.process.returncode == 128 + number


def test_asking_for_logical_leaves_the_terminal_its_bidi(run) -> None:
    seen = run(VTE, "logical").end()
    assert b"mode=logical" in seen and b"\x1b[8l" not in seen


def test_the_environment_chooses_when_the_option_does_not(run) -> None:
    assert b"mode=words" in run(VTE, "auto", "end", NABA_BIDI="words").end()
    assert b"mode=visual" in run(VTE, "visual", "end", NABA_BIDI="words").end()


def test_a_mode_chosen_later_switches_the_terminal_along(tmp_path) -> None:
    with (tmp_path / "terminal").open("wb") as file:
        terminal = Terminal(Setup("visual", b"<off>", b"<on>"), file.fileno())
        for mode in ("visual", "visual", "logical", "words", "visual"):
            terminal.use(mode)
        terminal.restore()
        terminal.restore()
    assert (tmp_path / "terminal").read_bytes() == b"<off><on><off><on>"


def test_answers_are_found_in_any_order() -> None:
    assert parse(KITTY) == Answers(0, "kitty(0.26.5)", "1;4000;26")
    assert parse(VTE) == Answers(1, "", "65;7000;1")
    assert parse(b"") == Answers()
    assert parse(b"\x1b[8;9$y rubbish") == Answers(typed=b"\x1b[8;9$y rubbish")


def test_the_background_tells_whether_a_terminal_is_light() -> None:
    said = b"\x1b]11;rgb:%s\x1b\\\x1b[?62;c"
    assert parse(said % b"ffff/fafa/f0f0").light is True
    assert parse(said % b"1e/1e/2e").light is False
    assert parse(b"\x1b]11;rgb:ffff/ffff/ffff\x07x") == Answers(light=True, typed=b"x")
    assert parse(b"\x1b[?62;c").light is None
    assert choose("auto", parse(said % b"ffff/ffff/ffff"), {}).light


def test_a_terminal_set_explicit_already_is_left_so() -> None:
    assert choose("auto", Answers(bdsm=2), {}).off == b""


def test_visual_asked_for_still_switches_the_terminals_bidi_off() -> None:
    assert choose("visual", Answers(bdsm=1), {}).off == b"\x1b[8l"
    assert choose("visual", Answers(kind="0;136;0"), {}).mode == "visual"


def test_mlterm_and_terminal_app_are_known_by_the_environment() -> None:
    setup = choose("auto", Answers(), {"MLTERM": "3.9.2"})
    assert (setup.mode, setup.off) == ("visual", b"\x1b]5379;use_ctl=false\x07")
    assert choose("auto", Answers(), {"TERM_PROGRAM": "Apple_Terminal"}).mode == "logical"


def test_harakat_are_left_out_where_they_would_leave_their_letters() -> None:
    assert not choose("auto", Answers(version="foot(1.13.1)"), {}).marks
    assert not choose("visual", Answers(), {"ALACRITTY_WINDOW_ID": "1"}).marks
    assert choose("auto", Answers(version="XTerm(379)"), {"ALACRITTY_WINDOW_ID": "1"}).marks
    assert choose("auto", Answers(), {}).marks


def test_inside_tmux_the_sequence_goes_through_to_the_outer_terminal() -> None:
    env = {"TMUX": "/tmp/tmux-0/default,1,0", "VTE_VERSION": "7000"}
    setup = choose("auto", Answers(), env, passthrough=True)
    assert setup.off == b"\x1bPtmux;\x1b\x1b[8l\x1b\\"
    assert setup.on == b"\x1bPtmux;\x1b\x1b[8h\x1b\\"
    closed = choose("auto", Answers(), env)
    assert (closed.mode, closed.off, closed.override) == ("visual", b"", True)
    konsole = choose("auto", Answers(version="Konsole 22.12.3"), {"TMUX": "x"})
    assert (konsole.mode, konsole.override) == ("logical", False)
    assert konsole.hint == "tmux"
    assert choose("visual", Answers(version="Konsole 22.12.3"), {"TMUX": "x"}).mode == "visual"


def test_inside_tmux_inherited_names_do_not_mislead() -> None:
    env = {"TMUX": "x", "VTE_VERSION": "7000", "KITTY_WINDOW_ID": "1"}
    assert choose("auto", Answers(version="XTerm(379)"), env).off == b""


def test_requested_prefers_the_option_and_ignores_rubbish() -> None:
    assert requested("words", {"NABA_BIDI": "logical"}) == "words"
    assert requested("auto", {"NABA_BIDI": "logical"}) == "logical"
    assert requested("auto", {"NABA_BIDI": "sideways"}) == "auto"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_is_always_logical() -> None:
    assert output_mode("visual", io.StringIO(), {}) == "logical"


@pytest.mark.parametrize(
    ("env", "mode"),
    [
        ({}, "visual"),
        ({"VTE_VERSION": "7000"}, "logical"),
        ({"KONSOLE_VERSION": "221203"}, "logical"),
        ({"KITTY_WINDOW_ID": "1"}, "words"),
        ({"VTE_VERSION": "7000", "NABA_BIDI": "visual"}, "visual"),
    ],
)
def test_printed_lines_follow_what_the_terminal_is_known_to_do(env, mode: str) -> None:
    assert output_mode("auto", Screen(), env) == mode
