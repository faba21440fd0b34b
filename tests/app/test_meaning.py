"""Meaning on the screen: marked hits, other languages, and a key that changes its part."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import add_vectors, open_encoder
from search import Engine, open_index
from tests.app.driving import found, searching, shown, until
from tests.support import NEWS, article, committed
from tests.support.encoding import Waiting, served
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.search_box import SearchBox

QUAY = article("quay", "رست باخرة عند أرصفة المدينة.", "باخرة")


@pytest.fixture
def meant(tmp_path: Path) -> Iterator[Engine]:
    with served() as server:
        encoder = open_encoder(server.address, "senses")
        committed(tmp_path, [*NEWS, QUAY])
        add_vectors(tmp_path, encoder)
        with open_index(tmp_path, encoder=encoder) as engine:
            yield engine


async def test_what_words_miss_is_listed_and_marked_until_words_alone_count(meant: Engine) -> None:
    async with searching(meant, 1, "ميناء", size=(120, 40)) as (app, pilot):
        await until(pilot, lambda: shown(app, "باخرة"))
        assert shown(app, "بالمعنى")
        app.query_one(ResultList).focus()
        await pilot.press("M")
        await until(pilot, lambda: app.session.meaning == "only")
        await pilot.press("M")
        await until(pilot, found(app, 1))
        assert not shown(app, "باخرة")


async def test_a_query_in_another_language_is_answered_by_meaning(meant: Engine) -> None:
    async with searching(meant, 2, "harbour", size=(120, 40)) as (app, _):
        assert shown(app, "يُعرض الأقرب بالمعنى")


async def test_the_words_answer_stands_while_an_encoder_takes_its_time(tmp_path: Path) -> None:
    encoder = Waiting()
    committed(tmp_path, [*NEWS, QUAY])
    add_vectors(tmp_path, encoder)
    with open_index(tmp_path, encoder=encoder) as engine:
        async with searching(engine, 1, "ميناء", size=(120, 40)) as (app, pilot):
            try:
                assert shown(app, "ميناء") and not shown(app, "باخرة")
                assert shown(app, "بالمعنى أيضا")
                assert encoder.asked.wait(60)
                app.query_one(SearchBox).value = "حلب"
                await until(pilot, lambda: app.results and app.results.query == "حلب")
            finally:
                encoder.ready.set()
            app.query_one(SearchBox).value = "ميناء"
            await until(pilot, lambda: shown(app, "باخرة"))
            assert not shown(app, "بالمعنى أيضا")
