"""The one family of errors a person may meet.

Every message is one line, says what is wrong and what to do, and ends up on standard
error behind ``naba: ``. The class decides the exit code (README.md lists them).

An error carries its message as an English template and what fills the template's blanks, so
that the sentence can be told in another language. The templates are found by Babel at the
places where the errors are made (``tool.babel`` in pyproject.toml), so each is given there as
a literal.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self


class Message(str):
    """A sentence for people: the English text, which knows its template and what fills its blanks.

    A parameter may itself be a message, such as the reason for what the sentence tells.
    """

    __slots__ = ("parameters", "template")
    template: str
    parameters: Mapping[str, object]

    def __new__(cls, template: str, parameters: Mapping[str, object] | None = None) -> Self:
        """Return the message whose English text is the template with its blanks filled."""
        filled = template.format_map(parameters) if parameters else template
        message = super().__new__(cls, filled)
        message.template = template
        message.parameters = dict(parameters or {})
        return message

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.template, self.parameters)


def fault_of(error: OSError) -> Message:
    """Return what the system says is wrong, on one line, as a message of its own."""
    said = " ".join((error.strerror or str(error)).split())
    return Message(said)


class NabaError(Exception):
    """Base of all errors naba raises on purpose; ``exit_code`` is what the command ends with."""

    exit_code = 3

    def __init__(self, template: str, **parameters: object) -> None:
        super().__init__(template)
        self.message = Message(template, parameters)

    def __str__(self) -> str:
        return str(self.message)


class IndexMissing(NabaError):
    """There is no index where one was asked for."""


class IndexDamaged(NabaError):
    """A file of the index is missing, unreadable or fails its checksum."""

    @classmethod
    def because(cls, directory: Path, fault: str, **parameters: object) -> "IndexDamaged":
        """Return the error that names the index, what is wrong with it, and the remedies.

        ``fault`` is a template, and ``parameters`` fill its blanks.
        """
        return IndexDamaged(
            "the index in {directory} is damaged: {fault}; mend it with: naba check --repair, "
            "or renew it with: naba index --rebuild PATH",
            directory=directory,
            fault=Message(fault, parameters),
        )


class Shortage(NabaError):
    """The machine has too little of something (descriptors, memory); nothing is damaged."""

    @classmethod
    def of(cls, path: Path, error: OSError) -> "Shortage":
        """Return the error that says what was lacking for a file to be opened."""
        return Shortage(
            "cannot open {path}: {reason}; nothing is damaged: close other programs, or raise "
            "the limit of open files (ulimit -n)",
            path=path,
            reason=fault_of(error),
        )

    @classmethod
    def of_memory(cls) -> "Shortage":
        """Return the error that says that there was too little memory."""
        return Shortage(
            "not enough memory; nothing is damaged, and what was committed is kept: close other "
            "programs, or index with less (--memory, --workers)"
        )


class IndexLocked(NabaError):
    """Another process is writing to the index."""


class IndexFormat(NabaError):
    """The index was written in a format this version does not read."""


class ClusterError(NabaError):
    """A cluster cannot be reached, or does not do what it is asked."""


class InputError(NabaError):
    """What the user gave (a path, an option, a date) cannot be used."""

    exit_code = 2


class InputMalformed(InputError, ValueError):
    """A text the user wrote (a date, a list of names or synonyms) cannot be read."""
