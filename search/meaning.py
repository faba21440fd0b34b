"""What a query means: its vector, and how near to it the articles of a snapshot are."""

import numpy as np

from index.errors import InputError
from index.meaning.encoders import Encoder, open_encoder
from index.meaning.in_process import NAME
from index.meaning.vectors import Float32s
from index.store.snapshot import Snapshot
from search.lru import WeightedCache
from search.query import syntax
from search.query.syntax import Node

_REMEMBERED = 32
"""Number of queries whose vectors are remembered, for their other pages."""


class Meanings:
    """Similarities of queries to articles, by the encoder that made an index's vectors.

    That in this process is found by itself; another has to be given.
    """

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._encoder = encoder
        self._vectors: WeightedCache[tuple[str, str], Float32s] = WeightedCache(_REMEMBERED)

    def similarities(self, snapshot: Snapshot, text: str) -> Float32s:
        """Return the cosine of each document and a text, -1 for one without a vector.

        Raises ``InputError`` when the index has no vectors or another encoder's, and what the
        encoder raises.
        """
        encoder = self._of(snapshot)
        vector = self._vectors.get((encoder.name, text), lambda: encoder.query(text))
        found = [np.zeros(0, np.float32)]
        for leaf, vectors in zip(snapshot.leaves, snapshot.vectors, strict=True):
            if vectors is None:
                found.append(np.full(leaf.count, -1, np.float32))
                continue
            if vectors.dimensions != len(vector):
                raise InputError(
                    "the encoder {name} gives other vectors than those of this index",
                    name=encoder.name,
                )
            found.append(vectors.similarities(vector))
        return np.concatenate(found)

    def _of(self, snapshot: Snapshot) -> Encoder:
        name = snapshot.encoder
        if not name:
            raise InputError(
                "this index knows no meanings yet; make its vectors with: naba index --meaning"
            )
        if self._encoder is None:
            if name != NAME:
                raise InputError(
                    "the vectors of this index are by {name}; say where it answers: "
                    "--encoder ADDRESS",
                    name=name,
                )
            self._encoder = open_encoder()
        if self._encoder.name != name:
            raise InputError(
                "the vectors of this index are by {name}, not by {other}",
                name=name,
                other=self._encoder.name,
            )
        return self._encoder


def meant(query: str, written: Node | None) -> str:
    """Return what of a query has a meaning: its words, without what the query language adds."""
    if written is None:
        return ""
    if is_plain(written):
        return query.strip()
    leaves = (leaf for leaf in syntax.leaves(written))
    texts = (leaf for leaf in leaves if isinstance(leaf, syntax.Word | syntax.Phrase))
    return " ".join(leaf.text for leaf in texts if leaf.field in (None, "title"))


def is_plain(node: Node) -> bool:
    """Tell whether a query is words alone, so that an article without them may be meant too."""
    if isinstance(node, syntax.Row):
        return all(isinstance(child, syntax.Word) and is_plain(child) for child in node.children)
    if not isinstance(node, syntax.Word):
        return False
    return node.field is None and not node.exact and not node.distance
