"""An encoder at an address that speaks the protocol of OpenAI's ``/v1/embeddings``.

Texts of articles and queries leave the process for whoever answers there. An index never names
an address: who opens one that came from elsewhere sends nothing anywhere unless told to.
"""

import json
import os
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import numpy as np

from index.errors import InputError, NabaError
from index.meaning.vectors import MOST_DIMENSIONS, Float32s

KEY_VARIABLE = "NABA_ENCODER_KEY"
"""Environment variable with the key that the address asks for."""
_SECONDS = 120.0
"""Seconds to wait for an answer about articles."""
_QUERY_SECONDS = 10.0
"""Seconds to wait for an answer about a query, which somebody waits for."""
_FAILURES = (
    *(OSError, HTTPException),
    *(ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError),
)
"""What is raised when nothing answers there, or something else does."""
_ANSWER_BYTES = 32 * MOST_DIMENSIONS
"""Bytes of an answer for each text that are read at most."""


class _NoRedirect(HTTPRedirectHandler):
    """Follows no redirection: the texts and the key are for the address that was given."""

    def redirect_request(self, *_: Any) -> None:
        """Return none."""


class Address:
    """Encodes texts by ``model`` at an address such as ``http://127.0.0.1:8000/v1``.

    Raises ``InputError`` when the address is none or the model has no name.
    """

    def __init__(self, address: str, model: str) -> None:
        try:
            parts = urlsplit(address)
            known = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            known = False
        if not known:
            raise InputError(
                "{address} is no address of an encoder, such as http://127.0.0.1:8000/v1",
                address=repr(address),
            )
        if not model.strip():
            raise InputError("say which model makes the vectors there: --encoder-model NAME")
        self.name = model.strip()
        self._address = address.rstrip("/") + "/embeddings"
        self._opener = build_opener(_NoRedirect)

    def passages(self, texts: Sequence[str]) -> Float32s:
        """Return the vectors of texts; shape ``(texts, dimensions)``.

        Raises ``NabaError`` when they cannot be had.
        """
        return self._encoded(texts, _SECONDS)

    def query(self, text: str) -> Float32s:
        """Return the vector of a query; shape ``(dimensions,)``. Raises as :meth:`passages`."""
        return np.asarray(self._encoded([text], _QUERY_SECONDS)[0])

    def _encoded(self, texts: Sequence[str], seconds: float) -> Float32s:
        try:
            with self._opener.open(self._request(texts), timeout=seconds) as answer:
                return _vectors(answer.read(_ANSWER_BYTES * (len(texts) + 1)), len(texts))
        except _FAILURES as error:
            raise NabaError(
                "no vectors from {address}: {reason}", address=self._address, reason=_reason(error)
            ) from error

    def _request(self, texts: Sequence[str]) -> Request:
        # An empty input is refused by most; a space stands for no text.
        asked = {"model": self.name, "input": [text.strip() or " " for text in texts]}
        data = json.dumps(asked).encode()
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(KEY_VARIABLE):
            headers["Authorization"] = f"Bearer {key}"
        return Request(self._address, data, headers, method="POST")


def _vectors(answer: bytes, count: int) -> Float32s:
    """Return the vectors of an answer in the order of the texts. Raises ValueError and the like."""
    rows: list[Any] = [None] * count
    for place, one in enumerate(json.loads(answer)["data"]):
        rows[int(one.get("index", place))] = one["embedding"]
    found = np.array(rows, np.float32)
    if found.ndim != 2 or not 0 < found.shape[1] <= MOST_DIMENSIONS:
        raise ValueError(f"an answer without a vector of 1 to {MOST_DIMENSIONS} numbers a text")
    return found


def _reason(error: Exception) -> str:
    """Return what went wrong, in a line: the status of an answer, or what the system says."""
    said = f"{getattr(error, 'code', '')} {getattr(error, 'reason', '') or error}"
    return " ".join(said.split())[:200] or type(error).__name__
