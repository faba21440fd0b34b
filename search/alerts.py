"""What has come in for searches that are kept, since each was last told of.

Only articles that came in since are looked at. Where there are more searches than such articles,
these are put into an index of their own for the time being, so that the cost of a search does not
grow with the index: each is planned once, by what the whole index knows of its words and names,
and run there.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from index.store.snapshot import open_snapshot
from search.arrivals import Alert, Alerts, Arrival
from search.errors import QueryError
from search.execute.docset import Docs, DocSet
from search.execute.executor import Executor
from search.execute.queries.arrived import Arrived
from search.generation import Generation
from search.present.hits import arrival
from search.saved import Kept


def alerts(
    state: Generation, searches: Sequence[Kept], told: Mapping[str, int], limit: int
) -> Alerts:
    """Return what came in for each search since it was last told of, all words matching.

    ``told`` has that time by the names of searches; one that is not in it is told of what came in
    since it was saved. An alert lists no more than ``limit`` articles.
    """
    arrived = state.snapshot.arrived
    since = {one.name: max(told.get(one.name, 0), one.at) or arrived for one in searches}
    first = min(since.values(), default=arrived) + 1
    new = state.executor.run(Arrived(first, arrived)).docs
    found, faults = [], []
    if len(new):
        teller = _Teller(state, new, limit)
        with _matcher(state, new, len(searches)) as matcher:
            for kept in searches:
                try:
                    docs = matcher.docs(kept)
                except QueryError as error:
                    faults.append((kept.name, error.message))
                    continue
                if alert := teller.alert(kept, docs, since[kept.name]):
                    found.append(alert)
    return Alerts(arrived, tuple(since), tuple(found), tuple(faults))


class _Matcher:
    """Says which of the new articles a search finds.

    ``executor`` runs queries on an index that has them; ``numbers`` are the documents of that index
    in the whole one.
    """

    def __init__(self, state: Generation, executor: Executor, numbers: Docs, new: DocSet) -> None:
        self._finder = state.finder
        self._executor = executor
        self._numbers = numbers
        self._new = new

    def docs(self, kept: Kept) -> Docs:
        """Return them, ascending. Raises ``QueryError``."""
        found = self._new
        for query in self._finder.required(kept.asked, kept.filters):
            found = found & self._executor.run(query).docs
            if not len(found):
                break
        return np.sort(self._numbers[found.ids])


@contextmanager
def _matcher(state: Generation, new: DocSet, searches: int) -> Iterator[_Matcher]:
    if searches < len(new):  # a search of the whole index costs less than indexing an article
        every = np.arange(new.size, dtype=np.int32)
        yield _Matcher(state, state.executor, every, new)
        return
    from index.run.excerpt import excerpt

    with TemporaryDirectory(prefix="naba-") as folder:
        excerpt(state.snapshot, new.ids.tolist(), Path(folder))
        with closing(open_snapshot(folder)) as snapshot:
            executor = Executor(snapshot)
            size = executor.reader.arrays.size
            numbers = {state.snapshot.article_id(doc): doc for doc in new.ids.tolist()}
            own = [numbers[snapshot.article_id(doc)] for doc in range(size)]
            yield _Matcher(state, executor, np.array(own, np.int32), DocSet.all(size))


class _Teller:
    """Makes alerts of some new articles; what is said of an article is read once."""

    def __init__(self, state: Generation, new: DocSet, limit: int) -> None:
        self._state = state
        self._limit = limit
        self._times = state.reader.arrays.added
        self._groups, self._places = state.copies.places()
        ids = new.ids
        days = state.reader.arrays.days[ids]
        self._order = np.zeros(new.size, np.int32)
        """The place of each new article among them all, the newest first."""
        newest_first = np.lexsort((ids, -days, np.max(self._times) - self._times[ids]))
        self._order[ids[newest_first]] = np.arange(len(ids))
        self._arrivals: dict[int, Arrival] = {}

    def alert(self, kept: Kept, docs: Docs, since: int) -> Alert | None:
        """Return the alert of a search for the documents it finds; None when none is new to it."""
        own = docs[self._times[docs] > np.uint64(since)]
        if not len(own):
            return None
        grouped = own[self._groups[own] >= 0]
        copies: dict[int, list[int]] = {}
        for doc in grouped[np.argsort(self._places[grouped])].tolist():
            copies.setdefault(int(self._groups[doc]), []).append(doc)
        later = [doc for group in copies.values() for doc in group[1:]]
        leading = np.setdiff1d(own, np.array(later, np.int32)) if later else own
        listed = leading[np.argsort(self._order[leading])][: self._limit].tolist()
        arrivals = (
            self._arrival(doc, copies.get(int(self._groups[doc]), [doc])[1:]) for doc in listed
        )
        return Alert(kept.name, kept.asked.strip(), len(leading), len(own), tuple(arrivals))

    def _arrival(self, doc: int, copies: Sequence[int]) -> Arrival:
        """Return what is told of a document that stands for its later ``copies``."""
        if doc not in self._arrivals:
            article = self._state.snapshot.article(doc)
            first = self._state.copies.first(int(self._groups[doc])) if self._places[doc] else doc
            arrived = arrival(article, self._state.hits.added(doc))
            copied = None if first == doc else self._state.copy_at(first)
            self._arrivals[doc] = replace(arrived, copy_of=copied)
        told = self._arrivals[doc]
        return replace(told, copies=tuple(map(self._state.copy_at, copies))) if copies else told
