"""Conducts a run: which part does what, and when, wherever the articles come to stand.

Articles that are new or changed go from the intake through the spool to the workers; what these
make goes to a :class:`Target`, an index on disk or one on a cluster, which alone knows what to
do with it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from index.errors import NabaError
from index.run.identities import Articles, Identities
from index.run.intake import Intake
from index.run.progress import Tally
from index.run.pruning import PruneRefused, gone_articles, require_plausible
from index.run.spool import Spool
from index.run.workers import Indexed, Result, WorkerDied, Workers

BATCH = 200
"""Number of articles a worker takes at a time."""
_POLL_SECONDS = 0.25
"""Longest wait for workers before progress is reported again."""


class Contents(Articles, Protocol):
    """The articles of an index during a run."""

    def origins(self) -> Iterable[tuple[str, str]]:
        """Yield the id of every article that came from a file, and the path of the file."""


class Target(Protocol):
    """Where a run's articles come to stand."""

    @property
    def contents(self) -> Contents:
        """The articles that are there."""

    def take(self, result: Result) -> None:
        """Take in what a worker made."""

    def follow(self, moves: Mapping[str, str]) -> None:
        """Have what is kept of articles beside them follow to new ids, given by the former ones."""

    def remove(self, article_id: str) -> None:
        """Take an article out."""

    def is_due(self) -> bool:
        """Tell whether it is time for a commit."""

    def tidy(self, workers: Workers, wait: Callable[[], None]) -> None:
        """Do what is to be done before the last commit; ``wait`` waits for the workers.

        No commit is due from then on.
        """

    def commit(self, *, ended: bool) -> None:
        """Let readers see what was taken in; ``ended`` tells that the run brings no more."""


class Conductor:
    """Conducts one run; a ``rebuild`` is committed whole or not at all."""

    def __init__(self, target: Target, tally: Tally, *, rebuild: bool) -> None:
        self._target = target
        self._tally = tally
        self._rebuild = rebuild

    def work(
        self,
        intake: Intake,
        identities: Identities,
        spool: Spool,
        workers: Workers,
        prune: Sequence[Path],
        guarded: Sequence[Path],
    ) -> None:
        """Index all that the intake takes, prune, tidy up, and commit.

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
            self._commit_if_due()  # tidying may take minutes, and nothing is committed meanwhile
            self._target.tidy(workers, lambda: self._wait(workers))
            self._target.commit(ended=True)
            if refused:
                raise refused
        except (KeyboardInterrupt, WorkerDied):
            if not self._rebuild:
                if not indexed:
                    self._collect(workers)
                self._target.commit(ended=True)
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
        self._wait(workers)

    def _wait(self, workers: Workers) -> None:
        while workers.busy():
            self._receive(workers, _POLL_SECONDS)

    def _receive(self, workers: Workers, seconds: float) -> None:
        for result in workers.receive(seconds):
            if isinstance(result, Indexed):
                self._tally.advance(indexed=result.articles)
                for failure in result.failed:
                    self._tally.reject(failure)
            else:
                self._target.take(result)
                self._commit_if_due()
        self._tally.tell()

    def _commit_if_due(self) -> None:
        if not self._rebuild and self._target.is_due():
            self._target.commit(ended=False)

    def _requalify(
        self, intake: Intake, identities: Identities, spool: Spool, workers: Workers
    ) -> None:
        """Give articles whose id others have too their qualified one; let withdrawn ones go."""
        renamed = identities.renamed()
        named = {former: article.id for former, article in renamed.items()}
        self._target.follow({**identities.moved(), **named})
        for former, article in renamed.items():
            intake.put(article, former)
        if renamed:
            self._index(intake, spool, workers)
            self._tally.count(added=-len(renamed))
        for article_id in [*renamed, *identities.leaving()]:
            if article_id in self._target.contents:
                self._target.remove(article_id)

    def _prune(self, roots: Sequence[Path], guarded: Sequence[Path]) -> PruneRefused | None:
        """Remove the articles whose file has gone, or return why not."""
        contents = self._target.contents
        gone = gone_articles(contents.origins(), roots)
        try:
            require_plausible(gone, contents.origins(), guarded)
        except PruneRefused as refused:
            return refused
        for article_id in gone:
            self._target.remove(article_id)
            self._tally.count(removed=1)
        return None
