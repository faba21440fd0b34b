"""Three words or more near each other, each to the stretch of those before it.

A cluster has no such query. It finds the articles in which all the words stand in so narrow a
space that they might, and these are looked through here, by the rule of the embedded index.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from index.article import Article
from index.cluster.scan import scan
from index.schema import STEM_SUFFIX, shared_analyzer
from search.budget import check
from search.cluster.asking import Asking, Body
from search.execute.arrays import Occurrences
from search.execute.proximity import rows_near

_BATCH = 500
"""Number of articles that are looked through at a time."""


def near_documents(
    asking: Asking, query: Body, field: str, places: Sequence[Sequence[str]], slop: int, least: int
) -> list[str]:
    """Return the ids of the documents, of those a query finds, that have words near each other.

    :param asking: where to ask
    :param query: finds all of them, and others
    :param field: the field of the words
    :param places: the terms of each place
    :param slop: the greatest distance of a word from the stretch of those before
    :param least: the least distance
    """
    terms = [[term.encode() for term in place] for place in places]
    found: list[str] = []
    ids: list[str] = []
    texts: list[str] = []

    def look() -> None:
        check()
        positions = _Positions(texts, field)
        rows = rows_near(positions, field, terms, slop, least, ordered=False)
        found.extend(ids[row] for row in rows.tolist())
        ids.clear()
        texts.clear()

    for hit in scan(asking.connection, asking.generation.articles, query, source=["article"]):
        article = Article.from_json(hit["_source"]["article"])
        ids.append(hit["_id"])
        texts.append(article.title if field.startswith("title") else article.text)
        if len(ids) == _BATCH:
            look()
    look()
    return found


class _Positions:
    """Where the terms of one field stand in some texts."""

    def __init__(self, texts: Sequence[str], field: str) -> None:
        self._at: defaultdict[bytes, list[tuple[int, int]]] = defaultdict(list)
        stems = field.endswith(STEM_SUFFIX)
        for row, text in enumerate(texts):
            for token in shared_analyzer()(text):
                for term in token.stems if stems else (token.exact,):
                    self._at[term.encode()].append((row, token.position))

    def positions(self, field: str, term: bytes) -> Occurrences:
        """Return each occurrence of a term: the index of its text, and its position there."""
        pairs = np.array(self._at.get(term, ()), np.int64).reshape(-1, 2)
        return Occurrences(pairs[:, 0], pairs[:, 1].astype(np.int32))
