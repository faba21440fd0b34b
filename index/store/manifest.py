"""The manifest: all that naba needs to know of one generation, as plain text.

Whoosh keeps its schema and its list of segments pickled, and unpickling runs whatever a file
says. The table of contents with those pickles is written for stock Whoosh alone; naba itself
never unpickles anything, but builds the schema and the segments anew from the manifest's
numbers and names.

Two lines of JSON: the versions and the CRC-32 of the second line; then the segments, size and
checksum of every file, the canonical names of the entities and the user's own list of names.
"""

import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from whoosh.fields import Schema

from index.codec import INDEX_NAME, ArrayCodec, ArraySegment
from index.entities.corrections import read_corrections
from index.errors import IndexDamaged, IndexFormat
from index.facets import KINDS, Kind
from index.schema import make_schema, versions

CanonicalNames = Mapping[Kind, Mapping[str, str]]
Seal = tuple[int, int]
"""A file's size in bytes and its CRC-32."""

_DECISIVE = ("format", "analysis")
"""The versions an index must share with the program to be read; another extractor is no bar."""


@dataclass(frozen=True)
class Generation:
    """One committed state: its number, Whoosh schema and segments, files and names."""

    number: int
    schema: Schema
    segments: tuple[ArraySegment, ...]
    files: Mapping[str, Seal]
    toc: Seal
    """Of the table of contents that stock Whoosh reads."""
    canonical: CanonicalNames
    """For each kind, local name to canonical name where they differ; to '' one that is none."""
    corrections: str = ""
    """The user's list of names, as :mod:`index.entities.corrections` reads it."""

    @classmethod
    def none(cls) -> Self:
        """The state before the first commit."""
        return cls(0, make_schema(), (), {}, (0, 0), {kind: {} for kind in KINDS})


def manifest_path(directory: Path, number: int) -> Path:
    """Return the manifest's path of generation ``number``."""
    return directory / f"naba_{number}.json"


def names_path(directory: Path, number: int) -> Path:
    """Return the path of generation ``number``'s global ordinals."""
    return directory / f"naba_{number}.names"


def encode_manifest(generation: Generation) -> bytes:
    """Return the manifest of a generation."""
    body = json.dumps(
        {
            "segments": [_record(segment) for segment in generation.segments],
            "files": generation.files,
            "toc": generation.toc,
            "canonical": generation.canonical,
            "corrections": generation.corrections,
        },
        ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")
    head = json.dumps({**versions(), "crc": zlib.crc32(body)}).encode()
    return head + b"\n" + body


def decode_manifest(data: bytes, directory: Path, number: int) -> Generation:
    """Return the generation that :func:`encode_manifest` wrote down.

    Raises :class:`IndexFormat` for one of other versions, else :class:`IndexDamaged`.
    """
    head, _, body = data.partition(b"\n")
    try:
        said = json.loads(head)
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
        if said["crc"] != zlib.crc32(body):
            raise ValueError("checksum differs")
        told = json.loads(body)
        segments = tuple(_segment(record) for record in told["segments"])
        files = {name: (int(size), int(crc)) for name, (size, crc) in told["files"].items()}
        _own(files, segments, names_path(directory, number).name)
        size, crc = told["toc"]
        canonical: CanonicalNames = {kind: told["canonical"][kind] for kind in KINDS}
        corrections = str(told.get("corrections", ""))
        read_corrections(corrections)
        toc = (size, crc)
        return Generation(number, make_schema(), segments, files, toc, canonical, corrections)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        name = manifest_path(directory, number).name
        raise IndexDamaged.because(directory, "cannot read {file}", file=name) from error


def _record(segment: ArraySegment) -> dict[str, Any]:
    return {
        "id": segment.segid,
        "format": segment.format,
        "documents": segment.doc_count_all(),
        "deleted": sorted(segment.deleted_docs()),
        "fields": segment.fields,
        "lengths": segment._fieldlengths,
    }


def _segment(record: Mapping[str, Any]) -> ArraySegment:
    segment = ArraySegment(ArrayCodec(), INDEX_NAME)
    segment.segid = str(record["id"])
    if record["format"] != segment.format:
        raise IndexFormat(
            "a segment of the index has format {found}, this version of naba needs {needed}; "
            "renew the index with: naba index --rebuild PATH",
            found=record["format"],
            needed=segment.format,
        )
    segment.set_doc_count(int(record["documents"]))
    for document in record["deleted"]:
        segment.delete_document(int(document))
    segment.fields = tuple(map(str, record["fields"]))
    segment._fieldlengths = {str(name): int(n) for name, n in record["lengths"].items()}
    return segment


def _own(names: Collection[str], segments: Iterable[ArraySegment], facets: str) -> None:
    """Raise ValueError unless all are names of files of some segment, in the folder, or ``facets``.

    ``facets`` must be there.
    """
    prefixes = tuple(f"{segment.segment_id()}." for segment in segments)
    others = {*names} - {facets}
    if len(others) == len(names):
        raise ValueError(f"{facets} is not listed")
    for name in others:
        if not name.startswith(prefixes) or Path(name).name != name:
            raise ValueError(f"{name} is no file of a segment")


def _say(found: Mapping[str, int]) -> str:
    return ", ".join(f"{key} {value}" for key, value in found.items())
