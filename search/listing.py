"""What is listed of an answer, and in which order."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from index.errors import Message
from search.answer import Answer
from search.execute.docset import DocSet
from search.rank.ranking import Ranked, Ranking
from search.results import Share, Sort


class Listing(NamedTuple):
    """An answer in order: ``best(n, first)`` gives the first ``n`` documents but for ``first``.

    ``answer`` has the articles that count as found and ``shown`` those of them that are listed.
    ``missed`` are those listed that do not match by words, and ``added`` is how many of these do
    not count as found. ``explain`` gives the shares of a document's score, from its number and
    its place in the order.
    """

    answer: Answer
    shown: DocSet
    best: Callable[[int, int], Ranked]
    explain: Callable[[int, int], list[Share]]
    missed: DocSet
    added: int = 0
    notes: tuple[Message, ...] = ()


def by_words(answer: Answer, ranking: Ranking, shown: DocSet, sort: Sort) -> Listing:
    """Return what is listed when words alone are asked for."""
    best = partial(ranking.best, shown, sort)
    return Listing(answer, shown, best, ranking.explain, DocSet.empty(shown.size))
