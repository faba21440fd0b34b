"""Cuts a query into lexemes: words, quoted phrases, parentheses, field names, signs.

No query is an error here: what is no syntax is part of a word or skipped as punctuation. Arabic
and Latin quotation marks are quotes, and ``،`` ``؛`` ``؟`` separate words. What cannot be seen, as
the direction marks of copied text, and vowel signs are read as if they were not there, wherever
they stand: on an Arabic keyboard the key of ``~`` writes a shadda.
"""

from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from index.characters import COMBINING_HAMZA, UNSEEN
from index.facets import FACETS, TABLE
from index.patterns import pattern
from search.results import Span

OWN = "own"
"""The field of the user's own tags."""
FIELDS = {
    **{name: facet.name for facet in TABLE for name in (facet.name, *facet.arabic)},
    **dict.fromkeys(("title", "عنوان"), "title"),
    **dict.fromkeys(("date", "تاريخ"), "date"),
    **dict.fromkeys(("own", "وسمي"), OWN),
    **dict.fromkeys(("added", "أضيف", "اضيف"), "added"),
}
"""Names that may stand before a colon, and the field that each means."""

VALUED = frozenset({*FACETS, OWN})
"""The fields whose values are whole, and not words of a text."""
DATES = ("date", "added")
"""The fields whose values are days."""


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

    ``at`` is its place in the query as written. ``boost`` is of the clause that ends with it, a
    word, a quotation or a parenthesis; the text that says so, ``^2``, is no part of ``at``.
    """

    kind: Kind
    text: str
    at: Span
    slop: int = 0
    boost: float = 1.0


_DOUBLE = '"“”„‟'
_CLOSING = {**dict.fromkeys(_DOUBLE, _DOUBLE), "«": "»", "»": "«"}
_QUOTES = "".join(_CLOSING)
_UNSEEN = pattern(f"(?![{COMBINING_HAMZA}])[{UNSEEN}]")
"""What is left out of a query; a hamza on its own makes another letter of the one below it."""
_SEPARATOR = pattern(r"[\s،؛؟]+")
_WORD = pattern(rf"[^\s،؛؟(){_QUOTES}]+")
_FIELD = pattern(r"([^\W\d_]+):")
_VALUE_AHEAD = pattern(rf"\s+[({_QUOTES}]")
_DATE_AHEAD = pattern(rf"\s*[\[{_QUOTES}(\d<>]")
_BRACKETS = pattern(r"\[([^\]\[]*)(?:\]|$)")
_COMPARISON_GAP = pattern(r"(?:>=|<=|>|<|=)\s+(?=\d)")
_SLOP = pattern(r"~(\d{1,9})")
_BOOST = pattern(rf"\^(\d{{1,9}}(?:[.٫]\d{{1,9}})?)(?=[\s،؛؟(){_QUOTES}]|$)")
_BOOSTED = {Kind.WORD, Kind.QUOTED, Kind.CLOSE}
_OPERAND_ENDS = {Kind.WORD, Kind.QUOTED, Kind.RANGE, Kind.CLOSE}
_OPERAND_BEGINS = {Kind.WORD, Kind.QUOTED, Kind.OPEN, Kind.FIELD}
_SIGNS = {"+": Kind.PLUS, "-": Kind.MINUS, "=": Kind.EXACT}
_LATIN_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_ARABIC_OPERATORS = {"و": Kind.AND, "أو": Kind.OR, "او": Kind.OR, "وليس": Kind.NOT}
OPERATORS = frozenset(_LATIN_OPERATORS)
"""Words that are operators wherever they stand."""


def scan(query: str) -> list[Lexeme]:
    """Return the lexemes of a query, in order."""
    seen, places = _seen(query)
    lexemes: list[Lexeme] = []
    at = 0
    while at < len(seen):
        if skipped := _SEPARATOR.match(seen, at):
            at = skipped.end()
            continue
        lexeme = _next(seen, at, lexemes[-1] if lexemes else None)
        if lexeme is None:
            at += 1
            continue
        at = lexeme.at[1]
        if lexeme.kind in _BOOSTED and (boost := _BOOST.match(seen, at)):
            lexeme = lexeme._replace(boost=float(boost[1].replace("٫", ".")))
            at = boost.end()
        lexemes.append(lexeme)
    return [_in_place(lexeme, query, places) for lexeme in _with_operators(lexemes)]


def _seen(query: str) -> tuple[str, Sequence[int]]:
    """Return what is seen of a query, and the place in it of each character and of the end."""
    if query.isascii() or not _UNSEEN.search(query):
        return query, range(len(query) + 1)
    gone = {found.start() for found in _UNSEEN.finditer(query)}
    kept = [i for i in range(len(query)) if i not in gone]
    return "".join([query[i] for i in kept]), [*kept, len(query)]


def _in_place(lexeme: Lexeme, query: str, places: Sequence[int]) -> Lexeme:
    """Return a lexeme at its place in the query as written; a quotation keeps what is unseen."""
    start, end = lexeme.at
    text = lexeme.text
    if lexeme.kind is Kind.QUOTED:
        text = query[places[start] + 1 : places[start + 1 + len(text)]]
    return lexeme._replace(text=text, at=(places[start], places[end]))


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
        and last.text in DATES
        and not query[last.at[1] : at].strip()
    )
    if after_date and (found := _BRACKETS.match(query, at)):
        return Lexeme(Kind.RANGE, found[1], found.span())
    if (found := _FIELD.match(query, at)) and (field := _field(found[1].casefold())):
        end = found.end()
        glued = end < len(query) and not query[end].isspace()
        ahead = _DATE_AHEAD if field in DATES else _VALUE_AHEAD
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


def _field(name: str) -> str | None:
    """Return the field that a name before a colon means; it may have its *and* in front."""
    return FIELDS.get(name) or FIELDS.get(name.removeprefix("و"))


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

    Arabic operators are everyday words. They count between parentheses, quotations and clauses of
    fields, before any name of a field, and inside the parentheses of a field.
    """
    out: list[Lexeme] = []
    inside = _inside_fields(lexemes)
    for i, lexeme in enumerate(lexemes):
        kind: Kind | None = None
        if lexeme.kind is Kind.WORD:
            kind = _LATIN_OPERATORS.get(lexeme.text)
            arabic = _ARABIC_OPERATORS.get(lexeme.text)
            if arabic and _joins(lexemes, i, inside=inside[i]):
                kind = kind or arabic
        out.append(lexeme._replace(kind=kind) if kind else lexeme)
    return out


def _joins(lexemes: list[Lexeme], i: int, *, inside: bool) -> bool:
    """Tell whether what stands around a word leaves no doubt that it joins two clauses."""
    before = lexemes[i - 1].kind if i else None
    kinds = (lexemes[j].kind for j in range(i + 1, len(lexemes)))
    after = next((kind for kind in kinds if kind not in _SIGNS.values()), None)
    if before not in _OPERAND_ENDS or after not in _OPERAND_BEGINS:
        return False
    if inside or after is Kind.FIELD:
        return True
    fielded = i > 1 and lexemes[i - 2].kind is Kind.FIELD
    return after is not Kind.WORD and (fielded or before is not Kind.WORD)


def _inside_fields(lexemes: list[Lexeme]) -> list[bool]:
    """Tell of each lexeme whether it stands in the parentheses of a field."""
    inside: list[bool] = []
    open_ones: list[bool] = []
    for i, lexeme in enumerate(lexemes):
        if lexeme.kind is Kind.CLOSE and open_ones:
            open_ones.pop()
        inside.append(bool(open_ones) and open_ones[-1])
        if lexeme.kind is Kind.OPEN:
            fielded = i > 0 and lexemes[i - 1].kind is Kind.FIELD
            open_ones.append(fielded or inside[-1])
    return inside
