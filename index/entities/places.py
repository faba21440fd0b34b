"""Places no gazetteer knows: a word that is no common word after بلدة، قرية، جزيرة."""

from index.entities import lexicon as lx
from index.entities.sentence import Sentence, Span
from index.entities.tables import words_of_class

_SETTLEMENTS = words_of_class("settlement")


def match_place(sentence: Sentence, start: int) -> Span | None:
    """The unknown word at ``start``, when a noun such as بلدة stands right before it."""
    if start == 0 or not sentence.joined(start):
        return None
    word, before = sentence.words[start], sentence.words[start - 1]
    if not word.whole.flags & lx.UNKNOWN or len(word.whole.key) < 4:
        return None
    if not any(form and form.key in _SETTLEMENTS for form in (before.whole, before.bare)):
        return None
    return Span(start, start + 1, "place", word.whole.shown, listed=False)
