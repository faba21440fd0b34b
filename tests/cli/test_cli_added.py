"""When articles came in, on the command line."""

import json
from pathlib import Path

from tests.support.command import run


def _index(tmp_path: Path, name: str, text: str) -> str:
    lines = json.dumps({"id": name, "title": name, "text": text}, ensure_ascii=False)
    folder = str(tmp_path / "index")
    assert run("index", "-", "--index", folder, stdin=lines).returncode == 0
    return folder


def test_added_since(tmp_path: Path) -> None:
    _index(tmp_path, "one", "عاصفة أولى")
    folder = _index(tmp_path, "two", "عاصفة ثانية")
    asked = ("query", "عاصفة", "--format", "ids", "--index", folder)
    assert run(*asked, "--added-since", "last-run").stdout == "two\n"
    assert set(run(*asked, "--added-since", "yesterday").stdout.split()) == {"one", "two"}
    assert run(*asked, "--added-since", "last-run", "--source", "none").returncode == 1
    wrong = run(*asked, "--added-since", "someday")
    assert wrong.returncode == 2 and wrong.stderr.count("\n") == 1


def test_show_and_json_say_when(tmp_path: Path) -> None:
    folder = _index(tmp_path, "one", "عاصفة أولى")
    told = json.loads(run("show", "one", "--format", "json", "--index", folder).stdout)
    hit = json.loads(run("query", "عاصفة", "--format", "jsonl", "--index", folder).stdout)
    assert told["added"] == hit["added"] and told["added"].endswith("+00:00")
    assert "\nadded " in run("show", "one", "--index", folder).stdout
