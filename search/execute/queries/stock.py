"""Articles of a query that only its own stock matcher can answer."""

from functools import cached_property

import numpy as np

from search.budget import check
from search.execute.docset import Docs, DocSet
from search.execute.scoring import Conditional, Sum
from search.execute.weight import Weight
from search.execute.weighting import Floats
from search.results import Share


class StockWeight(Weight):
    """Runs any query of Whoosh, one posting at a time."""

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents at which the matcher stops."""
        found = DocSet.of(self.arrays.size, self._walked[0])
        return found if among is None else found & among

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add the query as a whole: its matcher has the scores."""
        out.parts.append(Conditional(self, boost, out.label))

    def scores(self, docs: DocSet) -> Floats:
        """Return the matcher's scores."""
        own, scores = self._walked
        if docs.dense:
            out = np.zeros(docs.size)
            out[own] = scores
            out[~docs.mask] = 0.0
            return out
        return scores[own.searchsorted(docs.ids)]

    def explain(self, doc: int, label: str = "") -> list[Share]:
        """Return the matcher's score as one share."""
        own, scores = self._walked
        score = float(scores[own.searchsorted(doc)])
        return [Share(label, "matcher", "", type(self.query).__name__, score)]

    @cached_property
    def _walked(self) -> tuple[Docs, Floats]:
        """The documents, ascending, and their scores; both of shape ``(n,)``."""
        docs: list[int] = []
        scores: list[float] = []
        for leaf in self.arrays.leaves:
            matcher = self.query.matcher(leaf.searcher, leaf.searcher.context())
            while matcher.is_active():
                check()
                docs.append(matcher.id() + leaf.offset)
                scores.append(matcher.score())
                matcher.next()
        return np.array(docs, np.int32), np.array(scores, np.float64)
