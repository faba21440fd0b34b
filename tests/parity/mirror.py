"""The same documents in an index of stock Whoosh, in its own codec: the measure of parity."""

from typing import Any

from whoosh.filedb.filestore import RamStorage

from index import Snapshot
from index.facets import FACETS
from index.schema import STEM_SUFFIX, TEXT_FIELDS, day_number
from search.execute.executor import Executor


def mirror(snapshot: Snapshot) -> Any:
    """A stock searcher with the snapshot's segments, documents and deletions, number for number.

    Deleted documents are indexed too, and deleted: Whoosh counts them in every frequency.
    """
    index = RamStorage().create_index(snapshot.searcher.schema)
    gone = []
    for leaf in snapshot.leaves:
        writer = index.writer()
        for number in range(leaf.count):
            writer.add_document(**_document(snapshot, leaf, number))
            if leaf.live is not None and not leaf.live[number]:
                gone.append(leaf.offset + number)
        writer.commit(merge=False)
    if gone:
        writer = index.writer()
        for docnum in gone:
            writer.delete_document(docnum)
        writer.commit(merge=False)
    return index.searcher()


def _document(snapshot: Snapshot, leaf: Any, number: int) -> dict[str, Any]:
    article = snapshot.article(leaf.offset + number)
    document: dict[str, Any] = {"id": article.id}
    for field, text in zip(TEXT_FIELDS, (article.title, article.text), strict=True):
        document[field] = document[field + STEM_SUFFIX] = text
    for facet in FACETS:
        document[facet] = leaf.ordinals(facet).of(number)
    if article.date:
        document["date"] = day_number(article.date)
    return document


def ours(executor: Executor, query: Any) -> dict[int, float]:
    """Document number to score, as naba's executor has it."""
    execution = executor.run(query)
    docs = execution.docs
    scores = execution.scores(docs)
    ids = docs.ids
    assert ids.tolist() == sorted({*ids.tolist()})
    return dict(zip(ids.tolist(), (scores[ids] if docs.dense else scores).tolist(), strict=True))


def answer(searcher: Any, query: Any) -> dict[int, float]:
    """Document number to score, as stock Whoosh has it."""
    return {hit.docnum: hit.score for hit in searcher.search(query, limit=None)}
