"""Writes a segment of the array codec: documents in, files out; and merges segments.

Whoosh's own segment writer hands every posting through a sorted pool, one by one; here terms
go into flat arrays, and a field is sorted once, at the end.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import _lenfield
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader
from whoosh.util.numeric import length_to_byte

from index.arrays import counted
from index.codec.codec import (
    INDEX_NAME,
    ArrayCodec,
    ArraySegment,
    ArrayTermsReader,
    SegmentStorage,
    writing_field,
)
from index.codec.documents import DocumentWriter, merge_documents
from index.codec.field import FieldFile
from index.codec.field_writer import Base, FieldWriter
from index.codec.inversion import TermStream, Text, Vocabulary, invert_text
from index.codec.merge import Source, merge


class SegmentWriter:
    """Makes one segment in a directory of its own.

    What is searched as a whole (ids, facets, numbers) comes with each document; running text
    comes at the end, a field at a time, as the stream of its terms over all documents.
    """

    def __init__(self, directory: Path, schema: Schema) -> None:
        self._directory = directory
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

    def add_column(self, name: str, cells: npt.NDArray[np.void]) -> None:
        """Add a column of byte strings, when all documents are in: a record for each."""
        self._documents.add_column(name, cells)

    def add_text(
        self,
        name: str,
        terms: Vocabulary,
        view: TermStream,
        text: Text,
        base: tuple[str, TermStream] | None = None,
    ) -> None:
        """Add a field of running text, when all documents are in; see ``invert_text``.

        Positions are kept if the schema says so. ``base`` is the name and the view of a field
        that has been added before: terms that stand where one of its terms stands take little
        space.
        """
        lengths = np.zeros(self.count, np.int64)
        base_name, base_view = base or ("", None)
        kept = self._schema[name].format.supports("positions")
        with self._writing(name, positions=kept, base=base_name) as file:
            for part in invert_text(terms, view, text, positions=kept, base=base_view):
                lengths += counted(part.docs, self.count, part.freqs)
                file.write(part)
                del part  # before the next one is made
        known, inverse = np.unique(lengths, return_inverse=True)
        as_bytes = np.array([length_to_byte(length) for length in known.tolist()], np.uint8)
        filename = ArrayCodec.column_filename(self.segment, _lenfield(name))
        with self._storage.create_file(filename) as column:
            column.write(as_bytes[inverse].tobytes())
        self._total_lengths[name] = int(lengths.sum())

    def finish(self) -> ArraySegment:
        """Write the segment's file and return the segment."""
        for name, inverted in self._documents.finish():
            with self._writing(name, positions=False) as file:
                file.write(inverted)
        self.segment.set_doc_count(self.count)
        return self._assembled()

    def merge(self, source: SegmentStorage, segments: Sequence[ArraySegment]) -> ArraySegment:
        """Make the segment of the live documents of others, in their order, and return it.

        Every part of ``source`` that is read is verified if that says so.
        """
        readers = [SegmentReader(source, self._schema, segment) for segment in segments]
        try:
            renumbered = merge_documents(self._storage, self.segment, readers)
            terms = [reader._terms for reader in readers]
            names = {name for segment in segments for name in segment.fields}
            bases = {name: _base(terms, name) for name in names}
            merged: dict[FieldFile | None, Source] = {}
            for name in sorted(names, key=lambda name: (bases[name] != "", name)):
                sources = [
                    Source.of(file, new, merged.get(file.base))
                    for reader, new in zip(terms, renumbered, strict=True)
                    if (file := reader.field(name)) is not None
                ]
                merged |= {source.file: source for source in sources}
                positions = any(source.file.has_positions for source in sources)
                # Counted, not added up from the rounded lengths, as stock Whoosh does: scores
                # would drift with every merge.
                total = 0
                with self._writing(name, positions=positions, base=bases[name]) as writer:
                    for part in merge(sources):
                        writer.write(part)
                        total += int(part.freqs.sum())
                if self._schema[name].scorable:
                    self._total_lengths[name] = total
        finally:
            for reader in readers:
                reader.close()
        return self._assembled()

    def _assembled(self) -> ArraySegment:
        self.segment._fieldlengths = self._total_lengths
        self.segment.assemble(self._directory)
        return self.segment

    def _writing(
        self, name: str, *, positions: bool, base: str = ""
    ) -> AbstractContextManager[FieldWriter]:
        """Return a writer of a field, based on one that has been written."""
        file = ArrayTermsReader(self._storage, self.segment).field(base) if base else None
        on = Base(base, file) if file else None
        return writing_field(self._storage, self.segment, name, positions=positions, base=on)


def _base(readers: Sequence[ArrayTermsReader], name: str) -> str:
    """Return the field on which a field is based in any of the segments, if it is."""
    files = (reader.field(name) for reader in readers)
    return next((file.base_name for file in files if file and file.base_name), "")
