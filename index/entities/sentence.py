"""A text as the rules see it: its words, what each may be, what stands between them."""

from typing import NamedTuple

from index.article import Kind
from index.entities.vocabulary import Form, Word
from index.entities.words import DASH, SPACE, UNDERSCORE, Token

JOINING = (SPACE, DASH, UNDERSCORE)


class Sentence(NamedTuple):
    """Parallel lists: ``tokens[i]`` is where word ``i`` stands, ``words[i]`` what it may be."""

    tokens: list[Token]
    words: list[Word]

    def joined(self, index: int) -> bool:
        """Whether word ``index`` exists and follows the one before it in one breath."""
        return index < len(self.tokens) and self.tokens[index].gap in JOINING

    def shown(self, first: Form, start: int, end: int) -> str:
        """The name made of ``first`` and the words after it up to ``end``."""
        return " ".join([first.shown, *(word.whole.shown for word in self.words[start + 1 : end])])


class Span(NamedTuple):
    """Words ``start`` to ``end`` (exclusive) name something."""

    start: int
    end: int
    kind: Kind
    name: str
    listed: bool
    """Whether the name comes from the gazetteer."""
