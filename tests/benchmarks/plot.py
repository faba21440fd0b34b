"""A plot of the figures as SVG: for each figure a bar an engine, all on one logarithmic axis."""

from collections.abc import Mapping, Sequence
from html import escape
from math import floor, log10

_COLOURS = ("#0b6e4f", "#7fb69f", "#c8553d", "#e0a458", "#5b6c8f", "#999999")
_LEFT, _WIDTH, _BAR, _GAP = 210, 430, 13, 16


def svg(title: str, engines: Sequence[str], figures: Mapping[str, Mapping[str, float]]) -> str:
    """Return the plot; ``figures`` has for each engine the value of each figure, all above 0."""
    names = list(figures[engines[0]])
    values = [figures[engine][name] for engine in engines for name in names]
    low = 10.0 ** floor(log10(min(values)))
    decades = max(1.0, log10(max(values) / low))
    group = _BAR * len(engines) + _GAP
    height = 60 + group * len(names)
    parts = [_text(0, 16, title, "bold")]
    for place, engine in enumerate(engines):
        x = 120 * place
        parts.append(_bar(x, 26, 10, _colour(place)) + _text(x + 14, 35, engine))
    for row, name in enumerate(names):
        top = 52 + group * row
        parts.append(_text(0, top + group / 2 - _GAP / 2 + 4, name))
        for place, engine in enumerate(engines):
            value = figures[engine][name]
            y = top + _BAR * place
            long = max(2.0, _WIDTH * log10(value / low) / decades)
            parts.append(_bar(_LEFT, y, long, _colour(place)))
            parts.append(_text(_LEFT + long + 5, y + 10, f"{value:,.3g}"))
    body = "\n".join(parts)
    size = f'width="{_LEFT + _WIDTH + 70}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" '
        f'font-size="11">\n<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'
    )


def _colour(place: int) -> str:
    return _COLOURS[place % len(_COLOURS)]


def _bar(x: float, y: float, width: float, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width:.1f}" height="{_BAR - 3}" fill="{colour}"/>'


def _text(x: float, y: float, text: str, weight: str = "normal") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-weight="{weight}">{escape(text)}</text>'
