"""An index may come from anywhere: nothing in its files can run, and damage is one line."""

import os
import pickle
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest
from whoosh.codec.whoosh3 import STORED_COLUMN
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from index import Article, IndexDamaged, IndexFormat, build, check_index, open_snapshot
from index.store.storage import read_generation
from search import open_index
from tests.support import article, committed
from tests.support.forgery import change_manifest, change_segment, vouch_for
from tui.cli import main


class Bomb:
    """Unpickling it makes a folder."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.mark),)


def forge_schema(directory: Path, bomb: Bomb) -> Path:
    return _forge(directory, lambda toc: toc.schema.__dict__.update(bomb=bomb))


def forge_segments(directory: Path, bomb: Bomb) -> Path:
    return _forge(directory, lambda toc: toc.segments.append(bomb))


def forge_segment(directory: Path, bomb: Bomb) -> Path:
    return _forge(directory, lambda toc: toc.segments[0].__dict__.update(fields=bomb))


def _forge(directory: Path, change: Callable[[Any], None]) -> Path:
    storage = FileStorage(str(directory))
    toc = TOC.read(storage, "MAIN")
    change(toc)
    path = directory / TOC._filename("MAIN", toc.generation)
    path.unlink()
    toc.write(storage, "MAIN")
    return path


def forge_stored(directory: Path, bomb: Bomb) -> Path:
    """A stored value of the last segment, which stock Whoosh unpickles with its document."""
    segment = read_generation(directory).segments[-1]
    storage = FileStorage(str(directory))
    with storage.create_file("stored") as file:
        column = STORED_COLUMN.writer(file)
        column.add(0, {"path": bomb})
        column.finish(segment.doc_count_all())
    stored = (directory / "stored").read_bytes()
    (directory / "stored").unlink()
    last = len(read_generation(directory).segments) - 1
    return change_segment(directory, last, lambda parts: parts.update({"._stored.col": stored}))


FORGERIES = (forge_schema, forge_segments, forge_segment, forge_stored)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("whole")
    words = ["الميناء", "السفينة", "القمح", "المدرسة", "الجسر", "الملعب"]
    parts = [range(40), range(30, 70), [99]]
    return committed(directory, *([_story(n, words) for n in part] for part in parts))


def _story(number: int, words: list[str]) -> Article:
    text = " ".join(random.Random(number).choices(words, k=40))
    return article(number, text, persons=(f"سامر {number % 7}",))


@pytest.fixture
def index(whole: Path, tmp_path: Path) -> Iterator[Path]:
    copytree(whole, tmp_path / "index")
    yield tmp_path / "index"
    rmtree(tmp_path / "index")


def test_the_bomb_works_on_stock_whoosh(index: Path, tmp_path: Path) -> None:
    from whoosh.index import open_dir

    forge_schema(index, Bomb(tmp_path / "mark"))
    open_dir(index)
    assert (tmp_path / "mark").exists()


@pytest.mark.parametrize("forge", FORGERIES)
def test_a_forged_file_is_refused(
    index: Path, tmp_path: Path, forge: Callable[[Path, Bomb], Path]
) -> None:
    (manifest,) = index.glob("naba_*.json")
    said = manifest.read_bytes()
    forge(index, Bomb(tmp_path / "mark"))
    manifest.write_bytes(said)
    with pytest.raises(IndexDamaged):
        open_snapshot(index)
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize("forge", FORGERIES)
def test_a_forged_file_that_the_manifest_vouches_for_runs_nothing(
    index: Path, tmp_path: Path, forge: Callable[[Path, Bomb], Path]
) -> None:
    changed = forge(index, Bomb(tmp_path / "mark"))
    if changed.suffix == ".toc":
        vouch_for(index, changed.name, "toc")
    with open_index(index) as engine:
        assert engine.search("الميناء", limit=3).hits
        assert engine.article("5")
    check_index(index)
    for number in range(100, 107):  # with the last one as many as get merged
        build([_story(number, ["القمح"])], index)
    assert len(read_generation(index).segments) < 8
    assert not (tmp_path / "mark").exists()


_EVERYTHING = """
import sys
from index import Article, build, check_index, open_snapshot
from index.store.manifest import make_schema
from search import open_index
found = []
sys.addaudithook(lambda event, args: event == "pickle.find_class" and found.append(args))
news = lambda *numbers: [Article(id=str(n), text=f"خبر {n}", persons=("سامر",)) for n in numbers]
for number in range(9):
    build(news(number, number + 1), sys.argv[1])
with open_index(sys.argv[1]) as engine:
    engine.search("خبر", filters={"person": ["سامر"]}), engine.article("1"), engine.stats()
    engine.search("خ*"), engine.search("خبز~"), engine.search('"خبر 1"', explain=True)
    build(news(50), sys.argv[1])
    engine.refresh()
    engine.search("خبر")
assert not check_index(sys.argv[1])
print(found)
"""


def test_naba_unpickles_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _EVERYTHING, str(tmp_path / "index")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_a_changed_manifest_is_refused(index: Path) -> None:
    (path,) = index.glob("naba_*.json")
    data = path.read_bytes()
    chance = random.Random(3)
    for at in [chance.randrange(len(data)) for _ in range(40)]:
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises((IndexDamaged, IndexFormat)):
            open_snapshot(index)


def test_a_segment_of_another_format_is_refused(index: Path) -> None:
    change_manifest(index, lambda told: told["segments"][1].update(format=99))
    with pytest.raises(IndexFormat, match="naba index --rebuild"):
        open_snapshot(index)


def test_an_index_from_before_a_facet_is_refused_as_such(index: Path) -> None:
    def forget(told: dict[str, Any]) -> None:
        told["segments"][0]["fields"].remove("tag")

    change_manifest(index, forget)
    with pytest.raises(IndexFormat, match=r"before naba had the facet tag; .*index --rebuild"):
        open_snapshot(index)


def test_an_index_of_the_first_format_is_told_from_damage(index: Path) -> None:
    (path,) = index.glob("naba_*.json")
    path.write_text('{"format": 1, "analysis": 1, "extractor": 1, "files": {}, "canonical": {}}')
    with pytest.raises(IndexFormat, match="naba index --rebuild"):
        open_snapshot(index)


def test_a_query_on_damaged_files_is_one_line(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cut short, emptied, overwritten: an answer, or exit 3 and one line; never a traceback."""
    chance = random.Random(13)
    ends = []
    for path in sorted(index.glob("MAIN_*.seg")):
        data = path.read_bytes()
        places = [chance.randrange(len(data)) for _ in range(25)]
        overwritten = [data[:at] + b"\xff" * 90 + data[at + 90 :] for at in places]
        for broken in (b"", data[: len(data) // 2], *overwritten):
            path.write_bytes(broken[: len(data)])
            code = main(["query", "--index", str(index), '"السفينة القمح" OR الميناء'])
            ends.append(code)
            said = capsys.readouterr().err
            if code == 3:
                assert said.count("\n") == 1
                assert "is damaged" in said and "fault" not in said
            else:
                assert code in (0, 1)
        path.write_bytes(data)
    assert 3 in ends and 0 in ends


def test_plain_pickles_are_not_read_either(index: Path) -> None:
    """Not even those that could do no harm: nothing here depends on Whoosh's pickled schema."""
    (toc,) = index.glob("_MAIN_*.toc")
    toc.write_bytes(pickle.dumps({}))
    vouch_for(index, toc.name, "toc")
    with open_index(index) as engine:
        assert engine.search("الميناء").total
