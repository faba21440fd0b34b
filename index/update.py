"""One run of the indexer: articles in, a committed index out.

Reading, indexing and committing overlap: articles that are new or changed go into a spool on
disk, worker processes take batches from it and make segments, and the parent alone takes the
segments in (in the order of their articles) and commits. A kill loses what was not yet
committed and nothing else; the next run goes on from there.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

from index.article import KINDS, Article, Rejected, pack
from index.builder import Written, article_digest, merge_segments
from index.entities import canonical_names
from index.errors import NabaError
from index.ledger import Ledger
from index.manifest import CanonicalNames
from index.spool import Entry, Spool
from index.storage import WriteSession
from index.workers import Workers, open_workers

BATCH = 4000
"""Articles in a segment of a large run: about 100 MB of memory a worker."""
COMMIT_SECONDS = 30.0
"""What is at most lost when a long run is killed, besides the batches being made."""
MERGE_AT = 8
"""So many segments of one size class are joined into one."""
MERGE_LIMIT = 50_000
"""A merge that would make a larger segment than this is not worth its time."""
_LEAST_BATCH = 500
_READ_AHEAD = 500
_LOOK_SECONDS = 0.25
_WORKER_DIED = (
    "a worker process died, perhaps for want of memory; what was committed is kept: "
    "run the same command again to go on"
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, in articles; ``rejected`` also counts files that could not be read."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    rejected: int = 0

    def __str__(self) -> str:
        return (
            f"added {self.added}, updated {self.updated}, unchanged {self.unchanged}, "
            f"removed {self.removed}, rejected {self.rejected}"
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: articles read and indexed; ``total`` to index, once all are read."""

    read: int
    indexed: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Listener:
    """Who wants to hear of a run while it goes on."""

    rejected: Callable[[Rejected], None] = lambda rejected: None
    progress: Callable[[Progress], None] = lambda progress: None


def build(
    articles: Iterable[Article | Rejected],
    directory: str | Path,
    *,
    rebuild: bool = False,
    prune: Sequence[Path] = (),
    entities: bool = True,
    workers: int = 1,
    listener: Listener | None = None,
) -> Report:
    """Bring the index in ``directory`` up to date with ``articles``, making it if needed.

    An article replaces the one of the same id; one that has not changed is skipped. With
    ``rebuild`` the new index holds ``articles`` alone and takes the old one's place at the
    end, all at once. ``prune`` removes articles that came from files under those paths and
    whose file has gone. ``entities=False`` leaves the extractor out. ``workers`` processes
    share the work when there is enough of it; with 1 all happens in this process.

    Raises :class:`~index.errors.IndexLocked`, and for an index to be updated also
    ``IndexFormat`` and ``IndexDamaged``; whatever happens, the last commit stays.
    """
    with WriteSession(Path(directory)) as session:
        if not rebuild:
            session.load()
        run = _Run(session, entities, workers, listener or Listener(), rebuild)
        try:
            run.take_in(articles)
        except (KeyboardInterrupt, BrokenProcessPool) as error:
            if not rebuild:
                run.commit()
            if isinstance(error, KeyboardInterrupt):
                raise
            raise NabaError(_WORKER_DIED) from error
        run.prune(prune)
        run.finish()
        return run.report


class _Run:
    def __init__(
        self,
        session: WriteSession,
        entities: bool,
        workers: int,
        listener: Listener,
        rebuild: bool,
    ) -> None:
        self.report = Report()
        self._session = session
        self._entities = entities
        self._workers = workers
        self._listener = listener
        self._rebuild = rebuild
        self._ledger = Ledger(session.directory, session.base.schema)
        for segment in session.base.segments:
            self._ledger.append(segment)
        self._waiting: dict[str, bytes] = {}
        self._records = 0
        self._superseded = 0
        self._workers_indexed: Callable[[], int] = lambda: 0
        self._changed = not session.base.number
        self._committed_at = monotonic()

    def take_in(self, articles: Iterable[Article | Rejected]) -> None:
        """Index all that is new or changed in ``articles``."""
        source = iter(articles)
        with Spool(self._session.directory) as spool:
            ended = self._read(source, spool, BATCH)
            count = 1 if ended else self._workers
            with open_workers(count, lambda: self._tell(spool, ended)) as workers:
                self._work(source, spool, workers, ended)

    def _work(
        self, source: Iterator[Article | Rejected], spool: Spool, workers: Workers, ended: bool
    ) -> None:
        making: deque[Future[Written]] = deque()
        self._workers_indexed = workers.indexed
        size = 0 if ended else BATCH
        while making or len(spool) or not ended:
            if ended and not size:
                size = _even_share(len(spool), max(workers.slots - 1, 1))
            while len(making) < workers.slots and len(spool) >= (1 if ended else size):
                batch = self._latest(spool.take(size))
                making.append(workers.submit(self._session.staging(), batch, self._entities))
            if making:
                wait([making[0]], timeout=_LOOK_SECONDS if ended else 0)
                if making[0].done():
                    self._adopt(making.popleft().result())
            if not ended and (ended := self._read(source, spool, _READ_AHEAD)):
                size = 0
            self._tell(spool, ended)

    def _tell(self, spool: Spool, ended: bool) -> None:
        indexed = self._superseded + self._workers_indexed()
        self._listener.progress(Progress(self._records, indexed, spool.added if ended else None))

    def _read(self, source: Iterator[Article | Rejected], spool: Spool, count: int) -> bool:
        """Read up to ``count`` records; return whether the source has ended."""
        taken = 0
        for item in islice(source, count):
            taken += 1
            self._records += 1
            if isinstance(item, Rejected):
                self._reject(item)
                continue
            try:
                line = item.to_json().encode()
                digest = article_digest(line, entities=self._entities)
                known = self._waiting.get(item.id) or self._ledger.digest(item.id)
                if known == digest:
                    self._count(unchanged=1)
                    continue
                spool.put(Entry(item.id, digest, pack(line)))
                self._waiting[item.id] = digest
            except ValueError as error:
                self._reject(Rejected(item.path or "-", f"{item.id!a}: {error}"))
        return taken < count

    def _latest(self, batch: list[Entry]) -> list[Entry]:
        """Of several versions of one article in a batch keep the last."""
        latest: dict[str, Entry] = {}
        for entry in batch:
            if latest.pop(entry.id, None) is not None:
                self._count(updated=1)
                self._superseded += 1
            latest[entry.id] = entry
        return list(latest.values())

    def _adopt(self, written: Written) -> None:
        for failure in written.failed:
            self._reject(failure)
        if not written.documents:
            return
        self._session.adopt(written.staging)
        added, updated = self._ledger.append(written.segment)
        self._count(added=added, updated=updated)
        self._changed = True
        if not self._rebuild and monotonic() - self._committed_at > COMMIT_SECONDS:
            self.commit()

    def prune(self, roots: Sequence[Path]) -> None:
        """Remove the articles that came from files under ``roots`` that have gone."""
        if not roots:
            return
        inside = [root.absolute() for root in roots]
        for article_id, name in list(self._ledger.paths()):
            path = Path(name)
            if not path.exists() and any(path.is_relative_to(root) for root in inside):
                self._ledger.remove(article_id)
                self._count(removed=1)
                self._changed = True

    def finish(self) -> None:
        """Join small segments, and commit what has changed."""
        if self._rebuild and not self.report.added:
            raise NabaError("nothing could be indexed, so the index stays as it was")
        self._merge()
        self.commit()

    def commit(self) -> None:
        """Commit what has been indexed so far, if anything has changed."""
        if not self._changed:
            return
        self._session.commit(
            [segment for segment in self._ledger.segments if segment.doc_count()],
            canonical_table(self._ledger),
        )
        self._changed = False
        self._committed_at = monotonic()

    def _merge(self) -> None:
        segments = self._ledger.segments
        groups = merge_groups([segment.doc_count() for segment in segments])
        if not groups:
            return
        merged: dict[int, Any] = {}
        for group in groups:
            staging = self._session.staging()
            parts = [segments[place] for place in group]
            merged[group[0]] = merge_segments(staging, self._session.directory, parts).segment
            self._session.adopt(staging)
        gone = {place for group in groups for place in group}
        kept = [merged.get(n, s) for n, s in enumerate(segments) if n in merged or n not in gone]
        self._ledger = Ledger(self._session.directory, self._session.base.schema)
        for segment in kept:
            self._ledger.append(segment)
        self._changed = True

    def _reject(self, rejected: Rejected) -> None:
        self._count(rejected=1)
        self._listener.rejected(rejected)

    def _count(self, **more: int) -> None:
        counts = {name: getattr(self.report, name) + n for name, n in more.items()}
        self.report = replace(self.report, **counts)


def canonical_table(ledger: Ledger) -> CanonicalNames:
    """Return, for each kind, the names that go by another, canonical name in this index."""
    counts = ledger.name_counts()
    return {kind: canonical_names(kind, counts[kind]) for kind in KINDS}


def _even_share(articles: int, workers: int) -> int:
    """Return the size of batches that keep all workers busy to the end."""
    batches = max(-(-articles // BATCH), min(workers, -(-articles // _LEAST_BATCH)))
    return -(-articles // max(batches, 1))


def merge_groups(sizes: Sequence[int]) -> list[list[int]]:
    """Return which segments (by place, ``sizes`` in live articles) to join with each other.

    The tiered policy: whenever ``MERGE_AT`` segments are of one size class (powers of 8) they
    become one, so that an article is rewritten a logarithmic number of times, and many small
    runs leave few segments.
    """
    classes: dict[int, list[int]] = {}
    for place, size in enumerate(sizes):
        if size:
            classes.setdefault(size.bit_length() // 3, []).append(place)
    groups = []
    for alike in classes.values():
        for start in range(0, len(alike) - MERGE_AT + 1, MERGE_AT):
            group = alike[start : start + MERGE_AT]
            if sum(sizes[place] for place in group) <= MERGE_LIMIT:
                groups.append(group)
    return groups
