"""The other commands: show, entities, analyze, stats, check, demo, tui."""

import json
import os
import shlex
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.support.command import Naba, one_line_error, run, run_on_terminal
from tui.cli import main


def test_show_prints_all_there_is(inside: Naba) -> None:
    done = inside("show", "port-1")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "مرفأ بيروت يستقبل أول سفينة"
    about, _, text = done.stdout.partition("\n\n")
    for line in (
        "id         port-1",
        "date       2024-11-30",
        "source     الساحل",
        "category   اقتصاد",
        "url        https://example.org/port-1",
        "desk       مكتب الشمال",
        "person     سامي الحداد",
        "place      بيروت",
        "tag        موانئ",
    ):
        assert line in about.splitlines()
    assert text.splitlines() == [
        "استقبل مرفأ بيروت أول سفينة بعد الصيانة.",
        "قال سامي الحداد إن العمل في المرفأ عاد.",
    ]


def test_show_as_json(inside: Naba) -> None:
    article = json.loads(inside("show", "port-1", "--format", "json").stdout)
    assert article.pop("path").endswith("news.jsonl")
    assert datetime.fromisoformat(article.pop("added")) <= datetime.now(UTC)
    assert article == {
        "id": "port-1",
        "title": "مرفأ بيروت يستقبل أول سفينة",
        "date": "2024-11-30",
        "source": "الساحل",
        "category": "اقتصاد",
        "author": None,
        "url": "https://example.org/port-1",
        "place": None,
        "tags": ["موانئ"],
        "entities": {"person": ["سامي الحداد"], "place": ["بيروت"], "org": []},
        "extra": {"desk": "مكتب الشمال"},
        "text": "استقبل مرفأ بيروت أول سفينة بعد الصيانة.\nقال سامي الحداد إن العمل في المرفأ عاد.",
    }


def test_show_highlights_what_a_query_matches(inside: Naba) -> None:
    shown = inside("show", "port-1", "--highlight", "مرفأ", "--color", "always").stdout
    assert "\x1b[1;4mمرفأ\x1b[0m بيروت" in shown
    assert "\x1b[1;4mالمرفأ\x1b[0m" in shown


def test_show_takes_the_end_of_an_id_when_it_is_the_only_one(inside: Naba) -> None:
    assert inside("show", "now-1", "--format", "json").stdout.startswith('{"id": "snow-1"')
    done = inside("show", "-1")
    assert done.returncode == 2
    done = inside("show", "--", "-1")
    assert done.returncode == 2
    assert one_line_error(done).startswith("4 ids end in -1: lemon-1, port-1, snow-1, visit-1")


def test_show_takes_several_ids(inside: Naba) -> None:
    done = inside("show", "port-1", "nothing", "snow-1", "--format", "json")
    assert done.returncode == 1
    assert done.stderr == "naba: no article has the id nothing\n"
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["port-1", "snow-1"]
    one, two = (inside("show", name).stdout for name in ("port-1", "snow-1"))
    done = inside("show", "port-1", "snow-1")
    assert (done.returncode, done.stdout) == (0, f"{one}\n\n{two}")


def test_show_of_an_unknown_id_is_exit_1(inside: Naba) -> None:
    done = inside("show", "nothing")
    assert done.returncode == 1
    assert one_line_error(done) == "no article has the id nothing"
    assert inside("show", "").returncode == 1


def test_show_takes_the_path_of_a_text_file(tmp_path: Path) -> None:
    file = tmp_path / "storm.txt"
    file.write_text("عاصفة على الساحل\n\nضربت عاصفة قوية الساحل ليلا.\n", "utf-8")
    run("index", "--index", tmp_path / "index", file)
    name = os.path.relpath(file)
    done = run("show", name, "--index", tmp_path / "index")
    assert done.returncode == 0, done.stderr
    assert "ضربت عاصفة قوية" in done.stdout


def test_entities_answers_line_by_line(tmp_path: Path) -> None:
    texts = ["وصل فيصل بن فرحان إلى دمشق", "", "لا أحد هنا\u2028ولا هناك"]
    done = run("entities", stdin="\n".join(texts) + "\n")
    assert (done.returncode, done.stderr) == (0, "")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["text"] for each in found] == texts
    assert {"start", "end", "type", "text", "name"} == set(found[0]["entities"][0])
    assert ("person", "فيصل بن فرحان") in {(e["type"], e["name"]) for e in found[0]["entities"]}
    for entity in found[0]["entities"]:
        assert texts[0][entity["start"] : entity["end"]] == entity["text"]
    assert found[1] == {"text": "", "entities": []}

    file = tmp_path / "lines.txt"
    file.write_bytes("دمشق\r\n".encode() + b"\xff\n")
    done = run("entities", file, "-", stdin="بيروت")
    assert [json.loads(x)["text"] for x in done.stdout.splitlines()] == ["دمشق", "\ufffd", "بيروت"]


def test_entities_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = run("entities", tmp_path / "none")
    assert done.returncode == 2
    assert one_line_error(done).startswith("cannot read ")


def test_analyze_as_json(inside: Naba) -> None:
    text = "وبالمعارضة"
    done = inside("analyze", "--format", "json", text)
    (token,) = json.loads(done.stdout)["tokens"]
    assert set(token) == {"text", "start", "end", "position", "terms", "rules"}
    assert (token["text"], token["start"], token["end"], token["position"]) == (text, 0, 10, 0)
    assert set(token["terms"]) == {"exact", "stem"}
    assert isinstance(token["terms"]["stem"], list)
    assert token["rules"]


def test_analyze_for_people_is_a_table(inside: Naba) -> None:
    done = inside("analyze", "في", "بيروت")
    assert done.returncode == 0
    header, *rows = done.stdout.splitlines()
    assert header.split() == ["position", "offsets", "text", "exact", "stem", "rules"]
    assert [row.split()[:3] for row in rows] == [["0", "0–2", "في"], ["1", "3–8", "بيروت"]]


def test_the_rules_of_a_word_stand_below_each_other_on_a_narrow_terminal() -> None:
    _, shown = run_on_terminal("analyze", "وبالمعارضة", env={}, columns=75)
    header, _, *more = shown.splitlines()
    column = header.index("rules")
    assert more and all(line[:column].isspace() for line in more)
    whole = run("analyze", "وبالمعارضة").stdout.splitlines()[1]
    assert len(more) < len(whole.split()) - 5


def test_stats(inside: Naba, index: Path) -> None:
    stats = json.loads(inside("stats", "--format", "json").stdout)
    assert (stats["articles"], stats["undated"], stats["directory"]) == (5, 1, str(index))
    assert (stats["first_date"], stats["last_date"]) == ("2024-11-30", "2025-01-07")
    assert stats["facets"]["source"] == 2
    assert stats["bytes"] > 0
    text = inside("stats").stdout
    assert "2024-11-30 to 2025-01-07, 1 undated" in text
    lines = [line.split() for line in text.splitlines()]
    assert ["articles", "5"] in lines
    assert ["facet", "source", "2", "values"] in lines


def test_check(inside: Naba, index: Path, tmp_path: Path) -> None:
    done = inside("check")
    assert (done.returncode, done.stderr) == (0, "")
    damaged = tmp_path / "damaged"
    copytree(index, damaged)
    victim = max(damaged.glob("MAIN_*.*"), key=lambda path: path.stat().st_size)
    with victim.open("r+b") as file:
        file.seek(10)
        file.write(b"????")
    done = inside("check", "--index", str(damaged))
    assert done.returncode == 3
    assert victim.name in done.stdout


@pytest.mark.parametrize("command", [["query"], ["stats"], ["check"], ["show", "x"]])
def test_a_missing_index_is_one_line_with_what_to_do(
    inside: Naba, tmp_path: Path, command: list[str]
) -> None:
    done = inside(*command, "--index", str(tmp_path / "none"))
    assert done.returncode == 3
    assert "naba index PATH" in one_line_error(done)


def test_demo_works_on_a_fresh_install_and_leaves_the_users_index_alone(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    mine = tmp_path / "mine"
    done = run("demo", env={**env, "NABA_INDEX": str(mine)})
    assert (done.returncode, done.stderr) == (0, "")
    assert "added 6" in done.stdout
    assert "✓ الأردن" in done.stdout
    assert not mine.exists()
    _, next_steps = done.stdout.split("Next, try:")
    commands = [line for line in next_steps.splitlines() if line.startswith("  ")]
    assert [line.split()[1] for line in commands] == ["tui", "query", "show", "index", "tui"]
    for line in commands[1:3]:
        done = run(*shlex.split(line)[1:], env=env)
        assert done.returncode == 0, (line, done.stderr)


def test_demo_names_naba_as_this_shell_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "naba"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr("sys.argv", [str(program), "demo"])
    for path, name in ((str(tmp_path), "naba"), ("/nowhere", str(program))):
        monkeypatch.setenv("PATH", path)
        assert main(["demo", "--index", str(tmp_path / "index")]) == 0
        assert f"\n  {name} index PATH\n" in capsys.readouterr().out


def test_demo_refuses_the_users_own_index(tmp_path: Path) -> None:
    done = run("demo", "--index", tmp_path, env={"NABA_INDEX": str(tmp_path)})
    assert done.returncode == 2
    assert "your own index" in one_line_error(done)


def test_tui_needs_a_terminal(naba: Naba) -> None:
    done = naba("tui", "بيروت", "--place", "بيروت")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "terminal" in done.stderr


def test_tui_gets_query_filters_and_mode(
    inside: Naba, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Any] = []

    def run_app(*arguments: Any, **options: Any) -> int:
        given.append((arguments, options))
        return 7

    monkeypatch.setattr("tui.app.run", run_app)
    done = inside("tui", "مرفأ", "بيروت", "--source", "الساحل", "--bidi", "words")
    assert done.returncode == 7
    ((arguments, options),) = given
    assert arguments == (index, "مرفأ بيروت")
    assert options["filters"].source == ("الساحل",)
    assert options["bidi"] == "words"


def test_pages_get_every_filter(inside: Naba, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []
    monkeypatch.setattr("tui.app.web.serve.serve", lambda *arguments: given.append(arguments) or 0)
    done = inside(
        "tui", "مرفأ", "--serve", "8000", "--unread", "--own", "مهم", "--until", "2024-11"
    )
    assert done.returncode == 0
    ((again, *_),) = given
    for option in ("--unread", "--own=مهم", "--until=2024-11-30"):
        assert again.index(option) < again.index("--")


def test_help_on_a_terminal_puts_arabic_in_place() -> None:
    env = {"NABA_BIDI": "visual"}
    code, shown = run_on_terminal("analyze", "--help", env=env)
    assert code == 0
    assert "وبالمعارضة" not in shown
    assert "ﺔﺿﺭﺎﻌﻤﻟﺎﺑﻭ" in shown
