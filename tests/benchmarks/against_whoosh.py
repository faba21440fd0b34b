"""naba beside stock Whoosh on generated articles: one run, ratios.

    python -m tests.benchmarks.against_whoosh [--articles 2000] [--seed 7]

Articles are drawn from the words of the shipped lexicon by their frequency (seeded, about 250
words each, entities given), so that the run needs nothing else. Stock Whoosh gets the same
texts through a regular-expression tokenizer, without any Arabic analysis, which favours it.
Times are CPU seconds: compare columns of one run, never of two.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles

from whoosh import fields, query
from whoosh.analysis import RegexTokenizer
from whoosh.index import create_in, open_dir
from whoosh.sorting import FieldFacet

from index import Article, build
from index.analysis.lexicon import LEXICON_FILE, lexicon
from search import Engine, open_index

SURNAMES = ["النجار", "الحداد", "الخطيب", "القاسم", "المصري", "الشامي", "الطويل"]
PEOPLE = [f"سامر {name}" for name in SURNAMES]
PLACES = ["دمشق", "بغداد", "بيروت", "عمان", "الرباط", "تونس", "القاهرة"]


def words() -> tuple[list[str], list[float]]:
    """The lexicon's words and their running counts."""
    lines = LEXICON_FILE.read_text("utf-8").splitlines()
    known = [line[:-1] for line in lines if not line.startswith("#")]
    return known, list(accumulate(map(lexicon().count, known)))


def articles(count: int, seed: int) -> Iterator[Article]:
    chance = random.Random(seed)
    vocabulary, weights = words()
    for number in range(count):
        size = min(1500, max(40, int(chance.lognormvariate(5.3, 0.6))))
        text = " ".join(chance.choices(vocabulary, cum_weights=weights, k=size))
        yield Article(
            id=str(number),
            title=" ".join(text.split()[:8]),
            text=text,
            persons=tuple(chance.sample(PEOPLE, 3)),
            places=tuple(chance.sample(PLACES, 2)),
            orgs=(),
        )


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def build_stock(news: list[Article], directory: Path) -> None:
    schema = fields.Schema(
        id=fields.ID(stored=True),
        title=fields.TEXT(analyzer=RegexTokenizer()),
        body=fields.TEXT(analyzer=RegexTokenizer()),
        person=fields.KEYWORD(commas=True),
        place=fields.KEYWORD(commas=True),
        text=fields.STORED,
    )
    writer = create_in(directory, schema).writer()
    for one in news:
        writer.add_document(
            id=one.id,
            title=one.title,
            body=one.text,
            person=",".join(one.persons or ()),
            place=",".join(one.places or ()),
            text=one.text,
        )
    writer.commit()


def ask_stock(searcher: object, words: list[str], *, facets: bool) -> None:
    tree = query.And([query.Or([query.Term("title", w), query.Term("body", w)]) for w in words])
    grouped = [FieldFacet(name, allow_overlap=True) for name in ("person", "place")]
    options = {"groupedby": {f.fieldname: f for f in grouped}} if facets else {}
    len(searcher.search(tree, limit=10, **options))  # type: ignore[attr-defined]


def ask_naba(engine: Engine, words: list[str], *, facets: bool) -> None:
    engine.search(" ".join(words), match="all", facets=10 if facets else 0, bare=True)


def size(directory: Path) -> float:
    return sum(path.stat().st_size for path in directory.iterdir()) / 1e6


def row(name: str, naba: float, stock: float, form: str = "{:,.1f}") -> None:
    ratio = stock / naba if "a second" not in name else naba / stock
    print(f"{name:44}{form.format(naba):>12}{form.format(stock):>12}{ratio:>9.1f}x")


def main() -> int:
    parser = argparse.ArgumentParser(description="naba beside stock Whoosh")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    news = list(articles(options.articles, options.seed))
    chance = random.Random(options.seed)
    asked = [chance.sample(chance.choice(news).text.split(), 2) for _ in range(100)]
    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = Path(scratch, "naba"), Path(scratch, "stock")
        theirs.mkdir()
        times = [cpu(lambda: build(news, ours)), cpu(lambda: build_stock(news, theirs))]
        print(f"{len(news):,} articles{'':32}{'naba':>12}{'Whoosh':>12}{'better':>10}")
        row("articles indexed a second", *(len(news) / spent for spent in times))
        row("index with stored text, MB", size(ours), size(theirs))
        with open_index(ours) as engine, open_dir(theirs).searcher() as searcher:
            for facets in (False, True):
                spent = []
                for ask, on in ((ask_naba, engine), (ask_stock, searcher)):
                    ask(on, asked[0], facets=facets)
                    runs = (partial(ask, on, pair, facets=facets) for pair in asked)
                    spent.append([1000 * cpu(run) for run in runs])
                what = "two words, total, " + ("facets" if facets else "top 10")
                row(f"{what}: median ms", *map(median, spent), form="{:,.2f}")
                row(f"{what}: 95 % ms", *(quantiles(s, n=20)[-1] for s in spent), form="{:,.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
