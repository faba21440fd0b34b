"""Tags and saved searches, on the command line."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import NEWS, committed
from tests.support.command import NABA, environment, one_line_error, run


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Any]:
    folder = committed(tmp_path / "index", NEWS)
    env = {"NABA_INDEX": str(folder), "XDG_DATA_HOME": str(tmp_path / "data")}

    def naba(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return run(*arguments, env=env, stdin=stdin)

    naba.env = env  # type: ignore[attr-defined]
    yield naba


def found(desk: Any, *query: str) -> set[str]:
    return set(desk("query", "--format", "ids", *query).stdout.split())


def test_tag_and_find(desk: Any) -> None:
    done = desk("tag", "+مهم", "+draft", "--", "حلب")
    assert (done.returncode, done.stdout, done.stderr) == (0, "2 articles, 2 changed\n", "")
    assert found(desk, "وسمي:مهم") == {"school", "market"}
    assert desk("tag", "-draft", "+read", "--source", "وكالة المرفأ").returncode == 0
    assert found(desk, "own:draft") == {"school"}
    assert found(desk, "--unread") == {"school", "match", "museum"}
    assert found(desk, "--own", "read", "--own", "draft") == {"school", "market", "sea"}
    listed = json.loads(desk("tag", "--format", "json").stdout)
    assert listed == {
        "tags": [
            {"name": "read", "articles": 2},
            {"name": "مهم", "articles": 2},
            {"name": "draft", "articles": 1},
        ]
    }
    hit = json.loads(desk("query", "own:draft", "--format", "jsonl").stdout)
    assert hit["own"] == ["draft", "مهم"]


def test_partial_matches_are_not_tagged(desk: Any) -> None:
    assert found(desk, "حلب الشواطئ")
    assert desk("tag", "+x", "--", "حلب", "الشواطئ").returncode == 1
    assert found(desk, "own:x") == set()


def test_tags_by_ids(desk: Any) -> None:
    done = desk("tag", "+x", "--ids", "-", stdin="sea\nnone\n")
    assert done.returncode == 0 and "none" in done.stderr
    assert found(desk, "own:x") == {"sea"}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_export_comes_back_as_it_was(desk: Any, tmp_path: Path, form: str) -> None:
    desk("tag", "+مهم", "--", "حلب")
    desk("tag", "+@home", "--", "طرطوس")
    text = desk("tag", "--export", "--format", form).stdout
    (tmp_path / "tags").write_text(text, "utf-8")
    (tmp_path / "index" / "naba.desk").unlink()
    assert desk("tag", "--import", str(tmp_path / "tags")).stdout == "3 tags brought in\n"
    assert desk("tag", "--export", "--format", form).stdout == text
    assert found(desk, "own:@home") == {"sea"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("tag", "+x"),
        ("tag", "حلب"),
        ("tag", "--export", "+x"),
        ("tag", "+!!", "--", "حلب"),
        ("tag", "+x", "--ids", "-", "--", "حلب"),
        ("saved", "add"),
        ("saved", "add", "x"),
        ("saved", "add", "x", "date:[a TO b]"),
        ("saved", "run"),
        ("saved", "list", "x"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_code_2(desk: Any, arguments: tuple[str, ...]) -> None:
    done = desk(*arguments)
    assert done.returncode == 2
    assert one_line_error(done)


def test_a_strange_import_changes_nothing(desk: Any) -> None:
    done = desk("tag", "--import", "-", stdin="id,tag\nsea,good\nonly-one-cell\n")
    assert done.returncode == 2 and "-:3:" in done.stderr
    assert desk("tag").returncode == 1


def test_saved_searches(desk: Any) -> None:
    assert desk("saved").returncode == 1
    assert desk("saved", "add", "حلب", "حلب", "--category", "تعليم").returncode == 0
    assert desk("saved", "add", "نيل", "سد النهضة", "--since", "2024").returncode == 0
    assert desk("saved", "add", "--batch", "-", stdin="بحر\tسفينة\n").returncode == 0
    listed = json.loads(desk("saved", "list", "--format", "json").stdout)
    assert [one["name"] for one in listed] == ["بحر", "حلب", "نيل"]
    assert listed[1]["category"] == ["تعليم"] and listed[2]["since"] == "2024-01-01"
    assert "--category تعليم" in desk("saved").stdout
    assert desk("saved", "run", "حلب", "--format", "ids").stdout == "school\n"
    assert "مدرسة جديدة في حلب" in desk("saved", "run", "حلب").stdout
    assert desk("saved", "run", "نيل").returncode == 1
    assert desk("saved", "remove", "نيل").returncode == 0
    assert desk("saved", "remove", "نيل").returncode == 1
    assert "نيل" not in desk("saved").stdout


def test_saved_searches_say_how_many_are_unread(desk: Any) -> None:
    desk("saved", "add", "حلب", "حلب")
    counts = lambda: json.loads(desk("saved", "--unread", "--format", "json").stdout)  # noqa: E731
    assert counts()[0]["unread_articles"] == 2
    desk("tag", "+read", "--", "قمح")
    assert counts()[0]["unread_articles"] == 1
    assert "(1)" in desk("saved", "--unread").stdout


def test_searches_added_side_by_side_are_all_kept(desk: Any) -> None:
    running = [
        subprocess.Popen(
            [*NABA, "saved", "add", f"بحث{number}", "حلب"], env=environment(**desk.env)
        )
        for number in range(6)
    ]
    assert [one.wait(60) for one in running] == [0] * 6
    assert len(json.loads(desk("saved", "--format", "json").stdout)) == 6


def test_a_search_saved_in_the_shell_is_one_of_the_screen(desk: Any) -> None:
    desk("saved", "add", "حلب", "حلب", "--unread", "--added-since", "last-run")
    read = (
        "from tui.app.state.history import History; "
        "[one] = History().read(); print(one.name, one.session.query, one.session.filters.unread)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", read], env=environment(**desk.env), capture_output=True, text=True
    )
    assert shown.stdout == "حلب حلب True\n"
