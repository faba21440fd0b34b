"""Copies on the screen: folded, named, unfolded by a key, and compared in the reader."""

from collections.abc import Iterator

import pytest

from search import Engine
from tests.app.driving import found, searching, shown, until
from tests.search.test_copies import COPIES
from tests.support import NEWS, opened
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.reader import Reader


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with opened(tmp_path_factory.mktemp("copies"), [*NEWS, *COPIES]) as engine:
        yield engine


async def test_one_hit_stands_for_all_copies_until_u_unfolds_them(copies: Engine) -> None:
    async with searching(copies, 1, "المضخات", size=(120, 30)) as (app, pilot):
        assert shown(app, "+نسختان: الأفق، المدى")
        assert shown(app, "من 3 مقالات")
        app.query_one(ResultList).focus()
        await pilot.press("u")
        await until(pilot, found(app, 3))
        assert not shown(app, "+نسختان")
        await pilot.press("u")
        await until(pilot, found(app, 1))


async def test_the_reader_tells_who_ran_a_text_and_what_was_changed(copies: Engine) -> None:
    async with searching(copies, 1, "المضخات", size=(120, 60)) as (app, pilot):
        app.query_one(ResultList).focus()
        await pilot.press("enter")
        await until(pilot, lambda: app.query_one(Reader).article)
        await pilot.press("G")
        await until(pilot, lambda: shown(app, "من نشر هذا النص، الأقدم أولا:"))
        assert shown(app, "[-ثلاثة-] {+أربعة+}")
        assert shown(app, "الأفق")


async def test_an_article_without_copies_has_no_such_list(copies: Engine) -> None:
    async with searching(copies, 1, "الفسيفساء", size=(120, 60)) as (app, pilot):
        app.query_one(ResultList).focus()
        await pilot.press("enter")
        await until(pilot, lambda: app.query_one(Reader).article)
        assert not shown(app, "من نشر هذا النص")
