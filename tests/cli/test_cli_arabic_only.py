"""In Arabic, a command's text output has no words of Latin letters but names and data."""

import re
from pathlib import Path

import pytest

from index import build, sample
from index.article import Article
from index.codec.segment_file import ENDING
from index.ingest import read_paths
from tests.support.command import run
from tests.support.records import json_lines
from tui.i18n import translated
from tui.i18n.foreign import ARCHIVES, JSON, SYSTEM

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]+")
_WRITTEN_SO = re.compile(
    r"\S*/\S*"  # a path
    r"|\bnaba [a-z]+(?: [a-z]+\b)?|--[a-z-]+|\b[A-Z]{2,}\b"  # as people write to naba; forms
    r"|\b[a-z]+:(?=\S| \w+:)"  # fields and rules, as they are written
    r"|'(?:auto|off|only)'"  # what an option takes
)
_ALLOWED = {"naba", "title", "text", "Word"}
"""The names of programs, and of the columns a table must have."""


def latin_words(shown: str, *data: str) -> set[str]:
    """The words of Latin letters in what is shown, without those of paths and of the data."""
    known = {word for text in data for word in _WORD.findall(text)}
    return {*_WORD.findall(_WRITTEN_SO.sub(" ", shown))} - known - _ALLOWED


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("arabic")
    names = {"NABA_INDEX": str(folder / "index"), "XDG_DATA_HOME": str(folder / "data")}
    build(read_paths(sample.paths()), names["NABA_INDEX"], workers=1)
    return names | {"LC_ALL": "ar_EG.UTF-8", "COLUMNS": "100"}


@pytest.fixture(scope="module")
def written() -> str:
    """All that the sample's articles say of themselves."""
    items = read_paths(sample.paths())
    return "\n".join(item.to_json() for item in items if isinstance(item, Article))


@pytest.mark.parametrize(
    "command",
    [
        "query المياه",
        "query --collapse --facets 9 مياه الأردن",
        "query كلمةلاترد",
        "query --category سيايسة",
        "query --person لاأحد المياه",
        "query مياة",
        'query "المياه',
        "query tag:مياه xyz:المياه",
        "query date:[ب",
        "query --since أمسس",
        "query --sort oldest --calendar hijri --meaning المياه",
        "show water-1",
        "show nothing-1",
        "copies water-1",
        "timeline المياه --by month",
        "timeline المياه --per source",
        "trends --window 30d",
        "trends --window 90d --kind word",
        "trends --window 9x",
        "compare --source سواحل --source النوارس",
        "compare --source سواحل --source لايوجد",
        "compare --source سواحل",
        "tag +مهم -- المياه",
        "tag",
        "tag -مهم -- المياه",
        "saved add ماء المياه",
        "saved add ماء المياه",
        "saved list",
        "saved run ماء",
        "saved run غيره",
        "alerts",
        "alerts --seen",
        "saved remove ماء",
        "entities --with عمان --format text",
        "analyze قال",
        "stats",
        "check",
        "check --repair",
        "demo",
        "index",
        "index /nowhere",
        "index --copies 9 /nowhere",
        "index --prune --rebuild",
        "index --memory 1 /nowhere",
        "nosuch",
    ],
)
def test_what_a_command_says(command: str, env: dict[str, str], written: str) -> None:
    done = run(*command.split(" "), env=env)
    shown = done.stdout + done.stderr
    assert shown.strip() or command.split()[0] in ("alerts", "saved")
    assert latin_words(shown, command, written) == set()


def test_why_records_are_rejected(env: dict[str, str], tmp_path: Path) -> None:
    files = {
        "a.jsonl": b'{"id": 1,}\n{"id": 2, "text": "\xd9\x86\xd8\xb5"}',
        "b.json": b"[1, null, true]",
        "c.csv": b"x,y\n1,2\n",
        "d.csv": b"title,text\na,b,c\n",
        "e.bin": b"xx",
        "noext": b"yy",
        "f.zip": b"PK\x03\x04",
        "g.xml": b"<a",
        "h.jsonl.gz": b"\x1f\x8b\x08zz",
        "i.pdf": b"nope",
        "k.json": b'{"items": [',
        "l.html": b"<html></html>",
        "m.docx": b"PK",
        "n.jsonl": b'{"id": "x", "text": "\xd9\x86\xd8\xb5", "status": "draft"}',
    }
    folder = tmp_path / "files"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "loop.txt").symlink_to("loop.txt")
    changes = env | {"NABA_INDEX": str(tmp_path / "index")}
    for more in ([], ["--dry-run"]):
        done = run("index", "--workers", "1", folder, *more, env=changes)
        assert done.returncode == 1
        assert len(done.stdout.splitlines()) + len(done.stderr.splitlines()) > len(files)
        said = done.stdout + done.stderr
        if not more:  # into a pipe the summary is the line that programs read
            assert done.stdout.startswith("added 2, updated 0, unchanged 0, removed 0, rejected ")
            said = done.stderr
        assert latin_words(said, *files) == set()


def test_what_is_damaged(env: dict[str, str], tmp_path: Path) -> None:
    changes = env | {"NABA_INDEX": str(tmp_path / "index")}
    record = json_lines([{"id": "a", "title": "خبر", "text": "نص الخبر"}])
    assert run("index", "-", env=changes, stdin=record).returncode == 0
    (segment,) = (tmp_path / "index").glob(f"*{ENDING}")
    data = segment.read_bytes()
    segment.write_bytes(data[:-1])
    for command in (["check"], ["check", "--repair"]):
        done = run(*command, env=changes)
        shown = (done.stdout + done.stderr).replace(segment.name, "")
        assert shown.strip()
        assert latin_words(shown) == set()
    segment.unlink(missing_ok=True)


def test_the_language_asked_for_goes_before_the_locale(env: dict[str, str]) -> None:
    assert run("stats", "--lang", "en", env=env).stdout.startswith("index ")
    english = env | {"LC_ALL": "C.UTF-8"}
    assert run("stats", "--lang=ar", env=english).stdout.startswith("الفهرس ")
    assert "الاستعمال" in run("stats", "--lang", "ar", "--help", env=english).stdout
    assert run("stats", env=english).stdout.startswith("index ")


@pytest.mark.parametrize("said", [*SYSTEM, *JSON, *ARCHIVES])
def test_what_others_say_has_its_arabic(said: str) -> None:
    assert translated(said, "ar") != said
