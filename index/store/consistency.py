"""Whether the parts of an index fit together: its sense, not its bytes.

Every segment's columns fit its documents, its postings point inside it, no article stands twice,
the facets' names are numbered as the segments have them, and copies are articles that are there.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.article import DIGEST_SIZE, Article, unpack
from index.codec import FieldFile
from index.codec.column_readers import read_bytes, read_ordinals, read_times
from index.copies.signature import RECORD
from index.errors import Message
from index.facets import FACETS, KINDS
from index.schema import ADDED, SIGNATURE, day_number
from index.store.storage import UNREADABLE

if TYPE_CHECKING:
    from index.store.snapshot import Leaf, Snapshot


def nonsense(snapshot: "Snapshot") -> Iterator[Message]:
    """Yield what does not fit together in an index, a line a fault."""
    seen: dict[str, Message] = {}
    sound = True
    for number, leaf in enumerate(snapshot.leaves, 1):
        segment = Message("segment {n}", {"n": number})
        try:
            yield from _damaged_leaf(leaf, segment, seen)
        except UNREADABLE as error:
            sound = False
            yield _in(segment, Message("cannot be read ({fault})", {"fault": error}))
    if sound:
        try:
            yield from _loose_names(snapshot)
            yield from _misnumbered(snapshot)
            yield from _misgrouped(snapshot)
            yield from _vectors_of_none(snapshot)
        except UNREADABLE as error:
            yield Message("names: cannot be read ({fault})", {"fault": error})


def _damaged_leaf(leaf: "Leaf", where: Message, seen: dict[str, Message]) -> Iterator[Message]:
    for facet in FACETS:
        column = read_ordinals(leaf.reader, facet, leaf.count)
        terms = {text.decode() for text in leaf.reader.lexicon(facet)}
        if set(column.values) != terms:
            yield _in(where, Message("facet {facet} and its terms differ", {"facet": facet}))
    for name in leaf.reader.indexed_field_names():
        leaf.length_bytes(name)
        if (field := leaf.field(name)) is not None:
            if field.has_positions != leaf.reader.schema[name].supports("positions"):
                yield _in(where, Message("field {field} is that of another", {"field": name}))
            for fault in _damaged_field(field, leaf):
                about = {"field": name, "fault": fault}
                yield _in(where, Message("field {field}: {fault}", about))
    read_bytes(leaf.reader, SIGNATURE).records(RECORD)
    read_times(leaf.reader, ADDED)
    leaf.ordinals("path")
    days = leaf.dates()
    for docnum in leaf.reader.all_doc_ids():
        article = unpack(leaf.cell("article", docnum))
        article_id = article.id
        for fault in _damaged_article(leaf, docnum, article, int(days[docnum])):
            yield _in(where, fault)
        if article_id in seen:
            about = {"id": article_id, "segment": seen[article_id]}
            yield _in(where, Message("article {id} stands in {segment} too", about))
        seen[article_id] = where


def _damaged_article(leaf: "Leaf", docnum: int, article: Article, day: int) -> Iterator[Message]:
    about = {"id": article.id}
    if len(leaf.cell("digest", docnum)) != DIGEST_SIZE:
        yield Message("article {id} has no digest", about)
    if day != (day_number(article.date) if article.date else 0):
        yield Message("article {id} has another day in its column", about)
    if leaf.cell("id", docnum).decode() != article.id:
        yield Message("article {id} goes by another id in its column", about)


def _damaged_field(field: FieldFile, leaf: "Leaf") -> Iterator[Message]:
    last = b""
    for part in field.parts():
        if list(part.terms) != sorted({last, *part.terms} - {last}):
            yield Message("its terms are out of order")
        last = part.terms[-1]
        if int(part.docs.max()) >= leaf.count:
            yield Message("a posting points outside the segment")


def _loose_names(snapshot: "Snapshot") -> Iterator[Message]:
    for kind in KINDS:
        known = {value for leaf in snapshot.leaves for value in leaf.ordinals(kind).values}
        # The canonical name itself may come from a gazetteer: no article need write it so.
        for name in snapshot.canonical[kind].keys() - known:
            about = {"facet": kind, "name": repr(name)}
            yield Message("names: {facet} {name} is in no article", about)


def _misnumbered(snapshot: "Snapshot") -> Iterator[Message]:
    for field, facet in snapshot.names.items():
        names = [*facet.names, ""]
        canonical = snapshot.canonical[field] if field in KINDS else {}
        for leaf, numbers in zip(snapshot.leaves, facet.numbers, strict=True):
            meant = [canonical.get(local, local) for local in leaf.ordinals(field).values]
            if meant != [names[number] for number in numbers.tolist()]:
                yield Message(
                    "names: those of facet {facet} are numbered wrongly", {"facet": field}
                )


def _misgrouped(snapshot: "Snapshot") -> Iterator[Message]:
    try:
        rows = snapshot.copies.rows.tolist()
    except ValueError as error:
        yield Message("copies: {fault}", {"fault": error})
        return
    for row in rows:
        leaf, document = snapshot.locate(row)
        if snapshot.leaves[leaf].reader.is_deleted(document):
            yield Message("copies: document {n} is not there any more", {"n": row})


def _vectors_of_none(snapshot: "Snapshot") -> Iterator[Message]:
    try:
        _ = snapshot.vectors
    except ValueError as error:
        yield Message("vectors: {fault}", {"fault": error})


def _in(segment: Message, fault: Message) -> Message:
    return Message("{segment}: {fault}", {"segment": segment, "fault": fault})
