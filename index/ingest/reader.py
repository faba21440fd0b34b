"""What a reader of a form is: bytes in, records out.

Every form of news has a module with one function of the type :data:`Reader`. It turns an
:class:`Input` into records under whatever names the form uses; what they mean is settled after
it, alike for all forms, by :mod:`.record`. A reader may raise
:class:`~index.ingest.problem.UnreadableError` for the whole file, and yields a :class:`Problem`
for a part of it; content makes it raise nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BufferedReader, BytesIO, RawIOBase
from typing import IO, Any, Self, cast

from index.errors import Message
from index.ingest.problem import Cause


@dataclass(frozen=True, slots=True)
class Setting:
    """What the user says about all files of a run."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """The user's own names of fields: key as :func:`.fields.plain_key` has it → our field."""
    source: str | None = None
    """The source of articles that name none."""
    folders: bool = False
    """Whether the folder a file lies in is the category of articles that name none."""


@dataclass(frozen=True, slots=True)
class Input:
    """An open file, or a part of a container that is read like a file."""

    stream: IO[bytes]
    """Its bytes, decompressed."""
    name: str
    """What reports call it: the path, with the name inside behind it for a part."""
    path: str | None
    """The file that articles come from; None for standard input."""
    setting: Setting = Setting()
    depth: int = 0
    """How many containers it lies in."""

    def part(self, data: bytes, name: str) -> Self:
        """Return a part of this container as an input of its own."""
        return self.inside(BufferedReader(cast(RawIOBase, BytesIO(data))), name)

    def inside(self, stream: IO[bytes], name: str) -> Self:
        """Return an open part of this container as an input of its own."""
        return replace(self, stream=stream, name=f"{self.name}/{name}", depth=self.depth + 1)


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its form has it; ``fields`` go by any name that :mod:`.fields` knows."""

    fields: Mapping[str, Any]
    number: int | None = None
    """Place in the file, from 1; None where the file is the article."""
    guess: bool = False
    """Whether to guess from the text what neither record nor text states (plain text files)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of an input that could not be taken, and why."""

    reason: str
    number: int | None = None
    cause: Cause = "unreadable"
    withdraws: str | None = None
    """Id of an article that the provider has withdrawn by this."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Records of one kind that are no articles (attachments, service messages)."""

    what: Message
    count: int

    @property
    def remark(self) -> Message:
        """What a person is told of them."""
        return Message("left out: {what} ({n})", {"what": self.what, "n": self.count})


Item = Record | Problem | LeftOut
Reader = Callable[[Input], Iterator[Item]]
