"""Names found in news against what a reader listed: precision and recall of distinct names.

``gold.tsv`` lists, for 60 articles of the ANT corpora, the distinct names a reader would want as
values of facets: half of the articles, id, kind, and the name with other right spellings after
``|``. A name that begins with ``?`` may be found or not. ``recent.tsv`` has sentences written for
naba on events of 2020 and later. The half ``open`` (``dev`` in ``gold.tsv``) may be looked at
while rules are written, the other one only measures.
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from index.entities import Extractor, name_key
from index.facets import KINDS, Kind
from tests.evaluation.material import Missing, shared

HERE = Path(__file__).parent
Accepted = list[list[str]]
"""Names, each with all its right spellings; the first begins with ``?`` when it is optional."""


class Case(NamedTuple):
    """A text with the names a reader lists in it, by kind."""

    id: str
    half: str
    text: str
    names: dict[Kind, Accepted]


class Counts(NamedTuple):
    """Names that are right, found, and wanted; and the names that are wrong or missed."""

    right: int
    found: int
    wanted: int
    wrong: list[str]
    missed: list[str]

    @property
    def precision(self) -> float:
        """Share of what is found that is right."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of what is wanted that is found."""
        return self.right / max(1, self.wanted)


def gold() -> list[Case]:
    """Return the annotated articles. Raises Missing without the corpora."""
    names: dict[str, dict[Kind, Accepted]] = defaultdict(lambda: {kind: [] for kind in KINDS})
    halves: dict[str, str] = {}
    for line in _lines(HERE / "gold.tsv"):
        half, id, kind, spellings = line
        halves[id] = half
        names[id][_kind(kind)].append(spellings.split("|"))
    return [Case(id, halves[id], text, names[id]) for id, text in _texts(set(halves))]


def recent() -> list[Case]:
    """Return the sentences on recent events."""
    cases = []
    for number, (half, text, *cells) in enumerate(_lines(HERE / "recent.tsv"), 1):
        lists = [[name.split("=") for name in cell.split("|") if name] for cell in cells]
        cases.append(Case(str(number), half, text, dict(zip(KINDS, lists, strict=True))))
    return cases


def score(kind: Kind, accepted: Accepted, found: Iterable[str]) -> Counts:
    """Count one text's distinct names of one kind."""
    keys = {name_key(kind, name): name for name in found}
    wrong = dict(keys)
    wanted = right = optional = 0
    missed = []
    for spellings in accepted:
        hits = {name_key(kind, spelling.lstrip("?")) for spelling in spellings} & wrong.keys()
        for key in hits:
            del wrong[key]
        if spellings[0].startswith("?"):
            optional += len(hits)
            continue
        wanted += 1
        right += bool(hits)
        optional += max(0, len(hits) - 1)
        if not hits:
            missed.append(spellings[0])
    return Counts(right, len(keys) - optional, wanted, list(wrong.values()), missed)


def measure(cases: list[Case], extract: Extractor) -> dict[str, Counts]:
    """Return the counts of each kind over all texts, and under ``"all"`` those of all kinds."""
    totals: dict[str, Counts] = {kind: Counts(0, 0, 0, [], []) for kind in (*KINDS, "all")}
    for case, mentions in zip(cases, extract.batch([c.text for c in cases]), strict=True):
        for kind in KINDS:
            one = score(kind, case.names[kind], {m.name for m in mentions if m.kind == kind})
            for group in (kind, "all"):
                totals[group] = Counts(*(a + b for a, b in zip(totals[group], one, strict=True)))
    return totals


def _kind(word: str) -> Kind:
    return next(kind for kind in KINDS if kind == word)


def _lines(path: Path) -> Iterator[list[str]]:
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def _texts(wanted: set[str]) -> Iterator[tuple[str, str]]:
    folder = shared() / "corpora"
    paths = sorted(folder.glob("ant_*.jsonl.gz"))
    if not paths:
        raise Missing(f"no corpora in {folder}")
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if record["id"] in wanted:
                    yield record["id"], f"{record['title']}\n{record['text']}"


def main() -> None:
    """Print precision and recall by half and kind."""
    extract = Extractor()
    for name, cases in (("articles", gold()), ("recent", recent())):
        for half in sorted({case.half for case in cases}):
            for kind, counts in measure([c for c in cases if c.half == half], extract).items():
                print(
                    f"{name:9}{half:6}{kind:7} precision {counts.precision:.3f}"
                    f" recall {counts.recall:.3f} ({counts.wanted} names)"
                )


if __name__ == "__main__":
    sys.exit(main())
