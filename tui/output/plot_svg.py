"""Counts as drawings in SVG: over time a line for each row, of what rises a bar for each name."""

from html import escape
from typing import TYPE_CHECKING

from tui.output.safe import one_line

if TYPE_CHECKING:
    from search.findings import Series, Trends

WIDTH, HEIGHT = 960, 420
_LEFT, _TOP, _BOTTOM, _LEGEND = 60, 24, 40, 220
_ROW, _COUNTS = 26, 120
_COLOURS = ("#444444", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Grey for all articles, then colours that the colour-blind tell apart (Okabe and Ito 2008)."""


def drawn(series: "Series", everything: str) -> str:
    """Return the drawing; ``everything`` is what the row of all articles is called."""
    right, bottom = WIDTH - _LEGEND, HEIGHT - _BOTTOM
    rows = series.rows if len(series.rows) == 1 else series.rows[1:]
    most = max((count for row in rows for count in row.counts), default=0) or 1
    step = (right - _LEFT) / max(1, len(series.periods) - 1)
    parts = [
        *_begun(HEIGHT),
        f'<path d="M{_LEFT} {_TOP}V{bottom}H{right}" fill="none" stroke="#888888"/>',
        _text(_LEFT - 8, _TOP + 5, f"{most:,}", "end"),
        _text(_LEFT - 8, bottom, "0", "end"),
    ]
    if series.periods:
        parts.append(_text(_LEFT, bottom + 20, series.periods[0], "start"))
        parts.append(_text(right, bottom + 20, series.periods[-1], "end"))
    for number, row in enumerate(rows):
        colour = _COLOURS[(number + (row.value is not None)) % len(_COLOURS)]
        points = " ".join(
            f"{_LEFT + at * step:.1f},{bottom - (bottom - _TOP) * count / most:.1f}"
            for at, count in enumerate(row.counts)
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        name = everything if row.value is None else row.value
        y = _TOP + 8 + 22 * number
        parts.append(f'<rect x="{right + 16}" y="{y - 9}" width="12" height="12" fill="{colour}"/>')
        parts.append(_text(right + 36, y + 2, name, "start"))
    return "\n".join([*parts, "</svg>"])


def drawn_trends(trends: "Trends") -> str:
    """Return a bar for each name or word, as long as it is surprising, with now and before."""
    height = 2 * _TOP + _ROW * max(1, len(trends))
    left, right = WIDTH // 3, WIDTH - _COUNTS
    most = max((each.score for each in trends), default=0) or 1
    parts = _begun(height)
    if trends.since and trends.until:
        span = f"{trends.since.isoformat()} – {trends.until.isoformat()}"
        parts.append(_text(left, _TOP - 6, span, "start"))
    for number, each in enumerate(trends):
        y = _TOP + _ROW * number
        long = (right - left) * each.score / most
        parts.append(
            f'<rect x="{left}" y="{y + 4}" width="{long:.1f}" height="{_ROW - 8}" '
            f'fill="{_COLOURS[1]}"/>'
        )
        parts.append(_text(left - 8, y + _ROW - 9, each.value, "end"))
        counts = f"{each.count:,} : {each.before:,}"
        parts.append(_text(left + round(long) + 8, y + _ROW - 9, counts, "start"))
    return "\n".join([*parts, "</svg>"])


def _begun(height: int) -> list[str]:
    """Return the beginning of a drawing: its size, and a white ground."""
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
    ]


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(one_line(text))}</text>'
