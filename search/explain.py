"""Says where a score comes from: every term that added to it, and by how much."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from index.analysis import Token
from index.schema import STEM_SUFFIX
from search.execute import LeafExecutor
from search.plan import Clause


@dataclass(frozen=True, slots=True)
class Part:
    """One term's share of a score; ``frequency`` and ``idf`` are 0 for a constant share."""

    field: str
    term: str
    score: float
    frequency: int = 0
    idf: float = 0.0


def parts(leaf: LeafExecutor, query: Any, doc: int) -> list[Part] | None:
    """Return the shares that add up to a document's score, None when it does not match."""
    match query:
        case wq.Term():
            return _term(leaf, query.fieldname, query.text, query.boost, doc)
        case wq.And():
            shares = [parts(leaf, child, doc) for child in query.subqueries]
            return None if None in shares else _scaled(_joined(shares), query.boost)
        case wq.Or():
            shares = [parts(leaf, child, doc) for child in query.subqueries]
            matched = [share for share in shares if share is not None]
            return _scaled(_joined(matched), query.boost) if matched else None
        case wq.AndMaybe():
            required = parts(leaf, query.a, doc)
            return None if required is None else required + (parts(leaf, query.b, doc) or [])
        case _ if not _has(leaf.run(query).docs, doc):
            return None
        case wq.Phrase():
            shares = [_term(leaf, query.fieldname, w, query.boost, doc) for w in query.words]
            return _joined(shares)
        case SpanNear2():
            return _joined([parts(leaf, place, doc) for place in query.qs])
        case wq.MultiTerm():
            return [Part(query.fieldname, query.text, query.boost)]
    return []


def lines(
    shares: Iterable[Part], clauses: Sequence[Clause], texts: Mapping[str, Sequence[Token]]
) -> tuple[str, ...]:
    """Return one line for each share, the largest first.

    ``texts`` has the tokens of ``title`` and ``body``, to name a word of the article that
    the term stands for and the rules that led to it.
    """
    out = []
    for share in sorted(shares, key=lambda part: -part.score):
        field = share.field.removesuffix(STEM_SUFFIX)
        stem = field != share.field
        label = next((c.label for c in clauses if _asks(c, share.term, stem)), share.term)
        line = f"{label} → {field}, {'stem' if stem else 'exact'} {share.term}"
        for token in texts.get(field, ()):
            if share.term in (token.stems if stem else (token.exact,)):
                rules = f" ({', '.join(token.rules)})" if token.rules else ""
                line += f" as {token.text}{rules}"
                break
        if share.frequency:
            line += f", tf {share.frequency}, idf {share.idf:.2f}"
        out.append(f"{line}: {share.score:.3f}")
    return tuple(out)


def _asks(clause: Clause, term: str, stem: bool) -> bool:
    view = "stem" if stem else "exact"
    return any(
        probe.view == view and any(term in place for place in probe.places)
        for probe in clause.probes
    )


def _term(
    leaf: LeafExecutor, field: str, text: str | bytes, boost: float, doc: int
) -> list[Part] | None:
    term = text if isinstance(text, bytes) else text.encode()
    docs, scores = leaf.term(field, term, boost)
    if not _has(docs, doc):
        return None
    at = int(np.searchsorted(docs, doc))
    frequency = int(leaf.postings.term(field, term).weights[at])
    share = Part(field, term.decode(), float(scores[at]), frequency, leaf.owner.idf(field, term))
    return [share]


def _has(docs: Any, doc: int) -> bool:
    at = int(np.searchsorted(docs, doc))
    return at < len(docs) and int(docs[at]) == doc


def _joined(shares: Iterable[list[Part] | None]) -> list[Part]:
    return [part for share in shares for part in share or ()]


def _scaled(shares: list[Part], boost: float) -> list[Part]:
    return [replace(part, score=part.score * boost) for part in shares]
