"""Persons: a given name, a title or a verb of speech before words that are no common words."""

from index.entities import lexicon as lx
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, words_of_class
from index.entities.vocabulary import Form
from index.entities.words import COLON, COMMA, QUOTE, STOP

_LONGEST = 8
_DIVINE = {folded(word) for word in ("الدين", "الله", "الإسلام", "الزمان", "الحق")}
_BEFORE_DIVINE = words_of_class("divine")
_SON = {folded(word) for word in ("بن", "ابن", "بنت", "آل", "ولد")}
_SERVANT = folded("عبد")
_LORD = {"رب", "ربه"}
_ORDINALS = words_of_class("ordinal")
_DOUBLE_U = ("وي", "وو")
_ATTACHED = tuple("وفبلكسيت")
_FATHER = {folded(word) for word in ("أبو", "أبي")}
_START = lx.NAME | lx.UNKNOWN | lx.PARTICLE
_STOP = lx.TITLE | lx.SPEECH | lx.ORG | lx.CUE | lx.FUNCTION | lx.NISBA


def match_person(
    sentence: Sentence, start: int, *, cued: bool, hinted: bool, after_person: bool = False
) -> Span | None:
    """A person named at word ``start``.

    ``cued``: a title stands before; ``hinted``: a verb such as قال, an adjective of origin or a
    title farther off does, enough for names of two words. ``after_person``: another person's
    name ends here, so that و is likely to be *and*.
    """
    hinted = hinted or after_person
    first = sentence.words[start].form(_START)
    if first is None:
        first = sentence.words[start].whole
        unseen = (cued or hinted) and first.flags & lx.UNSEEN
        if not (unseen and first.key[0] not in _ATTACHED) and first.key not in _BEFORE_DIVINE:
            return None
    if first.flags & lx.FUNCTION:
        return None
    if after_person and first.flags & lx.UNKNOWN and first.key.startswith("و"):
        first = first._replace(shown=first.shown[1:], key=first.key[1:])
    end = _first_name(sentence, start, first)
    if end == 0:
        return None
    end = _extend(sentence, start, end, first, cued=cued)
    if first.flags & lx.UNKNOWN and _names_follow(sentence, start, first):
        return None
    if not (cued or hinted) and first.flags & (lx.UNKNOWN | lx.WEAK):
        hinted = end - start > 1 and (
            _divine(sentence, start, first) or _explained(sentence, start, end)
        )
        if first.flags & lx.UNKNOWN and not hinted:
            return None
    if not _plausible(sentence, start, end, first, cued=cued, hinted=hinted):
        return None
    return Span(start, end, "person", sentence.shown(first, start, end), listed=False)


def _names_follow(sentence: Sentence, start: int, first: Form) -> bool:
    """Whether a word not seen before describes who is named next: المخضرم صالح زكريا."""
    if not first.key.startswith(("ال", "و")):
        return False
    return sentence.joined(start + 1) and bool(sentence.words[start + 1].whole.flags & lx.GIVEN)


def _divine(sentence: Sentence, start: int, first: Form) -> bool:
    """Whether a name of two words begins here: نور الدين, لطف الله."""
    return (
        first.key in _BEFORE_DIVINE
        and sentence.joined(start + 1)
        and sentence.words[start + 1].whole.key in _DIVINE
    )


def _explained(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what follows says that a person was named.

    That is a title between commas (فلان الفلاني، رئيس الحزب), a number in brackets (an age, the
    minute of a goal), or a colon after the first words of a line.
    """
    if end >= len(sentence.tokens):
        return False
    token = sentence.tokens[end]
    if token.gap == COMMA:
        return bool(sentence.words[end].whole.flags & lx.TITLE)
    if token.gap == QUOTE:
        return token.raw.isdigit() and end - start < 4
    return token.gap == COLON and (start == 0 or sentence.tokens[start].gap == STOP)


def _first_name(sentence: Sentence, start: int, first: Form) -> int:
    """Where the first name ends: one word, or two after عبد and أبو; 0 when there is none."""
    following = start + 1
    if first.key == _SERVANT or first.key in _FATHER:
        if not sentence.joined(following):
            return 0
        second = sentence.words[following].whole
        if second.flags & lx.FUNCTION or (first.key == _SERVANT and not _served(second.key)):
            return 0
        if first.key in _FATHER and second.flags & lx.COMMON and not second.flags & lx.NAME:
            return 0
        return start + 2
    if first.flags & lx.PARTICLE and not first.flags & lx.NAME:
        return 0
    if sentence.joined(following) and sentence.words[following].whole.key in _DIVINE:
        return start + 2
    return following


def _extend(sentence: Sentence, start: int, end: int, first: Form, *, cued: bool) -> int:
    """Take in the words of the name that follow."""
    while end - start < _LONGEST and sentence.joined(end):
        word = sentence.words[end].whole
        flags = word.flags
        if flags & lx.PARTICLE and sentence.joined(end + 1):
            after = sentence.words[end + 1].whole
            if word.key == _SERVANT or word.key in _FATHER or word.key in _SON:
                takes = not after.flags & (lx.FUNCTION | lx.SPEECH)
            else:
                takes = not after.flags & (lx.FUNCTION | lx.SPEECH) and after.key[:2] != "ال"
            if takes and (word.key != _SERVANT or _served(after.key)):
                end += 2
                if (after.key == _SERVANT or after.key in _FATHER) and sentence.joined(end):
                    end += 1
                continue
            if not flags & lx.NAME:
                break
        if word.key in _DIVINE and end > start:
            end += 1
            continue
        if flags & lx.NAME:
            office = flags & lx.TITLE and sentence.joined(end + 1)  # شارل شيخاني قائد اللواء
            if flags & _STOP and (office or not flags & lx.FAMILY) and end - start > 1:
                break
            end += 1
            continue
        alone = end - start == 1
        if flags & lx.UNKNOWN and sentence.words[end].bare is None:
            # وينكلر is a name, وغيدونز most likely another person's; المحترف says what he is.
            described = (
                not alone
                and lx.lexicon().flags.get(word.key[2:], 0) & lx.COMMON
                and word.key[:2] == "ال"
            )
            verb = not alone and word.key.startswith(("لي", "لت"))
            if not (described or verb) and (
                word.key[0] != "و" or (alone and word.key.startswith(_DOUBLE_U))
            ):
                end += 1
                continue
        opened = first.flags & (lx.GIVEN if not cued else lx.NAME | lx.UNKNOWN)
        if cued and alone and word.key in _ORDINALS and first.flags & (lx.NAME | lx.UNKNOWN):
            return end + 1  # الملك فيصل الثاني
        known = opened and _closes(sentence, end, alone=alone, cued=cued)
        closing = not flags & _STOP and word.key[0] != "و"
        if known or (closing and _explained(sentence, start, end + 1)):
            end += 1
        break
    return end


def _served(key: str) -> bool:
    """Whether a word goes with عبد in a name."""
    return key.startswith("ال") or key in _LORD


def _closes(sentence: Sentence, at: int, *, alone: bool, cued: bool) -> bool:
    """Whether a word not known as a name can be the family name after a given one."""
    word = sentence.words[at].whole
    if word.key.startswith("ال"):
        if word.flags & lx.NISBA:  # محمد المصري، محمد شياع السوداني
            before = sentence.words[at - 1].whole.flags
            return alone or bool(before & (lx.UNKNOWN | lx.GIVEN | lx.WEAK))
        return alone and not word.flags & _STOP and (cued or bool(word.flags & lx.UNSEEN))
    if not (alone and word.flags & lx.UNSEEN) or word.key.endswith("يا"):
        return False  # خارجيا says how
    return not word.key.startswith("و" if cued else _ATTACHED)


def _plausible(
    sentence: Sentence, start: int, end: int, first: Form, *, cued: bool, hinted: bool
) -> bool:
    """Whether the words make a name in this place."""
    flags = first.flags
    servant = first.key == _SERVANT
    if servant and end - start == 2:
        return cued
    if _divine(sentence, start, first):
        return cued or end - start > 2
    if end - start == 1:
        if flags & lx.SURE and not first.key.startswith("ال"):
            return True
        before = sentence.words[start - 1].flags if start and sentence.joined(start) else 0
        if not (cued or before & lx.SPEECH) or flags & (lx.COMMON | lx.ORG | lx.HEAD):
            return False
        if flags & lx.UNKNOWN and not before & (lx.SPEECH | lx.TITLE | lx.ORIGIN):
            return False
        inflected = first.key.startswith(("ال", "و"))
        return bool(flags & (lx.GIVEN | lx.FAMILY)) or (bool(flags & lx.UNKNOWN) and not inflected)
    if flags & lx.GIVEN or servant or first.key in _FATHER:
        return True
    following = sentence.words[start + 1].whole
    second = following.flags
    if flags & lx.WEAK:
        return (
            bool(second & (lx.GIVEN | lx.FAMILY))
            or following.key in _SON
            or following.key == _SERVANT
            or ((cued or hinted) and bool(second & (lx.UNKNOWN | lx.PARTICLE | lx.WEAK)))
            or _explained(sentence, start, end)
        )
    if flags & lx.FAMILY:
        if cued or following.key in _SON:
            return True
        return bool((second | flags) & (lx.SURE | lx.GIVEN)) or (
            hinted and bool(second & (lx.UNKNOWN | lx.FAMILY))
        )
    if flags & lx.COMMON:
        return bool(second & (lx.UNKNOWN | lx.FAMILY))
    return cued or bool(second & (lx.UNKNOWN | lx.FAMILY | lx.GIVEN))
