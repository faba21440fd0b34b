"""Questions about one article of an index on a cluster."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from index.article import Article
from index.cluster.document import document_id
from index.errors import InputError
from index.facets import KINDS
from search.cluster.asking import Answer
from search.cluster.opened import Opened
from search.cluster.sources import KEPT, added_of, article_of, read_sources, sources_of

_LISTED_IDS = 5
"""Maximum number of ids that an error about an ambiguous id lists."""


class Articles(Opened):
    """The part of the engine that is asked about one article by its id."""

    def article(self, article_id: str) -> Article | None:
        """Return an article, text included, or None when the index has none of that id."""
        found = self._source(article_id)
        return None if found is None else article_of(found)

    def added(self, article_id: str) -> datetime | None:
        """Return when an article came in, None when the index has none of that id."""
        found = self._source(article_id)
        return None if found is None else added_of(found)

    def entities(self, article_id: str) -> Mapping[str, tuple[str, ...]]:
        """Return an article's names of each kind, as the facets show them."""
        return self._names_of(self._source(article_id) or {})

    def find(self, name: str) -> Article | None:
        """Return the article with the id ``name``, else the only one whose id ends with it."""
        if not name:
            return None
        if article := self.article(name):
            return article
        pattern = "*" + re.sub(r"([*?\\])", r"\\\1", name)
        body = {
            "size": _LISTED_IDS,
            "track_total_hits": True,
            "query": {"wildcard": {"id": {"value": pattern}}},
            "sort": ["id"],
            "_source": list(KEPT),
        }
        answer = self._state.asking.search(body)["hits"]
        number, found = answer["total"]["value"], [hit["_source"] for hit in answer["hits"]]
        if number < 2:
            return article_of(found[0]) if found else None
        raise InputError(
            "{number} ids end in {name}: {ids}; give more of one",
            number=number,
            name=name,
            ids=", ".join(one["id"] for one in found) + (", …" if number > len(found) else ""),
        )

    def _names_of(self, source: Answer) -> dict[str, tuple[str, ...]]:
        """Return the names of each kind of what is kept of an article."""
        return {kind: self._state.facets.shown(kind, source.get(kind, ())) for kind in KINDS}

    def _required(self, article_id: str) -> Answer:
        """Return what is kept of an article. Raises ``InputError`` when there is none."""
        if found := self._source(article_id):
            return found
        raise InputError("no article {id} in the index", id=repr(article_id))

    def _source(self, article_id: str) -> Answer | None:
        return self._sources([document_id(article_id)]).get(document_id(article_id))

    def _sources(self, documents: Sequence[str]) -> dict[str, Answer]:
        """Return what is kept of some documents."""
        if not documents:
            return {}
        return read_sources(self._state.asking.search(sources_of(documents)))
