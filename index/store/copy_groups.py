"""The groups of copies of a generation, numbered through all segments.

They are found once, at the commit (:mod:`index.copies.groups`), and kept on disk for readers and
for the next commit, which compares only what is new.

File layout, all little-endian ``uint32``: magic, segments, texts; the number of documents of each
segment; then for each text that has copies or resembles some that have: its row (documents are
numbered through all segments, deleted ones included), its group, its cluster.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from index.copies.groups import Groups

_MAGIC = 0x31504F43  # "COP1"
_U32 = np.dtype("<u4")


def encode_groups(groups: Groups, documents: Sequence[int]) -> bytes:
    """Return the file of groups; ``documents`` has the number of documents of each segment."""
    head = np.array([_MAGIC, len(documents), len(groups.rows), *documents])
    parts = (head, groups.rows, groups.groups, groups.clusters)
    return b"".join(part.astype(_U32).tobytes() for part in parts)


def read_groups(data: Any, documents: Sequence[int]) -> Groups:
    """Return what :func:`encode_groups` wrote down of segments with these numbers of documents.

    Raises ValueError when the file is damaged.
    """
    head = np.frombuffer(data, _U32, 3 + len(documents)).tolist()
    magic, segments, texts = head[:3]
    if [magic, segments] != [_MAGIC, len(documents)] or head[3:] != [*documents]:
        raise ValueError("the file of copies has another layout or other segments")
    rows, groups, clusters = (
        np.frombuffer(data, _U32, texts, 4 * (len(head) + part * texts)).astype(np.int64)
        for part in range(3)
    )
    if texts and (int(rows.max()) >= sum(documents) or len({*rows.tolist()}) < texts):
        raise ValueError("the file of copies points outside the index")
    if not np.isin(np.diff(groups, prepend=-1), (0, 1)).all() or (texts and groups[0] != 0):
        raise ValueError("the file of copies has groups in no order")
    return Groups(rows, groups, clusters)
