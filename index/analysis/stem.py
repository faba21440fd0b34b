"""The guarded stemmer: an affix comes off only where the lexicon knows the rest.

Light stemming after Larkey, Ballesteros and Connell (2007), with every removal tested
against word frequencies of news, so that names (``بوتين``, ``لبنان``, ``وكالة``) stay whole.
"""

import re
from collections.abc import Mapping, Sequence

from .clitics import (
    ARTICLE,
    CONJUNCTIONS,
    ENDINGS,
    EVIDENCE_BEFORE_ARTICLE,
    FEMININE,
    PREPOSITIONS,
    PRONOUNS,
    RARE,
    Affix,
)
from .lexicon import Lexicon
from .names import ONE_STEM, OTHER_STEMS, PERSONS, WHOLE
from .segment import rare_rest
from .stopwords import is_stopword

_LEAST_COUNT = 5
_ROUNDS = 3
_CONJUNCTIONS = {affix.form: affix for affix in CONJUNCTIONS}
_PREPOSITIONS = {affix.form: affix for affix in PREPOSITIONS}
_PROCLITICS = _CONJUNCTIONS | _PREPOSITIONS
_NONE: dict[str, Affix] = {}
_Stems = tuple[tuple[str, ...], tuple[str, ...]]
# A word without its proclitics, whether it had the article, and the rules that applied.
_Bare = tuple[str, bool, tuple[str, ...]]
# A word written with ه is also taken for its twin in ة unless that is this much rarer.
_TWIN = 0.1
# A noun is met with the article at least this often, as a multiple of without.
_TAKES_ARTICLE = 0.1
_SHAPE_FAIL = re.compile("[ء-ي]{2}ي[ء-ي]")  # كبير, جديد
_NO_ADJECTIVES = frozenset({"طريقة", "عقيدة", "قبيلة", "صحيفة", "سفينة"})


def _by_last_letters(affixes: Sequence[Affix]) -> dict[str, tuple[Affix, ...]]:
    """Return the affixes a word may end in, by its last two letters or else its last one."""
    tails = {affix.form[-size:] for affix in affixes for size in (1, 2)}
    return {
        tail: tuple(a for a in affixes if tail.endswith(a.form) or tail == a.form[-2:])
        for tail in tails
    }


_ENDINGS = _by_last_letters(ENDINGS)
_PRONOUNS_AND_ENDINGS = _by_last_letters(PRONOUNS + ENDINGS)


class Stemmer:
    """Finds the stems of folded words (teh marbuta kept) by the evidence of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, word: str) -> _Stems:
        """Return the stems, best first, and the rules that gave the first of them."""
        stems: tuple[str, ...] = ()
        rules: tuple[str, ...] = ()
        for bare, definite, prefix_rules in self._readings(word):
            stem, found = self._without_endings(bare, definite)
            stem = stem.replace("ة", "ه")
            if stem in ONE_STEM:
                stem = ONE_STEM[stem]
                found += ("spelling",)
            rules = rules or prefix_rules + found
            if stem not in stems:
                stems += (stem,)
            if bare in OTHER_STEMS and not definite:
                stems += OTHER_STEMS[bare]
        return (stems, rules) if rules else self._without_circumfix(word, stems)

    def _without_circumfix(self, word: str, stems: tuple[str, ...]) -> _Stems:
        """Return the stems of what an unknown word holds between two affixes, or its own."""
        strength = self._lexicon.strength
        known = word in WHOLE or strength(word) >= _LEAST_COUNT
        if known or (word.endswith("ه") and strength(word[:-1] + "ة") >= _LEAST_COUNT):
            return stems, ()
        cut = rare_rest(word, strength)
        if not cut:
            return stems, ()
        prefix, rest, suffix = cut
        stems, rules = self(rest)
        return stems, (f"tashaphyne:{prefix}+{suffix}", *rules)

    def _readings(self, word: str) -> tuple[_Bare, ...]:
        """Return what a word may be: one in ه has a pronoun, or stands for its twin in ة."""
        as_written = self._without_proclitics(word, _PROCLITICS)
        if not word.endswith("ه"):
            return (as_written,)
        twin = self._without_proclitics(word[:-1] + "ة", _PROCLITICS)
        strength = self._lexicon.strength
        seen, twin_seen = strength(as_written[0]), strength(twin[0])
        if twin_seen < max(_LEAST_COUNT, _TWIN * seen):
            return (as_written,)
        owned = twin[0][:-1]
        if twin[1] or not (seen >= _TWIN * twin_seen or strength(owned) >= twin_seen):
            return (twin,)
        return ((owned + "ه", *twin[1:]), twin)

    def _supports(self, rest: str, evidence: float, whole: str) -> bool:
        support = self._lexicon.strength(rest)
        return support >= _LEAST_COUNT and support >= evidence * self._lexicon.strength(whole)

    def _without_proclitics(self, word: str, allowed: Mapping[str, Affix]) -> _Bare:
        """Return the word without proclitics, whether it had the article, and the rules."""
        affix = allowed.get(word[:1])
        article = len(word) > 4 and word.startswith(ARTICLE.form)
        if not (affix or article) or word in WHOLE or self._lexicon.is_whole(word):
            return word, False, ()
        if affix and not self._takes_article(word):
            found = self._without_proclitic(word, affix)
            if found:
                return found
        if article:
            rest = word[2:]
            seen = self._lexicon.count(word)
            if (
                self._lexicon.count(rest) >= max(ARTICLE.evidence * seen, 1)
                or (seen <= RARE and len(rest) > 3)
                or rest in WHOLE
            ):
                return rest, True, ("article",)
        return word, False, ()

    def _takes_article(self, word: str) -> bool:
        """Say whether a word is a noun as it stands: no proclitic goes between ال and it."""
        with_article = self._lexicon.count("ال" + word)
        return with_article >= max(_LEAST_COUNT, _TAKES_ARTICLE * self._lexicon.count(word))

    def _without_proclitic(self, word: str, affix: Affix) -> _Bare | None:
        rest = word[1:]
        if len(rest) < affix.least or (affix.after and rest[0] not in affix.after):
            return None
        evidence, strength = affix.evidence, self._lexicon.strength
        if affix.form == "ل" and rest[0] == "ل":
            # للجنة is ل + لجنة or ل + ال + جنة: whichever is the commoner word.
            article = "ال" + rest[1:]
            if strength(rest) <= self._lexicon.count(article) + strength(rest[1:]):
                rest = article
        if rest.startswith(ARTICLE.form) and len(rest) > 4:
            evidence = EVIDENCE_BEFORE_ARTICLE
        inner = _PREPOSITIONS if affix.form in _CONJUNCTIONS else _NONE
        found = self._without_proclitics(rest, inner)
        bare, definite, rules = found
        if definite:
            believed = len(bare) > 3 or self._supports(rest, evidence, word)
            believed = believed and strength(bare) >= _LEAST_COUNT
        elif rules:
            believed = self._supports(bare, evidence, word)
        else:
            believed = self._supports(rest, evidence, word) or rest in WHOLE
        return (bare, definite, (f"proclitic:{affix.form}", *rules)) if believed else None

    def _without_endings(self, word: str, definite: bool) -> tuple[str, tuple[str, ...]]:
        rules: list[str] = []
        for _ in range(_ROUNDS):
            if word in WHOLE:
                break
            last = word[-1:]
            if last == "ة":
                if not self._is_adjective(word):
                    break
                word = word[:-1]
                rules.append("feminine")
                continue
            table = _ENDINGS if definite or rules else _PRONOUNS_AND_ENDINGS
            for affix in table.get(word[-2:]) or table.get(last, ()):
                if word.endswith(affix.form) and (shorter := self._without_ending(word, affix)):
                    word = shorter
                    rules.append(f"ending:{affix.form}")
                    break
            else:
                break
        if word.endswith("اء") and len(word) > 3 and not is_stopword(word[:-1]):
            word = word[:-1]
            rules.append("final-hamza")
        return word, tuple(rules)

    def _without_ending(self, word: str, affix: Affix) -> str:
        strength = self._lexicon.strength
        rest = word[: -len(affix.form)]
        base, support = "", 0
        for ending in affix.endings:
            seen = strength(rest + ending)
            if seen > support:
                base, support = rest + ending, seen
        if support < _LEAST_COUNT or len(base) < affix.least:
            return ""
        if support < affix.evidence * strength(word) or (affix.derives and base in PERSONS):
            return ""
        return base

    def _is_adjective(self, word: str) -> bool:
        """Say whether a word in teh marbuta has a masculine it agrees with in news."""
        masculine = word[:-1]
        if word in _NO_ADJECTIVES or not self._supports(masculine, FEMININE.evidence, word):
            return False
        return len(masculine) > 3 and (
            masculine.endswith("ي")
            or _SHAPE_FAIL.fullmatch(masculine) is not None
            or self._lexicon.strength(masculine + "ون") >= _LEAST_COUNT
        )
