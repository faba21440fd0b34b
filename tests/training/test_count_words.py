"""The lexicon is computed from corpora and replaced whole or not at all."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from index.analysis.lexicon import Lexicon
from index.training.count_words import main


def corpus(path: Path, *texts: str) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for text in texts:
            lines.write(json.dumps({"title": "خبر", "text": text}) + "\n")
    return path


def test_counts_of_folded_words(tmp_path: Path) -> None:
    made = corpus(tmp_path / "news.jsonl.gz", "إلى المدينة " * 40, "نادرة abc 12")
    main(tmp_path / "lexicon.txt", [made])
    words = Lexicon(tmp_path / "lexicon.txt")
    assert 30 <= words.count("المدينة", 0) <= 50
    assert words.strength("مدينة", 0) == words.count("المدينة", 0)
    assert words.is_whole("الي")
    assert not words.is_whole("المدينة")
    assert words.count("نادرة", 0) == words.count("abc", 0) == words.count("12", 0) == 0


def test_the_same_text_counts_once(tmp_path: Path) -> None:
    text = "مدينة كبيرة " * 10
    twice = corpus(tmp_path / "news.jsonl.gz", text, text)
    main(tmp_path / "lexicon.txt", [twice])
    assert Lexicon(tmp_path / "lexicon.txt").count("مدينة", 0) < 15


def test_a_failure_leaves_the_table_as_it_was(tmp_path: Path) -> None:
    table = tmp_path / "lexicon.txt"
    table.write_text("وزير0\n", encoding="utf-8")
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(b"no gzip")
    with pytest.raises(gzip.BadGzipFile):
        main(table, [broken])
    assert table.read_text(encoding="utf-8") == "وزير0\n"


def test_the_table_in_use_can_be_replaced(tmp_path: Path) -> None:
    table = tmp_path / "lexicon.txt"
    table.write_text("وزير0\n", encoding="utf-8")
    in_use = Lexicon(table)
    main(table, [corpus(tmp_path / "news.jsonl.gz", "مدينة " * 10)])
    assert in_use.count("وزير", 0) > 0
    assert Lexicon(table).count("وزير", 0) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["lexicon.txt", "news.jsonl.gz"]


def test_without_arguments_it_says_what_it_needs() -> None:
    command = [sys.executable, "-m", "index.training.count_words"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "OUTPUT" in done.stderr
