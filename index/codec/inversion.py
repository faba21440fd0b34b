"""Inversion: from words in the order of reading to postings in the order of terms."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from index.arrays import Int32s, Ints, UInts, begins_of, counted, spans
from index.codec.inverted import Inverted
from index.kernels import compiled
from index.memory import give_back

_PASS = 1 << 21 if compiled else 1 << 20
"""Number of occurrences sorted at a time: about 25 MB of memory, without the extension 60. Every
time takes a walk through the whole text."""


class Heading(NamedTuple):
    """What stands before the words of each document, ``times`` over; see :class:`Text`."""

    words: UInts
    sizes: UInts
    times: int


class Text(NamedTuple):
    """Running text as the numbers of its forms, which are its words.

    ``words`` has shape ``(words,)``, the documents' end to end; ``sizes`` has shape
    ``(documents,)``, how many words each has; ``widths`` says of each form how many positions it
    takes.
    """

    words: UInts
    sizes: UInts
    widths: UInts
    heading: Heading | None = None

    def uses(self) -> Ints:
        """Return how often each form stands in the text, in shape ``(forms,)``."""
        uses = counted(self.words, len(self.widths))
        if self.heading:
            uses += self.heading.times * counted(self.heading.words, len(uses))
        return uses

    def whole(self) -> tuple[UInts, UInts]:
        """Return all words end to end, those of headings too, and how many each document has."""
        if not self.heading:
            return self.words, self.sizes
        words, once, times = self.heading
        heads, bodies = once.astype(np.int64), self.sizes.astype(np.int64)
        sizes = times * heads + bodies
        out = np.empty(int(sizes.sum()), np.uint32)
        own = np.ones(len(out), bool)
        own[spans(np.cumsum(sizes) - sizes, times * heads)] = False
        out[own] = self.words
        begins = np.cumsum(heads) - heads
        out[~own] = words[spans(np.repeat(begins, times), np.repeat(heads, times))]
        return out, sizes.astype(np.uint32)


class Vocabulary(Protocol):
    """The terms of some texts; see :class:`index.analysis.forms.TermNumbers`."""

    def in_order(self) -> tuple[Sequence[str], Int32s]:
        """Return the terms in order, and the number of each."""


class TermStream(Protocol):
    """One view of the forms of a text; see :class:`index.analysis.forms.FormView`."""

    def stream(self, forms: UInts, docs: UInts, positions: UInts) -> tuple[UInts, UInts, UInts]:
        """Return terms, documents and positions of forms, which stand in documents at positions."""

    def arrays(self) -> tuple[UInts, UInts, UInts]:
        """Return terms and offsets of all forms, and where those of each form end."""


def invert_text(
    terms: Vocabulary,
    view: TermStream,
    text: Text,
    *,
    positions: bool = True,
    size: int = _PASS,
    base: TermStream | None = None,
) -> Iterator[Inverted]:
    """Turn a text into a field, with ``positions`` or without, a range of terms after the other.

    ``view`` says which of ``terms`` the forms of the text mean. Every pass sorts the occurrences
    of its range only, ``size`` of them unless one term alone has more, so that memory does not
    grow with the text. With a ``base`` view, the terms that always stand where one and the same
    term of that view stands are given it as base, by its number in a field of that view.
    """
    uses = text.uses()
    every = np.arange(len(uses), dtype=np.uint32)
    # All forms once, as if each were a document of its own.
    ids, of_form, _ = view.stream(every, every, np.zeros_like(every))
    names, numbers = terms.in_order()
    total = np.bincount(ids, uses[of_form], len(names)).astype(np.int64)
    bases = _bases(view, base, uses, numbers) if base else None
    places = np.flatnonzero(total[numbers]).astype(np.int32)
    numbers = numbers[places]
    rank = np.full(len(total), -1, np.int32)
    rank[numbers] = np.arange(len(numbers))
    ranks, totals = rank[ids], total[numbers]
    del uses, every, ids, of_form, total, rank
    ends = np.cumsum(totals)
    invert = _inversion(view, text, ranks, positions)
    if ends.max(initial=0) > size:
        give_back()  # before the first of several passes
    none = np.zeros(0, np.int32)
    first = 0
    while first < len(numbers):
        done = int(ends[first - 1]) if first else 0
        last = max(int(np.searchsorted(ends, done + size, side="right")), first + 1)
        # Not held here, so that it is gone before the next is made.
        yield Inverted(
            [names[place].encode() for place in places[first:last].tolist()],
            *invert(first, totals[first:last]),
            none if bases is None else bases[numbers[first:last]],
        )
        first = last


def _bases(view: TermStream, base: TermStream, uses: Ints, numbers: Int32s) -> Int32s:
    """Return for each term of ``view`` the one of ``base`` it always stands on, or -1.

    That is its number in a field of ``base``, which has the terms in the order of ``numbers``.
    ``uses`` says how often each form is used.
    """
    used = np.flatnonzero(uses).astype(np.uint32)
    zero = np.zeros_like(used)
    base_ids, *base_places = base.stream(used, used, zero)
    ids, *places = view.stream(used, used, zero)
    # A form and an offset in it are one number.
    base_keys, keys = (
        form.astype(np.uint64) << np.uint64(32) | offset for form, offset in (base_places, places)
    )
    del base_places, places
    known, first = np.unique(base_keys, return_index=True)
    del base_keys
    at = np.minimum(np.searchsorted(known, keys), max(len(known) - 1, 0))
    kept = known[at] == keys if len(known) else np.zeros(len(keys), bool)
    ids, found = ids[kept], base_ids[first[at[kept]]].astype(np.int32)
    del keys, known, first, at, kept
    least = np.full(len(numbers), np.iinfo(np.int32).max, np.int32)
    most = np.full(len(numbers), -1, np.int32)
    np.minimum.at(least, ids, found)
    np.maximum.at(most, ids, found)
    there = np.zeros(len(numbers), bool)
    there[base_ids] = True
    place_of = np.full(len(numbers) + 1, -1, np.int32)  # the last for terms without a base
    ordered = numbers[there[numbers]]
    place_of[ordered] = np.arange(len(ordered))
    return place_of[np.where(least == most, most, -1)]


def _inversion(view: TermStream, text: Text, ranks: Int32s, positions: bool) -> "_Inversion":
    """Return what gathers the occurrences of a range of terms.

    ``ranks`` has the rank of each of the view's terms, in the order of forms.
    """
    ids, offsets, ends = view.arrays()
    if compiled:
        return lambda first, totals: compiled.invert(
            ranks, offsets, ends, text, totals, first, positions
        )
    words, sizes = text.whole()
    docs = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    begins = begins_of(text.widths[words], sizes)
    rank_of = np.full(int(ids.max(initial=0)) + 1, -1, np.int32)
    rank_of[ids] = ranks

    def gathered(first: int, totals: Ints) -> tuple[UInts, UInts, UInts, UInts]:
        inside = (ranks >= first) & (ranks < first + len(totals))
        wanted = np.zeros(len(ends), bool)
        wanted[np.searchsorted(ends, np.flatnonzero(inside), side="right")] = True
        chosen = np.flatnonzero(wanted[words])
        here, in_docs, at = view.stream(words[chosen], docs[chosen], begins[chosen])
        own = rank_of[here] - first
        kept = (own >= 0) & (own < len(totals))
        at = at[kept] if positions else at[:0]
        return _sorted(own[kept].astype(np.uint32), in_docs[kept], at, len(totals))

    return gathered


_Inversion = Callable[[int, Ints], tuple[UInts, UInts, UInts, UInts]]
"""Given the rank of the first of some terms and how often each occurs, returns their counts,
documents, frequencies and positions, as :class:`Inverted` has them."""


def _sorted(
    ranks: UInts, docs: UInts, positions: UInts, terms: int
) -> tuple[UInts, UInts, UInts, UInts]:
    """Gather occurrences in reading order by the rank of their term.

    Rank and place of an occurrence share one 64-bit key: sorting those is several times faster
    than an indirect stable sort.
    """
    keys = ranks.astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    order = keys.astype(np.uint32)
    keys >>= np.uint64(32)
    ranks = keys.astype(np.uint32)
    docs = docs[order]
    begins = np.ones(len(order), bool)
    begins[1:] = ranks[1:] != ranks[:-1]
    begins[1:] |= docs[1:] != docs[:-1]
    first = np.flatnonzero(begins)
    freqs = np.diff(first, append=len(order)).astype(np.uint32)
    counts = np.bincount(ranks[first], minlength=terms).astype(np.uint32)
    return counts, docs[first], freqs, positions[order] if len(positions) else positions
