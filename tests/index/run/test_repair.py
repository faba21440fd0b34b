"""A repair keeps what is sound, indexes anew what can be read, and names what is gone."""

import random
from pathlib import Path

import pytest

from index import Article, IndexDamaged, IndexMissing, build, check_index, open_snapshot, repair
from index.codec.segment_file import SegmentFile
from index.store.storage import read_generation
from search import open_index
from tests.support import article, live_articles
from tui.cli import main

TEXT = "خبر عن الميناء والسفينة رقم"


def news(number: int, word: str = "") -> Article:
    return article(number, f"{TEXT} {number} {word}", persons=(f"سامر {number % 3}",))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Three segments; of the first, two articles were replaced and one was removed."""
    directory, gone = tmp_path / "ix", tmp_path / "gone"
    gone.touch()
    build([article("gone", "راح", path=str(gone)), *map(news, range(40))], directory)
    build([news(3, "جديد"), news(4, "جديد")], directory)
    gone.unlink()
    build([news(50)], directory, prune=[tmp_path])
    return directory


def damage(directory: Path, part: str, at: int = 40) -> Path:
    """Change a byte in a part of the first segment's file."""
    segment = read_generation(directory).segments[0]
    path = directory / segment.file_name
    start = SegmentFile(path, segment.seal).parts[part].start
    data = bytearray(path.read_bytes())
    data[start + at] ^= 4
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("part", [".body.nba", ".person.col", ".id.nba", ".digest.col", ".title"])
def test_an_article_is_lost_only_with_its_own_bytes(index: Path, part: str) -> None:
    before = live_articles(index)
    if part == ".title":
        (path,) = index.glob("naba_*.names")
        path.write_bytes(path.read_bytes()[:-1])
    else:
        path = damage(index, part, 20)
    assert check_index(index)
    done = repair(index)
    assert done.lost == []
    assert (done.kept, done.rebuilt) == ((3, 0) if part == ".title" else (2, 38))
    assert live_articles(index) == before
    assert check_index(index) == []
    assert done.quarantine is not None
    assert (done.quarantine / path.name).exists()
    with open_index(index) as engine:
        assert engine.search("السفينة", limit=99).total == 41
        assert engine.search("جديد").total == 2
        assert engine.search("راح", match="all").total == 0


def test_a_damaged_article_is_named_and_the_others_stay(index: Path) -> None:
    before = live_articles(index)
    damage(index, ".article.col", 300)
    done = repair(index)
    assert len(done.lost) == 1
    assert live_articles(index) == {k: v for k, v in before.items() if k != done.lost[0]}
    assert check_index(index) == []


@pytest.mark.parametrize("name", ["naba_3.json", "_MAIN_3.toc"])
def test_without_a_manifest_all_that_is_stored_comes_back(index: Path, name: str) -> None:
    before = live_articles(index)
    data = (index / name).read_bytes()
    (index / name).write_bytes(data[:-5])
    with pytest.raises(IndexDamaged):
        open_snapshot(index)
    done = repair(index)
    assert done.lost == []
    assert live_articles(index).items() >= before.items()
    assert check_index(index) == []
    assert bool(done.remarks) == (name == "naba_3.json")
    assert ("gone" in live_articles(index)) == (name == "naba_3.json")


def test_articles_are_found_where_the_file_no_longer_says_where(index: Path) -> None:
    segment = read_generation(index).segments[0]
    path = index / segment.file_name
    before = live_articles(index)
    path.write_bytes(path.read_bytes()[:-30])
    done = repair(index)
    assert live_articles(index).items() >= before.items()  # with the newer version of 3 and 4
    assert done.remarks
    assert check_index(index) == []


def test_a_sound_index_is_left_as_it_is(index: Path) -> None:
    before = {path.name: path.read_bytes() for path in index.iterdir() if path.is_file()}
    assert repair(index).quarantine is None
    assert {path.name: path.read_bytes() for path in index.iterdir() if path.is_file()} == before


def test_only_what_the_extractor_had_read_is_read_by_it_again(tmp_path: Path) -> None:
    text = "قال الرئيس محمود عباس في رام الله إن الاجتماع انتهى."
    build([Article("a", text), Article("b", text)], tmp_path, entities=False)
    damage(tmp_path, ".body.nba", 20)
    repair(tmp_path)
    assert not open_snapshot(tmp_path).names["place"].names
    report = build([Article("a", text), Article("b", text)], tmp_path, entities=False)
    assert report.unchanged == 2


def test_random_flips_lose_at_most_the_articles_they_hit(index: Path, tmp_path: Path) -> None:
    def articles() -> dict[str, Article]:
        # A flip in what says which articles were removed may bring the removed one back.
        return {id: found for id, found in live_articles(index).items() if id != "gone"}

    before = articles()
    files = sorted(path for path in index.glob("MAIN_*.seg"))
    whole = {path: path.read_bytes() for path in files}
    chance = random.Random(4)
    for _ in range(25):
        path = chance.choice(files)
        if not path.exists():
            break
        data = bytearray(whole[path])
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        done = repair(index)
        found = articles()
        assert len(done.lost) <= 1
        assert found == {k: v for k, v in before.items() if k not in done.lost}
        assert check_index(index) == []
        before = found
        files = sorted(path for path in index.glob("MAIN_*.seg"))
        whole = {path: path.read_bytes() for path in files}


def test_the_command_says_what_it_did(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(index, ".article.col", 300)
    assert main(["check", "--repair", "--index", str(index)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("lost: ")
    assert lines[1] == "kept 2 segments, rebuilt 37 articles, lost 1"
    assert main(["check", "--index", str(index)]) == 0


def test_there_is_nothing_to_repair_where_no_index_is(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        repair(tmp_path / "none")
