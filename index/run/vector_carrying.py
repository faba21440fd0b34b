"""Vectors that articles had, carried to the segments in which the articles stand now.

A vector goes by the digest of its article: it lives through merges and rebuilds, and goes when the
article goes or changes. What a commit needs of them is read then, and compared with its checksum.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing

import numpy as np
from whoosh.reading import SegmentReader

from index.codec import ArraySegment
from index.disk import map_file
from index.errors import IndexDamaged
from index.meaning.vectors import Int8s, Vectors, read_vectors
from index.run.ledger import read_digests
from index.store.manifest import Generation
from index.store.session import WriteSession
from index.store.storage import UNREADABLE, damaged_files

Known = Mapping[bytes, tuple[float, Int8s]]
"""Vectors by the digests of their articles: scale and row."""


def carried_vectors(
    session: WriteSession, former: Generation, segments: Sequence[ArraySegment]
) -> dict[str, bytes]:
    """Return the files of vectors of segments that have none, from those the ``former`` had."""
    lacking = [segment for segment in segments if segment.segid not in session.base.vectors]
    stay = {segment.segid for segment in segments}
    gone = [
        segment
        for segment in former.segments
        if segment.segid in former.vectors
        and (segment.segid not in stay or former is not session.base)
    ]
    if not lacking or not gone:
        return {}
    known: dict[bytes, tuple[float, Int8s]] = {}
    for segment in gone:
        vectors = segment_vectors(session, former, segment)
        if vectors is not None:
            at = np.flatnonzero(vectors.there).tolist()
            try:
                names = _digests(session, segment)
            except (*UNREADABLE, OSError, IndexDamaged):
                continue  # of a damaged segment they are made anew
            known.update((names[row], (vectors.scales[row], vectors.rows[row])) for row in at)
    return dict(filled(session, Generation.none(), lacking, known))


def filled(
    session: WriteSession, base: Generation, segments: Iterable[ArraySegment], known: Known
) -> Iterator[tuple[str, bytes]]:
    """Yield new files of vectors, by ids of segments, of those that gain by what is known.

    ``base`` has the vectors that the segments have already.
    """
    dimensions = len(next(iter(known.values()))[1]) if known else 0
    for segment in segments if known else ():
        names = _digests(session, segment)
        had = segment_vectors(session, base, segment)
        new = Vectors.none(len(names), dimensions)
        if had is not None and had.dimensions == dimensions:
            new.scales[:], new.rows[:] = had.scales, had.rows
        gained = False
        for row in np.flatnonzero(~new.there).tolist():
            if (found := known.get(names[row])) is not None and not segment.is_deleted(row):
                new.scales[row], new.rows[row] = found
                gained = True
        if gained:
            yield segment.segid, new.encode()


def _digests(session: WriteSession, segment: ArraySegment) -> list[bytes]:
    """Return the digests of a segment's articles."""
    with closing(SegmentReader(session.segments, session.base.schema, segment)) as reader:
        return read_digests(reader)


def segment_vectors(
    session: WriteSession, base: Generation, segment: ArraySegment
) -> Vectors | None:
    """Return the vectors of a segment, None if it has none or they are damaged."""
    file = base.vectors.get(segment.segid)
    if file is None:
        return None
    name = file.name(segment.segid)
    if list(damaged_files(session.directory, {name: file.seal})):
        return None
    try:
        return read_vectors(map_file(session.directory / name), segment.doc_count_all())
    except (OSError, ValueError, IndexDamaged):
        return None
