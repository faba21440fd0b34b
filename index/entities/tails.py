"""What goes on with an institution's name: adjectives, what it is for, second fields."""

from index.entities import classes
from index.entities.name_lists import ALWAYS, name_lists
from index.entities.purposes import PURPOSES
from index.entities.readings import Reading, Word, stand_at
from index.entities.sentence import Sentence
from index.entities.tables import folded, words_of_class

_LINKS = words_of_class("link")
_TIMES = frozenset(map(folded, ("للمرة", "لأول", "للعام", "للموسم", "للسنة")))
"""Words that say when, and not what for."""
_NOT_NAMES = words_of_class("unnamed")
_QUALITIES = words_of_class("quality")
_SAID_OF = words_of_class("said-of")
_MEMBERS = frozenset(
    f"ل{folded(noun)}"
    for noun in ("طلبة", "طلاب", "عمال", "نساء", "شباب", "محامي", "أطباء", "معلمي", "كتاب")
)
_PROPER_QUALITIES = words_of_class("proper-quality")
_ADDRESSED = frozenset(map(folded, ("للصحافة", "للإعلام")))
"""Whom an institution tells something, who are seldom what it is for."""
_RELATIVES = frozenset(map(folded, ("والذين", "والتي", "والذي", "واللتين", "واللذين")))
_FORWARD = (folded("إلى"), folded("الأمام"))
_LIKENESS = folded("غرار")
_GOING_ON = frozenset(map(folded, ("عن", "على", "إلى", "من")))
"""Prepositions that go on with a noun of action, which is then no field of an institution."""
_PRIVATE = folded("الخاص")
_AGAINST = folded("ضد")
_FOR, _SAKE = folded("من"), folded("أجل")
_PREPOSITIONS = {
    f"{attached}{folded(noun)}": folded(preposition)
    for preposition, nouns in (
        ("عن", ("دفاع", "تعبير", "كشف", "تنقيب", "بحث")),
        ("على", ("قضاء", "حفاظ", "رقابة", "إشراف", "سيطرة")),
        ("إلى", ("نفاذ", "وصول")),
        ("بين", ("مساواة", "تقريب", "حوار")),
        ("ضد", ("عنف", "قسوة", "تمييز")),
        ("من", ("وقاية", "حماية", "حد")),
    )
    for noun in nouns
    for attached in ("لل", "ال")
}
"""Purposes that go on with a preposition: الرابطة التونسية للدفاع عن حقوق الإنسان."""


def is_adjective(word: Reading) -> bool:
    """Tell whether a word can be an adjective of a name: definite, ending as nisbas do."""
    if word.key in _NOT_NAMES or not word.key.startswith("ال") or word.classes & classes.SPEECH:
        return False
    return bool(word.classes & classes.NISBA) or (
        word.key.endswith(("ي", "يه"))
        and not word.classes & (classes.TITLE | classes.FUNCTION | classes.FAMILY)
    )


def is_other_noun(sentence: Sentence, index: int) -> bool:
    """Tell whether a word is a second definite noun joined by و: وزارة الثقافة والإعلام."""
    reading = sentence.words[index].whole
    if not reading.key.startswith("وال") or reading.key in _RELATIVES:
        return False
    if reading.key[1:] in _SAID_OF:
        return False  # والمسؤولة عن
    bare = sentence.words[index].bare
    return bare is None or not bare.classes & (
        classes.TITLE | classes.HEAD | classes.ORG | classes.NAME
    )


def ends_purpose(
    sentence: Sentence, end: int, *, devoted: bool = False, whole: bool = False
) -> int:
    """Return where a name ends with what it is for: الاتحاد الدولي للصحفيين.

    The purpose goes on with adjectives and with others joined by و: للسياحة والتراث الوطني.
    ``whole``: the name is listed without one, so that only a usual purpose is part of it.
    ``devoted``: it may also be a noun of action and its object: المعهد الوطني لرصد الزلازل.
    """
    if not sentence.joined(end):
        return end
    word = sentence.words[end]
    key = word.whole.key
    if key in _TIMES:
        return end
    if whole and (key not in PURPOSES or key.startswith("لل")):
        return end  # الاتحاد الأوروبي لقيادة العالم, للمهاجرين
    if key.startswith("ل") and key[1:] in _LINKS and sentence.joined(end + 1):
        end += 2  # لكرة القدم، لحقوق الإنسان، لمكافحة تبييض الأموال
        indefinite = not sentence.words[end - 1].whole.key.startswith("ال")
        end += indefinite and sentence.joined(end) and _definite_word(sentence, end)
    elif key == _FOR and _sake(sentence, end):
        end += 3  # من أجل الجمهورية
    elif devoted and not whole and (_field(sentence, end) or _members(sentence, end)):
        end += 2
    elif not whole and key.startswith("لل") and (object_ := ends_object(sentence, end)) > end:
        end = object_
    elif key.startswith("لل") and (key in PURPOSES or (devoted and _is_pair(sentence, end))):
        end += 1
    else:
        return end
    if (
        sentence.joined(end)
        and sentence.words[end].whole.key == _AGAINST
        and sentence.joined(end + 1)
    ):
        end += 2 * _definite_word(sentence, end + 1)  # لمنع القسوة ضد الأطفال
    while sentence.joined(end) and not begins_somebody(sentence, end):
        if _is_of_members(sentence, end):
            return end + 1
        if _is_second_field(sentence, end):
            end += 2
        elif (
            is_adjective(sentence.words[end].whole)
            or sentence.words[end].whole.key in _QUALITIES
            or sentence.words[end].whole.key == _PRIVATE
            or is_other_adjective(sentence.words[end])
            or is_other_noun(sentence, end)
        ):
            end += 1
        else:
            break
    return end


def is_described_so(before: Reading, word: Reading) -> bool:
    """Tell whether a word is of those adjectives that are part of any name: النازيين الجدد."""
    if word.key not in _PROPER_QUALITIES or not before.key.startswith(("ال", "لل", "وال")):
        return False
    return word.key.endswith("ه") or not before.key.endswith("ه")


def ends_usual_purpose(sentence: Sentence, end: int) -> int:
    """Return where an institution ends with what it is for, if that is a thing: للنفط."""
    if not sentence.joined(end):
        return end
    if sentence.words[end - 1].whole.key.startswith("لل") and is_other_noun(sentence, end):
        return end + 1 + (sentence.joined(end + 1) and _is_of_noun(sentence, end + 1))
    key = sentence.words[end].whole.key
    told = key.endswith("ين") or key in _ADDRESSED
    if told or key not in PURPOSES or not key.startswith("لل"):
        return end
    return ends_purpose(sentence, end)


def goes_forward(sentence: Sentence, index: int) -> bool:
    """Tell whether *forward* goes on with a movement's name: الجمهورية إلى الأمام."""
    joined = sentence.joined(index) and sentence.joined(index + 1)
    return joined and stand_at(sentence.words, index, _FORWARD)


def _is_of_noun(sentence: Sentence, index: int) -> bool:
    """Tell whether a word is an adjective of the noun before it: والصناعات المتقدمة."""
    word = sentence.words[index].whole
    return is_adjective(word) or word.key in _QUALITIES


def ends_object(sentence: Sentence, at: int) -> int:
    """Return where the object of a purpose with a preposition ends, ``at`` where there is none."""
    preposition = _PREPOSITIONS.get(sentence.words[at].whole.key)
    if preposition is None or not sentence.joined(at + 1) or not sentence.joined(at + 2):
        return at
    if sentence.words[at + 1].whole.key != preposition:
        return at
    object_, end = sentence.words[at + 2].whole, at + 3
    if object_.classes & (classes.GIVEN | classes.FORENAME | classes.FUNCTION):
        return at  # هيئة الدفاع عن شكري بلعيد
    if object_.key.startswith("ال"):
        return end + (sentence.joined(end) and is_adjective(sentence.words[end].whole))
    if _is_place(object_):
        return end  # سرايا الدفاع عن بنغازي
    if not sentence.joined(end) or not _definite_word(sentence, end) or object_.key == _LIKENESS:
        return at
    return end + 1


def _is_of_members(sentence: Sentence, index: int) -> bool:
    """Tell whether a plural adjective says which members: للنساء الديمقراطيات, للقيمين العامين."""
    word, before = sentence.words[index].whole, sentence.words[index - 1].whole.key
    if not word.key.startswith("ال") or word.classes & (classes.ORIGIN | classes.NAME):
        return False
    alike = word.key.endswith("ين") and before.endswith("ين")
    return alike or word.key.endswith(("يات", "يين"))


def _members(sentence: Sentence, index: int) -> bool:
    """Tell whether *for* and members of a listed place stand at a word: لطلبة تونس."""
    if sentence.words[index].whole.key not in _MEMBERS or not sentence.joined(index + 1):
        return False
    return _is_place(sentence.words[index + 1].whole)


def _is_place(word: Reading) -> bool:
    """Tell whether a word alone is always a place."""
    listed = name_lists().alone.get(word.key, ())
    return any(name.kind == "place" and name.guard == ALWAYS for name in listed)


def _is_pair(sentence: Sentence, index: int) -> bool:
    """Tell whether *for the* with a noun and a second one stands at a word: للمعلم والتعليم."""
    if not sentence.joined(index + 1) or sentence.words[index].whole.classes & classes.FUNCTION:
        return False
    second = sentence.words[index + 1]
    other = second.bare.classes if second.bare is not None else 0
    noun = second.whole.key.startswith("وال") and second.whole.key not in _RELATIVES
    if second.whole.classes & (classes.TITLE | classes.NAME):
        return False  # للمدينتين والي بن عروس
    if sentence.joined(index + 2) and sentence.words[index + 2].whole.key in _GOING_ON:
        return False  # للحركة والامتناع عن
    return noun and not other & (classes.TITLE | classes.ORG | classes.NAME | classes.HEAD)


def _sake(sentence: Sentence, index: int) -> bool:
    """Tell whether *for the sake of* something definite stands at a word: من أجل الجمهورية."""
    return (
        sentence.joined(index + 1)
        and sentence.joined(index + 2)
        and sentence.words[index + 1].whole.key == _SAKE
        and _definite_word(sentence, index + 2)
    )


def _definite_word(sentence: Sentence, index: int) -> bool:
    word = sentence.words[index].whole
    return word.key.startswith("ال") and not word.classes & classes.FUNCTION


def _field(sentence: Sentence, index: int) -> bool:
    """Tell whether a noun of action after ل and its object stand at a word: لصناعة النفط."""
    word = sentence.words[index].whole
    return (
        word.key in PURPOSES
        and not word.key.startswith("لل")
        and sentence.joined(index + 1)
        and sentence.words[index + 1].whole.key.startswith("ال")
    )


def _is_second_field(sentence: Sentence, index: int) -> bool:
    """Tell whether *and* with a noun of action and its object goes on: ودراسة السياسات."""
    key = sentence.words[index].whole.key
    field = key.startswith("و") and f"ل{key[1:]}" in PURPOSES and not key.startswith("وال")
    return field and sentence.joined(index + 1) and _definite_word(sentence, index + 1)


def is_other_field(word: Word) -> bool:
    """Tell whether a word is another field of an office: والبحث, والمطارات."""
    key, bare = word.whole.key, word.bare
    if not key.startswith("وال") or (bare is not None and bare.classes & classes.ORG):
        return False
    return f"لل{key[3:]}" in PURPOSES


def is_other_adjective(word: Word, besides: int = 0) -> bool:
    """Tell whether a word is a second adjective: للحقوق الاقتصادية والاجتماعية.

    ``besides``: classes of words that begin another name.
    """
    if word.bare is not None and word.bare.classes & (classes.ORG | besides):
        return False
    key = word.whole.key
    return key.startswith("وال") and key.endswith("يه") and len(key) > 6


def begins_somebody(sentence: Sentence, index: int) -> bool:
    """Tell whether a word that looks like an adjective begins a person: الشعب العجمي الوريمي."""
    if not sentence.joined(index + 1):
        return False
    word, following = sentence.words[index].whole, sentence.words[index + 1].whole
    if is_no_adjective(word) and is_no_adjective(following):
        return True  # للتعليم الأساسي المستوري القمودي
    form = following.key.startswith("ال") and following.key.endswith("ي")
    names = classes.SURNAME | classes.FAMILY | classes.GIVEN
    seen = word.classes & classes.COMMON and not word.classes & classes.UNSEEN
    other = seen or (word.classes | following.classes) & classes.NISBA
    return form and bool(word.classes & names and following.classes & names) and not other


def is_no_adjective(word: Reading) -> bool:
    """Tell whether a definite word in ي is a surname: that of no adjective has a feminine."""
    if not word.key.startswith("ال") or not word.key.endswith("ي") or word.classes & classes.NISBA:
        return False
    table = name_lists().classes
    return f"{word.key}ه" not in table and f"{word.key[2:]}ه" not in table
