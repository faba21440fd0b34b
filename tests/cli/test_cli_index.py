"""``naba index``: what a run says and does, and how it ends."""

import json
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from index import Progress
from tests.support.command import NABA, environment, one_line_error, run
from tests.support.records import json_lines
from tui.cli.meter import ProgressLine, Rate, describe


def index(directory: Path, *arguments: str | Path, **options: Any) -> Any:
    return run("index", "--index", directory, "--workers", "1", *arguments, **options)


def ids(directory: Path) -> list[str]:
    done = run("query", "--index", directory, "--format", "ids", "--limit", "100000")
    return sorted(done.stdout.splitlines())


def records(*names: str, text: str = "نص قصير عن البحر") -> str:
    # With entities of its own a record needs no extractor, which would only cost time here.
    return json_lines({"id": name, "title": "خبر", "text": text, "persons": []} for name in names)


def start(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*NABA, "index", "--workers", "1", *arguments],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **options,
    )


def wait_for(condition: Any, what: str) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)


def test_memory_is_a_size(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(records("a1"), "utf-8")
    assert index(tmp_path / "ix", "--memory", "1.5g", tmp_path / "a.jsonl").returncode == 0
    for wrong in ("lots", "500", "1K", "-2G"):
        done = index(tmp_path / "ix", f"--memory={wrong}", tmp_path / "a.jsonl")
        assert done.returncode == 2
        assert f"“{wrong}” is not a size of 16M or more, such as 500M or 2G" in done.stderr


def test_the_life_of_an_index(tmp_path: Path) -> None:
    place, folder = tmp_path / "index", tmp_path / "news"
    folder.mkdir()
    (folder / "a.jsonl").write_text(records("a1", "a2"), "utf-8")
    (folder / "b.jsonl").write_text(records("b1"), "utf-8")
    done = index(place, folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "added 3, updated 0, unchanged 0, removed 0, rejected 0\n"

    (folder / "b.jsonl").write_text(records("b1", text="نص آخر"), "utf-8")
    done = index(place, folder, "--format", "json")
    counts = {"added": 0, "updated": 1, "unchanged": 2, "removed": 0, "rejected": 0}
    assert json.loads(done.stdout) == counts

    (folder / "b.jsonl").unlink()
    assert "removed 0" in index(place, folder).stdout
    done = index(place, "--prune", folder)
    assert done.stdout == "added 0, updated 0, unchanged 2, removed 1, rejected 0\n"

    done = index(place, "--rebuild", "-", stdin=records("c1"))
    assert done.stdout == "added 1, updated 0, unchanged 0, removed 0, rejected 0\n"
    assert ids(place) == ["c1"]


def test_an_index_inside_the_folder_is_not_read_as_news(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(records("a1"), "utf-8")
    place = tmp_path / "index"
    index(place, tmp_path)
    done = index(place, tmp_path)
    assert (done.stdout, done.stderr) == (
        "added 0, updated 0, unchanged 1, removed 0, rejected 0\n",
        "",
    )


def test_what_is_rejected_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text("{broken\n" * 25 + records("good"), "utf-8")
    done = index(tmp_path / "index", file)
    assert done.returncode == 1
    assert done.stdout == "added 1, updated 0, unchanged 0, removed 0, rejected 25\n"
    lines = done.stderr.splitlines()
    assert lines[0].startswith(f"naba: {file}:1: ")
    assert lines[19].startswith(f"naba: {file}:20: ")
    assert lines[20:] == ["naba: … and 5 more rejected (--verbose names them all)"]
    verbose = index(tmp_path / "index", file, "--verbose", "--quiet")
    assert [line.split(": ")[1] for line in verbose.stderr.splitlines()] == [
        f"{file}:{number}" for number in range(1, 26)
    ]


def test_no_entities_leaves_the_extractor_out(tmp_path: Path) -> None:
    record = {"id": "x", "title": "زيارة", "text": "وصل فيصل بن فرحان إلى دمشق."}
    index(tmp_path, "--no-entities", "-", stdin=json.dumps(record))
    shown = run("show", "x", "--index", tmp_path, "--format", "json")
    assert json.loads(shown.stdout)["entities"] == {"person": [], "place": [], "org": []}


def test_a_path_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    done = index(tmp_path / "index", tmp_path / "nowhere")
    assert done.returncode == 2
    assert one_line_error(done) == f"there is no file or folder {tmp_path / 'nowhere'}"
    assert not (tmp_path / "index").exists()


def test_standard_input_cannot_be_watched(tmp_path: Path) -> None:
    done = index(tmp_path, "--watch", "-")
    assert done.returncode == 2
    one_line_error(done)


def test_a_place_that_cannot_be_written_is_one_line(corpus: Path) -> None:
    done = index(corpus / "index", corpus)
    assert done.returncode == 3
    assert str(corpus) in one_line_error(done)


def test_a_second_writer_is_turned_away(tmp_path: Path) -> None:
    place = tmp_path / "index"
    first = start("--index", place, "-", stdin=subprocess.PIPE)
    try:
        wait_for(lambda: place.is_dir() and any(place.iterdir()), "the lock")
        second = index(place, "-", stdin=records("b"))
    finally:
        out, notes = first.communicate(records("a"), timeout=30)
    assert second.returncode == 3
    assert "another process is writing" in one_line_error(second)
    assert (first.returncode, out[:7], notes) == (0, "added 1", "")
    assert ids(place) == ["a"]


MANY = [f"n{number}" for number in range(4001)]
"""More than the indexer puts into one segment, so that one is there before the input ends."""


def test_an_interrupted_run_keeps_what_was_indexed(tmp_path: Path) -> None:
    place = tmp_path / "index"
    process = start("--index", place, "--workers", "2", "-", stdin=subprocess.PIPE)
    assert process.stdin
    process.stdin.write(records(*MANY))
    process.stdin.flush()
    # Workers finish the batches they have been given, and the first was given first.
    wait_for(lambda: any(place.glob("naba.work/*/*/MAIN_*.*")), "a segment to be begun")
    process.send_signal(signal.SIGINT)
    out, notes = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert notes == (
        "naba: interrupted; what was indexed is kept; run the same command again to go on\n"
    )
    assert run("check", "--index", place).returncode == 0
    done = index(place, "-", stdin=records(*MANY[:50], "more"))
    assert done.stdout.startswith("added 1, updated 0, unchanged 50,")


def test_a_terminated_rebuild_leaves_the_old_index(tmp_path: Path) -> None:
    place = tmp_path / "index"
    assert index(place, "-", stdin=records("old")).returncode == 0
    process = start("--index", place, "--rebuild", "-", stdin=subprocess.PIPE)
    assert process.stdin
    process.stdin.write(records(*MANY))
    process.stdin.flush()
    wait_for(lambda: any(place.glob("naba.work/*")), "a segment to be begun")
    process.send_signal(signal.SIGTERM)
    _, notes = process.communicate(timeout=30)
    assert process.returncode == 130
    assert notes == "naba: interrupted; the index stays as it was\n"
    assert ids(place) == ["old"]


def test_watch_indexes_what_arrives_and_forgets_what_goes(tmp_path: Path) -> None:
    place, folder = tmp_path / "index", tmp_path / "news"
    folder.mkdir()
    (folder / "a.jsonl").write_text(records("a1"), "utf-8")
    process = start("--index", place, "--watch", "--prune", folder)
    assert process.stdout
    assert process.stderr
    try:
        assert process.stdout.readline().startswith("added 1, ")
        assert process.stderr.readline() == "naba: watching; Ctrl-C ends\n"
        (folder / ".hidden.jsonl").write_text(records("h1"), "utf-8")
        (folder / ".b").write_text(records("b1", "b2"), "utf-8")
        (folder / ".b").rename(folder / "b.jsonl")  # at once, so that no half of it is read
        line = process.stderr.readline()
        stamp = r"naba: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
        assert re.fullmatch(rf"{stamp} added 2, updated 0, unchanged 0, .*\n", line)
        (folder / "a.jsonl").unlink()
        assert "removed 1" in process.stderr.readline()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 130
    assert ids(place) == ["b1", "b2"]


def test_progress_has_counts_rate_and_time_left() -> None:
    assert describe(Progress(1200, 300, None), 100) == "read 1,200, indexed 300, 100 a second"
    assert describe(Progress(1200, 0, None), 0) == "read 1,200, indexed 0"
    assert describe(Progress(9, 1000, 4000), 100) == (
        "indexed 1,000 of 4,000 (25 %), 100 a second, 0:30 left"
    )
    assert describe(Progress(9, 1000, 4000), 8) == (
        "indexed 1,000 of 4,000 (25 %), 8 a second, 6:15 left"
    )
    assert describe(Progress(9, 0, 0), 0) == "indexed 0 of 0 (100 %)"
    assert describe(Progress(9, 0, 4000), 0) == "indexed 0 of 4,000 (0 %)"
    assert describe(Progress(9, 4000, 4000, 8, 24), 9) == "indexed 4,000; joined 8 of 24 segments"


def test_the_rate_is_that_of_the_last_seconds() -> None:
    rate = Rate()
    assert rate.per_second == 0
    for second in range(100):
        rate.add(second, 0)
    assert rate.per_second == 0
    for second in range(100, 230):
        rate.add(second, 50 * (second - 100))
        rate.add(second + 0.5, 10**9)
    assert rate.per_second == 50


def test_progress_off_a_terminal_is_a_line_every_ten_seconds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    monkeypatch.setattr("tui.cli.meter.monotonic", lambda: now)
    line, quiet = ProgressLine(), ProgressLine(quiet=True)
    for second in range(25):
        now = float(second)
        line.update(Progress(500, 10 * second, 500))
        quiet.update(Progress(500, 10 * second, 500))
    line.clear()
    assert capsys.readouterr().err.splitlines() == [
        "naba: indexed 100 of 500 (20 %), 10 a second, 0:40 left",
        "naba: indexed 200 of 500 (40 %), 10 a second, 0:30 left",
    ]


def test_an_index_that_is_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    done = index(file, "-")
    assert done.returncode == 3
    assert done.stderr == f"naba: {file} is a file, and an index is a folder\n"


def test_texts_without_a_date_are_counted_when_they_are_new(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number, head in enumerate(("عمّان 3 كانون الأول 2024\n", "", "")):
        text = f"عنوان الخبر رقم {number}\n\n{head}فتحت المكتبة أبوابها لجميع القراء في المدينة."
        (folder / f"{number}.txt").write_text(text, "utf-8")
    index = ("index", "--index", tmp_path / "ix", folder)
    first, again = run(*index, "--format", "json"), run(*index)
    assert json.loads(first.stdout)["undated"] == 2
    assert "naba: text files: 2 of 3 without a date\n" in first.stderr
    assert "without a date" not in again.stderr


def test_files_that_naba_does_not_read_fail_no_nightly_run(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.jsonl").write_text(records("a1"), "utf-8")
    (folder / "picture.xcf").write_bytes(b"\0\1")
    index = ("index", "--index", tmp_path / "ix", folder, "--format", "json")
    loud, quiet = run(*index), run(*index, "--quiet")
    assert (loud.returncode, quiet.returncode) == (1, 0)
    assert "picture.xcf" in loud.stderr
    assert quiet.stderr == ""
    assert json.loads(quiet.stdout)["unsupported"] == 1
    (folder / "b.jsonl").write_text("no JSON", "utf-8")
    assert run(*index, "--quiet").returncode == 1


def test_a_service_manager_ends_a_watch_without_failure(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(records("a1"), "utf-8")
    process = start("--index", tmp_path / "ix", "--watch", tmp_path / "a.jsonl")
    assert process.stdout and process.stdout.readline().startswith("added 1, ")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 0
