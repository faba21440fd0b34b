"""Meaning on the screen: marked hits, other languages, and a key that changes its part."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import add_vectors, open_encoder
from search import Engine, open_index
from tests.app.driving import found, searching, shown, until
from tests.support import NEWS, article, committed
from tests.support.encoding import served
from tui.app.widgets.hit_list import ResultList

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
        assert shown(app, "بالمعنى")
        assert shown(app, "باخرة")
        app.query_one(ResultList).focus()
        await pilot.press("M")
        await until(pilot, lambda: app.session.meaning == "only")
        await pilot.press("M")
        await until(pilot, found(app, 1))
        assert not shown(app, "باخرة")


async def test_a_query_in_another_language_is_answered_by_meaning(meant: Engine) -> None:
    async with searching(meant, 6, "harbour", size=(120, 40)) as (app, _):
        assert shown(app, "يُعرض الأقرب بالمعنى")
