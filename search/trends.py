"""What is rising: names and words that stand out in the last days against their own past."""

from datetime import date

from search.answer import Answer
from search.contrast import telling_names, telling_words
from search.execute.docset import DocSet
from search.facets.periods import day_at, ordinals
from search.findings import Trend, Trends
from search.generation import Generation


def trends(
    state: Generation, answer: Answer, kind: str, window: int, until: date | None, limit: int
) -> Trends:
    """Return what is rising; see :meth:`search.engine.Engine.trends`."""
    docs = state.copies.folded(answer.kept).ids
    days = state.reader.arrays.days[docs]
    docs, numbers = docs[days > 0], ordinals(days[days > 0])
    if not len(docs):
        return Trends(kind, None, None, 0, 0, ())
    last = int(numbers.max()) if until is None else (until - day_at(0)).days
    first = last - window + 1
    size = state.reader.arrays.size
    now = DocSet.of(size, docs[(first <= numbers) & (numbers <= last)])
    past = DocSet.of(size, docs[numbers < first])
    if kind == "word":
        found, _ = telling_words(state, now, past, limit)
    else:
        found = telling_names(state, kind, now, past, limit)
    listed = tuple(Trend(*each) for each in found)
    return Trends(kind, day_at(first), day_at(last), len(now), len(past), listed)
