"""How articles on a cluster write terms, many of which are asked for at once."""

from collections import Counter
from collections.abc import Iterable

from index.cluster.layout import KEY
from search.cluster.asking import Answer, Asking, Body
from search.cluster.sources import article_of
from search.present.highlight import Chunks
from search.present.surface import CACHED, WRITERS, finder_of


class ClusterSurfaces:
    """The written forms of terms of the exact view; not for several threads at once."""

    def __init__(self, asking: Asking, chunks: Chunks) -> None:
        self._asking = asking
        self._chunks = chunks
        self._known: dict[str, str] = {}

    def __call__(self, term: str) -> str:
        """Return a term as most titles write it, else as a body does, else as it is."""
        self.learn([term])
        return self._known[term]

    def learn(self, terms: Iterable[str]) -> None:
        """Have the written forms of some terms ready, with two requests for all of them."""
        if len(self._known) > CACHED:
            self._known.clear()
        unknown = [term for term in dict.fromkeys(terms) if term not in self._known]
        for field in WRITERS:
            asked = [term for term in unknown if term not in self._known]
            answers = self._asking.several([_writers(field, term) for term in asked])
            for term, answer in zip(asked, answers, strict=True):
                if written := self._written(field, term, answer):
                    self._known[term] = written
        for term in unknown:
            self._known.setdefault(term, term)

    def _written(self, field: str, term: str, answer: Answer) -> str | None:
        finder = finder_of(term, self._chunks)
        found: Counter[str] = Counter()
        for hit in answer["hits"]["hits"]:
            article = article_of(hit["_source"])
            text = article.title if field == "title" else article.text
            found.update(text[mark.start : mark.end] for mark in finder.find(text, field, None))
        return max(found, key=found.__getitem__) if found else None


def _writers(field: str, term: str) -> Body:
    """Return the search for the first articles that have a term in a field."""
    return {
        "size": WRITERS[field],
        "track_total_hits": False,
        "query": {"constant_score": {"filter": {"term": {field: {"value": term}}}}},
        "sort": ["added", KEY],
        "_source": ["article"],
    }
