"""The names of a facet: canonical ones, and those that a user's spelling may mean.

An article is indexed under the names as it writes them (*local* names). Across the index the
spellings of one name share a *canonical* name, which is what is shown, counted and filtered by.
The index has the canonical names numbered (:mod:`index.store.global_ordinals`), so that few are
ever decoded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import fold
from index.analysis.open_words import is_open
from index.facets import KINDS
from index.schema import shared_analyzer
from index.store.global_ordinals import FacetNames
from index.store.snapshot import Snapshot
from index.string_table import StringTable
from search.execute.docset import Bools, Numbers
from search.execute.vocabulary import Terms
from search.rank.order import largest, most_frequent_first
from search.results import FacetValue

if TYPE_CHECKING:
    from index.entities.latin import ArabicWords


_LEAST_LETTERS = 4
"""Minimum number of letters of a word with a particle in front."""


class NameLookup:
    """The names of one facet over all segments."""

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
        """Return the canonical name of a local name, empty for one the user's list rejects."""
        return self._canonical.get(local, local)

    def local_names(self, names: Iterable[str]) -> set[str]:
        """Return the local names of some canonical names.

        A canonical name need not be one of them: perhaps no article writes it so.
        """
        wanted = np.zeros(len(self.names) + 1, bool)
        wanted[[n for name in names if (n := self.names.find(name)) is not None]] = True
        found: set[str] = set()
        for leaf, numbers in zip(self._leaves, self._numbered.numbers, strict=True):
            values = leaf.ordinals(self.field).values
            found.update(values.take(np.flatnonzero(wanted[numbers])))
        return found

    def of(self, leaf: int, doc: int) -> tuple[str, ...]:
        """Return the canonical names of a segment's document, in the order of the article."""
        numbers = self._numbered.numbers[leaf][self._leaves[leaf].ordinals(self.field).row(doc)]
        named = dict.fromkeys(numbers.tolist())
        return tuple(self.names[number] for number in named if number < len(self.names))

    def resolve(self, text: str) -> tuple[str, ...]:
        """Return the canonical names that ``text`` may mean, none when there is no such name.

        These are the name itself, else those that differ from it in spelling only, else those
        with all its words (for a *son of* somebody, one after the other).
        """
        text = text.strip()
        key = self._key(text)
        if self.field in KINDS and text.isascii() and (latin := self._by_latin(text)):
            return tuple(dict.fromkeys((*self._by_key.get(key, ()), *latin)))
        for name in (self.canonical(text), self._corrected.get(key)):
            if name and self.names.find(name) is not None:
                return (name,)
        if same := self._by_key.get(key):
            return same
        wanted = fold(text).split()
        if self.field == "person" and (sons := self._sons(text)):
            return sons
        found = self._with_words([[word] for word in wanted]) if wanted else ()
        return found or self._by_latin(text) or self._behind_proclitic(text)

    def _behind_proclitic(self, text: str) -> tuple[str, ...]:
        """Return the names that a text may mean without the letter in front: بمكناس, ولفراس."""
        first = text.split()[0] if text else ""
        if len(first) < _LEAST_LETTERS or first[0] not in "وفبكل":
            return ()
        tokens = shared_analyzer()(first)
        attached = [rule for token in tokens for rule in token.rules if "proclitic" in rule]
        open_word = len(tokens) == 1 and is_open(tokens[0].stems[0])
        return self.resolve(text[1:]) if attached or open_word else ()

    def _by_latin(self, text: str) -> tuple[str, ...]:
        """Return the names that a name in Latin letters may be: Trump, Bashar al-Assad."""
        if self.field not in KINDS:
            return ()
        from index.entities.latin import is_latin, joined_words, place_of_latin, words_of_latin

        if not is_latin(text):
            return ()
        if self.field == "place" and (place := place_of_latin(text)):
            return self.resolve(place)
        found: dict[str, None] = {}
        for words in joined_words(words_of_latin(text)):
            choices = [self._arabic.spelled(word, wide=len(words) > 1) for word in words]
            found |= dict.fromkeys(self._with_words(choices, self._by_unit))
        return tuple(found)

    def spelled(self, word: str) -> tuple[str, ...]:
        """Return the folded words of names, or the listed place, that a Latin word may be."""
        from index.entities.latin import place_of_latin, words_of_latin

        if self.field == "place":
            place = place_of_latin(word)
            return (place,) if place and self.resolve(place) else ()
        return tuple(w for latin in words_of_latin(word) for w in self._arabic.spelled(latin))

    @cached_property
    def _arabic(self) -> "ArabicWords":
        from index.entities.latin import ArabicWords

        return ArabicWords(unit for unit, names in self._by_unit.items() for _ in names)

    def near(self, text: str) -> tuple[str, ...]:
        """Return the canonical names with words as ``text`` has, or a letter or two from them."""
        choices = []
        for word in fold(text).split():
            close = self._words.near(word, min(len(word) // 3, 2))
            numbers, edits = close[0], close[1]
            choices.append(self._words.texts(numbers[edits == edits.min()]) if len(edits) else [])
        return self._with_words(choices) if choices else ()

    def resolve_pattern(self, pattern: str) -> tuple[str, ...]:
        """Return the canonical names with a word that a folded glob matches."""
        words = self._words
        return self._with_words([words.texts(words.matching(pattern))])

    def top(
        self, counts: Mapping[str, Numbers], count: int, selected: Sequence[str] = ()
    ) -> tuple[FacetValue, ...]:
        """Return the ``count`` most frequent values, and every selected one.

        ``counts`` has for each facet the counts of its names; shape ``(names,)``.
        """
        own = counts[self.field]
        if not len(own) and not selected:
            return ()
        shown = self.most_frequent(own, count)
        if missing := set(selected) - {name for name, _ in shown}:
            shown += ((name, self._count(own, name)) for name in missing)
            shown = most_frequent_first(shown)
        return tuple([FacetValue(name, n, name in selected) for name, n in shown])

    def most_frequent(self, counts: Numbers, count: int) -> list[tuple[str, int]]:
        """Return the ``count`` most frequent names with a count above 0, and their counts.

        ``counts`` has the counts of this facet's names; shape ``(names,)``.
        """
        kept = largest(counts, count)
        return list(zip(self.names.take(kept), counts[kept].tolist(), strict=True))

    def with_words(self, counts: Numbers, prefix: str, count: int) -> list[tuple[str, int]]:
        """Return the most frequent names with all words of ``prefix``, and their counts.

        The last word of ``prefix`` may be the beginning of a word. An empty one has no words.
        """
        *words, last = fold(prefix).split() or [""]
        if not last:
            return self.most_frequent(counts, count)
        kept = [set(self.resolve_pattern(word)) for word in (*words, f"{last}*")]
        named = ((name, self._count(counts, name)) for name in set.intersection(*kept))
        return most_frequent_first(pair for pair in named if pair[1])[:count]

    def _count(self, counts: Numbers, name: str) -> int:
        number = self.names.find(name)
        return 0 if number is None else int(counts[number])

    def column(self, first: int) -> tuple[Numbers, Numbers]:
        """Return how many names each document has, and the names' numbers, shifted by ``first``.

        The shapes are ``(size,)`` and ``(entries,)``; a number is not twice in a document.
        """
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
        """Function from a spelling to a key that all spellings of one name share."""
        if self.field not in KINDS:
            return fold
        from index.entities import name_key

        return partial(name_key, self.field)

    @cached_property
    def _spellings(self) -> list[tuple[str, str]]:
        """Every local name with its canonical name."""
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
    def _by_unit(self) -> dict[str, tuple[str, ...]]:
        """The names by their words, and by pairs of them that Latin letters write as one."""
        from index.entities.latin import latin_units

        return _grouped(
            (unit, name)
            for local, name in self._spellings
            for unit in latin_units(fold(local).split())
        )

    @cached_property
    def _words(self) -> Terms:
        return Terms.of(self._by_word)

    def _sons(self, text: str) -> tuple[str, ...]:
        """Return the names with ``text`` inside if that is *son of* somebody: ابن سلمان."""
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

    def _with_words(
        self, choices: list[list[str]], named: Mapping[str, tuple[str, ...]] | None = None
    ) -> tuple[str, ...]:
        """Return the names that have, for each of the choices, one of its words.

        ``named`` maps words to names, by default the words of names as written.
        """
        by_word = self._by_word if named is None else named
        found = [{n for word in words for n in by_word.get(word, ())} for words in choices]
        return tuple(sorted(set.intersection(*found)))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, name in pairs:
        found[key][name] = None
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _distinct_in_rows(sizes: Numbers, names: Numbers, shared: Bools) -> tuple[Numbers, Numbers]:
    """Return rows without repeated names: two spellings of one name count an article once.

    ``sizes`` has shape ``(rows,)``, ``names`` the rows end to end. ``shared`` is true for the
    names that several local names share, which are the only ones that can repeat.
    """
    rows = np.repeat(np.arange(len(sizes)), sizes)
    suspects = np.flatnonzero(shared[names])
    _, first = np.unique(rows[suspects] * len(shared) + names[suspects], return_index=True)
    keep = np.ones(len(names), bool)
    keep[suspects] = False
    keep[suspects[first]] = True
    return np.bincount(rows[keep], minlength=len(sizes)), names[keep]
