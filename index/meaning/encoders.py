"""The door to encoders: what makes vectors of texts, whatever it is."""

from collections.abc import Sequence
from typing import Protocol

from index.meaning.vectors import Float32s


class Encoder(Protocol):
    """Makes vectors of texts; ``name`` says of what kind, and vectors of two are never mixed."""

    @property
    def name(self) -> str:
        """What an index records of who made its vectors."""

    def passages(self, texts: Sequence[str]) -> Float32s:
        """Return the vectors of texts of articles; shape ``(texts, dimensions)``."""

    def query(self, text: str) -> Float32s:
        """Return the vector of what is looked for; shape ``(dimensions,)``."""


def open_encoder(address: str | None = None, model: str | None = None) -> Encoder:
    """Return the encoder in this process, or with an ``address`` the ``model`` that answers there.

    Raises ``InputError`` when the package is missing, or the address or model is none.
    """
    if address is None:
        from index.meaning.in_process import InProcess

        return InProcess()
    from index.meaning.address import Address

    return Address(address, model or "")
