"""naba as one more peer of a bench kept elsewhere: a folder with ``harness.py`` and ``peers/``.

The folder is copied first, since it writes beside itself; the copy stays, for its indexes and
results. ``LUCENE_JAR`` in the environment names the jar for the Lucene peer.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile, copytree

ROOT = Path(__file__).parents[2]
DEFAULT = ROOT.parent / "shared" / "bench"
_REGISTRY = "PEERS = {"
_ARTICLES = {"1k": 1_000, "10k": 10_000, "100k": 100_000, "1m": 1_000_000}


def run_shared(bench: Path, work: Path, size: str, peers: str, rounds: int) -> int:
    """Copy ``bench`` to ``work``, add naba, run it, print its report; return the exit code."""
    if not (bench / "harness.py").exists():
        print(f"no bench in {bench} (give --bench DIR); nothing to run")
        return 0
    copytree(bench, work, dirs_exist_ok=True)
    copyfile(Path(__file__).with_name("shared_peer.py"), work / "peers" / "naba_peer.py")
    if not find_spec("orjson"):  # what the peers read records with
        (work / "peers" / "orjson.py").write_text("from json import dumps, loads\n")
    harness = work / "harness.py"
    text = harness.read_text("utf-8")
    if "py('naba'" not in text:
        harness.write_text(text.replace(_REGISTRY, f"{_REGISTRY}'naba': py('naba'), ", 1), "utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    corpus = work / "data" / f"news_{size}.jsonl"
    commands = [
        ["harness.py", size, "--peers", peers, "--reps", str(rounds)],
        ["report.py", str(work / "results" / f"{size}.jsonl")],
    ]
    if not corpus.exists():
        commands.insert(0, ["gen_corpus.py", str(_ARTICLES[size]), str(corpus)])
    for command in commands:
        code = subprocess.run([sys.executable, *command], cwd=work, env=environment).returncode
        if code:
            return code
    return 0
