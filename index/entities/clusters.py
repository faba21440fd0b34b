"""Word clusters: classes of words learnt from plain text by the company they keep.

Computed by :mod:`index.training.learn_clusters`.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np


class WordClusters(NamedTuple):
    """The cluster of each word key in each granularity, and the key's rank by frequency."""

    clusters: dict[str, tuple[int, ...]]
    rank: dict[str, int]


@cache
def word_clusters() -> WordClusters:
    """Read the shipped table, once."""
    with files(__package__).joinpath("data", "clusters.npz").open("rb") as file:
        data = np.load(file)
        words = data["words"].tobytes().decode().split("\n")
        columns = map(tuple, data["clusters"].tolist())
    clusters = dict(zip(words, columns, strict=True))
    return WordClusters(clusters, {word: rank for rank, word in enumerate(words)})
