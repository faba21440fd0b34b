import random
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.bidi.uax9 import REMOVED, levels, mirrored, visual_order

CONFORMANCE = Path("/usr/share/unicode/BidiCharacterTest.txt")

texts = st.text(
    st.one_of(
        st.sampled_from("ابتثجلمنوي ءآ،؟ـًَُّ٠١٢٣123abcXYZ ()[]<>«»:;,./-+%"),
        st.sampled_from("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=40,
)


def in_order(text: str, base: str = "auto") -> str:
    _, found = levels(text, base)
    return "".join(
        mirrored(text[index]) if found[index] % 2 else text[index] for index in visual_order(found)
    )


@pytest.mark.parametrize(
    ("logical", "base", "visual"),
    [
        ("ABC", "ltr", "ABC"),
        ("سلم", "auto", "ملس"),
        ("قال Reuters نعم", "auto", "معن Reuters لاق"),
        ("عام 2024 انتهى", "auto", "ىهتنا 2024 ماع"),
        ("عام ٢٠٢٤ انتهى", "auto", "ىهتنا ٢٠٢٤ ماع"),
        ("see سوريا now", "auto", "see ايروس now"),
        ("سوريا", "ltr", "ايروس"),
        ("نعم.", "rtl", ".معن"),
        ("نعم.", "ltr", "معن."),
        ("(دمشق)", "auto", "(قشمد)"),
        ("قال «نعم» (ok)", "auto", "(ok) «معن» لاق"),
        ("BBC", "rtl", "BBC"),
        ("BBC، دمشق", "rtl", "قشمد ،BBC"),
        ("2020/3/8", "rtl", "2020/3/8"),
        ("في 8/3/2020", "rtl", "8/3/2020 يف"),
    ],
)
def test_a_line_is_ordered_as_a_reader_expects(logical: str, base: str, visual: str) -> None:
    assert in_order(logical, base) == visual


def test_an_isolate_keeps_its_inside_apart_from_the_outside() -> None:
    text = "abc \u2067اب 1\u2069 2"
    assert in_order(text).replace("\u2067", "").replace("\u2069", "") == "abc 1 با 2"


def test_an_override_turns_everything() -> None:
    assert in_order("\u202eabc\u202c") == "cba"


def test_brackets_that_match_by_canonical_equivalence_are_a_pair() -> None:
    _, found = levels("a(\u05d0\u2329b\u3009\u05d1)", "rtl")
    assert found[3] == found[5] == 1


@given(texts, st.sampled_from(["auto", "ltr", "rtl"]))
def test_visual_order_is_a_permutation_of_what_is_not_removed(text: str, base: str) -> None:
    paragraph, found = levels(text, base)
    assert len(found) == len(text)
    assert paragraph in (0, 1)
    kept = [index for index, level in enumerate(found) if level != REMOVED]
    assert sorted(visual_order(found)) == kept
    assert all(
        found[index] >= paragraph - (unicodedata.bidirectional(text[index]) == "B")
        for index in kept
    )


@given(
    st.text(st.characters(max_codepoint=0x24F, exclude_categories=("Cs", "Cc", "Cf")), max_size=30)
)
def test_left_to_right_text_stays_as_it_is(text: str) -> None:
    assert in_order(text, "ltr") == text


@given(st.text("ابتسشع ", max_size=30))
def test_arabic_alone_is_turned_round(text: str) -> None:
    assert in_order(text, "rtl") == text[::-1]


@pytest.mark.parametrize(
    "pair", ["()", "[]", "{}", "<>", "«»", "‹›", "≤≥", "﴿﴾"[::-1], "⟨⟩", "（）"]
)
def test_mirrored_is_its_own_inverse(pair: str) -> None:
    one, other = pair
    if unicodedata.mirrored(one):
        assert (mirrored(one), mirrored(other)) == (other, one)
    else:  # the ornate parentheses of the Quran are not mirrored (Unicode since 1.1)
        assert (mirrored(one), mirrored(other)) == (one, other)


# Bidi data newer than Python's unicodedata would be the one honest reason for an exception.
EXCEPTIONS: frozenset[str] = frozenset()


@pytest.mark.skipif(not CONFORMANCE.exists(), reason="needs Debian's unicode-data")
def test_the_conformance_test_of_the_standard() -> None:
    """All lines with explicit controls or brackets would take long, so a tenth, always another.

    The seed is in the message; ``NABA_CONFORMANCE=all`` runs every line.
    """
    import os

    lines = [line.split("#")[0].strip() for line in CONFORMANCE.read_text().splitlines()]
    lines = [line for line in lines if line]
    assert len(lines) > 90_000
    seed = random.randrange(1 << 30)
    if os.environ.get("NABA_CONFORMANCE") != "all":
        lines = random.Random(seed).sample(lines, len(lines) // 10)
    wrong = []
    for line in lines:
        codes, direction, paragraph, expected, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        base = {"0": "ltr", "1": "rtl", "2": "auto"}[direction]
        found_paragraph, found = levels(text, base)
        expected_levels = [
            int(level) if re.match(r"\d", level) else REMOVED for level in expected.split()
        ]
        if (found_paragraph, found, visual_order(found)) != (
            int(paragraph),
            expected_levels,
            [int(index) for index in order.split()],
        ) and line not in EXCEPTIONS:
            wrong.append(line)
    assert not wrong, f"seed {seed}: {wrong[:5]}"
