"""Writes a segment of the array codec: documents in, files out; and joins segments.

Whoosh's own segment writer hands every posting through a sorted pool, one by one; here terms
go into flat arrays, and a field is sorted once, at the end.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import _lenfield
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader
from whoosh.util.numeric import length_to_byte

from index.codec.codec import ArrayCodec, ArraySegment, PostingList, write_field
from index.codec.field import encode, invert_stream, join
from index.codec.packed import Ints, UInts

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
        codec = ArrayCodec()
        self.segment: ArraySegment = codec.new_segment(self._storage, INDEX_NAME)
        self._documents = codec.per_document_writer(self._storage, self.segment)
        self._lists: dict[str, PostingList] = {}
        self._total_lengths: dict[str, int] = {}
        self.count = 0

    def add(self, document: Mapping[str, Any]) -> None:
        """Add a document, fields to values; its number is how many came before.

        Its values must be sound: nothing is taken back when one turns out not to be.
        """
        documents = self._documents
        documents.start_doc(self.count)
        for name, value in document.items():
            field = self._schema[name]
            if field.indexed:
                postings = self._lists.setdefault(name, PostingList())
                for term, *_ in field.index(value):
                    postings.append(term, self.count)
            if field.column_type:
                cell = field.to_column_value(value)
                documents.add_column_value(name, field.column_type, cell)
        documents.finish_doc()
        self.count += 1

    def add_text(
        self, name: str, terms: Iterable[str], ids: UInts, docs: UInts, positions: UInts
    ) -> None:
        """Add a field of running text, when all documents are in; see ``invert_stream``."""
        lengths = np.bincount(docs, minlength=self.count)
        known, inverse = np.unique(lengths, return_inverse=True)
        as_bytes = np.array([length_to_byte(length) for length in known.tolist()], np.uint8)
        filename = ArrayCodec.column_filename(self.segment, _lenfield(name))
        with self._storage.create_file(filename) as file:
            file.write(as_bytes[inverse].tobytes())
        self._total_lengths[name] = len(ids)
        inverted = invert_stream(terms, ids, docs, positions)
        write_field(self._storage, self.segment, name, encode(inverted))

    def finish(self) -> ArraySegment:
        """Write the segment's remaining files and return it."""
        for name in sorted(self._lists):
            write_field(self._storage, self.segment, name, self._lists.pop(name).encoded())
        return self._close()

    def merge(self, source: FileStorage, segments: Sequence[ArraySegment]) -> ArraySegment:
        """Make the segment of the live documents of others, in their order, and return it."""
        readers = [SegmentReader(source, self._schema, segment) for segment in segments]
        try:
            renumbered = [self._copy_documents(reader) for reader in readers]
            for name in sorted({name for segment in segments for name in segment.fields}):
                fields = (
                    (file.inverted(), new)
                    for reader, new in zip(readers, renumbered, strict=True)
                    if (file := reader._terms.field(name)) is not None
                )
                write_field(self._storage, self.segment, name, encode(join(fields)))
        finally:
            for reader in readers:
                reader.close()
        return self._close()

    def _copy_documents(self, reader: SegmentReader) -> Ints:
        """Copy what is kept per document; return each document's new number, -1 if deleted."""
        new = np.full(reader.doc_count_all(), -1, np.int64)
        fields = [(name, self._schema[name]) for name in self._schema.names()]
        columns = {
            name: reader.column_reader(name, field.column_type, translate=False)
            for name, field in fields
            if field.column_type and reader.has_column(name)
        }
        for number, stored in reader.iter_docs():
            new[number] = self.count
            self._documents.start_doc(self.count)
            for name, field in fields:
                length = reader.doc_field_length(number, name) if field.scorable else 0
                self._documents.add_field(name, field, stored.get(name), length)
                if name in columns:
                    cell = columns[name][number]
                    self._documents.add_column_value(name, field.column_type, cell)
            self._documents.finish_doc()
            self.count += 1
        return new

    def _close(self) -> ArraySegment:
        self._documents.close()
        for scratch in Path(self._storage.folder).glob(f"{INDEX_NAME}.tmp"):
            scratch.rmdir()
        self.segment._fieldlengths.update(self._total_lengths)
        self.segment.set_doc_count(self.count)
        return self.segment
