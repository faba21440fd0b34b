"""The manifest: all that naba needs to know of one generation, as plain text.

Whoosh keeps its schema and its list of segments pickled, and unpickling runs whatever a file
says. The table of contents with those pickles is written for stock Whoosh alone; naba itself
never unpickles anything, but builds the schema and the segments anew from the manifest's
numbers and names, each of which is checked before it is used.

Two lines of JSON: the versions and the CRC-32 of the second line; then the segments with the
seals of their files, those of the other files, the canonical names of the entities and the
user's own list of names.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from whoosh.fields import Schema

from index.codec import INDEX_NAME, ArrayCodec, ArraySegment
from index.codec.codec import MAX_OCCURRENCES_A_BYTE
from index.codec.segment_file import Seal
from index.copies import RESEMBLANCE
from index.entities.corrections import read_corrections
from index.errors import IndexDamaged, IndexFormat
from index.facets import FACETS, KINDS, Kind
from index.patterns import pattern
from index.schema import make_schema, versions

CanonicalNames = Mapping[Kind, Mapping[str, str]]

_DECISIVE = ("format", "analysis")
"""The versions an index must share with the program to be read; another extractor is no bar."""
_SEGMENT_ID = pattern("[0-9a-z]{1,64}")
_DOCUMENT_BYTES = 8
"""Fewest bytes a document takes in a segment's file: where its id ends."""


@dataclass(frozen=True, eq=False)
class Generation:
    """One committed state: its number, Whoosh schema and segments, files and names."""

    number: int
    schema: Schema
    segments: tuple[ArraySegment, ...]
    names: Seal
    """Seal of the file of global ordinals."""
    copies: Seal
    """Seal of the file of groups of copies."""
    toc: Seal
    """Seal of the table of contents that stock Whoosh reads."""
    canonical: CanonicalNames
    """For each kind, local name to canonical name where they differ; to '' one that is none."""
    corrections: str = ""
    """The user's list of names, as :mod:`index.entities.corrections` reads it."""
    resemblance: float = RESEMBLANCE
    """The least resemblance of copies that two outlets ran."""
    arrived: int = 0
    """The time, in milliseconds since 1970, up to which all that came in is here: that of the last
    run which has ended."""
    encoder: str = ""
    """What made the vectors of the articles; empty when there are none."""
    vectors: Mapping[str, "VectorFile"] = field(default_factory=dict)
    """For each segment that has vectors, by its id, the file of them."""

    @classmethod
    def none(cls) -> Self:
        """The state before the first commit."""
        return cls(0, make_schema(), (), (0, 0), (0, 0), (0, 0), {kind: {} for kind in KINDS})

    @property
    def files(self) -> dict[str, Seal]:
        """The files a reader of this generation opens, and their seals."""
        found = {segment.file_name: segment.seal for segment in self.segments}
        own = {names_name(self.number): self.names, copies_name(self.number): self.copies}
        vectors = {file.name(segid): file.seal for segid, file in self.vectors.items()}
        return found | own | vectors

    @property
    def own_files(self) -> set[str]:
        """The names of all files of this generation."""
        if not self.number:
            return set()
        return {*self.files, manifest_name(self.number), toc_name(self.number)}


class VectorFile(NamedTuple):
    """The file of a segment's vectors: the generation that it was written for, and its seal."""

    number: int
    seal: Seal

    def name(self, segid: str) -> str:
        """Return the name of the file, of a segment by its id."""
        return f"{INDEX_NAME}_{segid}.vectors{self.number}"


def manifest_name(number: int) -> str:
    """Return the name of generation ``number``'s manifest."""
    return f"naba_{number}.json"


def names_name(number: int) -> str:
    """Return the name of generation ``number``'s file of global ordinals."""
    return f"naba_{number}.names"


def copies_name(number: int) -> str:
    """Return the name of generation ``number``'s file of groups of copies."""
    return f"naba_{number}.copies"


def toc_name(number: int) -> str:
    """Return the name of generation ``number``'s table of contents, which Whoosh gives it."""
    return f"_{INDEX_NAME}_{number}.toc"


def encode_manifest(generation: Generation) -> bytes:
    """Return the manifest of a generation."""
    body = json.dumps(
        {
            "segments": [_record(segment) for segment in generation.segments],
            "names": generation.names,
            "copies": generation.copies,
            "toc": generation.toc,
            "canonical": generation.canonical,
            "corrections": generation.corrections,
            "resemblance": generation.resemblance,
            "arrived": generation.arrived,
            **({"meaning": _meaning(generation)} if generation.vectors else {}),
        },
        ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")
    head = json.dumps({**versions(), "crc": _checksum(versions(), body)}).encode()
    return head + b"\n" + body


def decode_manifest(data: bytes, directory: Path, number: int) -> Generation:
    """Return the generation that :func:`encode_manifest` wrote down.

    Raises :class:`IndexFormat` for one of other versions, else :class:`IndexDamaged`.
    """
    head, _, body = data.partition(b"\n")
    try:
        said = json.loads(head)
        _require_versions(said, directory)
        if said["crc"] != _checksum(said, body):
            raise ValueError("checksum differs")
        told = json.loads(body)
        segments = tuple(_segment(record) for record in told["segments"])
        if len({segment.segid for segment in segments}) < len(segments):
            raise ValueError("a segment is listed twice")
        canonical: CanonicalNames = {kind: _renamed(told["canonical"][kind]) for kind in KINDS}
        corrections = told["corrections"]
        read_corrections(corrections)
        encoder, vectors = _vectors(told.get("meaning"), {segment.segid for segment in segments})
        return Generation(
            number,
            make_schema(),
            segments,
            names=_seal(told["names"]),
            copies=_seal(told["copies"]),
            toc=_seal(told["toc"]),
            canonical=canonical,
            corrections=corrections,
            resemblance=_share(told["resemblance"]),
            arrived=_number(told["arrived"], 1 << 62),
            encoder=encoder,
            vectors=vectors,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IndexDamaged.because(
            directory, "cannot read {file}", file=manifest_name(number)
        ) from error


def _checksum(said: Mapping[str, Any], body: bytes) -> int:
    """Return the CRC-32 of a manifest: of its versions, then of its second line."""
    return zlib.crc32(body, zlib.crc32(_say({key: said[key] for key in versions()}).encode()))


def _require_versions(said: Mapping[str, Any], directory: Path) -> None:
    found = {key: said[key] for key in _DECISIVE}
    wanted = {key: versions()[key] for key in _DECISIVE}
    if found != wanted:
        raise IndexFormat(
            "the index in {directory} was written by another version of naba "
            "({found}; this one needs {needed}); "
            "renew it with: naba index --rebuild PATH",
            directory=directory,
            found=_say(found),
            needed=_say(wanted),
        )


def _record(segment: ArraySegment) -> dict[str, Any]:
    return {
        "id": segment.segid,
        "format": segment.format,
        "seal": segment.seal,
        "documents": segment.doc_count_all(),
        "deleted": sorted(segment.deleted_docs()),
        "fields": segment.fields,
        "lengths": segment._fieldlengths,
    }


def _segment(record: Mapping[str, Any]) -> ArraySegment:
    segment = ArraySegment(ArrayCodec(), INDEX_NAME)
    segment.compound = True
    segment.segid = record["id"]
    if not _SEGMENT_ID.fullmatch(segment.segid):
        raise ValueError("a segment has no name that naba gives")
    if record["format"] != segment.format:
        raise IndexFormat(
            "a segment of the index has format {found}, this version of naba needs "
            "{needed}; renew the index with: naba index --rebuild PATH",
            found=record["format"],
            needed=segment.format,
        )
    segment.seal = size, _ = _seal(record["seal"])
    documents = _number(record["documents"], size // _DOCUMENT_BYTES)
    segment.set_doc_count(documents)
    deleted = [_number(document, documents - 1) for document in record["deleted"]]
    if len({*deleted}) < len(deleted):
        raise ValueError("a document is deleted twice")
    for document in deleted:
        segment.delete_document(document)
    segment.fields = tuple(record["fields"])
    if missing := [facet for facet in FACETS if facet not in segment.fields]:
        raise IndexFormat(
            "the index is from before naba had the facet {facet}; "
            "renew it with: naba index --rebuild PATH",
            facet=missing[0],
        )
    if not _field_names() >= {*segment.fields, *record["lengths"]}:
        raise ValueError("a field is none of the schema's")
    lengths = record["lengths"].items()
    segment._fieldlengths = {name: _number(n, MAX_OCCURRENCES_A_BYTE * size) for name, n in lengths}
    return segment


def _meaning(generation: Generation) -> dict[str, Any]:
    files = {segid: (file.number, *file.seal) for segid, file in generation.vectors.items()}
    return {"encoder": generation.encoder, "files": files}


def _vectors(told: Any, segments: set[str]) -> tuple[str, dict[str, VectorFile]]:
    """Return who made the vectors of an index, and their files; nothing when there are none."""
    if told is None:
        return "", {}
    encoder, files = told["encoder"], told["files"]
    if type(encoder) is not str or not encoder or not files.keys() <= segments:
        raise ValueError("vectors of no encoder, or of no segment")
    found = {}
    for segid, (number, size, checksum) in files.items():
        found[segid] = VectorFile(_number(number, 10**18), _seal((size, checksum)))
    return encoder, found


@cache
def _field_names() -> frozenset[str]:
    return frozenset(name for name, _ in make_schema().items())


def _seal(told: Any) -> Seal:
    size, checksum = told
    return _number(size, 1 << 62), _number(checksum, 0xFFFFFFFF)


def _number(told: Any, most: int) -> int:
    """Return a number. Raises ValueError unless it is whole, and from 0 to ``most``."""
    if type(told) is not int or not 0 <= told <= most:
        raise ValueError(f"{told!r} is no number up to {most}")
    return told


def _share(told: Any) -> float:
    if type(told) not in (int, float) or not 0 <= told <= 1:
        raise ValueError(f"{told!r} is no number from 0 to 1")
    return float(told)


def _renamed(told: Mapping[str, str]) -> dict[str, str]:
    if {*map(type, told.values())} - {str}:  # a key of JSON is a text
        raise ValueError("a canonical name is no text")
    return {**told}


def _say(found: Mapping[str, int]) -> str:
    return ", ".join(f"{key} {value}" for key, value in found.items())
