"""Terms read in a few documents, against the whole posting lists."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Snapshot
from search.execute.arrays import Arrays
from search.execute.executor import Executor
from search.execute.sample import Sample
from tests.search.execute.corpus import EXACT, WORDS, words_of


def test_positions_come_for_the_documents_asked_for(snapshot: Snapshot) -> None:
    arrays = Arrays(snapshot)
    term = EXACT[0].encode()
    docs = arrays.docs("body", term)[5:320:3]
    rows, positions = Sample(arrays, docs).positions("body", term)
    for row, doc in enumerate(docs.tolist()):
        words = snapshot.article(doc).text.split()
        assert positions[rows == row].tolist() == [i for i, w in enumerate(words) if w == WORDS[0]]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_sample_reads_what_the_whole_lists_say(
    snapshot: Snapshot, executor: Executor, data: st.DataObject
) -> None:
    arrays = executor.reader.arrays
    docs = sorted(data.draw(st.sets(st.integers(0, arrays.size - 1), max_size=40)))
    sample = Sample(arrays, np.array(docs, np.int32))
    for field in data.draw(st.permutations(["body", "body_stem", "title_stem", "root"])):
        for text in data.draw(st.lists(words_of(field), min_size=1, max_size=4)):
            term = text.encode()
            whole = arrays.docs(field, term).tolist()
            known = dict(zip(whole, arrays.freqs(field, term).tolist(), strict=True))
            found = sample.freqs(field, term).tolist()
            assert found == [known.get(doc, 0) for doc in docs]
            if field != "root":
                rows, positions = sample.positions(field, term)
                assert np.bincount(rows, minlength=len(docs)).tolist() == found
                assert (np.diff(positions)[np.diff(rows) == 0] > 0).all()
