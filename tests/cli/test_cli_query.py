"""``naba query``: every option, every format, for people and for programs."""

import argparse
import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.command import NABA, Naba, environment, one_line_error, run_on_terminal
from tui.cli.printer import open_printer

MATCH = "\x1b[1;4m"


def ids(inside: Naba, *arguments: str) -> list[str]:
    done = inside("query", "--format", "ids", *arguments)
    assert done.returncode == (0 if done.stdout else 1), done.stderr
    return done.stdout.split()


def test_json_has_exactly_the_documented_shape(naba: Naba) -> None:
    done = naba("query", "مرفأ", "--format", "json", "--source", "الساحل", "--facets", "3")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    found = json.loads(done.stdout)
    took, score = found.pop("took_ms"), found["hits"][0].pop("score")
    assert isinstance(took, float)
    assert score > 0
    hit = found["hits"][0]
    for snippet in hit.pop("snippets"):
        assert [snippet["text"][start:end] for start, end in snippet["highlights"]]
        assert all("مرفأ" in snippet["text"][a:b] for a, b in snippet["highlights"])
    assert datetime.fromisoformat(hit.pop("added")) <= datetime.now(UTC)
    path = hit.pop("path")
    assert path.endswith("news.jsonl")
    value = {"count": 1, "selected": False}
    assert found == {
        "query": "مرفأ",
        "total": 1,
        "offset": 0,
        "limit": 10,
        "sort": "relevance",
        "match": "all",
        "suggestion": None,
        "hits": [
            {
                "rank": 1,
                "id": "port-1",
                "title": "مرفأ بيروت يستقبل أول سفينة",
                "date": "2024-11-30",
                "source": "الساحل",
                "category": "اقتصاد",
                "url": "https://example.org/port-1",
                "entities": {"person": ["سامي الحداد"], "place": ["بيروت"], "org": []},
                "tags": ["موانئ"],
            }
        ],
        "facets": {
            "person": [{"value": "سامي الحداد", **value}],
            "place": [{"value": "بيروت", **value}],
            "org": [],
            "source": [{"value": "الساحل", "count": 1, "selected": True}],
            "category": [{"value": "اقتصاد", **value}],
            "tag": [{"value": "موانئ", **value}],
            "author": [],
            "date": [{"value": "2024-11", **value}],
        },
    }


def test_json_says_null_for_what_is_not_there(inside: Naba) -> None:
    hit = json.loads(inside("query", "الليمون", "--format", "json").stdout)["hits"][0]
    assert (hit["date"], hit["url"], hit["category"]) == (None, None, None)
    assert hit["tags"] == []
    hit = json.loads(inside("query", "دمشق", "--format", "json").stdout)["hits"][0]
    assert hit["source"] is None


def test_without_a_query_all_articles_newest_first(inside: Naba) -> None:
    assert ids(inside) == ["visit-1", "snow-1", "port-2", "port-1", "lemon-1"]


def test_words_may_be_given_unquoted_with_options_between(inside: Naba) -> None:
    assert ids(inside, "سفينة", "--limit", "5", "قمح") == ["port-2"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--sort", "oldest", "--since", "2024"], ["port-1", "port-2", "snow-1", "visit-1"]),
        (["--sort", "newest", "سفينة"], ["port-2", "port-1"]),
        (["--limit", "2", "--offset", "1"], ["snow-1", "port-2"]),
        (["--limit", "0"], []),
        (["--since", "2025"], ["visit-1", "snow-1"]),
        (["--until", "2024-11"], ["port-1"]),
        (["--since", "2 كانون الأول 2024", "--until", "٢٠٢٥-٠١-٠٥"], ["snow-1", "port-2"]),
        (["--date", "تشرين 2 2024"], ["port-1"]),
        (["--since", "99y", "--until", "1d", "--sort", "oldest", "سفينة"], ["port-1", "port-2"]),
        (["--person", "سامي الحداد", "--person", "ليلى نصار"], ["port-2", "port-1"]),
        (["--person", "سامي الحداد", "--place", "طرابلس"], ["port-2"]),
        (["--category", "طقس", "--source", "الأفق"], ["snow-1"]),
        (["--tag", "موانئ"], ["port-1"]),
        (["--org", "لا أحد"], []),
        (["--match", "all", "سفينة", "الثلوج"], []),
        (["--match", "any", "--sort", "newest", "سفينة", "الثلوج"], ["snow-1", "port-2", "port-1"]),
        (["--exact", "سفن"], []),
        (["--", "-بيروت", "سفينة"], []),
    ],
)
def test_options_decide_what_is_found(
    inside: Naba, options: list[str], expected: list[str]
) -> None:
    assert ids(inside, *options) == expected


def test_one_option_for_both_ends_of_a_period(inside: Naba) -> None:
    done = inside("query", "--date", "2024", "--since", "7d")
    assert done.returncode == 2
    assert "--date goes with neither" in one_line_error(done)


def test_a_query_that_begins_with_a_dash_is_told_how(inside: Naba) -> None:
    done = inside("query", "-بيروت")
    assert done.returncode == 2
    assert "; -- ends the options" in one_line_error(done)


def test_jsonl_is_one_hit_a_line(inside: Naba) -> None:
    done = inside("query", "--format", "jsonl", "سفينة")
    hits = [json.loads(line) for line in done.stdout.splitlines()]
    assert [hit["rank"] for hit in hits] == [1, 2]
    assert {hit["id"] for hit in hits} == {"port-1", "port-2"}
    whole = json.loads(inside("query", "--format", "json", "سفينة").stdout)
    assert hits == whole["hits"]


def test_trec_lines(inside: Naba) -> None:
    lines = inside("query", "--format", "trec", "سفينة").stdout.splitlines()
    assert [re.sub(r"\d+\.\d{6}", "S", line) for line in lines] in (
        ["1 Q0 port-1 1 S naba", "1 Q0 port-2 2 S naba"],
        ["1 Q0 port-2 1 S naba", "1 Q0 port-1 2 S naba"],
    )


def test_text_for_people(naba: Naba) -> None:
    done = naba("query", "مرفأ", "--place", "بيروت")
    assert (done.returncode, done.stderr) == (0, "")
    header, blank, title, about, snippet, *rest = done.stdout.splitlines()
    assert re.fullmatch(r"1 article \(\d+\.\d ms\)", header)
    assert blank == ""
    assert title == "1  مرفأ بيروت يستقبل أول سفينة"
    assert about == "   الساحل · 2024-11-30 · port-1"
    assert "مرفأ" in snippet
    assert snippet.endswith(".")  # a whole sentence; one that is cut ends in …
    assert "place     ✓ بيروت 1" in rest
    assert "person    سامي الحداد 1" in rest
    assert "\x1b" not in done.stdout


def test_a_page_beyond_the_last_says_so(inside: Naba) -> None:
    done = inside("query", "سفينة", "--offset", "20")
    assert done.returncode == 1
    assert done.stdout.startswith("2 articles, none after the first 20 (")
    done = inside("query", "--limit", "1", "--offset", "1")
    assert ", number 2 shown (" in done.stdout.split("\n")[0]


def test_control_characters_of_an_article_never_reach_the_terminal(inside: Naba) -> None:
    done = inside("query", "المزارعون")
    assert "وباع المزارعون نصفه" in done.stdout
    assert "\x1b" not in done.stdout


def test_partial_matches_are_said_to_be_partial(inside: Naba) -> None:
    note = "no article has all the words; showing the best partial matches"
    done = inside("query", "سفينة", "الثلوج")
    assert note in done.stdout
    assert (
        json.loads(inside("query", "سفينة", "الثلوج", "--format", "json").stdout)["match"] == "any"
    )
    assert note not in inside("query", "--match", "any", "سفينة", "الثلوج").stdout


def test_a_misspelt_word_alone_is_taken_for_its_near_spellings(inside: Naba) -> None:
    done = inside("query", "الليموون", "--facets", "0")
    assert done.returncode == 0
    assert "no article has الليموون; near spellings: الليمون\n" in done.stdout
    assert done.stderr == "naba: did you mean الليمون?\n"
    told = json.loads(inside("query", "الليموون", "--format", "json").stdout)
    assert told["match"] == "any"
    assert told["stand_ins"] == [{"word": "الليموون", "near": ["الليمون"], "roots": []}]


def test_nothing_found_is_exit_1_with_a_suggestion(inside: Naba) -> None:
    done = inside("query", "الليموون", "--facets", "0", "--match", "all")
    assert done.returncode == 1
    assert done.stdout.startswith("0 articles (")
    assert done.stderr == "naba: did you mean الليمون?\n"
    done = inside("query", "الليموون", "--format", "json", "--match", "all")
    assert done.returncode == 1
    assert json.loads(done.stdout)["suggestion"] == "الليمون"
    assert done.stderr == ""


def test_facets_0_leaves_them_out(inside: Naba) -> None:
    assert "source" not in inside("query", "سفينة", "--facets", "0").stdout
    shown = json.loads(inside("query", "--format", "json", "--facets", "1").stdout)["facets"]
    assert {name: len(values) for name, values in shown.items()} == {
        **dict.fromkeys(("person", "place", "source", "category", "tag", "date"), 1),
        "author": 0,
        "org": len(shown["org"]),
    }


def test_explain_says_how_a_score_came_about(inside: Naba) -> None:
    explained = json.loads(inside("query", "سفينة", "--explain", "--format", "json").stdout)
    assert all(hit["explanation"] for hit in explained["hits"])
    plain = json.loads(inside("query", "سفينة", "--format", "json").stdout)
    assert all("explanation" not in hit for hit in plain["hits"])
    lines = inside("query", "سفينة", "--explain").stdout
    assert explained["hits"][0]["explanation"][0] in lines


def test_a_search_that_takes_too_long_is_one_line(inside: Naba) -> None:
    done = inside("query", "سفينة", "--timeout", "1e-9")
    assert (done.returncode, done.stdout) == (2, "")
    assert "given up after 1e-09 s" in one_line_error(done)
    assert inside("query", "سفينة", "--timeout", "0").returncode == 0
    assert inside("query", "سفينة", "--timeout", "soon").returncode == 2


@pytest.mark.parametrize(
    "query",
    ["(", '"', "*", "و", "س" * 10_000, "س " * 5_000, "()" * 500, "a:b:c", "~2", '""~x', "[", "\\"],
)
def test_rubbish_gets_an_answer_or_one_line(inside: Naba, query: str) -> None:
    done = inside("query", query, "--facets", "1")
    assert done.returncode in (0, 1, 2)
    if done.returncode == 2:
        one_line_error(done)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--since", "غدير"],
        ["--until", "2024-13"],
        ["--limit", "-1"],
        ["--limit", "x"],
        ["--offset", "9" * 30],
        ["--facets", "1.5"],
        ["--sort", "best"],
        ["--no-such-option"],
        ["--lim", "3"],
    ],
)
def test_a_bad_option_is_one_line_and_exit_2(inside: Naba, options: list[str]) -> None:
    done = inside("query", "سفينة", *options)
    assert done.returncode == 2
    assert "naba query --help" in one_line_error(done)


def test_a_period_that_ends_before_it_begins_is_a_mistake(inside: Naba) -> None:
    done = inside("query", "--since", "2025", "--until", "2024-11")
    assert done.returncode == 2
    assert one_line_error(done) == "--since 2025-01-01 is after --until 2024-11-30"


def test_bytes_that_are_no_text_are_searched_for_in_vain(naba: Naba) -> None:
    done = naba("query", b"\xff\xfe \xd8\xb3", "--format", "json", "--person", b"\xff")
    assert done.returncode == 1
    assert done.stderr.startswith("naba: no person is called \ufffd")
    assert json.loads(done.stdout)["query"] == "\ufffd\ufffd س"


def test_a_closed_pipe_ends_quietly(index: Path) -> None:
    command = f"{' '.join(NABA)} query --facets 5; echo code $? >&2"
    done = subprocess.run(
        ["bash", "-c", f"({command}) | head -1"],
        env=environment(NABA_INDEX=str(index), PYTHONUNBUFFERED="1"),
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("5 articles")
    assert done.stderr == "code 0\n"


def test_a_full_disk_is_one_line(index: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*NABA, "query", "--format", "ids"],
            env=environment(NABA_INDEX=str(index)),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 3
    assert done.stderr == "naba: No space left on device\n"


def test_colour_is_for_terminals(inside: Naba, index: Path) -> None:
    env = {"NABA_INDEX": str(index), "NABA_BIDI": "logical"}
    assert f"{MATCH}سفينة" in run_on_terminal("query", "سفينة", env=env)[1]
    shown = run_on_terminal("query", "سفينة", env={**env, "NO_COLOR": "1"})[1]
    assert "سفينة" in shown
    assert "\x1b" not in shown
    assert f"{MATCH}سفينة" in inside("query", "سفينة", "--color", "always").stdout


def test_without_colours_kitty_still_has_brackets_in_place_unless_nothing_but_text_is_wanted(
    index: Path,
) -> None:
    env = {"NABA_INDEX": str(index), "NABA_BIDI": "words", "NO_COLOR": "1"}
    assert "\x1b[1m" in run_on_terminal("query", env=env)[1]
    assert "\x1b" not in run_on_terminal("query", "--color", "never", env=env)[1]


@pytest.mark.parametrize(
    ("option", "terminal", "env", "coloured"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("never", True, {}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
    ],
)
def test_when_there_is_colour(
    monkeypatch: pytest.MonkeyPatch,
    option: str,
    terminal: bool,
    env: dict[str, str],
    coloured: bool,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in {"TERM": "xterm", **env}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    printer = open_printer(argparse.Namespace(color=option, bidi="logical"))
    assert printer.colour == coloured
    assert (printer.width is not None) == terminal


def test_a_terminal_gets_wrapped_lines_with_arabic_in_place(index: Path) -> None:
    env = {"NABA_INDEX": str(index), "NO_COLOR": "1"}
    code, visual = run_on_terminal(
        "query", "سفينة", "--bidi", "visual", "--limit", "1", env=env, columns=40
    )
    assert code == 0
    assert "سفينة" not in visual
    assert "ﺔﻨﻴﻔﺳ" in visual
    assert max(map(len, visual.splitlines())) <= 40
    _, logical = run_on_terminal("query", "سفينة", env={**env, "NABA_BIDI": "logical"})
    assert "سفينة" in logical


def test_a_pipe_gets_logical_order_whatever_is_asked(naba: Naba) -> None:
    done = naba("query", "سفينة", "--bidi", "visual", env={"NABA_BIDI": "visual"})
    assert "سفينة" in done.stdout


def test_output_is_utf_8_in_any_locale(naba: Naba) -> None:
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = naba("query", "سفينة", env=locale)
    assert done.returncode == 0
    assert "سفينة" in done.stdout
