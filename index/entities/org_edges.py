"""Where organisations that the tagger marks in part, or too far, begin and end."""

from typing import Final

from index.analysis.verbs import VERBS
from index.entities import classes
from index.entities.edges import is_somewhere
from index.entities.following import is_imperfect
from index.entities.keys import aliases, plain_key
from index.entities.name_lists import ALWAYS, name_lists
from index.entities.readings import Reading, Word, is_lonely
from index.entities.scanner import POINT
from index.entities.sentence import Sentence
from index.entities.tables import folded, words_of_class

_FORENAMES: Final = classes.GIVEN | classes.FORENAME
_FOREIGN: Final = classes.UNKNOWN | classes.SURE
"""Classes of a word that goes on with letters."""
_CLAUSES = frozenset({"أن", "إن", "بأن", "التي", "الذي"})
"""Words that begin a clause, and are in no name."""
_FUNCTIONS = words_of_class("function")
_CLUB_HEADS = words_of_class("club-head")
_HEADS: Final = classes.STRONG_ORG | classes.DEFINITE_ORG
_NAMES: Final = classes.NAME | classes.BORNE
_BOARD = [folded("مجلس"), folded("إدارة")]
_FROM, _SAKE = "من", "أجل"
_ARTICLE = "ال"
_LETTERS = frozenset(
    (
        "إيه", "أيه", "ايه", "إي", "بي", "سي", "دي", "إف", "إتش", "أتش", "آي", "جي", "جيه", "كي",
        "كيه", "إل", "إم", "إن", "كيو", "آر", "إس", "أس", "تي", "يو", "دبليو", "إكس",
        "اس", "ام", "اف", "اتش", "آى", "اى",
    )
)  # fmt: skip
"""Names of Latin letters, those left out that are words as well."""
_ANY_LETTERS = _LETTERS | {"أم", "أن", "أي", "ان"}
"""The same with those that are words as well."""
_SAID = frozenset(map(folded, ("قوله", "قولها", "بأنه", "بأنها", "تقريرا", "بيانا", "قولهم")))


def org_edges(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a tagged organisation begins and ends, without what is said of it.

    The adjectives of a foreign name are not part of it: دينامو بريست البيلاروسي. Names of letters
    stay whole: إيه بي سي.
    """
    words = sentence.words
    if end - start > 2 and [word.whole.key for word in words[start : start + 2]] == _BOARD:
        start += 2  # مجلس إدارة فولكسفاغن
    clauses = (at for at in range(start + 1, end) if _begins_clause(sentence, start, at))
    end = next(clauses, end)  # بي بي سي أن أحد
    while words[start].whole.shown in _ANY_LETTERS and start and _is_linked(sentence, start):
        if words[start - 1].whole.shown not in _LETTERS:
            break
        start -= 1
    while words[end - 1].whole.shown in _ANY_LETTERS and _is_linked(sentence, end):
        following = words[end].whole
        letter = following.shown in _LETTERS or _is_letter(sentence, end)
        if not letter and not following.classes & _FOREIGN:
            break
        end += 1  # مصرف جي بي مورغان
    first = words[start]
    foreign = bool(not first.classes & (classes.COMMON | classes.ORG) or is_lonely(first.whole))
    while end - start > 1:
        last = words[end - 1].whole
        definite = last.key.startswith("ال")
        adjective = foreign and definite and last.classes & (classes.COMMON | classes.NISBA)
        noun = definite and _is_noun_after_adjective(words[end - 2].whole, last)
        said = _ends_nothing(last) or _is_said_of(last) or is_somewhere(words[end - 1])
        number = last.shown == _ARTICLE or _is_score(words, start, end)
        if not (adjective or noun or said or number):
            break
        end -= 1
    last = words[end - 1].whole
    named = words[start].classes & (classes.STRONG_ORG | classes.WEAK_ORG) and end - start == 2
    if named and sentence.joined(end):
        after = words[end].whole.classes
        surname = after & (classes.FAMILY | classes.SURNAME | classes.UNKNOWN)
        whole = last.classes & _FORENAMES and surname and not after & classes.COMMON
        state = last.classes & classes.PLACE_NOUN and after & (classes.HEAD | classes.UNKNOWN)
        end += bool(whole or state)  # مجموعة ماجد الفطيم, جامعة ولاية أريزونا
    if end - start == 1 and words[start].whole.key in _CLUB_HEADS and sentence.joined(end):
        end += bool(words[end].whole.classes & (classes.HEAD | classes.UNKNOWN))
    if end - start == 2 and words[start].classes & classes.DEFINITE_ORG:
        last = words[end - 1].whole
        plain = last.classes & classes.COMMON and not last.classes & classes.NISBA
        end -= bool(plain and last.key.startswith("ال") and not last.key.endswith(("ي", "ه")))
    return start, end


def _is_sake(words: list[Word], at: int) -> bool:
    """Tell whether a word is *sake*, as in من أجل."""
    return at < len(words) and words[at].whole.shown == _SAKE


def _follows_listed(sentence: Sentence, start: int, at: int) -> bool:
    """Tell whether an indefinite noun follows a listed organisation: منظمة اليونسكو أسيرة."""
    word = sentence.words[at].whole
    other = classes.NISBA | classes.HEAD | classes.ORG | _NAMES | classes.UNKNOWN
    if not word.classes & classes.COMMON or word.classes & other or word.key.startswith(_ARTICLE):
        return False
    name = sentence.shown(sentence.words[start].whole, start, at)
    return plain_key("org", name) in aliases("org") and not is_letter_name(sentence.words[at])


def _is_score(words: list[Word], start: int, end: int) -> bool:
    """Tell whether a name ends in the figure of a result: جمعية جربة 1, but not إم آي 6."""
    digit = words[end - 1].whole.key.isdigit() and len(words[end - 1].whole.key) == 1
    return digit and end - start > 2 and not is_letter_name(words[end - 2])


def _begins_clause(sentence: Sentence, start: int, at: int) -> bool:
    """Tell whether a word goes on with what a name does: بي بي سي أن, منظمة الصحة توصي."""
    words = sentence.words
    word = words[at].whole
    if word.shown in _CLAUSES or (word.shown == _FROM and not _is_sake(words, at + 1)):
        return True
    if word.shown[0] == "ل" and word.shown[1:] in _LETTERS:
        return True  # متحدث باسم فيسبوك لبي بي سي
    verb = word.key[0] in "يت" and word.key in VERBS
    verb = verb and at > start + 1 and not word.classes & (_NAMES | classes.HEAD | classes.NISBA)
    return verb or _follows_listed(sentence, start, at)


def _ends_nothing(word: Reading) -> bool:
    """Tell whether a word ends no name: أيضا, الخميس; not a letter, as in إي إس بي إن."""
    letter = word.shown in _ANY_LETTERS | {"آي", "في"}
    return not letter and word.key in _FUNCTIONS  # أيضاً, too, which its ending makes a plain noun


def _is_noun_after_adjective(before: Reading, word: Reading) -> bool:
    """Tell whether a definite noun follows an adjective: البنك المركزي التصرف."""
    adjective = before.key.startswith("ال") and before.key.endswith(("ي", "يه"))
    return adjective and word.classes == classes.COMMON and not word.key.endswith(("ي", "ه", "ات"))


def _is_linked(sentence: Sentence, index: int) -> bool:
    """Tell whether a word follows the one before it, at most with a point between: إي.دي.إف."""
    linked = sentence.gaps[index] == POINT or sentence.joined(index)
    return linked and index < len(sentence.words)


def is_letter_name(word: Word) -> bool:
    """Tell whether a word is the name of a Latin letter."""
    return word.whole.shown in _LETTERS


def is_spelled(words: list[Word]) -> bool:
    """Tell whether words are one or two names of Latin letters, which are part of a name."""
    shown = [word.whole.shown for word in words]
    return len(shown) < 3 and _ANY_LETTERS.issuperset(shown) and not _LETTERS.isdisjoint(shown)


def _is_letter(sentence: Sentence, index: int) -> bool:
    """Tell whether a word that may name a letter stands before one that does: أم أس أن بي سي."""
    shown = sentence.words[index].whole.shown
    after = index + 1 < len(sentence.words) and _is_linked(sentence, index + 1)
    return shown in _ANY_LETTERS and after and sentence.words[index + 1].whole.shown in _LETTERS


def begins_another_org(word: Word) -> bool:
    """Tell whether a word in a name is *and* with another institution: ومنظمة, وهيومن رايتس."""
    bare = word.bare
    if bare is None or word.whole.key != "و" + bare.key:
        return False
    listed = () if word.whole.classes else name_lists().by_first.get(bare.key, ())
    own = bool(listed) and all(name.kind == "org" and name.guard == ALWAYS for name in listed)
    return own or bool(bare.classes & _HEADS)


def _is_said_of(word: Reading) -> bool:
    """Tell whether a word says something of the organisation before it: قدرت, قوله."""
    if word.key.startswith("ال") or not word.classes & classes.COMMON:
        return False
    known = classes.NAME | classes.HEAD | classes.ORG | classes.NISBA | classes.UNKNOWN
    past = word.key.endswith("ت") and not word.key.endswith("ات") and not is_lonely(word)
    verb = past or word.classes & classes.SPEECH or is_imperfect(word.key) or word.key in _SAID
    return bool(verb) and not word.classes & known
