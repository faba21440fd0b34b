"""Word clusters: classes of words learnt from plain text by the company they keep.

Computed by :mod:`index.training.learn_clusters`.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class WordClusters(NamedTuple):
    """Word keys by frequency, with their clusters.

    ``rank`` gives a key's place in the order of frequency, ``numbers`` its cluster in each
    granularity, shape ``(words, granularities)``.
    """

    rank: dict[str, int]
    numbers: npt.NDArray[np.integer]


@cache
def word_clusters() -> WordClusters:
    """Read the shipped table, once."""
    with files(__package__).joinpath("data", "clusters.npz").open("rb") as file:
        data = np.load(file)
        words = data["words"].tobytes().decode().split("\n")
        return WordClusters(dict(zip(words, range(len(words)), strict=True)), data["clusters"])
