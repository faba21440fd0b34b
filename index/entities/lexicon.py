"""The lexicon: what each folded word may be, and the gazetteer of known names."""

from functools import cache
from typing import NamedTuple

from index.article import Kind
from index.entities.tables import folded, rows, spellings

GIVEN, WEAK, FAMILY, SURE, COMMON, TITLE, NEAR, NISBA = (1 << n for n in range(8))
SPEECH, STRONG_ORG, WEAK_ORG, DEFINITE_ORG, HEAD, PARTICLE, UNKNOWN, CUE = (
    1 << n for n in range(8, 16)
)
PLACE_NOUN, FUNCTION, ORIGIN = 1 << 16, 1 << 17, 1 << 18
NEVER = 3
"""Classes of words, as bits. ``HEAD``: begins a name of the gazetteer. ``CUE``: a place may
follow; ``PLACE_NOUN``: one does. ``WEAK``: a given name that is also a common word."""

ORG = STRONG_ORG | WEAK_ORG | DEFINITE_ORG
NAME = GIVEN | WEAK | FAMILY
KNOWN = NAME | TITLE | NEAR | ORG | HEAD | SPEECH | NISBA | CUE | PLACE_NOUN

_SURE_PER_CENT = 35
_SPEECH = """قال قالت أكد أكدت أضاف أضافت صرح صرحت أعلن أعلنت أوضح أوضحت أشار أشارت ذكر ذكرت شدد
شددت اعتبر اعتبرت كشف كشفت أفاد أفادت لفت لفتت بين تابع تابعت يقول تقول وصف وصفت دعا دعت نفى نفت
حذر حذرت كتب كتبت رأى التقى استقبل ويقول يرى غرد علق انتقد""".split()
_CUES = "في إلى من عبر نحو باتجاه داخل خارج قرب شرق غرب شمال جنوب شمالي جنوبي شرقي غربي وسط".split()
_PLACE_NOUNS = """مدينة محافظة ولاية بلدة قرية منطقة إقليم مقاطعة ريف مطار ميناء شارع حي أحياء ضواحي
ضاحية جزيرة جزر معبر مخيم قضاء ناحية عاصمة العاصمة إمارة ساحل جبل جبال وادي سهل نهر بحيرة مديرية
بلدية معتمدية سوق قلعة دولة جمهورية مملكة سلطنة مدن مدينتي محافظتي ريفي أرياف بلدات شواطئ مضيق
خليج قاعدة سجن""".split()
_FUNCTION = """في من إلى على عن مع أن إن ان التي الذي الذين هذا هذه ذلك تلك هو هي هم كان كانت قد لا ما لم
لن حتى بعد قبل بين منذ خلال عند كما أو ثم لكن بل إذا أمام تحت فوق حول ضد دون غير كل بعض أي اليوم أمس غدا
السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة صباح مساء فيما حيث بينما عندما أيضا جدا نحو لدى
رفض طلب وقع بعث وصل عبر الماضي المقبل الحالي الجاري السابق السابقة الراحل الجديد الجديدة الأخير
الأخيرة الأول الأولى الثاني الثانية القادم القادمة الماضية المقبلة الحالية الجارية التالي التالية
باسم الآن أكبر غنى نية ناهز يناهز تناهز منتج اقتصاد حق كامل جزء وسط قرب سوق حقل عرض موعد نهر تعليق هدف""".split()
_PARTICLES = "بن ابن بنت أبو أبي آل عبد دي فان فون دا دو ديل ولد بو ماك".split()


class Entry(NamedTuple):
    """A known name that begins with some word: the folded words after it, and what it is.

    ``guard`` 0: always; 1: after a word a place may follow; 2: after a noun of place only.
    ``before``: the folded word that must stand before (a title), or empty.
    ``name`` is the listed name, or empty when the name is to be shown as written.
    """

    rest: tuple[str, ...]
    kind: Kind
    name: str
    guard: int
    before: str


class Lexicon(NamedTuple):
    """``flags``: folded word -> classes; ``heads``: first folded word -> entries, longest first."""

    flags: dict[str, int]
    heads: dict[str, list[Entry]]


def _set(flags: dict[str, int], words: list[str], bit: int) -> None:
    for word in words:
        key = folded(word)
        flags[key] = flags.get(key, 0) | bit


def _word_flags() -> dict[str, int]:
    # What is already folded in the file is not folded again: these two tables are long.
    flags = {row[0]: COMMON for row in rows("common.tsv.gz")}
    for word, per_cent in rows("family.tsv"):
        flags[word] = FAMILY | (SURE if int(per_cent) >= _SURE_PER_CENT else 0)
    for (word,) in rows("given.tsv"):
        key = folded(word.lstrip("?"))
        bit = WEAK if word.startswith("?") else GIVEN
        flags[key] = (flags.get(key, 0) & ~(COMMON if bit == GIVEN else 0)) | bit
    for word, kind in rows("nisbas.tsv"):
        bits = NISBA | COMMON | (ORIGIN if kind == "origin" else 0)
        for form in (word, word + "ة", "ال" + word, "ال" + word + "ة"):
            key = folded(form)
            flags[key] = flags.get(key, 0) | bits
    for word, far in rows("titles.tsv"):
        _set(flags, [word], TITLE | COMMON if far == "1" else TITLE | NEAR | COMMON)
    kinds = {"strong": STRONG_ORG, "weak": WEAK_ORG, "definite": DEFINITE_ORG}
    for word, kind in rows("heads.tsv"):
        _set(flags, [word], kinds[kind] | COMMON)
    _set(flags, _SPEECH, SPEECH | COMMON)
    _set(flags, _CUES, CUE | COMMON)
    _set(flags, _PLACE_NOUNS, CUE | PLACE_NOUN | COMMON)
    _set(flags, _FUNCTION, FUNCTION | COMMON)
    for word in _FUNCTION:
        flags[folded(word)] &= ~(NAME | SURE)
    for word in _PARTICLES:
        flags[folded(word)] = PARTICLE
    return flags


@cache
def lexicon() -> Lexicon:
    """Read the tables, once."""
    flags = _word_flags()
    heads: dict[str, list[Entry]] = {}
    seen: set[tuple[str, str]] = set()

    def add(spelling: str, kind: Kind, name: str, guard: int) -> None:
        before, _, own = folded(spelling.lstrip("?")).rpartition("/")
        key = own
        if (before, key) in seen:
            return
        seen.add((before, key))
        first, *rest = key.replace("-", " ").split()
        if guard == NEVER:
            return
        guard = max(guard, min(2, len(spelling) - len(spelling.lstrip("?"))))
        heads.setdefault(first, []).append(Entry(tuple(rest), kind, name, guard, before))

    tables: tuple[tuple[Kind, str], ...] = (
        ("place", "places.tsv"), ("org", "orgs.tsv"), ("person", "persons.tsv"),
    )
    for kind, table in tables:
        for row in rows(table):
            name = row[0].lstrip("?")
            add(row[0], kind, name, 0)
            for spelling in spellings(row[1]) if len(row) > 1 else ():
                add(spelling, kind, name, 0)
    for name, more, _country in rows("geonames.tsv"):
        for spelling in (name, *spellings(more)):
            add(spelling, "place", "", _geonames_guard(folded(spelling), flags))
    for first, entries in heads.items():
        entries.sort(key=lambda entry: -len(entry.rest))
        flags[first] = flags.get(first, 0) | HEAD
    return Lexicon(flags, heads)


def _geonames_guard(key: str, flags: dict[str, int]) -> int:
    """A city that is also a word or a person's name counts only after a noun of place."""
    if " " in key:
        return 0 if flags.get(key.split()[0], 0) & (PARTICLE | NAME) == 0 else 2
    flag = flags.get(key, 0)
    if flag & (PLACE_NOUN | TITLE | FUNCTION | ORG):
        return NEVER
    if flag & (COMMON | NAME | PARTICLE) or len(key) < 4:
        return 2
    return 1
