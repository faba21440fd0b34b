"""Writes a segment of the array codec: documents in, files out; and joins segments.

Whoosh's own segment writer hands every posting through a sorted pool, one by one; here terms
go into flat arrays, and a field is sorted once, at the end.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import _lenfield
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader
from whoosh.util.numeric import length_to_byte

from index.codec.codec import ArrayCodec, ArraySegment, writing_field
from index.codec.documents import DocumentWriter, join_documents
from index.codec.inversion import Terms, View, invert_text
from index.codec.merge import merge
from index.codec.packed import UInts

INDEX_NAME = "MAIN"
"""Whoosh's own default index name, so that ``open_dir(directory)`` finds it."""


class SegmentWriter:
    """Makes one segment in a directory of its own.

    What is searched as a whole (ids, facets, numbers) comes with each document; running text
    comes at the end, a field at a time, as the stream of its terms over all documents.
    """

    def __init__(self, directory: Path, schema: Schema) -> None:
        self._storage = FileStorage(str(directory))
        self._schema = schema
        self.segment: ArraySegment = ArrayCodec().new_segment(self._storage, INDEX_NAME)
        self._documents = DocumentWriter(self._storage, self.segment, schema)
        self._total_lengths: dict[str, int] = {}

    @property
    def count(self) -> int:
        """How many documents have been added."""
        return self._documents.count

    def add(self, document: Mapping[str, Any]) -> None:
        """Add a document, fields to values; its number is how many came before.

        Its values must be sound: nothing is taken back when one turns out not to be.
        """
        self._documents.add(document)

    def add_text(
        self,
        name: str,
        terms: Terms,
        view: View,
        forms: UInts,
        docs: UInts,
        positions: UInts,
    ) -> None:
        """Add a field of running text, when all documents are in; see ``invert_text``."""
        lengths = np.zeros(self.count, np.int64)
        with writing_field(self._storage, self.segment, name, positions=True) as file:
            for part in invert_text(terms, view, forms, docs, positions):
                lengths += np.bincount(part.docs, part.freqs, self.count).astype(np.int64)
                file.write(part)
        known, inverse = np.unique(lengths, return_inverse=True)
        as_bytes = np.array([length_to_byte(length) for length in known.tolist()], np.uint8)
        filename = ArrayCodec.column_filename(self.segment, _lenfield(name))
        with self._storage.create_file(filename) as column:
            column.write(as_bytes[inverse].tobytes())
        self._total_lengths[name] = int(lengths.sum())

    def finish(self) -> ArraySegment:
        """Write the segment's remaining files and return it."""
        for name, inverted in self._documents.finish():
            with writing_field(self._storage, self.segment, name, positions=False) as file:
                file.write(inverted)
        self.segment._fieldlengths = self._total_lengths
        self.segment.set_doc_count(self.count)
        return self.segment

    def merge(self, source: FileStorage, segments: Sequence[ArraySegment]) -> ArraySegment:
        """Make the segment of the live documents of others, in their order, and return it."""
        readers = [SegmentReader(source, self._schema, segment) for segment in segments]
        try:
            renumbered = join_documents(self._storage, self.segment, readers)
            for name in sorted({name for segment in segments for name in segment.fields}):
                fields = [
                    (file, new)
                    for reader, new in zip(readers, renumbered, strict=True)
                    if (file := reader._terms.field(name)) is not None
                ]
                positions = any(file.has_positions for file, _ in fields)
                # Counted, not added up from the rounded lengths, as stock Whoosh does: scores
                # would drift with every merge.
                total = 0
                with writing_field(
                    self._storage, self.segment, name, positions=positions
                ) as writer:
                    for part in merge(fields):
                        writer.write(part)
                        total += int(part.freqs.sum())
                if self._schema[name].scorable:
                    self._total_lengths[name] = total
        finally:
            for reader in readers:
                reader.close()
        self.segment._fieldlengths = self._total_lengths
        return self.segment
