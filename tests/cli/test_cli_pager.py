"""Long output on a terminal goes through the user's pager."""

from pathlib import Path

import pytest

from tests.support.command import run_on_terminal

MARKED = "sed s/^/>/"
"""A pager that marks the lines it was given."""


@pytest.mark.parametrize(
    ("arguments", "attended", "paged"),
    [
        (["query", "--facets", "9"], True, True),
        (["show", "port-1", "port-2", "snow-1"], True, True),
        (["query", "--facets", "9", "--no-pager"], True, False),
        (["query", "--facets", "9"], False, False),  # nobody could leave it
        (["query", "--limit", "1", "--facets", "0"], True, False),  # fits the window
    ],
)
def test_what_is_longer_than_the_window_goes_through_the_pager(
    index: Path, arguments: list[str], attended: bool, paged: bool
) -> None:
    env = {"NABA_INDEX": str(index), "PAGER": MARKED}
    code, shown = run_on_terminal(*arguments, env=env, attended=attended)
    lines = shown.splitlines()
    assert code == 0
    assert all(line.startswith(">") for line in lines) == paged
    assert "".join(lines).count(">") == (len(lines) if paged else 0)


def test_a_pager_that_is_not_there_is_done_without(index: Path) -> None:
    env = {"NABA_INDEX": str(index), "PAGER": "/nowhere/pager"}
    code, shown = run_on_terminal("query", "--facets", "9", env=env, attended=True)
    assert code == 0
    assert len(shown.splitlines()) > 24


def test_who_stands_beside_a_name_is_a_table_on_a_terminal(index: Path) -> None:
    arguments = ["entities", "--with", "سامي الحداد", "--bidi", "logical", "--color", "never"]
    code, shown = run_on_terminal(*arguments, env={"NABA_INDEX": str(index)})
    head, *rows = shown.splitlines()
    assert (code, head) == (0, "سامي الحداد: 2 articles")
    assert [row.split() for row in rows[:2]] == [
        ["person", "1", "ليلى", "نصار"],
        ["place", "2", "بيروت"],
    ]
