"""The array codec: postings as mapped arrays, in an index that stays a Whoosh index."""

from index.codec.block import TermTable
from index.codec.codec import (
    INDEX_NAME,
    ArrayCodec,
    ArraySegment,
    ArrayTermsReader,
    SegmentStorage,
)
from index.codec.field import FieldFile
from index.codec.postings import Occurrences, Postings

__all__ = [
    "INDEX_NAME",
    "ArrayCodec",
    "ArraySegment",
    "ArrayTermsReader",
    "FieldFile",
    "Occurrences",
    "Postings",
    "SegmentStorage",
    "TermTable",
]
