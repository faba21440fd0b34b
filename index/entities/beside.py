"""What stands beside an organisation and is not part of it: brackets, somebody."""

from typing import Final

from index.entities import classes
from index.entities.particles import LETTER
from index.entities.readings import Word
from index.entities.scanner import QUOTE
from index.entities.sentence import Sentence
from index.entities.tables import words_of_class

_LINKS = words_of_class("link")
_ENGLISH = words_of_class("english")
_FOREIGN: Final = classes.GIVEN | classes.FORENAME | classes.UNKNOWN
_PLAIN: Final = classes.COMMON | classes.NISBA | classes.ORG
_PREFIXES = ("ال", "و", "ل")


def without_brackets(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a name begins and ends without what stands beside it in quotes or brackets.

    مكتب التحقيقات الاتحادي (إف بي آي); but تنظيم "أنصار الشريعة". What has no head before the
    quotes is what stands in them: كوستيل (بوردو).
    """
    words = sentence.words
    headed = words[start].classes & classes.ORG
    for at in range(start + 1, end):
        last = words[at - 1].whole.key
        if sentence.gaps[at] != QUOTE or (headed and (at == start + 1 or last in _LINKS)):
            continue
        spelled = at > start + 1 and len(words[start].whole.key) <= LETTER >= len(last)
        return (start, at) if headed or spelled else (at, end)
    return start, end


def before_somebody(words: list[Word], start: int, end: int) -> int:
    """Return where an institution ends before a foreign name: الصحة العالمية تيدروس إدهانوم."""
    if not words[start].classes & classes.ORG:
        return end
    for at in range(start + 2, end):
        before, word = words[at - 1].whole, words[at].whole
        whole = before.key.startswith("ال") and before.key.endswith(("ي", "يه"))
        foreign = word.classes & _FOREIGN and not word.classes & _PLAIN
        plain = word.key.startswith(_PREFIXES) or word.key in _ENGLISH
        spelled = len(word.key) <= LETTER or word.key.isascii()
        if whole and foreign and not plain and not spelled:
            return at
    return end
