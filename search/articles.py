"""Questions about one article: what it is, who is in it, what is like it, who else ran it."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from index.article import Article
from index.errors import InputError
from index.facets import KINDS
from search.opened import Opened

if TYPE_CHECKING:
    from search.related import Similar, Version

_LISTED_IDS = 5
"""Maximum number of ids that an error about an ambiguous id lists."""


class Articles(Opened):
    """The part of the engine that is asked about one article by its id."""

    def article(self, article_id: str) -> Article | None:
        """Return an article, text included, or None when the index has none of that id."""
        with self._lock, self._state.snapshot.guarded():
            docnum = self._state.snapshot.docnum(article_id)
            return None if docnum is None else self._state.snapshot.article(docnum)

    def added(self, article_id: str) -> datetime | None:
        """Return when an article came in, None when the index has none of that id."""
        with self._lock, self._state.snapshot.guarded():
            docnum = self._state.snapshot.docnum(article_id)
            return None if docnum is None else self._state.hits.added(docnum)

    def find(self, name: str) -> Article | None:
        """Return the article with the id ``name``, else the only one whose id ends with it.

        Return None when there is no such article. Raises ``InputError``, which lists some of
        them, when the ids of several articles end with ``name``.
        """
        if not name:
            return None
        with self._lock, self._state.snapshot.guarded():
            if article := self.article(name):
                return article
            end = name.encode("utf-8", "replace")
            snapshot = self._state.snapshot
            ids = {
                term.decode("utf-8", "replace")
                for leaf in snapshot.leaves
                for term in leaf.reader.lexicon("id")
                if term.endswith(end)
            }
            found = [doc for one in sorted(ids) if (doc := snapshot.docnum(one)) is not None]
            if len(found) < 2:
                return snapshot.article(found[0]) if found else None
            listed = ", ".join(snapshot.article_ids(found[:_LISTED_IDS]))
        raise InputError(
            "{number} ids end in {name}: {ids}; give more of one",
            number=len(found),
            name=name,
            ids=listed + (", …" if len(found) > _LISTED_IDS else ""),
        )

    def entities(self, article_id: str) -> Mapping[str, tuple[str, ...]]:
        """Return an article's names of each kind, as the facets show them."""
        with self._lock, self._state.snapshot.guarded():
            docnum = self._state.snapshot.docnum(article_id)
            if docnum is None:
                return dict.fromkeys(KINDS, ())
            return {kind: self._state.hits.values(kind, docnum) for kind in KINDS}

    def versions(self, article_id: str) -> "tuple[Version, ...]":
        """Return all articles that run the text of one, itself among them, the earliest first.

        Raises ``InputError`` when there is no such article.
        """
        with self._lock, self._state.snapshot.guarded():
            from search.versions import versions

            return versions(self._state, self._document(article_id))

    def similar(self, article_id: str, limit: int = 10, *, bare: bool = False) -> "Similar":
        """Return the articles that are like one, the likest first; of nearly equal ones the best.

        The ``query`` of the result finds them too, among others, matching any of its words. With
        a ``limit`` of 0 there is nothing but the query, with ``bare`` hits have their id and
        score alone. Raises ``InputError`` when there is no such article.
        """
        with self._lock, self._state.snapshot.guarded():
            from search.similar import similar

            return similar(self._state, self._document(article_id), limit, bare=bare)

    def _document(self, article_id: str) -> int:
        """Return the number of an article. Raises ``InputError`` when there is none."""
        docnum = self._state.snapshot.docnum(article_id)
        if docnum is None:
            raise InputError("no article {id} in the index", id=repr(article_id))
        return docnum
