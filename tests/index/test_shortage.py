"""Too few descriptors, too little memory: said as that, and nobody's article is rejected for it."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from index import Listener, Rejected, build, check_index
from index.analysis.forms import FormTable
from index.errors import Shortage
from search import open_index
from tests.support import article, live_articles
from tests.support.modules import unmeasured

_FEW = 64
"""Descriptors a process may have, a quarter of what macOS gives by default."""
_SEGMENTS = 28
"""As many as there are at most below a million articles: seven of each of four sizes."""

_PROGRAM = f"""
import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_NOFILE, ({_FEW}, {_FEW}))
from index import Article, build
from index.run import indexer, merge_policy
from search import open_index
directory, does, first = sys.argv[1], sys.argv[2], int(sys.argv[3])
def news(number, count=1):
    return [Article(id=str(n), text="خبر عن الميناء") for n in range(number, number + count)]
if __name__ == "__main__":
    if does == "read":
        with open_index(directory) as engine:
            for number in (first, first + 1):
                subprocess.run([sys.executable, __file__, directory, "write", str(number)])
                assert engine.refresh()
                print(engine.search("الميناء").total)
    elif does == "write":
        merge_policy.MERGE_FACTOR = {2 * _SEGMENTS}
        build(news(first), directory)
    else:
        indexer.INLINE_LIMIT = 20
        print(build(news(first, 900), directory, workers=3))
"""


def test_the_largest_index_is_read_written_and_refreshed_with_few_descriptors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, index = tmp_path / "few.py", tmp_path / "ix"
    script.write_text(_PROGRAM)

    def run(does: str, first: int) -> str:
        command = [sys.executable, str(script), str(index), does, str(first)]
        root = str(Path(__file__).parents[2])
        # Measuring coverage takes descriptors too.
        environment = unmeasured() | {"PYTHONPATH": root}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert not done.stderr and not done.returncode, done.stderr
        return done.stdout

    monkeypatch.setattr("index.run.merge_policy.MERGE_FACTOR", 2 * _SEGMENTS)
    for number in range(_SEGMENTS):
        build([article(number, "خبر عن الميناء")], index)
    assert run("read", 100) == f"{_SEGMENTS + 1}\n{_SEGMENTS + 2}\n"
    assert run("write many", 200) == "added 900, updated 0, unchanged 0, removed 0, rejected 0\n"
    assert check_index(index) == []


@pytest.fixture
def none_left() -> object:
    """Take all descriptors but a few; the test says how many it uses."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield lambda count: resource.setrlimit(resource.RLIMIT_NOFILE, (count, before[1]))
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_files_that_cannot_be_opened_for_want_of_descriptors_are_not_rejected(
    tmp_path: Path, none_left: object
) -> None:
    from index.ingest import read_paths

    (tmp_path / "a.txt").write_text("خبر عن الميناء")
    assert len(list(read_paths([tmp_path]))) == 1  # all modules are there
    none_left(3)  # type: ignore[operator]
    with pytest.raises(Shortage, match="nothing is damaged"):
        list(read_paths([tmp_path / "a.txt"]))


@pytest.mark.parametrize("error", [MemoryError(), OSError(24, "Too many open files")])
def test_shortage_while_analysing_rejects_no_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    build([article("old")], tmp_path)
    rejected: list[Rejected] = []

    def short(self: FormTable, texts: object) -> object:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(FormTable, "read", short)
        with pytest.raises(Shortage):
            build([article("new")], tmp_path, listener=Listener(rejected=rejected.append))
    assert rejected == []
    assert live_articles(tmp_path).keys() == {"old"}
    assert build([article("new")], tmp_path).added == 1


def test_a_snapshot_shares_the_files_it_has_in_common_with_the_one_before(tmp_path: Path) -> None:
    build([article("a")], tmp_path)
    with open_index(tmp_path) as engine:
        engine.search("خبر")
        (first,) = engine._state.snapshot._storage.opened.values()
        build([article("b")], tmp_path)
        assert engine.refresh()
        assert first in engine._state.snapshot._storage.opened.values()
        assert engine.search("خبر").total == 2
