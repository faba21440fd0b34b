"""Character folding: every spelling of one letter becomes one letter.

Folding works in four steps, each a table: what is invisible or a mark goes; compatibility
forms (presentation forms, ligatures, full width, decomposed letters) become plain letters
(Unicode NFKC, UAX #15); a hamza whose seat depends on its neighbours gets one seat; letters
that writers interchange become one letter. Hamza alone at a word's end is left to the stem
view, because without it ``ماء`` would be ``ما`` and ``هناء`` would be ``هنا``.
"""

import unicodedata
from functools import lru_cache
from typing import Final

from index.characters import (
    ALEF_VARIANTS,
    COMBINING_HAMZA,
    DIGIT_ROWS,
    DIGITS,
    HEH_VARIANTS,
    INVISIBLE,
    ISOLATED_MARKS,
    LINE_ENDS,
    MARKS,
    SPACES,
    TATWEEL,
    YEH_VARIANTS,
    members,
)
from index.patterns import pattern

VARIANTS: Final[dict[str, str]] = {
    ALEF_VARIANTS: "ا",
    "ؤٶۆۇۈۉۊۋۏ": "و",
    "ئٸىیېێۍےۓؠ": "ي",
    "ۂۃہھەۀۿ": "ه",
    "کڪګڬڭگڰڱڲڳڴ": "ك",
    "پٻڀ": "ب",
    "چڃڄڇ": "ج",
    "ڤڢڣڥڦ": "ف",
    "ڨڧ": "ق",
    "ژڗ": "ز",
    "ٹٺټٽٿ": "ت",
    "ڈډڊڋڌڍڎڏ": "د",
    "ڑڒړڔڕږڙ": "ر",
    "ںڹںڼڽ": "ن",
    "ڵڶڷ": "ل",
    "ڞ": "ص",
    "ڠ": "غ",
    "ښڛڜ": "س",
    "ځڂڅ": "ح",
}
"""Letters of other alphabets in Arabic script, and letters that writers interchange: the letters
of a key are read as its value."""
_LETTER_OF: Final[dict[int, str | None]] = {
    ord(variant): letter for row, letter in VARIANTS.items() for variant in row
}
_DIGIT_OF: Final = {ord(digit): str(value) for row in DIGIT_ROWS for value, digit in enumerate(row)}
_SPACE_OF: Final = dict.fromkeys(map(ord, members(SPACES + LINE_ENDS)), " ")
_KEEPING_TEH: Final = _LETTER_OF | _DIGIT_OF | _SPACE_OF | {ord("ۃ"): "ة"}
_PLAIN_LETTER_OF: Final = _LETTER_OF | dict.fromkeys((ord(TATWEEL), *range(0x64B, 0x653)))

_GONE: Final = pattern(f"[{TATWEEL}{INVISIBLE}{ISOLATED_MARKS}]|(?![{COMBINING_HAMZA}])[{MARKS}]")
_COMPOSED_GONE: Final = pattern(f"[{COMBINING_HAMZA}{TATWEEL}{MARKS}{INVISIBLE}]")
_IN_WORD: Final = "(?<=[ء-ي])"
_WORD_END: Final = f"(?![ء-ي{YEH_VARIANTS}{HEH_VARIANTS}])"
_SEATS: Final = (
    (pattern("مائ(?=ة|تين|تان)|(?<![ء-ي])مائ(?=ه(?![ء-ي]))"), "مئ"),  # مائة = مئة
    # كفائة = كفاءة, not كفاية
    (pattern(f"(?<=ا)ئ(?=(?:[ة{HEH_VARIANTS}]|ات){_WORD_END})"), "ء"),
    (pattern(f"{_IN_WORD}[ؤئء](?=[وؤ])"), "و"),  # مسؤول = مسئول = مسوول, شئون = شؤون
    (pattern(f"(?<=[ئ{YEH_VARIANTS}])ء+{_WORD_END}"), ""),  # قارىء = قارئ, شيء = شئ
    (pattern(f"(?<=[{YEH_VARIANTS}])ئ{_WORD_END}"), ""),  # شيئ = شيء
)
"""Seats of hamza that depend on the neighbours: (pattern, replacement), applied in order to text
without marks and with composed letters."""
_NAMED_ABOVE: Final = dict.fromkeys(map(ord, f"{ALEF_VARIANTS}ؤئىی"))
_RULES: Final = (
    ("tatweel", pattern(TATWEEL)),
    ("marks", pattern(f"[{MARKS}{ISOLATED_MARKS}]")),
    ("invisible", pattern(f"[{INVISIBLE}]")),
    ("alef", pattern(f"[{ALEF_VARIANTS}]")),
    ("hamza", pattern("[ؤئ]")),
    ("teh-marbuta", pattern("ة")),
    ("yeh", pattern("[ىی]")),
    ("letter", pattern(f"[{''.join(VARIANTS)}]".translate(_NAMED_ABOVE))),
    ("digits", pattern(f"[{DIGITS}]")),
)
_SEATED: Final = pattern("[ؤئء]")
_PLAIN: Final = pattern(r"[\x00-@\[-\x7fء-غف-ي٠-٩،؛؟«»ـً-ْ]*")
"""Text that needs neither NFKC nor case folding."""

_UNTOUCHED: Final = pattern("[ابةت-غف-وي]*")
"""Words of letters that folding leaves as they are, as most words are."""


def fold(text: str) -> str:
    """Return the folded form of ``text``: the key under which all its spellings meet.

    Idempotent. Spaces and punctuation stay, so a folded text has the same words in the same
    order; lengths may differ.
    """
    return fold_keeping_teh(text).replace("ة", "ه")


def fold_keeping_teh(text: str) -> str:
    """Fold all but teh marbuta, which tells a feminine noun from a noun with its pronoun."""
    if _UNTOUCHED.fullmatch(text):
        return text
    if text.isascii():
        return text.lower()
    if _PLAIN.fullmatch(text):
        return _fold_arabic(text)
    # A letter freed by one pass may compose with the next one's neighbour; two passes settle
    # everything met in practice, the bound is for adversarial input.
    for _ in range(8):
        folded = _fold_any(text)
        if folded == text:
            break
        text = folded
    return text


def fold_rules(text: str) -> tuple[str, ...]:
    """Return the names of the rules that fold ``text``, in the order in which they apply."""
    if _UNTOUCHED.fullmatch(text):
        return ("teh-marbuta",) if "ة" in text else ()
    named = [name for name, sign in _RULES if sign.search(text)]
    if not unicodedata.is_normalized("NFKC", text):
        named.insert(0, "form")
    if _SEATED.search(text):
        composed = compose(text)
        if any(seat.search(composed) for seat, _ in _SEATS):
            named.append("hamza-seat")
    if text != text.casefold():
        named.append("case")
    return tuple(named)


def compose(text: str) -> str:
    """Return ``text`` without marks and invisible characters, its letters as written."""
    text = unicodedata.normalize("NFKC", _GONE.sub("", text))
    return _COMPOSED_GONE.sub("", text)


def fold_plain_word(word: str) -> str:
    """Fold all but teh marbuta of a word in Arabic letters, harakat and tatweel alone."""
    if _UNTOUCHED.fullmatch(word):
        return word
    if "ئ" in word or "ؤ" in word or "ء" in word:
        return _fold_arabic(word)
    return word.translate(_PLAIN_LETTER_OF)


def _fold_arabic(text: str) -> str:
    text = _GONE.sub("", text)
    if "ئ" in text or "ؤ" in text or "ء" in text:
        for found, seat in _SEATS:
            text = found.sub(seat, text)
    return text.translate(_KEEPING_TEH)


def _fold_any(text: str) -> str:
    return "".join(map(_without_accent, _fold_arabic(compose(text).casefold())))


@lru_cache(maxsize=4096)
def _without_accent(char: str) -> str:
    """Return a Latin, Greek or Cyrillic letter without its accent."""
    if char < "\u00c0" or "\u0530" < char < "\u1e00" or char > "\u1fff":
        return char
    return unicodedata.normalize("NFKD", char)[0]
