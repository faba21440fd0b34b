"""What came of a torture: how many tries, and how many of them were wrong in which way."""

from collections import Counter
from dataclasses import dataclass, field

MOST_SECONDS = 2.0
MOST_MEGABYTES = 300
FAULTS = ("lost", "wrong", "untyped", "slow", "large")
"""What no try may be: articles lost, an answer or an index silently wrong, an error that is none
of naba's own, more than `MOST_SECONDS` of CPU, more than `MOST_MEGABYTES` of memory."""
_SHOWN = 20
"""Faults that are described; further ones are only counted."""
_LONGEST = 700
"""Characters of a description."""


@dataclass
class Figures:
    """Counts of one torture; ``notes`` are counts of what is no fault and good to know."""

    name: str
    tries: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    largest: int = 0

    def fault(self, kind: str, what: str) -> None:
        """Count a fault and describe it."""
        self.faults[kind] += 1
        if self.faults.total() <= _SHOWN:
            said = what if len(what) < _LONGEST else f"{what[:100]} … {what[100 - _LONGEST :]}"
            print(f"  {self.name}: {kind}: {said}", flush=True)

    def spent(self, seconds: float, megabytes: int, what: str) -> None:
        """Take note of what a try took."""
        self.slowest = max(self.slowest, seconds)
        self.largest = max(self.largest, megabytes)
        if seconds > MOST_SECONDS:
            self.fault("slow", f"{seconds:.1f} s: {what}")
        if megabytes > MOST_MEGABYTES:
            self.fault("large", f"{megabytes} MB: {what}")

    def __str__(self) -> str:
        counts = ", ".join(f"{self.faults[kind]} {kind}" for kind in FAULTS)
        notes = "".join(f"; {count} {note}" for note, count in sorted(self.notes.items()))
        took = f"; slowest {self.slowest:.2f} s, largest {self.largest} MB" if self.largest else ""
        return f"{self.name}: {self.tries} tries: {counts}{took}{notes}"
