"""Articles like one, by the words that tell most about it, and its names.

That is relevance feedback (Salton and Buckley 1990) with the article as the only example; what a
word tells is its frequency, saturated, times its inverse document frequency. Of articles that say
nearly the same, by the overlap of their words (Broder 1997: resemblance), the best is listed.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from math import log1p

from index.analysis import Token, is_stopword
from index.article import Article
from index.facets import KINDS
from index.schema import STEM_SUFFIX, TEXT_FIELDS
from search.generation import Generation
from search.results import Filters, Similar

_WORDS = 24
_NAMES = 4
"""Of each kind."""
_SHORTEST = 3
_TITLE = 3.0
"""What a word of the title counts, of the body 1."""
_SATURATION = 1.2
_RESEMBLANCE = 0.8
_SPARE = 3
"""So many times more articles than asked for are looked at, since some may be copies."""


def similar(state: Generation, docnum: int, limit: int) -> Similar:
    """Return what is like a document; see :meth:`search.engine.Engine.similar`."""
    article = state.snapshot.article(docnum)
    query = " ".join(dict.fromkeys((*_telling_words(state, article), *_names(state, docnum))))
    if not query or limit < 1:
        return Similar(query, (), {})
    answer = state.answer(query, Filters(), "any", exact=False)
    docs, scores = state.top(answer, "relevance", _SPARE * limit + 1)
    kept: list[tuple[str, frozenset[str]]] = [(article.id, _words(state, article))]
    places: list[int] = []
    copies: dict[str, tuple[str, ...]] = {}
    for place, doc in enumerate(docs.tolist()):
        if doc == docnum:
            continue
        other = state.snapshot.article(doc)
        words = _words(state, other)
        if same := next((own for own, known in kept if _resemble(words, known)), None):
            copies[same] = (*copies.get(same, ()), other.id)
        elif len(places) < limit:
            kept.append((other.id, words))
            places.append(place)
    hits = state.hits(answer, docs[places], scores[places], 1, explain=False)
    return Similar(query, tuple(hits), copies)


def _telling_words(state: Generation, article: Article) -> list[str]:
    """Return the words that tell most about an article, as it writes them and in its order."""
    weights: defaultdict[str, float] = defaultdict(float)
    written: dict[str, str] = {}
    for text, weight in ((article.title, _TITLE), (article.text[article.lead :], 1.0)):
        for token in state.analyzer(text):
            if _may_tell(token):
                weights[token.stems[0]] += weight
                # AND and OR mean something to the query language.
                written.setdefault(token.stems[0], token.text.lower())
    worth = {stem: n / (n + _SATURATION) * _rarity(state, stem) for stem, n in weights.items()}
    telling = set(sorted(worth, key=lambda stem: -worth[stem])[:_WORDS])
    return [word for stem, word in written.items() if stem in telling and worth[stem] > 0]


def _may_tell(token: Token) -> bool:
    """Tell whether a word says something, and nothing that the query language reads."""
    return token.text.isalpha() and len(token.exact) >= _SHORTEST and not is_stopword(token.text)


def _rarity(state: Generation, stem: str) -> float:
    """Return the inverse document frequency of a stem, 0 for one that no other article has."""
    frequency = max(state.executor.frequency(name + STEM_SUFFIX, stem) for name in TEXT_FIELDS)
    return log1p(state.snapshot.doc_count / frequency) if frequency > 1 else 0.0


def _names(state: Generation, docnum: int) -> Iterator[str]:
    for kind in KINDS:
        names = (f'"{name}"' for name in state.values(kind, docnum) if '"' not in name)
        yield from islice(names, _NAMES)


def _words(state: Generation, article: Article) -> frozenset[str]:
    tokens = state.analyzer(f"{article.title} {article.text}")
    return frozenset(token.exact for token in tokens)


def _resemble(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two articles have nearly the same words."""
    return len(one & other) >= _RESEMBLANCE * len(one | other)
