"""What tests of every area share: articles of their own, and indexes of them."""

from tests.support.articles import NEWS, STORY, article, library, story
from tests.support.indexes import Make, committed, ids, live_articles, opened

__all__ = [
    "NEWS",
    "STORY",
    "Make",
    "article",
    "committed",
    "ids",
    "library",
    "live_articles",
    "opened",
    "story",
]
