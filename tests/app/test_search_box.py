import pytest
from textual import events
from textual.app import App, ComposeResult

from tui.app.widgets.search_box import SearchBox
from tui.bidi import display

WIDTH = 20


class Box(App[None]):
    bidi_mode = "visual"

    def __init__(self, value: str) -> None:
        super().__init__()
        self.value = value

    def compose(self) -> ComposeResult:
        yield SearchBox(self.value, select_on_focus=False, compact=True)

    @property
    def box(self) -> SearchBox:
        return self.query_one(SearchBox)

    @property
    def cells(self) -> str:
        return self.box.render_line(0).text

    @property
    def caret(self) -> int:
        """Column of the caret, in the box."""
        return self.box.cursor_screen_offset.x


async def test_arabic_stands_at_the_right_with_the_caret_at_its_left() -> None:
    app = Box("سلام")
    async with app.run_test(size=(WIDTH, 3)):
        assert app.cells == display("سلام", "visual").rjust(WIDTH)
        assert app.caret == WIDTH - 3 - 1  # lam-alef is one cell


async def test_latin_stands_at_the_left() -> None:
    app = Box("person")
    async with app.run_test(size=(WIDTH, 3)):
        assert app.cells == "person".ljust(WIDTH)
        assert app.caret == 6


async def test_left_goes_forward_and_right_goes_back() -> None:
    app = Box("حلب")
    async with app.run_test(size=(WIDTH, 3)) as pilot:
        await pilot.press("home")
        assert (app.box.cursor_position, app.caret) == (0, WIDTH - 1)
        await pilot.press("left")
        assert (app.box.cursor_position, app.caret) == (1, WIDTH - 2)
        await pilot.press("right")
        assert app.box.cursor_position == 0
        await pilot.press("end")
        assert (app.box.cursor_position, app.caret) == (3, WIDTH - 4)


async def test_words_are_jumped_in_the_direction_of_the_key() -> None:
    app = Box("حلب الشهباء")
    async with app.run_test(size=(WIDTH, 3)) as pilot:
        await pilot.press("home", "ctrl+left")
        assert app.box.cursor_position == 4
        await pilot.press("ctrl+right")
        assert app.box.cursor_position == 0


async def test_typing_and_deleting_happen_at_the_caret() -> None:
    app = Box("حب")
    async with app.run_test(size=(WIDTH, 3)) as pilot:
        await pilot.press("right", "ل")
        assert app.box.value == "حلب"
        await pilot.press("backspace", "backspace")
        assert app.box.value == "ب"


async def test_a_space_being_typed_moves_the_caret_to_the_left() -> None:
    app = Box("حلب")
    async with app.run_test(size=(WIDTH, 3)) as pilot:
        before = app.caret
        await pilot.press("space")
        assert app.caret == before - 1


@pytest.mark.parametrize(
    ("column", "index"), [(WIDTH - 1, 0), (WIDTH - 3, 2), (WIDTH - 4, 3), (WIDTH - 6, 4), (2, 4)]
)
async def test_a_click_puts_the_caret_on_the_letter_under_it(column: int, index: int) -> None:
    app = Box("حلب1")
    async with app.run_test(size=(WIDTH, 3)) as pilot:
        await pilot.click(SearchBox, offset=(column, 0))
        assert app.box.cursor_position == index


async def test_selection_by_keys_is_what_is_copied() -> None:
    app = Box("حلب الشهباء")
    async with app.run_test(size=(30, 3)) as pilot:
        await pilot.press("home", "shift+left", "shift+left", "shift+left")
        assert app.box.selected_text == "حلب"


async def test_home_and_end_select_to_the_ends_and_typing_replaces() -> None:
    app = Box("حلب الشهباء")
    async with app.run_test(size=(30, 3)) as pilot:
        await pilot.press("home", "ctrl+left", "shift+end")
        assert app.box.selected_text == "الشهباء"
        assert selected_columns(app) == set(range(30 - 11, 30 - 4))
        await pilot.press("shift+home")
        assert app.box.selected_text == "حلب "
        await pilot.press("م")
        assert app.box.value == "مالشهباء"


async def test_a_selection_is_drawn_with_the_mouse() -> None:
    app = Box("حلب الشهباء")
    async with app.run_test(size=(30, 3)) as pilot:
        await pilot.mouse_down(SearchBox, offset=(29, 0))
        await pilot.hover(SearchBox, offset=(26, 0))
        await pilot.mouse_up(SearchBox, offset=(26, 0))
        assert app.box.selected_text == "حلب"
        assert selected_columns(app) == {27, 28, 29}


def selected_columns(app: Box) -> set[int]:
    """Where the box has the background of a selection."""
    wanted = app.box.get_component_rich_style("input--selection").bgcolor
    columns, at = set(), 0
    for segment in app.box.render_line(0):
        if segment.style and segment.style.bgcolor == wanted:
            columns.update(range(at, at + segment.cell_length))
        at += segment.cell_length
    return columns


async def test_what_is_pasted_goes_in_at_the_caret_on_one_line() -> None:
    app = Box("حلب الشهباء")
    async with app.run_test(size=(40, 3)) as pilot:
        await pilot.press("home", "ctrl+left")
        app.post_message(events.Paste("القديمة (1200م) \nوسطر آخر "))
        await pilot.pause()
        assert app.box.value == "حلب القديمة (1200م) وسطر آخر الشهباء"
        assert app.box.cursor_position == len("حلب القديمة (1200م) وسطر آخر ")


async def test_the_terminals_cursor_is_where_the_caret_is() -> None:
    """Input methods show what is being composed there."""
    app = Box("حلب")
    async with app.run_test(size=(WIDTH, 3)) as pilot:
        for key in ("home", "left", "end", "ا"):
            await pilot.press(key)
            assert app.cursor_position == (app.caret, app.box.content_region.y)
            assert app.caret == WIDTH - 1 - app.box.cursor_position


async def test_a_long_text_keeps_the_caret_in_view() -> None:
    app = Box("مكتبة " * 12)
    async with app.run_test(size=(WIDTH, 3)) as pilot:
        for key in ("home", "end", "right", "ctrl+right", "ctrl+right", "home"):
            await pilot.press(key)
            assert 0 <= app.caret < WIDTH
            assert app.box.render_line(0).cell_length == WIDTH


async def test_the_placeholder_stands_at_the_right() -> None:
    app = Box("")
    async with app.run_test(size=(WIDTH, 3)):
        app.box.placeholder = "ابحث"
        assert app.cells.strip() == display("ابحث", "visual")
        assert app.cells.startswith("   ") and app.box.render_line(0).cell_length == WIDTH


async def test_in_logical_mode_the_terminal_gets_the_text_as_typed() -> None:
    app = Box("سلام")
    app.bidi_mode = "logical"
    async with app.run_test(size=(WIDTH, 3)):
        assert app.cells.strip() == "سلام"


@pytest.mark.parametrize("pasted", ["زيتون\nالجبل", "زيتون\r\n  الجبل\r\n", "\nزيتون\n\nالجبل"])
async def test_lines_pasted_are_one_query(pasted: str) -> None:
    app = Box("قمح ")
    async with app.run_test(size=(WIDTH, 3)) as pilot:
        app.post_message(events.Paste(pasted))
        await pilot.pause()
        assert app.box.value == "قمح زيتون الجبل"


@pytest.mark.parametrize("mode", ["visual", "words"])
@pytest.mark.parametrize("text", ["تاريخ:[2024-11 TO 2024-12]", "تاريخ:[2024-11 TO 2024-12"])
async def test_a_range_of_dates_keeps_its_order_while_it_is_typed(text: str, mode: str) -> None:
    app = Box(text)
    app.bidi_mode = mode
    async with app.run_test(size=(40, 3)) as pilot:
        assert text.removeprefix("تاريخ:") in app.cells
        assert app.cells.strip().startswith("[")  # at the left of the field's name
        start = app.cells.index("[2024-11")
        for at, char in enumerate("[2024-11 TO"):
            app.box.cursor_position = 6 + at
            await pilot.pause()
            assert app.caret == start + at, char
            await pilot.click(SearchBox, offset=(start + at, 0))
            assert app.box.cursor_position == 6 + at
        app.box.cursor_position = len(text)
        await pilot.press("backspace")
        assert app.box.value == text[:-1]


async def test_a_range_in_arabic_words_runs_from_right_to_left() -> None:
    text = "تاريخ:[آذار TO نيسان]"
    app = Box(text)
    async with app.run_test(size=(40, 3)):
        assert app.cells.strip() == display(text, "visual", "rtl").strip()
