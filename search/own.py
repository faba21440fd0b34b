"""A user's own tags as queries: which of them an index is asked for, and by whom they stand."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any

from whoosh import query as wq

from index.desk import READ, Tags, tag_name
from index.errors import InputError
from search.execute.queries.tagged import Tagged
from search.results import Filters

UNREAD = "unread"
"""What stands for the want of the tag :data:`~index.desk.READ`."""


class Own:
    """The tags beside one index; what has been read of them is kept until they change."""

    def __init__(self, tags: Tags) -> None:
        self.tags = tags
        self._version: tuple[int, ...] = ()
        self._articles: dict[str, frozenset[str]] = {}

    def articles(self, name: str) -> frozenset[str]:
        """Return the ids of the articles with a tag."""
        version = self.tags.version()
        if version != self._version:
            self._version = version
            self._articles.clear()
        if name not in self._articles:
            self._articles[name] = self.tags.articles(name)
        return self._articles[name]

    def has(self, text: str) -> bool:
        """Tell whether any article has a tag, which ``unread`` says of all."""
        name = _name(text)
        return name == UNREAD or bool(self.articles(name))

    def tagged(self, text: str) -> Any:
        """Return the query of the articles with a tag."""
        name = _name(text)
        if name == UNREAD:
            return wq.And([wq.ConstantScoreQuery(wq.Every(), 0.0), wq.Not(self.tagged(READ))])
        return Tagged(self.articles(name))

    def like(self, pattern: str) -> Any:
        """Return the query of the articles with a tag that a pattern of ``*`` and ``?`` fits."""
        names = [name for name in self.tags.counts() if fnmatchcase(name, pattern.casefold())]
        return Tagged(frozenset().union(*map(self.articles, names)))

    def any(self) -> Any:
        """Return the query of the articles with a tag, besides that they are read."""
        names = self.tags.counts().keys() - {READ}
        return Tagged(frozenset().union(*map(self.articles, names)))

    def filters(self, filters: Filters) -> Iterable[tuple[str, Any]]:
        """Yield the queries of the tags that are filtered by, each with its filter's name."""
        if filters.own:
            yield "own", wq.Or([self.tagged(name) for name in filters.own])
        if filters.unread:
            yield "unread", self.tagged(UNREAD)


def _name(text: str) -> str:
    """Return a tag as it is kept, nothing for what is none."""
    try:
        return tag_name(text)
    except InputError:
        return ""
