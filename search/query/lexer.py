"""Cuts a query into lexemes: words, quoted phrases, parentheses, field names, signs.

No query is an error here: what is no syntax is part of a word or skipped as punctuation. Arabic
and Latin quotation marks are quotes, ``،`` ``؛`` ``؟`` separate words, and the bidi controls that
copied text brings along are skipped before a word.
"""

import re
from enum import Enum, auto
from typing import NamedTuple

from index.characters import INVISIBLE
from index.facets import TABLE
from search.results import Span

FIELDS = {
    **{name: facet.name for facet in TABLE for name in (facet.name, *facet.arabic)},
    **dict.fromkeys(("title", "عنوان"), "title"),
    **dict.fromkeys(("date", "تاريخ"), "date"),
}
"""Names that may stand before a colon, and the field that each means."""


class Kind(Enum):
    """Kinds of lexemes."""

    WORD = auto()
    QUOTED = auto()
    RANGE = auto()
    OPEN = auto()
    CLOSE = auto()
    FIELD = auto()
    PLUS = auto()
    MINUS = auto()
    EXACT = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


class Lexeme(NamedTuple):
    """A piece of a query; ``text`` is a word, the inside of quotes or brackets, or a field.

    ``boost`` is of the clause that ends with it, a word, a quotation or a parenthesis; the text
    that says so, ``^2``, is no part of ``at``.
    """

    kind: Kind
    text: str
    at: Span
    slop: int = 0
    boost: float = 1.0


_DOUBLE = '"“”„‟'
_CLOSING = {**dict.fromkeys(_DOUBLE, _DOUBLE), "«": "»", "»": "«"}
_QUOTES = "".join(_CLOSING)
_SEPARATOR = re.compile(rf"[\s،؛؟{INVISIBLE}]+")
_WORD = re.compile(rf"[^\s،؛؟(){_QUOTES}]+")
_FIELD = re.compile(r"([^\W\d_]+):")
_VALUE_AHEAD = re.compile(rf"\s+[({_QUOTES}]")
_DATE_AHEAD = re.compile(rf"\s*[\[{_QUOTES}(\d<>]")
_BRACKETS = re.compile(r"\[([^\]\[]*)(?:\]|$)")
_COMPARISON_GAP = re.compile(r"(?:>=|<=|>|<|=)\s+(?=\d)")
_SLOP = re.compile(r"~(\d{1,9})")
_BOOST = re.compile(rf"\^(\d{{1,9}}(?:[.٫]\d{{1,9}})?)(?=[\s،؛؟(){_QUOTES}]|$)")
_BOOSTED = {Kind.WORD, Kind.QUOTED, Kind.CLOSE}
_SIGNS = {"+": Kind.PLUS, "-": Kind.MINUS, "=": Kind.EXACT}
_LATIN_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_ARABIC_OPERATORS = {"و": Kind.AND, "أو": Kind.OR, "او": Kind.OR, "وليس": Kind.NOT}


def scan(query: str) -> list[Lexeme]:
    """Return the lexemes of a query, in order."""
    lexemes: list[Lexeme] = []
    at = 0
    while at < len(query):
        if skipped := _SEPARATOR.match(query, at):
            at = skipped.end()
            continue
        lexeme = _next(query, at, lexemes[-1] if lexemes else None)
        if lexeme is None:
            at += 1
            continue
        at = lexeme.at[1]
        if lexeme.kind in _BOOSTED and (boost := _BOOST.match(query, at)):
            lexeme = lexeme._replace(boost=float(boost[1].replace("٫", ".")))
            at = boost.end()
        lexemes.append(lexeme)
    return _with_operators(lexemes)


def _next(query: str, at: int, last: Lexeme | None) -> Lexeme | None:
    char = query[at]
    if char in "()":
        return Lexeme(Kind.OPEN if char == "(" else Kind.CLOSE, char, (at, at + 1))
    if char in _CLOSING:
        return _quotation(query, at)
    glued = at + 1 < len(query) and not query[at + 1].isspace()
    if char in _SIGNS and glued and _starts_clause(query, at, last):
        return Lexeme(_SIGNS[char], char, (at, at + 1))
    after_date = (
        last is not None
        and last.kind is Kind.FIELD
        and last.text == "date"
        and not query[last.at[1] : at].strip()
    )
    if after_date and (found := _BRACKETS.match(query, at)):
        return Lexeme(Kind.RANGE, found[1], found.span())
    if (found := _FIELD.match(query, at)) and (field := FIELDS.get(found[1].casefold())):
        end = found.end()
        glued = end < len(query) and not query[end].isspace()
        ahead = _DATE_AHEAD if field == "date" else _VALUE_AHEAD
        if glued or ahead.match(query, end):
            return Lexeme(Kind.FIELD, field, found.span())
    gap = _COMPARISON_GAP.match(query, at) if after_date else None
    found = _WORD.match(query, gap.end() if gap else at)
    if found is None:
        return None
    end = found.end()
    if boost := _BOOST.search(query, at + 1, end):
        end = boost.start()
    return Lexeme(Kind.WORD, query[at:end], (at, end))


def _starts_clause(query: str, at: int, last: Lexeme | None) -> bool:
    """Tell whether a sign stands before a clause, not glued to the end of one: ``"a"-b``."""
    return (
        last is None
        or last.at[1] < at
        or last.kind not in (Kind.WORD, Kind.QUOTED, Kind.CLOSE, Kind.RANGE)
    )


def quoted(value: str) -> str:
    """Return a value as a quotation; with both kinds of quotes inside, straight ones are lost."""
    if '"' in value and "»" not in value:
        return f"«{value}»"
    return '"' + value.replace('"', " ") + '"'


def _quotation(query: str, at: int) -> Lexeme | None:
    """Return a quotation. One that is never closed runs to the end, unless it is in a word."""
    closing = _CLOSING[query[at]]
    ends = [found for mark in closing if (found := query.find(mark, at + 1)) >= 0]
    if not ends:
        if at and query[at - 1].isalnum():
            return None
        return Lexeme(Kind.QUOTED, query[at + 1 :], (at, len(query)))
    end = min(ends)
    slop = _SLOP.match(query, end + 1)
    after = slop.end() if slop else end + 1
    return Lexeme(Kind.QUOTED, query[at + 1 : end], (at, after), int(slop[1]) if slop else 0)


def _with_operators(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Return the lexemes with those words that are operators marked so.

    Arabic operators are everyday words, so they count only between parentheses or quotations.
    """
    out: list[Lexeme] = []
    for i, lexeme in enumerate(lexemes):
        kind: Kind | None = None
        if lexeme.kind is Kind.WORD:
            kind = _LATIN_OPERATORS.get(lexeme.text)
            before = lexemes[i - 1].kind if i else None
            if before in (Kind.CLOSE, Kind.QUOTED) and _opens_group(lexemes, i + 1):
                kind = kind or _ARABIC_OPERATORS.get(lexeme.text)
        out.append(lexeme._replace(kind=kind) if kind else lexeme)
    return out


def _opens_group(lexemes: list[Lexeme], i: int) -> bool:
    if i < len(lexemes) and lexemes[i].kind is Kind.FIELD:
        i += 1
    return i < len(lexemes) and lexemes[i].kind in (Kind.OPEN, Kind.QUOTED)
