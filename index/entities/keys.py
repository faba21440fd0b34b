"""Keys of names: two spellings of one name have the same key."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from index.analysis import fold
from index.entities.tables import rows, spellings
from index.facets import Kind

_SON = {"ابن": "بن"}
DIVINE = frozenset({"الله", "الدين"})
"""Second halves of names: نصر الله, صلاح الدين."""
_TABLES: dict[Kind, tuple[str, ...]] = {
    "person": ("persons.tsv",),
    "place": ("places.tsv",),
    "org": ("orgs.tsv",),
}


def bare_word(word: str) -> str:
    """Return a folded word without its article: ``الصباغ`` and ``صباغ`` are one family."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


_WORDS = re.compile(r"[^\W_]+")


def words_of(name: str) -> list[str]:
    """Return the folded words of a name; hashtag marks and quotes count as spaces."""
    return _WORDS.findall(fold(name))


@lru_cache(maxsize=200_000)
def person_words(name: str) -> tuple[str, ...]:
    """Return the words of a person's key: one form of *son of*, joined ``عبد`` and ``الله``.

    Articles are left out, and ``آل`` too, so that ``آل نهيان`` and ``النهيان`` agree.
    """
    return person_parts(words_of(name))


def person_parts(words: Iterable[str]) -> tuple[str, ...]:
    """Return :func:`person_words` of a name given as its folded words."""
    parts: list[str] = []
    joined = ""
    for word in words:
        word = _SON.get(word, word)
        if word in DIVINE and parts and not joined:
            parts[-1] += word  # نصر الله is one name
            continue
        if word in {"عبد", "ابو", "ابي"}:
            joined += "ابو" if word == "ابي" else word
            continue
        if word == "ال":
            continue
        if joined:
            parts.append(joined + word)
            joined = ""
        else:
            parts.append(bare_word(word))
    if joined:
        parts.append(joined)
    return tuple(parts)


def plain_key(kind: Kind, name: str) -> str:
    """Return the key of a name by spelling rules alone, without the tables of known names."""
    return _plain_key(kind, words_of(name))


def _plain_key(kind: Kind, words: list[str]) -> str:
    if kind == "person":
        return "".join(person_parts(words))
    if kind == "place":
        return " ".join(words)
    return " ".join("الامريكي" + w[8:] if w.startswith("الاميركي") else w for w in words)


@cache
def aliases(kind: Kind) -> dict[str, str]:
    """Map the plain key of each listed spelling to the listed name it belongs to."""
    found: dict[str, str] = {}
    for table in _TABLES[kind]:
        for row in rows(table):
            for spelling in (row[0], *(spellings(row[1]) if len(row) > 1 else ())):
                key = plain_key(kind, spelling.lstrip("?").replace("/", " "))
                found.setdefault(key, row[0].lstrip("?"))
    return found


@cache
def _cities() -> dict[str, str]:
    """Map the key of each spelling of a city in GeoNames to the key of its first spelling."""
    found: dict[str, str] = {}
    listed = aliases("place")
    for spelled, *_ in rows("geonames.tsv"):
        keys = spelled.split("|")
        known = next((plain_key("place", listed[key]) for key in keys if key in listed), keys[0])
        for key in keys:
            found.setdefault(key, known)
    return found


@lru_cache(maxsize=200_000)
def name_key(kind: Kind, name: str) -> str:
    """Return a key that all spellings of one name share.

    Spelling rules first (hamza, ة/ه, ``ابن``/``بن``, joined or spaced ``عبد``, article, hashtag
    marks), then the tables of known names: ``name_key("place", "سورية")`` is that of ``سوريا``.
    """
    if kind == "person":
        return _known_key(kind, "".join(person_words(name)))
    return key_of_words(kind, words_of(name))


def key_of_words(kind: Kind, words: list[str]) -> str:
    """Return :func:`name_key` of a name given as its folded words."""
    return _known_key(kind, _plain_key(kind, words))


def _known_key(kind: Kind, key: str) -> str:
    """Return the key of a name, its own by spelling rules being ``key``."""
    listed = aliases(kind).get(key)
    if listed:
        return plain_key(kind, listed)
    return _cities().get(key, key) if kind == "place" else key
