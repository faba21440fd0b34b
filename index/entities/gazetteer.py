"""Listed names in a text: the longest that fits, guarded by what stands before it."""

from index.entities import classes
from index.entities.name_lists import AFTER_CUE, ALWAYS, ListedName, name_lists
from index.entities.scanner import HASH, QUOTE, STOP
from index.entities.sentence import Sentence, Span

_BEFORE_AN_ORG = classes.WEAK_ORG | classes.STRONG_ORG | classes.TITLE | classes.SPEECH
"""Classes of the words after which an ambiguous name is an organisation: قناة، مراسل، قال."""


class Gazetteer:
    """Looks up the listed name that begins at a word."""

    def __init__(self) -> None:
        self._lists = name_lists()

    def match(self, sentence: Sentence, start: int, *, sure: bool = False) -> Span | None:
        """Return the longest listed name at word ``start``.

        ``sure``: a name is known to stand there, so that no guard is asked.
        """
        word = sentence.words[start]
        best: Span | None = None
        adjective = _describes(sentence, start)
        following = sentence.words[start + 1].whole.key if sentence.joined(start + 1) else None
        for reading in (word.whole, word.bare):
            if reading is None or not reading.classes & classes.HEAD:
                continue
            goes_on = following in self._lists.second[reading.key]
            names = self._lists.by_first if goes_on else self._lists.alone
            for listed in names[reading.key]:
                end = start + 1 + len(listed.rest)
                if best is not None and end <= best.end:
                    break
                if adjective and not listed.rest and listed.kind == "place":
                    continue
                if _goes_on(sentence, start, listed.rest) and (
                    sure
                    or (listed.guard == ALWAYS and not listed.before)
                    or _allowed(sentence, start, listed)
                ):
                    name = listed.name or sentence.shown(reading, start, end)
                    best = Span(start, end, listed.kind, name, listed=bool(listed.name))
                    break
        return best


def _goes_on(sentence: Sentence, start: int, rest: tuple[str, ...]) -> bool:
    """Tell whether the words after ``start`` are those of ``rest``."""
    at = start
    for key in rest:
        at += 1
        if not sentence.joined(at) or sentence.words[at].whole.key != key:
            return False
    return True


def _allowed(sentence: Sentence, start: int, listed: ListedName) -> bool:
    """Tell whether the words before let an ambiguous name be one."""
    end = start + 1 + len(listed.rest)
    if listed.kind == "org" and _set_apart(sentence, start, end):
        return True
    if start == 0 or not sentence.joined(start):
        return False
    before = sentence.words[start - 1]
    if listed.before:
        return listed.before == before.whole.key
    if sentence.words[start].bare is not None:
        return False
    if listed.kind == "org":
        return bool(before.classes & _BEFORE_AN_ORG)
    if before.classes & classes.PLACE_NOUN:
        return True
    return listed.guard == AFTER_CUE and bool(before.whole.classes & classes.CUE)


def _describes(sentence: Sentence, start: int) -> bool:
    """Tell whether a nisba agrees with the noun before it: الناشطة السعودية is no country."""
    if not sentence.words[start].whole.classes & classes.NISBA or start == 0:
        return False
    before = sentence.words[start - 1].whole.key
    return sentence.joined(start) and before.startswith("ال") and before.endswith(("ه", "ات"))


def _set_apart(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether words stand in quotes or brackets, in a hashtag, or alone on a line."""
    gap = sentence.gaps[start]
    closed = not sentence.joined(end)
    return closed and (gap in (QUOTE, HASH) or (gap == STOP and end == len(sentence.words)))
