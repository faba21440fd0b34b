"""What other parts say of faults, in the language of the interface: they say it in English."""

import re
from functools import lru_cache

from tui.app.language import _, mark
from tui.bidi.line import FSI, PDI

FAULTS = (
    mark("nothing to search for; write a word"),
    mark("more than {number} words"),
    mark("nested deeper than {number} levels"),
    mark("a date range is written [2024-11-29 TO 2024-12-01]"),
    mark("the date range ends before it begins"),
    mark("an empty date; write 2024, 2024-11 or 2024-11-30"),
    mark("two names of different months"),
    mark("“{text}” is not a day of the calendar"),
    mark("“{text}” is not a date; write 2024, 2024-11, 2024-11-30 or 30 نوفمبر 2024"),
    mark("no article {id} in the index"),
    mark("the index in {directory} is damaged: {fault}; renew it with: naba index --rebuild PATH"),
    mark("the index in {directory} is damaged; to see what is wrong: naba check"),
    mark("cannot read {file}"),
    mark("{file} is missing"),
    mark("{file} has been changed"),
    mark("{file} is not the one naba wrote"),
    mark(
        "the index in {directory} has no {file} (did another program write to it?); renew it "
        "with: naba index --rebuild PATH"
    ),
    mark(
        "the index in {directory} was written by another version of naba ({found}; this one "
        "needs {needed}); renew it with: naba index --rebuild PATH"
    ),
    mark(
        "a segment of the index has format {found}, this version of naba needs {needed}; renew "
        "the index with: naba index --rebuild PATH"
    ),
)
"""What may be wrong with a query or an index, as those say it who find it."""


def explained(fault: str) -> str:
    """A fault in the language in use, with what it names; as it stands when it is none of these."""
    for message, pattern in _patterns():
        if found := pattern.fullmatch(fault):
            named = {name: isolated(explained(text)) for name, text in found.groupdict().items()}
            return _(message).format(**named)
    return fault


def isolated(text: str) -> str:
    """A name or path that keeps its own order in a sentence that may run the other way."""
    return f"{FSI}{text}{PDI}"


@lru_cache(1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Each message with what it looks like once its blanks have been filled in."""
    return [(message, re.compile(_filled(message), re.DOTALL)) for message in FAULTS]


def _filled(message: str) -> str:
    parts = re.split(r"\{(\w+)\}", message)
    return "".join(
        f"(?P<{part}>.+)" if place % 2 else re.escape(part) for place, part in enumerate(parts)
    )
