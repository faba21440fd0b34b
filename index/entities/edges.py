"""Where names that the tagger marks in part, or too far, begin and end."""

from typing import Final

from index.analysis.verbs import VERBS
from index.entities import classes
from index.entities.clusters import word_clusters
from index.entities.keys import DIVINE
from index.entities.name_lists import ALWAYS, name_lists
from index.entities.persons import is_somebody, with_kin, with_origin
from index.entities.readings import Reading, Word, strips
from index.entities.scanner import DASH, SPACE
from index.entities.sentence import Sentence
from index.entities.tables import folded, words_of_class
from index.facets import Kind

_ORDINALS = words_of_class("ordinal")
_MONARCHS = words_of_class("monarch")
_AFTER = words_of_class("after")
_PLACE_PREFIXES = words_of_class("place-prefix")
_TEEN = folded("عشر")
_KIN = frozenset(map(folded, ("بن", "ابن", "بنت", "آل", "ولد")))
"""Words after which a name goes on: سلمان بن خالد, تركي آل الشيخ."""
_SONS = frozenset(("بن", "بنت"))
_COMPOUND = frozenset(map(folded, ("عبد", "أبو", "أبي", "وعبد", "وأبو", "لعبد", "بن", "آل", "ولد")))
"""Words that are half of a name: عبد الله, أبو مازن."""
_FORENAMES: Final = classes.GIVEN | classes.FORENAME
_NAMES: Final = classes.NAME | classes.BORNE
_STATES = folded("دول")
_FEATURES = words_of_class("facility") | {folded(w) for w in ("خليج", "نهر", "بحيرة", "قلعة")}
"""Nouns of places whose name goes on with them: خليج قابس."""
_ARTICLE = "ال"
_AND, _AND_SON = "و", "وبن"
_AFTER_WAW = "اويل"
"""Letters that stand second in names that begin with و."""
_TWO_WAWS = ("ووي", "ووا")
_SHORTEST_JOINED: Final = 5
"""Letters of a word from which on it may be *and* with a name that no table has."""
_NOUN: Final = classes.COMMON | classes.UNSEEN
_EVERYDAY: Final = 20_000
"""Number of the most frequent words, of which a noun with and without article ends no name."""
_SHORTEST_NOUN: Final = 3
"""Letters that such a noun has more than; with its article it may have as many."""
_GENERATIONS = frozenset(map(folded, ("ابن", "أب", "أكبر", "أصغر", "كبير", "صغير", "حق")))
"""Nouns with an article that end names: بوش الابن."""
_KNOWN_NAMES: Final = classes.NAME | classes.BORNE | classes.PARTICLE | classes.HEAD | classes.TITLE
_BORN = "ولد"
_ATTACHED = ("بال", "وال", "فال", "كال", "لل")
_PREPOSED = ("بال", "لل")
_IN = "ب"
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")
_OF_SUBJUNCTIVES = ("وا", *_PRONOUNS[::-1])
_OF_VERBS = ("انهما", "انهم", "انها", "انه", "ان", "ون", *_OF_SUBJUNCTIVES)
"""Endings of verbs: their subjects and objects."""
_TO = "ل"
_BEFORE_VERBS, _IMPERFECT = f"س{_TO}", "يتن"
"""Letters before an imperfect (سينتقل, ليثأر), and its first letters."""


def person_edges(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a person's name begins and ends that the tagger marks in part or too far."""
    words = sentence.words
    end = _without_what_follows(words, start, end)
    while end - start > 1 and _is_figure(words[end - 1].whole):
        end -= 1  # صلاح ابن الـ 26
    start, end = _with_halves(sentence, start, end)
    end = _with_unheard_of(sentence, start, end)
    begins = not start or sentence.gaps[start] != SPACE
    if words[start].whole.key == _BORN and begins and end - start > 1:
        start += 1  # ولد لويس في لندن
    if end - start == 2 and _is_elsewhere(words[start].whole, words[start + 1].whole):
        end -= 1
    if end - start > 1:
        end = with_origin(sentence, start, end)
    elif start and sentence.joined(start) and not begins_another(words[start]):
        start -= _is_forename(words[start - 1])
    if start and sentence.gaps[start] == DASH and sentence.gaps[start - 1] == SPACE:
        first = words[start - 1].whole  # لارس-كريستر
        start -= not first.classes & classes.FUNCTION and not first.key.startswith("ال")
    if words[end - 1].whole.key in _ORDINALS and sentence.joined(end):
        end += words[end].whole.key == _TEEN  # لويس الرابع عشر
    return start, with_kin(sentence, end)


def _with_unheard_of(sentence: Sentence, start: int, end: int) -> int:
    """Return where a name ends with a word of no table before a border: محمد مختار غزاية."""
    words = sentence.words
    if end - start != 2 or not sentence.joined(end) or sentence.joined(end + 1):
        return end
    key = words[end].whole.key
    if words[end].classes != classes.UNKNOWN or key[0] in "وفبلكيتسه" or key in _AFTER:
        return end
    form = not key.startswith(_ARTICLE) or key.endswith("ي")
    return end + (form and key.isalpha() and not key.endswith(_PRONOUNS[1:]))


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


def place_edges(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a tagged place begins and ends, without adjectives of origin: جدة السعودية.

    What begins with سان or نيو goes on: سانت بطرسبرغ. States together are no place: دول البلطيق.
    """
    words = sentence.words
    if end - start > 1 and words[start].whole.key.endswith(_STATES):
        start += 1
    own = words[start].classes
    if end - start > 1 and words[end - 1].whole.classes & classes.ORG:
        end -= 1  # تل أبيب حركة
    if end - start == 2 and _is_after_listed(words[start].whole, words[start + 1].whole):
        end -= 1  # كوريا فور إعلانها
    while end - start > 1 and words[end - 1].whole.classes & classes.ORIGIN:
        general = own & (classes.CUE | classes.NISBA) or words[start].whole.key[:2] == _ARTICLE
        listed = own & (classes.HEAD | classes.UNKNOWN) or not general
        if not listed or words[end - 1].whole.key[:2] != _ARTICLE:
            break
        end -= 1
    noun = end - start == 1 and own & classes.PLACE_NOUN and sentence.joined(end)
    if noun and words[start].among(_FEATURES) is not None:
        following = words[end].whole.classes  # خليج قابس
        named = following & (classes.UNKNOWN | classes.HEAD | _NAMES)
        end += bool(named) and not following & (classes.ORG | classes.FUNCTION | classes.CUE)
    if end - start == 1 and words[start].whole.key in _PLACE_PREFIXES and sentence.joined(end):
        end += bool(words[end].whole.classes & (classes.UNKNOWN | classes.HEAD))
    if start and sentence.joined(start) and words[start - 1].whole.key in _PLACE_PREFIXES:
        start -= 1
    return start, end


def _is_after_listed(place: Reading, word: Reading) -> bool:
    """Tell whether a word after a listed place is an indefinite noun."""
    listed = name_lists().alone.get(place.key, ())
    known = any(name.kind == "place" and name.name and name.guard == ALWAYS for name in listed)
    return known and word.classes == classes.COMMON and not word.key.startswith(_ARTICLE)


def is_attached(words: list[Word], at: int) -> bool:
    """Tell whether a word before a person is a verb, or one with a preposition: بصفاقس مراد."""
    word, following = words[at], words[at + 1].whole
    if word.whole.classes & _NAMES or not following.classes & (_NAMES | classes.UNKNOWN):
        return False
    if is_imperfect(word.whole.key):
        return True  # ينتدب ممفيس ديباي
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


def _with_halves(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a name begins and ends with the other halves of عبد الله, أبو مازن."""
    words = sentence.words
    if start and sentence.joined(start) and words[start - 1].whole.key in _COMPOUND:
        start -= 1
        if words[start].whole.key in _KIN and start and sentence.joined(start):
            start -= bool(words[start - 1].classes & (classes.GIVEN | classes.FORENAME))
    if words[start].whole.key in _SONS and start and sentence.joined(start):
        start -= bool(words[start - 1].whole.classes & _FORENAMES)  # مساعد بن محمد العيبان
    last = words[end - 1].whole
    if last.key in _COMPOUND and last.shown != "آبي" and sentence.joined(end):
        end += not words[end].whole.classes & classes.FUNCTION
    return start, end


def _without_what_follows(words: list[Word], start: int, end: int) -> int:
    """Return where a name ends when verbs, objects and proclitics are taken off its end."""
    while end - start > 1:
        word = words[end - 1]
        key, own = word.whole.key, word.whole.classes
        if words[end - 2].whole.classes & classes.PARTICLE or key in _ORDINALS:
            break  # عبد الرحمن, الحسن الثاني
        known = own & (
            classes.NAME | classes.NISBA | classes.HEAD | classes.PARTICLE | classes.BORNE
        )
        attached = _is_known_attached(key) or _is_possessed(word.whole)
        people = key.startswith("ال") and key.endswith("يين")
        noun = name_lists().classes.get(key[:-1], 0) & classes.COMMON
        thing = noun and key.endswith("ا") and len(key) > 3  # هدفا, but not سولانا
        verb = _is_done(key) or own & (classes.FUNCTION | classes.SPEECH)
        other = attached or thing or verb or _is_everyday(word.whole)
        another = key.startswith("و") and len(key) > 4 and _is_name(key[1:])  # وميسي
        if not (
            (not known and (other or another)) or key in _AFTER or people or with_pronoun(word)
        ):
            break
        end -= 1
    beside = (
        at for at in range(start + 1, end) if words[at].whole.key == _AND_SON or _is_told(words[at])
    )
    return next(beside, end)  # محمد بن سلمان وبن زايد


def _is_told(word: Word) -> bool:
    """Tell whether a word is *to* with the first word of a listed name: لفرانس برس."""
    told = word.bare is not None and word.whole.key == _TO + word.bare.key
    return told and word.bare is not None and bool(word.bare.classes & classes.HEAD)


def begins_another_place(word: Word) -> bool:
    """Tell whether a word in a name is *and* with another place: الطفيلة والشوبك, وذي قار."""
    listed = word.bare is not None and word.whole.key == "و" + word.bare.key
    known = listed and word.bare is not None and word.bare.classes & classes.HEAD
    return bool(known or word.whole.key.startswith("وال")) and not word.whole.classes & classes.HEAD


def is_epithet(words: list[Word], at: int) -> bool:
    """Tell whether a word says what the person is whom the words after it name: السويسري شاكيري."""
    word, following = words[at].whole, words[at + 1].whole
    name = word.classes & (classes.NAME | classes.BORNE | classes.PARTICLE)
    if name or not word.shown.startswith(_ARTICLE) or word.key in _MONARCHS:
        return False
    epithet = word.classes & (classes.NISBA | classes.TITLE | classes.COMMON | classes.UNKNOWN)
    begins = following.classes & (classes.GIVEN | classes.FORENAME)
    adjective = word.classes & classes.NISBA or (
        word_clusters().rank.get(word.key[2:], _EVERYDAY) < _EVERYDAY
        and not following.key.startswith(_ARTICLE)
    )
    return bool((epithet and begins) or adjective)


def begins_another(word: Word) -> bool:
    """Tell whether a word in a name is *and*, alone or with another's given name: وميشيل."""
    whole, bare = word.whole, word.bare
    return (
        whole.key == _AND
        or is_joined(word)
        or (
            bare is not None
            and whole.key == _AND + bare.key
            and not whole.classes & _NAMES
            and bool(bare.classes & (classes.GIVEN | classes.FORENAME))
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
    return not own & classes.COMMON or bool(own & classes.UNSEEN) or _is_rarer(key)


def _is_rarer(key: str) -> bool:
    """Tell whether a folded word is rarer than what is left of it without its first letter."""
    rank = word_clusters().rank
    return rank.get(key[1:], len(rank)) < rank.get(key, len(rank))


def _is_name(key: str) -> bool:
    """Tell whether a folded word is a listed given or family name."""
    return bool(name_lists().classes.get(key, 0) & classes.NAME)


def _is_known_attached(key: str) -> bool:
    """Tell whether a word is a known one after a proclitic: بالمباراة, لترامب, not كالامانوف."""
    table = name_lists().classes
    if key.startswith(_ATTACHED):
        bare = key[0] != _AND  # والكن
        return any(rest in table or (bare and rest[2:] in table) for rest in strips(key))
    if key[0] not in "بل" or key[1:2] == "و":
        return False
    own = table.get(key[1:], 0)
    somebody = is_somebody(Reading(key[1:], key[1:], own))
    return somebody or (len(key) > 5 and bool(own & (classes.COMMON | classes.HEAD | classes.NAME)))


def _is_everyday(word: Reading) -> bool:
    """Tell whether a word is a noun that news has as often with its article as without: الفوز."""
    stem = word.key.removeprefix(_ARTICLE)
    if word.classes & ~_NOUN or stem in _GENERATIONS or stem in DIVINE or stem.endswith("ي"):
        return False
    if name_lists().classes.get(stem, 0) & _NAMES:
        return False  # صباح الأحمد الصباح
    rank = word_clusters().rank
    definite = word.key.startswith(_ARTICLE)
    shortest = len(stem) > (_SHORTEST_NOUN if not definite else _SHORTEST_NOUN - 1)
    return shortest and max(rank.get(w, _EVERYDAY) for w in (stem, _ARTICLE + stem)) < _EVERYDAY


def _is_possessed(word: Reading) -> bool:
    """Tell whether a word is a common noun with a pronoun: نجله, ضيافتهم."""
    ending = next((e for e in _PRONOUNS[::-1] if word.shown.endswith(e)), "")
    base = word.key.removesuffix(ending)
    if not ending or len(base) < 3 or base.endswith("ي") or base.startswith("ال"):
        return False
    if word.classes & classes.UNSEEN:
        return False  # روته
    return any(name_lists().classes.get(b, 0) & classes.COMMON for b in (base, base[:-1] + "ه"))


def _is_figure(word: Reading) -> bool:
    """Tell whether a word is a number, or what stands before one."""
    return word.key.isdigit() or word.shown in (_ARTICLE, "ابن")


def _is_done(key: str) -> bool:
    """Tell whether a word is an imperfect, with its object or *will* as well: تناشدهما, سينتقل."""
    if is_imperfect(key):
        return True
    verb = key[1:] if key[0] in _BEFORE_VERBS and key[1:2] in _IMPERFECT else key
    endings = _OF_VERBS if key[0] != _TO else _OF_SUBJUNCTIVES
    ending = next((e for e in endings if verb.endswith(e)), "")
    rest = verb.removesuffix(ending)
    known = verb in VERBS or (len(rest) > 3 and rest in VERBS)
    return known and (verb != key or bool(ending) or key.startswith("ت"))


def is_imperfect(key: str) -> bool:
    """Tell whether a word is an imperfect in ي, known or dual: يستقبل, يتعهدان."""
    return key.startswith("ي") and (key in VERBS or (key.endswith("ان") and len(key) > 5))


def with_pronoun(word: Word) -> bool:
    """Tell whether a word is *and* with a possessed noun: وزملاؤه."""
    key = word.whole.key
    possessed = key.startswith("و") and key.endswith(_PRONOUNS) and len(key) > 5
    return possessed and not word.classes & classes.NAME


def _is_forename(word: Word) -> bool:
    """Tell whether a word is a given name and hardly anything else: not طالب, not لصالح."""
    whole, bare = word.whole.classes, word.bare.classes if word.bare is not None else 0
    other = classes.COMMON | classes.WEAK | classes.TITLE | classes.PARTICLE
    return bool(
        (whole & classes.GIVEN and not whole & classes.PARTICLE)
        or (whole & classes.FORENAME and not whole & other)
        or (bare & classes.GIVEN and not whole & classes.COMMON)
    )
