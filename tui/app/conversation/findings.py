"""What is told of comparisons, of what is rising, and of who stands with whom, line by line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from textual.message import Message

from index.facets import KINDS
from search.findings import Company, Comparison, Contrast, Trends
from search.results import Hit
from tui.app.state.labels import day_name, facet_name, slashed
from tui.app.state.session import Session
from tui.app.widgets.finding_list import Finding, Target
from tui.i18n import _, counted, isolated, mark, told
from tui.output.safe import for_screen
from tui.output.sides import amounts, side_bars

if TYPE_CHECKING:
    from search import Engine

_BARS = 36
"""Columns at most that bars over time take."""
_LISTED = 8
"""Number of names, words and stories of each side that are listed."""
_KINDS = (*KINDS, "word")
_BESIDE = 3
"""Number of others that are told to stand with a name."""
_WINDOW = 7
"""Number of days in which something rises."""


@dataclass
class FindingsFound(Message):
    """What to show, and under which title."""

    title: str
    findings: Sequence[Finding]


def comparison(
    engine: "Engine", session: Session, facet: str, values: tuple[str, str]
) -> FindingsFound:
    """Return what tells two values of a facet apart, among what the session asks for."""
    found = engine.compare(
        *values, session.asked, facet=facet, filters=session.searched, limit=_LISTED
    )
    title = _("{one} and {other}").format(one=isolated(values[0]), other=isolated(values[1]))
    return FindingsFound(for_screen(title), tuple(_compared(found)))


def rising(engine: "Engine", session: Session) -> FindingsFound:
    """Return what rises in the period that is asked for, against all before it.

    Without one it is the last days of what the session asks for.
    """
    since, until = session.filters.since, session.filters.until
    days = (until - since).days + 1 if since and until else _WINDOW
    filters = replace(session.searched, since=None, until=None)
    found = [
        engine.trends(
            kind, query=session.asked, filters=filters, window=days, until=until, limit=_LISTED
        )
        for kind in _KINDS
    ]
    return FindingsFound(_("What is rising"), tuple(_risen(found)))


def company(engine: "Engine", name: str) -> FindingsFound:
    """Return who stands in the same articles as a name, and with whom there."""
    found = engine.company(name, _LISTED)
    title = _("Who stands with {name}").format(name=isolated(name))
    return FindingsFound(for_screen(title), tuple(_beside(found)))


def _compared(found: Comparison) -> Iterator[Finding]:
    yield from (Finding(told(note)) for note in found.notes)
    if found.periods:
        span = _("{first} to {last}, by month")
        first, last = (slashed(found.periods[place][:7]) for place in (0, -1))
        yield Finding(span.format(first=first, last=last), strong=True)
    shown = zip(found.sides, amounts(found), side_bars(found, _BARS), strict=True)
    for side, amount, row in shown:
        yield Finding(for_screen(side.value), amount, row)
    for side in found.sides:
        yield from _headed(_("{side} more than the other").format(side=side.value))
        yield from map(_contrast, (*side.names, *side.words))
    for side in found.sides:
        yield from _headed(_("Only {side} has").format(side=side.value))
        if not side.stories:
            yield Finding(_("nothing that the other does not have too"))
        yield from map(_story, side.stories)


def _headed(text: str) -> Iterator[Finding]:
    yield Finding()
    yield Finding(for_screen(text), strong=True)


def _contrast(each: Contrast) -> Finding:
    counts = f"{each.count:,} : {each.other:,}"
    return Finding(for_screen(each.value), counts, target=_target(each.kind, each.value))


def _target(kind: str, value: str) -> Target:
    return Target(word=value) if kind == "word" else Target(kind, value)


def _story(hit: Hit) -> Finding:
    day = day_name(hit.date) if hit.date else ""
    return Finding(for_screen(hit.title or hit.id), day, target=Target(hit=hit))


def _risen(found: Iterable[Trends]) -> Iterator[Finding]:
    begun = any_risen = False
    for trends in found:
        if trends.since is None or trends.until is None:
            continue
        if not begun:
            begun = True
            span = _("{first} – {last}: {now}, {before} before")
            yield Finding(
                span.format(
                    first=day_name(trends.since),
                    last=day_name(trends.until),
                    now=counted("{n} article", "{n} articles", trends.articles),
                    before=f"{trends.before:,}",
                ),
                strong=True,
            )
        if len(trends):
            yield from _headed(_(_WORDS) if trends.kind == "word" else facet_name(trends.kind))
            any_risen = True
        for each in trends:
            counts = f"{each.count:,} : {each.before:,}"
            yield Finding(for_screen(each.value), counts, target=_target(trends.kind, each.value))
    if not begun:
        yield Finding(_("No article with a date"))
    elif not any_risen:
        yield Finding(_("Nothing stands out"))
        yield Finding(_("A longer period may tell more: choose one on the histogram and ask again"))


_WORDS = mark("Words")


def _beside(found: Company) -> Iterator[Finding]:
    yield Finding(counted("{n} article", "{n} articles", found.articles), strong=True)
    places = {each: place for place, each in enumerate(found.names)}
    for kind, names in groupby(found, attrgetter("kind")):
        yield from _headed(facet_name(kind))
        for each in names:
            own = places[each]
            links = [link for link in found.links if own in (link.one, link.other)]
            best = sorted(links, key=lambda link: -link.count)[:_BESIDE]
            others = [
                f"{found.names[link.one + link.other - own].name} {link.count:,}" for link in best
            ]
            text = f"{each.name}: {'، '.join(others)}" if others else each.name
            yield Finding(for_screen(text), f"{each.count:,}", target=Target(kind, each.name))
