"""Forms of verbs: an imperfect meets its perfect, ``يعلن`` and ``تعلن`` the stem of ``أعلن``.

Headlines tell in the imperfect what articles tell in the perfect, and what is left of the two
after light stemming differs. Which perfect an imperfect belongs to is written in its letters
only in part (``يصل`` is of ``وصل``, ``يرد`` of ``رد``), and many nouns begin as it does
(``تقرير``, ``يوم``). So the verbs stand in a table, and no rule guesses at others.
"""

from pathlib import Path

from index.analysis.proper_names import first_of_line

VERBS_FILE = Path(__file__).with_name("verbs.txt")

_PAST = ("ت", "وا")
"""Endings of the perfect that are added to any verb."""

_OBJECTS = ("ه", "ة", "ها", "هم")
"""Pronouns behind a verb; ه may be written as ة."""

_PROCLITICS = frozenset("وفبكلس")


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
"""Verbal forms that no ending comes off: perfects, and the forms that :func:`perfect` knows."""
WITH_OBJECT = frozenset(
    verb + pronoun
    for verb in _PERFECTS
    if verb[0] in _PROCLITICS and len(verb) > 2
    for pronoun in _OBJECTS
)
"""Past forms with a pronoun whose first letter might be taken for a proclitic."""


def perfect(form: str) -> str:
    """Return the perfect a folded verbal form has its stem from, ``form`` for any other word."""
    return _PERFECT_OF.get(form, form)
