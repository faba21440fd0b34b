"""Columns of a segment, written document by document and merged, as Whoosh itself reads them."""

from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from index.codec import ArraySegment
from index.codec.column_readers import read_bytes, read_numbers, read_ordinals
from index.codec.documents import merge_documents
from index.codec.writer import SegmentWriter
from index.facets import FACETS
from index.schema import make_schema

SCHEMA = make_schema()
NAMES = st.lists(st.sampled_from(["دمشق", "حلب", "حماة", "ب", ""]), max_size=4).map(tuple)
DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {"id": st.text(max_size=4), "article": st.binary(max_size=9), "person": NAMES},
        optional={"tag": NAMES, "date": st.integers(10101, 99991231), "digest": st.binary()},
    ),
    max_size=9,
)


def write(directory: Path, documents: list[dict[str, Any]]) -> ArraySegment:
    writer = SegmentWriter(directory, SCHEMA)
    for document in documents:
        writer.add(document)
    return writer.finish()


def rows(directory: Path, segment: ArraySegment) -> list[dict[str, Any]]:
    """The live documents, by the columns alone."""
    reader = SegmentReader(FileStorage(str(directory)), SCHEMA, segment)
    count = reader.doc_count_all()
    found: list[dict[str, Any]] = [{} for _ in range(count)]
    for name in ("id", "article", "digest"):
        column = read_bytes(reader, name) if reader.has_column(name) else [b""] * count
        for row, number in zip(found, range(count), strict=True):
            row[name] = column[number]
    for name in FACETS:
        facet = read_ordinals(reader, name, count)
        for number, row in enumerate(found):
            row[name] = facet.of(number)
    for row, day in zip(found, read_numbers(reader, "date", count).tolist(), strict=True):
        row["date"] = day
    live = [n for n in range(count) if not segment.is_deleted(n)]
    reader.close()
    return [found[n] for n in live]


def expected(document: dict[str, Any]) -> dict[str, Any]:
    blank: dict[str, Any] = {"digest": b"", "date": 0, **dict.fromkeys(FACETS, ())}
    facets = {n: tuple(dict.fromkeys(v)) for n, v in document.items() if isinstance(v, tuple)}
    return {**blank, **document, **facets, "id": document["id"].encode()}


def postings(directory: Path, segment: ArraySegment, name: str) -> dict[bytes, list[int]]:
    reader = SegmentReader(FileStorage(str(directory)), SCHEMA, segment)
    field = reader._terms.field(name)
    found = {} if field is None else {t: field.docs(n).tolist() for n, t in enumerate(field.terms)}
    reader.close()
    return found


@given(DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_documents_come_back(tmp_path_factory: Any, documents: list[dict[str, Any]]) -> None:
    directory = tmp_path_factory.mktemp("segment")
    segment = write(directory, documents)
    assert rows(directory, segment) == [expected(document) for document in documents]
    by_name: dict[bytes, list[int]] = {}
    by_id: dict[bytes, list[int]] = {}
    by_day: dict[bytes, list[int]] = {}
    for number, document in enumerate(documents):
        by_id.setdefault(document["id"].encode(), []).append(number)
        for name in dict.fromkeys(document["person"]):
            by_name.setdefault(name.encode(), []).append(number)
        if "date" in document:
            for term, *_ in SCHEMA["date"].index(document["date"]):
                by_day.setdefault(term, []).append(number)
    assert postings(directory, segment, "person") == by_name
    assert postings(directory, segment, "id") == by_id
    assert postings(directory, segment, "date") == by_day


@given(
    st.lists(DOCUMENTS, min_size=1, max_size=3),
    st.sets(st.tuples(st.integers(0, 2), st.integers(0, 8))),
)
@settings(max_examples=60, deadline=None)
def test_merged_segments_are_the_segment_of_their_live_documents(
    tmp_path_factory: Any, parts: list[list[dict[str, Any]]], deleted: set[tuple[int, int]]
) -> None:
    directory = tmp_path_factory.mktemp("parts")
    segments = [write(directory, documents) for documents in parts]
    for part, number in deleted:
        if part < len(parts) and number < len(parts[part]):
            segments[part].delete_document(number)
    live = [
        document
        for segment, documents in zip(segments, parts, strict=True)
        for number, document in enumerate(documents)
        if not segment.is_deleted(number)
    ]
    storage = FileStorage(str(directory))
    readers = [SegmentReader(storage, SCHEMA, segment) for segment in segments]
    merged = SegmentWriter(directory, SCHEMA).segment
    renumbered = merge_documents(storage, merged, readers)
    assert merged.doc_count_all() == len(live)
    assert rows(directory, merged) == [expected(document) for document in live]
    numbers = np.concatenate([*renumbered, np.zeros(0, np.int64)])
    assert numbers[numbers >= 0].tolist() == list(range(len(live)))
