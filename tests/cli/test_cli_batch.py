"""``naba query --batch``: many queries from a file, one's fault not another's."""

import json
import re
from pathlib import Path

import pytest

from tests.support.command import Naba, one_line_error


def test_batch(naba: Naba, tmp_path: Path) -> None:
    queries = "q1\tسفينة\n\nq2\tلاشيءهنا\r\nq3\tالثلوج\n"
    file = tmp_path / "queries.tsv"
    file.write_text(queries, "utf-8")
    done = naba("query", "--batch", file, "--limit", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["q1", "q3"]
    assert all(re.fullmatch(r"q\d Q0 \S+ 1 \d+\.\d+ naba", x) for x in done.stdout.splitlines())
    assert naba("query", "--batch", "-", "--limit", "1", stdin=queries).stdout == done.stdout
    jsonl = naba("query", "--batch", file, "--format", "jsonl", "--source", "الأفق")
    found = [json.loads(line) for line in jsonl.stdout.splitlines()]
    assert [(hit["qid"], hit["id"]) for hit in found] == [("q1", "port-2"), ("q3", "snow-1")]
    assert found[0]["snippets"]


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("q1\tسفينة\nسفينة\n", ":2: not of the form id TAB query"),
        ("q1\tسفينة\n\tسفينة\n", ":2: not of the form id TAB query"),
    ],
)
def test_a_bad_batch_line_is_named_before_anything_is_printed(
    inside: Naba, tmp_path: Path, lines: str, complaint: str
) -> None:
    file = tmp_path / "queries.tsv"
    file.write_text(lines, "utf-8")
    done = inside("query", "--batch", str(file))
    assert done.returncode == 2
    assert one_line_error(done).startswith(f"{file}{complaint}")


def test_a_batch_query_that_cannot_be_read_does_not_stop_the_others(
    inside: Naba, tmp_path: Path
) -> None:
    file = tmp_path / "queries.tsv"
    file.write_text("q1\tdate:[x TO y]\nq2\tسفينة\n", "utf-8")
    done = inside("query", "--batch", str(file))
    assert done.returncode == 0
    assert done.stderr.startswith(f"naba: {file}:1: query, character ")
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"q2"}


def test_a_batch_query_that_asks_too_much_does_not_stop_the_others(
    inside: Naba, tmp_path: Path
) -> None:
    file = tmp_path / "queries.tsv"
    patterns = " ".join(f"س{letter}*" for letter in "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" * 3)
    file.write_text(f"q1\tسفينة\nq2\t{patterns}\n\nq3\tالثلوج\n", "utf-8")
    done = inside("query", "--batch", str(file))
    assert done.returncode == 0
    assert done.stderr.startswith(f"naba: {file}:2: query, character ")
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"q1", "q3"}
    done = inside("query", "--batch", str(file), "--timeout", "1e-9")
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.split(":")[2] for line in done.stderr.splitlines()] == ["1", "2", "4"]


def test_batch_goes_with_neither_query_nor_other_formats(inside: Naba) -> None:
    for options in (["--format", "json"], ["سفينة"], ["--offset", "3"], ["--explain"]):
        done = inside("query", "--batch", "missing.tsv", *options)
        assert done.returncode == 2
        assert "--batch goes with" in one_line_error(done)
    done = inside("query", "--batch", "missing.tsv")
    assert done.returncode == 2
    assert one_line_error(done) == "cannot read missing.tsv: No such file or directory"
