"""Everything that is derived from one snapshot, each part made when it is first needed."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from whoosh.query import Every

from index.analysis import Analyzer
from index.analysis.synonyms import Synonyms
from index.desk import Tags
from index.errors import Message
from index.schema import day_of
from index.store.snapshot import Snapshot
from search.answer import Answer, Finder
from search.copies import Copies
from search.errors import QueryError
from search.execute.docset import DocSet, Numbers
from search.execute.executor import Executor
from search.facets.counts import Facets
from search.own import Own
from search.present.highlight import Chunks
from search.present.hits import HitMaker
from search.present.surface import Surfaces
from search.rank.ranking import Ranked
from search.results import Copy, Filters, Hit

if TYPE_CHECKING:
    from search.present.complete import Completer


class Generation:
    """One snapshot, ready to search. Caches, so not for several threads at once."""

    def __init__(
        self, snapshot: Snapshot, analyzer: Analyzer, chunks: Chunks, synonyms: Synonyms
    ) -> None:
        self.snapshot = snapshot
        self.analyzer = analyzer
        self.chunks = chunks
        self.executor = Executor(snapshot)
        self.reader = self.executor.reader
        self.facets = Facets(snapshot, self.reader.arrays)
        self.own = Own(Tags(snapshot.directory))
        self.finder = Finder(self.executor, self.facets, self.own, analyzer, synonyms)
        self.hits = HitMaker(snapshot, self.facets, analyzer, chunks)

    @cached_property
    def every(self) -> DocSet:
        """All live documents."""
        return self.executor.run(Every()).docs

    def with_copies(self, hits: tuple[Hit, ...], page: Ranked, among: DocSet) -> tuple[Hit, ...]:
        """Return hits, of the documents of ``page``, with their copies in a set."""
        return tuple(
            replace(hit, copies=tuple(map(self.copy_at, self.copies.others(doc, among))))
            for hit, doc in zip(hits, page.docs.tolist(), strict=True)
        )

    def with_own_tags(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Return hits with the user's own tags."""
        tags = self.own.tags.of([hit.id for hit in hits]) if self.own.tags.version() else {}
        if not tags:
            return hits
        return tuple(replace(hit, own=tuple(sorted(tags.get(hit.id, ())))) for hit in hits)

    def copy_at(self, doc: int) -> Copy:
        """Return what is said of a document as a copy of another."""
        day = int(self.reader.arrays.days[doc])
        source = next(iter(self.hits.values("source", doc)), None)
        return Copy(self.snapshot.article_id(doc), source, day_of(day) if day else None)

    @cached_property
    def copies(self) -> Copies:
        """Which articles are copies of each other."""
        return Copies(self.snapshot)

    @cached_property
    def surfaces(self) -> Surfaces:
        """How articles write terms."""
        return Surfaces(self.snapshot, self.reader.arrays, self.chunks)

    @cached_property
    def completer(self) -> "Completer":
        """What completes queries."""
        from search.present.complete import SnapshotCompleter

        return SnapshotCompleter(self.reader, self.facets, self.every, self.analyzer, self.surfaces)

    def notes(self, answer: Answer, filters: Filters) -> tuple[Message, ...]:
        """Return what the user may not know of an answer."""
        from search.present.hints import hints, unknown_fields, unknown_tags

        written = answer.plan.written

        def counts(facet: str) -> Numbers:
            return self.facets.counts(self.every)[facet]

        notes = [*hints(written, filters, self.facets, counts)]
        notes += unknown_tags(written, filters, self.own)
        if answer.either:
            notes.append(Message("أو is read as OR; between quotes it is a word"))
        if answer.match == "all" and answer.plan.names and (more := self._of_stem(answer)):
            notes.append(
                Message(
                    "{name} is a name here; {number} more articles have only words of its stem "
                    "(--match any)",
                    {"name": answer.plan.names[0], "number": f"{more:,}"},
                )
            )
        if written and (answer.match == "any" or not len(answer.kept)):
            notes += unknown_fields(written)
        return tuple(notes)

    def _of_stem(self, answer: Answer) -> int:
        """Return how many articles a name's stem finds that the name does not."""
        wider = self.executor.run(answer.plan.relaxed).docs
        return len(answer.filtered(wider, answer.filters.values())) - len(answer.kept)

    def suggestion(self, query: str, answer: Answer, filters: Filters, exact: bool) -> str | None:
        """Return a query that may have been meant in place of one that few or no articles answer.

        What few are is told by the whole answer, not by partial matches.
        """
        words = answer.plan.words
        if not words:
            return None
        from search.present.suggest import FEW, suggest

        found = len(answer.kept) if answer.match == "all" else 0
        if found > FEW:
            return None

        def count(mended: str) -> int:
            try:
                return len(self.finder.find(mended, filters, "all", exact=exact).kept)
            except QueryError:
                return 0

        return suggest(query, words, self.reader, self.analyzer, self.surfaces, count, found)
