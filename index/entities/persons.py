"""Persons: a given name, a title or a verb of speech before words that are no common words."""

from index.entities import lexicon as lx
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded
from index.entities.vocabulary import Form

_LONGEST = 6
_DIVINE = {folded(word) for word in ("الدين", "الله", "الإسلام", "الزمان", "الحق")}
_SON = {folded(word) for word in ("بن", "ابن", "بنت", "آل", "ولد")}
_SERVANT = folded("عبد")
_FATHER = {folded(word) for word in ("أبو", "أبي")}
_START = lx.NAME | lx.UNKNOWN | lx.PARTICLE
_STOP = lx.TITLE | lx.SPEECH | lx.ORG | lx.CUE | lx.FUNCTION | lx.NISBA


def match_person(sentence: Sentence, start: int, *, cued: bool, spoken: bool) -> Span | None:
    """A person named at word ``start``.

    ``cued``: a title stands before; ``spoken``: a verb such as قال does.
    """
    first = sentence.words[start].form(_START)
    if first is None or (first.flags & lx.FUNCTION):
        return None
    if first.flags & lx.UNKNOWN and not (cued or spoken):
        return None
    end = _first_name(sentence, start, first)
    if end == 0:
        return None
    end = _extend(sentence, start, end, cued=cued)
    if not _plausible(sentence, start, end, first, cued=cued, spoken=spoken):
        return None
    return Span(start, end, "person", sentence.shown(first, start, end), listed=False)


def _first_name(sentence: Sentence, start: int, first: Form) -> int:
    """Where the first name ends: one word, or two after عبد and أبو; 0 when there is none."""
    following = start + 1
    if first.key == _SERVANT or first.key in _FATHER:
        if not sentence.joined(following):
            return 0
        second = sentence.words[following].whole
        if second.flags & lx.FUNCTION or (first.key == _SERVANT and second.key[:2] != "ال"):
            return 0
        if first.key in _FATHER and second.flags & lx.COMMON and not second.flags & lx.NAME:
            return 0
        return start + 2
    if first.flags & lx.PARTICLE and not first.flags & lx.NAME:
        return 0
    if sentence.joined(following) and sentence.words[following].whole.key in _DIVINE:
        return start + 2
    return following


def _extend(sentence: Sentence, start: int, end: int, *, cued: bool) -> int:
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
            if takes and (word.key != _SERVANT or after.key.startswith("ال")):
                end += 2
                if after.key == _SERVANT and sentence.joined(end):
                    end += 1
                continue
            if not flags & lx.NAME:
                break
        if word.key in _DIVINE and end > start:
            end += 1
            continue
        if flags & lx.NAME:
            if flags & _STOP and not flags & lx.FAMILY and end - start > 1:
                break
            end += 1
            continue
        if flags & lx.UNKNOWN and sentence.words[end].bare is None and word.key[0] != "و":
            end += 1
            continue
        alone = end - start == 1
        if _is_given(sentence, start) and _closes(sentence, end, alone=alone, cued=cued):
            end += 1
        break
    return end


def _closes(sentence: Sentence, at: int, *, alone: bool, cued: bool) -> bool:
    """Whether a word not known as a name can be the family name after a given one."""
    word = sentence.words[at].whole
    if word.key.startswith("ال"):
        if word.flags & lx.NISBA:  # محمد المصري، محمد شياع السوداني
            before = sentence.words[at - 1].whole.flags
            return alone or bool(before & (lx.UNKNOWN | lx.GIVEN) and not before & lx.FAMILY)
        return alone and cued and not word.flags & _STOP
    return alone and cued and bool(word.flags & lx.UNSEEN) and not word.key.startswith("و")


def _is_given(sentence: Sentence, index: int) -> bool:
    return bool(sentence.words[index].flags & lx.GIVEN)


def _plausible(
    sentence: Sentence, start: int, end: int, first: Form, *, cued: bool, spoken: bool
) -> bool:
    """Whether the words make a name in this place."""
    flags = first.flags
    servant = first.key == _SERVANT
    if servant and end - start == 2:
        return cued
    if end - start == 1:
        if flags & lx.SURE and not first.key.startswith("ال"):
            return True
        if not cued or flags & (lx.COMMON | lx.ORG | lx.HEAD):
            return False
        definite = first.key.startswith("ال")
        return bool(flags & (lx.GIVEN | lx.FAMILY)) or (bool(flags & lx.UNKNOWN) and not definite)
    if flags & lx.GIVEN or servant or first.key in _FATHER:
        return True
    second = sentence.words[start + 1].whole.flags
    if flags & lx.WEAK:
        return bool(second & (lx.GIVEN | lx.FAMILY)) or (
            (cued or spoken) and bool(second & (lx.UNKNOWN | lx.PARTICLE | lx.WEAK))
        )
    if flags & lx.FAMILY:
        return cued or bool(second & (lx.SURE | lx.GIVEN)) or bool(flags & lx.SURE)
    return cued or bool(second & (lx.UNKNOWN | lx.FAMILY | lx.GIVEN))
