"""The index underneath: none, an empty or damaged one, and one that others write to meanwhile."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from index import build
from search import Engine, open_index
from tests.app.driving import found, open_first, rows, searching, shown, type_text, until
from tests.support import committed, library
from tui import i18n
from tui.app.app import NabaApp
from tui.app.conversation import questions
from tui.app.conversation.backend import Backend
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.search_box import SearchBox
from tui.i18n import _

NONE = "There is no index yet. Make one in another window with:"
EMPTY = "No articles yet. Add some in another window with:"
DAMAGED = "The index cannot be opened:"


class Indexing:
    """``naba index`` in a process of its own, that gets its articles from us."""

    def __init__(self, directory: Path, *options: str) -> None:
        command = [sys.executable, "-m", "tui.cli", "index", "--index", str(directory), *options]
        self.process = subprocess.Popen(
            [*command, "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "NABA_BIDI": ""},
        )

    def give(self, numbers: range) -> None:
        """Some articles more."""
        assert self.process.stdin is not None
        for number in numbers:
            self.process.stdin.write(library(number).to_json().encode() + b"\n")
        self.process.stdin.flush()

    def finish(self) -> None:
        """No more articles: it commits."""
        assert self.process.poll() is None
        _out, said = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, said


@pytest.fixture
def indexing() -> Iterator[Callable[..., Indexing]]:
    started: list[Indexing] = []

    def start(*arguments: object) -> Indexing:
        started.append(Indexing(*arguments))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()


def nothing(directory: Path) -> None:
    assert not directory.exists()


def empty(directory: Path) -> None:
    build([], directory)


def damaged(directory: Path) -> None:
    build(map(library, range(3)), directory)
    for path in directory.iterdir():
        if path.suffix not in (".toc", ".json", ".inventory"):
            path.unlink()


@pytest.mark.parametrize(
    ("before", "says", "command"),
    [
        (nothing, NONE, "naba index PATH --index"),
        (empty, EMPTY, "naba index PATH --index"),
        (damaged, DAMAGED, "naba index PATH --rebuild --index"),
    ],
)
async def test_it_says_what_to_do_and_goes_on_once_another_process_has_done_it(
    before: Callable[[Path], None],
    says: str,
    command: str,
    tmp_path: Path,
    indexing: Callable[..., Indexing],
) -> None:
    directory = tmp_path / "index"
    before(directory)
    backend = Backend(directory)
    app = NabaApp(backend)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: shown(app, _(says)))
        assert any(command in row for row in rows(app))
        assert any("naba check --repair" in row for row in rows(app)) == (before is damaged)
        if says != EMPTY:
            assert backend.fault is not None and backend.fault.exit_code == 3
        other = indexing(directory, *(["--rebuild"] if before is damaged else []))
        other.give(range(6))
        await pilot.press("escape", "f", "enter", "s", "end", "o", "p", "r", "y", "e", "escape")
        assert shown(app, _(says))  # none of which there is a use for, nor any harm in
        other.finish()
        await until(pilot, found(app, 6))  # by itself
        assert backend.fault is None
        await pilot.press("slash")
        await type_text(pilot, "حلب")
        await until(pilot, found(app, 2))
    backend.close()


async def test_a_damaged_index_says_in_full_what_is_wrong(tmp_path: Path) -> None:
    damaged(tmp_path / "index")
    i18n.use("en")
    app = NabaApp(Backend(tmp_path / "index"))
    async with app.run_test(size=(60, 30)) as pilot:
        await until(pilot, lambda: any(DAMAGED in row for row in rows(app)))
        said = " ".join(row.strip(" │") for row in rows(app))
        assert "the index in" in said and "is missing" in said


async def test_damage_under_an_open_screen_is_told_of_and_searching_goes_on(
    tmp_path: Path,
) -> None:
    directory = tmp_path / "index"
    build(map(library, range(6)), directory)
    backend = Backend(directory)
    async with searching(backend, 6, notifications=True) as (app, pilot):
        before = set(directory.iterdir())
        build(map(library, range(9)), directory)
        for path in set(directory.iterdir()) - before:
            if path.suffix == ".json":
                path.write_bytes(b"")
        app.look()
        await until(pilot, lambda: shown(app, _(DAMAGED)))
        app.clear_notifications()
        await type_text(pilot, "حلب")
        await until(pilot, found(app, 2))
        await open_first(pilot)
        build(map(library, range(9)), directory, rebuild=True)
        app.look()
        await until(pilot, lambda: shown(app, _("the index has changed: F5")))
        await pilot.press("f5")
        await until(pilot, found(app, 3))
    backend.close()


async def test_while_another_process_rebuilds_it_searching_goes_on(
    tmp_path: Path, indexing: Callable[..., Indexing]
) -> None:
    directory = tmp_path / "index"
    build(map(library, range(60)), directory)
    other = indexing(directory, "--rebuild")
    other.give(range(30))
    while not any(directory.glob("naba.work/*")):
        assert other.process.poll() is None
        await asyncio.sleep(0.02)
    backend = Backend(directory)  # opened while it is at work
    async with searching(backend, 60, notifications=True) as (app, pilot):
        await type_text(pilot, "حلب")
        await until(pilot, found(app, 20))
        other.give(range(30, 90))
        other.finish()
        await until(pilot, lambda: shown(app, _("the index has changed: F5")))
        assert app.query_one(ResultList).total == 20  # nothing moves by itself
        await pilot.press("f5")
        await until(pilot, found(app, 30))
        assert shown(app, _("The index has changed; these are its results now"))
        app.query_one(SearchBox).value = ""
        await until(pilot, found(app, 90))
    backend.close()


async def test_news_in_the_index_is_said_and_reloading_keeps_the_place(tmp_path: Path) -> None:
    directory = tmp_path / "index"
    build(map(library, range(100)), directory)
    backend = Backend(directory)
    app = NabaApp(backend)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 100))
        hits = app.query_one(ResultList)
        await pilot.press("escape", *["down"] * 30)
        chosen, above = hits.current, hits.selected * 5 - hits.scroll_offset.y
        build(map(library, range(100, 120)), directory)
        app.look()
        await until(pilot, lambda: shown(app, _("the index has changed: F5")))
        assert hits.total == 100 and hits.current == chosen  # nothing moves by itself
        await pilot.press("f5")
        await until(pilot, found(app, 120))
        assert hits.selected != 30
        await until(pilot, lambda: hits.current and hits.current.id == chosen.id)
        assert hits.selected * 5 - hits.scroll_offset.y == above
    backend.close()


async def test_a_look_while_another_is_under_way_loses_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "index"
    build(map(library, range(6)), directory)
    backend = Backend(directory)
    seen, go_on = Event(), Event()

    def slowly(engine: Engine) -> questions.Looked:
        answer = look(engine)
        seen.set()
        go_on.wait(60)
        return answer

    look = questions.look
    async with searching(backend, 6, size=(100, 30)) as (app, pilot):
        build(map(library, range(9)), directory)
        monkeypatch.setattr(questions, "look", slowly)
        app.look()
        await until(pilot, seen.is_set)
        app.look()
        go_on.set()
        await until(pilot, lambda: shown(app, _("the index has changed: F5")))
    backend.close()


async def test_a_search_that_falls_due_while_the_app_ends_is_let_be(tmp_path: Path) -> None:
    with open_index(committed(tmp_path / "index", map(library, range(6)))) as engine:
        async with searching(engine, 6) as (app, pilot):
            await app.screen.remove_children()  # as Textual does before it stops timers
            app.set_timer(0.01, app.search)
            await pilot.pause(0.1)


async def test_a_look_that_fails_for_no_known_reason_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(engine: Engine) -> questions.Looked:
        raise ValueError("not foreseen")

    directory = tmp_path / "index"
    build(map(library, range(6)), directory)
    backend = Backend(directory)
    async with searching(backend, 6, notifications=True) as (app, pilot):
        monkeypatch.setattr(questions, "look", failing)
        app.look()
        await until(pilot, lambda: any("not foreseen" in row for row in rows(app)))
    backend.close()


async def test_reloading_brings_the_open_article_up_to_date_where_it_is_read(
    tmp_path: Path,
) -> None:
    directory = tmp_path / "index"
    build(map(library, range(6)), directory)
    backend = Backend(directory)
    async with searching(backend, 6, size=(100, 16)) as (app, pilot):
        reader = await open_first(pilot)
        await pilot.press(*["j"] * 6)
        await until(pilot, lambda: reader.scroll_y > 3)
        place, article = reader.scroll_y, reader.article
        assert article is not None
        build([replace(article, text=article.text + "\nتصحيح لاحق من المحرر.")], directory)
        app.look()
        await until(pilot, lambda: shown(app, _("the index has changed: F5")))
        assert reader.article == article  # nothing moves by itself
        await pilot.press("f5")
        await until(pilot, lambda: reader.article != article)
        assert "تصحيح لاحق" in (reader.article.text if reader.article else "")
        assert reader.scroll_y == place
        build([library(99)], directory, rebuild=True)
        app.look()
        await until(pilot, lambda: shown(app, _("the index has changed: F5")))
        await pilot.press("f5")
        await until(pilot, lambda: shown(app, _("This article is no longer in the index.")))
    backend.close()
