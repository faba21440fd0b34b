"""Forms of verbs: every person of the imperfect and of the perfect meets the verb's perfect.

Headlines tell in the imperfect what articles tell in the perfect, and what is left of the two
after light stemming differs. Which perfect an imperfect belongs to is written in its letters
only in part (``يصل`` is of ``وصل``, ``يرد`` of ``رد``), and many nouns begin as it does
(``تقرير``, ``يوم``). So the verbs stand in a table with their third persons, and the other persons
are led back to these by rule.
"""

from collections.abc import Iterator
from pathlib import Path

from index.analysis.proper_names import first_of_line

VERBS_FILE = Path(__file__).with_name("verbs.txt")

_PAST = ("ت", "وا")
"""Endings of the perfect that are added to any verb."""

_OBJECTS = ("ه", "ة", "ها", "هم")
"""Pronouns behind a verb; ه may be written as ة."""

_PROCLITICS = frozenset("وفبكلس")
_PERSONS = frozenset("انت")
"""First letters of the imperfect for I, we and you, where the third person has ي."""

_IMPERFECT_ENDINGS = (("ون", 2), ("وا", 2), ("ين", 4), ("ان", 4), ("ن", 4), ("ا", 4))
"""Endings of the imperfect (plural, its subjunctive, feminine, dual, feminine plural,
subjunctive of the dual), and the
minimum number of letters before each."""

_WEAK_ENDS = ("", "ي", "و")
"""Letters a weak verb loses before an ending of the imperfect."""

_PERFECT_ENDINGS = (("نا", 2), ("ت", 2), ("تم", 3), ("تما", 3), ("تن", 4), ("ن", 4), ("تا", 3))
"""Endings of the perfect for the other persons, and the minimum number of letters before each."""

_NO_VERBS = frozenset({"ابدا", "امس", "امن", "اذا", "انا"})
"""Frequent words that look like a first person."""


def _perfect_of() -> dict[str, str]:
    """Return the perfect of each form: those of the table, and regular past forms."""
    written = first_of_line(VERBS_FILE)
    forms = {}
    for verb in set(written.values()):
        for ending in _PAST:
            form = verb + ending
            # ودعت is و + دعت before it is of ودع
            if len(verb) > 2 and not (form[0] == "و" and form[1:] in written):
                forms[form] = verb
    return forms | written


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
    stems: dict[str, tuple[str, ...]] = {verb: (verb,) for verb in _PERFECTS}
    for verb in sorted(_PERFECTS):
        for stem in _stems_of(verb):
            stems[stem] = (*stems.get(stem, ()), verb)
    return stems


def _stems_of(verb: str) -> Iterator[str]:
    """Yield what the perfect may be before an ending with a consonant, beside the verb itself."""
    if verb[-1] == "ا":  # دعا: دعوت
        yield verb[:-1] + "و"
    elif len(verb) > 2 and verb[-2] == "ا":  # قال: قلت, استطاع: استطعت
        yield verb[:-2] + verb[-1]
    elif verb[-1] != "ي" and len(verb) < 6:  # رد: رددت, أحب: أحببت
        yield verb + verb[-1]


_STEMS = _stems_of_the_perfect()


def perfect(form: str) -> str:
    """Return the perfect a folded verbal form has its stem from, ``form`` for any other word."""
    return _PERFECT_OF.get(form, form)


def of_other_person(form: str) -> tuple[str, ...]:
    """Return the perfects a folded form may be of that the table does not list, by its person.

    ``نريد`` gives ``اراد``, ``قلنا`` gives ``قال``; ``تدعون`` is of ``دعا`` and of ``ادعي``. A noun
    may look the same (``نصف``, ``اكبر``).
    """
    first, found = form[0], dict[str, None]()
    if form in _NO_VERBS or (first in "وف" and form[1:] in VERBS):
        return ()
    if first in _PERSONS and (verb := _PERFECT_OF.get("ي" + form[1:])):
        return (verb,)
    if first in "يت":
        for ending, least in _IMPERFECT_ENDINGS:
            rest = "ي" + form[1 : -len(ending)]
            if form.endswith(ending) and len(rest) >= least:
                verbs = (_PERFECT_OF.get(rest + end) for end in _WEAK_ENDS)
                found |= dict.fromkeys(verb for verb in verbs if verb)
    return (*found, *perfects(form))


def perfects(form: str) -> tuple[str, ...]:
    """Return the verbs whose perfect in another person a folded form may be."""
    found = dict[str, None]()
    for ending, least in _PERFECT_ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= least:
            found |= dict.fromkeys(_STEMS.get(form[: -len(ending)], ()))
    if form.endswith("نا"):  # أعلنا is أعلن + نا
        found |= dict.fromkeys(_STEMS.get(form[:-1], ()))
    return tuple(found)


def is_imperfect(form: str) -> bool:
    """Tell whether the table has a folded form as an imperfect of the third person, or of others.

    A noun may look the same.
    """
    return (
        len(form) > 2 and (form[0] == "ي" or form[0] in _PERSONS) and "ي" + form[1:] in _PERFECT_OF
    )
