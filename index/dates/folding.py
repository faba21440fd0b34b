"""One form for letters, digits and spaces, so that one pattern reads every spelling of a date."""

import re

from index.characters import ALEF_VARIANTS, DIGIT_ROWS, SPACES, UNSEEN, YEH_VARIANTS, members

_FOLD = str.maketrans(
    dict.fromkeys(members(ALEF_VARIANTS), "ا")
    | dict.fromkeys(members(YEH_VARIANTS), "ي")
    | dict.fromkeys(members(SPACES), " ")
    | {digit: str(value) for row in DIGIT_ROWS for value, digit in enumerate(row)}
    | {"ة": "ه"},
)
_UNSEEN = re.compile(f"[{UNSEEN}]")


def fold_date(text: str) -> str:
    """Return ``text`` with letters, digits and spaces in one form each, its length unchanged.

    Offsets into the result are offsets into ``text``.
    """
    return text.translate(_FOLD).lower()


def fold_stated(text: str) -> str:
    """Return a date that stands alone, folded, without marks and with single spaces."""
    return " ".join(_UNSEEN.sub("", fold_date(text)).split())


def numbered(names: tuple[str, ...], first: int) -> dict[str, int]:
    """Return the number of each folded name; a line holds one number's names, ``_`` for a space."""
    return {
        fold_date(name).replace("_", " "): number
        for number, line in enumerate(names, first)
        for name in line.split()
    }


def any_of(names: dict[str, int]) -> str:
    """Return a pattern for any of the names as whole words, the longest first."""
    longest_first = sorted(names, key=len, reverse=True)
    return "(?:" + "|".join(name.replace(" ", r"\s+") for name in longest_first) + r")(?!\w)"
