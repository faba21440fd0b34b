"""Articles like one: the words that make it what it is, as a query of which any part may match.

The idea is that of relevance feedback (Salton and Buckley 1990) with the article itself as the
only example; the words come from where a news story says what it is about: its title, its first
sentences and its names.
"""

from collections.abc import Mapping
from itertools import islice

from index.analysis import fold, is_stopword
from index.article import Article
from search.results import Hit
from tui.app.session import Like

LEAD = 300
"""Code points of the story's beginning that are looked at."""
WORDS = 24
NAMES = 4
"""Names of each kind."""
_SHORTEST = 3


def likes(hit: Hit, article: Article, entities: Mapping[str, tuple[str, ...]]) -> Like:
    """The search for articles like this one."""
    lead = article.text[article.lead : article.lead + LEAD].rsplit(" ", 1)[0]
    names = [
        f'"{name}"' for found in entities.values() for name in found[:NAMES] if '"' not in name
    ]
    words = islice(_words(f"{hit.title} {lead}"), WORDS)
    return Like(hit.id, hit.title, " ".join([*words, *names]))


def _words(text: str) -> dict[str, None]:
    """The telling words of a text in order, each once; nothing the query language reads."""
    plain = "".join(char if char.isalpha() else " " for char in fold(text))
    return dict.fromkeys(
        word for word in plain.split() if len(word) >= _SHORTEST and not is_stopword(word)
    )
