"""One run of the indexer: articles in, a committed index out.

Reading, indexing and committing overlap: articles that are new or changed go into a spool on
disk (:mod:`index.run.intake`), workers draw batches from it and make segments
(:mod:`index.run.workers`), and this process alone takes the segments in and commits
(:mod:`index.run.committer`). Batches end in any order, so every article carries its number in
the order of reading, and of several with one id the last stays. A kill loses what was not yet
committed and nothing else; the next run goes on from there.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from index.article import Article, Rejected, Remark
from index.codec import ArraySegment
from index.disk import shortage_told
from index.errors import NabaError
from index.run.arrivals import Clock, arrivals, time_of_run
from index.run.builder import Written
from index.run.committer import Committer
from index.run.identities import Identities
from index.run.intake import Intake
from index.run.ledger import Ledger
from index.run.merge_policy import merge_groups, with_merged
from index.run.progress import Listener, Report, Tally
from index.run.pruning import PruneRefused, gone_articles, require_plausible
from index.run.spool import Spool
from index.run.workers import Indexed, Merged, Setting, WorkerDied, Workers, open_workers
from index.store.check import damage_told
from index.store.manifest import Generation
from index.store.session import WriteSession
from index.store.storage import read_generation

BATCH = 200
"""Number of articles a worker takes at a time."""
INLINE_LIMIT = 1000
"""Largest run, in articles, that is indexed in this process: starting workers would take longer."""
_MAX_MEMORY = 3 << 29
"""Bytes of memory (1.5 GB) beyond which segments become larger, but nothing faster."""
_POLL_SECONDS = 0.25
"""Longest wait for workers before progress is reported again."""


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
        run = _Run(session, ledger, committer, tally, rebuild=rebuild)
        with Spool(session.work / "spool") as spool:
            identities = Identities(run.ledger, spool, tally)
            clock = Clock(ledger, added, time)
            intake = Intake(
                articles, spool, run.ledger, tally, identities, clock, entities=entities
            )
            intake.read(INLINE_LIMIT)
            count = 1 if intake.ended else max(workers, 1)
            setting = Setting(
                session.directory, session.work, spool.path, entities, memory // count
            )
            with open_workers(count, setting, tally.tell) as hands:
                run.work(intake, identities, spool, hands, prune, guarded)
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


class _Run:
    """Conducts a run: says which part does what, and when."""

    def __init__(
        self,
        session: WriteSession,
        ledger: Ledger,
        committer: Committer,
        tally: Tally,
        *,
        rebuild: bool,
    ) -> None:
        self._session = session
        self._committer = committer
        self._tally = tally
        self._rebuild = rebuild
        self.ledger = ledger
        self._merged: dict[int, ArraySegment] = {}

    def work(
        self,
        intake: Intake,
        identities: Identities,
        spool: Spool,
        workers: Workers,
        prune: Sequence[Path],
        guarded: Sequence[Path],
    ) -> None:
        """Index all that the intake takes, prune, merge small segments, and commit.

        The one place for interrupts: what was indexed before one is committed, unless that
        would put half an index in the place of a whole one.
        """
        indexed = False
        try:
            self._index(intake, spool, workers)
            self._requalify(intake, identities, spool, workers)
            indexed = True
            refused = self._prune(prune, guarded)
            if self._rebuild and not self._tally.report.added:
                raise NabaError("nothing could be indexed, so the index stays as it was")
            self._committer.commit(self._merge(workers), ended=True)
            if refused:
                raise refused
        except (KeyboardInterrupt, WorkerDied):
            if not self._rebuild:
                if not indexed:
                    self._collect(workers)
                self._committer.commit(self.ledger.segments, ended=True)
            raise

    def _index(self, intake: Intake, spool: Spool, workers: Workers) -> None:
        while True:
            while (spool if intake.ended else len(spool) >= BATCH) and workers.wanting():
                workers.index(spool.cut(BATCH))
            if intake.ended and not spool:
                break
            self._receive(workers, _POLL_SECONDS if intake.ended else 0)
            if not intake.ended:
                intake.read(BATCH)
        self._collect(workers)

    def _collect(self, workers: Workers) -> None:
        """Have workers write what they have collected, and take it in."""
        workers.write()
        while workers.busy():
            self._receive(workers, _POLL_SECONDS)

    def _receive(self, workers: Workers, seconds: float) -> None:
        for result in workers.receive(seconds):
            if isinstance(result, Indexed):
                self._tally.advance(indexed=result.articles)
                for failure in result.failed:
                    self._tally.reject(failure)
            elif isinstance(result, Merged):
                self._session.adopt(result.segment, result.staging)
                self._merged[result.group] = result.segment
                self._tally.advance(merged=result.sources)
            else:
                self._adopt(result)
        self._tally.tell()

    def _adopt(self, written: Written) -> None:
        self._session.adopt(written.segment, written.staging)
        added, updated = self.ledger.append(written.segment, written.sequence.tolist())
        self._tally.count(added=added, updated=updated)
        self._committer.note_change()
        if not self._rebuild and self._committer.is_due():
            self._committer.commit(self.ledger.segments, ended=False)

    def _requalify(
        self, intake: Intake, identities: Identities, spool: Spool, workers: Workers
    ) -> None:
        """Give articles whose id others have too their qualified one; let withdrawn ones go."""
        renamed = identities.renamed()
        for former, article in renamed.items():
            intake.put(article, former)
        if renamed:
            self._index(intake, spool, workers)
            self._tally.count(added=-len(renamed))
        for article_id in [*renamed, *identities.leaving()]:
            if article_id in self.ledger:
                self.ledger.remove(article_id)
                self._committer.note_change()

    def _prune(self, roots: Sequence[Path], guarded: Sequence[Path]) -> PruneRefused | None:
        """Remove the articles whose file has gone, or return why not."""
        gone = gone_articles(self.ledger.origins(), roots)
        try:
            require_plausible(gone, self.ledger.origins(), guarded)
        except PruneRefused as refused:
            return refused
        for article_id in gone:
            self.ledger.remove(article_id)
            self._tally.count(removed=1)
            self._committer.note_change()
        return None

    def _merge(self, workers: Workers) -> list[ArraySegment]:
        """Merge small segments, and return the segments that are then the index."""
        segments = self.ledger.segments
        groups = merge_groups([segment.doc_count() for segment in segments])
        self._tally.expect(to_merge=sum(map(len, groups)))
        for number, group in enumerate(groups):
            workers.merge(number, [segments[place] for place in group])
        while workers.busy():
            self._receive(workers, _POLL_SECONDS)
        if groups:
            self._committer.note_change()
        return with_merged(segments, groups, self._merged)
