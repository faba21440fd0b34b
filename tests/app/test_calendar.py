"""Days on the screen in the calendar that was chosen."""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from search import Engine, Filters
from tests.app.driving import open_first, searching, shown, until
from tui.app.settings.config import read_settings
from tui.app.state.labels import day_name, use_calendar
from tui.cli import main
from tui.cli.commands import tui
from tui.cli.filters import filters_of


@pytest.fixture(autouse=True)
def gregorian() -> Iterator[None]:
    yield
    use_calendar("gregorian")


async def test_hits_the_reader_and_the_filters_name_days_by_the_hijri_calendar(
    engine: Engine,
) -> None:
    use_calendar("hijri")
    day = date(2024, 3, 3)
    async with searching(engine, 5, filters=Filters(since=day, until=day)) as (app, pilot):
        await until(pilot, lambda: shown(app, "22 شعبان 1445"))
        assert shown(app, "من: 22 شعبان 1445 هـ") and not shown(app, "2024/03/03")
        await open_first(pilot)
        assert shown(app, "22 شعبان 1445")


def test_days_that_the_table_lacks_stay_as_they_are() -> None:
    use_calendar("hijri")
    assert day_name(date(1890, 5, 1)) == "1890-05-01"
    use_calendar("gregorian")
    assert day_name(date(1890, 5, 1)) == "1890/05/01"


def test_the_settings_and_the_option_choose_the_calendar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "screen.toml"
    path.write_text('calendar = "hijri"\n', "utf-8")
    assert read_settings(path).calendar == "hijri"
    parser = argparse.ArgumentParser()
    parser.set_defaults(index=None, color="auto", bidi="auto", lang=None)
    tui.add_arguments(parser)
    given = parser.parse_args(["--calendar", "hijri", "--serve", "8000"])
    assert "--calendar=hijri" in tui._again(given, filters_of(given), "ix")
    assert main(["tui", "--calendar", "julian"]) == 2
    assert "julian" in capsys.readouterr().err
