"""Articles like one, found by its most telling words and its names.

This is relevance feedback (Salton and Buckley 1990) with the article as the only example: a word
tells as much as its saturated frequency times its inverse document frequency. Where the index has
vectors, nearness to that of the article puts the best in another order. Of articles that say
nearly the same, by the index's groups of copies or by the overlap of their words (resemblance,
Broder 1997), the best is listed.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from math import log1p
from typing import TypeVar

from index.analysis import Analyzer, Token, is_stopword
from index.article import Article
from index.facets import KINDS
from index.schema import STEM_SUFFIX, TEXT_FIELDS
from search.execute.docset import DocSet
from search.generation import Generation
from search.rank.ranking import Ranked, Ranking
from search.related import Similar
from search.results import Filters

K = TypeVar("K", int, str)
"""What an article is known by."""

_WORDS = 24
"""Number of words of an article that the query for similar ones has."""
_NAMES = 4
"""Number of names of each kind that the query for similar articles has."""
_SHORTEST = 3
"""Minimum number of letters of a telling word."""
_TITLE = 3.0
"""Weight of a word in the title, relative to one in the body."""
_SATURATION = 1.2
"""Frequency at which a word tells half of what it may tell at most."""
_RESEMBLANCE = 0.8
"""Share of common words from which on two articles say nearly the same."""
LIKENESS = 0.2
"""Share of the score that the article itself has, from which on another is like it."""
_WORD = re.compile(r"\w+")
SPARE = 3
"""Factor by which more articles than asked for are ranked, since some may be copies."""


def similar(state: Generation, docnum: int, limit: int, *, bare: bool = False) -> Similar:
    """Return the articles like a document; see :meth:`search.engine.Engine.similar`."""
    article = state.snapshot.article(docnum)
    names: dict[str, tuple[str, ...]] = {k: state.hits.values(k, docnum) for k in KINDS}
    frequency = state.reader.frequency
    query = query_like(article, names, state.analyzer, frequency, state.snapshot.doc_count)
    if not query or limit < 1:
        return Similar(query, (), {})
    answer = state.finder.answer(query, Filters(), "any", exact=False)
    ranking = Ranking(answer.execution)
    ranked = ranking.best(answer.kept, "relevance", SPARE * limit + 1)
    own = max(ranked.scores[ranked.docs == docnum], default=ranked.scores[0])
    ranked = _by_meaning(state, docnum, ranking, answer.kept, ranked)
    alike = ranked.docs[ranked.scores >= LIKENESS * own].tolist()
    others = {doc: state.snapshot.article(doc) for doc in alike if doc != docnum}
    apart, copies = without_copies((docnum, article), others, limit, state.copies.together)
    places = [alike.index(doc) for doc in apart]
    listed = Ranked(ranked.docs[places], ranked.scores[places])
    hits = state.hits.bare(listed) if bare else state.hits.whole(answer.execution, listed)
    return Similar(query, hits, copies)


def _by_meaning(
    state: Generation, docnum: int, ranking: Ranking, kept: DocSet, ranked: Ranked
) -> Ranked:
    """Return as many of the best by words and meaning, where the article's meaning is known."""
    snapshot = state.snapshot
    if not snapshot.encoder:
        return ranked
    from search.meaning import likeness, vector_of
    from search.rank.fusion import Fusion, Nearness

    vector = vector_of(snapshot, docnum)
    if vector is None:
        return ranked
    near = Nearness(likeness(snapshot, vector, snapshot.encoder))
    return Fusion(ranking, kept, near, DocSet.empty(kept.size)).best(len(ranked.docs))


def query_like(
    article: Article,
    names: Mapping[str, Sequence[str]],
    analyzer: Analyzer,
    frequency: Callable[[str, str], int],
    size: int,
) -> str:
    """Return the query that finds articles like one by its words and names.

    :param article: the article
    :param names: its names of each kind
    :param analyzer: makes terms of words
    :param frequency: returns how many articles have a term of a field
    :param size: how many articles there are
    """

    def rarity(stem: str) -> float:
        """Return the inverse document frequency of a stem, 0 if no other article has it."""
        counted = (frequency(name + STEM_SUFFIX, stem) for name in reversed(TEXT_FIELDS))
        known = next(filter(None, counted), 0)
        return log1p(size / known) if known > 1 else 0.0

    telling = _telling_words(article, analyzer, rarity)
    return " ".join(dict.fromkeys((*telling, *_quoted(names))))


def without_copies(
    one: tuple[K, Article],
    others: Mapping[K, Article],
    limit: int,
    together: Callable[[K, Mapping[K, object]], K | None],
) -> tuple[list[K], dict[str, tuple[str, ...]]]:
    """Return the first of ``others`` that say something else, and by ids the others' copies.

    ``together`` returns which of some articles is known to be a copy of one.
    """
    key, article = one
    kept: dict[K, tuple[str, frozenset[str]]] = {key: (article.id, _words(article))}
    listed: list[K] = []
    copies: dict[str, tuple[str, ...]] = {}
    for doc, other in others.items():
        words = _words(other)
        same = together(doc, kept)
        if same is None:
            same = next((at for at, (_, known) in kept.items() if _resemble(words, known)), None)
        if same is not None:
            listed_id: str = kept[same][0]
            copies[listed_id] = (*copies.get(listed_id, ()), other.id)
        elif len(listed) < limit:
            kept[doc] = (other.id, words)
            listed.append(doc)
    return listed, copies


def _telling_words(
    article: Article, analyzer: Analyzer, rarity: Callable[[str], float]
) -> list[str]:
    """Return the words that tell most about an article, as it writes them, in its order."""
    weights: defaultdict[str, float] = defaultdict(float)
    written: dict[str, str] = {}
    for text, weight in ((article.title, _TITLE), (article.text[article.lead :], 1.0)):
        for token in analyzer(text):
            if _may_tell(token):
                weights[token.stems[0]] += weight
                # AND and OR mean something to the query language.
                written.setdefault(token.stems[0], token.text.lower())
    worth = {stem: n / (n + _SATURATION) * rarity(stem) for stem, n in weights.items()}
    telling = set(sorted(worth, key=lambda stem: -worth[stem])[:_WORDS])
    return [word for stem, word in written.items() if stem in telling and worth[stem] > 0]


def _may_tell(token: Token) -> bool:
    """Tell whether a word may say something, and means nothing to the query language."""
    return token.text.isalpha() and len(token.exact) >= _SHORTEST and not is_stopword(token.text)


def _quoted(names: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for own in names.values():
        yield from islice((f'"{name}"' for name in own if '"' not in name), _NAMES)


def _words(article: Article) -> frozenset[str]:
    return frozenset(_WORD.findall(f"{article.title} {article.text}"))


def _resemble(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two articles have nearly the same words."""
    few, many = sorted((len(one), len(other)))
    if few < _RESEMBLANCE * many:
        return False
    return len(one & other) >= _RESEMBLANCE * len(one | other)
