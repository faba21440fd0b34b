"""Train the tagger.

    python -m index.training.train_tagger SHARED [--fold K/N]

``SHARED`` is the folder that holds ``eval/ner``. Writes ``data/tagger.npz``, or with ``--fold``
only prints the scores, on the K-th of N parts, of a model trained without it (K from 0). Needs
the extra ``train`` (python-crfsuite); takes some two minutes. Run
:mod:`index.training.learn_clusters` first.

Weights are learnt from the training part of ANERcorp (Benajiba and Rosso 2007, CC BY-SA 4.0).
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from index.entities.clusters import word_clusters
from index.entities.features import EDGE, OFFSETS, outer, word_features
from index.entities.scanner import GAP_KINDS, WordNumbers, read_words
from index.entities.tagger import Tagger
from index.entities.weights import LABELS, Model
from index.training.annotated import (
    Example,
    Tagged,
    example,
    held_out,
    read_conll,
    scores,
    token_tags,
)

_PARAMETERS = {"c1": 0.03, "c2": 0.1, "max_iterations": 120, "feature.minfreq": 1}
_REACH = len(OFFSETS) // 2


class _Features(dict[str, list[str]]):
    """Word -> its features, remembered."""

    def __missing__(self, word: str) -> list[str]:
        found = word_features(word, word_clusters())
        self[word] = found
        return found


def attributes(sentence: Example, features: _Features) -> list[list[str]]:
    """Return, for each word, the features seen from it: ``distance|feature``."""
    seen = [features[word] for word in sentence.raw]
    found = []
    for at in range(len(seen)):
        here = [f"<{sentence.gaps[at]}", f">{sentence.gaps[at + 1]}"]
        for offset in OFFSETS:
            if 0 <= at + offset < len(seen):
                near = abs(offset) < _REACH
                here += [f"{offset}|{f}" for f in seen[at + offset] if near or outer(f)]
            else:
                here.append(f"{offset}|{EDGE}")
        found.append(here)
    return found


def fit(sentences: Iterable[Tagged], **parameters: float) -> Model:
    """Return a model trained on sentences."""
    import pycrfsuite  # type: ignore[import-not-found, unused-ignore]

    features = _Features()
    trainer = pycrfsuite.Trainer(verbose=False)
    for sentence in sentences:
        words = example(sentence)
        if words.raw:
            trainer.append(attributes(words, features), [LABELS[n] for n in words.labels])
    trainer.set_params(_PARAMETERS | parameters)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        return _model(tagger.info())


def _model(info: Any) -> Model:
    """Return the weights of a trained model as arrays."""
    numbers = {label: n for n, label in enumerate(LABELS)}
    gaps = np.zeros((2, GAP_KINDS, len(LABELS)), np.float32)
    steps = np.zeros((len(LABELS), len(LABELS)), np.float32)
    entries: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (one, other), weight in info.transitions.items():
        steps[numbers[one], numbers[other]] = weight
    for (attribute, label), weight in info.state_features.items():
        if attribute[0] in "<>":
            gaps[int(attribute[0] == ">"), int(attribute[1:]), numbers[label]] = weight
            continue
        offset, _, feature = attribute.partition("|")
        place = (int(offset) + _REACH) * len(LABELS) + numbers[label]
        entries[crc32(feature.encode())].append((place, weight))
    hashes = sorted(entries)
    flat = [entry for key in hashes for entry in entries[key]]
    return Model(
        np.array(hashes, np.uint32),
        np.concatenate([[0], np.cumsum([len(entries[key]) for key in hashes], dtype=np.int64)]),
        np.array([place for place, _ in flat], np.uint8),
        np.array([weight for _, weight in flat], np.float32),
        gaps[0],
        gaps[1],
        steps,
    )


def save(weights: Model, path: Path) -> None:
    """Write a model with one byte a weight; weights that round to zero are left out."""
    scale = np.float32(np.abs(weights.weights).max() / 127)
    rounded = np.rint(weights.weights / scale).astype(np.int8)
    kept = rounded != 0
    owner = np.repeat(np.arange(len(weights.hashes)), np.diff(weights.starts))[kept]
    sizes = np.bincount(owner, minlength=len(weights.hashes)).astype(np.uint8)
    there = sizes > 0
    np.savez_compressed(
        path,
        hashes=weights.hashes[there],
        sizes=sizes[there],
        places=weights.places[kept],
        weights=rounded[kept],
        scale=scale,
        before=weights.before,
        after=weights.after,
        steps=weights.steps,
    )


def tags(tagger: Tagger, sentences: Sequence[Tagged]) -> list[list[str]]:
    """Return the tags of sentences given as tokens."""
    found = []
    for sentence in sentences:
        words = example(sentence)
        numbers = tagger.words.numbers(read_words(" ".join(words.raw)))
        labels = tagger.labels(numbers, words.gaps).tolist()
        found.append(token_tags(len(sentence), words.tokens, labels))
    return found


def measure(tagger: Tagger, sentences: Sequence[Tagged]) -> dict[str, float]:
    """Return strict F1 by kind and over all kinds, 0 to 100."""
    return scores([[tag for _, tag in s] for s in sentences], tags(tagger, sentences))


def main() -> None:
    """Train, and write the model or print its scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--fold", metavar="K/N")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER")
    args = parser.parse_args()
    parameters = {name: float(value) for name, _, value in (s.partition("=") for s in args.set)}
    sentences = read_conll(args.shared / "eval" / "ner" / "anercorp_rest_train.conll.gz")
    if args.fold:
        part, parts = map(int, args.fold.split("/"))
        rest, kept = held_out(sentences, part, parts)
        found = measure(Tagger(WordNumbers(), fit(rest, **parameters)), kept)
        print(args.fold, args.set, {kind: round(value, 2) for kind, value in found.items()})
    else:
        path = Path(__file__).parents[1] / "entities" / "data" / "tagger.npz"
        save(fit(sentences, **parameters), path)
        print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
