"""``naba timeline`` and ``naba trends``: bars, tables, JSON and drawings."""

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.search.test_trends import ARTICLES
from tests.support import committed
from tests.support.command import one_line_error, run


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(committed(tmp_path_factory.mktemp("rising"), ARTICLES))


def test_trends_in_every_form(index: str) -> None:
    text = run("trends", "--index", index)
    assert text.returncode == 0
    first, head, *rows = text.stdout.splitlines()
    assert first == "2024-06-24 to 2024-06-30: 15 articles, 60 before"
    assert head.split() == ["person", "now", "before", "score"]
    assert [row.split()[:4] for row in rows] == [["ليلى", "قاسم", "8", "0"]]
    table = list(csv.reader(run("trends", "--index", index, "--format", "csv").stdout.splitlines()))
    assert table[0] == ["person", "count", "before", "score"]
    assert table[1][:3] == ["ليلى قاسم", "8", "0"]
    found = json.loads(run("trends", "--index", index, "--format", "json").stdout)
    assert (found["since"], found["until"]) == ("2024-06-24", "2024-06-30")
    assert found["trends"][0]["value"] == "ليلى قاسم"


def test_trends_as_a_drawing_have_a_bar_for_each_name(index: str) -> None:
    arguments = ("trends", "--index", index, "--kind", "word")
    drawing = ElementTree.fromstring(run(*arguments, "--format", "svg").stdout)
    found = json.loads(run(*arguments, "--format", "json").stdout)["trends"]
    space = "{http://www.w3.org/2000/svg}"
    _ground, *bars = drawing.findall(f"{space}rect")
    widths = [float(bar.attrib["width"]) for bar in bars]
    scores = [each["score"] for each in found]
    assert len(widths) > 1
    assert [w / widths[0] for w in widths] == pytest.approx(
        [s / scores[0] for s in scores], abs=0.01
    )
    told = [text.text for text in drawing.findall(f"{space}text")]
    assert {each["value"] for each in found} < {*told}
    assert f"{found[0]['count']} : {found[0]['before']}" in told


def test_nothing_rising_ends_with_1_and_a_bad_window_with_2(index: str) -> None:
    done = run("trends", "--index", index, "--until", "2024-05", "--window", "1w")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "nothing stands out")
    done = run("trends", "--index", index, "--window", "soon")
    assert done.returncode == 2
    assert "not a number of days" in one_line_error(done)


def test_a_timeline_in_every_form(index: str) -> None:
    arguments = ("timeline", "--index", index, "--by", "week", "--per", "source", "--values", "2")
    text = run(*arguments)
    assert text.returncode == 0
    first, *rows = text.stdout.splitlines()
    assert first.endswith("by week")
    assert [row.split()[:1] for row in rows] == [["all"], ["الأفق"], ["المدى"]]
    assert all(set(row.split()[-1]) <= set("▁▂▃▄▅▆▇█·") for row in rows)
    table = list(csv.reader(run(*arguments, "--format", "csv").stdout.splitlines()))
    assert table[0] == ["week", "all articles", "الأفق", "المدى"]
    found = json.loads(run(*arguments, "--format", "json").stdout)
    assert [row[0] for row in table[1:]] == found["periods"]
    assert [int(row[1]) for row in table[1:]] == found["rows"][0]["counts"]
    drawing = ElementTree.fromstring(run(*arguments, "--format", "svg").stdout)
    lines = drawing.findall("{http://www.w3.org/2000/svg}polyline")
    assert [len(line.attrib["points"].split()) for line in lines] == [len(found["periods"])] * 2


def test_names_are_no_markup_and_no_formula(tmp_path: Path) -> None:
    from tests.support import article

    day = ARTICLES[0].date
    named = [article(n, "خبر", date=day, source='=1+1<script x="">') for n in range(3)]
    index = str(committed(tmp_path, named))
    svg = run("timeline", "--index", index, "--per", "source", "--format", "svg").stdout
    assert "<script" not in svg
    ElementTree.fromstring(svg)
    table = run("timeline", "--index", index, "--per", "source", "--format", "csv").stdout
    assert next(csv.reader(table.splitlines()))[2].startswith("'=")


def test_no_article_with_a_date(index: str) -> None:
    done = run("timeline", "غائب", "--index", index)
    assert (done.returncode, done.stdout) == (1, "no article with a date\n")


def test_a_comparison_in_every_form(index: str) -> None:
    arguments = ("compare", "--index", index, "--source", "المدى", "--source", "الأفق")
    found = json.loads(run(*arguments, "--by", "week", "--format", "json").stdout)
    assert [side["value"] for side in found["sides"]] == ["المدى", "الأفق"]
    table = list(csv.reader(run(*arguments, "--by", "week", "--format", "csv").stdout.splitlines()))
    assert table[0] == ["week", "المدى", "المدى (all)", "الأفق", "الأفق (all)"]
    assert [row[0] for row in table[1:]] == found["periods"]
    for column, name in ((1, "counts"), (2, "totals")):
        assert [int(row[column]) for row in table[1:]] == found["sides"][0][name]
    text = run(*arguments, "المجلس")
    assert text.returncode == 0
    lines = text.stdout.splitlines()
    side = json.loads(run(*arguments, "المجلس", "--format", "json").stdout)["sides"][0]
    assert lines[1].split()[:4] == ["المدى", str(side["articles"]), "of", str(side["of"])]
    assert "Only المدى has" in lines


def test_what_cannot_be_compared_is_said(index: str) -> None:
    done = run("compare", "--index", index, "--source", "المدى")
    assert done.returncode == 2
    assert "two values of one facet" in one_line_error(done)
    done = run("compare", "غائب", "--index", index, "--source", "المدى", "--source", "القمر")
    assert (done.returncode, done.stdout) == (1, "neither has an article on this\n")
    assert "القمر" in done.stderr
