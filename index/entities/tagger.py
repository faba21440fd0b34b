"""The tagger: a linear-chain CRF whose weights are summed once per distinct word.

Lafferty, McCallum and Pereira 2001. All features are of one word (seen from up to two words
away), of the gap before or after it, or of two labels in a row. What a word adds to the score of
each label, at each distance, is therefore a small table that is computed when the word is first
met; a sentence is five look-ups a word and the best path through it (Viterbi 1967), found for
many sentences at once.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.entities.features import OFFSETS
from index.entities.scanner import STOP, Ints, WordNumbers
from index.entities.weights import LABELS, Floats, Model, model, word_tables
from index.kernels import compiled

_LABELS, _WIDTH = len(LABELS), len(OFFSETS)
_REACH = _WIDTH // 2
_INSIDE = range(2, _LABELS, 2)
"""Labels of words inside of a name, which follow the name's beginning or inside alone."""
_FIRST = np.array([-np.inf if label in _INSIDE else 0 for label in range(_LABELS)], np.float32)
"""What is added to the labels of the first word of a sentence."""
_NO_LABELS = np.zeros(0, np.uint8)
_LONGEST = 120
"""Most words of a sentence; a longer one is cut."""
_FEW = 200
"""Number of sentences from which on Viterbi goes label by label rather than over all pairs."""


class TaggedName(NamedTuple):
    """A name of the tagger: words ``start`` to ``end`` (exclusive), its kind, how sure it is.

    ``kind`` counts the kinds of :data:`LABELS`. ``margin`` is how much the best labels of the
    sentence lose when no word of the name is one, ``lead`` how much when its first word is none.
    """

    start: int
    end: int
    kind: int
    margin: float
    lead: float


class _Decoded(NamedTuple):
    """Scores of shape ``(n, labels)``, where sentences start, and the best labels, ``(n,)``."""

    scores: Floats
    starts: Ints
    labels: npt.NDArray[np.uint8]


class Tagger:
    """Labels words by their numbers in ``words``; keeps a table of 180 bytes for each."""

    def __init__(self, words: WordNumbers, weights: Model | None = None) -> None:
        self.words = words
        self._model = weights or model()
        self._tables = np.zeros((1024, _WIDTH, _LABELS), np.float32)
        self._known = 0

    def labels(self, words: Ints, gaps: npt.ArrayLike) -> npt.NDArray[np.uint8]:
        """Return the label (number in :data:`LABELS`) of each of ``words``, shape ``(n,)``.

        ``gaps`` are those of :class:`~index.entities.scanner.ScannedText`; sentences end at stops.
        """
        return self._decode(words, gaps).labels

    def names(self, words: Ints, gaps: npt.ArrayLike) -> list[TaggedName]:
        """Return the names among ``words``, in order; the arguments are those of :meth:`labels`."""
        return _named_runs(self._decode(words, gaps), self._model.steps)

    def _decode(self, words: Ints, gaps: npt.ArrayLike) -> "_Decoded":
        if not len(words):
            return _Decoded(np.zeros((0, _LABELS), np.float32), np.zeros(0, np.int64), _NO_LABELS)
        self._learn()
        kinds = np.asarray(gaps, np.int64)
        starts = self._sentence_starts(words, kinds)
        weights = self._model
        if compiled:
            scores, labels = compiled.best_labels(
                words, kinds, starts, self._tables, weights.before, weights.after,
                _allowed(weights.steps), _FIRST,
            )  # fmt: skip
            return _Decoded(scores, starts, labels)
        scores = self._scores(words, kinds, starts)
        return _Decoded(scores, starts, _best_paths(scores, starts, _allowed(weights.steps)))

    def _learn(self) -> None:
        """Compute the tables of the words met for the first time."""
        known, total = self._known, len(self.words.met)
        if known == total:
            return
        if total > len(self._tables):
            larger = np.zeros((2 * total, _WIDTH, _LABELS), np.float32)
            larger[:known] = self._tables[:known]
            self._tables = larger
        self._tables[known:total] = word_tables(
            self._model, self.words.met[known:], self.words.keys[known:]
        )
        self._known = total

    def _sentence_starts(self, words: Ints, kinds: Ints) -> Ints:
        """Return where sentences begin: after a stop or a line, not after the point of د. أحمد."""
        stops, met = np.flatnonzero(kinds[1:-1] == STOP) + 1, self.words.met
        ends = np.array([len(met[word]) > 1 for word in words[stops - 1].tolist()], bool)
        starts = np.concatenate([[0], stops[ends]])
        parts = -(-np.diff(starts, append=len(words)) // _LONGEST)
        if parts.max() > 1:
            first = np.repeat(np.cumsum(parts) - parts, parts)
            starts = np.repeat(starts, parts) + _LONGEST * (np.arange(len(first)) - first)
        return starts

    def _scores(self, words: Ints, kinds: Ints, starts: Ints) -> Floats:
        """Return the scores of labels, shape ``(n, labels)``, by the words around and the gaps."""
        size = np.diff(starts, append=len(words))
        number = np.repeat(np.arange(len(starts)), size)
        padded = np.zeros(len(words) + _REACH * (len(starts) + 1), np.int64)
        at = np.arange(len(words)) + _REACH * (number + 1)
        padded[at] = words
        scores = self._model.before[kinds[:-1]] + self._model.after[kinds[1:]]
        for place, offset in enumerate(OFFSETS):
            scores += self._tables[padded[at + offset], place]
        return scores


def _named_runs(decoded: _Decoded, steps: Floats) -> list[TaggedName]:
    """Return the names that labels make, with their margins."""
    labels = decoded.labels.astype(np.int64)
    outside = np.append(labels, 0)  # the label after a word, O after the last one
    inside = np.append((labels > 0) & (labels % 2 == 0), False)
    starts = np.flatnonzero(labels % 2)
    ends = np.flatnonzero((labels > 0) & ~inside[1:]) + 1
    if not len(starts):
        return []
    first = np.zeros(len(labels) + 1, bool)
    first[decoded.starts] = first[-1] = True
    before = np.where(first[:-1], 0, np.append(np.int64(0), labels[:-1]))
    some = np.flatnonzero(labels | before)  # at all others nothing is gained or lost
    here, before = labels[some], before[some]
    gain = decoded.scores[some, here] - decoded.scores[some, 0]
    stepped = np.where(first[some], 0, steps[before, here] - steps[before, 0])
    inner = np.where(here % 2 == 1, stepped, steps[before, here] - steps[0, 0])
    total = np.concatenate([[0], np.cumsum(gain + inner, dtype=np.float64)])
    began = np.searchsorted(some, starts)
    after = np.where(
        first[ends], 0, steps[labels[ends - 1], outside[ends]] - steps[0, outside[ends]]
    )
    margins = total[np.searchsorted(some, ends)] - total[began] + after
    longer = np.flatnonzero(ends - starts > 1)
    leads = np.full(len(starts), np.inf)
    one, two = starts[longer], starts[longer] + 1
    begin = labels[one]
    third = outside[two + 1]
    leads[longer] = (
        gain[began[longer]]
        + stepped[began[longer]]
        + decoded.scores[two, labels[two]]
        - decoded.scores[two, begin]
        + steps[begin, labels[two]]
        - steps[0, begin]
        + np.where(first[two + 1], 0, steps[labels[two], third] - steps[begin, third])
    )
    kinds = labels[starts] // 2
    return list(
        map(
            TaggedName,
            starts.tolist(), ends.tolist(), kinds.tolist(), margins.tolist(), leads.tolist(),
        )
    )  # fmt: skip


def _allowed(steps: Floats) -> Floats:
    """Return steps without those to the inside of a name from what is none of its kind."""
    allowed = steps.copy()
    for label in _INSIDE:
        others = [source for source in range(_LABELS) if source not in (label - 1, label)]
        allowed[others, label] = -np.inf
    return allowed


def _best_paths(scores: Floats, starts: Ints, steps: Floats) -> npt.NDArray[np.uint8]:
    """Return the best labels of each sentence (Viterbi 1967).

    Sentences are sorted by length, so that those still going on at a word are the first ones.
    """
    size = np.diff(starts, append=len(scores))
    order = np.argsort(-size, kind="stable")
    starts, size = starts[order], size[order]
    going = np.searchsorted(-size, -np.arange(size[0]), side="left")  # sentences longer than t
    back = np.zeros((_LABELS, len(scores)), np.uint8)
    best = np.ascontiguousarray(scores[starts].T) + _FIRST[:, None]
    allowed = steps[:, :, None]
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
    """Return the best score of getting to a label, and the label it comes from, per sentence."""
    sources = np.flatnonzero(np.isfinite(allowed[:, label, 0])).tolist()
    score = before[sources[0]] + allowed[sources[0], label]
    source = np.full(before.shape[1], sources[0], np.uint8)
    for other in sources[1:]:
        rival = before[other] + allowed[other, label]
        source[rival > score] = other
        np.maximum(score, rival, out=score)
    return score, source
