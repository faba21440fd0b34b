"""Whether others told a story: by copies of its text, and by what its headline says.

Others have told a story when one of their articles of about the same day has most of what its
headline says, whatever the wording: three fifths of its words by their inverse document
frequency.
"""

from collections.abc import Iterable
from math import log1p

import numpy as np

from index.analysis import is_stopword
from index.article import Article
from index.schema import STEM_SUFFIX, TEXT_FIELDS
from search.budget import check
from search.execute.docset import Docs, DocSet
from search.facets.periods import ordinals
from search.generation import Generation

_ENOUGH = 0.6
"""Share of a headline, by weight, that an article has which tells the same story."""
_DAYS = 3
"""Number of days that lie at most between two articles that tell the same story."""


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
            around = ids[(days[ids] == 0) | (abs(dated - own) <= _DAYS)]
        if not _told(state, state.snapshot.article(doc), around):
            found.append(place)
    return found


def _told(state: Generation, article: Article, others: Docs) -> bool:
    """Tell whether any of some articles has most of what the headline of one says."""
    stems = {
        token.stems[0]
        for token in state.analyzer(article.headline or article.title)
        if not is_stopword(token.text)
    }
    arrays = state.reader.arrays
    among = DocSet.of(arrays.size, others)
    has, whole = np.zeros(len(others)), 0.0
    for stem in stems:
        terms = [(name + STEM_SUFFIX, stem.encode()) for name in TEXT_FIELDS]
        weight = log1p(arrays.size / max(1, arrays.df_of_any(terms)))
        whole += weight
        has[arrays.having_any(terms, among).has(others)] += weight
    return bool(len(others) and whole and has.max() >= _ENOUGH * whole)
