"""``naba copies`` and ``naba query --collapse``: copies folded, and who changed what."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.search.test_copies import COPIES
from tests.support import NEWS, article, committed
from tests.support.command import one_line_error, run


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(committed(tmp_path_factory.mktemp("copies"), [*NEWS, *COPIES]))


def read(index: str, *arguments: str) -> Any:
    return json.loads(run(*arguments, "--index", index, "--format", "json").stdout)


def test_text_says_how_many_copies_and_whose(index: str) -> None:
    done = run("query", "المضخات", "--collapse", "--index", index)
    assert done.stdout.startswith("1 story (3 articles, which facets count) (")
    assert "+2: الأفق، المدى" in done.stdout
    plain = run("query", "المضخات", "--index", index).stdout
    assert plain.startswith("3 articles (")
    assert "+2" not in plain


def test_json_has_copies_only_when_asked(index: str) -> None:
    found = read(index, "query", "المضخات", "--collapse")
    assert (found["total"], found["articles"]) == (1, 3)
    assert found["hits"][0]["copies"] == [
        {"id": "second", "source": "الأفق", "date": "2024-05-02"},
        {"id": "third", "source": "المدى", "date": "2024-05-03"},
    ]
    plain = read(index, "query", "المضخات")
    assert "articles" not in plain
    assert all("copies" not in hit for hit in plain["hits"])


@pytest.mark.parametrize("form", ["ids", "trec"])
def test_lists_of_ids_are_whole_unless_asked(index: str, form: str) -> None:
    whole = run("query", "المضخات", "--format", form, "--index", index).stdout
    folded = run("query", "المضخات", "--format", form, "--collapse", "--index", index).stdout
    assert (whole.count("\n"), folded.count("\n")) == (3, 1)


def test_copies_are_told_with_their_changes(index: str) -> None:
    done = run("copies", "third", "--index", index)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "3 articles run this text, the earliest first"
    assert [line.strip().split(" · ")[2] for line in lines if " · " in line] == [
        *("first", "second", "third"),
    ]
    assert "[-ثلاثة-] {+أربعة+}" in done.stdout
    assert "…" in done.stdout
    assert "…" not in run("copies", "third", "--full", "--index", index).stdout


def test_copies_as_json(index: str) -> None:
    found = read(index, "copies", "second")
    assert found["id"] == "second"
    assert [one["id"] for one in found["versions"]] == ["first", "second", "third"]
    assert found["versions"][1]["date"] == "2024-05-02"
    assert {"kind": "removed", "text": "ثلاثة"} in found["versions"][1]["changes"]


def test_an_article_without_copies_or_unknown_ends_with_1(index: str) -> None:
    done = run("copies", "other", "--index", index)
    assert (done.returncode, done.stdout) == (1, "no other article runs this text\n")
    done = run("copies", "absent", "--index", index)
    assert done.returncode == 1
    assert one_line_error(done) == "no article has the id absent"


def test_the_least_resemblance_is_an_option_that_stays(tmp_path: Path) -> None:
    words = [f"كلمة{n}" for n in range(200)]
    longer = [*words, *(f"زيادة{n}" for n in range(60))]
    index = committed(
        tmp_path,
        [
            article("a", " ".join(words), date=date(2024, 1, 1), source="الأفق"),
            article("b", " ".join(longer), date=date(2024, 1, 2), source="المدى"),
        ],
    )
    assert run("copies", "a", "--index", str(index)).returncode == 0
    assert run("index", "--copies", "0.9", "--index", str(index)).returncode == 0
    assert run("copies", "a", "--index", str(index)).returncode == 1
    done = run("index", "--copies", "2", "--index", str(index))
    assert done.returncode == 2
    assert "not a number from 0.3 to 1" in one_line_error(done)
