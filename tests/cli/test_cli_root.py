"""Completion of the shell, and what a manual page is made from."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.command import one_line_error, run
from tui.cli import COMMANDS
from tui.cli.root import SHELLS, parser


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_completed(shell: str, tmp_path: Path) -> None:
    done = run("--completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    for name in (*COMMANDS, "no-pager", "person", "rebuild"):
        assert name in done.stdout
    script = tmp_path / "naba"
    script.write_text(done.stdout, "utf-8")
    if program := shutil.which(shell):
        subprocess.run([program, "-n", script], check=True)


def test_bash_completes_a_command(tmp_path: Path) -> None:
    (tmp_path / "naba").write_text(run("--completion", "bash").stdout, "utf-8")
    asked = f"""
    . {tmp_path}/naba
    COMP_WORDS=(naba que) COMP_CWORD=1 COMP_LINE="naba que" COMP_POINT=8
    _shtab_naba
    echo "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["query"]


@pytest.mark.parametrize("shells", [[], ["csh"], ["bash", "zsh"]])
def test_other_shells_are_turned_away(shells: list[str]) -> None:
    done = run("--completion", *shells)
    assert (done.returncode, one_line_error(done)) == (
        2,
        "write --completion with one of: bash, zsh, fish",
    )


def test_the_manual_page_has_every_command(tmp_path: Path) -> None:
    manpage = pytest.importorskip("argparse_manpage.manpage")
    page = str(manpage.Manpage(parser()))
    for name in COMMANDS:
        assert f"naba {name}" in page.replace("\\fR", "").replace("\\fI", "").replace("\\fB", "")
