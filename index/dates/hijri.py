"""The Hijri calendar of the Umm al-Qura table, by hijridate: months, years and days.

A year that is too early for news and fits the Hijri calendar is always taken for one of it.
"""

from datetime import date

from index.dates.folding import any_of, numbered

MONTHS = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
)  # fmt: skip
"""The months as they are written out."""

_SPELLINGS: tuple[str, ...] = (
    "محرم المحرم محرم_الحرام muharram",
    "صفر صفر_الخير safar",
    "ربيع_الأول ربيع_أول ربيع_الاول rabi_al-awwal rabi_al-awal rabi'_al-awwal",
    "ربيع_الآخر ربيع_الثاني ربيع_ثاني ربيع_ثان ربيع_آخر rabi_al-thani rabi_al-akhir",
    "جمادى_الأولى جمادى_الأول جمادى_أول جماد_الأول جماد_أول جمادى_أولى jumada_al-awwal "
    "jumada_al-ula jumada_al-oula",
    "جمادى_الآخرة جمادى_الثانية جمادى_الآخر جمادى_الثاني جماد_الآخر جماد_الثاني جماد_ثاني "
    "jumada_al-thani jumada_al-akhirah jumada_al-thaniya",
    "رجب رجب_الفرد rajab",
    "شعبان sha'ban shaban shaaban",
    "رمضان رمضان_المبارك ramadan ramadhan",
    "شوال shawwal shawal",
    "ذو_القعدة ذي_القعدة ذوالقعدة ذيالقعدة ذو_قعدة ذي_قعدة dhu_al-qidah dhu_al-qadah dhul_qadah",
    "ذو_الحجة ذي_الحجة ذوالحجة ذيالحجة ذو_حجة ذي_حجة dhu_al-hijjah dhu_al-hijja dhul_hijjah",
)
_MONTH_NUMBER = numbered(_SPELLINGS, 1)

MONTH = any_of(_MONTH_NUMBER)
"""A pattern for the name of a month in folded text (see :func:`.folding.fold_date`)."""
SIGN = r"(?:\s*(?:ه(?:جريه?)?(?![^\W_ـ])[ـ.]*|a\.?h\.?(?!\w)))"
"""A pattern for the sign of a Hijri year behind it, هـ or هجرية, in folded text."""

YEARS = range(1300, 1501)
"""Years that can only be Hijri. Of those before 1343 the table does not say the days."""


def month_number(name: str) -> int:
    """Return the number of the month, 1 to 12, of a name that :data:`MONTH` matched."""
    return _MONTH_NUMBER[" ".join(name.split())]


def gregorian_of(year: int, month: int, day: int) -> date:
    """Return the Gregorian date of a Hijri day. Raises ValueError when the table has no such day.

    The table is that of the Umm al-Qura calendar, from 1343 to 1500.
    """
    from hijridate import Hijri

    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError) as error:
        raise ValueError(f"no day of the Umm al-Qura calendar ({error})") from None


def month_length(year: int, month: int) -> int:
    """Return the number of days of a Hijri month. Raises ValueError when the table lacks it."""
    from hijridate import Hijri

    try:
        return int(Hijri(year, month, 1).month_length())
    except (ValueError, OverflowError) as error:
        raise ValueError(f"no month of the Umm al-Qura calendar ({error})") from None


def hijri_day(day: date) -> str:
    """Return a day as the Hijri calendar writes it, ``24 شعبان 1445 هـ``.

    Outside of the table, which begins on 1 August 1924 and ends on 16 November 2077, the day is
    given as it is, in ISO form.
    """
    from hijridate import Gregorian

    try:
        found = Gregorian.fromdate(day).to_hijri()
    except (ValueError, OverflowError):
        return day.isoformat()
    return f"{found.day} {MONTHS[found.month - 1]} {found.year} هـ"
