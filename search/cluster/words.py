"""Words that tell articles on a cluster apart.

A cluster does not list the terms of a text. The articles of a set are read and their words counted
here; how many others have a word is asked of the cluster, for those words only that may be telling.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.analysis.forms import FormTable
from index.arrays import Ints
from index.article import Article
from index.cluster.scan import scan
from index.schema import shared_analyzer
from search.budget import check
from search.cluster.asking import Asking, Body
from search.cluster.surfaces import ClusterSurfaces
from search.contrast import FLOOR, Telling, may_tell, surprise, telling, written

MOST_READ = 20_000
"""Maximum number of articles whose words are counted."""
_BATCH = 500
"""Number of articles whose words are counted at a time, and of words asked about at once."""
_WORD_FIELD = "body"


def word_counts(asking: Asking, query: Body) -> Counter[str]:
    """Return how many of the articles that a query finds have each word of the exact view."""
    counts: Counter[str] = Counter()
    forms = FormTable(shared_analyzer())
    texts: list[str] = []

    def count() -> None:
        check()
        numbers, sizes = forms.read(texts)
        docs = np.repeat(np.arange(len(texts), dtype=np.uint32), sizes)
        found = forms.exact.stream(numbers, docs, np.zeros(len(numbers), np.uint32))
        reach = len(forms.terms)
        distinct = np.unique(found.docs.astype(np.int64) * reach + found.terms) % max(reach, 1)
        often = np.bincount(distinct, minlength=reach)
        names = list(forms.terms)
        counts.update({names[n]: int(often[n]) for n in np.flatnonzero(often).tolist()})
        texts.clear()

    for hit in scan(asking.connection, asking.generation.articles, query, source=["article"]):
        texts.append(Article.from_json(hit["_source"]["article"]).text)
        if len(texts) == _BATCH:
            count()
    count()
    return counts


def rising_words(
    asking: Asking,
    sets: tuple[Body, Body],
    sizes: tuple[int, int],
    limit: int,
    surfaces: ClusterSurfaces,
) -> list[Telling]:
    """Return the words that a set has more often than another, of which it reads only the first.

    No word tells more than it would if the other set had none of it. So the others' counts are
    asked for in that order, until no word that is left can be among the first.
    """
    counts = word_counts(asking, sets[0])
    terms = sorted(term for term, n in counts.items() if n >= FLOOR and may_tell(term))
    one = np.array([counts[term] for term in terms], np.int64)
    most = surprise(one, np.zeros_like(one), *sizes)
    order = np.argsort(-most, kind="stable")
    known: dict[str, int] = {}
    for start in range(0, len(terms), _BATCH):
        batch = order[start : start + _BATCH]
        known |= _counts(asking, sets[1], [terms[n] for n in batch.tolist()])
        found = _telling(counts, known, sizes)
        left = most[order[start + _BATCH :]].max(initial=0.0)
        if len(found) >= limit and found[limit - 1][3] >= left:
            surfaces.learn(term for term, *_ in found[: 2 * limit])
            words = written(found, limit, surfaces)
            if len(words) == limit and words[-1][3] >= left:
                return words
    return written(_telling(counts, known, sizes), limit, surfaces)


def telling_words(
    asking: Asking,
    sets: tuple[Body, Body],
    sizes: tuple[int, int],
    limit: int,
    surfaces: ClusterSurfaces,
) -> tuple[list[Telling], list[Telling]]:
    """Return the words that tell a set from another, and those that tell the other from it."""
    one, other = (word_counts(asking, query) for query in sets)
    terms = sorted({t for counts in (one, other) for t, n in counts.items() if n >= FLOOR})
    found = (
        telling(terms, (_array(one, terms), _array(other, terms)), sizes),
        telling(terms, (_array(other, terms), _array(one, terms)), sizes[::-1]),
    )
    surfaces.learn(t for some in found for t in [*filter(may_tell, (o[0] for o in some))][:limit])
    return written(found[0], limit, surfaces), written(found[1], limit, surfaces)


def _array(counts: Counter[str], terms: Sequence[str]) -> Ints:
    return np.array([counts[term] for term in terms], np.int64)


def _telling(one: Counter[str], other: dict[str, int], sizes: tuple[int, int]) -> list[Telling]:
    terms = sorted(other)
    counts = _array(one, terms), np.array([other[term] for term in terms], np.int64)
    return telling(terms, counts, sizes)


def _counts(asking: Asking, query: Body, terms: Sequence[str]) -> dict[str, int]:
    """Return how many of the articles that a query finds have each of some words."""
    filters = [{"term": {_WORD_FIELD: {"value": term}}} for term in terms]
    aggs = {"terms": {"filters": {"filters": filters}}}
    body = {"size": 0, "track_total_hits": False, "query": query, "aggs": aggs}
    buckets = asking.search(body)["aggregations"]["terms"]["buckets"]
    return {term: own["doc_count"] for term, own in zip(terms, buckets, strict=True)}
