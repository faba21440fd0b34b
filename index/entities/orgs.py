"""Organisations by pattern: a head noun (وزارة، حزب، الجيش) and the words that make it a name."""

from typing import Final

from index.entities import classes
from index.entities.keys import aliases, plain_key
from index.entities.name_lists import name_lists
from index.entities.nameless import names_nothing
from index.entities.org_edges import without_another
from index.entities.purposes import PURPOSES
from index.entities.readings import Reading, is_lonely
from index.entities.scanner import QUOTE
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, words_of_class
from index.entities.tails import (
    begins_somebody,
    ends_object,
    ends_purpose,
    goes_forward,
    is_adjective,
    is_described_so,
    is_other_adjective,
    is_other_field,
    is_other_noun,
)

_LINKS = words_of_class("link")
_OF_ALL = frozenset(map(folded, ("الدولي", "الدولية", "العالمي", "العالمية")))
_HIGHEST = frozenset(map(folded, ("العليا", "الأعلى", "العظمى", "الكبرى")))
"""Adjectives that end otherwise: المحكمة البولندية العليا."""
_NOT_NAMES = words_of_class("unnamed")
_MINISTRIES = {folded("الخارجية"): "وزارة الخارجية", folded("الداخلية"): "وزارة الداخلية"}
_WITH_AND = words_of_class("joined")
_OF_FIELDS = words_of_class("of-fields")
_FREE = words_of_class("free")
OUTER = words_of_class("outer")
"""Heads that stand before a name and are not part of it: شركة، صحيفة، قناة."""
OWN = words_of_class("own")
"""Heads that make another organisation of a listed name: جامعة ليفربول is no club."""
_NATIONAL = words_of_class("national")
_ENGLISH = words_of_class("english")
_ANAPHORIC = words_of_class("anaphoric")
_DEVOTED = words_of_class("devoted")
_PURPOSELESS = words_of_class("purposeless")
_QUALITIES = words_of_class("quality")
_OF_PEOPLE = words_of_class("of-people")
_PARTY, _NEW = folded("حزب"), folded("الجديدة")
_HOLDING = folded("القابضة")
_YEAR = folded("العام")
_SITE, _DIRECTION = folded("موقع"), folded("مديرية")
_COMMITTEE = folded("لجنة")
_THE_COMMITTEE = Reading("اللجنة", folded("اللجنة"), classes.DEFINITE_ORG | classes.COMMON)
_WEB = frozenset(map(folded, ("الإلكتروني", "الإخباري", "الرياضي", "الشهير", "المتخصص")))
"""What is said of a site of the web."""
_SIDES = frozenset(map(folded, ("الجنوبي", "الجنوبية", "الشمالي", "الشمالية")))
"""What says which Korea an adjective is of."""
_LIBERATION = folded("تحرير")
_LIBERATORS = frozenset(map(folded, ("جبهة", "حركة", "جيش")))
_EDITING = folded("تحرير")
_AGENCY = folded("وكالة")
_FORCES, _ARMED = folded("القوات"), folded("المسلحة")
_FOREIGN: Final = classes.UNKNOWN | classes.SURE
"""Classes of the words that go on with a foreign name."""
_NAMED: Final = _FOREIGN | classes.GIVEN | classes.FORENAME
"""Classes of those that go on with the name of a school or a hospital: مستشفى سانت ماري."""
_LONGEST: Final = 7
"""Most words of an organisation before what it is for."""
_MOST_ADJECTIVES: Final = 5
"""Most words of a definite head and its adjectives."""
_QUOTED: Final = 4
"""Most words of a name in quotes after a head."""


def match_org(sentence: Sentence, start: int) -> Span | None:
    """Return the organisation whose head noun is word ``start``."""
    head = sentence.words[start].reading(classes.ORG)
    if head is None:
        return None
    if head.classes & classes.DEFINITE_ORG:
        return _definite(sentence, start, head)
    if head.key == _COMMITTEE and sentence.words[start].whole.key == f"ل{_COMMITTEE}":
        word = sentence.words[start + 1].whole if sentence.joined(start + 1) else head
        described = is_adjective(word) or word.key in _QUALITIES
        if described and word.key.endswith("ه"):
            head = _THE_COMMITTEE  # للجنة المختلطة
            return _definite(sentence, start, head) or _construct(sentence, start, head)
    return _construct(sentence, start, head)


def _definite(sentence: Sentence, start: int, head: Reading) -> Span | None:
    """Return a definite head and adjectives that agree with it, one of origin: الجيش السوري."""
    before = sentence.words[start - 1].whole.key if start and sentence.joined(start) else ""
    if head.key in _MINISTRIES and before.startswith("ال"):
        return None  # الشؤون الداخلية السعودية
    end = start + 1
    origin = False
    while end - start < _MOST_ADJECTIVES and sentence.joined(end):
        word = sentence.words[end].whole
        if origin is False and word.classes & classes.ORIGIN and _is_of_all(sentence, end - 1):
            break  # رئيس الاتحاد الدولي السويسري جاني إنفانتينو
        if begins_somebody(sentence, end):
            break
        armed = word.key == _ARMED and head.key == _FORCES
        highest = word.key in _HIGHEST
        quality = word.key in _QUALITIES and not _is_year(sentence, end)
        described = (quality or is_adjective(word)) and _agrees(head, word)
        if not (armed or highest or described):
            break
        origin = origin or bool(word.classes & classes.ORIGIN)
        end += 1
    adjectives = end
    if end > start + 1 and head.key not in _PURPOSELESS:
        whole = plain_key("org", sentence.shown(head, start, end)) in aliases("org")
        devoted = head.key in _DEVOTED
        end = ends_purpose(sentence, end, devoted=devoted, whole=whole)
        while end > adjectives + 1 and not origin and _is_of_some_state(sentence, adjectives, end):
            end -= 1
    if end == adjectives and (not origin or _is_of_one_before(sentence, start, end, head)):
        return None
    name = sentence.shown(head, start, end)
    if head.key in _MINISTRIES:
        name = " ".join([_MINISTRIES[head.key], *name.split()[1:]])
    return Span(start, end, "org", name, listed=False)


def _is_of_one_before(sentence: Sentence, start: int, end: int, head: Reading) -> bool:
    """Tell whether a head with its state alone speaks of one named before: الشركة الكورية."""
    return head.key in _ANAPHORIC and all(
        word.whole.classes & classes.ORIGIN or word.whole.key in _SIDES
        for word in sentence.words[start + 1 : end]
    )


def _is_of_some_state(sentence: Sentence, index: int, end: int) -> bool:
    """Tell whether an international body's name ends in an adjective of origin, of somebody."""
    last = sentence.words[end - 1].whole
    return bool(last.classes & classes.ORIGIN) and _is_of_all(sentence, index - 1)


def _is_plural(sentence: Sentence, index: int, head: Reading) -> bool:
    """Tell whether a word is a plural adjective: اللاعبين المحترفين, القضاة التونسيين."""
    keys = [sentence.words[at].whole.key for at in (index - 1, index)]
    if not all(key.startswith("ال") and len(key) > 5 for key in keys):
        return False
    people = keys[1].endswith("يين") and not keys[0].endswith(("يه", "ي"))
    if people and head.key not in _NATIONAL and _class_of(keys[1][:-2]) & classes.ORIGIN:
        return True
    women = keys[0].endswith("ات") and keys[1].endswith("يات")  # الناخبات التونسيات
    return women or all(key.endswith("ين") for key in keys)


def _class_of(key: str) -> int:
    return name_lists().classes.get(key, 0)


def _is_described_noun(sentence: Sentence, index: int) -> bool:
    """Tell whether *and* with a noun and its adjective goes on: والسياسة الخارجية."""
    word = sentence.words[index]
    other = classes.TITLE | classes.ORG | classes.NAME
    if not word.whole.key.startswith("وال") or not sentence.joined(index + 1):
        return False
    if word.bare is not None and word.bare.classes & other:
        return False
    after = sentence.words[index + 1].whole
    return is_adjective(after) and not after.classes & classes.ORIGIN


def _are_fields(sentence: Sentence, first: int, second: int) -> bool:
    """Tell whether two words joined by *and* are what institutions are for: الأبحاث والتطوير."""
    noun = sentence.words[first].whole.key
    return f"لل{noun[2:]}" in PURPOSES and is_other_field(sentence.words[second])


def _is_quality(sentence: Sentence, index: int, head: Reading) -> bool:
    """Tell whether a word is an adjective that agrees and ends as no nisba does: العليا."""
    word, before = sentence.words[index].whole, sentence.words[index - 1].whole
    key = word.key
    if _is_year(sentence, index):
        return False
    if key in _HIGHEST or is_described_so(before, word):
        return True
    feminine = key.endswith("ه") or not before.key.endswith("ه")
    described = head.key in _WITH_AND or head.key in OWN
    return described and key in _QUALITIES and feminine


def _is_year(sentence: Sentence, index: int) -> bool:
    """Tell whether a word is *year* and not *general*: العام الماضي."""
    if sentence.words[index].whole.key != _YEAR or not sentence.joined(index + 1):
        return False
    return sentence.words[index + 1].whole.key in _NOT_NAMES


def _is_listed(sentence: Sentence, start: int, end: int, head: Reading) -> bool:
    """Tell whether a name that *for* follows is listed without it: مجلس الأمن للاجتماع."""
    if not sentence.joined(end) or not sentence.words[end].whole.key.startswith("ل"):
        return False
    return plain_key("org", sentence.shown(head, start, end)) in aliases("org")


def _is_of_all(sentence: Sentence, index: int) -> bool:
    """Tell whether an adjective says that an organisation is of no state: الدولي."""
    return sentence.words[index].whole.key in _OF_ALL


def _construct(sentence: Sentence, start: int, head: Reading) -> Span | None:
    """Return a head, a noun that makes it a name, and adjectives: وزارة الخارجية العراقية."""
    at = start + 1
    if at < len(sentence.words) and sentence.gaps[at] == QUOTE and head.key in _FREE:
        return _quoted(sentence, start, head)
    if not sentence.joined(at):
        return None
    word = sentence.words[at].whole
    if head.key in OUTER and start and sentence.words[start - 1].whole.key == _EDITING:
        return Span(at, at + 1, "org", word.shown, listed=False)  # رئيس تحرير صحيفة الشروق
    liberating = word.key == _LIBERATION and head.key in _LIBERATORS
    if (word.key in _LINKS or liberating) and sentence.joined(at + 1):
        at += 1
        word = sentence.words[at].whole
        strong = bool(head.classes & classes.STRONG_ORG) or head.key != _AGENCY
    else:
        strong = bool(head.classes & classes.STRONG_ORG)
    if word.classes & (classes.FUNCTION | classes.SPEECH) or word.key in _NOT_NAMES:
        return None
    if not _makes_a_name(head, sentence.words[start + 1].whole) or _is_town(sentence, start):
        return None
    if word.classes & classes.ORG and head.key not in _WITH_AND:
        return None  # قوات الجيش السوري: the name is the inner one
    proper = foreign = origin = False
    if word.shown.startswith("ال") and len(word.key) > 4:
        end = max(at + 1, ends_object(sentence, at))
        proper = not word.classes & classes.COMMON
    elif head.key in _FREE and _proper(word) and not _is_site(sentence, at, head):
        end = at + 1
        foreign = proper = True
        while end - start < _LONGEST and sentence.joined(end):
            flags = sentence.words[end].whole.classes
            english = sentence.words[end].whole.key in _ENGLISH
            goes_on = english or flags & (_NAMED if head.key in OWN else _FOREIGN)
            if not goes_on or _and(sentence, end):
                break
            given = flags & (classes.GIVEN | classes.FORENAME)
            if given and sentence.joined(end + 1):
                after = sentence.words[end + 1].whole.classes
                if after & (_FOREIGN | classes.FAMILY | classes.SURNAME):
                    break  # جامعة كامبريدج ألكسندر كوغان
            end += 1
        end = without_another(sentence.words, at, end)  # نادي برشلونة كوتينيو
    else:
        return None
    end += sentence.joined(end) and sentence.words[end].whole.key == _HOLDING
    if foreign and head.key in OUTER:  # شركة إريكسون السويدية is إريكسون
        return Span(at, end, "org", sentence.shown(sentence.words[at].whole, at, end), listed=False)
    adjectives = end
    while end - start < _LONGEST and sentence.joined(end):
        word = sentence.words[end].whole
        if begins_somebody(sentence, end) or (foreign and head.key in _OF_PEOPLE):
            break  # حزب بهاراتيا جاناتا القومي
        if origin and word.classes & classes.ORIGIN and head.key in _NATIONAL:
            break  # وزارة الخارجية السويدية الكورية
        quality = _is_quality(sentence, end, head) or _is_plural(sentence, end, head)
        if is_adjective(word) or quality:
            proper = proper or bool(word.classes & classes.NISBA)
            origin = origin or bool(word.classes & classes.ORIGIN)
            end += 1
            continue
        described = end > adjectives and not origin
        if described and is_other_adjective(sentence.words[end], classes.ORIGIN):
            end += 1  # معهد العلاقات الدولية والاستراتيجية
            continue
        new = head.key == _PARTY and word.key == _NEW and end == at + 1
        if new and sentence.words[at].whole.key.endswith("ه"):
            end += 1  # حزب الديمقراطية الجديدة
            continue
        if head.key in _OF_FIELDS and end == adjectives and _are_fields(sentence, at, end):
            end += 1
            adjectives = end
            continue
        if head.key in _WITH_AND and (
            is_other_noun(sentence, end)
            if end == adjectives
            else is_other_adjective(sentence.words[end])
            or (not origin and is_other_field(sentence.words[end]))
            or (not origin and _is_described_noun(sentence, end))
        ):
            end += 1
            adjectives = end
            continue
        break
    end += 2 * goes_forward(sentence, end)
    partisan = (
        head.key == _PARTY
        and sentence.joined(end)
        and (sentence.words[end].whole.key.startswith("ل"))
    )
    if head.key not in _PURPOSELESS and not partisan:
        whole = _is_listed(sentence, start, end, head)
        devoted = proper and not origin and head.key in OUTER
        end = ends_purpose(sentence, end, devoted=devoted, whole=whole)
    if not (strong or proper):
        return None
    return Span(start, end, "org", sentence.shown(head, start, end), listed=False)


def _makes_a_name(head: Reading, word: Reading) -> bool:
    """Tell whether a word after a head makes of it a name, and no thing somebody has.

    رئاسة النادي, جبهة الضباب (a line of battle), مجلس إدارة, هيئة الدفاع (lawyers),
    حزب المستشارة are none.
    """
    if names_nothing(head.key, word) or (head.key in OWN and word.classes & classes.ORIGIN):
        return False  # بنك التركي
    if head.key == _DIRECTION:
        return bool(word.classes & classes.COMMON) and word.key.startswith("ال")
    if head.key not in _OF_PEOPLE:
        return True
    listed = name_lists().alone.get(word.key, ())
    somewhere = bool(listed) and all(name.kind != "org" for name in listed)
    return not (somewhere or word.classes & (classes.GIVEN | classes.TITLE))


def _is_town(sentence: Sentence, start: int) -> bool:
    """Tell whether a head and the word after it are a listed place: دار شعبان."""
    following = (sentence.words[start + 1].whole.key,)
    listed = name_lists().by_first.get(sentence.words[start].whole.key, ())
    return any(name.kind == "place" and name.rest[:1] == following for name in listed)


def _and(sentence: Sentence, index: int) -> bool:
    """Tell whether a word is likely to begin with *and*."""
    return sentence.words[index].whole.key.startswith("و")


def _proper(word: Reading) -> bool:
    """Tell whether a word is likely to be a proper name, and no plural (مقاولات)."""
    if word.classes & classes.COMMON and not name_lists().alone.get(word.key):
        return is_lonely(word) and not word.key.startswith("ل") and not word.key.endswith("ي")
    proper = word.classes & (classes.UNKNOWN | classes.HEAD | classes.SURE)
    plural = word.classes & classes.UNKNOWN and word.key.endswith(("ات", "ين"))
    noun = word.key[0] == "و" and word.key[1:] in name_lists().classes
    feminine = word.classes == classes.UNKNOWN and word.shown.endswith("ة")
    return bool(proper) and not (plural or noun or feminine) and len(word.key) > 3


def _is_site(sentence: Sentence, index: int, head: Reading) -> bool:
    """Tell whether *site* is no site of the web: موقع باروا العسكري, موقع عسقلان."""
    if head.key != _SITE:
        return False
    word = sentence.words[index].whole
    listed = name_lists().alone.get(word.key, ())
    somewhere = bool(listed) and all(name.kind == "place" for name in listed)
    if not sentence.joined(index + 1):
        return somewhere
    if somewhere and not sentence.words[index + 1].classes & classes.UNKNOWN:
        return True  # but not موقع إيران واير
    after = sentence.words[index + 1].whole
    return (
        after.key.startswith("ال") and not after.classes & classes.ORIGIN and after.key not in _WEB
    )


def _quoted(sentence: Sentence, start: int, head: Reading) -> Span | None:
    """Return the words up to the closing quote after a head: قناة "النهار"."""
    end = start + 2
    while end - start <= _QUOTED and sentence.joined(end):
        end += 1
    if end - start > _QUOTED:
        return None
    name = sentence.shown(head, start, end)
    first = sentence.words[start + 1].whole
    if end == start + 2 and len(first.key) < 3 and not first.key.isascii():
        return None  # قناة "آي".تي.في
    if names_nothing(head.key, first):
        return None  # موقع "واب"
    adjective = first.classes & classes.NISBA or (
        first.classes == classes.COMMON and first.key.endswith("ي")
    )
    if end == start + 2 and adjective and not first.key.startswith("ال"):
        return None  # حزب "إرهابي"
    if head.key not in OUTER:
        return Span(start, end, "org", name, listed=False)
    if not first.key.startswith("ال"):
        name = sentence.shown(first, start + 1, end)
    return Span(start + 1, end, "org", name, listed=False)


def _agrees(head: Reading, word: Reading) -> bool:
    """Tell whether head and adjective agree in gender: الجيش السوري, القوات الروسية."""
    feminine = head.key.endswith(("ه", "ات"))
    return word.key.endswith("ه") is feminine
