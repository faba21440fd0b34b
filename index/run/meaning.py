"""Vectors of what an index holds, made after the articles have been committed.

Reading goes by a snapshot, so that nobody waits for it; every half minute what has been made is
committed like anything else. A kill loses what was made since then, and the next run goes on.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, sleep

import numpy as np

from index.arrays import Int32s, Ints
from index.article import Article
from index.disk import read_file, shortage_told
from index.errors import IndexLocked, InputError, NabaError
from index.meaning.encoders import Encoder
from index.meaning.vectors import Int8s, quantised
from index.run.vector_carrying import filled
from index.store.check import damage_told
from index.store.manifest import copies_name, names_name
from index.store.session import WriteSession
from index.store.snapshot import Snapshot, open_snapshot

LETTERS = 300
"""Number of letters, of the title and of what the text begins with, that a vector is made of."""
BATCH = 32
"""Number of articles that an encoder is given at a time."""
COMMIT_SECONDS = 30.0
"""Seconds of work after which vectors are committed."""
_TRIES = 60
"""Number of seconds to wait, at the end, for another process that writes."""

Tell = Callable[["Encoded"], None]


@dataclass(frozen=True, slots=True)
class Encoded:
    """How far the making of vectors is: ``done`` of the ``total`` of articles without one."""

    done: int
    total: int


def add_vectors(
    directory: str | Path,
    encoder: Encoder,
    *,
    tell: Tell = lambda encoded: None,
    note: Callable[[str], None] = lambda message: None,
    seconds: float = COMMIT_SECONDS,
) -> int:
    """Make a vector for each article that has none, the newest first; return for how many.

    ``tell`` hears of progress after each batch, and vectors are committed when ``seconds`` have
    gone by. Interrupted, what was made is committed.

    Raises ``InputError`` when the vectors of the index are another encoder's, what the encoder
    raises, and what :func:`index.run.indexer.build` does for an index that cannot be written.
    """
    path = Path(directory)
    with shortage_told(), damage_told(path), closing(open_snapshot(path)) as snapshot:
        _require_same(snapshot.encoder, encoder)
        with snapshot.guarded():
            waiting = list(_waiting(snapshot))
        made: dict[bytes, tuple[float, Int8s]] = {}
        since = monotonic()
        done = 0
        try:
            for start in range(0, len(waiting), BATCH):
                batch = waiting[start : start + BATCH]
                with snapshot.guarded():
                    found = [(snapshot.digest(doc), snapshot.article(doc)) for doc in batch]
                texts = [text_of(article) for _, article in found]
                vectors = quantised(encoder.passages(texts))
                pairs = zip(vectors.scales.tolist(), vectors.rows, strict=True)
                made.update(zip((digest for digest, _ in found), pairs, strict=True))
                done += len(batch)
                tell(Encoded(done, len(waiting)))
                if monotonic() - since >= seconds and _commit(path, encoder, made, note):
                    made, since = {}, monotonic()
        finally:
            for _ in range(_TRIES if made else 0):
                if _commit(path, encoder, made, note):
                    break
                sleep(1)
    return done


def drop_vectors(directory: str | Path, note: Callable[[str], None] = lambda message: None) -> bool:
    """Take the vectors out of an index; tell whether it had any."""
    path = Path(directory)
    with shortage_told(), damage_told(path), WriteSession(path, note) as session:
        session.load()
        had = bool(session.base.vectors)
        if had:
            session.base = replace(session.base, encoder="", vectors={})
            _recommit(session, "", {})
        return had


def text_of(article: Article) -> str:
    """Return what of an article its vector is made of: its title and how its story begins."""
    return f"{article.title}\n{article.text}".strip()[:LETTERS]


def _waiting(snapshot: Snapshot) -> Iterator[int]:
    """Yield the documents without a vector, the newest first."""
    rows: list[Ints] = [np.zeros(0, np.int64)]
    days: list[Int32s] = [np.zeros(0, np.int32)]
    for leaf, vectors in zip(snapshot.leaves, snapshot.vectors, strict=True):
        lacking = np.ones(leaf.count, bool) if vectors is None else ~vectors.there
        if leaf.live is not None:
            lacking &= leaf.live
        rows.append(np.flatnonzero(lacking) + leaf.offset)
        days.append(leaf.dates()[lacking])
    order = np.argsort(-np.concatenate(days), kind="stable")
    yield from np.concatenate(rows)[order].tolist()


def _require_same(name: str, encoder: Encoder) -> None:
    if name not in ("", encoder.name):
        raise InputError(
            "the vectors of this index are by {found}, and those of {wanted} cannot stand beside "
            "them; to begin anew with it, first: naba index --no-meaning",
            found=name,
            wanted=encoder.name,
        )


def _commit(
    path: Path,
    encoder: Encoder,
    made: dict[bytes, tuple[float, Int8s]],
    note: Callable[[str], None],
) -> bool:
    """Commit what was made, or tell that another process is writing."""
    try:
        with WriteSession(path, note) as session:
            session.load()
            base = session.base
            _require_same(base.encoder, encoder)
            vectors = dict(filled(session, base, base.segments, made))
            if vectors:
                _recommit(session, encoder.name, vectors)
    except IndexLocked:
        return False
    return True


def _recommit(session: WriteSession, encoder: str, vectors: dict[str, bytes]) -> None:
    """Commit the generation that there is, with other vectors."""
    base = session.base
    if not base.number:
        raise NabaError("there is no index any more in {path}", path=session.directory)
    session.commit(
        base.segments,
        base.canonical,
        names=read_file(session.directory / names_name(base.number)),
        copies=read_file(session.directory / copies_name(base.number)),
        corrections=base.corrections,
        resemblance=base.resemblance,
        arrived=base.arrived,
        encoder=encoder,
        vectors=vectors,
    )
