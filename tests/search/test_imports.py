"""What answering a query from the command line may load."""

import subprocess
import sys
from pathlib import Path

# Not asyncio: Whoosh itself loads that, through its cached_property dependency.
HEAVY = {
    "textual",
    "rich",
    "trafilatura",
    "lxml",
    "feedparser",
    "watchfiles",
    "platformdirs",
    "charset_normalizer",
}


def _loaded(code: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in run.stdout.split()}


def test_a_query_loads_nothing_it_does_not_use(news_directory: Path) -> None:
    loaded = _loaded(
        f"from search import open_index\nopen_index({str(news_directory)!r}).search('حلب')"
    )
    assert "whoosh" in loaded
    assert not loaded & HEAVY


def test_importing_search_waits_for_the_heavy_libraries() -> None:
    assert not _loaded("import search") & {"numpy", "whoosh"}
