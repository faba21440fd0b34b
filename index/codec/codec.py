"""The array codec: a Whoosh codec whose postings are arrays in mapped files.

Everything per document (field lengths, columns, stored values) stays as Whoosh's W3 codec has
it. A field's postings are one file, ``<segment>.<field>.nba``, see :mod:`index.codec.field`.
All of these are parts of one file, ``<segment>.seg``, see :mod:`index.codec.segment_file`.
Stock Whoosh reads it through the classes here, with the same ids and scores as an index of its
own; naba's search takes the arrays themselves (:meth:`ArrayTermsReader.field`).

Segments of this codec are pickled into Whoosh's table of contents: the names of this module's
classes are part of the format.
"""

from array import array
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermInfo, TermNotFound

from index.codec.field import VERSION, FieldFile
from index.codec.field_writer import Base, FieldWriter
from index.codec.inverted import Inverted
from index.codec.matcher import ArrayMatcher
from index.codec.segment_file import ENDING, PartStorage, Seal, SegmentFile, assemble
from index.disk import map_file

INDEX_NAME = "MAIN"
"""Whoosh's own default index name, so that ``open_dir(directory)`` finds it."""

EXTENSION = ".nba"
"""Ending of the names of posting files."""
MAX_OCCURRENCES_A_BYTE = 4096
"""Most occurrences to a byte of a segment's file: what articles that repeat one word compress
to stays well below."""
_FLUSH = 1 << 20
"""Number of postings that are collected before they are written."""


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Whoosh codec with postings as arrays."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> "ArrayFieldWriter":
        """Return a writer of postings one by one, for stock Whoosh's writers and merges."""
        return ArrayFieldWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> "ArrayTermsReader":
        """Return a reader of the segment's fields."""
        return ArrayTermsReader(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> "ArraySegment":
        """Return a new, empty segment."""
        return ArraySegment(self, indexname)


class ArraySegment(W3Segment):  # type: ignore[misc]
    """A segment of the array codec; ``fields`` are the names of its inverted fields.

    ``format`` is the version of their layout; ``seal`` has the size and the checksum of the
    segment's file, once there is one.
    """

    def __init__(self, codec: ArrayCodec, indexname: str) -> None:
        super().__init__(codec, indexname)
        self.fields: tuple[str, ...] = ()
        self.format = VERSION
        self.seal: Seal = (0, 0)

    @property
    def file_name(self) -> str:
        """The name of the segment's file."""
        return str(self.make_filename(ENDING))

    def assemble(self, directory: Path) -> None:
        """Put the segment's files in ``directory`` together into one."""
        prefix = self.segment_id()
        parts = sorted(path for path in directory.iterdir() if path.name.startswith(f"{prefix}."))
        named = [(path.name.removeprefix(prefix), path) for path in parts]
        self.seal = assemble(directory / self.file_name, named)
        self.compound = True

    def open_compound_file(self, storage: Any) -> PartStorage:
        """Return the files of the segment as a storage of their own.

        Stock Whoosh's storages have a folder; naba's own open the segment's file themselves.
        """
        if isinstance(storage, SegmentStorage):
            file = storage.segment_file(self)
        else:
            file = SegmentFile(Path(storage.folder) / self.file_name, self.seal)
        return PartStorage(file, self.segment_id())

    def codec(self) -> ArrayCodec:
        """Return the codec that reads the segment."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Keep stock Whoosh from putting the files together: they would not lie aligned."""
        return False


class SegmentStorage(FileStorage):  # type: ignore[misc]
    """The segments of a directory, each opened once and kept open.

    With ``verify`` each part that is read is compared with its checksum first. Files that are
    ``open`` are not opened again: a file takes a descriptor, and nothing is ever written over.
    """

    def __init__(
        self, directory: Path, *, verify: bool = False, open: Iterable[SegmentFile] = ()
    ) -> None:
        super().__init__(str(directory), readonly=True)
        self._directory = directory
        self._verify = verify
        self._open = {(file.name, file.seal): file for file in open}
        self.opened: dict[str, SegmentFile] = {}

    def segment_file(self, segment: ArraySegment) -> SegmentFile:
        """Return the file of a segment.

        Raises what :class:`~index.codec.segment_file.SegmentFile` does.
        """
        name = segment.file_name
        if name not in self.opened:
            self.opened[name] = self._open.get((name, segment.seal)) or SegmentFile(
                self._directory / name, segment.seal, verify=self._verify
            )
        return self.opened[name]

    def file_exists(self, name: str) -> bool:
        """Tell that there is nothing beside the files of segments."""
        return False


def field_name(segment: ArraySegment, field: str) -> str:
    """Return the name of a field's posting file."""
    return str(segment.make_filename(f".{field}{EXTENSION}"))


@contextmanager
def writing_field(
    storage: Any, segment: ArraySegment, field: str, *, positions: bool, base: Base | None = None
) -> Iterator[FieldWriter]:
    """Yield a writer of a field's posting file, and enter the field in the segment."""
    with storage.create_file(field_name(segment, field)) as file:
        writer = FieldWriter(file, positions=positions, base=base)
        yield writer
        writer.close()
    segment.fields = (*segment.fields, field)


class ArrayFieldWriter(base.FieldWriter):  # type: ignore[misc]
    """Takes postings in the order of terms, as stock Whoosh's writers hand them over."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        self._storage = storage
        self._segment = segment
        self._decode: Any = None
        self._open = ExitStack()
        self._clear()
        self.is_closed = False

    def _clear(self) -> None:
        self._terms: list[bytes] = []
        self._counts = array("I")
        self._docs = array("I")
        self._freqs = array("I")
        self._positions = array("I")

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field."""
        positions = fieldobj.format.supports("positions")
        self._decode = fieldobj.format.decoder("positions") if positions else None
        self._file: FieldWriter = self._open.enter_context(
            writing_field(self._storage, self._segment, fieldname, positions=positions)
        )

    def start_term(self, text: bytes) -> None:
        """Begin a term."""
        self._terms.append(text)
        self._counts.append(0)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        """Add a posting."""
        self._counts[-1] += 1
        self._docs.append(docnum)
        self._freqs.append(int(weight))
        if self._decode:
            self._positions.extend(self._decode(vbytes))

    def finish_term(self) -> None:
        """End the term, and write it when there are enough postings to be worth it."""
        if len(self._docs) >= _FLUSH:
            self._flush()

    def _flush(self) -> None:
        columns = (self._counts, self._docs, self._freqs, self._positions)
        counts, docs, freqs, positions = (np.array(column, np.uint32) for column in columns)
        self._file.write(Inverted(self._terms, counts, docs, freqs, positions))
        self._clear()

    def finish_field(self) -> None:
        """Write the rest of the field."""
        self._flush()
        self._open.close()

    def close(self) -> None:
        """End the segment."""
        self.is_closed = True


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """The fields of a segment, opened when first asked for."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        self._storage = storage
        self._segment = segment
        self._fields: dict[str, FieldFile] = {}

    def field(self, name: str) -> FieldFile | None:
        """Return a field's arrays, None when the segment has no posting of it."""
        if name not in self._fields:
            if name not in self._segment.fields:
                return None
            self._fields[name] = self._required(FieldFile(self._buffer(name), self._base))
        return self._fields[name]

    def _base(self, name: str) -> FieldFile | None:
        """Return a field on which another is based, which must not itself be based on one."""
        if name not in self._fields and name in self._segment.fields:
            self._fields[name] = self._required(FieldFile(self._buffer(name)))
        return self._fields.get(name)

    def _required(self, file: FieldFile) -> FieldFile:
        """Return a field whose numbers the segment can have. Raises ValueError for another."""
        if self._segment.is_compound() and (
            file.documents > self._segment.doc_count_all()
            or file.dictionary.occurrences > MAX_OCCURRENCES_A_BYTE * self._segment.seal[0]
        ):
            raise ValueError("a posting file has more postings than its segment can have")
        return file

    def _buffer(self, name: str) -> Any:
        filename = field_name(self._segment, name)
        parts = getattr(self._storage, "a", self._storage)  # the lower of an OverlayStorage
        if isinstance(parts, PartStorage):
            return parts.mapped(filename)
        if folder := getattr(self._storage, "folder", None):
            return map_file(Path(folder) / filename)
        with self._storage.open_file(filename) as file:
            return file.read()

    def _find(self, fieldname: str, text: bytes) -> tuple[FieldFile, int]:
        field = self.field(fieldname)
        number = None if field is None else field.find(text)
        if field is None or number is None:
            raise KeyError((fieldname, text))  # what SegmentReader takes for "no such term"
        return field, number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self.field(term[0])
        return field is not None and field.find(term[1]) is not None

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields that have postings."""
        return sorted(self._segment.fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every (field, term) in order."""
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield every (field, term) from a term of a field on."""
        for name in self.indexed_field_names():
            field = self.field(name)
            if field is None or name < fieldname:
                continue
            start = field.at_or_after(prefix) if name == fieldname else 0
            for number in range(start, len(field)):
                yield name, field.term(number)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield every term with what is known of it."""
        return self.items_from("", b"")

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield terms with what is known of them, from a term of a field on."""
        for name, text in self.terms_from(fieldname, prefix):
            yield (name, text), self.term_info(name, text)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return a term's statistics. Raises KeyError when there is no such term.

        Lengths are bounds, not what really occurs: stock Whoosh uses them only to skip blocks.
        """
        field, number = self._find(fieldname, text)
        docs = field.docs(number)
        return TermInfo(
            weight=float(field.occurrence_count(number)),
            df=len(docs),
            minlength=1,
            maxlength=2**31 - 1,
            maxweight=float(field.frequencies(number).max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term occurs."""
        field, number = self._find(fieldname, text)
        return float(field.occurrence_count(number))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return in how many documents a term occurs."""
        field, number = self._find(fieldname, text)
        return field.count(number)

    def cursor(self, fieldname: str, fieldobj: Any) -> "ArrayCursor":
        """Return a cursor over a field's terms."""
        return ArrayCursor(self.field(fieldname), fieldobj)

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ArrayMatcher:
        """Return a term's postings. Raises TermNotFound when there is no such term."""
        try:
            field, number = self._find(fieldname, text)
        except KeyError:
            raise TermNotFound(f"No term {fieldname}:{text!r}") from None
        return ArrayMatcher(field, number, format_, (fieldname, text), scorer)

    def close(self) -> None:
        """Let go of the fields."""
        self._fields = {}


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks a field's terms; spelling asks for it."""

    def __init__(self, field: FieldFile | None, fieldobj: Any) -> None:
        self._field = field
        self._fieldobj = fieldobj
        self._at = 0

    def first(self) -> Any:
        """Go to the first term and return it."""
        self._at = 0
        return self.text()

    def find(self, text: Any) -> Any:
        """Go to the first term that is not smaller and return it."""
        if not isinstance(text, bytes):
            text = self._fieldobj.to_bytes(text)
        self._at = self._field.at_or_after(text) if self._field else 0
        return self.text()

    def next(self) -> Any:
        """Go to the next term and return it."""
        self._at += 1
        return self.text()

    def text(self) -> Any:
        """Return the term, None past the last one."""
        if not self.is_valid() or self._field is None:
            return None
        return self._fieldobj.from_bytes(self._field.term(self._at))

    def is_valid(self) -> bool:
        """Tell whether there is a term here."""
        return self._field is not None and self._at < len(self._field)
