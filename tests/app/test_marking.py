"""Read marks and own tags on the screen."""

from pathlib import Path

import pytest

from index.desk import READ, Tags
from search import Engine
from search.saved import Kept, Searches
from tests.app.driving import searching, shown, type_text, until
from tests.support.command import run
from tui.app.screens.past_searches import RecallScreen
from tui.app.screens.prompt import Prompt
from tui.app.settings.config import Settings
from tui.app.state.history import History
from tui.app.widgets.footer import Keys
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.reader import Reader
from tui.i18n import _

SIZE = (120, 40)


def tags(engine: Engine, article_id: str) -> frozenset[str]:
    return engine.own_tags([article_id]).get(article_id, frozenset())


async def test_what_is_opened_has_been_read(engine: Engine) -> None:
    async with searching(engine, 40, "حلب", size=SIZE) as (app, pilot):
        await pilot.press("down")
        hit = app.query_one(ResultList).current
        assert hit and not hit.own
        await pilot.press("enter")
        await until(pilot, lambda: READ in tags(engine, hit.id))
        await until(pilot, lambda: READ in app.query_one(ResultList).hit(0).own)
        assert READ in app.query_one(Reader).hit.own


async def test_what_is_opened_stays_unread_when_the_settings_say_so(engine: Engine) -> None:
    settings = Settings(mark_read=False)
    async with searching(engine, 40, "حلب", size=SIZE, settings=settings) as (app, pilot):
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.query_one(Reader).has_focus)
        await pilot.press("escape", "a")
        await until(pilot, lambda: READ in app.query_one(ResultList).hit(0).own)


@pytest.mark.parametrize("key", ["a", "ش"])
async def test_a_key_marks_read_and_unread(engine: Engine, key: str) -> None:
    async with searching(engine, 40, "حلب", size=SIZE) as (app, pilot):
        hits = app.query_one(ResultList)
        await pilot.press("down")
        name = hits.current.id
        await pilot.press(key)
        await until(pilot, lambda: READ in hits.hit(0).own)
        assert tags(engine, name) == {READ}
        await pilot.press(key)
        await until(pilot, lambda: not hits.hit(0).own)
        assert tags(engine, name) == frozenset()


@pytest.mark.parametrize("key", ["z", "ئ"])
async def test_a_key_leaves_out_what_has_been_read(engine: Engine, key: str) -> None:
    read = [hit.id for hit in engine.search("حلب", limit=3).hits]
    engine.tag(read, "+read")
    async with searching(engine, 40, "حلب", size=SIZE) as (app, pilot):
        await pilot.press("down", key)
        await until(pilot, lambda: app.results.total == 37)
        assert shown(app, _("Unread only"))
        await pilot.press(key)
        await until(pilot, lambda: app.results.total == 40)
        await pilot.press(key)
        await until(pilot, lambda: app.results.total == 37)
        await pilot.press("x")  # a filter like others
        await until(pilot, lambda: app.results.total == 40)


@pytest.mark.parametrize("key", ["l", "م"])
async def test_a_key_puts_tags_on_and_takes_them_off(engine: Engine, key: str) -> None:
    async with searching(engine, 40, "حلب", size=SIZE) as (app, pilot):
        hits = app.query_one(ResultList)
        await pilot.press("down")
        name = hits.current.id
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        await type_text(pilot, "+مهم +draft")
        await pilot.press("enter")
        await until(pilot, lambda: hits.hit(0).own)
        assert tags(engine, name) == {"مهم", "draft"}
        assert shown(app, "#draft #مهم") or shown(app, "#مهم")
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        await type_text(pilot, "-draft")
        await pilot.press("enter")
        await until(pilot, lambda: tags(engine, name) == {"مهم"})


async def test_what_is_no_tag_is_said(engine: Engine) -> None:
    async with searching(engine, 40, "حلب", size=SIZE, notifications=True) as (app, pilot):
        await pilot.press("down", "l")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        await type_text(pilot, "!!")
        await pilot.press("enter")
        await until(pilot, lambda: app._notifications)
        assert not (engine._state.snapshot.directory / "naba.desk").exists()


async def test_saved_searches_say_how_much_is_unread(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "searches.jsonl"
    searches = [Kept("مدينة", "حلب", at=1), Kept("معطوب", "date:[x TO y]", at=1)]
    Searches(path).change(lambda before: searches)
    engine.tag([hit.id for hit in engine.search("حلب", limit=3).hits], "+read")
    async with searching(engine, 120, size=SIZE, history=History(path)) as (app, pilot):
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, RecallScreen))
        await until(pilot, lambda: shown(app, "37 غير مقروءة"))


async def test_nothing_is_kept_of_who_reads_in_a_browser(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with searching(engine, 40, "حلب", size=SIZE) as (app, pilot):
        monkeypatch.setattr(type(app), "is_web", True)
        await pilot.press("down", "a", "enter")
        await until(pilot, lambda: app.query_one(Reader).hit)
        await pilot.pause(0.2)
        assert Tags(engine._state.snapshot.directory).counts() == {}


async def test_footer_and_help_name_the_keys(engine: Engine) -> None:
    async with searching(engine, 40, "حلب", size=SIZE) as (app, pilot):
        await pilot.press("down")
        offered = {binding.action for binding, _ in app.query_one(Keys)._keys}
        assert "mark_read" in offered
        named = {command.action for command in app.commands(app.screen)}
        assert {"mark_read", "tags", "unread"} <= named


def test_the_screen_and_the_shell_tag_side_by_side(engine: Engine) -> None:
    """Nothing is kept in the program: what the shell has put on is there at the next question."""
    directory = engine._state.snapshot.directory
    assert engine.search("own:shell").total == 0
    done = run("tag", "+shell", "--index", directory, "--", "حلب")
    assert done.returncode == 0
    assert engine.search("own:shell").total == 40
