"""Names of the gazetteer in a text: the longest that fits, guarded by what stands before."""

from index.entities import lexicon as lx
from index.entities.sentence import Sentence, Span
from index.entities.words import QUOTE

_OPENERS = lx.PLACE_NOUN | lx.WEAK_ORG | lx.STRONG_ORG


class Gazetteer:
    """Looks up what begins at a word."""

    def __init__(self) -> None:
        self._heads = lx.lexicon().heads

    def match(self, sentence: Sentence, start: int) -> Span | None:
        """The longest listed name at word ``start``."""
        word = sentence.words[start]
        best: Span | None = None
        for form in (word.whole, word.bare):
            if form is None or not form.flags & lx.HEAD:
                continue
            for entry in self._heads[form.key]:
                end = start + 1 + len(entry.rest)
                if best is not None and end <= best.end:
                    break
                if self._follows(sentence, start, entry.rest) and (
                    not entry.guard or self._guarded(sentence, start, entry)
                ):
                    name = entry.name or sentence.shown(form, start, end)
                    best = Span(start, end, entry.kind, name, listed=bool(entry.name))
                    break
        return best

    @staticmethod
    def _follows(sentence: Sentence, start: int, rest: tuple[str, ...]) -> bool:
        at = start
        for key in rest:
            at += 1
            if not sentence.joined(at) or sentence.words[at].whole.key != key:
                return False
        return True

    @staticmethod
    def _guarded(sentence: Sentence, start: int, entry: lx.Entry) -> bool:
        """Whether the words before let an ambiguous name be one."""
        token = sentence.tokens[start]
        if entry.kind == "org" and token.gap == QUOTE:
            return True
        if start == 0:
            return False
        before = sentence.words[start - 1]
        if not sentence.joined(start) or sentence.words[start].bare is not None:
            return False
        if before.flags & _OPENERS and entry.guard:
            return bool(before.flags & lx.PLACE_NOUN) is (entry.kind == "place")
        return entry.guard == 1 and bool(before.whole.flags & lx.CUE)
