"""How articles write the terms of the index, which are folded."""

from collections import Counter

from index.schema import TEXT_FIELDS
from index.store.snapshot import Snapshot
from search.execute.arrays import Arrays
from search.execute.probe import Clause, Probe
from search.lru import WeightedCache
from search.present.highlight import Chunks, Highlighter

WRITERS = {"title": 3, "body": 1}
"""Number of titles, or else of bodies, that are read for the written form of a term."""
CACHED = 8192
"""Number of written forms that are remembered."""


def finder_of(term: str, chunks: Chunks) -> Highlighter:
    """Return what finds a term of the exact view in texts."""
    probe = Probe("exact", TEXT_FIELDS, (frozenset({term}),))
    return Highlighter(chunks, [Clause(term, (probe,))])


class Surfaces:
    """The written forms of terms of the exact view; recent ones are remembered."""

    def __init__(self, snapshot: Snapshot, arrays: Arrays, chunks: Chunks) -> None:
        self._snapshot = snapshot
        self._arrays = arrays
        self._chunks = chunks
        self._known: WeightedCache[str, str] = WeightedCache(CACHED)

    def __call__(self, term: str) -> str:
        """Return a term as most titles write it, else as a body does, else as it is."""
        return self._known.get(term, lambda: self._written(term))

    def _written(self, term: str) -> str:
        finder = finder_of(term, self._chunks)
        for field, writers in WRITERS.items():
            docs = self._arrays.docs(field, term.encode())[:writers]
            written: Counter[str] = Counter()
            positions = finder.positions(self._arrays, docs, (field,))[field]
            for doc, at in zip(docs.tolist(), positions or (), strict=True):
                article = self._snapshot.article(doc)
                text = article.title if field == "title" else article.text
                written.update(text[m.start : m.end] for m in finder.find(text, field, at))
            if written:
                return max(written, key=written.__getitem__)
        return term
