"""The extension counts words as dictionaries do, and checks what it is given."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.kernels
from index.analysis.lexicon import (
    _LOOKUPS_BEFORE_READING_ALL,
    FIRST,
    FIRST_WHOLE,
    LEXICON_FILE,
    Lexicon,
)
from index.kernels import compiled

pytestmark = pytest.mark.skipif(not compiled, reason="runs without the extension")

WORDS = st.text(st.sampled_from("البكé\U0001f600"), max_size=5)
LEVELS = st.sampled_from(
    [chr(first + level) for first in (FIRST, FIRST_WHOLE) for level in (0, 46)]
)


def read_whole(path: Path, *, extension: bool) -> Lexicon:
    """Return a lexicon that has read its table, with the extension or without."""
    words = Lexicon(path)
    with pytest.MonkeyPatch.context() as patch:
        if not extension:
            patch.setattr(index.kernels, "compiled", None)
        for _ in range(_LOOKUPS_BEFORE_READING_ALL):
            words.count("اب", 0)
    return words


def assert_alike(one: Lexicon, other: Lexicon, word: str) -> None:
    for default in (0, 7):
        assert one.count(word, default) == other.count(word, default)
        assert one.strength(word, default) == other.strength(word, default)
    assert one.is_whole(word) is other.is_whole(word)


@given(st.dictionaries(WORDS, LEVELS, max_size=30), st.lists(WORDS, max_size=10))
def test_the_counts_are_those_of_dictionaries(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, str], others: list[str]
) -> None:
    path = tmp_path_factory.mktemp("lexicon") / "lexicon.txt"
    lines = "".join(f"{word}{level}\n" for word, level in sorted(table.items()))
    path.write_text("# header\n" + lines, "utf-8")
    fast, slow = (read_whole(path, extension=extension) for extension in (True, False))
    for word in (*table, *(word[2:] for word in table), *others, "\ud800"):
        assert_alike(fast, slow, word)


def test_every_word_that_ships_has_its_count() -> None:
    fast, slow = (read_whole(LEXICON_FILE, extension=extension) for extension in (True, False))
    lines = [line for line in LEXICON_FILE.read_text("utf-8").splitlines() if line[0] != "#"]
    for line in lines:
        for word in (line[:-1], line[2:-1], line[1:-1], "و" + line[:-1], line[:-1] + "ها"):
            assert_alike(fast, slow, word)


@pytest.mark.parametrize("lines", ["اب ", "اب \n", "\n", "اب\U0001f600\n", "اب"])
def test_lines_that_are_no_words_with_levels_are_refused(lines: str) -> None:
    with pytest.raises(ValueError, match="line"):
        compiled.Counts(lines, FIRST, FIRST_WHOLE, (1, 2), 5)


def test_more_levels_than_a_slot_has_room_for_are_refused() -> None:
    with pytest.raises(ValueError, match="levels"):
        compiled.Counts("", FIRST, FIRST_WHOLE, tuple(range(64)), 5)


def test_an_empty_table_has_no_word() -> None:
    table = compiled.Counts("", FIRST, FIRST_WHOLE, (), 5)
    assert table.count("", 3) == 3 and table.strength("اب", 3) == 3 and not table.is_whole("اب")


def test_what_is_no_word_is_refused() -> None:
    table: Any = compiled.Counts("", FIRST, FIRST_WHOLE, (), 5)
    for ask in (table.is_whole, lambda word: table.count(word, 0), table.strength):
        for word in (None, b"", 0):
            with pytest.raises(TypeError):
                ask(word)
    with pytest.raises(TypeError, match="no table"):
        compiled.Counts.__new__(compiled.Counts).count("اب", 0)
