"""How often a query in English or French finds the Arabic article it was written for.

    python -m tests.evaluation.across --index DIR [--encoder ADDRESS --encoder-model NAME]

DIR is an index, with vectors, of articles of the ANT corpus 2.1 among which those of
``meaning/queries.tsv`` and ``meaning/held_queries.tsv`` are: lines of language, article and query,
written for this measurement from the beginning of each article. The first may be looked at when
something is chosen, the second are to measure what was. Printed is the share of queries whose
article is among the first ten, by meaning (as ``--meaning auto`` has it) and by words alone.
"""

import argparse
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from index import open_encoder
from search import Engine, open_index
from tests.evaluation.material import HERE

FIRST = 10
QUERIES = HERE / "meaning" / "queries.tsv"
HELD = HERE / "meaning" / "held_queries.tsv"


class Asked(NamedTuple):
    """A query in a language, and the article that it means."""

    language: str
    article: str
    query: str


def queries(path: Path) -> list[Asked]:
    """All queries of a file, by language."""
    lines = path.read_text("utf-8").splitlines()
    return [Asked(*line.split("\t")) for line in lines]


def shares(engine: Engine, path: Path) -> Iterator[tuple[str, int, float, float]]:
    """Yield each language, its queries of articles that are there, and the shares that are found:
    by meaning, and by words alone.
    """
    for language, asked in groupby(queries(path), lambda one: one.language):
        there = [one for one in asked if engine.article(one.article) is not None]
        found = [
            sum(_finds(engine, one, mode) for one in there) / max(len(there), 1)
            for mode in ("auto", "off")
        ]
        yield language, len(there), found[0], found[1]


def _finds(engine: Engine, one: Asked, mode: str) -> bool:
    hits = engine.search(one.query, meaning=mode, limit=FIRST, facets=0, bare=True).hits
    return one.article in [hit.id for hit in hits]


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.across")
    parser.add_argument("--index", required=True)
    parser.add_argument("--encoder")
    parser.add_argument("--encoder-model")
    args = parser.parse_args()
    encoder = open_encoder(args.encoder, args.encoder_model) if args.encoder else None
    with open_index(args.index, encoder=encoder) as engine:
        print(f"{'':22}{'queries':>9}{'meaning':>9}{'words':>9}")
        for path in (QUERIES, HELD):
            for language, number, meaning, words in shares(engine, path):
                name = f"{path.stem} {language}"
                print(f"{name:22}{number:9}{meaning:9.3f}{words:9.3f}")


if __name__ == "__main__":
    main()
