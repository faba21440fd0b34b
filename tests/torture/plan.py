"""A row of runs that any process can tell: which articles the index has after each commit.

Record ``n`` of the row is a version of one of a few articles, and its text has the number. Some
runs rebuild the index, most bring it up to date; every batch is a commit. So whatever is read of
an index, one knows whether it is a state that was committed, and which.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index import Article, build
from index.run import committer, conductor, indexer, workers
from index.store.session import WriteSession

BATCH = 20
ARTICLES = 90
"""Different articles in the row; as many records one after the other are of different ones."""
WORDS = ("الميناء", "السفينة", "القمح", "المدرسة", "الجسر", "الملعب", "حلب", "دمشق")

State = Mapping[str, int]
"""The number of the version of each article, by its id."""


@dataclass(frozen=True)
class Run:
    """A run of the indexer: records ``first`` to ``first + count``."""

    number: int
    first: int
    count: int
    rebuild: bool

    def records(self) -> Iterator[Article]:
        """Yield the articles of the run."""
        return (record(number) for number in range(self.first, self.first + self.count))

    def states(self, before: State) -> list[State]:
        """Return the state a run begins with, and those that it commits."""
        state = {} if self.rebuild else dict(before)
        found = []
        for number in range(self.first, self.first + self.count):
            state[record(number).id] = number
            if (number - self.first) % BATCH == BATCH - 1:
                found.append(dict(state))
        return [before, *(found[-1:] if self.rebuild else found)]


class Row:
    """A row of runs and the place an index has in it: ``batches`` of run ``number`` are in."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._runs: list[Run] = []
        self._begins: list[State] = [{}]
        self.number = 0
        self.batches = 0

    def run(self, number: int) -> Run:
        """Return a run of the row."""
        while len(self._runs) <= number:
            chance = random.Random(f"{self._seed}/{len(self._runs)}")
            last = self._runs[-1] if self._runs else Run(-1, 0, 0, False)
            count = BATCH * chance.choice((1, 1, 1, 2, 4))
            rebuild = last.number >= 0 and chance.random() < 0.1
            self._runs.append(Run(last.number + 1, last.first + last.count, count, rebuild))
        return self._runs[number]

    def states(self, number: int) -> list[State]:
        """Return the state a run of the row begins with, and those that it commits."""
        while len(self._begins) <= number:
            last = len(self._begins) - 1
            self._begins.append(self.run(last).states(self._begins[last])[-1])
        return self.run(number).states(self._begins[number])

    def follow(self, state: State, number: int, commits: int) -> bool:
        """Move to a state, if an index may be in it of which so much has been told.

        Told is that all runs before ``number`` are over, and how many commits it has made, from
        where the row is.
        """
        first = commits + (self.batches if number == self.number else 0)
        coming = self.states(number)
        for batches in range(min(first, len(coming) - 1), len(coming)):
            if coming[batches] == state:
                last = batches == len(coming) - 1
                self.number, self.batches = (number + 1, 0) if last else (number, batches)
                return True
        return False


def record(number: int) -> Article:
    """Return a record of the row."""
    chance = random.Random(number)
    text = " ".join(chance.choices(WORDS, k=12))
    return Article(
        id=str(number * 7 % ARTICLES),
        title=f"خبر {number}",
        text=f"{number} {text}",
        persons=(f"سامر {number % 5}",),
        places=(),
        orgs=(),
    )


def state_of(articles: Mapping[str, Article]) -> State:
    """Return the state an index is in; its articles are compared with the row.

    Raises ValueError when one is not as the row has it.
    """
    state = {}
    for name, found in articles.items():
        number = int(found.text.partition(" ")[0])
        expected = record(number)
        if (found.id, found.title, found.text) != (name, expected.title, expected.text):
            raise ValueError(f"article {name} is not as it was indexed")
        state[name] = number
    return state


def do(run: Run, directory: Path, workers: int = 1) -> None:
    """Bring an index up to date with a run."""
    build(run.records(), directory, rebuild=run.rebuild, entities=False, workers=workers)


def commit_often(tell: Callable[[], None] = lambda: None) -> None:
    """Make this process commit every batch, and call ``tell`` when a commit has returned."""
    conductor.BATCH = indexer.INLINE_LIMIT = BATCH
    committer.COMMIT_SECONDS = workers.COLLECT_SECONDS = 0.0
    commit = WriteSession.commit

    def told(self: WriteSession, *args: object, **values: object) -> None:
        commit(self, *args, **values)  # type: ignore[arg-type]
        tell()

    WriteSession.commit = told  # type: ignore[method-assign]
