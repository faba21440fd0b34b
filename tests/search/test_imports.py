"""What answering a query from the command line may load."""

from pathlib import Path

from tests.support.modules import loaded_modules

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


def test_a_query_loads_nothing_it_does_not_use(news_directory: Path) -> None:
    loaded = loaded_modules(
        f"from search import open_index\nopen_index({str(news_directory)!r}).search('حلب')"
    )
    assert "whoosh" in loaded
    assert not loaded & HEAVY


def test_importing_search_waits_for_the_heavy_libraries() -> None:
    assert not loaded_modules("import search") & {"numpy", "whoosh"}


def test_the_first_query_of_a_process_may_find_nothing(news_directory: Path) -> None:
    """Nothing has been read before it that it could do with."""
    for query in ("غائب", '"غائب هنا"', "title:facebook ترمب"):
        loaded_modules(
            f"from search import open_index\n"
            f"assert open_index({str(news_directory)!r}).search({query!r}).total == 0"
        )
