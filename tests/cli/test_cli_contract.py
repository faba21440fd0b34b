"""What holds for every command: help, names, versions, imports, failures."""

import argparse
import re
import subprocess
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

import search
from index import kernels, rules
from index.facets import FACETS
from search.query.lexer import Kind, scan
from tests.cli.test_cli_imports import TABLES
from tests.support.command import NABA, Naba, environment, one_line_error, run
from tests.support.modules import loaded_modules
from tui.cli import COMMANDS, GROUPS, main
from tui.cli.filters import add_filters, filters_of, options_of

README = Path(__file__).parents[2] / "README.md"
ARABIC_README = README.with_name("README.ar.md")


def modules_of(index: Path, *arguments: str) -> set[str]:
    """Every module loaded when the command has ended well."""
    given = [*arguments, "--index", str(index)]
    return loaded_modules(f"from tui.cli import main\nassert main({given!r}) == 0")


# Not asyncio: Whoosh loads it, by way of cached_property.
HEAVY = {
    *("textual", "rich", "trafilatura", "lxml", "feedparser", "newsmlg2", "watchfiles"),
    *("charset_normalizer", "tashaphyne", "anyio", "multiprocessing", "sqlite3"),
    *("index.ingest", "index.run.indexer", "index.run.workers", "index.run.builder", "tui.app"),
    *("importlib.metadata", "pdb", "unittest"),
}


def test_query_loads_nothing_it_does_not_use(index: Path) -> None:
    loaded = modules_of(index, "query", "سفينة", "--format", "json")
    assert "whoosh.searching" in loaded
    assert loaded & HEAVY == set()


def test_text_for_a_pipe_needs_no_bidi(index: Path) -> None:
    assert "tui.bidi" not in modules_of(index, "query", "سفينة")


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_loads_of_the_index_only_tables(index: Path, arguments: list[str]) -> None:
    loaded = modules_of(index, *arguments)
    packages = {name.partition(".")[0] for name in loaded}
    assert packages.isdisjoint({"search", "whoosh", "numpy", "dataclasses"})
    assert {name for name in loaded if name.startswith("index.")} <= TABLES
    assert "tui.bidi" not in loaded


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: naba {name} ")
    description = shown.split("\n\n")[1]
    assert description.endswith(".") or ". " in description or len(description) > 40
    examples = shown.partition("\nexamples:\n")[2]
    assert f"naba {name}" in examples
    for option in ("--index", "--color", "--bidi", "--version", "--help"):
        assert option in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_gives_the_version(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--version"]) == 0
    assert re.fullmatch(
        r"naba \d+\.\d+\.\d+ \((compiled|numpy) kernels, (compiled|python) rules\)\n",
        capsys.readouterr().out,
    )


@pytest.mark.parametrize(
    ("readme", "heading"), [(README, "## Commands"), (ARABIC_README, "## الأوامر")]
)
def test_the_readme_lists_every_command_and_no_other(readme: Path, heading: str) -> None:
    _, _, section = readme.read_text("utf-8").partition(heading)
    section = section.partition("\n## ")[0]
    listed = re.findall(r"^\|\s*`naba (\w+)", section, re.MULTILINE)
    assert set(listed) == set(COMMANDS)


def test_both_readmes_have_the_same_parts() -> None:
    english, arabic = (
        re.split(r"^## ", readme.read_text("utf-8"), flags=re.MULTILINE)
        for readme in (README, ARABIC_README)
    )
    assert len(english) == len(arabic)
    for ours, theirs in zip(english, arabic, strict=True):
        heading = f"{ours.splitlines()[:1]} {theirs.splitlines()[:1]}"
        assert ours.count("](.github/") == theirs.count("](.github/"), heading


def test_every_command_is_in_one_group_of_the_help() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(COMMANDS)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_naba_alone_names_the_commands_and_a_first_step(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", shown, re.MULTILINE)
    assert "naba demo" in shown


def test_every_facet_is_a_filter_an_option_and_a_field_of_queries() -> None:
    assert tuple(field.name for field in fields(search.Filters)) == (
        *FACETS,
        "since",
        "until",
        "added_since",
        "own",
        "unread",
        "ids",
    )
    parser = argparse.ArgumentParser()
    add_filters(parser)
    for facet in FACETS:
        asked = filters_of(parser.parse_args([f"--{facet}", "سفينة"]))
        assert getattr(asked, facet) == ("سفينة",)
        field, word = scan(f"{facet}:سفينة")
        assert (field.kind, field.text, word.text) == (Kind.FIELD, facet, "سفينة")


def test_filters_as_options_ask_for_the_same_filters() -> None:
    asked = search.Filters(
        person=("ليلى قاسم", "سامر النجار"),
        source=("--الأفق",),
        since=date(2024, 11, 1),
        until=date(2024, 11, 30),
        added_since="last-run",
        own=("مهم",),
        unread=True,
    )
    parser = argparse.ArgumentParser()
    add_filters(parser)
    options = [name if value is None else f"{name}={value}" for name, value in options_of(asked)]
    assert filters_of(parser.parse_args(options)) == asked


def test_help_may_be_asked_for_by_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "query"]) == 0
    assert capsys.readouterr().out.startswith("usage: naba query")


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("numpy", "python"),
        (kernels.NAME, "compiled" if kernels.compiled and rules.all_there() else "python"),
    ],
)
def test_the_version_is_the_installed_one(name: str, rules: str) -> None:
    from importlib.metadata import version

    done = run("--version", env={"NABA_KERNELS": name})
    expected = f"naba {version('naba')} ({name} kernels, {rules} rules)\n"
    assert (done.returncode, done.stdout) == (0, expected)


def test_unknown_commands_and_misplaced_options(inside: Naba) -> None:
    done = inside("quary")
    assert done.returncode == 2
    assert one_line_error(done) == "there is no command quary; did you mean query?"
    assert "naba --help" in one_line_error(inside("xyzzy"))
    done = inside("--index", "somewhere", "query")
    assert done.returncode == 2
    assert "after the command's name" in one_line_error(done)
    assert "ID" in one_line_error(inside("show"))


def test_the_option_wins_over_the_environment(
    inside: Naba, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert inside("check").returncode == 0
    monkeypatch.setenv("NABA_INDEX", "/nowhere")
    assert inside("check").returncode == 3
    assert inside("check", "--index", str(index)).returncode == 0


def test_without_either_the_index_is_in_the_user_data_folder(tmp_path: Path) -> None:
    done = run("query", env={"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)})
    assert done.returncode == 3
    assert str(tmp_path) in one_line_error(done)


def test_what_nobody_foresaw_is_one_line_too(inside: Naba, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr("tui.cli.commands.query.run", fail)
    done = inside("query")
    assert done.returncode == 3
    line = one_line_error(done)
    assert "RuntimeError: a wheel came off" in line
    assert "NABA_DEBUG=1" in line
    monkeypatch.setenv("NABA_DEBUG", "1")
    assert "Traceback" in inside("query").stderr


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (MemoryError(), 3, "not enough memory"),
        (PermissionError(13, "Permission denied", "/secret"), 3, "/secret: Permission denied"),
        (OSError(28, "No space left on device"), 3, "No space left on device"),
    ],
)
def test_failures_have_their_line_and_code(
    inside: Naba, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, line: str
) -> None:
    def fail(*_: object) -> int:
        raise error

    monkeypatch.setattr("tui.cli.commands.stats.run", fail)
    done = inside("stats")
    assert done.returncode == code
    assert one_line_error(done) == line


def test_no_output_at_all_is_no_failure(index: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(NABA)} query >&- 2>&-"],
        env=environment(NABA_INDEX=str(index)),
    )
    assert done.returncode == 0
