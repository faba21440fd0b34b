"""Loads articles into a cluster from a worker process: analysed here, sent while the next are.

A request has some megabytes, a few are on their way at a time, and the next waits until one of
them has been answered: so nobody runs ahead of the cluster.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np

from index.analysis.forms import FormTable
from index.article import Article, Rejected, unpacked_line
from index.cluster import bulk, names
from index.cluster.address import Address
from index.cluster.connection import Connection, connect
from index.cluster.document import document_id, facet_values, long_values, make_document
from index.cluster.generations import Generation
from index.cluster.views import ViewWriter
from index.run.entity_names import Names
from index.run.preparing import Preparer
from index.run.spool import SpooledArticle
from index.run.workers import Loaded, Setting
from index.schema import shared_analyzer

_REQUEST_BYTES = 4 << 20
"""Bytes of a request, beyond which the next one begins."""
_UNDER_WAY = 2
"""Requests of a worker that may be unanswered."""
_REPORT_SECONDS = 5.0
"""Seconds after which what has been written is told of."""


@dataclass(frozen=True, slots=True)
class LoaderMaker:
    """Makes the loader of a worker; ``version`` is that of the run's first article."""

    address: Address
    generation: Generation
    version: int

    def __call__(self, setting: Setting, root: Path) -> "Loader":
        """Return a loader with a connection of its own."""
        connection = connect(self.address, bulk.PATIENCE)
        return Loader(connection, self.generation, self.version, setting)


class Loader:
    """Writes articles to a cluster; one that cannot be written is left out."""

    def __init__(
        self, connection: Connection, generation: Generation, version: int, setting: Setting
    ) -> None:
        self._connection = connection
        self._generation = generation
        self._version = version
        self._memory = setting.memory
        self._forms = FormTable(shared_analyzer())
        self._views = ViewWriter(self._forms)
        self._preparer = Preparer(self._forms, self._document, entities=setting.entities)
        self._pool = ThreadPoolExecutor(_UNDER_WAY)
        self._actions: list[bulk.Action] = []
        self._sent: list[str] = []
        self._bytes = 0
        self._answers: list[Future[Loaded]] = []
        self._since: float | None = None

    @property
    def full(self) -> bool:
        """Whether it is time to say what has been written."""
        return self.age() > _REPORT_SECONDS

    def age(self) -> float:
        """Return for how many seconds articles have been collected, 0 when there are none."""
        return 0.0 if self._since is None else monotonic() - self._since

    def waited(self, seconds: float) -> None:
        """Count time without work, which is counted anyway."""

    def add(
        self, first: int, spooled: Sequence[SpooledArticle], tick: Callable[[], None] = lambda: None
    ) -> list[Rejected]:
        """Analyse articles numbered from ``first`` on, and send them; return those left out."""
        if self._since is None:
            self._since = monotonic()
        prepared, failed = self._preparer.prepare(first, spooled, tick)
        views = self._views.write(prepared.words)
        long: dict[str, str] = {}
        for number, document, view in zip(prepared.numbers, prepared.documents, views, strict=True):
            long |= document.pop("long")
            whole = {**document, **view.fields()}
            action = bulk.index_action(document_id(document["id"]), self._version + number, whole)
            self._actions.append(action)
            self._sent.append(document["id"])
            self._bytes += action.size
            if self._bytes > _REQUEST_BYTES:
                self._send(tick)
        if long:
            names.write_long_values(self._connection, self._generation, long, self._version)
        if self._forms.nbytes > self._memory // 3:
            self._forms.keep(np.zeros(0, np.int64))
            self._views.forget()
        return failed

    def write(self, tick: Callable[[], None] = lambda: None) -> Loaded | None:
        """Wait until all has been written, and return what was; None when there was nothing."""
        self._send(tick)
        answers, self._answers, self._since = self._answers, [], None
        done = []
        for answer in answers:
            done.append(answer.result())
            tick()
        if not done:
            return None
        added, updated, failed = zip(*done, strict=True)
        return Loaded(sum(added), sum(updated), [one for some in failed for one in some])

    def _send(self, tick: Callable[[], None]) -> None:
        """Send what has been collected, as soon as not too many requests are under way."""
        if not self._actions:
            return
        actions, ids = self._actions, self._sent
        self._actions, self._sent, self._bytes = [], [], 0
        under_way = [answer for answer in self._answers if not answer.done()]
        if len(under_way) >= _UNDER_WAY:
            wait(under_way, return_when=FIRST_COMPLETED)
        for answer in self._answers:
            if answer.done():
                answer.result()  # a cluster that takes nothing any more is known at once
        self._answers.append(self._pool.submit(self._load, actions, ids))
        tick()

    def _load(self, actions: Sequence[bulk.Action], ids: Sequence[str]) -> Loaded:
        ends = bulk.send(self._connection, self._generation.alias, actions)
        failed = [
            Rejected("-", f"{article_id}: {end.reason}")
            for article_id, end in zip(ids, ends, strict=True)
            if isinstance(end, bulk.Refused)
        ]
        return Loaded(ends.count("created"), ends.count("updated"), failed)

    def _document(self, article: Article, spooled: SpooledArticle, found: Names) -> dict[str, Any]:
        line = unpacked_line(spooled.packed).decode()
        document = make_document(article, line, spooled.digest, spooled.added, found)
        values: Mapping[str, Sequence[str]] = facet_values(article, found)
        return {**document, "long": long_values(values)}
