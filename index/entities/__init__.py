"""Persons, places and organisations named in Arabic news, and one name for each of them."""

from index.entities.canonical import canonical_names
from index.entities.extractor import EXTRACTOR_VERSION, Extractor
from index.entities.keys import name_key
from index.entities.mention import Mention

__all__ = ["EXTRACTOR_VERSION", "Extractor", "Mention", "canonical_names", "name_key"]
