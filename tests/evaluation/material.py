"""Where the judged material lies, and what is expected of it.

The sets are no part of the project (their texts belong to their publishers). They are looked
for in ``$NABA_SHARED``, else in ``shared`` beside the checkout; without them nothing here runs.
"""

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
RETRIEVAL = ("arcd", "tydi_dev_ar", "xquad_ar", "factcheck", "ant_title", "ant_abstract")
QUICK = ("arcd",)
"""Sets small enough for every run of the tests."""


class Missing(Exception):
    """Something that a measurement needs is not on this machine; says what."""


@dataclass(frozen=True)
class JudgedSet:
    """Articles, questions, and which articles answer which question."""

    name: str
    folder: Path

    @property
    def corpus(self) -> Path:
        """JSON Lines of id, title, text; gzip."""
        return self.folder / "corpus.jsonl.gz"

    @property
    def queries(self) -> Path:
        """Lines of id TAB text."""
        return self.folder / "queries.tsv"

    @property
    def judgements(self) -> list[tuple[str, str, int]]:
        """Question, article and relevance."""
        lines = (self.folder / "qrels.tsv").read_text("utf-8").splitlines()
        return [(qid, doc, int(grade)) for qid, doc, grade in map(str.split, lines)]


def shared() -> Path:
    """The folder of the material. Raises Missing."""
    folder = Path(os.environ.get("NABA_SHARED", HERE.parents[2] / "shared"))
    if not (folder / "eval").is_dir():
        raise Missing(f"no judged sets in {folder}: set NABA_SHARED to the folder that has eval/")
    return folder


def judged_set(name: str) -> JudgedSet:
    """One set by name. Raises Missing."""
    folder = shared() / "eval" / "retrieval" / name
    if not folder.is_dir():
        raise Missing(f"no set {name} in {folder.parent}")
    return JudgedSet(name, folder)


@cache
def expected(name: str) -> dict[str, dict[str, float]]:
    """What is on record for a set: system (or view) to measure to figure; empty if nothing is."""
    path = EXPECTED / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def record(name: str, figures: dict[str, dict[str, float]]) -> None:
    """Put figures on record; systems that were not measured keep theirs."""
    lines: list[str] = []
    for system, measures in (expected(name) | figures).items():
        lines += [f"[{system}]", *(f'"{m}" = {v:.4f}' for m, v in measures.items()), ""]
    (EXPECTED / f"{name}.toml").write_text("\n".join(lines), "utf-8")
