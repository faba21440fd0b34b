"""Forms of verbs: every person of the imperfect and of the perfect meets the verb's perfect.

Headlines tell in the imperfect what articles tell in the perfect, and what is left of the two
after light stemming differs. Which perfect an imperfect belongs to is written in its letters
only in part (``يصل`` is of ``وصل``, ``يرد`` of ``رد``), and many nouns begin as it does
(``تقرير``, ``يوم``). So the verbs stand in a table with their third persons, and the other persons
are led back to these by rule.
"""

from collections.abc import Iterator
from functools import lru_cache

from index.analysis.compiled import FOLDER
from index.analysis.proper_names import first_of_line

VERBS_FILE = FOLDER / "verbs.txt"

_PAST = ("ت", "وا")
"""Endings of the perfect that are added to any verb."""

_OBJECTS = ("ه", "ة", "ها", "هم")
"""Pronouns behind a verb; ه may be written as ة."""

_PROCLITICS = frozenset("وفبكلس")
FIRST_LETTERS = frozenset("اينت")
"""First letters of the imperfect: of I, he, we, and of she and you."""

_WEAK = frozenset("اوي")
_IMPERFECT_ENDINGS = {
    "ن": (("ون", 2), ("ين", 4), ("ان", 3), ("ن", 3)),
    "ا": (("وا", 2), ("ا", 4)),
}
"""Endings of the imperfect by their last letter (plural, feminine, dual, feminine plural; the
subjunctive of plural and dual), and the minimum number of letters before each."""

LAST_LETTERS = frozenset("اتمن")
"""Last letters of the perfect in the other persons."""

_WEAK_ENDS = ("", "ي", "و")
"""Letters a weak verb loses before an ending of the imperfect."""

_PERFECT_ENDINGS = {
    "ا": (("نا", 2), ("تما", 3), ("تا", 3)),
    "ت": (("ت", 2),),
    "م": (("تم", 2),),
    "ن": (("تن", 4), ("ن", 3)),
}
"""Endings of the perfect for the other persons by their last letter, and the minimum number of
letters before each."""

_OF_PRONOUNS = frozenset("هكني")
"""Letters a pronoun may begin with: ``توجهه`` is no form of وجه."""

_NO_VERBS = frozenset({"ابدا", "امس", "امن", "اذا", "انا", "نصير"})
"""Frequent words that look like a first person."""


def _perfect_of() -> dict[str, str]:
    """Return the perfect of each form: those of the table, and regular past forms."""
    written = first_of_line(VERBS_FILE)
    forms = {}
    for verb in set(written.values()):
        for ending in _PAST[verb[-1] == "ي" :]:  # لبيت is rather ل + بيت
            form = verb + ending
            # ودعت is و + دعت before it is of ودع
            if len(verb) > 2 and not (form[0] == "و" and form[1:] in written):
                forms[form] = verb
    # A line without a perfect has the imperfect first.
    return forms | written | {verb: verb for verb in written.values() if verb[0] == "ي"}


_PERFECT_OF = _perfect_of()
_PERFECTS = frozenset(_PERFECT_OF.values())
VERBS = _PERFECTS.union(_PERFECT_OF)
"""Verbal forms of the table: perfects, and the forms that :func:`perfect` knows."""
WITH_OBJECT = frozenset(
    verb + pronoun
    for verb in _PERFECTS
    if verb[0] in _PROCLITICS and len(verb) > 2
    for pronoun in _OBJECTS
)
"""Past forms with a pronoun whose first letter might be taken for a proclitic."""


def _stems_of_the_perfect() -> dict[str, tuple[str, ...]]:
    """Return, for each stem that the other persons of the perfect are formed from, its verbs."""
    stems: dict[str, tuple[str, ...]] = {
        verb: (verb,) for verb in _PERFECTS if len(verb) > 2 and not _is_hollow(verb)
    }
    for verb in sorted(_PERFECTS):
        for stem in _stems_of(verb):
            stems[stem] = (*stems.get(stem, ()), verb)
    return stems


def _is_hollow(verb: str) -> bool:
    return len(verb) > 2 and verb[-2] == "ا" and verb[-1] not in _WEAK


def _stems_of(verb: str) -> Iterator[str]:
    """Yield what the perfect may be before an ending with a consonant, beside the verb itself."""
    if verb[-2:] == "اء":  # جاء: جئت, أضاء: أضأت
        yield verb[:-2] + "ي" if len(verb) == 3 else verb[:-1]
    elif verb[-1] == "ا":  # دعا: دعوت
        yield verb[:-1] + "و"
    elif _is_hollow(verb):  # قال: قلت, استطاع: استطعت
        yield verb[:-2] + verb[-1]
    elif verb[-1] != "ي" and len(verb) < 6:  # رد: رددت, أحب: أحببت
        yield verb + verb[-1]


def _jussives() -> dict[str, tuple[str, ...]]:
    """Return the verbs of each imperfect of the third person that has lost a weak letter.

    ``يقل`` is of ``قال``, ``يرم`` of ``رمي``. The feminine plural has the former too: ``يقلن``.
    """
    found: dict[str, tuple[str, ...]] = {}
    for form, verb in _PERFECT_OF.items():
        if form[0] != "ي" or len(form) < 4 or form == verb:
            continue
        if form[-1] in _WEAK:
            short = form[:-1]
        elif form[-2] in _WEAK:
            short = form[:-2] + form[-1]
        else:
            continue
        found[short] = (*found.get(short, ()), verb)
    return {form: tuple(dict.fromkeys(verbs)) for form, verbs in sorted(found.items())}


_STEMS = _stems_of_the_perfect()
_JUSSIVES = _jussives()


def perfect(form: str) -> str:
    """Return the perfect a folded verbal form has its stem from, ``form`` for any other word."""
    return _PERFECT_OF.get(form, form)


@lru_cache(maxsize=1 << 13)
def of_other_person(form: str) -> tuple[str, ...]:
    """Return the perfects a folded form may be of that the table does not list, by its person.

    ``نريد`` gives ``اراد``, ``قلنا`` gives ``قال``; ``تدعون`` is of ``دعا`` and of ``ادعي``. A noun
    may look the same (``نصف``, ``اكبر``).
    """
    now, past = imperfects(form), perfects(form)
    if not (now or past) or form in _NO_VERBS or (form[0] in "وف" and form[1:] in VERBS):
        return ()
    return tuple(dict.fromkeys(now + past))


def imperfects(form: str) -> tuple[str, ...]:
    """Return the verbs that a folded form may be an imperfect of, in any person and mood."""
    if form[0] not in FIRST_LETTERS:
        return ()
    found = indicatives(form)
    if found or (len(form) == 3 and form[0] != "ي"):
        return found
    return _JUSSIVES.get("ي" + form[1:], ())


def is_jussive(form: str) -> bool:
    """Tell whether a folded form can only be an imperfect that has lost a weak letter."""
    return form[0] in FIRST_LETTERS and "ي" + form[1:] in _JUSSIVES and not indicatives(form)


def indicatives(form: str) -> tuple[str, ...]:
    """Return the verbs that a folded form may be an imperfect of in any person but the jussive."""
    first, last = form[0], form[-1]
    if first not in FIRST_LETTERS or len(form) < 3:
        return ()
    third = "ي" + form[1:]
    if verb := _PERFECT_OF.get(third) or (first == "ا" and _PERFECT_OF.get("يا" + form[1:])):
        return (verb,)  # آخذ has lost the hamza of يأخذ
    if first not in "يت" or last not in _IMPERFECT_ENDINGS:
        return ()
    found: list[str] = []
    for ending, least in _IMPERFECT_ENDINGS[last]:
        fits = form.endswith(ending) and len(form) - len(ending) >= least
        if fits and (ending != "ين" or first == "ت"):
            found += _before(ending, third[: -len(ending)])
    return tuple(dict.fromkeys(found))


def _before(ending: str, rest: str) -> Iterator[str]:
    """Yield the verbs whose imperfect of the third person, less an ending, may be ``rest``."""
    for end in _WEAK_ENDS if ending[0] in "وي" else ("",):
        if verb := _PERFECT_OF.get(rest + end):
            yield verb
    if ending == "ن":
        yield from (verb for verb in _JUSSIVES.get(rest, ()) if verb[-1] not in _WEAK)
        yield from _doubled(rest)
    elif rest[-1] == "و" and (verb := _PERFECT_OF.get(rest[:-1] + "ا")):  # يلجؤون
        yield verb


def _doubled(form: str) -> Iterator[str]:
    """Yield the verb of an imperfect whose double letter is written twice: ``يمدد`` is of مد."""
    twice = len(form) > 3 and form[-1] == form[-2] and form[-1] not in _OF_PRONOUNS
    if twice and (verb := _PERFECT_OF.get(form[:-1])):
        yield verb


def perfects(form: str) -> tuple[str, ...]:
    """Return the verbs whose perfect in another person a folded form may be."""
    last = form[-1]
    if last not in _PERFECT_ENDINGS:
        return ()
    found: tuple[str, ...] = ()
    for ending, least in _PERFECT_ENDINGS[last]:
        if form.endswith(ending) and len(form) - len(ending) >= least:
            stem = form[: -len(ending)]
            if ending != "ن" or stem[-1] not in _WEAK or len(stem) > 3:  # بدون, بنين
                found += _STEMS.get(stem, ())
            if ending in ("ت", "تا") and stem in _PERFECTS:
                found += (stem,)
    if last == "ا":
        if form[-2:] == "نا":  # أعلنا is أعلن + نا
            found += _STEMS.get(form[:-1], ())
        elif form[-2:] == "وا" and len(form) > 3:
            found += tuple(_in_the_plural(form[:-2]))
    elif last == "ت" and len(form) > 3 and form[:-1] + "ي" in _PERFECTS:  # رمت
        found += (form[:-1] + "ي",)
    return tuple(dict.fromkeys(found)) if len(found) > 1 else found


def _in_the_plural(rest: str) -> Iterator[str]:
    """Yield the verbs whose perfect has ``rest`` before وا."""
    ends = ("ي", "") if len(rest) == 2 else ("ي",)  # نسوا, مدوا
    if rest[-1] == "و":  # لجؤوا, جاؤوا
        ends, rest = ("ا", "ء"), rest[:-1]
    yield from (rest + end for end in ends if rest + end in _PERFECTS)


def is_imperfect(form: str) -> bool:
    """Tell whether the table has a folded form as an imperfect of the third person, or of others.

    A noun may look the same.
    """
    return len(form) > 2 and form[0] in FIRST_LETTERS and "ي" + form[1:] in _PERFECT_OF
