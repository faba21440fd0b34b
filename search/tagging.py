"""The user's own tags: what articles have, and how that is changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from index.desk import TagChange, Tags, tag_name
from search.opened import Opened


class Tagging(Opened):
    """The part of the engine that keeps tags; they lie beside the index, by the ids of articles."""

    def own_tags(self, article_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Return the tags of those of some articles that have any."""
        return self._tags.of(article_ids)

    def own_tag_counts(self) -> Mapping[str, int]:
        """Return how many articles have each tag; ``read`` is one that they have read."""
        return self._tags.counts()

    def tag(self, article_ids: Iterable[str], *changes: str) -> int:
        """Put tags on articles (``+important``) and take others off (``-draft``).

        ``+read`` and ``-read`` say whether they have been read. Returns how many articles had to be
        changed. Raises ``InputError`` for what is no tag.
        """
        return self._tags.change(article_ids, TagChange.of(changes))

    def own_tag_rows(self) -> Iterator[tuple[str, str]]:
        """Yield the id of every article that has a tag with the tag, in the order of the ids."""
        return self._tags.rows()

    def import_own_tags(self, rows: Iterable[tuple[str, str]]) -> int:
        """Put tags on articles by their ids, whether the index has these or not.

        Returns how many were not there. Raises ``InputError``, and changes nothing, for what is no
        tag.
        """
        return self._tags.merge((article_id, tag_name(tag)) for article_id, tag in rows)

    @property
    def _tags(self) -> Tags:
        return self._state.own.tags
