"""Says in words where a score comes from: one line for each share."""

from collections.abc import Iterator, Mapping, Sequence

from index.analysis import Analyzer, Token, fold
from index.analysis.open_words import affixes
from index.article import Article
from search.results import Share

_NAMES = {
    "exact": "exact form",
    "lead": "among the first words",
    "pair": "next to each other",
    "written": "as written",
    "date": "date",
    "pattern": "pattern",
    "constant": "constant",
    "matcher": "matcher",
}
"""What the sources of shares are called, where they are not called by their own name."""


def lines(shares: Sequence[Share], texts: Mapping[str, Sequence[Token]]) -> tuple[str, ...]:
    """Return one line for each share, in their order.

    ``texts`` has the tokens of ``title`` and ``body``: a line names a word of the article that
    has the term, and the rules of the analysis that led to it.
    """
    return tuple(f"{_said(share, texts)}: {share.score:.3f}" for share in shares)


def explanation(article: Article, shares: Sequence[Share], analyzer: Analyzer) -> tuple[str, ...]:
    """Return what the shares of an article's score say, one line for each."""
    return lines(shares, {"title": analyzer(article.title), "body": analyzer(article.text)})


def _form_of(term: str, label: str) -> str:
    """Return why a stem is a form of the word asked for, empty for any other."""
    asked = fold(label)
    for word in (asked, *(term[start:] for start in range(len(term) - 2))):
        found = affixes(word, term)
        if found and (word == asked or affixes(word, asked)):
            parts = filter(None, (found.proclitics, word, found.ending))
            return f"in this index: {term} = {' + '.join(parts)}"
    return ""


def _said(share: Share, texts: Mapping[str, Sequence[Token]]) -> str:
    if share.source == "meaning":
        return "nearness of meaning"
    if share.source == "cluster":
        return "as the cluster ranks what is below the best"
    if share.source == "age":
        return "older than the newest article"
    name = _NAMES.get(share.source, share.source)
    where = "" if share.field in ("", share.source) else f"{share.field}, "
    said = " ".join((f"{share.label} → {where}{name}", *_term(share, texts)))
    if share.source == "stem" and (form := _form_of(share.term, share.label)):
        said += f" ({form})"
    if share.frequency:
        said += f", tf {share.frequency}"
    if share.idf:
        said += f", idf {share.idf:.2f}"
    return said


def _term(share: Share, texts: Mapping[str, Sequence[Token]]) -> Iterator[str]:
    """Yield the term, and how the article writes it and why that is the term."""
    if share.term:
        yield share.term
    for token in texts.get(share.field, ()):
        if share.term in (token.stems if share.source != "exact" else (token.exact,)):
            yield f"as {token.text}"
            if token.rules:
                yield f"({', '.join(token.rules)})"
            return
