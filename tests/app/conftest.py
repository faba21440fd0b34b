from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index import Article, build
from search import Engine, open_index
from tui.app import language

CITIES = ("دمشق", "حلب", "بغداد")
PEOPLE = ("سامر النجار", "ليلى قاسم")


def article(number: int) -> Article:
    city, person = CITIES[number % 3], PEOPLE[number % 2]
    return Article(
        id=f"story-{number:03}",
        title=f"افتتاح المكتبة رقم {number} في {city}",
        headline=f"افتتاح المكتبة رقم {number} في {city}",
        text=(
            f"افتتح {person} أمس مكتبة جديدة في {city} بحضور عشرين كاتبًا (من 7 بلدان).\n"
            f"وقال {person} لوكالة Reuters إن المكتبة تضم 12500 كتاب، ولا شيء يمنع الزيادة.\n"
            + "وتجول الزوار بين الرفوف وسألوا عن الروايات والخرائط القديمة. " * 12
            + "\nوتغلق المكتبة أبوابها مساء الخميس."
        ),
        date=date(2024, 1 + number % 4, 1 + number % 28),
        source=("الصباح", "المساء")[number % 2],
        category="ثقافة",
        tags=("كتب",),
        persons=(person,),
        places=(city,),
        orgs=(),
    )


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of 120 articles: each city in 40, each person in 60, each month in 30."""
    path = tmp_path_factory.mktemp("app") / "index"
    build(map(article, range(120)), path)
    return path


@pytest.fixture(scope="session")
def engine(directory: Path) -> Iterator[Engine]:
    opened = open_index(directory)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tests' own surroundings must not decide how the app looks, nor how long it is waited for.

    Textual's pilot takes the app for idle after 20 quiet milliseconds, twice a key.
    """
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.004)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.001)
    for name in ("NO_COLOR", "NABA_BIDI", "NABA_LANG", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    language.use("ar")
