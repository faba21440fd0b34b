"""Which articles of an index are copies of each other, worked out at a commit.

Only texts that the last generation did not have are compared; its groups stay, but those that
lost a member, whose others are compared anew.
"""

from collections.abc import Sequence
from contextlib import ExitStack

import numpy as np
from whoosh.reading import SegmentReader

from index.arrays import Bools, Int32s, Ints
from index.codec import ArraySegment
from index.codec.column_readers import read_bytes, read_live, read_numbers
from index.copies.groups import Groups, Texts, find_groups
from index.copies.signature import RECORD
from index.disk import read_file
from index.errors import IndexDamaged
from index.ordinals import Ordinals
from index.schema import SIGNATURE
from index.store.copy_groups import read_groups
from index.store.manifest import Generation, copies_name
from index.store.session import WriteSession
from index.store.storage import damaged_files


def copy_groups(
    session: WriteSession,
    segments: Sequence[ArraySegment],
    sources: Sequence[tuple[Ordinals, Bools]],
    resemblance: float,
) -> Groups:
    """Return the groups of copies among the articles of some segments.

    :param session: the session that holds them
    :param segments: the segments
    :param sources: the column of sources of each segment
    :param resemblance: the least resemblance of copies that two outlets ran
    """
    with ExitStack() as stack:
        schema = session.base.schema
        readers = []
        for segment in segments:
            readers.append(SegmentReader(session.segments, schema, segment))
            stack.callback(readers[-1].close)
        sizes = [reader.doc_count_all() for reader in readers]
        starts = np.cumsum([0, *sizes])
        ids = [read_bytes(reader, "id") for reader in readers]

        def name(row: int) -> str:
            at = int(np.searchsorted(starts, row, "right")) - 1
            return ids[at][row - int(starts[at])].decode()

        columns = [read_bytes(reader, SIGNATURE).records(RECORD) for reader in readers]
        days = [
            read_numbers(reader, "date", size) for reader, size in zip(readers, sizes, strict=True)
        ]
        texts = Texts(
            np.concatenate([np.zeros(0, RECORD), *columns]),
            np.concatenate([np.zeros(0, bool), *map(read_live, readers)]),
            np.concatenate([np.zeros(0, np.int32), *days]),
            _numbered([column for column, _ in sources]),
            name,
        )
        compared, known = _known(session, segments, starts, resemblance)
        return find_groups(texts, resemblance, compared, known)


def _numbered(columns: Sequence[Ordinals]) -> Int32s:
    """Return the first source of each document as a number, -1 where it has none."""
    numbers: dict[str, int] = {}
    found = [np.zeros(0, np.int32)]
    for column in columns:
        of_value = np.array(
            [numbers.setdefault(value, len(numbers)) for value in column.values], np.int32
        )
        out = np.full(column.documents, -1, np.int32)
        has = np.flatnonzero(np.diff(column.starts))
        out[has] = of_value[column.ordinals[column.starts[has]]]
        found.append(out)
    return np.concatenate(found)


def _known(
    session: WriteSession, segments: Sequence[ArraySegment], starts: Ints, resemblance: float
) -> tuple[Bools, Groups]:
    """Return which documents the last generation compared, and its groups by numbers of now."""
    compared = np.zeros(int(starts[-1]), bool)
    base = session.base
    groups = _last(session, base) if base.resemblance == resemblance else None
    if groups is None:
        return compared, Groups.none()
    place = {segment.segid: at for at, segment in enumerate(segments)}
    sizes = [segment.doc_count_all() for segment in base.segments]
    renumbered = np.full(sum(sizes), -1)
    at = 0
    for segment, size in zip(base.segments, sizes, strict=True):
        if segment.segid in place:
            start = int(starts[place[segment.segid]])
            renumbered[at : at + size] = np.arange(start, start + size)
            compared[start : start + size] = True
        at += size
    return compared, Groups(renumbered[groups.rows], groups.groups, groups.clusters)


def _last(session: WriteSession, base: Generation) -> Groups | None:
    """Return the groups of the last generation, None if it has none that can be read."""
    name = copies_name(base.number)
    if not base.number or list(damaged_files(session.directory, {name: base.copies})):
        return None
    try:
        data = read_file(session.directory / name)
        return read_groups(data, [segment.doc_count_all() for segment in base.segments])
    except (OSError, ValueError, IndexDamaged):
        return None
