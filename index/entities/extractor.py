"""The extractor: a text in, its mentions out."""

from index.entities import lexicon as lx
from index.entities.gazetteer import Gazetteer
from index.entities.keys import aliases, plain_key
from index.entities.mention import Mention
from index.entities.orgs import OUTER, OWN, match_org
from index.entities.persons import match_person
from index.entities.places import match_facility, match_named_after, match_place
from index.entities.resolver import resolve
from index.entities.sentence import JOINING, Sentence, Span
from index.entities.tables import folded
from index.entities.vocabulary import Vocabulary
from index.entities.words import COMMA, HASH, QUOTE, UNDERSCORE, tokens

_NAMES = lx.NAME | lx.UNKNOWN | lx.PARTICLE | lx.UNSEEN
_STARTS = _NAMES | lx.ORG | lx.HEAD | lx.TITLE | lx.SPEECH | lx.PLACE_NOUN
_BREATHS = (COMMA, QUOTE, HASH)
_WITHIN = {folded(word) for word in ("في", "لدى", "عن", "من")}
"""Words inside an office: منسق الإغاثة في سوريا فلان."""
_REACH, _FURTHER = 7, 2
"""How many words a title may stand before the name it announces; with a place in between, more."""


class Extractor:
    """Finds persons, places and organisations by gazetteer, titles and patterns.

    One object remembers the words it has met; use one per thread.
    """

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._gazetteer = Gazetteer()
        self._gaps: dict[str, int] = {}

    def __call__(self, text: str) -> list[Mention]:
        """The mentions of a text, sorted by start, not overlapping, names resolved within it."""
        found = tokens(text, self._gaps)
        vocabulary = self._vocabulary
        sentence = Sentence(found, [vocabulary[token.raw] for token in found])
        mentions = []
        listed = aliases("org")
        for span in resolve(sentence, self._spans(sentence)):
            start, end = _edges(text, sentence, span)
            if end:
                name = span.name
                if span.kind == "org" and not span.listed:
                    name = listed.get(plain_key("org", name), name)
                mentions.append(Mention(start, end, span.kind, text[start:end], name))
        return mentions

    def _spans(self, sentence: Sentence) -> list[Span]:
        """All names, left to right, the longest at each word."""
        spans: list[Span] = []
        found, words = sentence
        cue_until = hint_until = list_at = -1
        at = 0
        while at < len(words):
            flags = words[at].flags
            if not flags & _STARTS:
                if flags & lx.ORIGIN and words[at].whole.key.startswith("ال"):
                    hint_until = at + 1
                elif flags & lx.FUNCTION:
                    within = cue_until >= at and words[at].whole.key in _WITHIN
                    hint_until = cue_until + _FURTHER if within else -1
                    cue_until = -1
                at += 1
                continue
            if found[at].gap not in JOINING and found[at].gap not in _BREATHS:
                cue_until = hint_until = list_at = -1
            span = self._longest(
                sentence, at, cued=at <= cue_until, hinted=at <= hint_until, listing=at == list_at
            )
            if span is not None:
                spans.append(span)
                if span.kind == "person":
                    cue_until = -1
                    list_at = span.end
                at = span.end
                continue
            if flags & lx.TITLE:
                cue_until = at + (2 if flags & lx.NEAR else _REACH)
            elif flags & lx.SPEECH:
                hint_until = at + 1
                cue_until = -1
            elif flags & lx.FUNCTION:
                cue_until = -1
            at += 1
        return spans

    def _longest(
        self, sentence: Sentence, at: int, *, cued: bool, hinted: bool, listing: bool
    ) -> Span | None:
        flags = sentence.words[at].flags
        best: Span | None = None
        if flags & lx.HEAD:
            best = self._gazetteer.match(sentence, at)
        if flags & lx.PLACE_NOUN and best is None:
            best = match_facility(sentence, at)
        if flags & lx.ORG:
            org = self._titled(sentence, at, match_org(sentence, at))
            if org is not None and (best is None or org.end > best.end):
                best = org
        if flags & _NAMES:
            person = match_person(sentence, at, cued=cued, hinted=hinted, after_person=listing)
            if person is not None and (best is None or person.end > best.end):
                best = match_named_after(sentence, person)
            if best is None and flags & lx.UNKNOWN:
                best = match_place(sentence, at)
        return best if best is None or best.kind != "org" else self._inner(sentence, best)

    def _inner(self, sentence: Sentence, org: Span) -> Span:
        """The words of قناة الجزيرة that are its name, where they are listed too."""
        if org.end - org.start < 2 or org.start >= len(sentence.words):
            return org
        head = sentence.words[org.start].form(lx.ORG)
        if head is None or head.key not in OUTER:
            return org
        inner = self._gazetteer.match(sentence, org.start + 1, sure=True)
        if inner is None or inner.kind != "org" or inner.end != org.end:
            return org
        return org._replace(start=org.start + 1)

    def _titled(self, sentence: Sentence, at: int, org: Span | None) -> Span | None:
        """شركة غوغل is غوغل: a head noun before a listed organisation adds nothing."""
        if not sentence.joined(at + 1) or not sentence.words[at + 1].flags & lx.HEAD:
            return org
        inner = self._gazetteer.match(sentence, at + 1)
        if inner is None or (org is not None and org.end > inner.end):
            return org
        if inner.kind == "place" and org is not None and org.end < inner.end:
            shown = sentence.shown(sentence.words[org.end].whole, org.end, inner.end)
            return org._replace(end=inner.end, name=f"{org.name} {shown}")  # جامعة الشرق الأوسط
        if inner.kind != "org":
            return org
        if sentence.words[at].flags & lx.DEFINITE_ORG:
            return org
        head = sentence.words[at].form(lx.ORG)
        if head is not None and head.key in OWN:
            return Span(at, inner.end, "org", sentence.shown(head, at, inner.end), listed=False)
        return Span(at, inner.end, "org", inner.name, listed=True)


def _edges(text: str, sentence: Sentence, span: Span) -> tuple[int, int]:
    """Where the span stands in the text: a hashtag with its mark, or nothing if cut short."""
    found = sentence.tokens
    start, end = found[span.start].start, found[span.end - 1].end
    if found[span.start].gap == UNDERSCORE or text[end : end + 1] == "_":
        return 0, 0
    if text[start - 1 : start] == "#":
        start -= 1
    return start, end
