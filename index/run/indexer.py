"""One run of the indexer: articles in, a committed index out.

Reading, indexing and committing overlap: articles that are new or changed go into a spool on
disk, workers draw batches from it and make segments, and the parent alone takes the segments
in and commits. Batches are done in any order, so every article carries its number in the order
of reading, and of several with one id the last stays. A kill loses what was not yet committed
and nothing else; the next run goes on from there.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from time import monotonic

import numpy as np

from index.article import KINDS, Article, Kind, Rejected, pack
from index.codec import ArraySegment
from index.columns import Bools, Ordinals
from index.entities import canonical_names
from index.entities.corrections import Corrections, read_corrections
from index.errors import NabaError
from index.run.builder import Written, article_digest
from index.run.ledger import Ledger
from index.run.spool import Entry, Spool
from index.run.workers import Indexed, Merged, Setting, WorkerDied, Workers, open_workers
from index.store.global_ordinals import number_names
from index.store.storage import WriteSession, read_generation

BATCH = 200
"""Articles a worker takes at a time."""
ALONE = 1000
"""So many articles are done sooner by this process than worker processes are started."""
COMMIT_SECONDS = 30.0
"""What has been written is committed so often."""
MERGE_AT = 8
"""So many segments of one size class are joined into one."""
SMALL = 1024
"""Articles in the smallest size class; the others begin at 8, 64, … times as many."""
MERGE_LIMIT = 1_000_000
"""A merge that would make a larger segment than this takes minutes, and gains little."""
_MOST_MEMORY = 3 << 29
"""More memory than this (1.5 GB) makes larger segments, but nothing faster."""
_LOOK_SECONDS = 0.25


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
    """How far a run is: articles read and indexed; ``total`` to index, once all are read.

    At the end segments are joined: ``joined`` of ``to_join``.
    """

    read: int
    indexed: int
    total: int | None
    joined: int = 0
    to_join: int = 0


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
    names: str | None = None,
    workers: int = 1,
    memory: int | None = None,
    listener: Listener | None = None,
) -> Report:
    """Bring the index in ``directory`` up to date with ``articles``, making it if needed.

    An article replaces the one of the same id; one that has not changed is skipped. With
    ``rebuild`` the new index holds ``articles`` alone and takes the old one's place at the
    end, all at once. ``prune`` removes articles that came from files under those paths and
    whose file has gone. ``entities=False`` leaves the extractor out. ``names`` is the user's own
    list of names (see :mod:`index.entities.corrections`): it stays with the index, holds for all
    of its articles, and is replaced by the next one given. ``workers`` processes
    share the work when there is enough of it; with 1 all happens in this process. They keep
    to ``memory`` bytes together, besides what Python and its libraries take (some 100 MB each);
    by default a quarter of the machine's, 1.5 GB at most.

    Raises :class:`~index.errors.IndexLocked`, and for an index to be updated also
    ``IndexFormat`` and ``IndexDamaged``, and ValueError for ``names`` that cannot be read;
    whatever happens, the last commit stays.
    """
    with WriteSession(Path(directory)) as session:
        if not rebuild:
            session.load()
        run = _Run(session, listener or Listener(), entities=entities, rebuild=rebuild)
        if names is None:
            names = kept_corrections(Path(directory)) if rebuild else session.base.corrections
        run.correct(names)
        try:
            run.work(articles, prune, workers, default_memory() if memory is None else memory)
        except (KeyboardInterrupt, WorkerDied):
            if not rebuild:
                run.commit()
            raise
        run.commit()
        return run.report


def default_memory() -> int:
    """Return the bytes of memory a run may take when nobody says."""
    try:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not on this platform
        return _MOST_MEMORY
    return min(machine // 4, _MOST_MEMORY)


class _Run:
    def __init__(
        self, session: WriteSession, listener: Listener, *, entities: bool, rebuild: bool
    ) -> None:
        self.report = Report()
        self._session = session
        self._entities = entities
        self._listener = listener
        self._rebuild = rebuild
        self._ledger = Ledger(session.directory, session.base.schema)
        for segment in session.base.segments:
            self._ledger.append(segment)
        self._records = 0
        self._indexed = 0
        self._total: int | None = None
        self._merged: dict[int, ArraySegment] = {}
        self._to_join = 0
        self._changed = not session.base.number
        self._committed_at = monotonic()
        self._user_list = ""
        self._corrections = Corrections()

    def correct(self, names: str) -> None:
        """Take a list of the user's names for the one of this index."""
        self._user_list, self._corrections = names, read_corrections(names)
        self._changed = self._changed or names != self._session.base.corrections

    def work(
        self,
        articles: Iterable[Article | Rejected],
        prune: Sequence[Path],
        workers: int,
        memory: int,
    ) -> None:
        """Index all that is new or changed in ``articles``; prune; join small segments."""
        source = iter(articles)
        root = self._session.staging()
        with Spool(root / "spool") as spool:
            ended = self._read(source, spool, ALONE)
            count = 1 if ended else max(workers, 1)
            setting = Setting(
                self._session.directory, root, spool.path, self._entities, memory // count
            )
            with open_workers(count, setting, self._tick) as hands:
                try:
                    self._index(source, spool, hands, ended)
                except (KeyboardInterrupt, WorkerDied):
                    if not self._rebuild:
                        self._await(hands)
                    raise
                self.prune(prune)
                if self._rebuild and not self.report.added:
                    raise NabaError("nothing could be indexed, so the index stays as it was")
                self._merge(hands)

    def _index(
        self, source: Iterator[Article | Rejected], spool: Spool, workers: Workers, ended: bool
    ) -> None:
        while True:
            if ended:
                self._total = spool.added
            while (spool if ended else len(spool) >= BATCH) and workers.wanting():
                workers.index(spool.cut(BATCH))
            if ended and not spool:
                break
            self._receive(workers, _LOOK_SECONDS if ended else 0)
            ended = ended or self._read(source, spool, BATCH)
        self._await(workers)

    def _await(self, workers: Workers) -> None:
        """Have all written that workers have collected, and take it in."""
        workers.write()
        while workers.busy():
            self._receive(workers, _LOOK_SECONDS)

    def _receive(self, workers: Workers, seconds: float) -> None:
        for result in workers.receive(seconds):
            if isinstance(result, Indexed):
                self._indexed += result.articles
                for failure in result.failed:
                    self._reject(failure)
            elif isinstance(result, Merged):
                self._session.adopt(result.staging)
                self._merged[result.group] = result.segment
            else:
                self._adopt(result)
        self._tick()

    def _tick(self) -> None:
        joined = len(self._merged) * MERGE_AT
        self._listener.progress(
            Progress(self._records, self._indexed, self._total, joined, self._to_join)
        )

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
                if self._ledger.digest(item.id) == digest:
                    self._count(unchanged=1)
                    continue
                spool.put(Entry(item.id, digest, pack(line)))
                self._ledger.expect(item.id, digest)
            except ValueError as error:
                self._reject(Rejected(item.path or "-", f"{item.id!a}: {error}"))
        return taken < count

    def _adopt(self, written: Written) -> None:
        self._session.adopt(written.staging)
        added, updated = self._ledger.append(written.segment, written.sequence.tolist())
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

    def commit(self) -> None:
        """Commit what has been indexed so far, if anything has changed."""
        if not self._changed:
            return
        facets = self._ledger.facets()
        canonical = {kind: canonical_table(kind, facets[kind], self._corrections) for kind in KINDS}
        local = {name: [column.values for column, _ in facets[name]] for name in facets}
        self._session.commit(
            [segment for segment in self._ledger.segments if segment.doc_count()],
            canonical,
            number_names(local, canonical),
            self._user_list,
        )
        self._changed = False
        self._committed_at = monotonic()

    def _merge(self, workers: Workers) -> None:
        segments = self._ledger.segments
        groups = merge_groups([segment.doc_count() for segment in segments])
        if not groups:
            return
        self._to_join = len(groups) * MERGE_AT
        for number, group in enumerate(groups):
            workers.merge(number, [segments[place] for place in group])
        while workers.busy():
            self._receive(workers, _LOOK_SECONDS)
        first = {group[0]: self._merged[number] for number, group in enumerate(groups)}
        gone = {place for group in groups for place in group}
        kept = [first.get(n, s) for n, s in enumerate(segments) if n in first or n not in gone]
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


def canonical_table(
    kind: Kind, columns: Iterable[tuple[Ordinals, Bools]], corrections: Corrections
) -> dict[str, str]:
    """Return the names of a kind that go by another, canonical name in this index.

    ``columns`` are those of all segments, each with which of its articles count.
    """
    counts: Counter[str] = Counter()
    for column, live in columns:
        kept = column.ordinals[np.repeat(live, np.diff(column.starts))]
        tally = np.bincount(kept, minlength=len(column.values)).tolist()
        counts.update({name: n for name, n in zip(column.values, tally, strict=True) if n})
    corrected = corrections.apply(kind, counts, canonical_names(kind, counts))
    return {name: better or "" for name, better in corrected.items()}


def kept_corrections(directory: Path) -> str:
    """Return the user's list of names that an index has; a rebuild takes it over."""
    try:
        return read_generation(directory).corrections
    except NabaError:
        return ""


def merge_groups(sizes: Sequence[int]) -> list[list[int]]:
    """Return which segments (by place, ``sizes`` in live articles) to join with each other.

    The tiered policy: whenever ``MERGE_AT`` segments are of one size class they become one, so
    that many small runs leave few segments. An article is rewritten about once a class, so
    three or four times on its way to a million; in the smallest class, where rewriting all
    costs some tens of milliseconds, with every seventh run.
    """
    classes: dict[int, list[int]] = {}
    for place, size in enumerate(sizes):
        if size:
            classes.setdefault(((size // SMALL).bit_length() + 2) // 3, []).append(place)
    groups = []
    for alike in classes.values():
        for start in range(0, len(alike) - MERGE_AT + 1, MERGE_AT):
            group = alike[start : start + MERGE_AT]
            if sum(sizes[place] for place in group) <= MERGE_LIMIT:
                groups.append(group)
    return groups
