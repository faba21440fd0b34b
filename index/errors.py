"""The one family of errors a person may meet.

Every message is one line, says what is wrong and what to do, and ends up on standard
error behind ``naba: ``. The class decides the exit code (README.md lists them).
"""

from pathlib import Path


class NabaError(Exception):
    """Base of all errors naba raises on purpose; ``exit_code`` is what the command ends with."""

    exit_code = 3


class IndexMissing(NabaError):
    """There is no index where one was asked for."""


class IndexDamaged(NabaError):
    """A file of the index is missing, unreadable or fails its checksum."""

    @classmethod
    def because(cls, directory: Path, fault: str) -> "IndexDamaged":
        """Return the error that names the index, what is wrong with it, and the remedy."""
        return cls(
            f"the index in {directory} is damaged: {fault}; "
            "renew it with: naba index --rebuild PATH"
        )


class IndexLocked(NabaError):
    """Another process is writing to the index."""


class IndexFormat(NabaError):
    """The index was written in a format this version does not read."""


class InputError(NabaError):
    """What the user gave (a path, an option, a date) cannot be used."""

    exit_code = 2
