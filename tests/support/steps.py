"""What work takes, counted in steps and not in seconds: the same on every machine, however busy."""

import sys
from collections.abc import Callable


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of Python some work runs; it is done twice, and the second counts."""
    count = 0

    def count_line(_frame: object, event: str, _arg: object) -> object:
        nonlocal count
        count += event == "line"
        return count_line

    work()  # so that what is made once is made
    sys.settrace(count_line)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(None)
    return count


def growth(work: Callable[[int], Callable[[], object]], size: int) -> float:
    """Return how many times as many steps four times the size takes; 4 where it is linear.

    ``work(size)`` returns the work, with its input made.
    """
    few = 200
    return steps(work(4 * size)) / (steps(work(size)) + few)
