"""Synonyms: words or rows of words that a query may stand for one another.

Applied when a query is read, never to an index. A file has one group a line, its members
separated by commas (Arabic or Latin), each of one word or several; all members mean each
other, or with ``=>`` what stands before it is also looked for as what stands after it.
``#`` begins a comment.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from index.analysis.token import Token
from index.errors import InputMalformed
from index.patterns import pattern

MONTHS = """
ديسمبر، كانون الأول
يناير، كانون الثاني
أكتوبر، تشرين الأول
نوفمبر، تشرين الثاني
"""
"""Synonym file of the months with a name of two words; names of one word share a stem anyway."""

_COMMA = pattern("[,،]")
_MOST_WORDS = 8
"""Number of words of the longest member of a group."""

Analyze = Callable[[str], list[Token]]
_Phrase = tuple[frozenset[str], ...]
"""For each word of a member the terms of the stem view."""


class Expansion(NamedTuple):
    """``tokens[start:end]`` of a query may stand for any of ``others``, as the file writes them."""

    start: int
    end: int
    others: tuple[str, ...]


class Synonyms:
    """Groups of synonyms, asked with the tokens of a query."""

    def __init__(self, text: str, analyze: Analyze) -> None:
        """Read a synonym file's ``text``; raise ``InputMalformed`` where it cannot be read."""
        self._by_first: dict[str, list[tuple[_Phrase, tuple[str, ...]]]] = {}
        for number, line in enumerate(text.splitlines(), 1):
            for member, others in _pairs(line.partition("#")[0], number):
                row = tuple(frozenset(token.stems) for token in analyze(member))
                if not row:
                    raise InputMalformed(
                        "line {number}: {member} has no word in it",
                        number=number,
                        member=repr(member),
                    )
                if len(row) > _MOST_WORDS:
                    raise InputMalformed(
                        "line {number}: more than {most} words: {member}",
                        number=number,
                        most=_MOST_WORDS,
                        member=repr(member),
                    )
                for stem in row[0]:
                    self._by_first.setdefault(stem, []).append((row, others))

    def __call__(self, tokens: Sequence[Token]) -> list[Expansion]:
        """Return the expansions of the tokens (one a position), the longest ones, in order."""
        found: list[Expansion] = []
        if not any(stem in self._by_first for token in tokens for stem in token.stems):
            return found
        at = 0
        while at < len(tokens):
            length, others = self._longest(tokens, at)
            if others:
                found.append(Expansion(at, at + length, others))
            at += max(length, 1)
        return found

    def _longest(self, tokens: Sequence[Token], at: int) -> tuple[int, tuple[str, ...]]:
        length, others = 0, dict[str, None]()
        rows = {id(entry): entry for s in tokens[at].stems for entry in self._by_first.get(s, ())}
        for row, meant in rows.values():
            here = tokens[at : at + len(row)]
            if len(here) < max(len(row), length):
                continue
            if all(terms & set(token.stems) for terms, token in zip(row, here, strict=True)):
                if len(row) > length:
                    length, others = len(row), {}
                others |= dict.fromkeys(meant)
        return length, tuple(others)


def _pairs(line: str, number: int) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Return the members of a line that a query may have, each with what it stands for as well."""
    if not line.strip():
        return ()
    sides = [_members(side, number) for side in line.split("=>")]
    if len(sides) > 2:
        raise InputMalformed("line {number}: more than one =>", number=number)
    if len(sides) == 2:
        return [(member, tuple(sides[1])) for member in sides[0]]
    if len(sides[0]) < 2:
        raise InputMalformed(
            "line {number}: a group needs two members or more, with commas between", number=number
        )
    return [(one, tuple(other for other in sides[0] if other != one)) for one in sides[0]]


def _members(side: str, number: int) -> list[str]:
    members = [member.strip() for member in _COMMA.split(side)]
    if not all(members):
        raise InputMalformed(
            "line {number}: nothing between two commas, or beside =>", number=number
        )
    return list(dict.fromkeys(members))
