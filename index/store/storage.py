"""The newest generation of an index: found, read, and told from damage.

The directory is an ordinary Whoosh index, so stock Whoosh opens it.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from index.codec import INDEX_NAME
from index.codec.segment_file import ENDING, Seal, bytes_instead, damage
from index.disk import checksum, read_file
from index.errors import IndexDamaged, IndexFormat, IndexMissing, Message, NabaError, fault_of
from index.patterns import pattern
from index.store.manifest import Generation, decode_manifest, manifest_name, toc_name

UNREADABLE = (
    *(ValueError, KeyError, TypeError, AttributeError, EOFError, ImportError),
    *(AssertionError, ArithmeticError, LookupError, RecursionError, struct.error, zlib.error),
)
"""What damaged data may raise while it is read."""

_TOC = pattern(rf"_{INDEX_NAME}_([0-9]{{1,18}})\.toc")
_ATTEMPTS = 20
"""Number of looks at a directory that a writer goes on replacing things in."""


def newest_generation(directory: Path) -> int:
    """Return the number of the newest committed generation, -1 when there is none."""
    try:
        names = [entry.name for entry in directory.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return -1
    return max((int(m[1]) for name in names if (m := _TOC.fullmatch(name))), default=-1)


def read_generation(directory: Path) -> Generation:
    """Return the newest committed generation.

    Raises :class:`IndexMissing`, :class:`IndexFormat` or :class:`IndexDamaged`. A writer may
    replace the generation between our look at the directory and our read; then we look again.
    """
    for attempt in range(_ATTEMPTS):
        try:
            return _read_newest(directory)
        except FileNotFoundError as error:
            lost = error
        if attempt and newest_generation(directory) < 0:
            break
    raise IndexFormat(
        "the index in {directory} has no {file} (did another program write to it?); "
        "renew it with: naba index --rebuild PATH",
        directory=directory,
        file=Path(lost.filename).name,
    )


def read_manifest(directory: Path) -> Generation:
    """Return what the newest manifest says, whatever has become of the files beside it.

    Raises what :func:`read_generation` does, and FileNotFoundError without a manifest.
    """
    number = newest_generation(directory)
    if number < 0:
        raise IndexMissing(
            "no index in {directory}; make one with: naba index PATH", directory=directory
        )
    return decode_manifest(read_file(directory / manifest_name(number)), directory, number)


def _read_newest(directory: Path) -> Generation:
    generation = read_manifest(directory)
    toc = toc_name(generation.number)
    if checksum(directory / toc) != generation.toc:
        raise IndexDamaged.because(directory, "{file} is not the one naba wrote", file=toc)
    return generation


def damaged_files(directory: Path, files: Mapping[str, Seal]) -> Iterator[str]:
    """Yield what is wrong with the bytes of files, a line a fault."""
    for name, seal in sorted(files.items()):
        try:
            if name.endswith(ENDING):
                yield from (_of(name, fault) for fault in damage(directory / name, seal))
                continue
            found = checksum(directory / name)
        except OSError as error:
            yield _of(name, fault_of(error))
            continue
        except IndexDamaged as error:
            yield _of(name, error.message)
            continue
        if found[0] != seal[0]:
            yield _of(name, bytes_instead(found[0], seal[0]))
        elif found[1] != seal[1]:
            yield _of(name, Message("checksum differs"))


def _of(name: str, fault: str) -> Message:
    return Message("{file}: {fault}", {"file": name, "fault": fault})


def blame_damage(
    error: BaseException | None,
    directory: Path,
    files: Mapping[str, Seal],
    senseless: Callable[[], list[str]],
) -> None:
    """Tell damage from faults of the program: raise IndexDamaged for what damage made fail.

    Only a failure makes it worth reading every byte, and then, with ``senseless``, looking for
    what does not fit together: files with right checksums may have been made by anyone.
    """
    if isinstance(error, (*UNREADABLE, OSError)) and not isinstance(error, NabaError):
        for fault in (*damaged_files(directory, files), *senseless()):
            raise IndexDamaged.because(directory, "{what}", what=fault) from error
