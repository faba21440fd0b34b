"""Orders documents: the best ``n`` without sorting all."""

import numpy as np

from search.matches import Matches
from search.postings import Floats, Ints
from search.results import Sort


def top(matches: Matches, dates: Ints, sort: Sort, n: int) -> tuple[Ints, Floats]:
    """Return the first ``n`` documents in order and their scores.

    ``dates`` has the day (yyyymmdd, 0: undated) of every document of the index. By relevance,
    equals come newest first; by date, equals by relevance; undated articles come last;
    whatever is still equal stays in index order.
    """
    docs, scores = matches
    days = dates[docs]
    if sort == "oldest":
        days = -np.where(days > 0, days, np.iinfo(np.int64).max)
    first, second = (scores, days) if sort == "relevance" else (days, scores)
    if 0 < n < len(docs):
        least = np.partition(first, len(docs) - n)[len(docs) - n]
        kept = np.flatnonzero(first >= least)
        docs, scores, first, second = docs[kept], scores[kept], first[kept], second[kept]
    order = np.lexsort((docs, -second, -first))[: max(0, n)]
    return docs[order], scores[order]
