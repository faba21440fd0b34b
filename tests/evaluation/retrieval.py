"""Judged questions through the product's own commands, scored; Lucene beside it.

naba: ``naba index``, then ``naba query --batch`` with its default options. Lucene:
ArabicAnalyzer over title and text as one field, BM25 with its defaults and with those of
Anserini; the better of the two by nDCG@10 counts.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.evaluation.material import HERE, JudgedSet, Missing

DEPTH = 100
MEASURES = ("nDCG@10", "RR@10", "R@100")
LUCENE_BM25 = (("1.2", "0.75"), ("0.9", "0.4"))

Figures = dict[str, float]


def naba(judged: JudgedSet) -> Figures:
    """Index a set and rank its questions. Raises Missing."""
    _scorer()
    with tempfile.TemporaryDirectory() as folder:
        options = ["--index", folder]
        _naba("index", *options, "--no-entities", str(judged.corpus))
        batch = ["--batch", str(judged.queries), "--format", "trec", "--limit", str(DEPTH)]
        run = Path(folder, "run")
        run.write_text(_naba("query", *options, *batch), "utf-8")
        return score(judged, run)


def lucene(judged: JudgedSet) -> Figures:
    """The same by Lucene's ArabicAnalyzer, with the better parameters. Raises Missing."""
    jar = os.environ.get("LUCENE_JAR", "")
    if not Path(jar).is_file():
        raise Missing("no Lucene: set LUCENE_JAR to a jar that holds lucene-core and its analyzers")
    if not shutil.which("java"):
        raise Missing("no java on the PATH")
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus.tsv")
        with gzip.open(judged.corpus, "rt", encoding="utf-8") as lines:
            articles = map(json.loads, lines)
            corpus.write_text("".join(map(_as_line, articles)), "utf-8")
        runs = [Path(folder, f"run{i}") for i in range(len(LUCENE_BM25))]
        asked = [x for bm25, run in zip(LUCENE_BM25, runs, strict=True) for x in (*bm25, str(run))]
        program = str(HERE / "ArabicAnalyzerRun.java")
        where = [str(corpus), str(judged.queries), str(DEPTH)]
        done = subprocess.run(
            ["java", "-cp", jar, program, *where, *asked], capture_output=True, encoding="utf-8"
        )
        if done.returncode:
            raise Missing(f"Lucene did not run: {done.stderr.strip().splitlines()[-1:]}")
        return max((score(judged, run) for run in runs), key=lambda figures: figures["nDCG@10"])


def score(judged: JudgedSet, run: Path) -> Figures:
    """Mean of each measure over the judged questions (0 for one without hits). Raises Missing."""
    ir_measures = _scorer()
    wanted = [ir_measures.parse_measure(name) for name in MEASURES]
    judgements = [ir_measures.Qrel(*row) for row in judged.judgements]
    lines = map(str.split, run.read_text("utf-8").splitlines())
    ranked = [ir_measures.ScoredDoc(qid, doc, float(value)) for qid, _, doc, _, value, _ in lines]
    found = ir_measures.calc_aggregate(wanted, judgements, ranked)
    return {str(measure): float(found[measure]) for measure in wanted}


def macro(figures: list[Figures]) -> Figures:
    """The mean over sets."""
    return {name: sum(one[name] for one in figures) / len(figures) for name in MEASURES}


def _as_line(article: dict[str, Any]) -> str:
    words = f"{article['title'] or ''} {article['text'] or ''}".split()
    return f"{article['id']}\t{' '.join(words)}\n"


def _scorer() -> Any:
    try:
        import ir_measures
    except ImportError:
        raise Missing("no ir-measures: pip install -e '.[evaluation]'") from None
    return ir_measures


def _naba(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", *arguments],
        cwd=HERE.parents[1],
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode > 1:
        raise RuntimeError(f"naba {arguments[0]}: {done.stderr.strip()}")
    return done.stdout
