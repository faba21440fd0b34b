"""Agencies and outlets that Arabic news names as its source, each with its usual spellings."""

import re

from index.dates import fold_date

_OUTLETS: tuple[str, ...] = (
    # News agencies: the short name that stands in datelines first.
    "شينخوا|وكالة شينخوا|وكالة أنباء شينخوا|وكالة أنباء الصين الجديدة|xinhua",
    "رويترز|وكالة رويترز|reuters",
    "أ ف ب|أ.ف.ب|أ ف ب.|فرانس برس|وكالة فرانس برس|وكالة الصحافة الفرنسية|afp",
    "أ ب|أ.ب|أسوشيتد برس|أسوشييتد برس|وكالة أسوشيتد برس|ap",
    "د ب أ|د.ب.أ|وكالة الأنباء الألمانية|dpa",
    "أ ش أ|أ.ش.أ|وكالة أنباء الشرق الأوسط",
    "الأناضول|وكالة الأناضول|anadolu",
    "سبوتنيك|وكالة سبوتنيك|sputnik",
    "نوفوستي",
    "تاس|وكالة تاس",
    "إفي|وكالة إفي",
    "آكي|وكالة آكي",
    "بلومبرغ|بلومبيرغ|bloomberg",
    "يو بي آي|upi",
    "سانا|وكالة سانا|sana",
    "واس|وكالة الأنباء السعودية|spa",
    "وام|وكالة أنباء الإمارات|wam",
    "قنا|وكالة الأنباء القطرية|qna",
    "كونا|وكالة الأنباء الكويتية|kuna",
    "بنا|وكالة أنباء البحرين|bna",
    "بترا|وكالة الأنباء الأردنية|petra",
    "وفا|وكالة الأنباء الفلسطينية|wafa",
    "واع|وكالة الأنباء العراقية|ina",
    "العمانية|وكالة الأنباء العمانية",
    "سبأ|وكالة سبأ|سبأ نت|saba",
    "وأج|واج|وكالة الأنباء الجزائرية|aps",
    "وات|وكالة تونس إفريقيا للأنباء",
    "ومع|وكالة المغرب العربي للأنباء|map",
    "وال|وكالة الأنباء الليبية",
    "صونا|وكالة الأنباء الصومالية",
    "سونا|وكالة السودان للأنباء|suna",
    "الوكالة الوطنية للإعلام",
    "إرنا|وكالة إرنا",
    "فارس|وكالة فارس",
    "تسنيم|وكالة تسنيم",
    "معا|وكالة معا",
    "شهاب|وكالة شهاب",
    # Channels, papers and sites.
    "الجزيرة|الجزيرة نت|قناة الجزيرة|الجزيرة.نت|aljazeera",
    "الجزيرة مباشر",
    "العربية|العربية نت|العربية.نت|قناة العربية|alarabiya",
    "الحدث|قناة الحدث",
    "الميادين|الميادين نت|قناة الميادين",
    "سكاي نيوز عربية|سكاي نيوز",
    "بي بي سي|بي بي سي عربي|بي بي سي نيوز|بي بي سي نيوز عربي|bbc|bbc عربي",
    "سي إن إن|سي إن إن عربية|cnn|cnn بالعربية",
    "روسيا اليوم|آر تي|rt|rt عربي",
    "فرانس 24|france 24",
    "دويتشه فيله|dw|dw عربية",
    "الحرة|قناة الحرة",
    "الشرق|قناة الشرق",
    "القاهرة الإخبارية",
    "العربي|التلفزيون العربي",
    "الغد|قناة الغد",
    "المنار|قناة المنار",
    "العالم|قناة العالم",
    "تلفزيون سوريا",
    "الشرق الأوسط|صحيفة الشرق الأوسط",
    "القدس العربي|صحيفة القدس العربي",
    "العربي الجديد",
    "عربي21|عربي 21",
    "عنب بلدي",
    "الحياة|صحيفة الحياة",
    "النهار|صحيفة النهار",
    "الأخبار|صحيفة الأخبار",
    "الأهرام|صحيفة الأهرام|بوابة الأهرام",
    "اليوم السابع",
    "المصري اليوم",
    "الشروق|صحيفة الشروق|بوابة الشروق",
    "الرياض|صحيفة الرياض",
    "عكاظ|صحيفة عكاظ",
    "سبق|صحيفة سبق",
    "الخليج|صحيفة الخليج",
    "البيان|صحيفة البيان",
    "الاتحاد|صحيفة الاتحاد",
    "الراية|صحيفة الراية",
    "السومرية|السومرية نيوز",
    "شفق نيوز",
    "رووداو",
    "هسبريس",
    "إيلاف",
    "العين الإخبارية",
    "وكالات|الوكالات",
)


def _key(name: str) -> str:
    """Return a name folded, single-spaced, without dots between the letters of an abbreviation."""
    return " ".join(fold_date(name).replace(".", " ").split())


_CANONICAL = {_key(name): line.split("|")[0] for line in _OUTLETS for name in line.split("|")}

# Names that are also everyday words or places count as an outlet only where nothing else can
# be meant; a reporter "of the world" or "of the future" is not such a place.
_EVERYDAY = frozenset(
    map(_key, ("الرياض", "الشرق", "الحياة", "العالم", "الأخبار", "الغد", "الخليج", "معا", "وكالات"))
)
_DISTINCT = sorted((name for name in _CANONICAL if name not in _EVERYDAY), key=len, reverse=True)

_REPORTER = re.compile(
    r"(?<!\w)(?:و|ل|ب)?(?:مراسل[هوي]?|مراسلو|مراسلي|موفد[هو]?|مندوب[ه]?)\s+[#\"«]?("
    + "|".join(re.escape(name) for name in _DISTINCT if len(name) > 2)
    + r")(?!\w)"
)


def outlet(name: str) -> str | None:
    """Return the usual short name of a known agency or outlet, or None when ``name`` is none."""
    return _CANONICAL.get(_key(name))


def is_everyday(name: str) -> bool:
    """Tell whether a known outlet's name is also an everyday word or a place."""
    return _key(name) in _EVERYDAY


def own_outlet(text: str) -> str | None:
    """Return the outlet whose reporter ``text`` quotes, when it is one only.

    ``بحسب مراسل الميادين`` is how an Arab outlet usually names itself in a story of its own.
    """
    found = {_CANONICAL[" ".join(m[1].split())] for m in _REPORTER.finditer(fold_date(text))}
    return found.pop() if len(found) == 1 else None
