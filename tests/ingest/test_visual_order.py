"""From glyphs on a page to reading order: the other way round from what a screen does."""

import pytest

from index.ingest.visual_order import Glyph, reading_order


def placed(visual: str) -> list[Glyph]:
    """Glyphs from left to right, each ten wide."""
    return [Glyph(sign, at * 10.0, at * 10.0 + 10, 12.0) for at, sign in enumerate(visual)]


@pytest.mark.parametrize(
    ("visual", "text"),
    [
        ("ةملك", "كلمة"),
        ("2024 سرام 5 يف", "في 5 مارس 2024"),
        ("١٥ يف", "في ١٥"),
        ("دقعلا Siemens AG تعقو", "وقعت Siemens AG العقد"),
        ("رالود 1,500 ةفلكب", "بكلفة 1,500 دولار"),
        (".2023 يف %12.5 ةبسنب", "بنسبة 12.5% في 2023."),
        ("ديربلا info@example.org ىلع", "على info@example.org البريد"),
        (")ةيدلبلا( عم", "مع (البلدية)"),
        ("(ةيدلبلا) عم", "مع (البلدية)"),
        ("plain text, 1,500", "plain text, 1,500"),
        ("", ""),
    ],
)
def test_reading_order(visual: str, text: str) -> None:
    assert reading_order(placed(visual)) == text
    assert reading_order(placed(visual)[::-1]) == text


def test_gaps_are_spaces_and_ligatures_are_put_right() -> None:
    glyphs = [
        Glyph("ا", 30, 40, 12), Glyph("ل", 30, 40, 12), Glyph("م", 40, 50, 12),
        Glyph("ن", 10, 20, 12),
    ]  # fmt: skip
    assert reading_order(glyphs) == "ملا ن"
