"""The fifteen traps of a codec inside Whoosh, and Whoosh's own bugs: none bites naba.

Each trap has the test named after it. What has its tests elsewhere, or cannot be tested:

* Trap 1 (the pickled table of contents) also in ``test_trust``; trap 14 (Whoosh never syncs)
  in ``test_durability``, which lists every sync before a commit.
* Documents lost when a writer's process dies (``MpWriter``): ``test_update`` kills workers.
* ``Prefix`` that does not score its constant, ``And`` with ``Not`` that adds one to every
  score, ``AndNot``, ``DisjunctionMax``: ``tests/search/test_execute``.
* Undeleting raises TypeError in Whoosh: naba has no undelete; an article that comes again is
  indexed again.
* ``W3Codec(inlinelimit=2)``, the date parser, ``BufferedWriter``, ``AsyncWriter``, fragmenters:
  not used.
* Column offsets of 32 bits overflow near 800,000 articles: naba's are of 64 (``index.columns``);
  a test would need 4 GB.
"""

import datetime as dt
import math
import pickle
import pickletools
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from mmap import mmap
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh import query as wq
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, open_dir
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from index import Article, IndexFormat, Report, build, check_index, open_snapshot
from index.analysis import Analyzer
from index.codec import ArrayCodec, ArraySegment
from index.store.storage import read_generation
from search import Engine, open_index
from tests.support import article, committed

WORDS = ["ميناء", "سفينة", "قمح", "مدرسة", "جسر", "ملعب", "نهر", "طبيب"]
EXACT = {word: Analyzer()(word)[0].exact for word in WORDS}


def news(number: int, *, words: int = 30, salt: int = 0, text: str = "", **values: Any) -> Article:
    chance = random.Random(number * 31 + salt)
    text = text or " ".join(chance.choices(WORDS, range(len(WORDS), 0, -1), k=words))
    values = {"persons": (f"سامر {number % 3}",), "tags": (f"ت{number % 2}",)} | values
    return article(number, text, **values)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Three segments; two articles of the first came again in the third."""
    return committed(
        tmp_path / "index",
        [news(n) for n in range(40)],
        [news(n) for n in range(40, 60)],
        [news(n, salt=5) for n in (3, 7, 60)],
    )


def stock(directory: Path) -> Any:
    return open_dir(directory).searcher()


def scores(searcher: Any, query: Any) -> dict[int, float]:
    return {hit.docnum: hit.score for hit in searcher.search(query, limit=None)}


def test_1_the_names_in_the_table_of_contents_stay(index: Path) -> None:
    """Stock Whoosh needs these importable; an index of today must open tomorrow."""
    toc = TOC.read(FileStorage(str(index)), "MAIN")
    pickles = pickle.dumps(toc.schema, 2), pickle.dumps(toc.segments, 2)
    found = (step for data in pickles for step in pickletools.genops(data))
    names = {arg for op, arg, _ in found if op.name == "GLOBAL"}
    stock_names = {
        *("whoosh.fields Schema", "whoosh.fields COLUMN", "whoosh.fields ID"),
        *("whoosh.fields NUMERIC", "whoosh.columns NumericColumn", "whoosh.formats Existence"),
        *("whoosh.formats Positions", "whoosh.formats Frequency"),
        "whoosh.analysis.tokenizers IDTokenizer",
        *("whoosh.analysis.analyzers CompositeAnalyzer", "__builtin__ long", "__builtin__ set"),
        "collections defaultdict",
    }
    assert names - stock_names == {
        *("index.codec.codec ArrayCodec", "index.codec.codec ArraySegment"),
        *("index.columns BytesColumn", "index.columns FacetColumn", "index.schema FacetField"),
        *("index.schema ViewField", "index.schema ViewTokenizer"),
    }


def test_2_a_stock_writer_that_converts_segments_is_noticed(index: Path) -> None:
    open_dir(index).optimize()
    with pytest.raises(IndexFormat, match="naba index --rebuild"):
        open_snapshot(index)


def test_2_own_runs_and_merges_keep_the_codec(index: Path) -> None:
    for number in range(100, 109):
        build([news(number)], index)
    segments = read_generation(index).segments
    assert {type(segment) for segment in segments} == {ArraySegment}
    assert sum(segment.doc_count() for segment in segments) == 70


def test_3_terms_of_one_segment_do_not_break_the_others(index: Path) -> None:
    build([news(61, text="زيتون زيتونة زيت")], index)
    with stock(index) as searcher:
        reader = searcher.reader()
        assert reader.doc_frequency("body", "غائب") == reader.frequency("body", "غائب") == 0
        assert reader.doc_frequency("body", EXACT["قمح"]) > 1
        with pytest.raises(TermNotFound):
            reader.term_info("body", "غائب")
        for query in (
            wq.Prefix("body", "زيت"),
            wq.Wildcard("body", "زي*"),
            wq.FuzzyTerm("body", "زيتو"),
        ):
            assert len(searcher.search(query)) == 1
    with open_index(index) as engine:
        assert engine.search("زيت*").total == engine.search("زيتوم~").total == 1


def test_4_a_segment_is_one_mapped_file_and_its_arrays_are_not_copied(index: Path) -> None:
    """Whoosh's own compound files are pickled in part, and their parts lie unaligned."""
    generation = read_generation(index)
    assert not any(segment.should_assemble() for segment in generation.segments)
    snapshot = open_snapshot(index)
    for leaf, segment in zip(snapshot.leaves, generation.segments, strict=True):
        field = leaf.field("body")
        assert field is not None
        assert isinstance(field.buffer.obj, mmap)
        whole = field.buffer.obj[:]
        assert whole == (index / segment.file_name).read_bytes()
        at = whole.index(bytes(field.buffer))
        assert at % 8 == 0
        assert np.shares_memory(field.windows, np.frombuffer(field.buffer.obj, np.uint8))
    for path in index.glob("*.seg"):
        path.unlink()
    assert snapshot.leaves[0].field("body").find(EXACT["قمح"].encode()) is not None
    snapshot.close()


def test_5_whoosh_knows_every_file_as_its_segments(index: Path) -> None:
    """What it does not know so, it never clears away."""
    generation = read_generation(index)
    live = {segment.segment_id() for segment in generation.segments}
    pattern = TOC._segment_pattern("MAIN")
    number = generation.number
    files = {f"naba_{number}.{end}" for end in ("json", "names", "copies")}
    own = {*files, "naba.inventory"}
    others = {"MAIN_WRITELOCK", f"_MAIN_{number}.toc", *own}
    for path in index.iterdir():
        assert path.is_file() and path.name.isascii()
        if path.name not in others:
            assert pattern.fullmatch(path.name).group(1) in live
    build([news(1)], index, rebuild=True)
    assert not live & {path.name.partition(".")[0] for path in index.iterdir()}


def test_6_stock_whoosh_merges_the_arrays(index: Path) -> None:
    phrases = [wq.Phrase("body", [EXACT[a], EXACT[b]]) for a in WORDS[:3] for b in WORDS[:3]]
    with stock(index) as searcher:
        before = [len(searcher.search(phrase, limit=None)) for phrase in phrases]
    writer = open_dir(index).writer(codec=ArrayCodec())
    writer.commit(optimize=True)
    with stock(index) as searcher:
        assert len(searcher.leaf_searchers()) == 1
        assert [len(searcher.search(phrase, limit=None)) for phrase in phrases] == before
        assert sum(before) > 20


def test_7_scores_are_bm25f_of_rounded_lengths_and_deleted_articles(tmp_path: Path) -> None:
    build([news(n, words=300 if n % 2 else 30) for n in range(20)], tmp_path)
    build([news(n, salt=5, words=100) for n in (0, 1, 2)], tmp_path)
    word = EXACT["قمح"]
    with stock(tmp_path) as searcher:
        documents = [news(n, words=300 if n % 2 else 30) for n in range(20)]
        documents += [news(n, salt=5, words=100) for n in (0, 1, 2)]
        counts = [Counter(article.text.split())["قمح"] for article in documents]
        sizes = [len(article.text.split()) for article in documents]
        idf = math.log(len(documents) / (sum(map(bool, counts)) + 1)) + 1
        average = sum(sizes) / len(sizes)
        expected = {}
        for number, (count, size) in enumerate(zip(counts, sizes, strict=True)):
            if count and number not in (0, 1, 2):
                rounded = byte_to_length(length_to_byte(size))
                norm = 1.2 * (0.25 + 0.75 * rounded / average)
                expected[number] = idf * count * 2.2 / (count + norm)
        assert byte_to_length(length_to_byte(300)) != 300
        assert scores(searcher, wq.Term("body", word)) == pytest.approx(expected, abs=1e-9)


def test_8_deleted_articles_are_gone_for_both(index: Path) -> None:
    with open_index(index) as engine, stock(index) as searcher:
        assert len(searcher.search(wq.Every(), limit=None)) == engine.search().total == 61
        assert engine.search("قمح", match="any", limit=99).total == len(
            searcher.search(wq.Term("body", EXACT["قمح"]), limit=None)
        )
        assert sum(f.count for f in engine.search().facets["tag"]) == 61


_TWO_WORKERS = """
import sys
from index import Article, build
from index.run import conductor, indexer
if __name__ == "__main__":
    indexer.INLINE_LIMIT, conductor.BATCH = 0, 10
    news = (Article(id=str(n), text=f"خبر {n}", persons=()) for n in range(60))
    build(news, sys.argv[1], workers=2)
    assert not {"whoosh.multiproc", "whoosh.writing"} & sys.modules.keys()
"""


def test_9_workers_share_no_folder_and_no_whoosh_writer(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(_TWO_WORKERS)
    directory = tmp_path / "ix"  # a folder beside the script must not pass for the package
    subprocess.run([sys.executable, str(script), str(directory)], check=True)
    with open_index(directory) as engine:
        assert engine.stats().articles == 60
    assert not [path for path in directory.iterdir() if path.is_dir()]


def test_10_spelling_walks_the_terms(index: Path) -> None:
    with stock(index) as searcher:
        assert EXACT["سفينة"] in searcher.corrector("body").suggest(EXACT["سفينة"][:-1] + "و")
        terms = list(searcher.reader().lexicon("body"))
        assert terms == sorted(EXACT[word].encode() for word in WORDS)


def test_11_arrays_outlive_the_snapshot(index: Path) -> None:
    snapshot = open_snapshot(index)
    leaf = snapshot.leaves[0]
    field = leaf.field("body")
    assert field is not None
    number = field.find(EXACT["قمح"].encode())
    assert number is not None
    before = field.docs(number).tolist(), leaf.ordinals("person").of(0), leaf.dates().tolist()
    snapshot.close()
    assert (
        field.docs(number).tolist(),
        leaf.ordinals("person").of(0),
        leaf.dates().tolist(),
    ) == before


@pytest.mark.parametrize("query", ["قمح AND *", "* AND قمح", "+قمح +*", "(قمح) و (*)"])
def test_12_and_everything_is_not_everything(index: Path, query: str) -> None:
    build([news(200, text="لا شيء هنا")], index)
    with open_index(index) as engine:
        wanted = {hit.id for hit in engine.search("قمح", limit=99).hits}
        assert {hit.id for hit in engine.search(query, limit=99).hits} == wanted
        assert 0 < len(wanted) < engine.search().total


def test_13_an_article_that_fails_leaves_no_postings(tmp_path: Path) -> None:
    broken = news(1, text="سرية", persons=(5,))
    assert build([news(0), broken, news(2)], tmp_path) == Report(added=2, rejected=1)
    with open_index(tmp_path) as engine:
        assert engine.search("سرية", match="all").total == 0
        assert {hit.id for hit in engine.search().hits} == {"0", "2"}
    assert check_index(tmp_path) == []
    assert build([news(1)], tmp_path) == Report(added=1)


def test_13_of_two_versions_in_one_run_the_last_stays(tmp_path: Path) -> None:
    build([news(0, text="أول"), news(1), news(0, text="ثان")], tmp_path)
    with open_index(tmp_path) as engine:
        assert engine.stats().articles == 2
        assert engine.search("أول", match="all").total == 0
        assert [hit.id for hit in engine.search("ثان", match="all").hits] == ["0"]


def test_15_facets_count_over_segments(index: Path) -> None:
    kept = [news(n) for n in range(60) if n not in (3, 7)]
    kept += [news(n, salt=5) for n in (3, 7, 60)]
    for asked in ("", "ملعب"):
        matching = [article for article in kept if not asked or asked in article.text.split()]
        with open_index(index) as engine:
            facets = engine.search(asked, facets=10).facets
        for facet, of in (("person", lambda a: a.persons), ("tag", lambda a: a.tags)):
            expected = Counter(value for article in matching for value in of(article))
            assert {f.value: f.count for f in facets[facet]} == expected


def test_bug_open_ranges_of_numbers_match_what_they_say(tmp_path: Path) -> None:
    days = [dt.date(1969, 7, 20), dt.date(2024, 1, 1), dt.date(2024, 6, 1), None]
    build([news(n, date=day) for n, day in enumerate(days)], tmp_path)
    with open_index(tmp_path) as engine:

        def found(query: str) -> set[str]:
            return {hit.id for hit in engine.search(query).hits}

        assert found("date:[* TO 2024-01-31]") == {"0", "1"}
        assert found("date:[2024-01-31 TO *]") == {"2"}


def test_bug_excluding_a_word_leaves_scores_alone(index: Path) -> None:
    with open_index(index) as engine:
        alone = {hit.id: hit.score for hit in engine.search("قمح", limit=99).hits}
        kept = {hit.id: hit.score for hit in engine.search("قمح -طبيب", limit=99).hits}
    assert 0 < len(kept) < len(alone)
    assert kept == {name: alone[name] for name in kept}


def test_bug_a_merge_changes_no_score(tmp_path: Path) -> None:
    """Whoosh sums rounded lengths when it merges, and every score moves."""
    articles = [news(n, words=37 + 13 * n) for n in range(48)]
    for start in range(0, 48, 6):
        build(articles[start : start + 6], tmp_path / "merged")
    build(articles, tmp_path / "whole")
    found = []
    for name in ("merged", "whole"):
        assert len(read_generation(tmp_path / name).segments) == 1
        with open_index(tmp_path / name) as engine:
            hits = engine.search("قمح طبيب", match="any", limit=99).hits
            found.append({hit.id: hit.score for hit in hits})
    assert found[0] == pytest.approx(found[1], abs=1e-12)


def test_bug_a_failed_run_gives_the_lock_back(index: Path) -> None:
    def failing() -> Any:
        yield news(70)
        raise RuntimeError("the source fails")

    with pytest.raises(RuntimeError):
        build(failing(), index)
    assert build([news(70)], index).added + build([news(70)], index).unchanged >= 1


def test_bug_the_storage_is_an_ordinary_folder(index: Path) -> None:
    """Threads and processes open it at once, each with files of its own."""
    engines: list[Engine] = [open_index(index) for _ in range(3)]
    ask: Callable[[Engine], int] = lambda engine: engine.search("قمح").total  # noqa: E731
    assert len({ask(engine) for engine in engines}) == 1
    engines[0].close()
    assert ask(engines[1]) == ask(engines[2])
    assert FileStorage(str(index)).file_exists("MAIN_WRITELOCK")
