"""What the text of a story says about itself: where it begins, what is furniture, who wrote it."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index import dates
from index.characters import LETTERS
from index.ingest.dateline import Dateline, read_dateline
from index.ingest.outlets import is_everyday, outlet, own_outlet

HEADLINE_LENGTH = 110
"""Code points of a headline that is taken from the text of an untitled article."""

Spans = tuple[tuple[int, int], ...]

# Patterns for whole lines begin with the newline before the line: a literal first character lets
# the search skip from line to line. `_whole_lines` supplies the one before the first line. Runs
# of spaces are matched possessively (`*+`), so that no text can make a search take quadratic time.
_SHARE = re.compile(
    r"\n[ \t]*+(?:(?:مشاركة|شاركها|شارك(?:نا)?(?: هذا)?(?: (?:المقال|الخبر|الموضوع))?|انشر|"
    r"طباعة|اطبع|إرسال|نسخ الرابط|انسخ الرابط|حفظ|استمع|المزيد|اقرأ المزيد|share|print)|"
    r"/*+[ \t]*+انتهى[ \t]*+/*+|\((?:إعداد|تحرير|تغطية صحفية|كتابة)[ \t][^\n]{0,150}\)|"
    r"(?:The post|ظهرت المقالة|التدوينة)[ \t][^\n]{1,300}"
    r"(?:appeared first on|أولا?ً?ا? على)[ \t][^\n]{1,80}|"
    r"(?:قد يهمك|قد يعجبك|مواضيع قد تهمك|مواضيع ذات صلة|أخبار ذات صلة)(?: أيضا?ً?ا?)?|"
    r"آخر تحديث[ \t]*+:?[ \t]*+(?:قبل|منذ)[^\n]{0,30}|"
    r"(?>(?:(?:فيسبوك|تويتر|إكس|واتساب|تلغرام|تيليغرام|لينكد إن|بريد إلكتروني|whatsapp|facebook|"
    r"twitter|telegram)[ \t،,|]*+)+)|(?:اقرأ|شاهد|إقرأ) أيضا?ً?ا?[ \t]*+:[^\n]*)"
    r"[ \t]*+[:：|]?[ \t]*+(?=\n|\Z)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:https?://)?pic\.(?:twitter|x)\.com/\S*|https?://t\.co/\S*|(?<![\w./])t\.co/\S*"
)
_ANY_LINK = re.compile(r"(?:https?://|www\.)\S*|" + _LINK.pattern)
_TWEET = re.compile(r"\n[ \t]*+[—–-][^\n]{0,120}?\(@\w{1,30}\)(?P<when>[^\n]{0,40})(?=\n|\Z)")
_SOURCE_LABEL = re.compile(
    r"^(?:المصدر|المصادر|مصدر الخبر|source)\s*[:：]\s*(?P<names>.{2,80})$", re.I
)
_BARE_LABEL = re.compile(r"(?:المصدر|المصادر|مصدر الخبر)\s*[:：]", re.I)
_LONGEST_NAME = 40
_DATE_LABEL = re.compile(
    r"^(?:تاريخ النشر|نُ?شر(?: في| بتاريخ)?|آخر تحديث|تم النشر(?: في)?|التاريخ|published)"
    r"\s*[:：]?\s*",
    re.I,
)
_BESIDE_A_DATE = re.compile(
    rf"(?:{dates.WEEKDAY}|\d{{1,2}}:\d{{2}}(?::\d{{2}})?|ص|م|صباحا|مساء|غرينتش|gmt|am|pm|[\s،,.|:()\[\]–—-])*"
)
_SENTENCE_END = re.compile(r"(?<=[^\s.].)[.!؟?…]+[\"”»)]*(?=\s|$)")
_DAY_SAID = re.compile(
    rf"(?<!\w)(?P<when>اليوم|امس|غد[\u064bا]{{0,2}})\s*+[،,]?\s*+\(?\s*+(?P<day>{dates.WEEKDAY})"
)
_DAYS_BACK = {"اليوم": 0, "امس": 1}  # and غدا, however written, is a day ahead
_YEAR = re.compile(r"\d{4}")
_LONGEST_LABEL = 100
_LOOKED_AT = 4000
"""Characters of a line in which its first sentence is looked for."""
_INITIALS = re.compile(rf"(?:[{LETTERS}ـ ]{{1,6}}[/–-]){{1,4}}[{LETTERS}ـ ]{{1,6}}\.?")
"""Who wrote and who checked it, at the foot of an agency's story: ``هـهـ/د س/كم``."""
_LONGEST_INITIAL = 3
_HEAD, _EDGE = 6, 3
"""Lines at the head and at the foot of a text that may hold a source or a date of their own."""


@dataclass(frozen=True, slots=True)
class Story:
    """What :func:`read_story` found; offsets are code points of the text it was given."""

    furniture: Spans
    dateline: Dateline | None
    day: date | None
    source: str | None

    @property
    def place(self) -> str | None:
        """Return where the dateline says the story was written."""
        return self.dateline.place if self.dateline else None

    @property
    def lead(self) -> int:
        """Return where the story proper begins, behind the dateline."""
        return self.dateline.end if self.dateline else 0


def read_story(text: str, *, guess: bool = False) -> Story:
    """Read dateline, lines that give source or date, share lines and embedded tweets.

    With ``guess`` two last resorts are tried for what the text does not state: the source is
    the outlet whose own reporter is quoted, and the date is the earliest one that the newest
    embedded tweet allows and that agrees with the weekdays the text calls today or yesterday.
    """
    dateline = _dateline(text)
    spans = _inline_furniture(text)
    source, day, edge_spans = _edge_lines(text)
    spans += edge_spans
    if dateline:
        source, day = dateline.source or source, dateline.day or day
    if guess:
        source = source or own_outlet(text)
        day = day or _date_of_newest_tweet(text)
    return Story(_merged(spans), dateline, day, source)


def headline(text: str, story: Story) -> str:
    """Return the first sentence of ``text`` behind its dateline, cut to HEADLINE_LENGTH.

    Furniture, links and embedded tweets are passed over; empty when nothing else is there.
    """
    start = story.lead
    tweets = {_line_before(text, signature) for signature, _ in _whole_lines(_TWEET, text)}
    begins = [begin for begin, _ in story.furniture]
    while start < len(text):
        line_start, line_end = start, _line_end(text, start)
        start = line_end + 1
        before = bisect_right(begins, line_start) - 1
        inside = before >= 0 and line_start < story.furniture[before][1]
        if inside or line_start in tweets:
            continue
        line = plain_title(text[line_start : min(line_end, line_start + _LOOKED_AT)])
        if line:
            return _shortened(_first_sentence(line[: 4 * HEADLINE_LENGTH]))
    return ""


def plain_title(text: str) -> str:
    """Return ``text`` as a title: on one line, without links."""
    if "/" in text or "www." in text:
        text = _ANY_LINK.sub(" ", text)
    return " ".join(text.split())


def is_furniture_line(line: str) -> bool:
    """Tell whether a line is a share button, signs a tweet, or states source or date only."""
    if _SHARE.fullmatch("\n" + line) or _TWEET.fullmatch("\n" + line):
        return True
    return len(line) <= _LONGEST_LABEL and bool(
        _source_line(line.strip(), alone=False) or _date_line(line)
    )


def is_signature(line: str) -> bool:
    """Tell whether a line signs an embedded tweet."""
    return _TWEET.fullmatch("\n" + line) is not None


def _whole_lines(form: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Return the spans of the lines that ``form``, which begins with a newline, matches."""
    return [(found.start(), found.end() - 1) for found in form.finditer("\n" + text)]


def _inline_furniture(text: str) -> list[tuple[int, int]]:
    spans = _whole_lines(_SHARE, text)
    if "(@" in text:
        spans += _whole_lines(_TWEET, text)
    if ".co" in text:
        spans += [found.span() for found in _LINK.finditer(text)]
    return spans


def _edge_lines(text: str) -> tuple[str | None, date | None, list[tuple[int, int]]]:
    """Return source, date and the spans of the lines that state them and nothing else."""
    source: str | None = None
    day: date | None = None
    spans = []
    head, foot = _first_lines(text), _last_lines(text)
    if len(head) < 2:
        return None, None, []
    closing = next((span for span in foot if not _is_share_line(text, span)), None)
    label = _label_above(text, foot)
    for span in dict.fromkeys(head + foot):
        if not _is_short(span):
            continue
        line = text[slice(*span)].strip()
        if span == label:
            line = f"{line} {text[slice(*foot[0])]}"
        if named := _source_line(line, alone=span == closing):
            source = source or named
        elif stated := _date_line(line):
            day = day or stated
        elif span in foot and _are_initials(line):
            pass
        else:
            if span in head[1:]:
                source = source or _desk(line)
            continue
        spans.append((span[0], foot[0][1]) if span == label else span)
    return source, day, spans


def _dateline(text: str) -> Dateline | None:
    """Return the dateline at the head of a text, or below a line of nothing but its date."""
    found = read_dateline(text)
    if found:
        # A name in brackets at the end of an alert is whoever said it.
        return found if text[found.end :].strip() else None
    first, _, rest = text.lstrip().partition("\n")
    day = _date_line(first) if len(first) <= _LONGEST_LABEL else None
    below = read_dateline(rest) if day else None
    if below is None:
        return None
    return replace(below, end=below.end + len(text) - len(rest), day=below.day or day)


def _label_above(text: str, foot: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the line المصدر: when the name it announces is the last line."""
    if len(foot) < 2 or foot[0][1] - foot[0][0] > _LONGEST_NAME:
        return None
    line = text[slice(*foot[1])].strip()
    return foot[1] if _BARE_LABEL.fullmatch(line) else None


def _desk(line: str) -> str | None:
    """Return the outlet of a line under a title: ``القاهرة - الشرق الأوسط``, ``بي بي سي عربي``."""
    parts = re.split(r"\s+[-–—|/]\s+", line.strip(" .()[]«»"))
    if len(parts) > 3 or any(len(part.split()) > 5 for part in parts):
        return None
    return next((name for part in parts if (name := outlet(part)) and not is_everyday(part)), None)


def _is_short(span: tuple[int, int]) -> bool:
    return span[1] - span[0] <= _LONGEST_LABEL


def _is_share_line(text: str, span: tuple[int, int]) -> bool:
    return _is_short(span) and _SHARE.fullmatch("\n" + text[slice(*span)]) is not None


def _source_line(line: str, *, alone: bool) -> str | None:
    """Return the source a line names: behind a label, or ``alone`` at the foot a known outlet."""
    labelled = _SOURCE_LABEL.match(line)
    if labelled:
        names = [
            name
            for name in re.split(r"\s*[+،,/|]\s*", labelled["names"].strip(' .()[]«»"'))
            if name
        ]
        return (outlet(names[0]) or names[0]) if names else None
    if not alone:
        return None
    names = re.split(r"\s*[+،,/|]\s*|\s+و(?=ال)|\s+و(?=وكالات)", line.strip(' .()[]«»"-–—'))
    known = [outlet(name) for name in names]
    return known[0] if all(known) else None


def _date_line(line: str) -> date | None:
    if not _YEAR.search(line):
        return None
    rest = _DATE_LABEL.sub("", line.strip())
    found = dates.find_date(rest)
    if not found:
        return None
    around = dates.fold_date(rest[: found.start] + " " + rest[found.end :])
    return found.value if _BESIDE_A_DATE.fullmatch(around) else None


def _are_initials(line: str) -> bool:
    return _INITIALS.fullmatch(line) is not None and all(
        len(part) <= _LONGEST_INITIAL for part in re.split(r"[\s/–-]+", line.replace("ـ", ""))
    )


def _date_of_newest_tweet(text: str) -> date | None:
    if "(@" not in text:
        return None
    signed = [dates.find_date(found["when"]) for found in _TWEET.finditer("\n" + text)]
    newest = max((found.value for found in signed if found), default=None)
    if newest is None:
        return None
    weekdays = {
        (dates.weekday_number(said["day"]) + _DAYS_BACK.get(said["when"], -1)) % 7
        for said in _DAY_SAID.finditer(dates.fold_date(text))
    }
    if len(weekdays) != 1:
        return newest
    return newest + timedelta(days=(weekdays.pop() - newest.weekday()) % 7)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _line_before(text: str, start: int) -> int:
    """Return where the line before the one at ``start`` begins: of a signature, the tweet."""
    return text.rfind("\n", 0, max(start - 1, 0)) + 1


def _first_lines(text: str) -> list[tuple[int, int]]:
    """Return spans of the first lines that are not blank, at most ``_HEAD`` of them."""
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(text) and len(spans) < _HEAD:
        end = _line_end(text, start)
        if not text[start:end].isspace() and start < end:
            spans.append((start, end))
        start = end + 1
    return spans


def _last_lines(text: str) -> list[tuple[int, int]]:
    """Return spans of the last lines not blank, the last first, at most ``_EDGE`` of them."""
    spans: list[tuple[int, int]] = []
    end = len(text)
    while end > 0 and len(spans) < _EDGE:
        start = text.rfind("\n", 0, end) + 1
        if not text[start:end].isspace() and start < end:
            spans.append((start, end))
        end = start - 1
    return spans


def _first_sentence(line: str) -> str:
    for found in _SENTENCE_END.finditer(line):
        if found.end() >= 20:
            return line[: found.end()].rstrip(".")
    return line


def _shortened(line: str) -> str:
    if len(line) <= HEADLINE_LENGTH:
        return line
    cut = line.rfind(" ", HEADLINE_LENGTH // 2, HEADLINE_LENGTH)
    return line[: cut if cut > 0 else HEADLINE_LENGTH - 1].rstrip(" ،,:؛-") + "…"


def _merged(spans: list[tuple[int, int]]) -> Spans:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
