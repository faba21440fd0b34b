"""Arabic keyboard layouts: which Latin key stands where an Arabic character was typed.

Whoever has typed an Arabic query has the keyboard in Arabic, and means by ``ب`` the key ``f``.
The rows are those of Unicode CLDR's ``ar-t-k0-windows`` (Arabic 101, which Linux and Android have
too) and ``ar-t-k0-osx``; the AZERTY one has the letters of 101 over a French keyboard. ASCII
characters of the Arabic layouts are left out: they mean themselves.
"""

import sys
from typing import Literal, get_args

Layout = Literal["101", "mac", "azerty"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)

_QWERTY = ("qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "QWERTYUIOP{}", 'ASDFGHJKL:"', "ZXCVBNM<>?")
_AZERTY = ("azertyuiop^$", "qsdfghjklmù", "wxcvbn,;:!", "AZERTYUIOP¨£", "QSDFGHJKLM%", "WXCVBN?./§")
_WINDOWS = (
    "ضصثقفغعهخحجد",
    "شسيبلاتنمكط",
    "ئءؤرﻻىةوزظ",
    "\u064e\u064b\u064f\u064cﻹإ‘÷×؛<>",
    '\u0650\u064d][ﻷأـ،/:"',
    "~\u0652}{ﻵآ’,.؟",
)
_MAC = (
    "ضصثقفغعهخحجة",
    "شسيبلاتنمك؛",
    "ظطذدزرو،./",
    "\u064e\u064b\u0650\u064d\u064f\u064c\u0652\u0651][}{",
    '«»ى  آ   :"',
    "' ئءأإؤ><؟",
)
_ROWS = {"101": (_WINDOWS, _QWERTY), "mac": (_MAC, _QWERTY), "azerty": (_WINDOWS, _AZERTY)}

_TO_LATIN: dict[Layout, dict[str, str]] = {
    layout: {
        arabic: latin
        for row, keys in zip(*_ROWS[layout], strict=True)
        for arabic, latin in zip(row, keys, strict=True)
        if not arabic.isascii()
    }
    | dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True))
    for layout in LAYOUTS
}
_TO_ARABIC = {
    layout: {latin: arabic for arabic, latin in keys.items() if not latin.isdigit()}
    for layout, keys in _TO_LATIN.items()
}

LIGATURES = {"ا": "ﻻ", "أ": "ﻷ", "إ": "ﻹ", "آ": "ﻵ"}
"""What one key of 101 types, by the alef that follows a lam: some systems send both letters."""


def layouts(setting: str = "auto", platform: str = sys.platform) -> tuple[Layout, ...]:
    """Return the layouts to go by, the likeliest first: the one set, else all of them."""
    for layout in LAYOUTS:
        if layout == setting:
            return (layout,)
    return ("mac", "101", "azerty") if platform == "darwin" else LAYOUTS


def latin_keys(char: str, order: tuple[Layout, ...]) -> tuple[str, ...]:
    """Return the Latin characters on whose keys an Arabic one may have been typed."""
    return tuple(dict.fromkeys(_TO_LATIN[each][char] for each in order if char in _TO_LATIN[each]))


def arabic_key(latin: str, order: tuple[Layout, ...]) -> str:
    """Return what the key of a Latin character types in the likeliest layout, itself if nothing."""
    return _TO_ARABIC[order[0]].get(latin, latin)
