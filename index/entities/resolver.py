"""The resolver joins the short names of an article to the full names it gives."""

from collections import defaultdict
from collections.abc import Mapping

from index.entities import classes
from index.entities.keys import DIVINE, name_key, person_words
from index.entities.readings import short_names
from index.entities.scanner import SPACE
from index.entities.sentence import Sentence, Span

_OPEN = {"بن", "عبد", "ابو"}
"""First words of short names of two words: بن زايد, عبد الله."""


class FullNames:
    """The full names of one article, by the words they end in."""

    def __init__(self, sentence: Sentence, spans: list[Span]) -> None:
        self._by_end: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
        self._by_first: dict[str, dict[str, str]] = defaultdict(dict)
        self.last: set[str] = set()
        for span in spans:
            if span.kind != "person":
                continue
            words = person_words(span.name)
            if len(words) < 2 or _alias(sentence, span):
                continue
            key = name_key("person", span.name)
            self._by_first[words[0]].setdefault(key, span.name)
            for at in range(1, len(words)):
                if words[at - 1] != "بن":  # a father's name is nobody's short name
                    self._by_end[words[at:]].setdefault(key, span.name)
            if len(words) > 2:
                self._by_end[(words[0], words[-1])].setdefault(key, span.name)
                self._by_end[words[:2]].setdefault(key, span.name)
            if words[-2] != "بن":
                self.last.add(words[-1])
                self.last.update(open_ for open_ in _OPEN if words[-1].startswith(open_))
                self.last.update(words[-1].removesuffix(half) for half in DIVINE)
            if "بن" in words[1:]:
                self.last.add("بن")
                at = words.index("بن", 1)
                self._by_end[words[at : at + 2]].setdefault(key, span.name)

    def of(self, name: str) -> str | None:
        """Return the only full name that a short name stands for, or None."""
        words = person_words(name)
        found = self.of_words(words, name_key("person", name))
        if found is None and len(words) == 1:  # كيم is كيم جونغ أون
            called = self._by_first.get(words[0], {})
            found = next(iter(called.values())) if len(called) == 1 else None
        return found

    def several(self, span: Span) -> bool:
        """Tell whether a name of one word may be that of several people of the article."""
        if span.kind != "person" or span.listed or span.end - span.start > 1:
            return False
        return len(self._by_end.get(person_words(span.name), ())) > 1

    def of_words(self, words: tuple[str, ...], key: str = "") -> str | None:
        """Return the only full name that ends in ``words``, if its key is not ``key``, or None."""
        found = self._by_end.get(words)
        if not found or key in found:
            return None
        return next(iter(found.values())) if len(found) == 1 else None


def resolve(sentence: Sentence, spans: list[Span], by_end: Mapping[str, list[int]]) -> list[Span]:
    """Give short names their full form and add the short names that nothing else found.

    ``by_end`` maps the key of a short name to the numbers of the written words that may be it.
    """
    full = FullNames(sentence, spans)
    if not full.last:
        return spans
    named = [
        span.renamed(full.of(span.name) or span.name)
        if span.kind == "person" and not span.listed
        else _own(sentence, span, full)
        for span in spans
    ]
    sure = [span for span in named if not full.several(span)]
    return _with_short_names(sentence, sure, full, by_end)


def _written(sentence: Sentence, span: Span) -> str:
    """Return a name as it is written in the text."""
    return sentence.shown(sentence.words[span.start].whole, span.start, span.end)


def _alias(sentence: Sentence, span: Span) -> bool:
    """Tell whether a listed person is written by a short name: بوتين, نصر الله."""
    return (
        span.listed
        and span.kind == "person"
        and span.end - span.start < len(span.name.split())
        and len(person_words(_written(sentence, span))) < len(person_words(span.name))
    )


def _own(sentence: Sentence, span: Span, full: FullNames) -> Span:
    """Return a famous short name as that of the article's own person, when it names one in full.

    A father's name does not count: الملك سلمان is not محمد بن سلمان.
    """
    if span.end - span.start > 2 or not _alias(sentence, span):
        return span
    name = full.of(_written(sentence, span))
    if name is None or "بن" in person_words(name):
        return span
    return span.renamed(name)


def _with_short_names(
    sentence: Sentence, spans: list[Span], full: FullNames, by_end: Mapping[str, list[int]]
) -> list[Span]:
    """Add الأسد, الصباغ, بن زايد where the article names them in full elsewhere."""
    result: list[Span] = []
    wanted = {number for key in full.last for number in by_end.get(key, ())}
    likely = [at for at, number in enumerate(sentence.numbers) if number in wanted]
    ahead = 0
    for at in likely:
        while ahead < len(spans) and spans[ahead].end <= at:
            result.append(spans[ahead])
            ahead += 1
        if result and at < result[-1].end:
            continue
        limit = spans[ahead].start if ahead < len(spans) else len(sentence.words)
        short = _short_name(sentence, at, limit, full) if at < limit else None
        if short is not None:
            result.append(short)
    return result + spans[ahead:]


def _short_name(sentence: Sentence, at: int, limit: int, full: FullNames) -> Span | None:
    """Return the short name at word ``at``, which ends before ``limit``."""
    for family, reading in short_names(sentence.words[at]):
        if family not in full.last:
            continue
        words: tuple[str, ...] = (family,)
        end = at + 1
        half = end < limit and sentence.joined(end) and sentence.words[end].whole.key in DIVINE
        if family in _OPEN or half:
            if end >= limit or not sentence.joined(end):
                continue
            words = person_words(f"{reading.shown} {sentence.words[end].whole.shown}")
            end += 1
        name = full.of_words(words)
        if name is None or not _stands_alone(sentence, at, reading.classes, reading.key):
            continue
        return Span(at, end, "person", name, listed=True)
    return None


def _stands_alone(sentence: Sentence, at: int, own: int, key: str) -> bool:
    """Tell whether a family name is one here, and no adjective or common noun.

    السوداني after a definite noun (الجيش السوداني) or a title is the nisba.
    """
    if own & classes.COMMON and not own & classes.NISBA and not key.startswith("ال"):
        return False
    if at == 0 or sentence.gaps[at] != SPACE or sentence.words[at].bare is not None:
        return True
    before = sentence.words[at - 1]
    if not own & classes.NISBA:
        return not before.classes & classes.PLACE_NOUN
    if before.classes & (classes.TITLE | classes.ORG | classes.PLACE_NOUN):
        return False
    return not before.whole.key.startswith(("ال", "وال", "بال", "لل"))
