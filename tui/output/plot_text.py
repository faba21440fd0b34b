"""Counts over time in one line of a terminal."""

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def spark(counts: Sequence[int], width: int) -> str:
    """Return counts as bars, the highest full; several periods share a bar when there are many.

    A bar of some that have any is never empty: one of none is a dot.
    """
    if not counts:
        return ""
    share = -(-len(counts) // max(1, width))
    sums = [sum(counts[at : at + share]) for at in range(0, len(counts), share)]
    most = max(sums) or 1
    return "".join(_BARS[min(7, 8 * n // most)] if n else "·" for n in sums)
