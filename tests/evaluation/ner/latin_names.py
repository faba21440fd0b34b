"""Names typed in Latin letters against an index: how many reach the Arabic name that is meant.

    python -m tests.evaluation.ner.latin_names --index DIR [--half open|held]

``latin.tsv`` lists names of the news of 2018 (the index is one of ANT corpus 2.1). A name is
found when the names that ``--person`` or ``--place`` finds have it, and *at once* when no other
stands in more articles. The half ``open`` may be looked at while rules are written, and is printed
name by name; the other one only measures.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from index.entities import name_key
from index.facets import KINDS, Kind
from search import Engine, open_index

LIST = Path(__file__).with_name("latin.tsv")


def lines(half: str) -> Iterator[tuple[Kind, str, str]]:
    """Yield kind, Latin spelling and Arabic name of a half of the list."""
    for line in LIST.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            own, word, latin, arabic = line.split("\t")
            if own == half:
                yield next(kind for kind in KINDS if kind == word), latin, arabic


def meant(engine: Engine, kind: Kind, latin: str) -> list[str]:
    """Return the names an index has that a Latin one may mean, the most frequent first."""
    names = engine._state.facets[kind]
    found = set(names.resolve(latin))
    counts = {v.value: v.count for v in engine.facet_values(kind, limit=sys.maxsize)}
    return sorted(found, key=lambda name: -counts.get(name, 0))


def main() -> None:
    """Print the share found, by kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", required=True)
    parser.add_argument("--half", default="open", choices=("open", "held"))
    args = parser.parse_args()
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    first: Counter[str] = Counter()
    with open_index(args.index) as engine:
        for kind, latin, arabic in lines(args.half):
            keys = [name_key(kind, name) for name in meant(engine, kind, latin)]
            wanted = name_key(kind, arabic)
            total[kind] += 1
            found[kind] += wanted in keys
            first[kind] += keys[:1] == [wanted]
            if args.half == "open" and keys[:1] != [wanted]:
                print(
                    latin, arabic, "only among others" if wanted in keys else "not found", keys[:3]
                )
    for kind in total:
        print(f"{args.half} {kind:7} found {found[kind]} of {total[kind]}, at once {first[kind]}")


if __name__ == "__main__":
    main()
