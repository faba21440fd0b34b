"""One small index that all tests of the command line read."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import Naba, run
from tests.support.records import write_json_lines
from tui.cli import main

ARTICLES: list[dict[str, Any]] = [
    {
        "id": "port-1",
        "title": "مرفأ بيروت يستقبل أول سفينة",
        "text": "استقبل مرفأ بيروت أول سفينة بعد الصيانة.\nقال سامي الحداد إن العمل في المرفأ عاد.",
        "date": "2024-11-30",
        "source": "الساحل",
        "category": "اقتصاد",
        "url": "https://example.org/port-1",
        "tags": ["موانئ"],
        "persons": ["سامي الحداد"],
        "places": ["بيروت"],
        "desk": "مكتب الشمال",
    },
    {
        "id": "port-2",
        "title": "سفينة قمح ترسو في طرابلس",
        "text": "رست سفينة قمح في طرابلس قادمة من بيروت، وأفرغت حمولتها في يومين.",
        "date": "2024-12-02",
        "source": "الأفق",
        "category": "اقتصاد",
        "persons": ["سامي الحداد", "ليلى نصار"],
        "places": ["طرابلس", "بيروت"],
    },
    {
        "id": "snow-1",
        "title": "الثلوج تغلق طرقا جبلية",
        "text": "أغلقت الثلوج طرقا جبلية، وعملت جرافات على فتحها حتى الفجر.",
        "date": "2025-01-05",
        "source": "الأفق",
        "category": "طقس",
        "persons": [],
        "places": ["بشري"],
    },
    {
        "id": "lemon-1",
        "title": "موسم الليمون يبدأ مبكرا",
        "text": "بدأ موسم الليمون مبكرا هذا العام في الساحل.\x1b[31m وباع المزارعون نصفه.",
        "source": "الساحل",
        "persons": [],
    },
    {
        "id": "visit-1",
        "title": "زيارة إلى دمشق",
        "text": "وصل وزير الخارجية السعودي فيصل بن فرحان إلى دمشق اليوم.",
        "date": "2025-01-07",
    },
]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of articles."""
    return write_json_lines(tmp_path_factory.mktemp("corpus") / "news.jsonl", ARTICLES)


@pytest.fixture(scope="session")
def index(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of it, only to be read."""
    directory = tmp_path_factory.mktemp("index")
    done = run("index", "--index", directory, corpus)
    assert (done.returncode, done.stdout) == (
        0,
        "added 5, updated 0, unchanged 0, removed 0, rejected 0\n",
    ), done.stderr
    return directory


@pytest.fixture
def naba(index: Path) -> Naba:
    """Run naba on the common index."""

    def run_on_index(*arguments: str | bytes | Path, **options: Any) -> Any:
        env = {"NABA_INDEX": str(index), **options.pop("env", {})}
        return run(*arguments, env=env, **options)

    return run_on_index


@pytest.fixture
def inside(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Naba:
    """Run naba on the common index within this process: the same, and many times faster."""
    for name in ("NABA_BIDI", "NABA_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NABA_INDEX", str(index))

    def run_inside(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = main(arguments)
        return subprocess.CompletedProcess(arguments, code, *capsys.readouterr())

    return run_inside
