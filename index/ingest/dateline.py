"""The agency dateline: ``دمشق 30 نوفمبر 2024 (شينخوا)`` and its kin, at the head of a story."""

import re
from dataclasses import dataclass, replace
from datetime import date

from index import dates
from index.characters import HARAKAT
from index.entities.place_names import names_a_place
from index.ingest.outlets import outlet

_WORD = r"[^\W\d_ـ]+"  # the tatweel is a letter to Unicode and a dash to some agencies
_PLACE = rf"{_WORD}(?:[ -]{_WORD}){{0,2}}(?:\s*[،/,]\s*{_WORD}(?: {_WORD}){{0,2}})??"
_OPEN, _CLOSE = r"[(\[«/]{1,2}", r"[)\]»/]{1,2}"
_DASH = r"(?:-{1,2}|[–—:ـ])"

_WITH_DATE = re.compile(
    rf"\s*(?P<place>{_PLACE})?[\s،,/:ـ–—-]*(?:في\s+)?(?:{dates.WEEKDAY}\s*[،,]?\s*)?"
    r"(?P<date>(?=\d))"
)
_MONTH = rf"(?:{dates.MONTH}|{dates.HIJRI_MONTH})"
_YEARLESS = re.compile(
    rf"\d{{1,2}}(?:\s+{_MONTH}(?:\s*[/(-]\s*{_MONTH}\)?)?|\s*[-/]\s*\d{{1,2}})(?=\s*[(\[/])"
)
_AGENCY = re.compile(
    rf"\s*م?\s*{_DASH}?\s*{_OPEN}\s*(?P<source>[^()\[\]«»/\n]{{2,40}}?)\s*{_CLOSE}"
)
_WITH_AGENCY = re.compile(
    rf"\s*(?P<place>{_PLACE})?\s*[،,ـ–—-]?\s*{_OPEN}\s*(?P<source>[^()\[\]«»/\n]{{2,40}}?)\s*{_CLOSE}"
    rf"\s*(?:(?P<dash>{_DASH})|(?=\d))"
)
_BARE_AGENCY = re.compile(
    rf"\s*(?P<place>{_PLACE})\s*[-–—ـ/،,]\s*"
    rf"(?:(?P<author>{_WORD}(?: {_WORD}){{1,3}})\s*[/ـ–—-]\s*)?"
    rf"(?P<source>[^()\[\]«»/\n:ـ–—-]{{2,30}}?)\s*(?:{_DASH}|\n)"
)
_AFTER_DATE = re.compile(
    rf"(?:\s+(?:م\s+)?|\s*[-–—ـ/]\s*)(?P<source>[^()\[\]«»/\n:ـ–—-]{{2,30}}?)\s*(?:{_DASH}|\n|\Z)"
)
_DASHED = re.compile(rf"\s*{_DASH}")
_BARE_END = re.compile(r"\s*(?:م|هـ?)?[.،]?\s+")
"""What may part a place and its day from the story where neither agency nor dash does."""
_DATE_NEXT = re.compile(rf"\s*(?:{_DASH}|[،,])?\s*(?:{dates.WEEKDAY}\s*[،,]?\s*)?(?=\d)")
_TAIL = re.compile(rf"\s*(?:{_DASH}\s*)*")
_NO_PLACE = "في من على إلى عن قال قالت أعلن أعلنت أكد أكدت ذكرت نقلت أفادت وكالة يوم"
_NO_PLACE_BEGINS = frozenset(_NO_PLACE.split())
_ROLES = frozenset(
    {
        "مسؤول", "مسئول", "مصدر", "مصادر", "متحدث", "متحدثة", "ناطق", "ناطقة", "وزير", "وزيرة",
        "رئيس", "رئيسة", "مدير", "مديرة", "محافظ", "شهود", "شاهد", "طبيب", "محام", "محامي",
        "قاض", "ضابط", "قائد", "إعلام", "الإعلام", "بيان", "تقرير", "تلفزيون", "التلفزيون",
        "الجيش", "الشرطة", "وزارة", "رئاسة", "مكتب", "سفير", "سفارة", "نائب", "عضو", "ناشط",
        "ناشطون", "خبير", "باحث", "استطلاع", "دراسة", "فيديو", "صور", "عاجل", "محدث", "تحديث",
        "مباشر", "الرئاسة", "الحكومة", "الوزارة",
    }
)  # fmt: skip
"""Words with which a name in brackets begins that is whoever said it, and no agency."""
_MARK = re.compile(f"[{HARAKAT}]")
"""Vowel signs: عمّان is عمان to all the patterns here."""
_DIGIT, _SIGN = re.compile(r"\d"), re.compile(r"[(\[«/:ـ–—-]")
_REACH = 120
"""Code points within which a dateline has to end."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; ``end`` is the offset at which the story proper begins."""

    end: int
    place: str | None
    day: date | None
    source: str | None


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline ``text`` begins with, or None.

    A date directly at the head is trusted with an agency behind it; without, if a place stands
    before it and a dash behind, or a listed place before it and nothing behind. A name in brackets
    has to be a known agency followed by a dash or a date, because a story may well begin with
    somebody's name and a bracket.
    """
    head = text[:_REACH]
    plain = _MARK.sub("", head)
    found = _dated(plain) if _DIGIT.search(plain) else None
    found = found or (_agency_first(plain) if _SIGN.search(plain) else None)
    if found is None or len(plain) == len(head):
        return found
    kept = [at for at, character in enumerate(head) if not _MARK.match(character)]
    return replace(found, end=kept[found.end] if found.end < len(kept) else len(head))


def _dated(head: str) -> Dateline | None:
    folded = dates.fold_date(head)
    found = _WITH_DATE.match(folded)
    if not found:
        return None
    at = found.start("date")
    day = dates.find_date(head, at)
    if day and day.start == at:
        value, end = day.value, day.end
    elif yearless := _YEARLESS.match(folded, at):
        value, end = None, yearless.end()
    else:
        return None
    place = _place(head, found)
    source = None
    if agency := _AGENCY.match(head, end):
        source = _source(agency["source"])
    elif agency := _AFTER_DATE.match(head, end):
        source = outlet(agency["source"])
    if agency and source:
        end = agency.end()
    if source or (place and value and _DASHED.match(head, end)):
        return Dateline(_after(head, end), place, value, source)
    if place and value and (bare := _BARE_END.match(head, end)) and names_a_place(place):
        return Dateline(bare.end(), place, value, None)
    return None


def _agency_first(head: str) -> Dateline | None:
    """Return a dateline that names the agency before any date: ``بيروت (رويترز) - ``."""
    for form in (_WITH_AGENCY, _BARE_AGENCY):
        found = form.match(head)
        if not found or not (source := outlet(found["source"])):
            continue
        place = _place(head, found)
        end, day = _day_behind(head, found.end())
        if day or (found["dash"] if form is _WITH_AGENCY else place):
            return Dateline(_after(head, end), place, day, source)
    return None


def _day_behind(head: str, end: int) -> tuple[int, date | None]:
    """Return where the day ends that stands behind an agency, and the day; ``end`` without one."""
    at = _DATE_NEXT.match(dates.fold_date(head), end)
    day = dates.find_date(head, at.end()) if at else None
    if at is None or day is None or day.start != at.end():
        return end, None
    return day.end, day.value


def _place(head: str, found: re.Match[str]) -> str | None:
    """Return the first place named: the town, where its country or a second town follows."""
    start, end = found.span("place")
    place = re.split("[،,/]", head[start:end])[0].strip(" -–—") if start >= 0 else ""
    place = place.removesuffix(" في")
    if not place or place.split()[0] in _NO_PLACE_BEGINS:
        return None
    return None if re.fullmatch(dates.WEEKDAY, dates.fold_date(place)) else place


def _source(name: str) -> str | None:
    name = " ".join(name.split())
    if known := outlet(name):
        return known
    if any(character.isdigit() for character in name) or re.match(
        dates.WEEKDAY, dates.fold_date(name)
    ):
        return None
    return None if name.split()[0] in _ROLES else name


def _after(head: str, end: int) -> int:
    tail = _TAIL.match(head, end)
    return tail.end() if tail else end
