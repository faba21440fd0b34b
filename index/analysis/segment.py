"""Rare words with affixes on both sides: Tashaphyne proposes, the lexicon disposes.

The stemmer's own rules take one affix at a time and stop at a form news never had:
``سيستهدفونهم`` is as unknown as ``يستهدفونهم``. Tashaphyne (Zerrouki 2010) knows which chains
of affixes there are and cuts both ends at once; without a lexicon it would cut names as
well, so its longest cut that leaves an attested word is taken, and no other.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from index.analysis.lexicon import Lookup
from index.analysis.stopwords import is_stopword

Cut = tuple[str, str, str]
"""Prefix, rest and suffix of a word."""

_Tree = dict[str, "_Tree"]
"""Affixes letter by letter; the key "" marks where one may end."""

_ATTESTED: Final = 10
"""Minimum count of a rest in the lexicon: a rarer one may be there by chance."""

_ATTESTED_BEFORE_NAMELIKE: Final = 20
"""Minimum count of a rest before an ending that foreign names have as well."""

_ENDINGS: Final = ("ها", "هم", "هما", "هن", "كم", "وا", "ات", "وه", "ته", "تم", "ه")
NAMELIKE: Final = ("ون", "نا", "ين", "ان", "ني")
"""Endings that foreign names have as well."""

_LEAST_REST: Final = 4
"""Minimum number of letters of a rest."""

_LEAST_VERB: Final = 3
"""Minimum number of letters of a rest between the affixes of a verb."""

_LONGEST: Final = 20
"""Number of letters above which a word is noise."""

_FIRST_LETTERS: Final = frozenset("ابتسفكلنوي")
_ANY_ENDING: Final = _ENDINGS + NAMELIKE


def rare_rest(word: str, strength: Lookup) -> Cut | None:
    """Return prefix, attested rest and suffix of a folded word unknown to news, or nothing.

    ``strength(word, 0)`` is how often a word occurs. A rest of three letters is believed only
    between the affixes of a verb.
    """
    if word[0] not in _FIRST_LETTERS or not word.endswith(_ANY_ENDING):
        return None
    if not (5 if word[-1] == "ه" else 6) <= len(word) <= _LONGEST:
        return None
    best, evidence = None, (0, 0)
    for cut in _proposals(word):
        rest = cut[1]
        if len(rest) < evidence[0]:
            continue
        attested = strength(rest, 0)
        if (
            attested >= _ATTESTED
            and (len(rest), attested) > evidence
            and _believed(cut, attested)
            and not is_stopword(rest)
        ):
            best, evidence = cut, (len(rest), attested)
    return best


def _proposals(word: str) -> Iterator[Cut]:
    """Yield the cuts of a word that leave three letters or more, ة counted."""
    prefixes, suffixes = _affixes()
    starts = _ends_of(prefixes, word)
    if not starts:
        return
    for size in reversed(_ends_of(suffixes, word[::-1])):
        end = len(word) - size
        suffix = word[end:]
        for start in starts:
            if start + _LEAST_VERB <= end:
                yield word[:start], word[start:end], suffix
            if suffix[0] == "ت" and start + _LEAST_VERB <= end + 1:
                yield word[:start], word[start:end] + "ة", suffix


def _ends_of(tree: _Tree, word: str) -> list[int]:
    """Return the lengths of the affixes of ``tree`` that ``word`` begins with."""
    found = []
    for at, letter in enumerate(word):
        if letter not in tree:
            break
        tree = tree[letter]
        if "" in tree:
            found.append(at + 1)
    return found


def _tree(affixes: Iterable[str]) -> _Tree:
    root: _Tree = {}
    for affix in affixes:
        node = root
        for letter in affix:
            node = node.setdefault(letter, {})
        node[""] = {}
    return root


@cache
def _affixes() -> tuple[_Tree, _Tree]:
    """Return the prefixes and the suffixes to be tried, these from their last letter on."""
    # The tables alone: the stemmer object gives the same cuts, but takes 70 ms to load and
    # keeps the word it is working on, so that threads could not share it.
    from tashaphyne.stem_const import DEFAULT_PREFIX_LIST, DEFAULT_SUFFIX_LIST

    # Words come folded; of the letters folding changes, only the particle of questions is an
    # affix of its own (in بأ the hamza is mostly the word's).
    asking = ("ا" + prefix[1:] for prefix in DEFAULT_PREFIX_LIST if prefix.startswith("أ"))
    prefixes = filter(_may_precede, (*DEFAULT_PREFIX_LIST, *asking))
    suffixes = (suffix[::-1] for suffix in DEFAULT_SUFFIX_LIST if suffix.endswith(_ANY_ENDING))
    return _tree(prefixes), _tree(suffixes)


def _may_precede(prefix: str) -> bool:
    # م makes another word, and ا alone is more often a letter of a name than a person.
    # Nothing but the word follows the article.
    # So does ست, but for the future's: استقامة is none of قام.
    if prefix in ("", "ا") or prefix.endswith("م"):
        return False
    if prefix.endswith("ست") and prefix not in ("ست", "وست", "فست"):
        return False
    return "ال" not in prefix or prefix.endswith("ال")


def _believed(cut: Cut, attested: int) -> bool:
    prefix, rest, suffix = cut
    # No preposition stands before a nominative or a verb.
    if prefix.endswith(("ب", "ك")) and suffix.endswith(("ون", "وا")):
        return False
    if attested < _ATTESTED_BEFORE_NAMELIKE and not suffix.endswith(_ENDINGS):
        return False
    return len(rest) >= _LEAST_REST or _is_verbal(prefix, suffix)


@cache
def _is_verbal(prefix: str, suffix: str) -> bool:
    from tashaphyne.affix_const import VERB_AFFIX_LIST

    known = f"{prefix}-{suffix}" in VERB_AFFIX_LIST
    return known and suffix.endswith((*_ENDINGS, "ون"))
