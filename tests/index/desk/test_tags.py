"""Tags beside an index: kept whole, whoever writes, is killed, or gives a strange file."""

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import build
from index.desk import DESK, READ, DeskDamaged, Looks, TagChange, Tags, tag_name
from index.desk.database import Database
from index.errors import InputError
from tests.support import article, committed

NAMES = ("مهم", "draft", READ)
ARTICLES = ("a", "b", "خبر/3", "d'e;--")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(ARTICLES), max_size=4),
            st.lists(
                st.tuples(st.sampled_from("+-"), st.sampled_from(NAMES)).map("".join), max_size=3
            ),
        ),
        max_size=12,
    )
)
def test_tags_are_as_in_a_dictionary(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[list[str], list[str]]]
) -> None:
    tags = Tags(tmp_path_factory.mktemp("desk"))
    model: dict[str, set[str]] = {}
    for ids, words in changes:
        before = {one: set(model.get(one, ())) for one in ids}
        for word in words:
            for one in ids:
                has = model.setdefault(one, set())
                has.add(word[1:]) if word[0] == "+" else has.discard(word[1:])
        changed = sum(before[one] != model.get(one, set()) for one in before)
        assert tags.change(ids, TagChange.of(words)) == changed
    assert tags.of(ARTICLES) == {one: has for one, has in model.items() if has}
    for name in NAMES:
        assert tags.articles(name) == {one for one, has in model.items() if name in has}
    rows = [(one, name) for one in sorted(model) for name in sorted(model[one])]
    assert list(tags.rows()) == rows
    other = Tags(tmp_path_factory.mktemp("copy"))
    assert other.merge(tags.rows()) == len(rows)
    assert list(other.rows()) == rows


def test_reading_makes_no_file(tmp_path: Path) -> None:
    tags = Tags(tmp_path)
    assert (tags.of(["a"]), tags.articles("x"), tags.counts(), tags.version()) == (
        {},
        frozenset(),
        {},
        (),
    )
    assert not list(tmp_path.iterdir())


def test_every_change_gives_another_version(tmp_path: Path) -> None:
    tags = Tags(tmp_path)
    seen = {tags.version()}
    for number in range(5):
        tags.change(["a"], TagChange.of([f"+t{number}"]))
        assert tags.version() not in seen
        seen.add(tags.version())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Important", "important"),
        ("سبق صحفي", "سبق-صحفي"),
        ("مقروء", READ),
        ("غير مقروء", "unread"),
        ("غير-مقروء", "unread"),
        ("e\u0301te", "éte"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert tag_name(text) == name


@pytest.mark.parametrize("text", ["", "  ", "-x", "+", "!!", "a\x00b", "x" * 101])
def test_what_is_no_tag(text: str) -> None:
    with pytest.raises(InputError):
        tag_name(text)


def test_unread_is_the_want_of_read() -> None:
    assert TagChange.of(["+unread"]) == TagChange.of(["-read"])
    assert TagChange.of(["-unread"]) == TagChange.of(["+مقروء"])


def test_tags_stay_when_articles_are_updated_and_the_index_is_rebuilt(tmp_path: Path) -> None:
    committed(tmp_path, [article("a"), article("b", "آخر")])
    Tags(tmp_path).change(["a"], TagChange.of(["+مهم"]))
    build([article("a", "نص جديد")], tmp_path)
    build([article("a", "نص أحدث"), article("c", "ثالث")], tmp_path, rebuild=True)
    assert list(Tags(tmp_path).rows()) == [("a", "مهم")]


def test_an_index_is_made_anew_beside_tags_that_are_left(tmp_path: Path) -> None:
    Tags(tmp_path).change(["a"], TagChange.of(["+مهم"]))
    build([article("a")], tmp_path)
    assert list(Tags(tmp_path).rows()) == [("a", "مهم")]


WRITER = """
import sys
from pathlib import Path
from index.desk import TagChange, Tags
tags, name = Tags(Path(sys.argv[1])), sys.argv[2]
for number in range(int(sys.argv[3])):
    tags.change([f"{name}-{number}", "shared"], TagChange.of([f"+{name}{number}", "+all"]))
    print(number, flush=True)
"""


def _writer(directory: Path, name: str, number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(directory), name, str(number)],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_writers_side_by_side_lose_nothing(tmp_path: Path) -> None:
    writers = [_writer(tmp_path, name, 25) for name in "xyz"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    tags = Tags(tmp_path)
    assert len(tags.of(["shared"])["shared"]) == 76
    assert len(tags.articles("all")) == 76


def test_a_writer_that_is_killed_leaves_whole_changes(tmp_path: Path) -> None:
    for attempt in range(5):
        writer = _writer(tmp_path, f"k{attempt}", 100_000)
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(3 + attempt)]
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.readlines()
        writer.wait()
        tags = Tags(tmp_path)
        kept = [name for name in tags.counts() if name.startswith(f"k{attempt}")]
        done = sum(line.endswith("\n") for line in told)
        assert done <= len(kept) <= done + 1
        for name in kept:  # of each change both articles or none
            assert len(tags.articles(name)) == 2
        tags.change(["after"], TagChange.of(["+more"]))


def test_a_file_that_its_maker_has_not_filled_yet_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / DESK).touch()  # as SQLite makes it, and as one killed here leaves it
    tags = Tags(tmp_path)
    assert not tags.counts()
    tags.change(["a"], TagChange.of(["+x"]))
    assert tags.articles("x") == {"a"}


def test_a_writer_waits_for_one_that_is_making_the_file(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as other, Database(tmp_path).writing() as making:
        making.execute("INSERT INTO tag VALUES ('x', 'a')")
        second = other.submit(Tags(tmp_path).change, ["b"], TagChange.of(["+x"]))
        assert not Tags(tmp_path).counts()  # what is not committed is not read
    second.result(60)
    assert Tags(tmp_path).articles("x") == {"a", "b"}


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / DESK).write_bytes(b"SQLite format 3\x00" + b"\x7f" * 4000)
    for use in (Tags(tmp_path).counts, lambda: list(Tags(tmp_path).rows())):
        with pytest.raises(DeskDamaged, match=DESK):
            use()
    with pytest.raises(DeskDamaged):
        Tags(tmp_path).change(["a"], TagChange.of(["+x"]))


def test_a_database_with_a_trigger_is_not_opened(tmp_path: Path) -> None:
    Tags(tmp_path).change(["a"], TagChange.of(["+x"]))
    database = sqlite3.connect(tmp_path / DESK)
    database.execute("CREATE TRIGGER t AFTER INSERT ON tag BEGIN DELETE FROM tag; END")
    database.commit()
    database.close()
    with pytest.raises(DeskDamaged, match="other tables"):
        Tags(tmp_path).change(["a"], TagChange.of(["+y"]))


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    Tags(elsewhere).change(["a"], TagChange.of(["+x"]))
    (tmp_path / DESK).symlink_to(elsewhere / DESK)
    with pytest.raises(InputError, match="in the way"):
        Tags(tmp_path).change(["b"], TagChange.of(["+x"]))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_tags_are_read_where_nothing_may_be_written(tmp_path: Path) -> None:
    Tags(tmp_path).change(["a"], TagChange.of(["+x"]))
    tmp_path.chmod(0o500)
    (tmp_path / DESK).chmod(0o400)
    try:
        assert Tags(tmp_path).articles("x") == {"a"}
    finally:
        tmp_path.chmod(0o700)


def test_looks_never_go_back(tmp_path: Path) -> None:
    looks = Looks(tmp_path)
    assert looks.read() == {}
    looks.record({"نيل": 5, "قمح": 7})
    looks.record({"نيل": 9, "قمح": 3})
    assert looks.read() == {"نيل": 9, "قمح": 7}
