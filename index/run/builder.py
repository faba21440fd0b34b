"""Articles to Whoosh segments: analysis, entities, postings.

A :class:`SegmentBuilder` collects articles: of their words it keeps the numbers of their forms
alone, four bytes a word, and inverts them when the segment is written. It is self-contained (a
directory and plain data in, plain data out), so that worker processes can each make segments
while the parent alone commits.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import process_time

import numpy as np

from index.analysis.forms import FormTable, FormView, TermNumbers
from index.analysis.lent_forms import LentForms
from index.arrays import UInts, counted
from index.article import Rejected
from index.codec import ArraySegment, SegmentStorage
from index.codec.inversion import Heading, Text
from index.codec.writer import SegmentWriter
from index.copies.words import Sketcher
from index.memory import give_back
from index.run.document import make_document
from index.run.preparing import Prepared, Preparer, Tick
from index.run.spool import SpooledArticle
from index.schema import (
    NAME_FIELD,
    ROOT_FIELD,
    SIGNATURE,
    STEM_SUFFIX,
    TEXT_FIELDS,
    TITLE_TIMES,
    make_schema,
    shared_analyzer,
)

_FORMS = "forms"
"""Name of the file of the forms that a builder lends."""
_WORD_BYTES = 40
"""Bytes of memory a word of running text takes while its segment is written (before, it is 4)."""
_DOCUMENT_BYTES = 1000
"""Bytes of memory a document takes besides its words, about."""


@dataclass(frozen=True, slots=True)
class Written:
    """A finished segment: its files lie in ``staging`` until the parent adopts them.

    ``sequence`` has shape ``(documents,)``: each document's number in the order of reading.
    """

    segment: ArraySegment
    staging: Path
    sequence: UInts


class SegmentBuilder:
    """Collects articles and writes them as a segment, again and again; ``root`` holds the files.

    ``memory`` is the number of bytes it should take. The vocabulary serves the next segment
    too; when it has grown to a third of the memory, the rarer half is forgotten. Forms are lent
    to the builders in the folders ``others``, and borrowed from them.
    """

    def __init__(
        self, root: Path, *, entities: bool, memory: int, others: Sequence[Path] = ()
    ) -> None:
        self._root = root
        lent = LentForms(root / _FORMS, [other / _FORMS for other in others]) if others else None
        self._forms = FormTable(shared_analyzer(), lent)
        self._sketcher = Sketcher(self._forms)
        self._preparer = Preparer(self._forms, make_document, entities=entities)
        self._memory = memory
        self._begun = 0
        self._waited = 0.0
        self._collection: _Collection | None = None

    @property
    def full(self) -> bool:
        """Whether writing what has been collected would soon take more than the memory."""
        collection = self._collection
        if collection is None:
            return False
        taken = self._forms.nbytes + _WORD_BYTES * collection.words
        return taken + _DOCUMENT_BYTES * len(collection.numbers) > self._memory

    def age(self) -> float:
        """Return for how many seconds articles have been collected, 0 when there are none.

        Only this process's own work counts, and what it :meth:`waited`: on a busy machine a
        segment has as many articles as on another.
        """
        return self._time() - self._collection.since if self._collection else 0.0

    def waited(self, seconds: float) -> None:
        """Count time without work towards the age of what has been collected."""
        self._waited += seconds

    def _time(self) -> float:
        return process_time() + self._waited

    def add(
        self, first: int, spooled: Sequence[SpooledArticle], tick: Tick = lambda: None
    ) -> list[Rejected]:
        """Collect articles numbered from ``first`` on, and return those that are left out.

        An article that cannot be analysed is left out; the others go in. Raises MemoryError and
        OSError for want of memory or descriptors, which is no article's fault.
        """
        prepared, failed = self._preparer.prepare(first, spooled, tick)
        if prepared.numbers:
            self._collect(prepared)
        return failed

    def _collect(self, prepared: Prepared) -> None:
        """Add to the collection, which is taken out meanwhile and put back when it is whole.

        An interrupt in between leaves none: half of an article is never written.
        """
        collection, self._collection = self._collection, None
        if collection is None:
            collection = _Collection(self._root / str(self._begun), self._time())
            self._begun += 1
        collection.extend(prepared)
        self._collection = collection

    def write(self, tick: Tick = lambda: None) -> Written | None:
        """Write what has been collected; return None when there is nothing."""
        collection, self._collection = self._collection, None
        if collection is None:
            return None
        forms = self._forms
        texts = {field: collection.texts.pop(field).arrays() for field in TEXT_FIELDS}
        uses = np.zeros(len(forms), np.int64)
        for words, _ in texts.values():
            uses += counted(words, len(uses))
        records = self._sketcher.records(texts["title"], texts["body"])
        collection.writer.add_column(SIGNATURE, records)
        tick()
        _write_texts(collection.writer, forms, texts, tick)
        collection.names.write(collection.writer)
        if forms.nbytes > self._memory // 3:
            forms.keep(np.argsort(-uses, kind="stable")[: len(forms) // 2])
        sequence = np.array(collection.numbers, np.uint32)
        return Written(collection.writer.finish(), collection.staging, sequence)


class _Collection:
    """Articles on their way into one segment, whose files lie in ``staging``."""

    def __init__(self, staging: Path, since: float) -> None:
        staging.mkdir()
        self.staging = staging
        self.writer = SegmentWriter(staging, make_schema())
        self.texts = {field: _FieldText() for field in TEXT_FIELDS}
        self.names = _NameWords()
        self.numbers: list[int] = []
        self.since = since

    @property
    def words(self) -> int:
        """How many words of running text have been collected."""
        return sum(text.words for text in self.texts.values())

    def extend(self, prepared: Prepared) -> None:
        for field, (words, sizes) in prepared.words.items():
            self.texts[field].append(words, sizes)
        self.names.extend(prepared.named)
        for number, document in zip(prepared.numbers, prepared.documents, strict=True):
            self.writer.add(document)
            self.numbers.append(number)


class _FieldText:
    """A field's words, as numbers of their forms, document after document."""

    def __init__(self) -> None:
        self._words = array("I")
        self._sizes = array("I")

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self._words)

    def append(self, words: UInts, sizes: UInts) -> None:
        self._words.frombytes(words.tobytes())
        self._sizes.frombytes(sizes.tobytes())

    def arrays(self) -> tuple[UInts, UInts]:
        """Return the words end to end, and how many each document has; no more can be added."""
        return np.frombuffer(self._words, np.uint32), np.frombuffer(self._sizes, np.uint32)


class _NameWords:
    """The words of names, document after document."""

    def __init__(self) -> None:
        self._terms = TermNumbers()
        self._view = FormView(self._terms)
        self._words = array("I")
        self._sizes = array("I")

    def extend(self, named: Iterable[tuple[str, ...]]) -> None:
        terms, known = self._terms, len(self._terms)
        for words in named:
            self._words.extend([terms.setdefault(word, len(terms)) for word in words])
            self._sizes.append(len(words))
        self._view.extend([(0, word)] for word in islice(terms, known, None))

    def write(self, writer: SegmentWriter) -> None:
        words, sizes = np.array(self._words, np.uint32), np.array(self._sizes, np.uint32)
        widths = np.zeros(len(self._terms), np.uint32)
        writer.add_text(NAME_FIELD, self._terms, self._view, Text(words, sizes, widths))


def _write_texts(
    writer: SegmentWriter, forms: FormTable, texts: dict[str, tuple[UInts, UInts]], tick: Tick
) -> None:
    """Write the views of the texts: for each field stems and exact forms, and then roots.

    Roots come last, since there are none among the terms until then.
    """
    widths = forms.widths
    for field in TEXT_FIELDS:
        text = Text(*texts[field], widths)
        stems = (field + STEM_SUFFIX, forms.stem)
        for (name, view), base in ((stems, None), ((field, forms.exact), stems)):
            writer.add_text(name, forms.terms, view, text, base)
            tick()
        give_back()
    del text
    together = Text(*texts.pop("body"), widths, Heading(*texts.pop("title"), TITLE_TIMES))
    writer.add_text(ROOT_FIELD, forms.terms, forms.roots(), together)
    tick()


def merge_segments(
    staging: Path, directory: Path, segments: Iterable[ArraySegment]
) -> ArraySegment:
    """Make in ``staging`` one segment of the live articles of segments in ``directory``."""
    source = SegmentStorage(directory, verify=True)
    return SegmentWriter(staging, make_schema()).merge(source, [*segments])
