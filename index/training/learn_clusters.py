"""Learn word clusters from plain text.

    python -m index.training.learn_clusters SHARED

``SHARED`` is the folder that holds ``corpora`` and ``eval``. Words are put into a space by the
company they keep (skip-gram with negative sampling, Mikolov et al. 2013; ``gensim``, from the
extra ``train``) and cut into clusters of four sizes by k-means, as features for the tagger
(Turian, Ratinov and Bengio 2010). Writes ``data/clusters.npz``. Takes some seven minutes of one
core. One thread and fixed seeds give the same clusters again.

Text: ANT corpora 1.1 and 2.1 (Chouigui et al. 2017, 2018; Apache-2.0) and that of the annotated
sets. The labels of AQMAR (Mohit et al. 2012), WikiFANE (Alotaibi and Lee 2013; both
CC BY-SA 3.0) and the Wojood sample (Jarrar et al. 2022, MIT) give two more clusters of a word:
what it mostly is in names, and what it mostly stands before.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.entities.features import word_key
from index.entities.scanner import split_words
from index.entities.weights import LABELS
from index.training.annotated import Tagged, read_conll
from index.training.corpora import records

_SIZES = (64, 300, 1000)
_ROUNDS = 12
_OTHER_SETS = ("aqmar_wikipedia", "wikifane_gold_coarse", "wojood_sample_train")
_SPACE = {"vector_size": 64, "window": 3, "min_count": 4, "negative": 6, "sample": 2e-4}
_END = re.compile(r"[.!?؟\n]")
_SAME = 200
"""Characters at the beginning of two texts by which they count as the same text."""


def texts(shared: Path) -> Iterator[str]:
    """Yield titles and texts of the corpora, once each, and sentences of the annotated sets."""
    seen: set[str] = set()
    for record in records(sorted((shared / "corpora").glob("*.jsonl.gz"), reverse=True)):
        for text in (record.get("title") or "", record.get("text") or ""):
            if text and text[:_SAME] not in seen:
                seen.add(text[:_SAME])
                yield text
    for path in sorted((shared / "eval" / "ner").glob("*.conll.gz")):
        for sentence in read_conll(path):
            yield " ".join(token for token, _ in sentence)


def sentences(shared: Path) -> Iterator[list[str]]:
    """Yield the keys of the words of each sentence."""
    keys: dict[str, str] = {}
    for text in texts(shared):
        for line in _END.split(text):
            words = split_words(line)[1::2]
            if len(words) > 1:
                yield [keys.get(w) or keys.setdefault(w, word_key(w)) for w in words]


def clusters(points: npt.NDArray[np.float32], count: int, seed: int) -> npt.NDArray[np.int16]:
    """Return the cluster of each of ``points``, shape ``(n, d)``, by k-means (Lloyd 1982)."""
    random = np.random.default_rng(seed)
    centres = points[random.choice(len(points), count, replace=False)]
    nearest = np.zeros(len(points), np.int64)
    for _ in range(_ROUNDS):
        for at in range(0, len(points), 8192):
            closeness = points[at : at + 8192] @ centres.T - (centres**2).sum(1) / 2
            nearest[at : at + 8192] = closeness.argmax(1)
        order = np.argsort(nearest, kind="stable")
        first = np.searchsorted(nearest[order], np.arange(count))
        sums = np.add.reduceat(points[order], np.minimum(first, len(points) - 1))
        size = np.bincount(nearest, minlength=count)
        centres = (sums / np.maximum(size, 1)[:, None]).astype(np.float32)
        centres[size == 0] = points[random.choice(len(points), int((size == 0).sum()))]
    return nearest.astype(np.int16)


def use_in_names(shared: Path) -> dict[str, int]:
    """Return what each key mostly is in names of the other annotated sets, and how surely.

    Their conventions differ from the training set's (titles inside names, nations as names,
    proclitics written apart), so that their sentences are no examples to train on; but it is
    worth knowing of a word that it is mostly the second one of a person's name in them.
    """
    return _mostly(
        (word_key(token), tag) for sentence in _other_sentences(shared) for token, tag in sentence
    )


def use_before_names(shared: Path) -> dict[str, int]:
    """Return what mostly begins right after each key in those sets, and how surely.

    A title stands before a person, a noun such as ضاحية before a place, one such as وكالة before
    an organisation.
    """
    return _mostly(
        (word_key(token), tag if tag.startswith("B") else "O")
        for sentence in _other_sentences(shared)
        for (token, own), (_, tag) in pairwise(sentence)
        if own == "O"
    )


def _other_sentences(shared: Path) -> Iterator[Tagged]:
    for name in _OTHER_SETS:
        yield from read_conll(shared / "eval" / "ner" / f"{name}.conll.gz")


def _mostly(uses: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return a number for the most frequent tag of each key and for its share of all uses."""
    seen: Counter[str] = Counter()
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    for key, tag in uses:
        seen[key] += 1
        if tag != "O":
            tags[key][tag] += 1
    found = {}
    for key, counts in tags.items():
        tag, count = max(counts.items(), key=lambda item: (item[1], item[0]))
        if count > 1:
            surely = sum(count / seen[key] >= least for least in (0.3, 0.7))
            found[key] = 1 + 3 * LABELS.index(tag) + surely
    return found


def write(
    keys: list[str], points: npt.NDArray[Any], uses: Iterable[Mapping[str, int]], path: Path
) -> None:
    """Cluster and write the table: keys from the most frequent on, and their clusters."""
    points = points.astype(np.float32)
    columns = [clusters(points, size, seed) for seed, size in enumerate(_SIZES, 1)]
    columns += [np.array([use.get(key, 0) for key in keys], np.int16) for use in uses]
    words = np.frombuffer("\n".join(keys).encode(), np.uint8)
    np.savez_compressed(path, words=words, clusters=np.stack(columns, 1))


def main() -> None:
    """Learn the clusters and write them."""
    from gensim.models import Word2Vec  # type: ignore[import-not-found, unused-ignore]

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    shared = parser.parse_args().shared
    text = list(sentences(shared))
    found = Word2Vec(text, sg=1, epochs=6, workers=1, seed=1, **_SPACE).wv
    path = Path(__file__).parents[1] / "entities" / "data" / "clusters.npz"
    uses = use_in_names(shared), use_before_names(shared)
    write(found.index_to_key, found.vectors, uses, path)


if __name__ == "__main__":
    main()
