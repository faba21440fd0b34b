"""Rare words with affixes on both sides: Tashaphyne proposes, the lexicon disposes.

The stemmer's own rules take one affix at a time and stop at a form news never had:
``سيستهدفونهم`` is as unknown as ``يستهدفونهم``. Tashaphyne (Zerrouki 2010) knows which chains
of affixes there are and cuts both ends at once; without a lexicon it would cut names as
well, so its longest cut that leaves an attested word is taken, and no other.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from .stopwords import is_stopword

# (prefix, rest, suffix) of a word.
Cut = tuple[str, str, str]

# A rest seen less often could be there by chance; foreign names, too, have the second endings.
_ATTESTED = 10
_ATTESTED_BEFORE_NAMELIKE = 20
_ENDINGS = ("ها", "هم", "هما", "هن", "كم", "وا", "ات", "وه", "ته", "تم", "ه")
_NAMELIKE = ("ون", "نا", "ين", "ان", "ني")
_LEAST_REST = 4
_LEAST_VERB = 3
# A letter of some prefix before and one of the endings; longer words are noise.
_CIRCUMFIXED = re.compile(f"[ابتسفكلنوي][ء-ي]{{3,16}}(?:{'|'.join(_ENDINGS + _NAMELIKE)})")


def rare_rest(word: str, strength: Callable[[str], int]) -> Cut | None:
    """Return prefix, attested rest and suffix of a folded word unknown to news, or nothing.

    ``strength(word)`` is how often a word occurs. A rest of three letters is believed only
    between the affixes of a verb.
    """
    if not _CIRCUMFIXED.fullmatch(word):
        return None
    found = [cut for cut in _proposals(word) if _believed(cut, strength)]
    return max(found, key=lambda cut: (len(cut[1]), strength(cut[1])), default=None)


def _proposals(word: str) -> Iterator[Cut]:
    prefixes, suffixes = _affixes()
    ends = [at for at in range(1, len(word)) if word[at:] in suffixes]
    for start in range(1, len(word)):
        if (prefix := word[:start]) in prefixes:
            for end in ends:
                rest, suffix = word[start:end], word[end:]
                yield prefix, rest, suffix
                if suffix.startswith("ت"):
                    yield prefix, rest + "ة", suffix


@cache
def _affixes() -> tuple[frozenset[str], frozenset[str]]:
    # The tables alone: the stemmer object gives the same cuts, but takes 70 ms to load and
    # keeps the word it is working on, so that threads could not share it.
    from tashaphyne.stem_const import DEFAULT_PREFIX_LIST, DEFAULT_SUFFIX_LIST

    # Words come folded; of the letters folding changes, only the particle of questions is an
    # affix of its own (in بأ the hamza is mostly the word's).
    asking = ("ا" + prefix[1:] for prefix in DEFAULT_PREFIX_LIST if prefix.startswith("أ"))
    return frozenset((*DEFAULT_PREFIX_LIST, *asking)), frozenset(DEFAULT_SUFFIX_LIST)


def _believed(cut: Cut, strength: Callable[[str], int]) -> bool:
    prefix, rest, suffix = cut
    attested = strength(rest)
    if attested < _ATTESTED or len(rest) < _LEAST_VERB:
        return False
    # م makes another word, and ا alone is more often a letter of a name than a person.
    if prefix in ("", "ا") or prefix.endswith("م"):
        return False
    # Nothing but the word follows the article, and no nominative or verb a preposition.
    if "ال" in prefix and not prefix.endswith("ال"):
        return False
    if prefix.endswith(("ب", "ك")) and suffix.endswith(("ون", "وا")):
        return False
    if not suffix.endswith(_ENDINGS) and (
        attested < _ATTESTED_BEFORE_NAMELIKE or not suffix.endswith(_NAMELIKE)
    ):
        return False
    return (len(rest) >= _LEAST_REST or _is_verbal(prefix, suffix)) and not is_stopword(rest)


def _is_verbal(prefix: str, suffix: str) -> bool:
    from tashaphyne.affix_const import VERB_AFFIX_LIST

    known = f"{prefix}-{suffix}" in VERB_AFFIX_LIST
    return known and suffix.endswith((*_ENDINGS, "ون"))
