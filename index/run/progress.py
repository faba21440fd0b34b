"""What a run has done so far: counts of articles, and who hears of them."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from index.article import Rejected, Remark
from index.errors import Message


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, in articles; ``rejected`` also counts files that could not be read."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    rejected: int = 0
    withdrawn: int = 0
    """Records among the rejected ones that their provider does not want published."""
    empty: int = 0
    """Files among the rejected ones that hold no article."""
    unsupported: int = 0
    """Files among the rejected ones of a form that is not read, or not without another package."""
    left_out: int = 0
    """Records that are no articles by their kind (attachments, service messages)."""
    texts: int = 0
    """Articles among the added and updated ones that are a file each."""
    undated: int = 0
    """Those of them without a date."""

    @property
    def message(self) -> Message:
        """What a person is told of the run, on one line."""
        return Message(
            "added {added}, updated {updated}, unchanged {unchanged}, removed {removed}, "
            "rejected {rejected}",
            asdict(self),
        )

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, in records read and articles indexed.

    ``total`` is the number of articles to index; None until all records have been read. At the
    end of a run ``to_merge`` segments are merged, ``merged`` of them so far.
    """

    read: int = 0
    indexed: int = 0
    total: int | None = None
    merged: int = 0
    to_merge: int = 0


@dataclass(frozen=True, slots=True)
class Listener:
    """Callbacks of whoever wants to hear of a run while it goes on."""

    rejected: Callable[[Rejected], None] = lambda rejected: None
    remark: Callable[[Remark], None] = lambda remark: None
    progress: Callable[[Progress], None] = lambda progress: None
    note: Callable[[str], None] = lambda message: None
    """Called with what a person should know, though it ends no run."""


class Tally:
    """Keeps the counts of one run and passes them on to its listener."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self.report = Report()
        self.progress = Progress()

    def count(self, **more: int) -> None:
        """Add to fields of the report."""
        counts = {name: getattr(self.report, name) + n for name, n in more.items()}
        self.report = replace(self.report, **counts)

    def reject(self, rejected: Rejected) -> None:
        """Count a record that is left out, and tell the listener which."""
        self.count(
            rejected=1,
            withdrawn=int(rejected.cause == "withdrawn"),
            empty=int(rejected.cause == "empty"),
            unsupported=int(rejected.cause == "unsupported"),
        )
        self._listener.rejected(rejected)

    def remark(self, remark: Remark) -> None:
        """Count what a remark says was left out, and pass it on."""
        self.count(left_out=remark.left_out)
        self._listener.remark(remark)

    def advance(self, *, read: int = 0, indexed: int = 0, merged: int = 0) -> None:
        """Add to the progress."""
        now = self.progress
        self.progress = replace(
            now, read=now.read + read, indexed=now.indexed + indexed, merged=now.merged + merged
        )

    def expect(self, *, total: int | None = None, to_merge: int = 0) -> None:
        """Set how much there is to index, or how many segments there are to merge."""
        if total is not None:
            self.progress = replace(self.progress, total=total)
        if to_merge:
            self.progress = replace(self.progress, to_merge=to_merge)

    def tell(self) -> None:
        """Tell the listener how far the run is."""
        self._listener.progress(self.progress)
