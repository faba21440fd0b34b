"""Commits of a run: when one is due, and the tables each generation carries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from time import monotonic

import numpy as np
from whoosh.reading import SegmentReader

from index.arrays import Bools
from index.codec import ArraySegment
from index.codec.column_readers import read_live, read_ordinals
from index.entities import canonical_names
from index.entities.corrections import Corrections, read_corrections
from index.entities.evidence import told_apart, unsupported
from index.entities.kinds import misread
from index.facets import FACETS, KINDS, Kind
from index.ordinals import Ordinals
from index.run.copy_finding import copy_groups
from index.store.copy_groups import encode_groups
from index.store.global_ordinals import number_names
from index.store.manifest import Generation
from index.store.session import WriteSession

COMMIT_SECONDS = 30.0
"""Seconds between commits while a run goes on."""

_FacetColumns = dict[str, list[tuple[Ordinals, Bools]]]
"""Each facet's column in each segment, beside which of its documents are live."""


class Committer:
    """Commits to one session, for a run that began at ``time`` (milliseconds since 1970).

    ``user_list`` are the user's own names and ``resemblance`` is the least one of copies, which
    both stay with the index. ``former`` is the generation that a rebuild replaces.

    Raises ValueError when the list cannot be read (see :mod:`index.entities.corrections`).
    """

    def __init__(
        self,
        session: WriteSession,
        user_list: str,
        resemblance: float,
        time: int,
        former: Generation | None = None,
    ) -> None:
        self._session = session
        self._former = former or Generation.none()
        self._user_list = user_list
        self._corrections = read_corrections(user_list)
        self._resemblance = resemblance
        self._time = time
        base = session.base
        kept = (base.corrections, base.resemblance)
        self._changed = not base.number or (user_list, resemblance) != kept
        self._unended = False
        self._last = monotonic()

    def note_change(self) -> None:
        """Take note that there is something to commit."""
        self._changed = True

    def is_due(self) -> bool:
        """Tell whether there are changes, and the last commit is ``COMMIT_SECONDS`` ago."""
        return self._changed and monotonic() - self._last > COMMIT_SECONDS

    def commit(self, segments: Iterable[ArraySegment], *, ended: bool) -> None:
        """Make the live articles of ``segments`` the whole of the index, if anything changed.

        ``ended`` tells that the run brings no more; what earlier commits of the run have brought
        has arrived only then.
        """
        if not self._changed and not (ended and self._unended):
            return
        kept = [segment for segment in segments if segment.doc_count()]
        columns = self._facet_columns(kept)
        canonical = canonical_tables({kind: columns[kind] for kind in KINDS}, self._corrections)
        local = {name: [column.values for column, _ in columns[name]] for name in columns}
        copies = copy_groups(self._session, kept, columns["source"], self._resemblance)
        former = self._session.base if self._session.base.number else self._former
        self._session.commit(
            kept,
            canonical,
            names=number_names(local, canonical),
            copies=encode_groups(copies, [segment.doc_count_all() for segment in kept]),
            corrections=self._user_list,
            resemblance=self._resemblance,
            arrived=self._time if ended else self._session.base.arrived,
            encoder=former.encoder,
            vectors=_vectors(self._session, former, kept),
        )
        self._changed, self._unended = False, not ended
        self._last = monotonic()

    def _facet_columns(self, segments: Sequence[ArraySegment]) -> _FacetColumns:
        storage = self._session.segments
        found: _FacetColumns = {field: [] for field in FACETS}
        for segment in segments:
            with closing(SegmentReader(storage, self._session.base.schema, segment)) as reader:
                live = read_live(reader)
                for field, columns in found.items():
                    columns.append((read_ordinals(reader, field, len(live)), live))
        return found


def _vectors(
    session: WriteSession, former: Generation, kept: Sequence[ArraySegment]
) -> dict[str, bytes]:
    """Return new files of the vectors that articles had; nothing is loaded where none has one."""
    if not former.vectors:
        return {}
    from index.run.vector_carrying import carried_vectors

    return carried_vectors(session, former, kept)


def canonical_tables(
    columns: Mapping[Kind, Iterable[tuple[Ordinals, Bools]]], corrections: Corrections
) -> dict[Kind, dict[str, str]]:
    """Return the names of each kind that go by another, canonical name in this index.

    ``columns`` are those of all segments, each beside which of its documents are live. A name
    that is none, by the user's own list, because it is mostly one of another kind or for want of
    evidence, goes by the empty string.
    """
    return canonical_of({kind: _counted(columns[kind]) for kind in KINDS}, corrections)


def canonical_of(
    counts: Mapping[Kind, Counter[str]], corrections: Corrections
) -> dict[Kind, dict[str, str]]:
    """Return :func:`canonical_tables` for names, by the number of articles in which each stands."""
    persons, plain = told_apart(counts["person"])
    found_alone = set(plain.values()) - counts["person"].keys()
    counts = {**counts, "person": persons}
    misreadings = misread(counts)
    misreadings["person"] |= unsupported(persons) & found_alone
    tables = {}
    for kind in KINDS:
        kept = {n: count for n, count in counts[kind].items() if n not in misreadings[kind]}
        corrected = corrections.apply(kind, kept, canonical_names(kind, kept))
        wrong = {name: corrections.named(kind, name) or "" for name in misreadings[kind]}
        tables[kind] = {name: better or "" for name, better in corrected.items()} | wrong
    of_persons = tables["person"]
    found = {name: of_persons.get(alone, alone) for name, alone in plain.items()}
    tables["person"] = {n: to for n, to in of_persons.items() if n not in found_alone} | found
    return tables


def _counted(columns: Iterable[tuple[Ordinals, Bools]]) -> Counter[str]:
    """Return in how many live documents each name stands."""
    counts: Counter[str] = Counter()
    for column, live in columns:
        kept = column.ordinals[np.repeat(live, np.diff(column.starts))]
        tally = np.bincount(kept, minlength=len(column.values)).tolist()
        counts.update({name: n for name, n in zip(column.values, tally, strict=True) if n})
    return counts
