from collections.abc import Iterator
from pathlib import Path

import pytest

from index.desk import DESK
from search import Engine
from tests.support import committed, library, opened
from tui import i18n


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of 120 articles: each city in 40, each person in 60, each month in 30."""
    return committed(tmp_path_factory.mktemp("app") / "index", map(library, range(120)))


@pytest.fixture(scope="session")
def engine(directory: Path) -> Iterator[Engine]:
    with opened(directory) as engine:
        yield engine


@pytest.fixture(autouse=True)
def unread(directory: Path) -> Iterator[None]:
    """What a test has read is unread for the next."""
    yield
    (directory / DESK).unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tests' own surroundings must not decide how the app looks, nor how long it is waited for.

    Textual's pilot takes the app for idle after 20 quiet milliseconds, twice a key.
    """
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.004)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.001)
    for name in ("NO_COLOR", "NABA_BIDI", "NABA_LANG", "TMUX", "VTE_VERSION", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    i18n.use("ar")
