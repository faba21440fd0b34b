"""Inversion: from words in the order of reading to postings in the order of terms."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

import numpy as np

from index.arrays import Int32s, Ints, UInts, begins_of, counted
from index.codec.inverted import Inverted
from index.kernels import compiled

_PASS = 1 << 21 if compiled else 1 << 20
"""Number of occurrences sorted at a time: about 25 MB of memory, without the extension 60. Every
time takes a walk through the whole text."""


class Text(NamedTuple):
    """Running text as the numbers of its forms, which are its words.

    ``words`` has shape ``(words,)``, the documents' end to end; ``sizes`` has shape
    ``(documents,)``, how many words each has; ``widths`` says of each form how many positions it
    takes.
    """

    words: UInts
    sizes: UInts
    widths: UInts


class Vocabulary(Protocol):
    """The terms of some texts; see :class:`index.analysis.forms.TermNumbers`."""

    def in_order(self) -> tuple[Sequence[str], Ints]:
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
    term of that view stands are given it as base.
    """
    uses = counted(text.words, len(text.widths))
    every = np.arange(len(uses), dtype=np.uint32)
    # All forms once, as if each were a document of its own.
    ids, of_form, _ = view.stream(every, every, np.zeros_like(every))
    names, numbers = terms.in_order()
    total = np.bincount(ids, uses[of_form], len(names)).astype(np.int64)
    place_of = np.zeros(len(names), np.int64)
    place_of[numbers] = np.arange(len(names))
    bases = _bases(view, base, every, uses) if base else None
    places = np.flatnonzero(total[numbers])
    numbers = numbers[places]
    rank = np.full(len(total), -1, np.int32)
    rank[numbers] = np.arange(len(numbers))
    ranks, totals = rank[ids], total[numbers]
    del of_form, total, rank
    ends = np.cumsum(totals)
    invert = _inversion(view, text, ranks, positions)
    first = 0
    while first < len(numbers):
        done = int(ends[first - 1]) if first else 0
        last = max(int(np.searchsorted(ends, done + size, side="right")), first + 1)
        ordered = [names[place].encode() for place in places[first:last].tolist()]
        part = Inverted(ordered, *invert(first, totals[first:last]))
        if bases is not None:
            its = bases[numbers[first:last]]
            at = np.where(its < 0, -1, place_of[its]).tolist()
            part = replace(part, bases=[names[n].encode() if n >= 0 else b"" for n in at])
        yield part
        first = last


def _bases(view: TermStream, base: TermStream, every: UInts, uses: Ints) -> Ints:
    """Return for each term of ``view`` the one of ``base`` it always stands on, or -1."""
    zero = np.zeros_like(every)
    ids, of_form, offsets = (column.astype(np.int64) for column in view.stream(every, every, zero))
    base_ids, base_forms, base_offsets = (
        c.astype(np.int64) for c in base.stream(every, every, zero)
    )
    reach = int(max(offsets.max(initial=0), base_offsets.max(initial=0))) + 1
    known, first = np.unique(base_forms * reach + base_offsets, return_index=True)
    wanted = of_form * reach + offsets
    at = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
    used = uses[of_form] > 0
    if len(known):
        used &= known[at] == wanted
    ids, found = ids[used], base_ids[first[at[used]]]
    least = np.full(int(ids.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    most = np.full(len(least), -1)
    np.minimum.at(least, ids, found)
    np.maximum.at(most, ids, found)
    return np.where(least == most, most, -1)


def _inversion(view: TermStream, text: Text, ranks: Int32s, positions: bool) -> "_Inversion":
    """Return what gathers the occurrences of a range of terms.

    ``ranks`` has the rank of each of the view's terms, in the order of forms.
    """
    ids, offsets, ends = view.arrays()
    if compiled:
        return lambda first, totals: compiled.invert(
            ranks, offsets, ends, text, totals, first, positions
        )
    docs = np.repeat(np.arange(len(text.sizes), dtype=np.uint32), text.sizes)
    begins = begins_of(text.widths[text.words], text.sizes)
    rank_of = np.full(int(ids.max(initial=0)) + 1, -1, np.int32)
    rank_of[ids] = ranks

    def gathered(first: int, totals: Ints) -> tuple[UInts, UInts, UInts, UInts]:
        inside = (ranks >= first) & (ranks < first + len(totals))
        wanted = np.zeros(len(ends), bool)
        wanted[np.searchsorted(ends, np.flatnonzero(inside), side="right")] = True
        chosen = np.flatnonzero(wanted[text.words])
        here, in_docs, at = view.stream(text.words[chosen], docs[chosen], begins[chosen])
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
