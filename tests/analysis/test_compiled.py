"""The rules compiled and as they are written: which run, and that both say the same."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

import index.analysis
from index.analysis import compiled
from tests.support.modules import unmeasured

ROOT = Path(__file__).parents[2]
FILE = "import sys, index.analysis; print(sys.modules['index.analysis.stem'].__file__)"
TERMS = """
import sys
from index.analysis import Analyzer, roots
analyzer = Analyzer()
for word in sys.stdin.read().split():
    print(analyzer(word), analyzer.form(word), [roots(t.stems[0]) for t in analyzer(word)])
"""
WORDS = "كتاب قال المياه زيلينسكي معلمون مدينة هاتف يستهدف ببرلين رد عبدالله ابومازن مائة"
BEFORE = ("", "و", "ب", "ال", "وال", "لل", "س", "ولل", "أ", "آ")
BEHIND = ("", "ه", "ها", "هم", "ات", "ون", "نا", "ة", "ته", "ًا")
ODD = "گمال ‏٣٬٤٠٠ ﷺ #وسم_من_كلمات @name ق.م. U.S. 3.5² ـــ ً \ud800 ﻻ"

compiled_only = pytest.mark.skipif(
    not any("compiled" in folder for folder in index.analysis.__path__),
    reason="runs on the sources, or there is no library of them",
)


def told(code: str, cwd: Path = ROOT, text: str = "", **env: str) -> str:
    environment = unmeasured() | {"PYTHONPATH": str(cwd), "PYTHONIOENCODING": "utf-8:surrogatepass"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=environment | env,
        input=text.encode("utf-8", "surrogatepass"),
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return done.stdout.decode("utf-8", "surrogatepass").strip()


@compiled_only
def test_compiled_rules_say_what_the_sources_say() -> None:
    forms = [before + word + end for word in WORDS.split() for before in BEFORE for end in BEHIND]
    text = "\n".join([*forms, *ODD.split()])
    assert told(TERMS, text=text) == told(TERMS, text=text, NABA_KERNELS="numpy")


@compiled_only
def test_the_sources_run_when_asked_for_and_when_a_rule_has_been_edited(tmp_path: Path) -> None:
    assert not told(FILE).endswith(".py")
    assert told(FILE, NABA_KERNELS="numpy").endswith("stem.py")
    copytree(ROOT / "index", tmp_path / "index")
    assert not told(FILE, tmp_path).endswith(".py")
    with (tmp_path / "index" / "analysis" / "endings.py").open("a") as file:
        file.write("# edited\n")
    assert told(FILE, tmp_path).endswith("stem.py")


def test_every_compiled_module_is_there() -> None:
    assert all((compiled.FOLDER / f"{module}.py").is_file() for module in compiled.MODULES)
