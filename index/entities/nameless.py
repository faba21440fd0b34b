"""Heads of institutions and words after them that make no name: رئاسة النادي, شبكة الطرق."""

from functools import cache
from typing import Final

from index.entities import classes
from index.entities.name_lists import ALWAYS, name_lists
from index.entities.org_edges import is_letter_name
from index.entities.persons import is_somebody
from index.entities.readings import Reading, Word, is_lonely
from index.entities.tables import folded, rows, words_of_class

_ONLY, _RATHER = "only", "rather"
_HEADS: Final = classes.STRONG_ORG | classes.WEAK_ORG
_LINKS = words_of_class("link")
_ORGANISING = folded("تنظيم")
_OF_PEOPLE = words_of_class("of-people")
_ANAPHORIC = words_of_class("anaphoric")
_LED, _PRODUCTS = words_of_class("led"), words_of_class("product")
_OFFICES = frozenset(map(folded, ("كاتب", "كاتبة")))
_MODELS = frozenset(map(folded, ("بلس", "ماكس", "برو")))
_TELEPHONES = words_of_class("telephone")
_MONEY, _MOTHER = folded("ريال"), folded("أم")
_SHIPS = frozenset({"يو إس إس", "إتش إم إس", "يو أس أس", "اتش ام اس"})
"""What stands before the name of a ship of war."""


@cache
def _table() -> dict[str, tuple[str, frozenset[str]]]:
    """Return for each folded head what kind of words are listed of it, and the words."""
    return {
        folded(head): (kind, frozenset(map(folded, words.split())))
        for head, kind, words in rows("nameless.tsv")
    }


def names_nothing(head: str, word: Reading) -> bool:
    """Tell whether a word after a folded head makes no name of it."""
    if head in _LED and _is_leader(word):
        return True
    entry = _table().get(head)
    if entry is None:
        return False
    kind, words = entry
    if kind == _ONLY:
        return word.key not in words
    if kind == _RATHER:
        named = word.classes & (classes.HEAD | classes.ORG)
        common = word.key.startswith("ال") or not word.classes & classes.UNKNOWN
        return common and not named and word.key not in words
    return word.key in words


def _is_leader(word: Reading) -> bool:
    """Tell whether a word is somebody's name and nothing else: حزب ماي, مكتب السيسي."""
    other = classes.COMMON | classes.NISBA | classes.GIVEN
    return is_somebody(word) or bool(
        word.classes & (classes.FAMILY | classes.SURNAME) and not word.classes & other
    )


def is_no_org(words: list[Word]) -> bool:
    """Tell whether a head goes on as no name does: منظمة إجرامية, حزب أو, الاتحاد رفع."""
    head, last = words[0], words[-1].whole
    if len(words) == 1:
        alone = head.classes & classes.ORG or head.among(_ANAPHORIC) is not None
        if alone and not _is_listed(head.whole):
            return True  # والشركة, شبكة "إن بي سي", قوات الجيش
        return _is_attached(head.whole) or (len(last.key) < 3 and not last.key.isascii())
    if len(words) == 2 and is_letter_name(head) and last.classes & (classes.HEAD | classes.COMMON):
        return True  # قالت إن موسكو
    if len(words) == 2 and head.whole.key == _ORGANISING and not last.key.startswith("ال"):
        listed = name_lists().alone.get(last.key, ())
        if listed and all(name.kind == "place" for name in listed):
            return True  # تنظيم قطر
    if len(words) == 2 and last.key in _LINKS and head.classes & classes.ORG:
        return True  # وكالة أنباء
    if words[-1].classes & _HEADS and head.classes & classes.ORG and not _is_listed(last):
        return len(words) == 2  # حزب حركة
    if _is_thing_of_that_name(words) or _makes_nothing(head, words[1].whole):
        return True
    if len(words) != 2 or not head.classes & classes.ORG or last.shown.startswith("ال"):
        return False
    if head.whole.classes & classes.DEFINITE_ORG or last.classes & classes.FUNCTION:
        return True
    endings = ("يه", "ي") if head.whole.key in _OF_PEOPLE else ("يه",)
    adjective = last.key.endswith(endings) and last.classes & (classes.COMMON | classes.NISBA)
    return len(last.key) < 3 or bool(adjective and not last.classes & classes.HEAD)


def _is_attached(word: Reading) -> bool:
    """Tell whether a word is a common one after two particles: وكأفراد."""
    table = name_lists().classes
    two = word.key.startswith(("وك", "وب", "ول")) and len(word.key) > 5
    return (
        two
        and not word.classes & classes.HEAD
        and bool(table.get(word.key[2:], 0) & classes.COMMON)
    )


def _is_listed(word: Reading) -> bool:
    """Tell whether a word alone is always an organisation."""
    listed = name_lists().alone.get(word.key, ())
    return any(name.kind == "org" and name.guard == ALWAYS for name in listed)


def _makes_nothing(head: Word, word: Reading) -> bool:
    """Tell whether a head and the word after it name nothing, or begin with an office: مستشار."""
    own = head.reading(classes.ORG)
    if own is None:
        office = head.whole.classes & classes.TITLE or head.whole.key in _OFFICES
        return bool(office) and not head.classes & (classes.HEAD | classes.NAMED)
    return names_nothing(own.key, word)


def _is_product(words: list[Word], at: int) -> bool:
    """Tell whether a word is part of a product's name: آيفون, and بلس after a letter or figure."""
    key = words[at].whole.key
    if key in _MODELS:
        return at > 0 and (is_letter_name(words[at - 1]) or words[at - 1].whole.key.isdigit())
    return key in _PRODUCTS


def _is_other(word: Reading) -> bool:
    """Tell whether a word after the short name of a club is none of it: ريال سيرخيو راموس."""
    listed = name_lists().by_first.get(word.key, ())
    somebody = bool(listed) and all(name.kind == "person" for name in listed)
    return somebody or bool(word.classes & classes.FUNCTION)


def _is_thing_of_that_name(words: list[Word]) -> bool:
    """Tell whether words name a ship, a telephone, a weapon or money: إس 9 بلس, ريال قطري."""
    first, second = words[0].whole, words[1].whole
    if first.key in _TELEPHONES or any(_is_product(words, at) for at in range(len(words))):
        return True
    if words[0].whole.key == _MOTHER and first.shown == "أم" and not is_letter_name(words[1]):
        return True  # أم القنابل
    named = second.classes & (classes.UNKNOWN | classes.HEAD | classes.SURE) or is_lonely(second)
    if first.key == _MONEY and (not named or second.shown.startswith("ال") or _is_other(second)):
        return True
    model = is_letter_name(words[0]) and second.key.isdigit()
    ship = len(words) > 2 and " ".join(word.whole.shown for word in words[:3]) in _SHIPS
    return model or ship
