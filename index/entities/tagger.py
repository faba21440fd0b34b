"""The tagger: a linear-chain CRF whose weights are summed once per distinct word.

Lafferty, McCallum and Pereira 2001. All features are of one word (seen from up to two words
away), of the gap before or after it, or of two labels in a row. What a word adds to the score of
each label, at each distance, is therefore a small table that is computed when the word is first
met; a sentence is five look-ups a word and the best path through it (Viterbi 1967), found for
many sentences at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from index.entities.features import EDGE, OFFSETS, word_features
from index.entities.scanner import STOP, Distinct, Ints

Floats = npt.NDArray[np.float32]
LABELS = ("O", *(f"{edge}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for edge in "BI"))
_LABELS, _WIDTH = len(LABELS), len(OFFSETS)
_REACH = _WIDTH // 2
_LONGEST = 120
"""Words of a sentence; a longer one is cut."""
_FEW = 200
"""Sentences so many that whole arrays at a time are faster than all pairs of labels at once."""
_AT_ONCE = 500
"""Words whose tables are summed at once: their features' weights stay in the cache."""
_EDGES = 100_000
"""Features kept besides those that are words."""


@dataclass(frozen=True)
class Model:
    """What training leaves.

    ``hashes``: CRC-32 of the features, ascending. Feature ``f`` adds ``weights[i]`` to the entry
    ``places[i]`` (distance times labels plus label) for ``i`` from ``starts[f]`` to
    ``starts[f + 1]``. ``before`` and ``after``: (kind of gap, label); ``steps``: (label, label).
    """

    hashes: npt.NDArray[np.uint32]
    starts: Ints
    places: npt.NDArray[np.uint8]
    weights: Floats
    before: Floats
    after: Floats
    steps: Floats

    @cached_property
    def rows(self) -> "Rows":
        """Feature -> its row of ``dense``; the last one, of zeros, when it weighs nothing."""
        return Rows(self.hashes)

    @cached_property
    def dense(self) -> Floats:
        """What each feature adds to each entry, (feature, distance times labels plus label)."""
        full = np.zeros((len(self.hashes) + 1, _WIDTH * _LABELS), np.float32)
        owner = np.repeat(np.arange(len(self.hashes)), np.diff(self.starts))
        full[owner, self.places] = self.weights
        return full


class Rows(dict[str, int]):
    """Feature -> its row in a model; the edges of words are remembered."""

    def __init__(self, hashes: npt.NDArray[np.uint32]) -> None:
        self._rows = dict(zip(hashes.tolist(), range(len(hashes)), strict=True))

    def __missing__(self, feature: str) -> int:
        row: int = self._rows.get(crc32(feature.encode()), len(self._rows))
        if feature[0] not in "wb" and len(self) < _EDGES:
            self[feature] = row
        return row


class Classes(NamedTuple):
    """Word classes learnt without labels: clusters of each key, its rank by frequency."""

    clusters: dict[str, tuple[int, ...]]
    rank: dict[str, int]


@cache
def classes() -> Classes:
    """Read the shipped classes, once."""
    with files(__package__).joinpath("data", "classes.npz").open("rb") as file:
        data = np.load(file)
        words = data["words"].tobytes().decode().split("\n")
        columns = map(tuple, data["classes"].tolist())
    return Classes(dict(zip(words, columns, strict=True)), {w: n for n, w in enumerate(words)})


@cache
def model() -> Model:
    """Read the shipped weights, once."""
    with files(__package__).joinpath("data", "tagger.npz").open("rb") as file:
        data = np.load(file)
        starts = np.concatenate([[0], np.cumsum(data["sizes"], dtype=np.int64)])
        return Model(
            data["hashes"],
            starts,
            data["places"],
            data["weights"].astype(np.float32) * data["scale"],
            data["before"],
            data["after"],
            data["steps"],
        )


class Tagger:
    """Labels the words of ``words``, of which it keeps the tables (180 bytes a word)."""

    def __init__(self, words: Distinct, weights: Model | None = None) -> None:
        self.words = words
        self._model = weights or model()
        self._tables = np.zeros((1024, _WIDTH, _LABELS), np.float32)
        self._known = 0

    def labels(self, words: Ints, gaps: Sequence[int]) -> npt.NDArray[np.uint8]:
        """The label (number in :data:`LABELS`) of each word, given by its number.

        ``gaps`` as in :class:`~index.entities.scanner.Words`; sentences end where they say so.
        """
        if not len(words):
            return np.zeros(0, np.uint8)
        self._learn()
        kinds = np.array(gaps, np.int64)
        starts = self._sentence_starts(words, kinds)
        return _best_paths(self._scores(words, kinds, starts), starts, self._model.steps)

    def _learn(self) -> None:
        """Make the tables of the words met for the first time."""
        known, total = self._known, len(self.words.met)
        if known == total:
            return
        if total > len(self._tables):
            larger = np.zeros((2 * total, _WIDTH, _LABELS), np.float32)
            larger[:known] = self._tables[:known]
            self._tables = larger
        self._tables[known:total] = word_tables(self._model, self.words.met[known:])
        self._known = total

    def _sentence_starts(self, words: Ints, kinds: Ints) -> Ints:
        """Where sentences begin: after a stop or a line, but not after the point of د. أحمد."""
        begins = kinds[:-1] == STOP
        for at in np.flatnonzero(begins).tolist():
            begins[at] = at == 0 or len(self.words.met[words[at - 1]]) > 1
        begins[0] = True
        starts = np.flatnonzero(begins)
        size = np.diff(starts, append=len(words))
        if size.max() > _LONGEST:
            cuts = [np.arange(a, a + n, _LONGEST) for a, n in zip(starts, size, strict=True)]
            starts = np.concatenate(cuts)
        return starts

    def _scores(self, words: Ints, kinds: Ints, starts: Ints) -> Floats:
        """(word, label) scores: the tables of the words around, and of the gaps."""
        size = np.diff(starts, append=len(words))
        number = np.repeat(np.arange(len(starts)), size)
        padded = np.zeros(len(words) + _REACH * (len(starts) + 1), np.int64)
        at = np.arange(len(words)) + _REACH * (number + 1)
        padded[at] = words
        scores = self._model.before[kinds[:-1]] + self._model.after[kinds[1:]]
        for place, offset in enumerate(OFFSETS):
            scores += self._tables[padded[at + offset], place]
        return scores


def word_tables(weights: Model, words: Iterable[str]) -> Floats:
    """(word, distance, label): what each word adds to the labels of the words around it."""
    learnt = classes()
    rows: list[int] = []
    sizes: list[int] = []
    row = weights.rows.__getitem__
    for word in words:
        found = word_features(word, learnt.clusters, learnt.rank) if word else [EDGE]
        rows += map(row, found)
        sizes.append(len(found))
    ends = np.cumsum(sizes)
    tables = np.empty((len(sizes), _WIDTH * _LABELS), np.float32)
    for at in range(0, len(sizes), _AT_ONCE):
        end = min(at + _AT_ONCE, len(sizes))
        first = ends[at] - sizes[at]
        seen = weights.dense[rows[first : ends[end - 1]]]
        np.add.reduceat(seen, ends[at:end] - sizes[at:end] - first, out=tables[at:end])
    return tables.reshape(len(sizes), _WIDTH, _LABELS)


def _best_paths(scores: Floats, starts: Ints, steps: Floats) -> npt.NDArray[np.uint8]:
    """The best labels of each sentence; I follows only B or I of its class.

    Sentences are sorted by length, so that those still going on at a word are the first ones.
    """
    size = np.diff(starts, append=len(scores))
    order = np.argsort(-size, kind="stable")
    starts, size = starts[order], size[order]
    going = np.searchsorted(-size, -np.arange(size[0]), side="left")  # sentences longer than t
    back = np.zeros((_LABELS, len(scores)), np.uint8)
    inside = range(2, _LABELS, 2)
    best = np.ascontiguousarray(scores[starts].T)
    best[inside] = -np.inf
    allowed = steps[:, :, None].copy()
    for label in inside:
        others = [source for source in range(_LABELS) if source not in (label - 1, label)]
        allowed[others, label] = -np.inf
    for t in range(1, int(size[0])):
        n = going[t]
        at = starts[:n] + t
        before, here = best[:, :n], np.ascontiguousarray(scores[at].T)
        if n < _FEW:
            pairs = before[:, None] + allowed
            source = pairs.argmax(0)
            new = np.take_along_axis(pairs, source[None], 0)[0] + here
            back[:, at] = source
        else:
            new = np.empty_like(here)
            for label in range(_LABELS):
                new[label], back[label, at] = _best_source(before, allowed, label)
            new += here
        best[:, :n] = new
    label = best.argmax(0).astype(np.uint8)
    labels = np.zeros(len(scores), np.uint8)
    for t in range(int(size[0]) - 1, -1, -1):
        n = going[t]
        at = starts[:n] + t
        labels[at] = label[:n]
        label[:n] = back[label[:n], at]
    return labels


def _best_source(
    before: Floats, allowed: Floats, label: int
) -> tuple[Floats, npt.NDArray[np.uint8]]:
    """The best score of getting to a label, and the label it comes from; array by array."""
    sources = np.flatnonzero(np.isfinite(allowed[:, label, 0])).tolist()
    score = before[sources[0]] + allowed[sources[0], label]
    source = np.full(before.shape[1], sources[0], np.uint8)
    for other in sources[1:]:
        rival = before[other] + allowed[other, label]
        source[rival > score] = other
        np.maximum(score, rival, out=score)
    return score, source
