"""Where names that the tagger marks in part, or too far, begin and end."""

from typing import Final

from index.entities import classes
from index.entities.clusters import word_clusters
from index.entities.following import (
    begins_told,
    breaks_off,
    is_borne_by_nobody,
    is_done,
    is_everyday,
    is_imperfect,
    is_known_attached,
    is_participle,
    is_possessed,
    is_said_of,
    with_pronoun,
)
from index.entities.forenames import has_forename, has_title_for_surname
from index.entities.name_lists import ALWAYS, name_lists
from index.entities.particles import COMPOUND, FOREIGN, KIN
from index.entities.persons import is_somebody, with_kin, with_origin
from index.entities.readings import Reading, Word, is_lonely
from index.entities.scanner import DASH, QUOTE, SPACE
from index.entities.sentence import Sentence
from index.entities.tables import folded, words_of_class
from index.facets import Kind

_ORDINALS = words_of_class("ordinal")
_MONARCHS = words_of_class("monarch")
_AFTER = words_of_class("after")
_TEEN = folded("عشر")
_SONS = frozenset(("بن", "بنت"))
_FORENAMES: Final = classes.GIVEN | classes.FORENAME
_NAMES: Final = classes.NAME | classes.BORNE
_ARTICLE = "ال"
_AND, _AND_SON, _TO = "و", "وبن", "ل"
_AFTER_WAW = "اويل"
"""Letters that stand second in names that begin with و."""
_TWO_WAWS = ("ووي", "ووا")
_SHORTEST_JOINED: Final = 4
"""Letters of a word from which on it may be *and* with a name that no table has."""
_KNOWN_NAMES: Final = classes.NAME | classes.BORNE | classes.PARTICLE | classes.HEAD | classes.TITLE
_EVERYDAY: Final = 20_000
"""Number of the most frequent words, of which an adjective before a name is none of it."""
_BORN = "ولد"
_OR = frozenset({"أم", "أو"})
_PREPOSED = ("بال", "لل")
_IN = "ب"


def person_edges(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a person's name begins and ends that the tagger marks in part or too far."""
    words = sentence.words
    end = _without_what_follows(words, start, end)
    while end - start > 1 and _is_figure(words[end - 1].whole):
        end -= 1  # صلاح ابن الـ 26
    end -= end - start > 1 and words[end - 1].whole.key == _TO and sentence.gaps[end] == QUOTE
    start, end = _with_halves(sentence, start, end)
    end += has_title_for_surname(sentence, start, end)
    end = _with_dashes(sentence, _with_unheard_of(sentence, start, end))
    begins = not start or sentence.gaps[start] != SPACE
    if words[start].whole.key == _BORN and begins and end - start > 1:
        start += 1  # ولد لويس في لندن
    if end - start > 1 and _is_elsewhere(words[end - 2].whole, words[end - 1].whole):
        end -= 1  # دونالد ترامب إيفانكا
    if end - start > 1:
        end = with_origin(sentence, start, end)
        end -= end - start == 2 and _is_national(words[start], words[start + 1].whole)
    if not begins_another(words[start]):
        start -= has_forename(sentence, start, end)
    if start and sentence.gaps[start] == DASH and sentence.gaps[start - 1] == SPACE:
        first = words[start - 1].whole  # لارس-كريستر
        start -= not first.classes & classes.FUNCTION and not first.key.startswith("ال")
    if end - start == 1 and _is_teen(sentence, end):
        end += 1
    if words[end - 1].whole.key in _ORDINALS and sentence.joined(end):
        end += words[end].whole.key == _TEEN  # لويس الرابع عشر
    return start, with_kin(sentence, end)


def _with_dashes(sentence: Sentence, end: int) -> int:
    """Return where a name ends that a dash goes on with: ليز غريغوار-فان هارن."""
    names = _NAMES | classes.UNKNOWN | classes.PARTICLE
    while sentence.gaps[end] == DASH and end < len(sentence.words):
        word = sentence.words[end].whole
        if not word.classes & names or word.classes & classes.COMMON or is_somebody(word):
            break
        particle = word.classes & classes.PARTICLE and sentence.joined(end + 1)
        end += 2 if particle else 1
    return end


def _is_teen(sentence: Sentence, at: int) -> bool:
    """Tell whether words are a number that only a king or a pope has: ليو الرابع عشر."""
    if not sentence.joined(at) or not sentence.joined(at + 1):
        return False
    keys = [word.whole.key for word in sentence.words[at : at + 2]]
    return keys[0] in _ORDINALS and keys[1] == _TEEN


def _with_unheard_of(sentence: Sentence, start: int, end: int) -> int:
    """Return where a name ends with a word of no table before a border or a title.

    محمد مختار غزاية. A name does not end in فان or دي either, if such a word follows.
    """
    words = sentence.words
    if not sentence.joined(end):
        return end
    word = words[end].whole
    last = words[end - 1].whole
    if last.key in FOREIGN and end - start > 1:
        return end + (bool(word.classes & classes.UNKNOWN) or is_lonely(word))
    key, following = word.key, words[end + 1].whole if sentence.joined(end + 1) else None
    titled = following is not None and following.classes & classes.TITLE
    titled = titled and following is not None and following.key.startswith(_ARTICLE)
    if end - start != 2 or (following is not None and not titled):
        return end
    if words[end].classes != classes.UNKNOWN or key[0] in "وفبلكيه" or key in _AFTER:
        return end
    form = not key.startswith(_ARTICLE) or key.endswith("ي")
    verb = is_done(key) or key.endswith(("ها", "هم", "هما", "هن"))
    return end + (form and key.isalpha() and not verb)


def _is_national(first: Word, second: Reading) -> bool:
    """Tell whether a listed short name is followed by where he is from: نيمار البرازيلي."""
    known = second.classes & (classes.FAMILY | classes.SURNAME)
    somebody = is_somebody(first.whole) or (first.bare is not None and is_somebody(first.bare))
    return somebody and bool(second.classes & classes.ORIGIN) and not known


def _is_elsewhere(first: Reading, second: Reading) -> bool:
    """Tell whether a listed short name is followed by another's: اتهم نتانياهو عباس."""
    if not is_somebody(first) or first.classes & classes.TITLE:
        return False
    listed = name_lists().alone.get(second.key, ())
    return any(name.kind != "org" and name.guard == ALWAYS and name.name for name in listed)


def is_somewhere(word: Word) -> bool:
    """Tell whether a word is *in* with a listed place: بقفصة."""
    if word.bare is None or word.whole.key != _IN + word.bare.key or word.whole.classes & _NAMES:
        return False
    listed = name_lists().alone.get(word.bare.key, ())
    return any(name.kind == "place" and name.guard == ALWAYS for name in listed)


def is_attached(words: list[Word], at: int) -> bool:
    """Tell whether a word before a person is a verb, or one with a preposition: بصفاقس مراد."""
    word, following = words[at], words[at + 1].whole
    if word.whole.classes & _NAMES or not following.classes & (_NAMES | classes.UNKNOWN):
        return False
    if is_imperfect(word.whole.key):
        return True  # ينتدب ممفيس ديباي
    if following.classes & classes.GIVEN and _is_institution(word.bare or word.whole):
        return True  # إنستغرام كيفن سيستروم
    key, table = word.whole.key, name_lists().classes
    definite = f"{_ARTICLE}{key[2:]}" if key.startswith("لل") else key[1:]
    common = key.startswith(_PREPOSED) and table.get(definite, 0) & classes.COMMON
    return bool(common) or is_somewhere(word)


def stands_before(words: list[Word], at: int, kind: Kind) -> bool:
    """Tell whether a word stands before a name and not in it: a title, بأن, بيان حفتر."""
    word = words[at].whole
    if word.classes & classes.FUNCTION or word.key == "الدين" or _is_plural(word.key):
        return True
    if kind == "person" and is_imperfect(word.key) and not word.classes & classes.NAME:
        return True
    common = bool(word.classes & classes.COMMON)
    if kind != "person":
        return False
    names = classes.NAME | classes.UNSEEN | classes.FORENAME
    weak = common and not word.classes & classes.GIVEN
    return (common and not words[at].classes & names) or (weak and is_somebody(words[at + 1].whole))


def _is_plural(key: str) -> bool:
    """Tell whether a word is a plural before what it belongs to: لاعبو فالنسيا, فلسطينيو غزة."""
    known = name_lists().classes
    return key.endswith("و") and len(key) > 4 and (f"{key[:-1]}ين" in known or f"{key}ن" in known)


def is_titles(word: Reading) -> bool:
    """Tell whether a word is the plural of a title before what it belongs to: محامو ترامب."""
    title = name_lists().classes.get(word.key[:-1] + "ي", 0) & classes.TITLE
    return word.key.endswith("و") and bool(title) and not word.classes & _NAMES


def _with_halves(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a name begins and ends with the other halves of عبد الله, أبو مازن."""
    words = sentence.words
    if start and sentence.joined(start) and words[start - 1].whole.key in COMPOUND:
        start -= 1
        if words[start].whole.key in KIN and start and sentence.joined(start):
            start -= bool(words[start - 1].classes & (classes.GIVEN | classes.FORENAME))
    if words[start].whole.key in _SONS and start and sentence.joined(start):
        start -= bool(words[start - 1].whole.classes & _FORENAMES)  # مساعد بن محمد العيبان
    last = words[end - 1].whole
    if last.key in COMPOUND and last.shown != "آبي" and sentence.joined(end):
        end += not words[end].whole.classes & classes.FUNCTION
    return start, end


def _without_what_follows(words: list[Word], start: int, end: int) -> int:
    """Return where a name ends when verbs, objects and proclitics are taken off its end."""
    while end - start > 1:
        word = words[end - 1]
        key, own = word.whole.key, word.whole.classes
        if key in _ORDINALS:
            break  # الحسن الثاني
        if is_borne_by_nobody(word.whole):
            end -= 1  # قاسم بأن
            continue
        if words[end - 2].whole.classes & classes.PARTICLE:
            break  # عبد الرحمن
        first = words[start].bare or words[start].whole
        timed = breaks_off(first, word.whole) or _stands_before_function(words, end)
        if (own & classes.FUNCTION and timed) or is_said_of(first, word.whole):
            end -= 1  # أشرف صباح اليوم, فيرمينو المنفرد
            continue
        known = own & (
            classes.NAME | classes.NISBA | classes.HEAD | classes.PARTICLE | classes.BORNE
        )
        attached = is_known_attached(key) or is_possessed(word.whole)
        people = key.startswith("ال") and key.endswith(("يين", "تان"))
        noun = name_lists().classes.get(key[:-1], 0) & classes.COMMON
        thing = noun and key.endswith("ا") and len(key) > 3  # هدفا, but not سولانا
        thing = thing or (own & classes.UNKNOWN and is_participle(key))
        verb = is_done(key) or own & (classes.FUNCTION | classes.SPEECH | classes.TITLE)
        other = attached or thing or verb or is_everyday(word.whole)
        another = key[0] == _AND and len(key) > 4 and _is_name(key[1:])  # وميسي
        if not (
            (not known and (other or another)) or key in _AFTER or people or with_pronoun(word)
        ):
            break
        end -= 1
    beside = (
        at
        for at in range(start + 1, end)
        if words[at].whole.key == _AND_SON
        or _is_with_somebody(words[at])
        or begins_told(words[:end], at)
        or (at < end - 1 and _breaks_off_at(words, start, at))
        or (words[at - 1].whole.key in _ORDINALS and words[at].whole.key != _TEEN)
    )
    return next(beside, end)  # محمد بن سلمان وبن زايد


def _is_with_somebody(word: Word) -> bool:
    """Tell whether a word is a preposition with the listed short name of another: بصلاح."""
    return word.bare is not None and word.whole.key[0] in "بل" and is_somebody(word.bare)


def _breaks_off_at(words: list[Word], start: int, at: int) -> bool:
    """Tell whether a name ends at a word inside of what the tagger marks: ماتيو مدافع سبورتنغ."""
    word = words[at].whole
    particle = classes.PARTICLE
    half = (words[at - 1].whole.classes | words[at + 1].whole.classes) & particle
    half = half or word.key in _ORDINALS  # ولد محمد الشيخ ولد بيد الله
    if word.shown in _OR:
        return True  # دي ماريا أم رونالدو
    return not half and breaks_off(words[start].bare or words[start].whole, word)


def _stands_before_function(words: list[Word], end: int) -> bool:
    """Tell whether the word after a name is never part of one: صباح اليوم."""
    return end < len(words) and bool(words[end].whole.classes & classes.FUNCTION)


def _is_institution(word: Reading) -> bool:
    """Tell whether a word is a listed institution and nothing else that is listed."""
    listed = name_lists().alone.get(word.key, ())
    return bool(listed) and all(name.kind == "org" and name.guard == ALWAYS for name in listed)


def is_epithet(words: list[Word], at: int) -> bool:
    """Tell whether a word says what the person is whom the words after it name: السويسري شاكيري."""
    word, following = words[at].whole, words[at + 1].whole
    name = word.classes & (classes.NAME | classes.BORNE | classes.PARTICLE)
    shown = word.shown.removeprefix(_AND)
    if name or not shown.startswith(_ARTICLE) or word.key in _MONARCHS:
        return False
    stem = shown.removeprefix(_ARTICLE)
    epithet = word.classes & (classes.NISBA | classes.TITLE | classes.COMMON | classes.UNKNOWN)
    begins = following.classes & (classes.GIVEN | classes.FORENAME | classes.PARTICLE)
    adjective = word.classes & classes.NISBA or (
        word_clusters().rank.get(stem, _EVERYDAY) < _EVERYDAY
        and not following.key.startswith(_ARTICLE)
    )
    return bool((epithet and begins) or adjective)


def is_foreign_epithet(word: Word) -> bool:
    """Tell whether a word before two more is of the form of a nationality: الطوغولي كوكو راقلا."""
    key = word.whole.key
    form = word.whole.shown.startswith(_ARTICLE) and key.endswith(("ي", "يه")) and len(key) > 5
    return form and not word.whole.classes & (classes.NAME | classes.BORNE | classes.PARTICLE)


def begins_another(word: Word) -> bool:
    """Tell whether a word in a name is *and*, alone or with another's given name: وميشيل."""
    whole, other = word.whole, word.after_and()
    return (
        whole.key == _AND
        or is_joined(word)
        or (
            other is not None
            and not whole.classes & (classes.NAME | classes.FORENAME)
            and bool(other.classes & (classes.GIVEN | classes.FORENAME))
        )
    )


def is_joined(word: Word) -> bool:
    """Tell whether a word is *and* with a name: وكافاني, ووليد, but not ويليامز, ولبرغ, ووكر.

    Names that begin with و go on with a long vowel or ل, unless a table has them.
    """
    shown, key, own = word.whole.shown, word.whole.key, word.whole.classes
    if not key.startswith(_AND) or len(key) < _SHORTEST_JOINED or own & _KNOWN_NAMES:
        return False
    if shown[1] in _AFTER_WAW:
        return _is_name(key[1:]) or key.startswith(_TWO_WAWS)
    if not own & classes.COMMON:
        return True
    long = len(key) > _SHORTEST_JOINED
    return long and (bool(own & classes.UNSEEN) or _is_rarer(key))


def _is_rarer(key: str) -> bool:
    """Tell whether a folded word is rarer than what is left of it without its first letter."""
    rank = word_clusters().rank
    return rank.get(key[1:], len(rank)) < rank.get(key, len(rank))


def _is_name(key: str) -> bool:
    """Tell whether a folded word is a listed given or family name."""
    return bool(name_lists().classes.get(key, 0) & classes.NAME)


def _is_figure(word: Reading) -> bool:
    """Tell whether a word is a number, or what stands before one."""
    return word.key.isdigit() or word.shown in (_ARTICLE, "ابن")
