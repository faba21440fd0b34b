"""Indexes with right checksums and wrong contents, as one who crafts an index would make them."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.codec import ArraySegment
from index.codec.segment_file import SegmentFile, assemble
from index.store.storage import newest_generation, read_generation

Parts = dict[str, bytes]


def change_manifest(directory: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change what the manifest of an index says, and make its checksum fit."""
    path = directory / f"naba_{newest_generation(directory)}.json"
    head, _, body = path.read_bytes().partition(b"\n")
    said, told = json.loads(head), json.loads(body)
    change(told)
    body = json.dumps(told, ensure_ascii=False).encode()
    versions = ", ".join(f"{key} {said[key]}" for key in ("format", "analysis", "extractor"))
    said["crc"] = zlib.crc32(body, zlib.crc32(versions.encode()))
    path.write_bytes(json.dumps(said).encode() + b"\n" + body)


def parts_of(directory: Path, segment: ArraySegment) -> Parts:
    """Return the files of a segment by their endings."""
    file = SegmentFile(directory / segment.file_name, segment.seal)
    return {name: bytes(file.part(name)) for name in file.parts}


def change_segment(directory: Path, number: int, change: Callable[[Parts], None]) -> Path:
    """Change the files of a segment, and make all checksums fit; return the segment's file."""
    segment = read_generation(directory).segments[number]
    parts = parts_of(directory, segment)
    change(parts)
    target = directory / segment.file_name
    target.unlink()
    made = []
    for name, data in parts.items():
        path = directory / f"forged{name}"
        path.write_bytes(data)
        made.append((name, path))
    seal = assemble(target, made)

    def vouch(told: dict[str, Any]) -> None:
        told["segments"][number]["seal"] = seal

    change_manifest(directory, vouch)
    return target


def vouch_for(directory: Path, name: str, key: str) -> None:
    """Make the manifest vouch for a file as it is now: ``key`` is ``toc`` or ``names``."""
    data = (directory / name).read_bytes()
    change_manifest(directory, lambda told: told.update({key: (len(data), zlib.crc32(data))}))
