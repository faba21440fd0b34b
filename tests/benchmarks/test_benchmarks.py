"""The benchmarks measure the same work: engines agree on what matches."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.benchmarks import counting
from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.engines import ENGINES, Engine, Naba
from tests.benchmarks.measure import table
from tests.benchmarks.plot import svg
from tests.benchmarks.shared import run_shared
from tests.support import NEWS, committed


def test_engines_find_and_count_the_same(tmp_path: Path) -> None:
    """naba too when it looks for words as they stand; by their stems it finds no fewer."""
    queries = write_corpus(tmp_path / "news.jsonl", 60, seed=1)[::9]
    assert {query.kind for query in queries} >= {"frequent", "rare", "and2", "or3", "phrase2"}
    engines: dict[str, Engine] = {
        "fts5": ENGINES["fts5"](),
        "whoosh": ENGINES["whoosh"](),
        "exact": Naba(exact=True),
        "naba": Naba(),
    }
    found, counted = {}, {}
    for name, engine in engines.items():
        (tmp_path / name).mkdir()
        engine.build(tmp_path / "news.jsonl", tmp_path / name)
        engine.open(tmp_path / name)
        found[name] = [engine.top(*query) for query in queries]
        counted[name] = [engine.facets(*query) for query in queries]
    assert found["exact"] == found["fts5"] == found["whoosh"]
    assert counted["exact"] == counted["fts5"] == counted["whoosh"]
    assert min(found["fts5"]) >= 1
    pairs = zip(found["naba"], found["exact"], strict=True)
    assert all(stems >= words for stems, words in pairs)


def test_one_seed_is_one_corpus(tmp_path: Path) -> None:
    first, again, other = (tmp_path / name for name in "abc")
    assert write_corpus(first, 30, 3) == write_corpus(again, 30, 3)
    write_corpus(other, 30, 4)
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()


def test_tables_have_ratios() -> None:
    made = table("t", ["naba", "x"], {"naba": {"ms": 2.0}, "x": {"ms": 3.0}})
    assert made.splitlines()[-1] == "| ms | 2 | 3 (1.50 ×) |"


def test_a_plot_has_a_bar_for_each_figure() -> None:
    made = svg("t & t", ["naba", "x"], {"naba": {"ms": 2.0, "<": 0.1}, "x": {"ms": 300, "<": 1}})
    root = ElementTree.fromstring(made)
    bars = [float(bar.get("width", 0)) for bar in root.findall("{*}rect")[1:]]
    bars = bars[2:]  # without those of the legend
    assert len(bars) == 4 and bars[0] < bars[1] == max(bars) and bars[2] < bars[3]
    texts = [text.text for text in root.findall("{*}text")]
    assert {"t & t", "<", "2", "300"} <= {*texts}


def test_without_the_other_bench_nothing_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_shared(tmp_path / "none", tmp_path / "work", "1k", "naba", 1) == 0
    assert "nothing to run" in capsys.readouterr().out
    assert not (tmp_path / "work").exists()


def test_what_counting_takes_is_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    index = committed(tmp_path, NEWS)
    monkeypatch.setattr("sys.argv", ["counting", "--index", str(index), "--rounds", "1"])
    counting.main()
    head, _rule, *rows = capsys.readouterr().out.splitlines()
    assert head.startswith("| 5 articles")
    assert {row.count("|") for row in rows} == {5}
    assert any("copies folded" in row for row in rows) and any("compare" in row for row in rows)
