"""The extractor: a text in, its mentions out."""

from index.entities.mention import Mention

EXTRACTOR_VERSION = 1


class Extractor:
    """Finds persons, places and organisations."""

    def __call__(self, text: str) -> list[Mention]:
        """The mentions of a text, sorted by start and not overlapping."""
        return []
