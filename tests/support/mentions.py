"""Mentions of a sentence, by one extractor that all tests share."""

from functools import cache

from index.entities import Extractor
from index.facets import Kind


@cache
def extractor() -> Extractor:
    """Return the extractor that tests share: it reads its tables once."""
    return Extractor()


def names(text: str, kind: Kind) -> list[str]:
    """Return the names of one kind in a text, in order."""
    return [mention.name for mention in extractor()(text) if mention.kind == kind]
