"""A line of a paragraph reads as it would in the whole of it."""

import re
import unicodedata
from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.support import library
from tui.app.errands.outside import page_of
from tui.app.widgets.hit_list import BESIDE, describe
from tui.app.widgets.wrapping import excerpt, glyph_runs, wrap
from tui.bidi import layout, text_width


def lines(text: str, width: int, mode: str = "visual") -> list[str]:
    """The lines of a paragraph as they are seen, letters as they are typed."""
    seen = []
    for span in wrap(text, width, mode):
        line = "".join(glyphs for glyphs, _ in glyph_runs(text, span, (), mode))
        drawn = "".join(cell.glyph for cell in layout(line, "rtl", mode))
        seen.append(unicodedata.normalize("NFKC", drawn))
    return seen


def test_an_address_that_is_cut_reads_on() -> None:
    assert lines("https://example.org/water-1", 25) == ["https://example.org/water", "-1"]
    assert lines("https://example.org/water-1", 20) == ["https://example.org/", "water-1"]


def test_an_amount_reads_on_in_the_next_line() -> None:
    assert lines("دفعت USD 3.5 million", 8) == ["USD تعفد", "3.5", "million"]
    assert lines("دفعت USD 3.5 million", 11)[1] == "3.5 million"


def test_a_number_after_arabic_goes_by_it_on_every_line() -> None:
    assert lines("تصل إلى 85% من", 30) == ["نم %85 ىلإ لصت"]
    assert lines("تصل إلى 85% من", 7) == ["ىلإ لصت", "نم %85"]


def test_another_paragraph_begins_anew() -> None:
    text = "BBC\n- 1"
    assert glyph_runs(text, (4, 7), (), "visual") == [("- 1", -1)]


def test_a_terminal_with_its_own_bidi_gets_the_text_alone() -> None:
    assert glyph_runs("water-1", (5, 7), (), "logical") == [("-1", -1)]


@pytest.mark.parametrize("width", [11, 12, 14])
def test_what_fits_is_not_cut(width: int) -> None:
    shown = excerpt("دار نار جار", width, 1, "visual")
    assert [number for _, number in shown[0]] == [-1]
    assert "…" not in shown[0][0][0]


@pytest.mark.parametrize("mode", ["visual", "words"])
def test_a_page_for_the_pager_is_flush_at_the_right(mode: str) -> None:
    story = replace(library(0), text="وَأَكَّدَ (المُدِيرُ) أنَّ لا شيءَ يمنع.", url=None)
    hit = SimpleNamespace(title=story.title, source="Wire", date=None, category=None, url=None)
    for line in filter(None, page_of(hit, story, 60, mode).split("\n")):
        assert text_width(re.sub(r"\x1b\[\d*m", "", line)) == 59


def test_source_date_and_section_follow_from_right_to_left_in_latin_too() -> None:
    hit = SimpleNamespace(source="Wire", date=library(0).date, category="World")
    line = "".join(cell.glyph for cell in layout(describe(hit, BESIDE), "rtl"))
    assert line == "World · 2024/01/01 · Wire"
    assert describe(hit) == "Wire · 2024/01/01 · World"
