"""Counts over time as lines for people: what each is of, how many in all, and bars."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from tui.cli.labels import label, padded
from tui.cli.printer import columns_of
from tui.i18n import _

if TYPE_CHECKING:
    from search.results import Step
    from tui.cli.printer import Printer

_WIDTH = 60
_UNWRAPPED = 80


def span(periods: Sequence[str], step: "Step") -> str:
    """Return from when to when the periods are, and how long each is."""
    said = _("{first} to {last}, by {step}")
    return said.format(first=periods[0], last=periods[-1], step=label(step))


def barred(
    names: Iterable[str],
    amounts: Iterable[str],
    drawn: Callable[[int], Iterable[str]],
    printer: "Printer",
) -> Iterable[str]:
    """Yield a line for each name, with its amount and its bars.

    ``drawn`` gives the bars of all for the number of columns that there are for them.
    """
    names, amounts = ([printer.text(one) for one in column] for column in (names, amounts))
    wide, high = max(map(columns_of, names)), max(map(columns_of, amounts))
    room = min(_WIDTH, (printer.width or _UNWRAPPED) - wide - high - 4)
    for name, amount, row in zip(names, amounts, drawn(room), strict=True):
        yield f"{padded(name, wide)}  {' ' * (high - columns_of(amount))}{amount}  {row}"
