"""Searches that are kept, lists that are written, programs outside, the index underneath."""

import csv
import json
import subprocess
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.errors import InputError
from search import Engine, open_index
from search.results import Filters
from tests.app.driving import found, rows, searching, shown, type_text, until
from tui.app.app import NabaApp
from tui.app.conversation.backend import Backend
from tui.app.conversation.completion import complete
from tui.app.conversation.questions import every_hit
from tui.app.errands import outside
from tui.app.screens.past_searches import RecallScreen
from tui.app.screens.prompt import Prompt
from tui.app.state.history import MOST, History, Search
from tui.app.state.session import Like, Session
from tui.app.widgets.copying import refusal
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.search_box import SearchBox
from tui.bidi import display
from tui.i18n import _
from tui.output.exports import write_hits

SESSION = Session(
    "مكتبة",
    Filters(place=("حلب",), since=date(2024, 1, 1)),
    (("person", "سامر النجار"),),
    "newest",
)


def test_searches_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "new" / "searches.jsonl"
    History(path).add(Session("أولى"))
    History(path).add(SESSION, "المكتبات")
    History(path).add(Session("ثانية"))
    similar = Session(like=Like("story-001", "افتتاح المكتبة", "مكتبة حلب"))
    History(path).add(similar)
    History(path).add(Session("أولى"))
    assert History(path).read() == [
        Search(SESSION, "المكتبات"),
        Search(Session("أولى")),
        Search(similar),
        Search(Session("ثانية")),
    ]
    History(path).forget(Search(Session("أولى")))
    assert Search(Session("أولى")) not in History(path).read()


def test_the_oldest_searches_go_and_the_saved_ones_stay(tmp_path: Path) -> None:
    path = tmp_path / "searches.jsonl"
    path.write_text("".join(f'{{"query": "{n}"}}\n' for n in range(MOST)), "utf-8")
    history = History(path)
    history.add(SESSION, "محفوظة")
    history.add(Session("جديدة"))
    searches = history.read()
    assert len(searches) == MOST + 1
    assert searches[0].name == "محفوظة" and searches[1].session.query == "جديدة"


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "7",
        '{"like": ["x"]}',
        '{"since": "soon"}',
        '{"sort": "best"}',
        '{"excluded": [["x", "y"]]}',
        "\x00",
    ],
)
def test_a_line_that_cannot_be_read_is_passed_over(tmp_path: Path, line: str) -> None:
    path = tmp_path / "searches.jsonl"
    path.write_text(f'{line}\n{{"query": "باقية"}}\n', "utf-8")
    assert [search.session.query for search in History(path).read()] == ["باقية"]


def test_a_file_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    History(tmp_path / "file" / "searches.jsonl").add(Session("بحث"))


async def test_a_search_is_saved_and_come_back_to_in_another_session(
    engine: Engine, tmp_path: Path
) -> None:
    history = History(tmp_path / "searches.jsonl")
    async with searching(
        engine, 40, "مكتبة", filters=Filters(place=("حلب",)), history=history, size=(110, 30)
    ) as (app, pilot):
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        await pilot.press("ctrl+u")
        await type_text(pilot, "مفضلة")
        await pilot.press("enter")
        await until(pilot, lambda: history.read())
    again = NabaApp(Backend(engine), history=history)
    async with again.run_test(size=(110, 30)) as pilot:
        await until(pilot, found(again, 120))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(again.screen, RecallScreen))
        assert shown(again, "★ مفضلة · مكتبة · الأماكن: حلب")
        await pilot.press("enter")
        await until(pilot, found(again, 40))
        assert again.query_one(SearchBox).value == "مكتبة"
        assert again.session.filters.place == ("حلب",)


async def test_what_was_read_is_among_the_past_searches(engine: Engine, tmp_path: Path) -> None:
    history = History(tmp_path / "searches.jsonl")
    async with searching(engine, 40, "بغداد", history=history) as (app, pilot):
        assert history.read() == []  # looked at, no more
        await pilot.press("down", "enter")
        await until(pilot, lambda: [s.session.query for s in history.read()] == ["بغداد"])
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, RecallScreen))
        await pilot.press("d")
        await until(pilot, lambda: shown(app, _("No searches yet")))
        assert history.read() == []


async def test_a_click_searches_again(engine: Engine, tmp_path: Path) -> None:
    history = History(tmp_path / "searches.jsonl")
    for query in ("حلب", "بغداد"):
        history.add(Session(query, sort="newest"))
    async with searching(engine, 120, history=history) as (app, pilot):
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, RecallScreen))
        await pilot.click("#searches", offset=(20, 2))  # border, the latest, the one before
        await until(pilot, found(app, 40))
        assert (app.session.query, app.session.sort) == ("حلب", "newest")


async def test_o_opens_the_articles_page(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    async with searching(engine, 120, notifications=True) as (app, pilot):
        monkeypatch.setattr(app, "open_url", opened.append)
        await pilot.press("down", "o")
        await until(pilot, lambda: shown(app, _("This article has no web page")))
        hits = app.query_one(ResultList)
        hits.add_page(0, (replace(hits.current, url="https://example.org/1"),))
        await pilot.press("o")
        assert opened == ["https://example.org/1"]


@pytest.fixture
def hits(engine: Engine) -> list:
    return list(every_hit(engine, Session("مكتبة")))


def test_json_lines_are_those_of_the_command_line(hits: list, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    assert write_hits(path, hits, "") == 120
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [hit.id for hit in hits]
    assert lines[0]["entities"]["place"]


def test_a_table_opens_in_a_spreadsheet_and_runs_nothing(hits: list, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_hits(path, [replace(hits[0], title='=HYPERLINK("x")'), *hits[1:3]], "")
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["id"] for row in table] == [hit.id for hit in hits[:3]]
    assert table[0]["title"].startswith("'=")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_page_of_markdown_has_a_heading_for_each(hits: list, tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    write_hits(path, hits[:2], "بحث *مهم*")
    text = path.read_text("utf-8")
    assert text.startswith("# بحث \\*مهم\\*\n")
    assert text.count("\n## ") == 2


def test_a_file_that_is_there_stays_and_a_form_must_be_known(hits: list, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine")
    with pytest.raises(InputError, match="there already"):
        write_hits(path, hits, "")
    assert path.read_text() == "mine"
    with pytest.raises(InputError, match=r"\.jsonl"):
        write_hits(tmp_path / "out.pdf", hits, "")


async def test_the_list_is_written_whole(engine: Engine, tmp_path: Path) -> None:
    app = NabaApp(Backend(engine), "حلب")
    path = tmp_path / "hits.jsonl"
    async with app.run_test(size=(110, 30), notifications=True) as pilot:
        await until(pilot, found(app, 40))
        await pilot.press("down", "e")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        app.screen.query_one(SearchBox).value = str(path)
        await pilot.press("enter")
        await until(pilot, lambda: any(display("كُتبت", "visual") in row for row in rows(app)))
        assert len(path.read_text("utf-8").splitlines()) == 40


async def test_what_cannot_be_written_is_said_whatever_else_is_asked(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "[b]mine.csv"
    path.write_text("mine")
    async with searching(engine, 40, "حلب", size=(200, 30), notifications=True) as (app, pilot):
        app._export(str(path))
        app.change(Session("بغداد"))  # before there is an answer
        await until(pilot, lambda: any("[b]mine.csv" in row for row in rows(app)))
        app._export("~nobody-of-this-name/hits.csv")
        await until(pilot, lambda: any("RuntimeError" in row for row in rows(app)))
        assert shown(app, _("Most relevant"))  # nothing lies over the status line
    assert path.read_text() == "mine"


@pytest.mark.parametrize("pager", ["no-such-pager -x", "less '"])
async def test_a_pager_that_cannot_be_started_is_said(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, pager: str
) -> None:
    monkeypatch.setenv("PAGER", pager)
    monkeypatch.setattr(NabaApp, "suspend", nullcontext)
    async with searching(engine, 40, "حلب", notifications=True) as (app, pilot):
        await pilot.press("down", "p")
        await until(pilot, lambda: any(pager in row for row in rows(app)))


async def test_the_pager_gets_the_article(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []

    def run(command: list[str], *, input: bytes, **_: object) -> None:
        given.append((command, input.decode()))

    monkeypatch.setenv("PAGER", "most -w")
    monkeypatch.setattr(subprocess, "run", run)
    app = NabaApp(Backend(engine), "حلب")
    monkeypatch.setattr(app, "suspend", nullcontext)
    app.bidi_mode = "logical"
    async with app.run_test(size=(110, 30)) as pilot:
        await until(pilot, found(app, 40))
        await pilot.press("down", "p")
        await until(pilot, lambda: given)
    ((command, text),) = given
    assert command == ["most", "-w"]
    assert "وتغلق المكتبة أبوابها مساء الخميس." in text


def test_only_web_pages_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    class Stub:
        open_url = opened.append

    assert outside.open_in_browser(Stub(), "https://example.org/1") is None
    for address in ("javascript:alert(1)", "file:///etc/passwd", None):
        assert outside.open_in_browser(Stub(), address) == _("This article has no web page")
    assert opened == ["https://example.org/1"]


async def test_y_copies_a_hit_in_logical_order(engine: Engine) -> None:
    async with searching(engine, 40, "حلب", notifications=True) as (app, pilot):
        await pilot.press("down", "y")
        assert app.clipboard.startswith("افتتاح المكتبة رقم")
        await until(pilot, lambda: shown(app, "أُرسل إلى الحافظة"))


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("سام", "سامر النجار"),
        ("افتتح سامر الن", "افتتح سامر النجار"),
        ("بغ", "بغداد"),
        ("مكتبات ح", None),  # one letter says too little
        ("حلب ", None),
        ("خرا", "خرائط قديمة"),
        ("عن الرو", "عن الروايات"),
        ("مكت", "مكتبة"),
        ("لا شيء كهذا", None),
    ],
)
def test_a_query_is_completed(text: str, completed: str | None, directory: Path) -> None:
    with open_index(directory) as engine:
        assert complete(engine, text, ["خرائط قديمة"]) == completed


async def test_the_completion_is_seen_and_taken_with_end(engine: Engine) -> None:
    async with searching(engine, 120) as (app, pilot):
        await type_text(pilot, "سامر")
        box = app.query_one(SearchBox)
        await until(pilot, lambda: box.completion == " النجار")
        assert shown(app, "سامر النجار")
        await pilot.press("end")
        assert box.value == "سامر النجار"
        await until(pilot, found(app, 60))


@pytest.mark.parametrize("env", [{"TERM_PROGRAM": "Apple_Terminal"}, {"VTE_VERSION": "7000"}])
async def test_a_terminal_that_takes_no_copies_is_not_said_to_have_one(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, env: dict[str, str]
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    async with searching(engine, 40, "حلب", notifications=True) as (app, pilot):
        await pilot.press("escape", "y")
        await until(pilot, lambda: shown(app, "لا تقبل هذه الطرفية النسخ"))
        assert not app.clipboard


def test_where_copies_may_arrive_none_is_refused() -> None:
    assert refusal({"TERM_PROGRAM": "iTerm.app"}) is None
    assert refusal({}) is None
