"""Forms of verbs: every person of the imperfect and of the perfect meets the verb's perfect.

Headlines tell in the imperfect what articles tell in the perfect, and what is left of the two
after light stemming differs. Which perfect an imperfect belongs to is written in its letters
only in part (``يصل`` is of ``وصل``, ``يرد`` of ``رد`` and of ``ورد``), and many nouns begin as it
does (``تقرير``, ``يوم``). So the verbs stand in a table with their third persons, and the other
persons are led back to these by rule. A form of several verbs gives all, the commonest first.

A verb is known by its *term*: its folded perfect, or the imperfect of a verb whose perfect reads
as a commoner word of another meaning (``قبل``).
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, final

from index.analysis.compiled import FOLDER

VERBS_FILE: Final = FOLDER / "verbs.txt"

OTHER_WORD: Final = "*"
"""Mark in the table of a perfect that reads as a commoner word of another meaning."""

_PAST: Final = ("ت", "وا")
"""Endings of the perfect that are added to any verb."""

_OBJECTS: Final = ("ه", "ة", "ها", "هم")
"""Pronouns behind a verb; ه may be written as ة."""

_PROCLITICS: Final = frozenset("وفبكلس")
FIRST_LETTERS: Final = frozenset("اينت")
"""First letters of the imperfect: of I, he, we, and of she and you."""

_WEAK: Final = frozenset("اوي")
_IMPERFECT_ENDINGS: Final = {
    "ن": (("ون", 2), ("ين", 4), ("ان", 3), ("ن", 3)),
    "ا": (("وا", 2), ("ا", 4)),
}
"""Endings of the imperfect by their last letter (plural, feminine, dual, feminine plural; the
subjunctive of plural and dual), and the minimum number of letters before each."""

LAST_LETTERS: Final = frozenset("اتمن")
"""Last letters of the perfect in the other persons."""

_WEAK_ENDS: Final = ("", "ي", "و")
"""Letters a weak verb loses before an ending of the imperfect."""

_PERFECT_ENDINGS: Final = {
    "ا": (("نا", 2), ("تما", 3), ("تا", 3)),
    "ت": (("ت", 2),),
    "م": (("تم", 2),),
    "ن": (("تن", 4), ("ن", 3)),
}
"""Endings of the perfect for the other persons by their last letter, and the minimum number of
letters before each."""

_OF_PRONOUNS: Final = frozenset("هكني")
"""Letters a pronoun may begin with: ``توجهه`` is no form of وجه."""

_NO_VERBS: Final = frozenset({"ابدا", "امس", "امن", "اذا", "انا", "نصير"})
"""Frequent words that look like a first person."""

COLOURS: Final = frozenset({"ابيض", "احمر", "اخضر", "ازرق", "اسود", "اصفر"})
"""Perfects of the ninth form, which are adjectives when they are written with a hamza."""

_SHARES: Final = {"ت": 0.3, "ن": 1.0, "ا": 1.0}
"""Minimum frequency of the third person for another person of these letters to be read as such
where it is a noun as well, as a multiple of the frequency of what is written."""

_MARKED_SHARE: Final = 0.1
_JUSSIVE_SHARE: Final = 0.5
_DOUBLED_SHARE: Final = 1.0
_PAST_SHARE: Final = 1.0
_FEMININE_PLURAL_SHARE: Final = 50.0

Terms = tuple[str, ...]


@final
class Reading:
    """Verbs that a noun's letters may be a form of as well.

    ``witness`` is a form of these verbs that must be ``share`` times as frequent as the letters.
    """

    def __init__(self, terms: Terms, witness: str, share: float) -> None:
        self.terms = terms
        self.witness = witness
        self.share = share


@final
class _Verb:
    """A verb: its perfect, the term it is known by, and its forms in the table.

    The perfect is one of these unless it is rather another word.
    """

    def __init__(self, perfect: str, others: list[str]) -> None:
        another = perfect[0] == OTHER_WORD
        self.perfect = perfect[1:] if another else perfect
        self.forms = others if another else [perfect, *others]
        self.term = self.forms[0]


def lines(path: Path = VERBS_FILE) -> list[list[str]]:
    """Return the words of each line of the table."""
    written = path.read_text(encoding="utf-8").splitlines()
    return [line.split() for line in written if not line.startswith("#")]


def _enter(table: dict[str, Terms], form: str, term: str) -> None:
    known = table.get(form)
    if known is None:
        table[form] = (term,)
    elif term not in known:
        table[form] = (*known, term)


def _third_persons(verbs: list[_Verb]) -> dict[str, Terms]:
    """Return the terms of the forms of the table, and of regular past forms."""
    written = {form for verb in verbs for form in verb.forms}
    found: dict[str, Terms] = {}
    for verb in verbs:
        perfect = verb.perfect
        for form in verb.forms:
            _enter(found, form, verb.term)
        if len(perfect) > 2 and perfect[-1] != "ي":
            for ending in _PAST:
                # ودعت is و + دعت before it is of ودع
                if not (perfect[0] == "و" and perfect[1:] + ending in written):
                    _enter(found, perfect + ending, verb.term)
    return found


def _is_hollow(verb: str) -> bool:
    return len(verb) > 2 and verb[-2] == "ا" and verb[-1] not in _WEAK


def _shortened(verbs: list[_Verb]) -> dict[str, Terms]:
    """Return the whole forms of each imperfect of the third person that has lost a weak letter.

    ``يقل`` is of ``يقول``, ``يرم`` of ``يرمي``. The feminine plural has the former too: ``يقلن``.
    """
    found: dict[str, Terms] = {}
    for verb in verbs:
        hollow = _is_hollow(verb.perfect)
        if not hollow and verb.perfect[-1] not in _WEAK:
            continue
        for form in verb.forms:
            if form[0] != "ي" or len(form) < 4:
                continue
            if hollow and form[-2] in _WEAK:
                _enter(found, form[:-2] + form[-1], form)
            elif not hollow and form[-1] in _WEAK:
                _enter(found, form[:-1], form)
    return found


_VERBS: Final = [_Verb(perfect, others) for perfect, *others in lines()]
_THIRD: Final = _third_persons(_VERBS)
_PERFECTS: Final = {verb.perfect: (verb.term,) for verb in _VERBS}
_JUSSIVES: Final = _shortened(_VERBS)
"""The whole forms of each shortened one."""

VERBS: Final = frozenset(_THIRD)
"""Verbal forms of the table, and regular past forms."""

MARKED: Final = frozenset(_PERFECTS) - VERBS
"""Perfects that read as a commoner word of another meaning."""

WITH_OBJECT: Final = frozenset(
    verb + pronoun
    for verb in _PERFECTS
    if verb[0] in _PROCLITICS and len(verb) > 2 and verb in VERBS
    for pronoun in _OBJECTS
)
"""Past forms with a pronoun whose first letter might be taken for a proclitic."""


def terms(form: str) -> Terms:
    """Return the terms of the verbs of which the table has a folded form, itself for any other."""
    return _THIRD.get(form) or (form,)


def by_spelling(form: str, written: str) -> Terms:
    """Return the verbs of a form that its hamza, as written, tells from the commoner word.

    ``آمن`` is not ``أمن``, ``هنأ`` not ``هنا``, and ``احمر`` the colour only where its hamza has
    been left out.
    """
    if form in MARKED and (written[0] == "آ" or written[-1] == "أ" or form in COLOURS):
        return () if written[0] == "أ" else _PERFECTS[form]
    return ()


def is_perfect(form: str) -> bool:
    """Tell whether a folded word is the perfect of a verb by itself."""
    return form in _PERFECTS and form in VERBS


@lru_cache(maxsize=64)  # asked again of one word, seldom of an earlier one
def of_other_person(form: str) -> Terms:
    """Return the verbs a folded form may be of that the table does not list, by its person.

    ``نريد`` gives ``اراد``, ``قلنا`` gives ``قال``; ``تدعون`` is of ``دعا`` and of ``ادعي``. A noun
    may look the same (``نصف``, ``اكبر``).
    """
    now, past = imperfects(form), perfects(form)
    if not (now or past) or form in _NO_VERBS or (form[0] in "وف" and form[1:] in VERBS):
        return ()
    return tuple(dict.fromkeys(now + past))


def imperfects(form: str) -> Terms:
    """Return the verbs that a folded form may be an imperfect of, in any person and mood."""
    if form[0] not in FIRST_LETTERS:
        return ()
    found = indicatives(form)
    if found or (len(form) == 3 and form[0] != "ي"):
        return found
    return _jussives("ي" + form[1:])


def _jussives(form: str) -> Terms:
    """Return the verbs of an imperfect of the third person that has lost a weak letter.

    One whose double letter is written twice (``يمدد``) has lost none, but is a jussive too.
    """
    if form in _JUSSIVES:
        return tuple(term for whole in _JUSSIVES[form] for term in _THIRD[whole])
    return tuple(_doubled(form)) if len(form) > 3 else ()


def is_jussive(form: str) -> bool:
    """Tell whether a folded form can only be an imperfect that has lost a weak letter."""
    return form[0] in FIRST_LETTERS and "ي" + form[1:] in _JUSSIVES and not indicatives(form)


def indicatives(form: str) -> Terms:
    """Return the verbs that a folded form may be an imperfect of in any person but the jussive."""
    first, last = form[0], form[-1]
    if first not in FIRST_LETTERS or len(form) < 3:
        return ()
    third = "ي" + form[1:]
    found = _THIRD.get(third, ())
    if first == "ا":  # آخذ has lost the hamza of يأخذ
        found = tuple(dict.fromkeys(found + _THIRD.get("يا" + form[1:], ())))
    if found:
        return found
    if first not in "يت" or last not in _IMPERFECT_ENDINGS:
        return ()
    among: list[str] = []
    for ending, least in _IMPERFECT_ENDINGS[last]:
        fits = form.endswith(ending) and len(form) - len(ending) >= least
        if fits and (ending != "ين" or first == "ت"):
            among += _before(ending, third[: -len(ending)])
    return tuple(dict.fromkeys(among))


def _before(ending: str, rest: str) -> Iterator[str]:
    """Yield the verbs whose imperfect of the third person, less an ending, may be ``rest``."""
    for end in _WEAK_ENDS if ending[0] in "وي" else ("",):
        yield from _THIRD.get(rest + end, ())
    if ending == "ن":
        for whole in _JUSSIVES.get(rest, ()):
            if whole[-1] not in _WEAK:
                yield from _THIRD[whole]
        yield from _doubled(rest)
    elif rest[-1] == "و":  # يلجؤون, ينشئون
        yield from _THIRD.get(rest[:-1] + "ا", ())
        yield from _THIRD.get(rest[:-1] + "ي", ())


def _doubled(form: str) -> Iterator[str]:
    """Yield the verbs of an imperfect whose double letter is written twice: ``يمدد`` is of مد."""
    if len(form) > 3 and form[-1] == form[-2] and form[-1] not in _OF_PRONOUNS:
        once = form[:-1]
        yield from (term for term in _THIRD.get(once, ()) if _is_double(term, once))


def _is_double(verb: str, form: str) -> bool:
    """Tell whether a verb's last letter, which ends its imperfect ``form``, stands for two.

    It does in ``مد``, ``احب``, ``انضم``, ``امتد``, ``استمر``, but not in ``وجد`` and ``اتحد``.
    """
    if len(form) == 3:
        return len(verb) == 2 or (len(verb) == 3 and verb[0] in "اي")
    return (form[1] == "ن" or form[2] == "ت") if len(form) == 4 else form[1:3] == "ست"


def _of_stem(stem: str) -> Terms:
    """Return the verbs whose perfect is ``stem`` before an ending that begins with a consonant.

    That is the perfect as it is (``كتبت``), or with its weak or its double letter changed.
    """
    begun, last = stem[:-1], stem[-1]
    others = []
    if last == "و":  # دعوت: دعا
        others.append(begun + "ا")
    elif last == "ا" and len(stem) != 2:  # أضأت: أضاء
        others.append(stem + "ء")
    elif last == "ي" and len(stem) == 2:  # جئت: جاء
        others.append(begun + "اء")
    elif begun and last not in "اءي":  # قلت: قال, استطعت: استطاع
        others.append(begun + "ا" + last)
    if begun[-1:] == last and last not in "اي" and len(begun) < 6 and not _is_hollow(begun):
        others.append(begun)  # رددت: رد, أحببت: أحب
    others.sort()
    if len(stem) > 2 and not _is_hollow(stem):
        others.insert(0, stem)
    found = [term for perfect in others for term in _PERFECTS.get(perfect, ())]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=64)  # asked again of one word, seldom of an earlier one
def perfects(form: str) -> Terms:
    """Return the verbs whose perfect in another person a folded form may be."""
    last = form[-1]
    if last not in _PERFECT_ENDINGS:
        return ()
    found: Terms = ()
    for ending, least in _PERFECT_ENDINGS[last]:
        if form.endswith(ending) and len(form) - len(ending) >= least:
            stem = form[: -len(ending)]
            if ending != "ن" or stem[-1] not in _WEAK or len(stem) > 3:  # بدون, بنين
                found += _of_stem(stem)
            if ending in ("ت", "تا"):
                found += _PERFECTS.get(stem, ())
            elif ending == "نا":  # قبلنا is rather قبل + نا
                found = tuple(term for term in found if term in _PERFECTS)
    if last == "ا":
        if form[-2:] == "نا":  # أعلنا is أعلن + نا
            found += _of_stem(form[:-1])
        elif form[-2:] == "وا" and len(form) > 3:
            found += tuple(_in_the_plural(form[:-2]))
    elif last == "ت" and len(form) > 3:  # رمت
        found += _PERFECTS.get(form[:-1] + "ي", ())
    return tuple(dict.fromkeys(found)) if len(found) > 1 else found


def _in_the_plural(rest: str) -> Iterator[str]:
    """Yield the verbs whose perfect has ``rest`` before وا."""
    ends = ("ي", "", "ا") if len(rest) == 2 else ("ي",)  # نسوا, مدوا, نجوا
    for end in ends:
        yield from _PERFECTS.get(rest + end, ())
    if rest[-1] == "و":  # لجؤوا, جاؤوا
        for end in ("ا", "ء"):
            yield from _PERFECTS.get(rest[:-1] + end, ())


def readings(form: str) -> list[Reading]:
    """Return what forms of verbs a noun, or a word that nobody knows, may be as well.

    ``تحكم`` is a noun and of ``حكم``, ``ارفع`` an adjective and of ``رفع``, ``يضع`` of ``وضع`` and
    the jussive of ``ضاع``.
    """
    found: list[Reading] = []
    first, last = form[0], form[-1]
    if form in MARKED:
        found += [Reading((term,), term, _MARKED_SHARE) for term in _PERFECTS[form]]
    if first in FIRST_LETTERS:
        third = "ي" + form[1:]
        if first != "ي" and third in _THIRD:
            found.append(Reading(_THIRD[third], third, _SHARES[first]))
        if first in "يت":
            for whole in _JUSSIVES.get(third, ()):
                found.append(Reading(_THIRD[whole], whole, _JUSSIVE_SHARE))
            if len(form) > 3 and (twice := tuple(_doubled(third))):
                found.append(Reading(twice, third[:-1], _DOUBLED_SHARE))
    if last in LAST_LETTERS:
        found += _past_readings(form)
    return found


def _past_readings(form: str) -> Iterator[Reading]:
    if len(form) == 3 and form[-1] == "ت":
        for perfect in (form[:-1] + "ي", form[:-1] + "ا"):  # رمت, نجت
            if perfect in _PERFECTS:
                yield Reading(_PERFECTS[perfect], perfect, _PAST_SHARE)
    elif form[-1] == "ن" and (len(form) == 3 or form[-2] in _WEAK):  # قمن, رمين
        for term in _of_stem(form[:-1]):
            yield Reading((term,), term, _FEMININE_PLURAL_SHARE)
    for term in perfects(form):
        yield Reading((term,), term, _PAST_SHARE)


def persons(form: str) -> Terms:
    """Return all verbs that a folded form may be another person of, surely or not."""
    among = (term for reading in readings(form) for term in reading.terms)
    return tuple(dict.fromkeys((*of_other_person(form), *among)))


def is_imperfect(form: str) -> bool:
    """Tell whether the table has a folded form as an imperfect of the third person, or of others.

    A noun may look the same.
    """
    return len(form) > 2 and form[0] in FIRST_LETTERS and "ي" + form[1:] in _THIRD
