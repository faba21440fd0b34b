"""``naba index --meaning`` and ``naba query --meaning``."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import run
from tests.support.encoding import Served, served

NEWS = (
    {"id": "sea", "title": "سفينة تصل", "text": "وصلت السفينة إلى ميناء المدينة صباح الأحد."},
    {"id": "quay", "title": "عمل جديد", "text": "رست عند أرصفة المدينة باخرة."},
    {"id": "bread", "title": "القمح", "text": "ارتفع ثمن القمح هذا العام."},
)


@pytest.fixture
def server() -> Iterator[Served]:
    with served() as state:
        yield state


@pytest.fixture
def place(tmp_path: Path) -> Path:
    file = tmp_path / "news.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in NEWS), "utf-8")
    return tmp_path


@pytest.fixture
def index(place: Path, server: Served) -> str:
    folder = str(place / "index")
    done = run("index", str(place / "news.jsonl"), "--meaning", *at(server), "--index", folder)
    assert done.returncode == 0
    assert done.stdout.startswith("added 3,")
    assert "vectors made: 3" in done.stderr
    assert f"texts of articles go to {server.address}" in done.stderr
    return folder


def at(server: Served) -> tuple[str, ...]:
    return ("--encoder", server.address, "--encoder-model", "senses")


def test_vectors_are_made_after_the_articles_and_once(
    place: Path, index: str, server: Served
) -> None:
    again = run("index", str(place / "news.jsonl"), "--meaning", *at(server), "--index", index)
    assert "unchanged 3" in again.stdout and "vectors made" not in again.stderr
    assert len(server.inputs) == 3
    assert run("check", "--index", index).returncode == 0


def test_the_address_may_stand_in_the_environment(index: str, server: Served) -> None:
    env = {"NABA_ENCODER": server.address, "NABA_ENCODER_MODEL": "senses"}
    done = run("query", "harbour", "--index", index, env=env)
    assert "سفينة تصل" in done.stdout
    assert "by meaning" in done.stdout
    assert "nearest by meaning" in done.stderr


def test_what_words_miss_is_marked(index: str, server: Served) -> None:
    done = run("query", "ميناء", *at(server), "--index", index)
    assert done.stdout.startswith("1 article and 1 by meaning (")
    assert done.stdout.count("by meaning") == 2
    arabic = run("query", "ميناء", *at(server), "--index", index, env={"NABA_LANG": "ar"})
    assert "بالمعنى" in arabic.stdout
    off = run("query", "ميناء", *at(server), "--meaning", "off", "--index", index)
    assert "by meaning" not in off.stdout


def test_json_says_what_is_there_for_its_meaning(index: str, server: Served) -> None:
    done = run("query", "ميناء", *at(server), "--index", index, "--format", "json")
    found = json.loads(done.stdout)
    assert (found["total"], found["by_meaning"]) == (1, 1)
    assert [hit.get("by_meaning", False) for hit in found["hits"]] == [False, True]
    plain = run("query", "ميناء", "--meaning", "off", "--index", index, "--format", "json").stdout
    assert "by_meaning" not in plain


def test_scores_of_a_run_descend(index: str, server: Served) -> None:
    done = run("query", "المدينة ميناء", *at(server), "--index", index, "--format", "trec")
    scores = [float(line.split()[4]) for line in done.stdout.splitlines()]
    assert len(scores) == 2 and scores == sorted(scores, reverse=True)


def test_without_its_encoder_words_answer_and_say_why(index: str) -> None:
    done = run("query", "ميناء", "--index", index)
    assert (done.returncode, done.stdout[:9]) == (0, "1 article")
    assert "words alone" in done.stderr and "--encoder" in done.stderr
    assert run("query", "ميناء", "--meaning", "only", "--index", index).returncode == 2


def test_vectors_can_be_made_later_and_taken_out(place: Path, index: str, server: Served) -> None:
    done = run("index", "--no-meaning", "--index", index)
    assert (done.returncode, "taken out" in done.stderr) == (0, True)
    assert "by meaning" not in run("query", "ميناء", *at(server), "--index", index).stdout
    done = run("index", "--meaning", *at(server), "--index", index)
    assert "vectors made: 3" in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--encoder", "nowhere"), "no address"),
        (("--encoder", "http://127.0.0.1:9/v1"), "--encoder-model"),
        (("--encoder", "http://127.0.0.1:9/v1", "--encoder-model", "other"), "senses"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(index: str, options: tuple[str, ...], said: str) -> None:
    done = run("index", "--meaning", *options, "--index", index)
    assert done.returncode == 2
    assert said in done.stderr.splitlines()[-1]


def test_the_articles_are_there_when_no_vectors_can_be_made(place: Path) -> None:
    nowhere = ("--encoder", "http://127.0.0.1:9/v1", "--encoder-model", "senses")
    folder = str(place / "index")
    done = run("index", str(place / "news.jsonl"), "--meaning", *nowhere, "--index", folder)
    assert done.returncode == 3
    assert "no vectors from http://127.0.0.1:9" in done.stderr
    assert run("query", "القمح", "--index", folder).returncode == 0
