"""Draws rare values of the facets with a sentence of each article, for a reader to mark.

    python -m tests.evaluation.ner.drawn --index DIR [--seed N] [--number 60] [--articles 2-4]

Prints tab-separated lines: kind, value, article, the words around its first
mention, which stands between brackets. A value that is no name, is cut, or has a word too many is
wrong; the share of wrong ones among those drawn is the figure.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterator

from index.entities import Extractor
from index.facets import KINDS, Kind
from search import Engine, Filters, open_index

_FILTERS: dict[Kind, Callable[[str], Filters]] = {
    "person": lambda value: Filters(person=(value,)),
    "place": lambda value: Filters(place=(value,)),
    "org": lambda value: Filters(org=(value,)),
}
_AROUND = 60
"""Characters on each side of a mention."""


def drawn(engine: Engine, kind: Kind, least: int, most: int, number: int, seed: int) -> list[str]:
    """Return ``number`` values that ``least`` to ``most`` articles hold, the same for one seed."""
    values = engine.facet_values(kind, limit=sys.maxsize)
    rare = sorted(value.value for value in values if least <= value.count <= most)
    return random.Random(seed).sample(rare, min(number, len(rare)))


def sentences(engine: Engine, extract: Extractor, kind: Kind, value: str) -> Iterator[list[str]]:
    """Yield the articles that hold a value, each with the words around the first mention."""
    for hit in engine.search("", filters=_FILTERS[kind](value), limit=10, facets=0).hits:
        article = engine.article(hit.id)
        assert article is not None
        text = f"{article.title}\n{article.text}"
        names = engine._state.facets[kind]
        own = (m for m in extract(text) if m.kind == kind and names.canonical(m.name) == value)
        if (mention := next(own, None)) is not None:
            before = text[max(0, mention.start - _AROUND) : mention.start]
            after = text[mention.end : mention.end + _AROUND]
            yield [hit.id, " ".join(f"{before}[{mention.text}]{after}".split())]


def main() -> None:
    """Print the values drawn of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=60)
    parser.add_argument("--articles", default="2-4", metavar="LEAST-MOST")
    args = parser.parse_args()
    least, most = map(int, args.articles.split("-"))
    extract = Extractor()
    with open_index(args.index) as engine:
        for kind in KINDS:
            for value in drawn(engine, kind, least, most, args.number, args.seed):
                for found in sentences(engine, extract, kind, value):
                    print(kind, value, *found, sep="\t")


if __name__ == "__main__":
    main()
