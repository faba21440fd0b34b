"""Help, errors and progress in Arabic; data as ever."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from index.run.progress import Progress
from tests.support import NEWS, committed
from tests.support.command import Naba, one_line_error, run, run_on_terminal
from tests.support.records import json_lines
from tui import i18n
from tui.cli import COMMANDS
from tui.cli.arguments import add_global_options, command_parser
from tui.cli.meter import describe
from tui.i18n import choose_for_lines, translated

ARABIC = {"NABA_LANG": "ar"}
UNSHAPED = re.compile("[\u0621-\u063a\u0641-\u064a]")
"""Letters that are not yet as they join, so not in their place either."""


def messages_of_help(name: str) -> Iterator[str]:
    command = import_module(f"tui.cli.commands.{name}")
    i18n.use("en")
    parser = command_parser(name, command.__doc__)
    command.add_arguments(parser)
    add_global_options(parser)
    yield COMMANDS[name]
    yield parser.description
    yield from (action.help for action in parser._actions if action.help)
    for group in parser._action_groups:
        yield from filter(None, (group.title, group.description))


@pytest.mark.parametrize("name", COMMANDS)
def test_all_that_help_says_has_its_arabic(name: str) -> None:
    for message in messages_of_help(name):
        assert translated(message, "ar") != message, message


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "ar_EG.UTF-8"}, "ar"),
        ({"LANG": "ar_EG.UTF-8", "LC_ALL": "fr_FR"}, "en"),
        ({"LANG": "ar_EG.UTF-8", "NABA_LANG": "en"}, "en"),
        ({"NABA_LANG": "ar"}, "ar"),
    ],
)
def test_the_command_line_is_arabic_where_the_locale_is(env: dict, language: str) -> None:
    assert choose_for_lines(env=env) == language
    assert choose_for_lines("ar", env) == "ar"
    assert choose_for_lines("en", env) == "en"


def test_help_and_errors_in_arabic() -> None:
    shown = run("query", "--help", env=ARABIC)
    assert shown.returncode == 0
    assert shown.stdout.startswith("الاستعمال: naba query [--limit N]")
    assert "يبحث في الفهرس ويطبع ما يجد" in shown.stdout
    assert "عدد النتائج (10)" in shown.stdout
    assert "  naba query زيت الزيتون --sort newest" in shown.stdout  # examples stay as they are
    assert "لا أمر باسم qeury" in one_line_error(run("qeury", env=ARABIC))
    assert "ليس عددًا" in one_line_error(run("query", "--limit", "x", env=ARABIC))
    assert "معطيات غير معروفة: --foo" in one_line_error(run("query", "--foo", env=ARABIC))
    done = run("index", "/nowhere/at-all", env=ARABIC)
    assert (done.returncode, "لا يوجد ملف أو مجلد" in one_line_error(done)) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "سفينة"),
        ("query", "سفينة", "زلزال"),
        ("query", "سفينة", "--collapse", "--limit", "1"),
        ("compare", "--source", "الساحل", "--source", "الأفق"),
        ("compare", "زلزال", "--source", "الساحل", "--source", "الأفق"),
        ("copies", "port-1"),
        ("timeline", "--per", "source"),
        ("timeline", "زلزال"),
        ("trends",),
        ("trends", "زلزال"),
        ("entities", "--with", "سامي الحداد"),
    ],
)
def test_what_naba_says_itself_is_put_in_place_too(index: Path, arguments: tuple[str, ...]) -> None:
    shown = run_on_terminal(*arguments, "--index", index, env=ARABIC | {"NABA_BIDI": "visual"})[1]
    assert shown
    assert not UNSHAPED.search(shown)


def test_tags_are_put_in_place_too(tmp_path: Path) -> None:
    directory = committed(tmp_path, NEWS)
    for arguments in (
        ("tag", "+مهم", "--index", directory, "--", "حلب"),
        ("tag", "--index", directory),
    ):
        shown = run_on_terminal(*arguments, env=ARABIC | {"NABA_BIDI": "visual"})[1]
        assert shown
        assert not UNSHAPED.search(shown)


def test_progress_is_arabic_and_data_is_not(naba: Naba, tmp_path: Path) -> None:
    i18n.use("ar")
    assert describe(Progress(indexed=250, total=1000), 50) == (
        "فُهرس 250 من 1,000 (25 %)، 50 في الثانية، بقي 0:15"
    )
    i18n.use("en")
    file = tmp_path / "a.jsonl"
    file.write_text(json_lines([{"id": "1", "title": "خبر", "text": "نص"}]), "utf-8")
    done = run("index", "--index", tmp_path / "ix", file, env=ARABIC)
    assert done.stdout == "added 1, updated 0, unchanged 0, removed 0, rejected 0\n"
    query = ("query", "سفينة", "--format", "jsonl")
    assert naba(*query, env=ARABIC).stdout == naba(*query).stdout


def test_what_stands_around_results_is_in_arabic_too(tmp_path: Path) -> None:
    record = {
        "id": "a",
        "title": "افتتاح السد",
        "text": "فتح الوزير السد.",
        "date": "2024-11-30",
        "source": "المدى",
        "persons": ["ليلى قاسم"],
        "desk": "هدى",
    }
    index = str(tmp_path / "ix")
    assert run("index", "--index", index, "-", stdin=json_lines([record])).returncode == 0
    found = run("query", "السد", "--index", index, env=ARABIC).stdout
    assert found.startswith("مقالة واحدة (")
    lines = {line.split()[0] for line in found.splitlines() if line.strip()}
    assert {"شخص", "مصدر", "تاريخ"} <= lines
    assert not {"person", "source", "date"} & lines
    shown = run("show", "a", "--index", index, env=ARABIC).stdout.splitlines()
    assert [line.split()[0] for line in shown[1:6]] == ["المعرّف", "تاريخ", "أضيف", "مصدر", "desk"]
    assert any(line.split() == ["شخص", "ليلى", "قاسم"] for line in shown)
    rising = run("trends", "--index", index, env=ARABIC).stdout
    assert rising.splitlines() == [
        "من 2024-11-24 إلى 2024-11-30: مقالة واحدة، وقبلها 0",
        "لا شيء يبرز",
    ]


def test_why_a_record_is_rejected_is_said_in_arabic(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "bare.jsonl").write_text('{"id": "a"}\n')
    done = run("index", "--index", tmp_path / "ix", "--workers", "1", tmp_path, env=ARABIC)
    assert done.returncode == 1
    assert "empty.jsonl: الملف فارغ\n" in done.stderr
    assert "bare.jsonl:1: لا نص فيه\n" in done.stderr
