"""The lexicon: counts by bisection and by table."""

from pathlib import Path

from index.analysis import fold
from index.analysis.lexicon import LEXICON_FILE, Lexicon, lexicon


def test_bisection_and_table_agree(tmp_path: Path) -> None:
    table = tmp_path / "lexicon.txt"
    table.write_text("# header\nاب$\nالكتاب+\nكتاب*\nوالدX\nوزير0\n", encoding="utf-8")
    few, all_ = Lexicon(table), Lexicon(table)
    for _ in range(30_000):
        all_.count("وزير", 0)
    for word in ["اب", "كتاب", "والد", "وزير", "", "ا", "زيت", "ييي", "\ud800", "# header"]:
        assert few.count(word, 0) == all_.count(word, 0)
        assert few.strength(word, 0) == all_.strength(word, 0)
        assert few.is_whole(word) == all_.is_whole(word)
    count = few.count("كتاب", 0)
    assert few.strength("كتاب", 0) == count + few.count("الكتاب", 0) > count > 0
    assert few.is_whole("والد") and not few.is_whole("كتاب")


def test_every_word_is_found_in_its_block_as_in_the_table() -> None:
    few, all_ = Lexicon(), Lexicon()
    for _ in range(30_000):
        all_.count("وزير", 0)
    lines = LEXICON_FILE.read_text(encoding="utf-8").splitlines()
    words = [line[:-1] for line in lines if line[0] != "#"][::3]
    for word in [*words[:6_000], *(word + "ا" for word in words[-500:])]:
        assert few.count(word, 0) == all_.count(word, 0)
        assert few.is_whole(word) == all_.is_whole(word)


def test_the_shipped_lexicon_knows_news() -> None:
    words = lexicon()
    assert words.count("الحكومة", 0) > words.count("حكومتنا", 0) > words.count("زقزقزق", 0) == 0
    assert words.is_whole(fold("إلغاء"))
    assert not words.is_whole("وقال")
