"""Says where a score comes from: every term that added to it, and by how much."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from index.analysis import Token
from index.schema import ROOT_FIELD, STEM_SUFFIX
from search.execute.docset import DocSet
from search.execute.executor import Executor
from search.execute.word import Word
from search.plan.clause import Clause

_LEAST = 0.0005


@dataclass(frozen=True, slots=True)
class Part:
    """One term's share of a score; ``frequency`` and ``idf`` are 0 for a constant share."""

    field: str
    term: str
    score: float
    frequency: int = 0
    idf: float = 0.0


def parts(executor: Executor, query: Any, doc: int) -> list[Part] | None:
    """Return the shares that add up to a document's score, None when it does not match."""
    match query:
        case wq.Term():
            return _term(executor, query.fieldname, query.text, query.boost, doc)
        case Word():
            return _word(executor, query, doc)
        case wq.And():
            shares = [parts(executor, child, doc) for child in query.subqueries]
            return None if None in shares else _scaled(_joined(shares), query.boost)
        case wq.Or():
            shares = [parts(executor, child, doc) for child in query.subqueries]
            matched = [share for share in shares if share is not None]
            return _scaled(_joined(matched), query.boost) if matched else None
        case wq.AndMaybe():
            required = parts(executor, query.a, doc)
            return None if required is None else required + (parts(executor, query.b, doc) or [])
        case _ if not _matches(executor, query, doc):
            return None
        case wq.Phrase():
            shares = [_term(executor, query.fieldname, w, query.boost, doc) for w in query.words]
            return _joined(shares)
        case SpanNear2():
            return _joined([parts(executor, place, doc) for place in query.qs])
        case wq.MultiTerm():
            return [Part(query.fieldname, query.text, query.boost)]
    return []


def lines(
    shares: Sequence[Part],
    score: float,
    clauses: Sequence[Clause],
    texts: Mapping[str, Sequence[Token]],
) -> tuple[str, ...]:
    """Return one line for each share, the largest first, and one for the rest of the score.

    ``texts`` has the tokens of ``title`` and ``body``, to name a word of the article that
    the term stands for and the rules that led to it.
    """
    out = []
    for share in sorted(shares, key=lambda part: -part.score):
        field = share.field.removesuffix(STEM_SUFFIX)
        stem = field != share.field
        view = "root" if field == ROOT_FIELD else "stem" if stem else "exact"
        label = next((c.label for c in clauses if _asks(c, share.term, stem)), share.term)
        line = f"{label} → {field}, {view} {share.term}"
        for token in texts.get(field, ()):
            if share.term in (token.stems if stem else (token.exact,)):
                rules = f" ({', '.join(token.rules)})" if token.rules else ""
                line += f" as {token.text}{rules}"
                break
        if share.frequency:
            line += f", tf {share.frequency}, idf {share.idf:.2f}"
        out.append(f"{line}: {share.score:.3f}")
    rest = score - sum(share.score for share in shares)
    if shares and rest > _LEAST:
        out.append(f"words at the beginning, or next to each other as asked: {rest:.3f}")
    return tuple(out)


def _asks(clause: Clause, term: str, stem: bool) -> bool:
    view = "stem" if stem else "exact"
    return any(
        probe.view == view and any(term in place for place in probe.places)
        for probe in clause.probes
    )


def _term(
    executor: Executor, field: str, text: str | bytes, boost: float, doc: int
) -> list[Part] | None:
    term = wq.Term(field, text, boost)
    if not _matches(executor, term, doc):
        return None
    (score,) = executor.scores(term, _only(executor, doc))
    name = text.encode() if isinstance(text, str) else text
    postings = executor.arrays.docs(field, name)
    frequency = executor.arrays.freqs(field, name)[postings.searchsorted(doc)]
    idf = executor.idf(field, name)
    return [Part(field, name.decode(), float(score), int(frequency), idf)]


def _word(executor: Executor, word: Word, doc: int) -> list[Part] | None:
    """Divide what a word scores among the terms that speak for it."""
    if not _matches(executor, word, doc):
        return None
    (score,) = executor.scores(word, _only(executor, doc))
    counted = []
    for field, term, weight in word.parts[0].evidence:
        postings = executor.arrays.docs(field, term)
        at = int(postings.searchsorted(doc))
        if at < len(postings) and postings[at] == doc:
            frequency = int(executor.arrays.freqs(field, term)[at])
            counted.append((field, term, weight * frequency, frequency))
    total = sum(weighed for _, _, weighed, _ in counted)
    return [
        Part(
            field,
            term.decode(),
            float(score) * weighed / total,
            frequency,
            executor.words.weight(word),
        )
        for field, term, weighed, frequency in counted
    ]


def _matches(executor: Executor, query: Any, doc: int) -> bool:
    return len(executor.docs(query) & _only(executor, doc)) > 0


def _only(executor: Executor, doc: int) -> DocSet:
    return DocSet(executor.arrays.size, ids=np.array([doc], np.int32))


def _joined(shares: Iterable[list[Part] | None]) -> list[Part]:
    return [part for share in shares for part in share or ()]


def _scaled(shares: list[Part], boost: float) -> list[Part]:
    return [replace(part, score=part.score * boost) for part in shares]
