"""Words as the rules see them: what each may be, and what stands between them."""

from typing import NamedTuple

from index.article import Kind
from index.entities.readings import Form, Word
from index.entities.scanner import DASH, SPACE, UNDERSCORE

JOINING = (SPACE, DASH, UNDERSCORE)


class Sentence(NamedTuple):
    """Parallel lists: ``words[i]`` is what word ``i`` may be, ``gaps[i]`` what stands before it.

    ``numbers[i]`` is the number of the word as written. ``gaps`` has one entry more: what stands
    after the last word.
    """

    numbers: list[int]
    gaps: list[int]
    words: list[Word]

    def joined(self, index: int) -> bool:
        """Whether word ``index`` exists and follows the one before it in one breath."""
        return self.gaps[index] in JOINING

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
