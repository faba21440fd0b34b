"""Names written as one word or as two, and tables of names."""

from pathlib import Path

import pytest

from index.analysis.lexicon import lexicon
from index.analysis.proper_names import ONE_STEM, PERSONS, WHOLE, first_of_line, parts


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("عبدالله", ("عبد", "الله")),
        ("وبعبدالرحمن", ("وبعبد", "الرحمن")),
        ("ابومازن", ("ابو", "مازن")),
        ("ابوعبدالله", ("ابو", "عبد", "الله")),
        ("ابوابها", ("ابوابها",)),
        ("ابن", ("بن",)),
        ("عبدال", ("عبدال",)),
        ("كتاب", ("كتاب",)),
    ],
)
def test_a_name_joined_in_writing_is_its_words(word: str, words: tuple[str, ...]) -> None:
    assert parts(word, lexicon()) == words


def test_a_line_gives_its_first_word_for_all_others(tmp_path: Path) -> None:
    table = tmp_path / "table.txt"
    table.write_text("# header\nواحد اثنان ثلاثة\nاربعة خمسة\n", encoding="utf-8")
    assert first_of_line(table) == {"اثنان": "واحد", "ثلاثة": "واحد", "خمسة": "اربعة"}


def test_no_spelling_leads_to_another_spelling() -> None:
    assert set(ONE_STEM).isdisjoint(ONE_STEM.values())


def test_persons_are_among_the_words_kept_whole() -> None:
    assert PERSONS < WHOLE
