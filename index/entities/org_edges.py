"""Where organisations that the tagger marks in part, or too far, begin and end."""

from typing import Final

from index.analysis.verbs import VERBS
from index.entities import classes
from index.entities.beside import before_somebody, without_brackets
from index.entities.edges import is_somewhere
from index.entities.following import is_imperfect
from index.entities.keys import aliases, plain_key
from index.entities.name_lists import AFTER_CLUB_WORD, ALWAYS, name_lists
from index.entities.readings import Reading, Word, is_lonely, stand_at
from index.entities.scanner import POINT, QUOTE
from index.entities.sentence import Sentence
from index.entities.tables import folded, words_of_class
from index.entities.tails import (
    ends_usual_purpose,
    goes_forward,
    is_described_so,
    is_no_adjective,
    is_other_adjective,
    is_other_field,
)

_FORENAMES: Final = classes.GIVEN | classes.FORENAME
_FOREIGN: Final = classes.UNKNOWN | classes.SURE
"""Classes of a word that goes on with letters."""
_CLAUSES = frozenset({"أن", "إن", "بأن", "التي", "الذي"})
"""Words that begin a clause, and are in no name."""
_FUNCTIONS = words_of_class("function")
_ENGLISH, _LINKS = words_of_class("english"), words_of_class("foreign-link")
_BEFORE_FIRMS = words_of_class("company-word")
_TELEPHONES = words_of_class("telephone")
_SAID_OF = words_of_class("said-of")
_OF_PEOPLE = words_of_class("of-people")
_REST: Final = 2
"""Most words that the tagger leaves out before a closing quote."""
_NO_NAME: Final = classes.FUNCTION | classes.SPEECH
_PLAIN: Final = classes.COMMON | classes.NISBA | classes.ORG
_BEGINS: Final = classes.ORG | classes.HEAD | classes.NAMED
_DEFINITE = ("ال", "وال", "لل", "بال")
_CLUB_HEADS = words_of_class("club-head")
_HEADS: Final = classes.STRONG_ORG | classes.DEFINITE_ORG
_NAMES: Final = classes.NAME | classes.BORNE
_BOARD = [folded("مجلس"), folded("إدارة")]
_FROM, _SAKE = "من", "أجل"
_GAME = folded("للعبة")
"""What a federation is called by that an article has named the game of before."""
_ARTICLE, _IN_THE = "ال", "بال"
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
    start = _without_description(words, start, end)
    if _listed_end(words, start, end) != end:
        start, end = _with_foreign(sentence, start, end)
    start, end = _with_attached(words, *without_brackets(sentence, start, end))
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
    end = without_another(words, start, _before_place(sentence, start, end))
    end = _with_object(sentence, before_somebody(words, start, end))
    if words[start].classes & classes.ORG and end - start > 1:
        end += sentence.joined(end) and is_described_so(words[end - 1].whole, words[end].whole)
        name = sentence.shown(words[start].whole, start, end)
        end = end if plain_key("org", name) in aliases("org") else ends_usual_purpose(sentence, end)
        end += 2 * goes_forward(sentence, end)
    first = words[start]
    foreign = bool(not first.classes & (classes.COMMON | classes.ORG) or is_lonely(first.whole))
    if end - start > 2 and first.whole.key in _OF_PEOPLE:
        foreign = words[start + 1].whole.classes == classes.UNKNOWN  # حزب بهاراتيا جاناتا القومي
    while end - start > 1:
        last = words[end - 1].whole
        definite = last.key.startswith("ال")
        adjective = foreign and definite and last.classes & (classes.COMMON | classes.NISBA)
        noun = definite and _is_noun_after_adjective(words[end - 2].whole, last)
        said = _ends_nothing(last) or _is_said_of(last) or is_somewhere(words[end - 1])
        number = last.shown == _ARTICLE or _is_score(words, start, end)
        if not (adjective or noun or said or number or _is_object(words[end - 2].whole, last)):
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


def _with_foreign(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a name of foreign words begins and ends: ماميلودي صن داونز.

    One that begins right after an opening quote goes on to the closing one.
    """
    words = sentence.words
    while start and sentence.joined(start) and words[start].whole.key in _ENGLISH:
        before = words[start - 1].whole
        if before.key not in _ENGLISH and (before.classes & ~_FOREIGN or not before.key.isalpha()):
            break
        start -= 1
    if sentence.gaps[start] == QUOTE and (closing := _closing(sentence, end)):
        return start, closing
    while sentence.joined(end) and not words[end - 1].whole.key.startswith(_ARTICLE):
        key, linked = words[end].whole.key, words[end - 1].whole.key in _LINKS
        if key not in _ENGLISH and not (linked and not words[end].whole.classes & _NO_NAME):
            break
        end += 1
    return start, end


def _with_attached(words: list[Word], start: int, end: int) -> tuple[int, int]:
    """Return where a name begins and ends that a preposition stands in: وديعة بالبنك المركزي."""
    for at in range(start + 1, end):
        word = words[at]
        inner = word.bare is not None and word.bare.classes & classes.DEFINITE_ORG
        if inner and word.whole.key.startswith(_IN_THE):
            return (start, at) if words[start].classes & classes.ORG else (at, end)
    return start, end


def _with_object(sentence: Sentence, end: int) -> int:
    """Return where a name ends that goes on after *for* and a noun: معهد بلانك لعلم التاريخ."""
    last = sentence.words[end - 1].whole
    purpose = last.key.startswith("ل") and not last.key.startswith("لل")
    noun = name_lists().classes.get(last.key[1:], 0) & classes.COMMON and len(last.key) > 3
    if not purpose or last.classes & classes.HEAD or not noun or not sentence.joined(end):
        return end
    return end + sentence.words[end].whole.key.startswith(_ARTICLE)


def _closing(sentence: Sentence, end: int) -> int:
    """Return where the quotes close that a name goes on in for a word or two, else 0."""
    at = end
    while at - end < _REST and sentence.joined(at) and not _is_outside(sentence.words[at]):
        at += 1
    return at if at > end and sentence.gaps[at] == QUOTE else 0


def _is_outside(word: Word) -> bool:
    """Tell whether a word goes on with a sentence and not with a foreign name."""
    return bool(word.whole.classes & (_NO_NAME | classes.NISBA)) or word.bare is not None


def _without_description(words: list[Word], start: int, end: int) -> int:
    """Return where a name begins without what is said of it before it.

    أعلن تشيلسي, لفريق تشيلسي, المحاسبة العملاقة برايس ووترهاوس.
    """
    first = words[start].whole
    if end - start > 1 and first.key in _BEFORE_FIRMS:
        return start + 1  # قناتي العربية
    if end - start < 2 or not first.classes & classes.COMMON or first.classes & _BEGINS:
        return start
    described = end - start > 2 and words[start + 1].whole.key in _SAID_OF
    if described and first.key.startswith(_ARTICLE):
        return start + 2
    return start + (_listed_end(words, start + 1, end) == end)


def _listed_end(words: list[Word], start: int, end: int) -> int:
    """Return where the longest name ends that is always an organisation, 0 where none begins."""
    for name in name_lists().by_first.get(words[start].whole.key, ()):
        at = start + 1 + len(name.rest)
        sure = name.kind == "org" and name.guard == ALWAYS and not name.before and at <= end
        if sure and stand_at(words, start + 1, name.rest):
            return at
    return 0


def without_another(words: list[Word], start: int, end: int) -> int:
    """Return where a name ends without somebody, or another name, right after it.

    برشلونة كوتينيو, الناتو واشنطن, البنك المركزي الشاذلي; and without what is said of it:
    هيومن رايتس ووتش المعنية.
    """
    for at in range(start + 1, end):
        if words[at].whole.key in _SAID_OF or words[at].whole.key == _GAME or _is_at(words, at):
            return at
        another = words[at].whole.classes & classes.DEFINITE_ORG and at > start + 1
        if another and not words[at].whole.key.endswith("يه"):
            return at  # مجلس الشورى الهيئة
        if _is_other_and(words, start, at):
            return at
    listed = _listed_end(words, start, end)
    if start < listed < end and _begins_other(words, start, listed, end):
        return listed
    if words[start].classes & classes.WEAK_ORG and not listed and end - start > 2:
        inner = _listed_end(words, start + 1, end)
        if inner == end - 1 and words[inner].whole.classes & classes.ORIGIN:
            return inner  # منظمة هيومن رايتس ووتش السعودية
    definite = words[start].classes & classes.DEFINITE_ORG
    second = words[min(start + 1, end - 1)].whole.classes
    if definite and second & _FORENAMES and not second & _PLAIN:
        return start + 1  # المجلس كارين بيرس
    last = words[end - 1].whole
    after = end - start > 1 and words[end - 2].whole.key.startswith(_DEFINITE)
    somebody = bool(last.classes & _NAMES and not last.classes & _PLAIN)
    borne = bool(last.classes & classes.GIVEN)  # المركزي الشاذلي
    somebody = somebody and (not last.key.endswith("ي") or borne or is_no_adjective(last))
    return end - bool(after and definite and somebody)


def _before_place(sentence: Sentence, start: int, end: int) -> int:
    """Return where a name ends before quotes and a listed place in them: إيسنا", "إيران."""
    for at in range(start + 1, end):
        if sentence.gaps[at] == QUOTE:
            listed = name_lists().by_first.get(sentence.words[at].whole.key, ())
            if any(name.kind == "place" and name.guard == ALWAYS and name.name for name in listed):
                return at
    return end


def _is_at(words: list[Word], at: int) -> bool:
    """Tell whether a word is *in* with a listed place, of one word or more: ببن عروس."""
    word = words[at]
    if word.bare is None or word.whole.key != f"ب{word.bare.key}" or word.whole.classes & _NAMES:
        return False
    if word.bare.classes & classes.PLACE_NOUN and at > 1:
        return True  # بولاية المهدية
    return any(
        name.kind == "place" and name.guard == ALWAYS and stand_at(words, at + 1, name.rest)
        for name in name_lists().by_first.get(word.bare.key, ())
    )


def _is_other_and(words: list[Word], start: int, at: int) -> bool:
    """Tell whether *and the* after an indefinite word begins another: أوهايو والمشارك."""
    if not words[at].whole.key.startswith("وال") or at == start + 1:
        return False
    before = words[at - 1].whole.key
    if not before.startswith(_DEFINITE):
        return True
    whole = words[start].classes & classes.DEFINITE_ORG and before.endswith(("ي", "يه"))
    purpose = any(word.whole.key.startswith("ل") for word in words[start + 1 : at])
    adjective = words[at].whole.key.endswith("ي") or is_other_adjective(words[at])
    field = is_other_field(words[at]) or adjective
    return bool(whole) and not purpose and not field  # البنك المركزي والمؤسسات


def _begins_other(words: list[Word], start: int, at: int, end: int) -> bool:
    """Tell whether somebody, a listed place or another organisation follows a listed one."""
    own = words[at].whole.classes
    if own & classes.ORIGIN and at - start > 2:
        return True  # الاتحاد الأوروبي لكرة القدم السلوفيني
    word = words[at].whole
    quality = own & classes.COMMON and not own & classes.ORIGIN and word.key.startswith(_ARTICLE)
    if at - start == 1 and quality and not words[start].whole.key.startswith(_ARTICLE):
        return True  # يوفنتوس الاحتياطي
    if (own & _NAMES and not own & _PLAIN) or words[at].whole.key in _TELEPHONES:
        return True
    if _listed_end(words, at, end) or _is_club(words[at].whole):
        return True
    places = name_lists().by_first.get(words[at].whole.key, ())
    return any(name.kind == "place" and name.guard == ALWAYS and name.name for name in places)


def _is_club(word: Reading) -> bool:
    """Tell whether a foreign word alone is a club, where one is spoken of: نيوكاسل."""
    listed = () if word.key.startswith(_ARTICLE) else name_lists().alone.get(word.key, ())
    return any(name.kind == "org" and name.guard == AFTER_CLUB_WORD for name in listed)


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
    complete = at > start + 1 or bool(words[start].classes & (classes.ORG | classes.HEAD))
    verb = verb and complete and not word.classes & (_NAMES | classes.HEAD | classes.NISBA)
    return verb or _follows_listed(sentence, start, at)


def _ends_nothing(word: Reading) -> bool:
    """Tell whether a word ends no name: أيضا, الخميس; not a letter, as in إي إس بي إن."""
    letter = word.shown in _ANY_LETTERS | {"آي", "في"}
    return not letter and word.key in _FUNCTIONS  # أيضاً, too, which its ending makes a plain noun


def _is_object(before: Reading, word: Reading) -> bool:
    """Tell whether a common noun in the accusative follows a definite word: نادي الشباب فوزا."""
    common = name_lists().classes.get(word.key[:-1], 0) & classes.COMMON
    plain = not word.classes & (_NAMES | classes.HEAD | classes.UNKNOWN)
    return before.key.startswith(_DEFINITE) and word.key.endswith("ا") and plain and bool(common)


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
    bare = word.after_and()
    if bare is None:
        return False
    listed = () if word.whole.classes else name_lists().by_first.get(bare.key, ())
    own = bool(listed) and all(name.kind == "org" and name.guard == ALWAYS for name in listed)
    return own or bool(bare.classes & _HEADS)


def _is_said_of(word: Reading) -> bool:
    """Tell whether a word says something of the organisation before it: قدرت, قوله."""
    if word.key.startswith("ال") or not word.classes & classes.COMMON or word.key in _ENGLISH:
        return False
    known = classes.NAME | classes.HEAD | classes.ORG | classes.NISBA | classes.UNKNOWN
    past = word.key.endswith("ت") and not word.key.endswith("ات") and not is_lonely(word)
    verb = past or word.classes & classes.SPEECH or is_imperfect(word.key) or word.key in _SAID
    return bool(verb) and not word.classes & known
