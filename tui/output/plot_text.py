"""Counts over time in one line of a terminal."""

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def spark(counts: Sequence[int], width: int) -> str:
    """Return counts as bars, the highest full; several periods share a bar when there are many.

    A bar of some that have any is never empty: one of none is a dot.
    """
    sums = binned(counts, width)
    return bars(sums, max(sums, default=0))


def binned(counts: Sequence[int], width: int) -> list[int]:
    """Return the sums of neighbouring counts, as many as are needed for ``width`` or fewer."""
    share = max(1, -(-len(counts) // max(1, width)))
    return [sum(counts[at : at + share]) for at in range(0, len(counts), share)]


def bars(values: Sequence[float], most: float) -> str:
    """Return a bar for each value; one of ``most`` is full, one of nothing is a dot."""
    return "".join(_BARS[min(7, int(8 * n / (most or 1)))] if n else "·" for n in values)
