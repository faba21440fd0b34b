"""Facets of one snapshot: canonical names, names a user's spelling means, exact counts.

An article is indexed under the names as it writes them (*local* names); across the index the
spellings of one name share a *canonical* name, which is what is shown, counted and filtered by.
The index has them numbered (:mod:`index.store.global_ordinals`), so few are ever decoded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from itertools import accumulate, pairwise

import numpy as np

from index.analysis import fold
from index.facets import FACETS, KINDS
from index.store.global_ordinals import FacetNames
from index.store.snapshot import Snapshot
from index.string_table import StringTable
from search.execute.arrays import Arrays
from search.execute.docset import Bools, DocSet, Ints, Numbers
from search.execute.vocabulary import Terms
from search.facets.counts import Table, counted
from search.rank.top import Ids, best
from search.results import FacetValue


class Facet:
    """One value facet over all leaves."""

    def __init__(self, snapshot: Snapshot, field: str) -> None:
        self.field = field
        self._leaves = snapshot.leaves
        self._snapshot = snapshot
        self._canonical = snapshot.canonical[field] if field in KINDS else {}
        self._corrected = {
            key: name for (kind, key), name in snapshot.corrections.names.items() if kind == field
        }

    @cached_property
    def names(self) -> StringTable:
        """The canonical names, in order; a name's number is its place here."""
        return self._numbered.names

    @property
    def _numbered(self) -> FacetNames:
        return self._snapshot.names[self.field]

    def canonical(self, local: str) -> str:
        """Return the canonical name of a local name, empty for one that is none."""
        return self._canonical.get(local, local)

    def local_names(self, names: Iterable[str]) -> set[str]:
        """Return the local names that ``names``, canonical ones, stand for.

        They need not be among them: no article may write a name in its canonical form.
        """
        wanted = np.zeros(len(self.names) + 1, bool)
        wanted[[n for name in names if (n := self.names.find(name)) is not None]] = True
        found: set[str] = set()
        for leaf, numbers in zip(self._leaves, self._numbered.numbers, strict=True):
            values = leaf.ordinals(self.field).values
            found.update(values.take(np.flatnonzero(wanted[numbers])))
        return found

    def of(self, leaf: int, doc: int) -> tuple[str, ...]:
        """Return the canonical names of a leaf's document, in the order the article has them."""
        numbers = self._numbered.numbers[leaf][self._leaves[leaf].ordinals(self.field).row(doc)]
        named = dict.fromkeys(numbers.tolist())
        return tuple(self.names[number] for number in named if number < len(self.names))

    def resolve(self, text: str) -> tuple[str, ...]:
        """Return the canonical names ``text`` may mean, none when there is no such name.

        That is the name itself, else those that differ from it in spelling only, else those
        that have all its words (of a *son of* somebody, one after the other).
        """
        text = text.strip()
        key = self._key(text)
        for name in (self.canonical(text), self._corrected.get(key)):
            if name and self.names.find(name) is not None:
                return (name,)
        if same := self._by_key.get(key):
            return same
        wanted = fold(text).split()
        if self.field == "person" and (sons := self._sons(text)):
            return sons
        return self._with_words([[word] for word in wanted]) if wanted else ()

    def resolve_pattern(self, pattern: str) -> tuple[str, ...]:
        """Return the canonical names with a word that the (folded) glob matches."""
        words = self._words
        return self._with_words([words.texts(words.matching(pattern))])

    def top(
        self, counts: Mapping[str, Ints], count: int, selected: Sequence[str] = ()
    ) -> tuple[FacetValue, ...]:
        """Return the ``count`` most frequent values, and every selected one.

        ``counts`` are of all facets, as :meth:`Facets.counts` returns them.
        """
        own = counts[self.field]
        shown = self.most_frequent(own, count)
        if missing := set(selected) - {name for name, _ in shown}:
            shown += ((name, self._count(own, name)) for name in missing)
            shown.sort(key=lambda pair: (-pair[1], pair[0]))
        return tuple(FacetValue(name, n, name in selected) for name, n in shown)

    def most_frequent(self, counts: Ints, count: int) -> list[tuple[str, int]]:
        """Return the ``count`` most frequent names that stand at all, and how often.

        ``counts`` are those of this facet's names.
        """
        kept = largest(counts, count)
        return list(zip(self.names.take(kept), counts[kept].tolist(), strict=True))

    def with_words(self, counts: Ints, prefix: str, count: int) -> list[tuple[str, int]]:
        """Return those of :meth:`most_frequent` that have the words of ``prefix``.

        The last of the words may be the beginning of one; there may be none.
        """
        *words, last = fold(prefix).split() or [""]
        if not last:
            return self.most_frequent(counts, count)
        kept = [set(self.resolve_pattern(word)) for word in (*words, f"{last}*")]
        named = ((name, self._count(counts, name)) for name in set.intersection(*kept))
        return sorted((pair for pair in named if pair[1]), key=lambda pair: (-pair[1], pair[0]))[
            :count
        ]

    def _count(self, counts: Ints, name: str) -> int:
        number = self.names.find(name)
        return 0 if number is None else int(counts[number])

    def column(self, first: int) -> tuple[Numbers, Numbers]:
        """Return how many names each document has, and the numbers of these from ``first`` on."""
        sizes: list[Numbers] = []
        entries: list[Numbers] = []
        none = len(self.names)
        for leaf, number in zip(self._leaves, self._numbered.numbers, strict=True):
            column = leaf.ordinals(self.field)
            size: Numbers = np.diff(column.starts).astype(np.int32)
            names: Numbers = number.astype(np.int32)[column.ordinals]
            often = np.bincount(number, minlength=none + 1)
            if often[none]:
                rows = np.repeat(np.arange(len(size)), size)[names != none]
                size, names = np.bincount(rows, minlength=len(size)), names[names != none]
            if often.max() > 1:
                size, names = _distinct_in_rows(size, names, often > 1)
            sizes.append(size)
            entries.append(names + np.int32(first))
        empty: list[Numbers] = [np.zeros(0, np.int32)]
        return np.concatenate(sizes or empty), np.concatenate(entries or empty)

    @cached_property
    def _key(self) -> Callable[[str], str]:
        """What gives all spellings of one name one key."""
        if self.field not in KINDS:
            return fold
        from index.entities import name_key

        return partial(name_key, self.field)

    @cached_property
    def _spellings(self) -> list[tuple[str, str]]:
        """Every local name, and its canonical name."""
        local = {name for leaf in self._leaves for name in leaf.ordinals(self.field).values}
        return [(name, meant) for name in local if (meant := self.canonical(name))]

    @cached_property
    def _by_key(self) -> dict[str, tuple[str, ...]]:
        return _grouped((self._key(local), name) for local, name in self._spellings)

    @cached_property
    def _by_word(self) -> dict[str, tuple[str, ...]]:
        return _grouped(
            (word, name) for local, name in self._spellings for word in fold(local).split()
        )

    @cached_property
    def _words(self) -> Terms:
        return Terms.of(self._by_word)

    def _sons(self, text: str) -> tuple[str, ...]:
        """Names that have ``text`` inside, when that is *son of* somebody: ابن سلمان."""
        from index.entities.keys import person_words

        words = person_words(text)
        if len(words) < 2 or words[0] != "بن":
            return ()
        size = len(words)
        found = self._with_words([[fold(text).split()[-1]]])
        own = {name: person_words(name) for name in found}
        return tuple(
            name
            for name, parts in own.items()
            if words in (parts[at : at + size] for at in range(1, len(parts)))
        )

    def _with_words(self, choices: list[list[str]]) -> tuple[str, ...]:
        """Names that have, for each of the choices, one of its words."""
        found = [{n for word in words for n in self._by_word.get(word, ())} for words in choices]
        return tuple(sorted(set.intersection(*found)))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, name in pairs:
        found[key][name] = None
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _distinct_in_rows(sizes: Numbers, names: Numbers, shared: Bools) -> tuple[Numbers, Numbers]:
    """Drop repeated names within a row: two spellings of one name count an article once.

    ``shared`` marks the names that several local names share; only they can repeat.
    """
    rows = np.repeat(np.arange(len(sizes)), sizes)
    suspects = np.flatnonzero(shared[names])
    _, first = np.unique(rows[suspects] * len(shared) + names[suspects], return_index=True)
    keep = np.ones(len(names), bool)
    keep[suspects] = False
    keep[suspects[first]] = True
    return np.bincount(rows[keep], minlength=len(sizes)), names[keep]


def largest(counts: Ints, n: int) -> Ids:
    """Indexes of the ``n`` largest counts above 0, largest first, equal ones in their order."""
    kept = best(counts, n) if n else np.zeros(0, np.int64)
    values = counts[kept]
    order = np.lexsort((kept, -values))[:n]
    return kept[order][values[order] > 0]


class Facets:
    """All facets of a snapshot, each prepared when it is first asked for."""

    def __init__(self, snapshot: Snapshot, arrays: Arrays) -> None:
        self._facets = {field: Facet(snapshot, field) for field in FACETS}
        self._arrays = arrays
        self._counted = False

    def __getitem__(self, field: str) -> Facet:
        return self._facets[field]

    def counts(self, docs: DocSet) -> "Counts":
        """Return in how many of ``docs`` each value of each facet stands."""
        if self._counted:
            counts = self._table.counts(docs)
        else:  # a table is worth making for a second question, which a command never has
            counts = counted(self._columns(), docs, self._bounds["date"][1])
            self._counted = True
        return Counts(counts, self._bounds, self._months)

    @cached_property
    def _months(self) -> list[int]:
        """The months (yyyymm) in which there are articles, ascending."""
        days = self._arrays.days
        # Not by np.unique, which imports all of masked arrays for it.
        months: list[int] = np.flatnonzero(np.bincount(days[days > 0] // 100)).tolist()
        return months

    @cached_property
    def _bounds(self) -> dict[str, tuple[int, int]]:
        """Which numbers of the table are a facet's, or those of the months."""
        sizes = [*(len(facet.names) for facet in self._facets.values()), len(self._months)]
        ends = list(accumulate(sizes, initial=0))
        return dict(zip((*FACETS, "date"), pairwise(ends), strict=True))

    @cached_property
    def _table(self) -> Table:
        return Table.of(self._columns(), self._arrays.size, self._bounds["date"][1])

    def _columns(self) -> list[tuple[Numbers, Numbers]]:
        """Return of each facet, and of the months, sizes of documents and numbers in the table."""
        bounds = self._bounds
        columns = [facet.column(bounds[name][0]) for name, facet in self._facets.items()]
        days = self._arrays.days
        dated = days > 0
        months = np.searchsorted(self._months, days[dated] // 100) + bounds["date"][0]
        columns.append((dated.astype(np.int32), months.astype(np.int32)))
        return columns


class Counts(Mapping[str, Ints]):
    """Counts of every facet's names, in the order of the names; and of the months."""

    def __init__(
        self, counts: Ints, bounds: Mapping[str, tuple[int, int]], months: Sequence[int]
    ) -> None:
        self._counts = counts
        self._bounds = bounds
        self._months = months

    def __getitem__(self, facet: str) -> Ints:
        first, last = self._bounds[facet]
        return self._counts[first:last]

    def __iter__(self) -> Iterator[str]:
        return iter(self._bounds)

    def __len__(self) -> int:
        return len(self._bounds)

    def months(self) -> tuple[tuple[str, int], ...]:
        """Return (``2024-11``, articles) for every month with articles, in order of time."""
        return tuple(
            (f"{month // 100:04}-{month % 100:02}", n)
            for month, n in zip(self._months, self["date"].tolist(), strict=True)
            if n
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
    ranked = sorted(months, key=lambda pair: (-pair[1], pair[0]))
    chosen = [pair for pair in ranked if (since or until) and first <= pair[0] <= last]
    shown = dict.fromkeys(ranked[:count] + chosen[:count])
    return tuple(
        FacetValue(month, n, (month, n) in chosen)
        for month, n in sorted(shown, key=lambda pair: (-pair[1], pair[0]))
    )
