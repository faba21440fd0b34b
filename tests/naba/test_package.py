"""``import naba`` and ``python -m naba``."""

import subprocess
import sys
from pathlib import Path

import pytest

import index
import index.ingest
import naba
import search
from tests.support import article, live_articles
from tests.support.modules import loaded_modules


def test_every_public_name_of_index_and_search_is_there() -> None:
    assert {*index.__all__, *search.__all__, "read_paths", "read_stream"} == {*naba.__all__}
    for home in (index, search, index.ingest):
        for name in {*home.__all__} & {*naba.__all__}:
            assert getattr(naba, name) is getattr(home, name)
    assert {*naba.__all__} <= {*dir(naba)}


def test_articles_go_in_and_are_found(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(article(7, "وصلت السفينة").to_json(), "utf-8")
    naba.build(naba.read_paths([tmp_path / "news.jsonl"]), tmp_path / "ix")
    with naba.open_index(tmp_path / "ix") as engine:
        assert [hit.id for hit in engine.search("سفينة").hits] == [*live_articles(tmp_path / "ix")]


def test_another_name_is_an_ordinary_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'open_indexes'"):
        naba.open_indexes  # noqa: B018
    with pytest.raises(ImportError):
        from naba import nothing  # noqa: F401


def test_importing_it_waits_for_the_heavy_libraries() -> None:
    assert not loaded_modules("import naba") & {"index", "search", "tui", "numpy", "whoosh"}


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["query", "--limit", "no"]])
def test_the_module_is_the_command(arguments: list[str]) -> None:
    def answer(module: str) -> tuple[int, str]:
        command = [sys.executable, "-m", module, *arguments]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        return run.returncode, run.stdout + run.stderr

    assert "naba" in answer("naba")[1]
    assert answer("naba") == answer("tui.cli")
