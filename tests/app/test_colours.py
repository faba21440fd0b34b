"""Few colours: what the cursor stands on can be told from the rest, whatever the terminal's are."""

import pytest
from rich.color import ColorType

from search import Engine
from tests.app.driving import searching, strips, until
from tui.app.settings.themes import SIXTEEN_COLOURS
from tui.app.widgets.facet_pane import FacetPane
from tui.bidi import RIGHT_TO_LEFT


@pytest.mark.parametrize("keys", [("f",), ("v",), ("enter", "right_square_bracket"), ("ctrl+p",)])
async def test_a_cursor_is_seen_and_nothing_is_black_on_the_default(
    engine: Engine, keys: tuple[str, ...]
) -> None:
    async with searching(engine, 40, "حلب", size=(110, 40)) as (app, pilot):
        app.theme = SIXTEEN_COLOURS
        await pilot.press("escape", *keys)
        await until(pilot, lambda: keys != ("f",) or app.query_one(FacetPane).has_focus)
        await pilot.pause(0.2)
        looks = [
            (text, style)
            for strip in strips(app)
            for text, style, _ in strip
            if style and text.strip()
        ]
        letters = [style for text, style in looks if RIGHT_TO_LEFT.search(text)]
        if keys == ("ctrl+p",):  # Textual's own, black on white
            assert any(style.color.number == 0 and style.bgcolor.number == 7 for style in letters)
        else:
            assert any(style.reverse for style in letters)
        for text, style in looks:
            ground = style.bgcolor is None or style.bgcolor.type is ColorType.DEFAULT
            black = style.color is not None and style.color.number == 0
            assert not (ground and black), text
