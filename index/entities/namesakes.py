"""Places that are called as somebody is: سيدي بوزيد, قلعة سنان, رأس أبو قميص."""

from typing import Final

from index.entities import classes
from index.entities.name_lists import name_lists
from index.entities.particles import SAINT
from index.entities.persons import is_somebody
from index.entities.scanner import SPACE
from index.entities.sentence import Sentence
from index.entities.tables import folded, words_of_class

_AREAS = ("قطاع", "منطقة", "سواحل", "ساحل", "شواطئ", "جبال", "سلسلة", "معسكر")
_SETTLEMENTS = words_of_class("settlement") | {folded(word) for word in _AREAS}
_LANDMARKS = frozenset(map(folded, ("رأس", "تل", "عين", "خربة", "واحة", "بئر", "جبل", "وادي")))
"""Nouns before places that are called as fathers are: رأس أبو قميص."""
_SON = folded("ولد")
"""Word in the middle of Mauritanians' names."""
_DETAINED = frozenset(map(folded, ("سجن", "ولاية")))
"""Nouns of places that are also what somebody suffers or holds."""
_SONS = frozenset({"بن", "ابن"})
_GOVERNORS = frozenset(map(folded, ("معتمد", "والي", "عمدة", "كاتب")))
"""Titles that stand before the place they are of: معتمد سيدي بوعلي."""
_FATHERS = frozenset(map(folded, ("أبو", "أبي", "أم")))
_CALLING: Final = classes.TITLE | classes.SPEECH
_NAMES: Final = classes.GIVEN | classes.FORENAME | classes.TITLE


def is_somewhere_called(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether what the tagger takes for somebody's name is a place's.

    No given name is one after منطقة or بلدة. What begins with سيدي is one but for a Mauritanian's
    name and after a title, and what begins with أبو is one after رأس or تل.
    """
    first = sentence.words[start]
    before = sentence.words[start - 1] if start and sentence.joined(start) else None
    if first.among((SAINT,)) is not None and end - start > 1:
        titled = before is not None and bool(before.classes & _CALLING)
        titled = titled and before is not None and before.among(_GOVERNORS) is None
        own = any(word.whole.key == _SON for word in sentence.words[start:end])
        return not (titled or own)
    if before is None:
        return False
    if first.whole.key in _FATHERS:
        return before.whole.key in _LANDMARKS
    return before.among(_SETTLEMENTS) is not None and not first.classes & _NAMES


def is_place_of_somebody(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a single word stands after a noun of place, which is named so: قلعة سنان.

    So is a noun before a town that is called as a son is: بلديتي بن عروس.
    """
    if end - start > 1:
        return _is_before_town(sentence, start, end)
    if not start or sentence.gaps[start] != SPACE:
        return False
    before = sentence.words[start - 1]
    named = before.classes & classes.PLACE_NOUN and not before.classes & classes.TITLE
    if before.among(_DETAINED) is not None:
        return False  # سجن نافالني, ولاية صالح
    return bool(named) and not is_somebody(sentence.words[start].whole)


def _is_before_town(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a word that is nobody's given name stands before a listed town and no more."""
    first = sentence.words[start].whole.classes
    if first & classes.GIVEN or (first & classes.FORENAME and not first & classes.COMMON):
        return False
    second, *rest = (word.whole.key for word in sentence.words[start + 1 : end])
    towns = name_lists().by_first.get(second, ()) if second in _SONS else ()
    return any(town.kind == "place" and town.rest == tuple(rest) for town in towns)
