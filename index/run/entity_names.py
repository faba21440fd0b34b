"""The names of an article: those its record brings along, or those the extractor finds.

Their words are indexed as well: of persons each word, of places and institutions those that are
one word. They tell a query which words this index has as names, which keep their letters.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from index.analysis.proper_names import without_article
from index.article import Article
from index.entities import Extractor, Mention
from index.entities.evidence import noted
from index.facets import KINDS, TABLE, Kind
from index.schema import shared_analyzer

Names = dict[str, tuple[str, ...]]
"""For each kind of entity, the names of one article, distinct, in order of first mention."""

_REMEMBERED = 10_000
"""Number of names whose words are remembered."""

_GIVEN = {facet.name: facet.attribute for facet in TABLE if facet.name in KINDS}
"""Attribute of an article that holds the names of a kind its record brought along."""


def entity_names(articles: Sequence[Article], *, entities: bool) -> list[Names]:
    """Return the names of each article.

    A record's own entities are taken as they are. Otherwise, unless ``entities`` is false, the
    extractor reads title and text, of all articles at once: that takes a fraction of the time
    of one after the other.
    """
    own = [_own_names(article) for article in articles]
    unread = [
        article for article, given in zip(articles, own, strict=True) if entities and given is None
    ]
    mentions = _extractor().batch([f"{a.title}\n{a.text}" for a in unread]) if unread else []
    found = map(_names, unread, mentions)
    nothing: Names = dict.fromkeys(KINDS, ())
    return [given or next(found, nothing) for given in own]


def name_words(names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the distinct words of an article's names, folded and without article."""
    words = (_words(name, kind == "person") for kind in KINDS for name in names.get(kind, ()))
    return tuple(dict.fromkeys(word for some in words for word in some))


@lru_cache(_REMEMBERED)
def _words(name: str, several: bool) -> tuple[str, ...]:
    words = [without_article(word) for word in shared_analyzer().exacts(name)]
    return tuple(words) if several or len(words) == 1 else ()


def distinct(*values: str | None) -> tuple[str, ...]:
    """Return the values that are more than blanks, trimmed, each once, in their order."""
    return tuple(dict.fromkeys(v.strip() for v in values if v and v.strip()))


def _own_names(article: Article) -> Names | None:
    """Return the names that an article brings along, None when it says nothing of them."""
    given = {kind: getattr(article, _GIVEN[kind]) for kind in KINDS}
    if all(names is None for names in given.values()):
        return None
    return {kind: distinct(*(names or ())) for kind, names in given.items()}


def _names(article: Article, mentions: Iterable[Mention]) -> Names:
    """Return the names that were found in an article, the place of its dateline first."""
    found: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
    if article.place:
        found["place"].append(article.place)
    for mention in mentions:
        name = noted(mention.name) if mention.kind == "person" else mention.name
        found[mention.kind].append(name)
    return {kind: distinct(*names) for kind, names in found.items()}


@cache
def _extractor() -> Extractor:
    return Extractor()
