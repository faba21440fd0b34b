"""What a query marks in a text: probes, grouped by what the user asked for."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from index.schema import ROOT_FIELD, STEM_SUFFIX
from search.execute.vocabulary import Glob

View = Literal["exact", "stem", "root"]


class Probe(NamedTuple):
    """A term, or several terms that stand together, of one view of some text fields.

    ``places`` has the alternatives of each place. ``slop`` is None for terms in a row, else the
    number of other words that may stand between each term and those before it, in any order.
    """

    view: View
    fields: tuple[str, ...]
    places: tuple[frozenset[str] | Glob, ...]
    slop: int | None = None


class Clause(NamedTuple):
    """One thing the user asked for: ``label`` as written, found by any of its probes."""

    label: str
    probes: tuple[Probe, ...]


def view_of(field: str) -> tuple[View, str]:
    """Return the view that an indexed field has, and the text field it is a view of.

    The root view takes all text fields together and is its own.
    """
    if field == ROOT_FIELD:
        return "root", field
    if field.endswith(STEM_SUFFIX):
        return "stem", field.removesuffix(STEM_SUFFIX)
    return "exact", field


def merged_probes(probes: Iterable[Probe]) -> tuple[Probe, ...]:
    """Return probes with those that differ only in their fields or in a single term made one.

    Those that list their terms come before patterns: the first one tells how rare the words are.
    """
    found: dict[tuple[object, ...], Probe] = {}
    for probe in probes:
        first, *others = probe.places
        several = bool(others) or not isinstance(first, frozenset)
        key = (probe.view, probe.places, probe.slop) if several else (probe.view,)
        if key in found:
            known = found[key]
            fields = tuple(dict.fromkeys((*known.fields, *probe.fields)))
            places = known.places if several else (_union(known.places[0], first),)
            probe = Probe(probe.view, fields, places, probe.slop)
        found[key] = probe
    return tuple(sorted(found.values(), key=lambda probe: isinstance(probe.places[0], Glob)))


def _union(one: frozenset[str] | Glob, other: frozenset[str] | Glob) -> frozenset[str]:
    assert isinstance(one, frozenset) and isinstance(other, frozenset)
    return one | other
