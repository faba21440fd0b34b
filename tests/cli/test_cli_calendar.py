"""Dates in text output by the calendar asked for; JSON keeps to ISO."""

import json
from pathlib import Path

import pytest

from tests.support.command import run


@pytest.mark.parametrize(
    ("calendar", "day"), [((), "2024-03-05"), (("--calendar", "hijri"), "24 شعبان 1445 هـ")]
)
def test_dates_of_query_and_show(tmp_path: Path, calendar: tuple[str, ...], day: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"id": "a", "title": "خبر", "text": "نص", "date": "2024-03-05"}))
    index = ["--index", tmp_path / "ix"]
    assert run("index", *index, "--workers", "1", file).returncode == 0
    assert day in run("query", *index, "خبر", *calendar).stdout
    assert day in run("show", *index, "a", *calendar).stdout
    found = run(
        "query", *index, "--format", "ids", "--since", "شعبان 1445", "--until", "شعبان 1445"
    )
    assert found.stdout.split() == ["a"]
    hit = json.loads(run("query", *index, "--format", "json", *calendar).stdout)["hits"][0]
    assert hit["date"] == "2024-03-05"


def test_dry_run_says_what_would_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("عنوان الحلقة,المضمون\nخبر,نص عن السوق\n")
    (tmp_path / "b.bin").write_bytes(b"\0")
    command = ["index", "--index", tmp_path / "ix", "--dry-run", tmp_path, "--exclude", "*.bin"]
    own = ["--map", "title=عنوان_الحلقة,text=المضمون", "--source", "الضفاف"]
    done = run(*command, *own)
    assert done.returncode == 0, done.stderr
    assert "table: 1 file, 1 article, 1 without a date" in done.stdout and "الضفاف" in done.stdout
    assert not (tmp_path / "ix").exists()
    (form,) = json.loads(run(*command, *own, "--format", "json").stdout)["forms"]
    assert (form["articles"], form["undated"], form["samples"][0]["title"]) == (1, 1, "خبر")
    assert run(*command).returncode == 1
    wrong = run(*command, "--map", "headline=x")
    assert wrong.returncode == 2 and wrong.stderr.count("\n") == 1


def test_what_was_withdrawn_is_counted_and_named(tmp_path: Path) -> None:
    item = {"uri": "urn:x:1", "pubStatus": "canceled", "headlines": [{"value": "خبر"}]}
    (tmp_path / "a.json").write_text(json.dumps(item))
    (tmp_path / "b.json").write_text('{"items": []}')
    (tmp_path / "c.txt").write_text("نص عن السوق القديم في المدينة.")
    done = run("index", "--index", tmp_path / "ix", "--format", "json", *tmp_path.glob("*.*"))
    assert done.returncode == 1
    counts = json.loads(done.stdout)
    assert (counts["added"], counts["rejected"], counts["withdrawn"], counts["empty"]) == (
        1,
        2,
        1,
        1,
    )
    assert "withdrawn by its provider" in done.stderr and "holds no articles" in done.stderr
