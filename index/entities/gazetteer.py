"""Names of the gazetteer in a text: the longest that fits, guarded by what stands before."""

from index.entities import classes as lx
from index.entities.scanner import HASH, QUOTE, STOP
from index.entities.sentence import Sentence, Span

_SOURCES = lx.WEAK_ORG | lx.STRONG_ORG | lx.TITLE | lx.SPEECH


class Gazetteer:
    """Looks up what begins at a word."""

    def __init__(self) -> None:
        self._heads, self._alone = lx.lexicon().heads, lx.lexicon().alone
        self._second = lx.lexicon().second

    def match(self, sentence: Sentence, start: int, *, sure: bool = False) -> Span | None:
        """The longest listed name at word ``start``; ``sure`` when it is known to be a name."""
        word = sentence.words[start]
        best: Span | None = None
        adjective = _describes(sentence, start)
        following = sentence.words[start + 1].whole.key if sentence.joined(start + 1) else None
        for form in (word.whole, word.bare):
            if form is None or not form.flags & lx.HEAD:
                continue
            goes_on = following in self._second[form.key]
            for entry in (self._heads if goes_on else self._alone)[form.key]:
                end = start + 1 + len(entry.rest)
                if best is not None and end <= best.end:
                    break
                if adjective and not entry.rest and entry.kind == "place":
                    continue
                if self._follows(sentence, start, entry.rest) and (
                    sure
                    or (not entry.guard and not entry.before)
                    or self._guarded(sentence, start, entry)
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
        end = start + 1 + len(entry.rest)
        if entry.kind == "org" and _set_apart(sentence, start, end):
            return True
        if start == 0 or not sentence.joined(start):
            return False
        before = sentence.words[start - 1]
        if entry.before:
            return entry.before == before.whole.key
        if sentence.words[start].bare is not None:
            return False
        if entry.kind == "org":
            return bool(before.flags & _SOURCES)
        if before.flags & lx.PLACE_NOUN:
            return True
        return entry.guard == 1 and bool(before.whole.flags & lx.CUE)


def _describes(sentence: Sentence, start: int) -> bool:
    """Whether a nisba agrees with the noun before it: الناشطة السعودية, not the kingdom."""
    if not sentence.words[start].whole.flags & lx.NISBA or start == 0:
        return False
    before = sentence.words[start - 1].whole.key
    return sentence.joined(start) and before.startswith("ال") and before.endswith(("ه", "ات"))


def _set_apart(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words stand in quotes or brackets, in a hashtag, or alone on a line."""
    gap = sentence.gaps[start]
    closed = not sentence.joined(end)
    return closed and (gap in (QUOTE, HASH) or (gap == STOP and end == len(sentence.words)))
