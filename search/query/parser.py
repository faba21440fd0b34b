"""The query language: a query string becomes a syntax tree.

A recursive-descent parser of our own stands here in place of Whoosh's ``QueryParser``: fuzzed
with plugins for this language, that one raises on 1 to 8 % of inputs, reads ``word AND *`` as
everything, and cannot say where a query goes wrong. What leaves the planner is an ordinary
``whoosh.query`` tree all the same.

Binding, tightest first: field and signs (``title:`` ``+`` ``-`` ``NOT`` ``=``), ``AND``, ``OR``,
standing side by side. Half-written queries read as far as they go (an open parenthesis or
quotation closes at the end, an operator without an operand is ignored), since the search
screen asks at every key.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from index.characters import INVISIBLE
from index.errors import InputMalformed
from index.patterns import pattern
from search.errors import QueryError
from search.query.lexer import DATES, OPERATORS, Kind, Lexeme, scan
from search.query.syntax import (
    All,
    Any,
    Anything,
    Boosted,
    Dates,
    LastRun,
    Must,
    Node,
    Not,
    Pattern,
    Phrase,
    Row,
    Word,
)

if TYPE_CHECKING:  # few queries have dates, and reading them takes a table of patterns
    from index.dates import Period

MAX_DEPTH = 50
"""Maximum depth of nested parentheses and fields."""
MAX_LENGTH = 20_000
"""Maximum number of characters of a query."""
MAX_WORDS = 1024
"""Maximum number of words and ranges of a query, those in quotations included."""
MAX_PATTERNS = 64
"""Maximum number of patterns and near spellings of a query, each a search of all the words."""
MAX_DISTANCE = 2
"""Maximum edit distance of a fuzzy word; a greater one is taken for this."""
MAX_BOOST = 1000.0
"""Maximum boost of a clause; a greater one is taken for this."""
MAX_SLOP = 100
"""Maximum number of words between those of a phrase; a greater one is taken for this."""

LAST_RUN = ("last run", "آخر دفعة", "الدفعة الأخيرة")
"""What stands for the last run of the indexer; a hyphen may stand for a blank."""
_MOST_DATE_WORDS = 5
"""Maximum number of words of a date that is not quoted: 30 تشرين الثاني 2024, آخر سبعة أيام."""
_SURROGATE = pattern("[\ud800-\udfff]")
_PLAIN = pattern(rf'("?)[^\W_ـ{INVISIBLE}]+(?: [^\W_ـ{INVISIBLE}]+)*\1')
_FUZZY = pattern(r"(.*[^~])~+(\d{0,9})", re.DOTALL)
_RANGE = pattern(r"\s+(?:TO|to|To|إلى|الى)(?:\s+|$)|^(?:TO|إلى|الى)\s+")
_COMPARISON = pattern(r"(>=|<=|>|<|=)\s*(.+)", re.DOTALL)
_OPERANDS = {Kind.WORD, Kind.QUOTED, Kind.RANGE, Kind.OPEN, Kind.FIELD}
_PREFIXES = {Kind.NOT, Kind.MINUS, Kind.PLUS, Kind.EXACT}
_OPERATORS = {Kind.AND, Kind.OR, Kind.NOT}


def parse(query: str) -> Node | None:
    """Return the syntax tree of a query, None for an empty one.

    Raises :class:`search.errors.QueryError` when nothing in the query can be searched for, when
    a date cannot be read, or when the query is too long, nested too deep or has too many words or
    patterns.
    """
    if not query.strip():
        return None
    if len(query) > MAX_LENGTH:
        raise QueryError("longer than {number} characters", MAX_LENGTH, number=MAX_LENGTH)
    if (found := _PLAIN.fullmatch(query)) and (node := _plain(query, quoted=bool(found[1]))):
        return node
    # A lone surrogate (a broken paste) could not be encoded as a term.
    lexemes = scan(_SURROGATE.sub("\ufffd", query))
    node = _Parser(lexemes).parse()
    if node is None:
        words = [Lexeme(Kind.WORD, x.text, x.at) for x in lexemes if x.kind in _OPERATORS]
        node = _Parser(words).parse()
    if node is None:
        raise QueryError("nothing to search for; write a word", 0)
    return node


def _plain(query: str, *, quoted: bool) -> Node | None:
    """Return the tree of words with a blank between, as most queries are, without a lexer.

    Return None where one of them is an operator, or there are too many.
    """
    words = query.split(" ")
    if len(words) > MAX_WORDS:
        return None
    if quoted:
        return Phrase(query[1:-1], (0, len(query)))
    if not OPERATORS.isdisjoint(words):
        return None
    found = []
    at = 0
    for word in words:
        found.append(Word(word, (at, at + len(word))))
        at += len(word) + 1
    return found[0] if len(found) == 1 else Row(tuple(found))


class _Parser:
    """Reads the lexemes in one pass, a method for each level of binding; None is no node."""

    def __init__(self, lexemes: list[Lexeme]) -> None:
        self.lexemes = lexemes
        self.i = 0
        self.depth = 0
        self.words = 0
        self.patterns = 0
        self.field: str | None = None

    def parse(self) -> Node | None:
        rows = []
        while self.i < len(self.lexemes):
            rows.append(self.row())
            self.accept(Kind.CLOSE)  # one without its opening is ignored
        return _join(Row, [child for row in rows for child in _children(row)])

    def peek(self) -> Kind | None:
        return self.lexemes[self.i].kind if self.i < len(self.lexemes) else None

    def accept(self, kind: Kind) -> Lexeme | None:
        if self.peek() is not kind:
            return None
        self.i += 1
        return self.lexemes[self.i - 1]

    def row(self) -> Node | None:
        children = []
        while self.peek() not in (None, Kind.CLOSE):
            children.append(self.either())
        return _join(Row, children)

    def either(self) -> Node | None:
        children = [self.both()]
        while self.accept(Kind.OR):
            children.append(self.both())
        return _join(Any, children)

    def both(self) -> Node | None:
        children = [self.signed()]
        while self.accept(Kind.AND):
            children.append(self.signed())
        return _join(All, children)

    def signed(self) -> Node | None:
        negative = must = exact = False
        while (kind := self.peek()) in _PREFIXES:
            negative ^= kind in (Kind.NOT, Kind.MINUS)
            must |= kind is Kind.PLUS
            exact |= kind is Kind.EXACT
            self.i += 1
        if self.peek() not in _OPERANDS:
            return None
        node = self.operand(exact)
        if node is None:
            return None
        if negative:
            return Not(node)
        return Must(node) if must else node

    def operand(self, exact: bool) -> Node | None:
        lexeme = self.lexemes[self.i]
        self.i += 1
        match lexeme.kind:
            case Kind.OPEN:
                return self.group(lexeme)
            case Kind.FIELD:
                return self.fielded(lexeme)
        self.count(lexeme)
        if self.field in DATES:
            return self.dates(lexeme, self.field)
        if lexeme.kind is Kind.QUOTED:
            if not _searchable(lexeme.text):
                return None
            slop = min(lexeme.slop, MAX_SLOP)
            return _boosted(Phrase(lexeme.text, lexeme.at, self.field, exact, slop), lexeme)
        word = _word(lexeme, self.field, exact)
        if isinstance(word, Pattern) or (isinstance(word, Word) and word.distance):
            self.patterns += 1
            if self.patterns > MAX_PATTERNS:
                raise QueryError(
                    "more than {number} patterns and near spellings",
                    lexeme.at[0],
                    number=MAX_PATTERNS,
                )
        return _boosted(word, lexeme)

    def count(self, lexeme: Lexeme) -> None:
        """Count the words of an operand. Raises ``QueryError`` when they have become too many."""
        self.words += max(1, len(lexeme.text.split()))
        if self.words > MAX_WORDS:
            raise QueryError("more than {number} words", lexeme.at[0], number=MAX_WORDS)

    def group(self, opening: Lexeme) -> Node | None:
        self.enter(opening)
        node = self.row()
        self.depth -= 1
        return _boosted(node, self.accept(Kind.CLOSE))

    def fielded(self, name: Lexeme) -> Node | None:
        self.enter(name)
        outer, self.field = self.field, name.text
        node = self.signed()
        self.field = outer
        self.depth -= 1
        return node

    def enter(self, lexeme: Lexeme) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QueryError("nested deeper than {number} levels", lexeme.at[0], number=MAX_DEPTH)

    def dates(self, lexeme: Lexeme, field: str) -> Node:
        if lexeme.kind is Kind.RANGE:
            return replace(_date_range(lexeme), field=field)
        text, at = lexeme.text, lexeme.at
        if set(text) == {"*"}:
            return Anything(at, field)
        for more in range(_MOST_DATE_WORDS - 1, 0, -1):
            words = [lexeme, *self.lexemes[self.i : self.i + more]]
            written = " ".join(word.text for word in words)
            if all(word.kind is Kind.WORD for word in words) and (
                _is_date(written) or _is_last_run(written, field)
            ):
                text, at = written, (at[0], words[-1].at[1])
                self.i += len(words) - 1
                break
        if _is_last_run(text, field):
            return LastRun(at)
        if comparison := _COMPARISON.fullmatch(text):
            bound = _period(comparison[2], at[0], bound=True)
            return replace(_compared(comparison[1], bound, at), field=field)
        period = _period(text, at[0])
        return Dates(period.start, period.end, at, field)


def _children(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    return node.children if isinstance(node, Row) else (node,)


def _join(kind: type[All] | type[Any] | type[Row], nodes: list[Node | None]) -> Node | None:
    """Return the nodes that are not None as one; a single one as it is."""
    present = tuple(node for node in nodes if node is not None)
    if len(present) > 1:
        return kind(present)
    return present[0] if present else None


def _boosted(node: Node | None, end: Lexeme | None) -> Node | None:
    """Return a node with the boost of the lexeme that ends it; what is excluded has none."""
    if node is None or end is None or end.boost == 1 or isinstance(node, Not):
        return node
    factor = min(end.boost, MAX_BOOST)
    if isinstance(node, Must):
        return Must(Boosted(node.child, factor))
    return Boosted(node, factor)


@lru_cache(4096)
def _searchable(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _word(lexeme: Lexeme, field: str | None, exact: bool) -> Node | None:
    text, at = lexeme.text, lexeme.at
    if not _searchable(text):
        return Anything(at, field) if "*" in text else None
    if text.endswith("?") and not set("*?") & set(text[:-1]):
        text = text[:-1]  # a question asked, not a letter left open
    if "*" in text or "?" in text:
        return Pattern(text, at, field, exact)
    if fuzzy := _FUZZY.fullmatch(text):
        distance = min(int(fuzzy[2] or 1), MAX_DISTANCE)
        return Word(fuzzy[1], at, field, exact, distance)
    return Word(text, at, field, exact)


def _is_last_run(text: str, field: str) -> bool:
    from index.dates import fold_date

    return field == "added" and fold_date(text.replace("-", " ")) in map(fold_date, LAST_RUN)


def _is_date(text: str) -> bool:
    from index.dates import parse_period

    comparison = _COMPARISON.fullmatch(text)
    try:
        parse_period(comparison[2] if comparison else text)
    except InputMalformed:
        return False
    return True


def _period(text: str, position: int, *, bound: bool = False) -> "Period":
    from index.dates import parse_period

    try:
        return parse_period(text, bound=bound)
    except InputMalformed as error:
        raise QueryError(error.message.template, position, **error.message.parameters) from None


def _compared(sign: str, period: "Period", at: tuple[int, int]) -> Dates:
    match sign:
        case ">=":
            return Dates(period.start, None, at)
        case "<=":
            return Dates(None, period.end, at)
        case ">":
            return Dates(_moved(period.end, 1), None, at)
        case "<":
            return Dates(None, _moved(period.start, -1), at)
    return Dates(period.start, period.end, at)


def _moved(day: date, by: int) -> date:
    try:
        return day + timedelta(by)
    except OverflowError:
        return day


def _date_range(lexeme: Lexeme) -> Dates:
    """Return the range of ``A TO B``; either end may be left out or be ``*``."""
    ends = _RANGE.split(lexeme.text)
    if len(ends) > 2 or not lexeme.text.strip():
        raise QueryError("a date range is written [2024-11-29 TO 2024-12-01]", lexeme.at[0])
    bound = len(ends) > 1
    periods = [
        None if end.strip() in ("", "*") else _period(end, lexeme.at[0], bound=bound)
        for end in ends
    ]
    first, last = periods[0], periods[-1]
    if first and last and first.start > last.end:
        raise QueryError("the date range ends before it begins", lexeme.at[0])
    return Dates(first.start if first else None, last.end if last else None, lexeme.at)
