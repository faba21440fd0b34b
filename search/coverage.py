"""Whether others told a story: by copies of its text, and by what its headline says.

Others have told a story when one of their articles of about the same day has most of what its
headline says, or the other way about, whatever the wording: three fifths of its words by their
inverse document frequency.
"""

from collections.abc import Iterable
from math import log1p

import numpy as np
import numpy.typing as npt

from index.analysis import Analyzer, is_stopword
from index.article import Article
from index.schema import STEM_SUFFIX, TEXT_FIELDS
from search.budget import check
from search.execute.docset import Docs, DocSet
from search.execute.evidence import FieldTerm
from search.facets.periods import ordinals
from search.generation import Generation

ENOUGH = 0.6
"""Share of a headline, by weight, that an article has which tells the same story."""
DAYS = 3
"""Number of days that lie at most between two articles that tell the same story."""
LIKELY = 3
"""Number of articles, those with most of a headline, whose own headlines are looked at too."""

Floats = npt.NDArray[np.float64]


def untold(state: Generation, docs: Iterable[int], others: DocSet, limit: int) -> list[int]:
    """Return the places of the first ``limit`` articles whose story none of the others tells."""
    days = state.reader.arrays.days
    ids = others.ids
    dated = ordinals(days[ids])
    found: list[int] = []
    for place, doc in enumerate(docs):
        check()
        if len(found) == limit:
            break
        around = ids
        if days[doc]:
            (own,) = ordinals(days[doc : doc + 1]).tolist()
            around = ids[(days[ids] == 0) | (abs(dated - own) <= DAYS)]
        if not _told(state, doc, around):
            found.append(place)
    return found


def _told(state: Generation, doc: int, others: Docs) -> bool:
    """Tell whether any of some articles tells the story of one.

    Of two headlines one may say less than the other article has; so each is looked for there.
    """
    shares = _shares(state, doc, others)
    if (shares >= ENOUGH).any():
        return True
    best = np.argsort(-shares)[:LIKELY]
    own = np.array([doc], np.int32)
    likely = others[best[shares[best] > 0]].tolist()
    return any(_shares(state, other, own)[0] >= ENOUGH for other in likely)


def _shares(state: Generation, doc: int, others: Docs) -> Floats:
    """Return how much of an article's headline each of some articles has; shape ``(n,)``."""
    stems = headline_stems(state.snapshot.article(doc), state.analyzer)
    arrays = state.reader.arrays
    among = DocSet.of(arrays.size, others)
    has, whole = np.zeros(len(others)), 0.0
    for stem in stems:
        terms = terms_of(stem)
        weight = log1p(arrays.size / max(1, arrays.df_of_any(terms)))
        whole += weight
        has[arrays.having_any(terms, among).has(others)] += weight
    return has / (whole or 1)


def headline_stems(article: Article, analyzer: Analyzer) -> set[str]:
    """Return the stems of what an article's headline says."""
    tokens = analyzer(article.headline or article.title)
    return {token.stems[0] for token in tokens if not is_stopword(token.text)}


def terms_of(stem: str) -> list[FieldTerm]:
    """Return the terms of a stem in all texts."""
    return [(name + STEM_SUFFIX, stem.encode()) for name in TEXT_FIELDS]
