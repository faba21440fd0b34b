"""The guarded stemmer: an affix comes off only where the lexicon knows the rest.

Light stemming after Larkey, Ballesteros and Connell (2007), with every removal tested
against word frequencies of news, so that names (``بوتين``, ``لبنان``, ``وكالة``) stay whole.
"""

import re
from collections.abc import Iterable

from .clitics import (
    ARTICLE,
    CONJUNCTIONS,
    DERIVING,
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
from .stopwords import is_stopword

_LEAST_COUNT = 5
_ROUNDS = 3
_PROCLITICS = CONJUNCTIONS + PREPOSITIONS
# A word without its proclitics, whether it had the article, and the rules that applied.
_Bare = tuple[str, bool, tuple[str, ...]]
# A word written with ه is also taken for its twin in ة unless that is this much rarer.
_TWIN = 0.1
# A noun is met with the article at least this often, as a multiple of without.
_TAKES_ARTICLE = 0.1
_SHAPE_FAIL = re.compile("[ء-ي]{2}ي[ء-ي]")  # كبير, جديد
_NO_ADJECTIVES = frozenset({"طريقة", "عقيدة", "قبيلة", "صحيفة", "سفينة"})


def _by_last_letter(affixes: Iterable[Affix]) -> dict[str, tuple[Affix, ...]]:
    table: dict[str, tuple[Affix, ...]] = {}
    for affix in affixes:
        table[affix.form[-1]] = (*table.get(affix.form[-1], ()), affix)
    return table


_ENDINGS = _by_last_letter(ENDINGS)
_PRONOUNS_AND_ENDINGS = _by_last_letter(PRONOUNS + ENDINGS)


class Stemmer:
    """Finds the stems of folded words (teh marbuta kept) by the evidence of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the stems, best first, and the rules that gave the first of them."""
        stems: dict[str, None] = {}
        rules: tuple[str, ...] = ()
        for bare, definite, prefix_rules in self._readings(word):
            stem, found = self._without_endings(bare, definite)
            stem = stem.replace("ة", "ه")
            if stem in ONE_STEM:
                stem = ONE_STEM[stem]
                found += ("spelling",)
            rules = rules or prefix_rules + found
            stems[stem] = None
            if not definite:
                stems |= dict.fromkeys(OTHER_STEMS.get(bare, ()))
        return tuple(stems), rules

    def _readings(self, word: str) -> tuple[_Bare, ...]:
        """Return what a word may be: one in ه has a pronoun, or stands for its twin in ة."""
        as_written = self._without_proclitics(word, _PROCLITICS)
        if not word.endswith("ه"):
            return (as_written,)
        twin = self._without_proclitics(word[:-1] + "ة", _PROCLITICS)
        seen, twin_seen = self._strength(as_written[0]), self._strength(twin[0])
        if twin_seen < max(_LEAST_COUNT, _TWIN * seen):
            return (as_written,)
        owned = twin[0][:-1]
        if twin[1] or not (seen >= _TWIN * twin_seen or self._strength(owned) >= twin_seen):
            return (twin,)
        return ((owned + "ه", *twin[1:]), twin)

    def _strength(self, word: str) -> int:
        """Return the frequency of a word with and without the article."""
        return self._lexicon.count(word) + self._lexicon.count("ال" + word)

    def _supports(self, rest: str, evidence: float, whole: str) -> bool:
        support = self._strength(rest)
        return support >= _LEAST_COUNT and support >= evidence * self._strength(whole)

    def _without_proclitics(self, word: str, allowed: tuple[Affix, ...]) -> _Bare:
        """Return the word without proclitics, whether it had the article, and the rules."""
        if word in WHOLE or self._lexicon.is_whole(word) or self._takes_article(word):
            allowed = ()
        for affix in allowed:
            if word.startswith(affix.form):
                found = self._without_proclitic(word, affix)
                if found:
                    return found
        article = word.startswith(ARTICLE.form) and len(word) > 4
        if article and word not in WHOLE and not self._lexicon.is_whole(word):
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
        evidence = affix.evidence
        if affix.form == "ل" and rest[0] == "ل":
            # للجنة is ل + لجنة or ل + ال + جنة: whichever is the commoner word.
            article = "ال" + rest[1:]
            if self._strength(rest) <= self._lexicon.count(article) + self._strength(rest[1:]):
                rest = article
        if rest.startswith(ARTICLE.form) and len(rest) > 4:
            evidence = EVIDENCE_BEFORE_ARTICLE
        inner = PREPOSITIONS if affix in CONJUNCTIONS else ()
        found = self._without_proclitics(rest, inner)
        bare, definite, rules = found
        if definite:
            believed = len(bare) > 3 or self._supports(rest, evidence, word)
            believed = believed and self._strength(bare) >= _LEAST_COUNT
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
            if word.endswith("ة"):
                if not self._is_adjective(word):
                    break
                word = word[:-1]
                rules.append("feminine")
                continue
            table = _ENDINGS if definite or rules else _PRONOUNS_AND_ENDINGS
            for affix in table.get(word[-1:], ()):
                shorter = self._without_ending(word, affix)
                if shorter:
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
        if not word.endswith(affix.form):
            return ""
        rest = word[: -len(affix.form)]
        base = max((rest + ending for ending in affix.endings), key=self._strength)
        if len(base) < affix.least or (affix in DERIVING and base in PERSONS):
            return ""
        return base if self._supports(base, affix.evidence, word) else ""

    def _is_adjective(self, word: str) -> bool:
        """Say whether a word in teh marbuta has a masculine it agrees with in news."""
        masculine = word[:-1]
        if word in _NO_ADJECTIVES or not self._supports(masculine, FEMININE.evidence, word):
            return False
        return len(masculine) > 3 and (
            masculine.endswith("ي")
            or _SHAPE_FAIL.fullmatch(masculine) is not None
            or self._strength(masculine + "ون") >= _LEAST_COUNT
        )
