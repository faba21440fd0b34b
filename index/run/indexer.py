"""One run of the indexer: articles in, a committed index out.

Reading, indexing and committing overlap: articles that are new or changed go into a spool on
disk (:mod:`index.run.intake`), workers draw batches from it and make segments
(:mod:`index.run.workers`), and this process alone takes the segments in and commits
(:mod:`index.run.committer`). Batches end in any order, so every article carries its number in
the order of reading, and of several with one id the last stays. A kill loses what was not yet
committed and nothing else; the next run goes on from there.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from index.article import Article, Rejected, Remark
from index.codec import ArraySegment
from index.desk.tags import Tags
from index.disk import shortage_told
from index.errors import NabaError
from index.run.arrivals import Clock, arrivals, time_of_run
from index.run.builder import Written
from index.run.committer import Committer
from index.run.conductor import Conductor
from index.run.identities import Identities
from index.run.intake import Intake
from index.run.ledger import Ledger
from index.run.merge_policy import merge_groups, with_merged
from index.run.progress import Listener, Report, Tally
from index.run.pruning import gone_articles
from index.run.spool import Spool
from index.run.workers import Merged, Result, Setting, Workers, open_workers
from index.store.check import damage_told
from index.store.manifest import Generation
from index.store.session import WriteSession
from index.store.storage import read_generation

INLINE_LIMIT = 1000
"""Largest run, in articles, that is indexed in this process: starting workers would take longer."""
_MAX_MEMORY = 3 << 29
"""Bytes of memory (1.5 GB) beyond which segments become larger, but nothing faster."""


def build(
    articles: Iterable[Article | Rejected | Remark],
    directory: str | Path,
    *,
    rebuild: bool = False,
    prune: Sequence[Path] = (),
    guarded: Sequence[Path] = (),
    entities: bool = True,
    names: str | None = None,
    resemblance: float | None = None,
    workers: int = 1,
    memory: int | None = None,
    listener: Listener | None = None,
    added: Mapping[str, int] | None = None,
) -> Report:
    """Bring the index in ``directory`` up to date with ``articles``, making it if needed.

    An article replaces the one of the same id; one that has not changed is skipped. Whatever
    happens, the last commit stays.

    :param rebuild: the new index holds ``articles`` alone and takes the old one's place at the
        end, all at once
    :param prune: remove articles that came from files under these paths and whose file has gone
    :param guarded: folders of which no more than half of the articles are pruned, and none when
        the folder itself has gone; :class:`~index.run.pruning.PruneRefused` is raised then, after
        what was indexed has been committed
    :param entities: whether to run the extractor on articles that bring no entities along
    :param names: the user's own list of names (see :mod:`index.entities.corrections`); it stays
        with the index, holds for all of its articles, and is replaced by the next one given
    :param resemblance: the least share of their shingles, from 0 to 1, that articles of two
        outlets have in common when they are copies; it stays with the index (at first 0.5)
    :param workers: number of processes that share the work when there is enough of it; with 1
        all happens in this process
    :param memory: bytes that the workers keep to together, besides what Python and its libraries
        take (some 100 MB each); by default a quarter of the machine's, 1.5 GB at most
    :param listener: who hears of rejected records, of progress and of what else is worth knowing
    :param added: when articles came in, by their ids, in milliseconds since 1970: of those that
        the index has not; others come in now

    Raises :class:`~index.errors.IndexLocked`, ``InputError`` when the directory is neither an
    index nor empty, and for an index to be updated also ``IndexFormat`` and ``IndexDamaged``;
    :class:`~index.run.workers.WorkerDied`; and ValueError for ``names`` that cannot be read.
    """
    memory = default_memory() if memory is None else memory
    listener = listener or Listener()
    tally = Tally(listener)
    path = Path(directory)
    with shortage_told(), damage_told(path), WriteSession(path, listener.note) as session:
        if not rebuild:
            session.load()
        kept = _kept(path) if rebuild else session.base
        names = kept.corrections if names is None else names
        resemblance = kept.resemblance if resemblance is None else resemblance
        ledger = _ledger(session)
        added = {**(arrivals(session) if rebuild else {}), **(added or {})}
        time = time_of_run(max(kept.arrived, ledger.newest, *added.values(), 0))
        committer = Committer(session, names, resemblance, time, kept)
        if ledger.newest > kept.arrived and not rebuild:
            committer.note_change()  # a run that was killed has brought them: it ends now
        target = _SegmentTarget(session, ledger, committer, tally)
        conductor = Conductor(target, tally, rebuild=rebuild)
        with Spool(session.work / "spool") as spool:
            identities = Identities(
                ledger, spool, tally, lambda: gone_articles(ledger.origins(), prune)
            )
            clock = Clock(ledger, added, time)
            intake = Intake(articles, spool, ledger, tally, identities, clock, entities=entities)
            intake.read(INLINE_LIMIT)
            count = 1 if intake.ended else max(workers, 1)
            setting = Setting(
                session.directory, session.work, spool.path, entities, memory // count
            )
            with open_workers(count, setting, tally.tell) as hands:
                conductor.work(intake, identities, spool, hands, prune, guarded)
    return tally.report


def default_memory() -> int:
    """Return the bytes of memory a run may take when nobody says."""
    try:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not on this platform
        return _MAX_MEMORY
    return min(machine // 4, _MAX_MEMORY)


def _kept(directory: Path) -> Generation:
    """Return the generation whose settings (names, resemblance) a rebuild takes over."""
    try:
        return read_generation(directory)
    except NabaError:
        return Generation.none()


def _ledger(session: WriteSession) -> Ledger:
    """Return a ledger of the articles that a session begins with."""
    ledger = Ledger(session.segments, session.base.schema)
    for segment in session.base.segments:
        ledger.append(segment)
    return ledger


class _SegmentTarget:
    """The index on disk: takes segments in, merges small ones, and commits."""

    def __init__(
        self, session: WriteSession, ledger: Ledger, committer: Committer, tally: Tally
    ) -> None:
        self._session = session
        self._committer = committer
        self._tally = tally
        self.contents = ledger
        self._merged: dict[int, ArraySegment] = {}
        self._segments: list[ArraySegment] | None = None
        self._tidying = False

    def take(self, result: Result) -> None:
        if isinstance(result, Merged):
            self._session.adopt(result.segment, result.staging)
            self._merged[result.group] = result.segment
            self._tally.advance(merged=result.sources)
        elif isinstance(result, Written):
            self._session.adopt(result.segment, result.staging)
            added, updated = self.contents.append(result.segment, result.sequence.tolist())
            self._tally.count(added=added, updated=updated)
            self._committer.note_change()

    def follow(self, moves: Mapping[str, str]) -> None:
        Tags(self._session.directory).follow(moves)

    def remove(self, article_id: str) -> None:
        self.contents.remove(article_id)
        self._committer.note_change()

    def is_due(self) -> bool:
        return self._committer.is_due() and not self._tidying

    def tidy(self, workers: Workers, wait: Callable[[], None]) -> None:
        """Merge small segments."""
        # A commit meanwhile would be of the segments as they were, and remove the merged ones.
        self._tidying = True
        segments = self.contents.segments
        groups = merge_groups([segment.doc_count() for segment in segments])
        self._tally.expect(to_merge=sum(map(len, groups)))
        for number, group in enumerate(groups):
            workers.merge(number, [segments[place] for place in group])
        wait()
        if groups:
            self._committer.note_change()
        self._segments = with_merged(segments, groups, self._merged)

    def commit(self, *, ended: bool) -> None:
        self._committer.commit(self._segments or self.contents.segments, ended=ended)
