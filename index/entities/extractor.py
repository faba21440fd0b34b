"""The extractor finds the mentions of texts."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np

from index.entities import classes
from index.entities.countries import full_names, is_national, of_state, state_of_article
from index.entities.discourse import with_recurring
from index.entities.edges import begins_another
from index.entities.eponyms import match_eponym, named_after
from index.entities.forenames import is_of_another, with_last_names
from index.entities.frames import framed_person
from index.entities.gazetteer import Gazetteer
from index.entities.keys import aliases, plain_key
from index.entities.mention import Mention
from index.entities.name_lists import AFTER_CLUB_WORD, ALWAYS, name_lists
from index.entities.org_edges import begins_another_org
from index.entities.orgs import OUTER, OWN, match_org
from index.entities.persons import sure_person
from index.entities.place_edges import begins_another_place
from index.entities.places import match_facility, match_place
from index.entities.purposes import PURPOSES
from index.entities.readings import ALONE, LATER, PERSIAN, SECOND, ReadWords, WordReader
from index.entities.resolver import resolve
from index.entities.scanner import (
    DASH,
    HASH,
    POINT,
    QUOTE,
    SLASH,
    SPACE,
    STOP,
    UNDERSCORE,
    Ints,
    WordNumbers,
    read_words,
)
from index.entities.sentence import JOINING, Sentence, Span
from index.entities.shared_names import full_shared, in_full, is_shared, of_its_state, states_named
from index.entities.tagged import tagged_name
from index.entities.tagger import TaggedName, Tagger
from index.entities.tails import ends_purpose
from index.entities.weights import Model
from index.facets import Kind

_MAY_BE_PERSON: Final = (
    classes.GIVEN | classes.WEAK | classes.FORENAME | classes.DIVINE | classes.UNKNOWN
)
_STARTS: Final = classes.ORG | classes.PLACE_NOUN | classes.NAMED
_OF_SEVERAL_RULES: Final = _STARTS | _MAY_BE_PERSON | classes.SURNAME
"""Classes of words at which not the gazetteer alone may find something."""
_LISTED: Final = classes.HEAD | classes.CLUB
_MAY_BEGIN_PERSON: Final = classes.GIVEN | classes.WEAK | classes.FORENAME | classes.DIVINE
_NEW: Final = classes.UNKNOWN | classes.SURNAME
"""Classes of the words that go on with a name that no list has."""
_BEFORE_UNKNOWN: Final = classes.PLACE_NOUN | classes.TITLE | classes.NISBA
"""Classes of the words after which rules may find something at an unknown word."""
_BEFORE_CALLED: Final = classes.TITLE | classes.NISBA | classes.HEAD | classes.SPEECH
"""Classes of the words after which a given name and any word may be somebody."""
_INSIDE_NAMES = (SPACE, DASH, UNDERSCORE, POINT, QUOTE, SLASH, HASH)
_INSIDE_PERSONS = (SPACE, DASH, UNDERSCORE, POINT, HASH)
"""Kinds of gaps inside names; what stands in brackets after a person is his club."""
_PERSON, _PLACE, _ORG = range(3)
_NAMELESS_HEADS = OUTER - {"حركه", "وكاله", "قوات"}
"""Heads without which a rule that found the name after them has named it."""
_KINDS_TAGGED: tuple[Kind, ...] = ("person", "place", "org")
_REMEMBERED: Final = 400_000
"""Most distinct words kept (some 340 MB); when there are more, all are forgotten. One process may
read all the articles of a run, and 30,000 of five outlets have 225,000 words."""


class Extractor:
    """Finds persons, places and organisations.

    The tagger proposes names. The gazetteer and the patterns of organisations, which newspapers
    use more strictly than its training texts do, overrule it where they see a longer name or a
    listed one. An extractor remembers the words it has met; use one per thread.
    """

    def __init__(self, weights: Model | None = None) -> None:
        """Read the tables; ``weights`` are those of the tagger, by default the shipped ones."""
        self._gazetteer = Gazetteer()
        self._weights = weights
        self._forget()

    def _forget(self) -> None:
        self._words = WordNumbers()
        self._tagger = Tagger(self._words, self._weights)
        self._reader = WordReader(self._words)

    def __call__(self, text: str) -> list[Mention]:
        """Return the mentions of a text, sorted and disjoint, names resolved within the text."""
        return self.batch([text])[0]

    def batch(self, texts: Sequence[str]) -> list[list[Mention]]:
        """Return the mentions of each text; hundreds at once are read ten times as fast as one."""
        found = read_words("\n".join(texts))
        if len(self._words.met) > _REMEMBERED:
            self._forget()
        try:
            numbers = self._words.numbers(found)
            read = self._reader.read(numbers)
            runs = self._tagger.names(numbers, found.gaps)
        except BaseException:
            self._forget()  # words that have numbers and nothing else would spoil all that follows
            raise
        begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
        edges = np.searchsorted(found.starts, begins)
        tagged = [run.start for run in runs]
        likely = likely_starts(read, found.gaps, edges)
        persian = bool((read.marks & PERSIAN).any())
        mentions: list[list[Mention]] = []
        for text, begin, (first, last) in zip(
            texts, begins.tolist(), pairwise(edges.tolist()), strict=False
        ):
            own = numbers[first:last].tolist()
            gaps = [*found.gaps[first:last].tolist(), STOP]
            sentence = Sentence(own, gaps, self._reader.words(own), persian)
            tags = runs[bisect_left(tagged, first) : bisect_left(tagged, last)]
            starts = likely[bisect_left(likely, first) : bisect_left(likely, last)]
            ruled = self._spans(sentence, [start - first for start in starts])
            spans = merge([*ruled, *tagged_spans(sentence, tags, first, ruled)])
            spans = with_recurring(sentence, spans)
            spans = in_full(sentence, resolve(sentence, spans, self._reader.by_end))
            place = (
                [found.starts.item(first + span.start) - begin for span in spans],
                [found.ends.item(first + span.end - 1) - begin for span in spans],
            )
            mentions.append(_mentions(text, sentence, spans, place))
        return mentions

    def _spans(self, sentence: Sentence, likely: Iterable[int]) -> list[Span]:
        """Return what gazetteer and patterns find, the longest at each of the ``likely`` starts."""
        found: list[Span] = []
        free, words = 0, sentence.words
        for at in likely:
            if at < free:
                continue
            own = words[at].classes
            alone = own & _LISTED and not own & _OF_SEVERAL_RULES
            span = (self._gazetteer.match if alone else self._longest)(sentence, at)
            if span is not None:
                if span.kind == "person" and (whole := named_after(sentence, span)).start >= free:
                    span = whole  # ملعب سانتياغو برنابيو
                if span.kind == "person" and at > free and is_of_another(sentence, span):
                    name = sentence.shown(words[at - 1].whole, at - 1, span.end)
                    span = Span(at - 1, span.end, "person", name, listed=False)
                found.append(span)
                free = span.end
        return found

    def _longest(self, sentence: Sentence, at: int) -> Span | None:
        """Return the longest name that a rule sees at word ``at``."""
        own = sentence.words[at].classes
        best: Span | None = match_eponym(sentence, at) if own & classes.NAMED else None
        if best is not None:
            return best
        if own & _MAY_BE_PERSON:
            best = sure_person(sentence, at)
        if own & _LISTED:
            listed = self._gazetteer.match(sentence, at)
            if listed is not None and (best is None or listed.end >= best.end):
                best = listed
        if own & classes.PLACE_NOUN and best is None:
            best = match_facility(sentence, at)
        if own & classes.ORG:
            org = self._titled(sentence, at, match_org(sentence, at))
            if org is not None and (best is None or org.end > best.end):
                best = org
        if best is None and own & classes.UNKNOWN:
            best = match_place(sentence, at)
        if best is None or (best.kind == "place" and best.end == at + 1):
            best = framed_person(sentence, at) or best
        return best if best is None or best.kind != "org" else self._inner(sentence, best)

    def _inner(self, sentence: Sentence, org: Span) -> Span:
        """Return the listed name inside an organisation: الجزيرة for قناة الجزيرة."""
        if org.end - org.start < 2 or org.start >= len(sentence.words):
            return org
        head = sentence.words[org.start].reading(classes.ORG)
        if head is None or head.key not in OUTER:
            return org
        inner = self._gazetteer.match(sentence, org.start + 1, sure=True)
        if inner is None or inner.kind != "org" or inner.end != org.end:
            return org
        return Span(org.start + 1, org.end, org.kind, org.name, org.listed)

    @staticmethod
    def _devoted(sentence: Sentence, at: int, inner: Span) -> Span | None:
        """Return a head, a listed name and a purpose: صندوق الأمم المتحدة للسكان."""
        head = sentence.words[at].reading(classes.ORG)
        if head is None or head.key in OUTER or head.classes & classes.DEFINITE_ORG:
            return None
        end = ends_purpose(sentence, inner.end, devoted=True)
        if end == inner.end or inner.kind == "person":
            return None
        purpose = sentence.words[inner.end].whole.key
        if purpose.startswith("لل") and purpose not in PURPOSES:
            return None  # منصة تويتر للتدوينات والتغريدات
        return Span(at, end, "org", sentence.shown(head, at, end), listed=False)

    def _titled(self, sentence: Sentence, at: int, org: Span | None) -> Span | None:
        """Return the organisation of a head noun and a listed name: غوغل for شركة غوغل."""
        if not sentence.joined(at + 1) or not sentence.words[at + 1].classes & classes.HEAD:
            return org
        inner = self._gazetteer.match(sentence, at + 1)
        if inner is None or (org is not None and org.end > inner.end):
            return org
        devoted = self._devoted(sentence, at, inner)
        if devoted is not None:
            return devoted
        if inner.kind == "place" and org is not None and org.end < inner.end:
            shown = sentence.shown(sentence.words[org.end].whole, org.end, inner.end)
            name = f"{org.name} {shown}"  # جامعة الشرق الأوسط
            return Span(org.start, inner.end, org.kind, name, org.listed)
        if inner.kind != "org":
            return org
        if sentence.words[at].classes & classes.DEFINITE_ORG:
            return org
        head = sentence.words[at].reading(classes.ORG)
        if head is not None and head.key in OWN:
            return Span(at, inner.end, "org", sentence.shown(head, at, inner.end), listed=False)
        return Span(at, inner.end, "org", inner.name, listed=True)


def _mentions(
    text: str, sentence: Sentence, spans: list[Span], place: tuple[list[int], list[int]]
) -> list[Mention]:
    """Return the mentions of one text, whose spans stand at ``place`` (starts, ends)."""
    mentions = []
    full = full_names(spans) | full_shared(spans)
    named = states_named(sentence, spans)
    state = state_of_article(text, sentence, spans, place[0])
    for span, start, end in zip(spans, *place, strict=True):
        if sentence.gaps[span.start] == UNDERSCORE or text[end : end + 1] == "_":
            continue  # a hashtag cut short
        if text[start - 1 : start] == "#":
            start -= 1
        name = span.name
        if not name:
            continue
        if span.kind == "org" and not span.listed:
            name = _as_listed(name)
        if span.kind == "org" and is_national(name):
            known = full.get(name)
            name = known or (of_state(name, state) if state is not None else name)
        elif span.kind == "org" and is_shared(name):
            name = full.get(name) or of_its_state(name, named)
        mentions.append(Mention(start, end, span.kind, text[start:end], name))
    return mentions


@lru_cache(1 << 12)
def _as_listed(org: str) -> str:
    """Return the listed name of an organisation, its own when no list has it."""
    return aliases("org").get(plain_key("org", org), org)


def likely_starts(read: ReadWords, gaps: Ints, edges: Ints) -> list[int]:
    """Return the words at which gazetteer and patterns may find something.

    ``gaps`` are the kinds of the gaps before words, and one more; a text begins or ends at each
    of ``edges``.
    """
    own, marks = read.classes, np.append(read.marks, np.uint8(0))
    before = np.append(np.uint32(0), own)
    before[edges] = 0
    joined = np.isin(gaps[1:], JOINING)
    following = np.where(joined, marks[1:], np.uint8(0))
    unknown = (own & classes.UNKNOWN != 0) & (before[:-1] & _BEFORE_UNKNOWN != 0)
    listed = (own & _LISTED != 0) & ((marks[:-1] & ALONE != 0) | (following & LATER != 0))
    person = (own & _MAY_BEGIN_PERSON != 0) & (following & SECOND != 0)
    after = np.where(joined, np.append(own[1:], np.uint32(0)), np.uint32(0))
    titled = (own == classes.COMMON) & (before[:-1] & _BEFORE_UNKNOWN != 0) & (after & _NEW != 0)
    called = (own & classes.FORENAME != 0) & (before[:-1] & _BEFORE_CALLED != 0)
    likely = called | (own & _STARTS != 0) | listed | person | unknown | titled
    found: list[int] = np.flatnonzero(likely).tolist()
    return found


def tagged_spans(
    sentence: Sentence, runs: Iterable[TaggedName], first: int, ruled: Iterable[Span]
) -> Iterator[Span]:
    """Yield the names of the tagger, without particles, up to the first gap that ends a name.

    ``runs`` number the words of the batch, in which the text begins at word ``first``. Those
    within one of the ``ruled`` spans are left out, but for persons, who may prove longer.
    """
    gaps = sentence.gaps
    runs = _apart(sentence, _whole_persons(runs), first)
    ends = {at: span.end for span in ruled for at in range(span.start, span.end)}
    before: Span | None = None
    for run in runs:
        if run.kind >= len(_KINDS_TAGGED):
            continue
        start, last = run.start - first, min(run.end - first, len(sentence.words))
        if run.kind != _PERSON and ends.get(start, 0) >= last:
            continue
        inner = run.kind == _ORG and start not in ends and ends.get(start + 1, 0) >= last
        if inner and sentence.words[start].among(_NAMELESS_HEADS) is not None:
            continue  # نادي ليون is ليون
        end = start + 1
        inside = _INSIDE_PERSONS if run.kind == _PERSON else _INSIDE_NAMES
        while end < last and gaps[end] in inside:
            end += 1
        span = tagged_name(sentence, start, end, _KINDS_TAGGED[run.kind], run.margin, run.lead)
        if span is None or _runs_on(sentence, span):
            continue
        yield named_after(sentence, span) if span.kind == "person" else span
        if before is not None and not begins_another(sentence.words[span.start]):
            yield from with_last_names(sentence, before, span)
        before = span


def _whole_persons(runs: Iterable[TaggedName]) -> Iterator[TaggedName]:
    """Yield the names of the tagger; a person of one word right after another is part of it."""
    last: TaggedName | None = None
    for run in runs:
        beside = last is not None and last.end == run.start and last.kind == run.kind == _PERSON
        if last is not None and beside and run.end - run.start == 1:
            last = last._replace(end=run.end)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _apart(sentence: Sentence, runs: Iterable[TaggedName], first: int) -> Iterator[TaggedName]:
    """Yield the names of the tagger, two joined by *and* as two: وليام وكيت."""
    begins = {
        _PERSON: begins_another,
        _PLACE: begins_another_place,
        _ORG: begins_another_org,
    }
    for run in runs:
        another = begins.get(run.kind)
        at = run.start + 1 if another is not None else run.end
        while another is not None and at < min(run.end, first + len(sentence.words)):
            if another(sentence.words[at - first]):
                yield run._replace(end=at)
                run = run._replace(start=at)
            at += 1
        yield run


def _runs_on(sentence: Sentence, span: Span) -> bool:
    """Tell whether a tagged organisation is a listed one and somebody after it: حماس إسماعيل."""
    if span.kind != "org" or span.end - span.start == 1:
        return False
    words = sentence.words
    listed = name_lists().alone.get(words[span.start].whole.key, ())
    guards = (ALWAYS, AFTER_CLUB_WORD)
    whole = any(name.kind == "org" and name.guard in guards for name in listed)
    after = words[span.start + 1].whole.classes
    noun = after & classes.COMMON and not after & (classes.NISBA | classes.HEAD | classes.ORG)
    names = classes.GIVEN | classes.FORENAME
    if span.end - span.start > 2:
        names |= classes.SURNAME  # إنتر ماتياس فيتشينو
    return whole and bool(after & names or noun)


def _both(one: Span, other: Span) -> Span:
    """Return a name of two that overlap: علي حسن, حسن خليل."""
    words = other.name.split()
    rest = words[one.end - other.start :]
    known = one.listed or other.listed or len(words) != other.end - other.start
    if known or rest[0].isascii():
        return max(one, other, key=lambda span: span.end - span.start)
    return Span(one.start, other.end, one.kind, " ".join([one.name, *rest]), one.listed)


def merge(found: list[Span]) -> list[Span]:
    """Return names sorted by start; of two that overlap the longer one, else the first.

    Two persons that overlap in part are one, and so are two organisations.
    """
    spans: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if spans and span.start < spans[-1].end:
            if span.end > spans[-1].end and span.kind == spans[-1].kind != "place":
                spans[-1] = _both(spans[-1], span)
                continue
            if span.end - span.start > spans[-1].end - spans[-1].start:
                spans[-1] = span
            continue
        spans.append(span)
    return spans
