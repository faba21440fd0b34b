"""The two sides of a comparison, a line each: how many articles, and bars over time."""

from typing import TYPE_CHECKING

from tui.i18n import _
from tui.output.plot_text import bars, binned

if TYPE_CHECKING:
    from search.findings import Comparison, Side


def amounts(found: "Comparison") -> list[str]:
    """Return how many articles of each side match, and of how many where not all do."""
    narrowed = _narrowed(found)
    return [_share(side) if narrowed else f"{side.articles:,}" for side in found.sides]


def side_bars(found: "Comparison", width: int) -> list[str]:
    """Return a row of bars for each side, both to one scale, in ``width`` columns or fewer.

    Where not all articles match, bars are shares of what each side has in a period.
    """
    narrowed = _narrowed(found)
    values: list[list[float]] = []
    for side in found.sides:
        counts, totals = binned(side.counts, width), binned(side.totals, width)
        shares = (n / max(1, of) for n, of in zip(counts, totals, strict=True))
        values.append([*(shares if narrowed else counts)])
    most = max((value for row in values for value in row), default=0)
    return [bars(row, most) for row in values]


def _narrowed(found: "Comparison") -> bool:
    """Tell whether the articles that match are others than all there are."""
    return any(side.articles != side.of for side in found.sides)


def _share(side: "Side") -> str:
    share = side.articles / side.of if side.of else 0
    said = _("{articles} of {of} ({share})")
    return said.format(articles=f"{side.articles:,}", of=f"{side.of:,}", share=f"{share:.1%}")
