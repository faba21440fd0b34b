"""Names as the tagger marks them: particles and titles off, lone given names left out."""

from index.article import Kind
from index.entities import lexicon as lx
from index.entities.features import bare_key, word_key
from index.entities.sentence import Sentence, Span
from index.entities.tagger import classes
from index.entities.vocabulary import Form, Word, strips

_NEAR = 3
_KEPT = lx.GIVEN | lx.WEAK | lx.FAMILY | lx.HEAD
"""What a word is not likely to be by the accident of a particle before it."""


def tagged_name(sentence: Sentence, start: int, end: int, kind: Kind) -> Span | None:
    """Words ``start`` to ``end`` as a name, or None when there is nothing to show."""
    words = sentence.words
    while end - start > 1 and _before_a_name(words[start], kind):
        start += 1
    if any(word.persian for word in words[max(0, start - _NEAR) : end + _NEAR]):
        return None  # it was taught no Persian
    first = first_form(sentence, start)
    unlikely = lx.COMMON | lx.GIVEN | lx.WEAK if kind == "person" else lx.COMMON
    if end - start == 1 and first.flags & unlikely:
        return None  # what is listed the gazetteer finds, and knows سورية from فصائل سورية
    name = sentence.shown(first, start, end)
    return Span(start, end, kind, name, listed=False) if name.strip() else None


def _before_a_name(word: Word, kind: Kind) -> bool:
    """Whether a word stands before a name and not in it: a title, بأن."""
    if word.whole.flags & lx.FUNCTION:
        return True
    common = bool(word.whole.flags & lx.COMMON)
    return kind == "person" and common and not word.flags & (lx.NAME | lx.UNSEEN)


def first_form(sentence: Sentence, start: int) -> Form:
    """The first word of a name without what is attached to it: لدمشق, وترامب."""
    word = sentence.words[start]
    if word.bare is not None:
        return word.bare
    key, flags = word_key(sentence.raw[start]), lx.lexicon().flags
    bare = next((rest for rest in strips(key) if flags.get(rest, 0) & lx.PARTICLE), None)
    if bare is None and not word.whole.flags & (_KEPT | lx.COMMON):
        bare = bare_key(key, classes().rank)
    if bare is None:
        return word.whole
    shown = next((rest for rest in strips(word.whole.shown) if word_key(rest) == bare), bare)
    return Form(shown, bare, flags.get(bare, 0))
