"""The guarded stemmer: an affix comes off only where the lexicon knows the rest.

Light stemming after Larkey, Ballesteros and Connell (2007), with every removal tested
against word frequencies of news, so that names (``بوتين``, ``لبنان``, ``وكالة``) stay whole.
"""

from functools import partial

from . import clitics
from .clitics import Affix
from .lexicon import Lexicon

_LEAST_COUNT = 5
_ROUNDS = 3


class Stemmer:
    """Finds the stems of folded words (teh marbuta kept) by the evidence of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the stems, best first, and the rules that gave the first of them."""
        rules: list[str] = []
        bare, definite = self._without_proclitics(word, rules)
        stem = self._without_endings(bare, definite, rules)
        if stem.endswith("اء") and len(stem) > 3:
            stem = stem[:-1]
            rules.append("final-hamza")
        return (stem.replace("ة", "ه"),), tuple(rules)

    def _strength(self, word: str) -> int:
        """Return the frequency of a word with and without the article."""
        return self._lexicon.count(word) + self._lexicon.count("ال" + word)

    def _supports(self, rest: str, affix: Affix, whole: str) -> bool:
        if len(rest) < affix.least_rest:
            return False
        support = self._strength(rest)
        return support >= _LEAST_COUNT and support >= affix.evidence * self._strength(whole)

    def _without_proclitics(self, word: str, rules: list[str]) -> tuple[str, bool]:
        for affix in (*clitics.CONJUNCTIONS, *clitics.PREPOSITIONS, clitics.FUTURE):
            if not word.startswith(affix.form):
                continue
            rest = word[1:]
            if affix.form == "ل" and rest.startswith("ل"):
                rest = "ا" + rest
            if affix is clitics.FUTURE and rest[:1] not in clitics.FUTURE_BEFORE:
                continue
            if affix in clitics.CONJUNCTIONS or not rest.startswith(("و", "ف")):
                inner: list[str] = []
                found = self._without_proclitics(rest, inner)
                attested = self._lexicon.count(word) > 0
                open_prefix = not attested and word.startswith(clitics.OPEN_PREFIXES)
                if open_prefix or self._supports(rest, affix, word) or (inner and not attested):
                    rules += [f"proclitic:{affix.form}", *inner]
                    return found
        if word.startswith("ال"):
            rest = word[2:]
            unseen = not self._lexicon.count(word) and len(rest) > 3
            if unseen or (
                len(rest) >= 2
                and self._lexicon.count(rest)
                >= clitics.ARTICLE.evidence * self._lexicon.count(word)
            ):
                rules.append("article")
                return rest, True
        return word, False

    def _without_endings(self, word: str, definite: bool, rules: list[str]) -> str:
        for _ in range(_ROUNDS):
            shorter = self._without_ending(word, definite, rules)
            if shorter == word:
                break
            word = shorter
        return word

    def _without_ending(self, word: str, definite: bool, rules: list[str]) -> str:
        supported = partial(self._supports, whole=word)
        for affix in () if definite else clitics.PRONOUNS:
            if word.endswith(affix.form):
                rest = word[: -len(affix.form)]
                options = [rest, rest[:-1] + "ء", rest[:-1] + "ي"]
                if rest.endswith("ت"):
                    options.insert(0, rest[:-1] + "ة")
                for option in options[: 2 if rest[-1:] not in "اوي" else None]:
                    if option != word and supported(option, affix):
                        rules.append(f"pronoun:{affix.form}")
                        return option
        endings = (*clitics.PLURALS, clitics.FEMININE, clitics.NISBA, clitics.ACCUSATIVE)
        for affix in (*endings, clitics.VERB_FEMININE):
            if word.endswith(affix.form):
                rest = word[: -len(affix.form)]
                for ending in affix.endings:
                    if supported(rest + ending, affix):
                        rules.append(f"ending:{affix.form}")
                        return rest + ending
        return word
