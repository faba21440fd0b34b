"""Writes a segment of the array codec: documents in, files out; and joins segments.

Whoosh's own segment writer hands every posting through a sorted pool, one by one; here a
document's terms go into flat arrays, and a field is sorted once, at the end.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from index.codec.codec import ArrayCodec, ArraySegment, PostingList, write_field
from index.codec.field import encode, join
from index.codec.packed import Ints

INDEX_NAME = "MAIN"
"""Whoosh's own default index name, so that ``open_dir(directory)`` finds it."""


class SegmentWriter:
    """Makes one segment in a directory of its own.

    A document is a mapping of field to value: for a field with positions a mapping of term to
    ascending positions, else whatever the field's ``index`` takes. It must be sound: nothing is
    taken back when a value turns out not to be.
    """

    def __init__(self, directory: Path, schema: Schema) -> None:
        self._storage = FileStorage(str(directory))
        self._schema = schema
        codec = ArrayCodec()
        self.segment: ArraySegment = codec.new_segment(self._storage, INDEX_NAME)
        self._documents = codec.per_document_writer(self._storage, self.segment)
        self._lists: dict[str, PostingList] = {}
        self.count = 0

    def add(self, document: Mapping[str, Any]) -> None:
        """Add a document; its number is how many came before."""
        number = self.count
        documents = self._documents
        documents.start_doc(number)
        for name, value in document.items():
            field = self._schema[name]
            length = self._post(name, field, value, number) if field.indexed else 0
            documents.add_field(name, field, value if field.stored else None, length)
            if field.column_type:
                cell = field.to_column_value(value)
                documents.add_column_value(name, field.column_type, cell)
        documents.finish_doc()
        self.count += 1

    def _post(self, name: str, field: Any, value: Any, number: int) -> int:
        """Take in a field's terms; return its length, 0 where it does not count."""
        postings = self._lists.setdefault(name, PostingList())
        terms = postings.terms
        if isinstance(value, Mapping):
            before = len(postings.positions)
            for term, positions in value.items():
                postings.ids.append(terms.setdefault(term, len(terms)))
                postings.freqs.append(len(positions))
                postings.positions.extend(positions)
            postings.docs.extend([number] * len(value))
            return len(postings.positions) - before
        for term, *_ in field.index(value):
            postings.ids.append(terms.setdefault(term, len(terms)))
            postings.freqs.append(1)
            postings.docs.append(number)
        return 0

    def finish(self) -> ArraySegment:
        """Write the segment's files and return it."""
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
        self.segment.set_doc_count(self.count)
        return self.segment
