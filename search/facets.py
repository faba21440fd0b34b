"""Facets of one snapshot: canonical names, names a user's spelling means, exact counts.

An article is indexed under the names as it writes them (*local* names); across the index the
spellings of one name share a *canonical* name, which is what is shown, counted and filtered by.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.analysis import fold
from index.article import KINDS
from index.snapshot import Leaf, Snapshot
from search.postings import Ints
from search.results import FACETS, FacetValue
from search.vocabulary import Vocabulary


class _Rows(NamedTuple):
    """A leaf's facet: document ``d`` has the names ``names[starts[d]:starts[d + 1]]``."""

    starts: Ints
    names: Ints


class Facet:
    """One value facet over all leaves."""

    def __init__(self, snapshot: Snapshot, field: str) -> None:
        self.field = field
        self._leaves = snapshot.leaves
        self._canonical = snapshot.canonical[field] if field in KINDS else {}

    @cached_property
    def local_names(self) -> dict[str, list[str]]:
        """Canonical name to the local names it stands for, itself perhaps not among them."""
        found = defaultdict(list)
        canonical = self._canonical.get
        for local in {v for leaf in self._leaves for v in leaf.ordinals(self.field).values}:
            found[canonical(local, local)].append(local)
        return dict(found)

    @cached_property
    def names(self) -> list[str]:
        """The canonical names, sorted; a name's number is its place here."""
        return sorted(self.local_names)

    def canonical(self, local: str) -> str:
        """Return the canonical name of a local name."""
        return self._canonical.get(local, local)

    def of(self, leaf: Leaf, doc: int) -> tuple[str, ...]:
        """Return the canonical names of one document, in the order the article has them."""
        return tuple(dict.fromkeys(map(self.canonical, leaf.ordinals(self.field).of(doc))))

    def resolve(self, text: str) -> tuple[str, ...]:
        """Return the canonical names ``text`` may mean, none when there is no such name.

        That is the name itself, else those that differ from it in spelling only, else those
        that have all its words.
        """
        text = text.strip()
        if self.canonical(text) in self.local_names:
            return (self.canonical(text),)
        if same := self._by_key.get(self._key(text)):
            return same
        wanted = fold(text).split()
        return self._with_words([[word] for word in wanted]) if wanted else ()

    def resolve_pattern(self, pattern: str) -> tuple[str, ...]:
        """Return the canonical names with a word that the (folded) glob matches."""
        return self._with_words([self._words.matching(pattern)])

    def counts(self, docs: Ints) -> Ints:
        """Return for each name in how many of the (ascending, global) ``docs`` it stands."""
        total = np.zeros(len(self.names), np.int64)
        for leaf, rows in zip(self._leaves, self._rows, strict=True):
            first, last = np.searchsorted(docs, (leaf.offset, leaf.offset + leaf.count))
            own = docs[first:last] - leaf.offset
            begin = rows.starts[own]
            sizes = rows.starts[own + 1] - begin
            # entry numbers of all the rows, end to end
            shift = np.repeat(begin - (np.cumsum(sizes) - sizes), sizes)
            entries = shift + np.arange(len(shift))
            total += np.bincount(rows.names[entries], minlength=len(self.names))
        return total

    def top(self, docs: Ints, count: int, selected: Sequence[str] = ()) -> tuple[FacetValue, ...]:
        """Return the ``count`` most frequent values in ``docs``, and every selected one."""
        if not len(docs) and not selected:
            return ()  # nothing found: no column need be read
        counts = self.counts(docs)
        shown = [(self.names[i], int(counts[i])) for i in _largest(counts, count)]
        missing = set(selected) - {name for name, _ in shown}
        numbers = {name: i for i, name in enumerate(self.names)} if missing else {}
        shown += [(n, int(counts[numbers[n]]) if n in numbers else 0) for n in missing]
        shown.sort(key=lambda pair: (-pair[1], pair[0]))
        return tuple(FacetValue(name, n, name in selected) for name, n in shown)

    @cached_property
    def _rows(self) -> list[_Rows]:
        numbers = {name: i for i, name in enumerate(self.names)}
        out = []
        for leaf in self._leaves:
            column = leaf.ordinals(self.field)
            number = [numbers[self.canonical(local)] for local in column.values]
            starts = column.starts.astype(np.int64)
            names = np.array(number, np.int64)[column.ordinals.astype(np.int64)]
            if len(set(number)) < len(number):
                shared = np.bincount(number, minlength=len(self.names)) > 1
                starts, names = _distinct_in_rows(starts, names, shared)
            out.append(_Rows(starts, names))
        return out

    def _key(self, name: str) -> str:
        if self.field not in KINDS:
            return fold(name)
        from index.entities import name_key

        return name_key(self.field, name)

    @cached_property
    def _by_key(self) -> dict[str, tuple[str, ...]]:
        return _grouped(
            (self._key(local), name) for name, own in self.local_names.items() for local in own
        )

    @cached_property
    def _by_word(self) -> dict[str, tuple[str, ...]]:
        return _grouped(
            (word, name)
            for name, own in self.local_names.items()
            for local in own
            for word in fold(local).split()
        )

    @cached_property
    def _words(self) -> Vocabulary:
        return Vocabulary({word: len(names) for word, names in self._by_word.items()})

    def _with_words(self, choices: list[list[str]]) -> tuple[str, ...]:
        """Names that have, for each of the choices, one of its words."""
        found = [{n for word in words for n in self._by_word.get(word, ())} for words in choices]
        return tuple(sorted(set.intersection(*found)))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, name in pairs:
        found[key][name] = None
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _distinct_in_rows(starts: Ints, names: Ints, shared: npt.NDArray[np.bool_]) -> _Rows:
    """Drop repeated names within a row: two spellings of one name count an article once.

    ``shared`` marks the names that several local names share; only they can repeat.
    """
    rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    suspects = np.flatnonzero(shared[names])
    _, first = np.unique(rows[suspects] * len(shared) + names[suspects], return_index=True)
    keep = np.ones(len(names), bool)
    keep[suspects] = False
    keep[suspects[first]] = True
    sizes = np.bincount(rows[keep], minlength=len(starts) - 1)
    return _Rows(np.concatenate(([0], np.cumsum(sizes))), names[keep])


def _largest(counts: Ints, n: int) -> list[int]:
    """Indexes of the ``n`` largest counts above 0, largest first, equal ones in their order."""
    candidates = np.flatnonzero(counts)
    if n < len(candidates):
        least = np.partition(counts[candidates], -n)[-n] if n else np.inf
        candidates = candidates[counts[candidates] >= least]
    order = np.argsort(-counts[candidates], kind="stable")[:n]
    return [int(i) for i in candidates[order]]


class Facets:
    """All facets of a snapshot, each prepared when it is first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._facets = {field: Facet(snapshot, field) for field in FACETS}
        self._leaves = snapshot.leaves

    def __getitem__(self, field: str) -> Facet:
        return self._facets[field]

    @cached_property
    def dates(self) -> Ints:
        """Each document's day as yyyymmdd, 0 when it has none."""
        days = [leaf.dates() for leaf in self._leaves]
        return np.concatenate(days).astype(np.int64) if days else np.zeros(0, np.int64)

    def months(self, docs: Ints) -> tuple[tuple[str, int], ...]:
        """Return (``2024-11``, articles) for every month among ``docs``, in order of time."""
        days = self.dates[docs]
        months, counts = np.unique(days[days > 0] // 100, return_counts=True)
        return tuple(
            (f"{month // 100:04}-{month % 100:02}", n)
            for month, n in zip(months.tolist(), counts.tolist(), strict=True)
        )


def top_months(
    months: Iterable[tuple[str, int]], count: int, since: date | None, until: date | None
) -> tuple[FacetValue, ...]:
    """Return the ``count`` most frequent of ``months`` as (``2024-11``, articles).

    Those that the period from ``since`` to ``until`` touches are selected; up to ``count`` of
    them are listed even when others are more frequent.
    """
    first = f"{since:%Y-%m}" if since else ""
    last = f"{until:%Y-%m}" if until else "9999"
    ranked = [
        FacetValue(month, n, bool(since or until) and first <= month <= last)
        for month, n in sorted(months, key=lambda pair: (-pair[1], pair[0]))
    ]
    selected = [value for value in ranked if value.selected]
    shown = dict.fromkeys(ranked[:count] + selected[:count])
    return tuple(sorted(shown, key=lambda value: (-value.count, value.value)))
