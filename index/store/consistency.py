"""Whether the parts of an index fit together: its sense, not its bytes.

Every segment's columns fit its documents, its postings point inside it, no article stands twice,
the facets' names are numbered as the segments have them, and copies are articles that are there.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.article import DIGEST_SIZE, unpack
from index.codec import FieldFile
from index.codec.column_readers import read_bytes, read_ordinals, read_times
from index.copies.signature import RECORD
from index.facets import FACETS, KINDS
from index.schema import ADDED, SIGNATURE, day_number
from index.store.storage import UNREADABLE

if TYPE_CHECKING:
    from index.store.snapshot import Leaf, Snapshot


def nonsense(snapshot: "Snapshot") -> Iterator[str]:
    """Yield what does not fit together in an index, a line a fault."""
    seen: dict[str, str] = {}
    sound = True
    for number, leaf in enumerate(snapshot.leaves, 1):
        try:
            yield from _damaged_leaf(leaf, f"segment {number}", seen)
        except UNREADABLE as error:
            sound = False
            yield f"segment {number}: cannot be read ({error})"
    if sound:
        try:
            yield from _loose_names(snapshot)
            yield from _misnumbered(snapshot)
            yield from _misgrouped(snapshot)
            yield from _vectors_of_none(snapshot)
        except UNREADABLE as error:
            yield f"names: cannot be read ({error})"


def _damaged_leaf(leaf: "Leaf", where: str, seen: dict[str, str]) -> Iterator[str]:
    for facet in FACETS:
        column = read_ordinals(leaf.reader, facet, leaf.count)
        terms = {text.decode() for text in leaf.reader.lexicon(facet)}
        if set(column.values) != terms:
            yield f"{where}: facet {facet} and its terms differ"
    for name in leaf.reader.indexed_field_names():
        leaf.length_bytes(name)
        if (field := leaf.field(name)) is not None:
            if field.has_positions != leaf.reader.schema[name].supports("positions"):
                yield f"{where}: field {name} is that of another"
            yield from (f"{where}: field {name}: {fault}" for fault in _damaged_field(field, leaf))
    read_bytes(leaf.reader, SIGNATURE).records(RECORD)
    read_times(leaf.reader, ADDED)
    leaf.ordinals("path")
    days = leaf.dates()
    for docnum in leaf.reader.all_doc_ids():
        article = unpack(leaf.cell("article", docnum))
        article_id = article.id
        if len(leaf.cell("digest", docnum)) != DIGEST_SIZE:
            yield f"{where}: article {article_id} has no digest"
        if int(days[docnum]) != (day_number(article.date) if article.date else 0):
            yield f"{where}: article {article_id} has another day in its column"
        if leaf.cell("id", docnum).decode() != article_id:
            yield f"{where}: article {article_id} goes by another id in its column"
        if article_id in seen:
            yield f"{where}: article {article_id} stands in {seen[article_id]} too"
        seen[article_id] = where


def _damaged_field(field: FieldFile, leaf: "Leaf") -> Iterator[str]:
    last = b""
    for part in field.parts():
        if list(part.terms) != sorted({last, *part.terms} - {last}):
            yield "its terms are out of order"
        last = part.terms[-1]
        if int(part.docs.max()) >= leaf.count:
            yield "a posting points outside the segment"


def _loose_names(snapshot: "Snapshot") -> Iterator[str]:
    for kind in KINDS:
        known = {value for leaf in snapshot.leaves for value in leaf.ordinals(kind).values}
        # The canonical name itself may come from a gazetteer: no article need write it so.
        for name in snapshot.canonical[kind].keys() - known:
            yield f"names: {kind} {name!r} is in no article"


def _misnumbered(snapshot: "Snapshot") -> Iterator[str]:
    for field, facet in snapshot.names.items():
        names = [*facet.names, ""]
        canonical = snapshot.canonical[field] if field in KINDS else {}
        for leaf, numbers in zip(snapshot.leaves, facet.numbers, strict=True):
            meant = [canonical.get(local, local) for local in leaf.ordinals(field).values]
            if meant != [names[number] for number in numbers.tolist()]:
                yield f"names: those of facet {field} are numbered wrongly"


def _misgrouped(snapshot: "Snapshot") -> Iterator[str]:
    try:
        rows = snapshot.copies.rows.tolist()
    except ValueError as error:
        yield f"copies: {error}"
        return
    for row in rows:
        leaf, document = snapshot.locate(row)
        if snapshot.leaves[leaf].reader.is_deleted(document):
            yield f"copies: document {row} is not there any more"


def _vectors_of_none(snapshot: "Snapshot") -> Iterator[str]:
    try:
        _ = snapshot.vectors
    except ValueError as error:
        yield f"vectors: {error}"
