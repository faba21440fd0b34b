"""Classes of characters in Arabic text: the one table that every other module takes them from.

Each class is the inside of a bracket of a regular expression (``f"[{MARKS}]"``); :func:`members`
lists the characters of one. Where two parts of the program need different classes, both stand
here and say what sets them apart.
"""

import re
from functools import cache

TATWEEL = "\u0640"
"""The stroke that draws a word out. Unicode counts it as a letter, agencies also as a dash."""

LETTERS = "\u0621-\u063a\u0641-\u064a"
"""Letters of the Arabic alphabet, hamza on every seat and teh marbuta included, tatweel not."""

HAMZATED_ALEFS = "أإآ"
"""Alefs that carry a hamza or madda in common spelling, and that many writers leave bare."""

ALEF_VARIANTS = HAMZATED_ALEFS + "\u0671\u0672\u0673\u0675"
"""Every alef that is read as a plain one: hamzated, wasla, wavy hamza, high hamza."""

YEH_VARIANTS = "ىیيېے"
"""Letters that look like yeh at the end of a word, in Arabic, Persian, Pashto and Urdu."""

HEH_VARIANTS = "هہھە"
"""Letters that look like heh, in Arabic, Urdu and Kurdish."""

HARAKAT = "\u064b-\u0652\u0670"
"""Vowel signs, shadda, sukun and dagger alef: signs that leave the letter what it is."""

COMBINING_HAMZA = "\u0653-\u0655"
"""Madda and hamza as marks of their own, which make another letter of the one they stand on."""

SMALL_LETTERS = "\u06e5\u06e6"
"""Small waw and yeh of the Quran: letters that take a column of the screen, read as marks."""

ARABIC_MARKS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"
)
"""Nonspacing marks of the Arabic script: harakat, Quranic annotation, combining hamza."""

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    f"{ARABIC_MARKS}{SMALL_LETTERS}"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""What stands on a letter and is no letter: marks of Arabic and every script beside it."""

ISOLATED_MARKS = "\ufc5e-\ufc63\ufe70\ufe72\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e"
"""Presentation forms of marks, which NFKC would turn into a space and a mark."""

ZWNJ, ZWJ = "\u200c", "\u200d"
"""Zero-width non-joiner and joiner: they part and join the letters beside them."""

LRM, RLM, ALM = "\u200e", "\u200f", "\u061c"
"""Direction marks: left-to-right, right-to-left, and the right-to-left one of Arabic numbers."""

LRE, RLE, PDF = "\u202a", "\u202b", "\u202c"
LRO, RLO = "\u202d", "\u202e"
"""Overrides: by them a text can be made to read as another one."""

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"

BIDI_CONTROLS = f"{ALM}{LRM}{RLM}{LRE}-{RLO}{LRI}-{PDI}"
"""Everything that steers the direction of a text (Unicode Standard Annex #9, section 2)."""

INVISIBLE = f"\u00ad\u180e\u200b{ZWNJ}{ZWJ}{BIDI_CONTROLS}\u2060-\u2065\u206a-\u206f\ufeff"
"""What takes no room: direction controls, joiners, zero-width spaces, soft hyphen, byte order
mark."""

UNSEEN = f"{TATWEEL}{MARKS}{ISOLATED_MARKS}{INVISIBLE}"
"""All that may stand in a word without changing which word it is."""

SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
"""Spaces of other widths, or that keep a line together: all are read as the ordinary one."""

LINE_ENDS = "\u0085\u2028\u2029"
"""Line ends that ordinary files do not use, but texts copied from a page do."""

DIGIT_ROWS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
"""Digits 0 to 9 as Arabic and as Persian and Urdu write them."""

DIGITS = "".join(f"{row[0]}-{row[-1]}" for row in DIGIT_ROWS)
"""Digits of the Arabic script."""

RIGHT_TO_LEFT_SCRIPTS = (
    f"\u0590-\u08ff{LRM}{RLM}{LRE}-{RLO}{LRI}-{PDI}\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
"""Letters, marks and digits of right-to-left scripts, and every control of direction."""


@cache
def members(inside: str) -> frozenset[str]:
    """Return the characters of a class, given as the inside of a bracket."""
    ranges = re.findall("(.)(?:-(.))?", inside, re.DOTALL)
    return frozenset(
        chr(code) for first, last in ranges for code in range(ord(first), ord(last or first) + 1)
    )
