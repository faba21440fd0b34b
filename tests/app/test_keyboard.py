"""Keys on an Arabic keyboard: every letter works by the Arabic one on the same key."""

import pytest
from textual.events import Key

from search import Engine
from tests.app.driving import open_first, rows, searching, shown, type_text, until
from tui.app.screens.help import HelpScreen
from tui.app.settings.config import Settings
from tui.app.settings.layouts import LAYOUTS, arabic_key, latin_keys, layouts
from tui.app.widgets.facet_pane import FacetPane
from tui.app.widgets.histogram import Histogram
from tui.app.widgets.search_box import SearchBox
from tui.bidi import display

USED = "fsxqnrheyoptcbjkgmdNGL[]?"
"""Latin characters that are keys somewhere."""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_key_has_an_arabic_letter_that_means_it(layout: str) -> None:
    order = layouts(layout)
    assert order == (layout,)
    for latin in USED:
        arabic = arabic_key(latin, order)
        if arabic == latin:  # it types an ASCII character in Arabic too, or the same one
            assert latin in {"101": "L", "mac": "LG", "azerty": "L[]?"}[layout]
        else:
            assert latin in latin_keys(arabic, order)


def test_the_likeliest_layout_comes_first() -> None:
    assert latin_keys("ض", layouts(platform="linux")) == ("q", "a")
    assert latin_keys("ة", layouts(platform="linux"))[0] == "m"
    assert latin_keys("ة", layouts(platform="darwin"))[0] == "]"
    assert latin_keys("ب", layouts()) == ("f",)
    assert latin_keys("f", layouts()) == ()


async def test_after_an_arabic_query_the_keys_work_as_they_are(engine: Engine) -> None:
    async with searching(engine, 120, size=(110, 34)) as (app, pilot):
        await type_text(pilot, "بغداد")
        await until(pilot, lambda: shown(app, "40 نتيجة"))
        assert app.query_one(SearchBox).value == "بغداد"
        await pilot.press("escape", "ب")
        await until(pilot, lambda: isinstance(app.focused, FacetPane))
        await pilot.press("escape", "س")
        await until(pilot, lambda: app.session.sort == "newest")
        await pilot.press("ا")
        await until(pilot, lambda: isinstance(app.focused, Histogram))
        await pilot.press("escape", "ت", "ت", "ن")
        assert app.query_one("#results").selected == 1
        await pilot.press("؟")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("ض")
        await until(pilot, lambda: not isinstance(app.screen, HelpScreen))


async def test_shifted_letters_and_ligatures_are_keys_too(engine: Engine) -> None:
    async with searching(engine, 40, "حلب", size=(110, 34)) as (app, pilot):
        await open_first(pilot)
        reader = app.query_one("#reader")
        await pilot.press("ى")
        await until(pilot, lambda: reader.current == 0)
        await pilot.press("آ")
        await until(pilot, lambda: reader.current == len(reader.matches) - 1)
        mode = app.bidi_mode
        await pilot.press("ﻻ")
        await until(pilot, lambda: app.bidi_mode != mode)
        mode = app.bidi_mode
        for letter in "لا":  # what one key sends on Windows
            app.post_message(Key(letter, letter))
        await until(pilot, lambda: app.bidi_mode != mode)
        assert not isinstance(app.focused, Histogram)
        await pilot.press("escape", "escape", "end")
        await until(pilot, lambda: app.query_one("#results").selected == 39)
        await pilot.press("ل")  # g, once no alef follows
        await until(pilot, lambda: app.query_one("#results").selected == 0)


async def test_footer_and_help_name_the_keys_of_the_keyboard_in_use(engine: Engine) -> None:
    async with searching(engine, 40, "حلب", size=(110, 50)) as (app, pilot):
        await pilot.press("escape")
        assert " s " in rows(app)[-1] and " س " not in rows(app)[-1]
        await pilot.press("ت")
        await until(pilot, lambda: "ض" in rows(app)[-1] and " s " not in rows(app)[-1])
        await pilot.press("f1")
        await until(pilot, lambda: any(f"  {display('ق', 'visual')}  " in row for row in rows(app)))
        await pilot.press("escape", "j")
        await until(pilot, lambda: " s " in rows(app)[-1])


async def test_a_layout_that_is_set_is_the_only_one(engine: Engine) -> None:
    settings = Settings(layout="mac")
    async with searching(engine, 40, "حلب", settings=settings, size=(110, 34)) as (app, pilot):
        await open_first(pilot)
        reader = app.query_one("#reader")
        await pilot.press("ر")
        await until(pilot, lambda: reader.current == 0)
        await pilot.press("إ")
        await until(pilot, lambda: reader.current == len(reader.matches) - 1)
