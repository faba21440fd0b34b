"""The guarded stemmer: an affix comes off only where the lexicon knows the rest.

Light stemming after Larkey, Ballesteros and Connell (2007), with every removal tested
against word frequencies of news, so that names (``بوتين``, ``لبنان``, ``وكالة``) stay whole.
"""

import re
from collections.abc import Mapping, Sequence

from index.analysis.clitics import (
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
from index.analysis.lexicon import Lexicon
from index.analysis.proper_names import DEFECTIVE, ONE_STEM, OTHER_STEMS, PERSONS, WHOLE
from index.analysis.roots import is_foreign
from index.analysis.segment import rare_rest
from index.analysis.stopwords import is_folded_stopword, is_stopword
from index.analysis.verbs import VERBS, WITH_OBJECT, perfect

_LEAST_COUNT = 5
"""Minimum count of a word in the lexicon for an affix before or behind it to come off."""

_LEAST_FOREIGN = 5
"""Minimum number of letters of a name whose غ and ج are taken for one letter."""

_ROUNDS = 3
"""Maximum number of endings that come off a word."""

_LEAST_OF_PLURAL = 5
"""Minimum number of letters before ت of a word that may be known by its plural in ات alone."""

_LEAST_VERB = 4
"""Minimum number of letters of a verb that is found behind a proclitic: ادي is a part of وادي."""

_CONJUNCTIONS = {affix.form: affix for affix in CONJUNCTIONS}
_PREPOSITIONS = {affix.form: affix for affix in PREPOSITIONS}
_BEFORE_VERBS = frozenset("وفس")
_PROCLITICS = _CONJUNCTIONS | _PREPOSITIONS
_NONE: dict[str, Affix] = {}
_PROCLITIC_RULES = {form: f"proclitic:{form}" for form in _PROCLITICS}
_ENDING_RULES = {affix.form: f"ending:{affix.form}" for affix in PRONOUNS + ENDINGS}
_KEPT = WHOLE | VERBS
"""Words no ending comes off."""

_BARE = _KEPT | WITH_OBJECT
"""Words no proclitic comes off."""

_Stems = tuple[tuple[str, ...], tuple[str, ...]]
"""Stems, best first, and the rules that gave the first of them."""

_Bare = tuple[str, bool, tuple[str, ...]]
"""A word without its proclitics, whether it had the article, and the rules that applied."""

_TWIN = 0.1
"""Minimum frequency of a word in ة, as a multiple of the one in ه, for this to be read as both."""

_TAKES_ARTICLE = 0.1
"""Minimum frequency of a noun with the article, as a multiple of its frequency without."""

_SHAPE_FAIL = re.compile("[ء-ي]{2}ي[ء-ي]")  # كبير, جديد
_NO_ADJECTIVES = frozenset({"طريقة", "عقيدة", "قبيلة", "صحيفة", "سفينة"})


def _by_last_letters(affixes: Sequence[Affix]) -> dict[str, tuple[tuple[str, Affix], ...]]:
    """Return the affixes a word may end in and their forms, by its last two letters or one."""
    tails = {affix.form[-size:] for affix in affixes for size in (1, 2)}
    return {
        tail: tuple((a.form, a) for a in affixes if tail.endswith(a.form) or tail == a.form[-2:])
        for tail in tails
    }


_AFTER_ARTICLE = _by_last_letters(ENDINGS)
_AFTER_NOTHING = _by_last_letters(PRONOUNS + ENDINGS)


class Stemmer:
    """Finds the stems of folded words (teh marbuta kept) by the evidence of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, word: str) -> _Stems:
        """Return the stems, best first, and the rules that gave the first of them."""
        if word[-1] == "ه":
            readings = self._readings_of_heh(word)
            stems: tuple[str, ...] = ()
            rules: tuple[str, ...] = ()
            for bare, definite, prefix_rules in readings:
                more, found = self._stems_of(bare, definite)
                rules = rules or prefix_rules + found
                stems += tuple(stem for stem in more if stem not in stems)
        else:
            bare, definite, prefix_rules = self._reading(word)
            stems, found = self._stems_of(bare, definite)
            rules = prefix_rules + found
        return (stems, rules) if rules else self._without_circumfix(word, stems)

    def _stems_of(self, bare: str, definite: bool) -> _Stems:
        """Return the stems of a word without its proclitics."""
        stem, rules = self._without_endings(bare, definite)
        if stem in VERBS and not definite and stem != (stem := perfect(stem)):
            rules += ("perfect",)
        stem = stem.replace("ة", "ه")
        if "ج" in stem or "غ" in stem:
            stem, rules = self._with_known_g(stem, rules)
        if stem in ONE_STEM:
            stem = ONE_STEM[stem]
            rules += ("spelling",)
        if bare in OTHER_STEMS and not definite:
            return (stem, *OTHER_STEMS[bare]), rules
        return (stem,), rules

    def _with_known_g(self, stem: str, rules: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Return an unknown foreign name with the letter for /g/ that news writes it with."""
        strength = self._lexicon.strength
        if len(stem) < _LEAST_FOREIGN or strength(stem, 0) or stem in ONE_STEM:
            return stem, rules
        for one, other in ("جغ", "غج"):
            known = stem.replace(one, other)
            if known != stem and strength(known, 0) >= _LEAST_COUNT and is_foreign(known):
                return known, (*rules, "spelling")
        return stem, rules

    def _without_circumfix(self, word: str, stems: tuple[str, ...]) -> _Stems:
        """Return the stems of what an unknown word holds between two affixes, or its own."""
        strength = self._lexicon.strength
        if strength(word, 0) >= _LEAST_COUNT or word in WHOLE:
            return stems, ()
        if word[-1] == "ه" and strength(word[:-1] + "ة", 0) >= _LEAST_COUNT:
            return stems, ()
        cut = rare_rest(word, strength)
        if not cut:
            return stems, ()
        prefix, rest, suffix = cut
        stems, rules = self(rest)
        return stems, (f"tashaphyne:{prefix}+{suffix}", *rules)

    def _reading(self, word: str) -> _Bare:
        """Return a word without its proclitics, whole where an ending explains it better."""
        bare, definite, rules = self._without_proclitics(word, _PROCLITICS)
        if len(rules) == 1 and word[0] in _PREPOSITIONS and word[:2] != "سي":
            strength, count = self._lexicon.strength, self._lexicon.count
            if strength(word, 0) <= RARE:
                # بحرك is of بحر, not ب + حرك
                whole, endings = self._without_endings(word, False)
                seen = strength(whole, 0)
                if endings and seen > RARE and seen > (1 + _TAKES_ARTICLE) * count(whole, 0):
                    stem, _ = self._without_endings(bare, definite)
                    if seen > strength(stem, 0):
                        return word, False, ()
        return bare, definite, rules

    def _readings_of_heh(self, word: str) -> tuple[_Bare, ...]:
        """Return what a word in ه may be: it has a pronoun, or stands for its twin in ة."""
        as_written = self._reading(word)
        twin = self._without_proclitics(word[:-1] + "ة", _PROCLITICS)
        strength = self._lexicon.strength
        seen, twin_seen = strength(as_written[0], 0), strength(twin[0], 0)
        if twin_seen < max(_LEAST_COUNT, _TWIN * seen):
            return (as_written,)
        if twin[2] and not as_written[2] and strength(word[:-1], 0) > twin_seen:
            return (as_written,)
        owned = twin[0][:-1]
        if twin[1] or not (seen >= _TWIN * twin_seen or strength(owned, 0) >= twin_seen):
            return (twin,)
        return ((owned + "ه", *twin[1:]), twin)

    def _without_proclitics(self, word: str, allowed: Mapping[str, Affix]) -> _Bare:
        """Return the word without proclitics, whether it had the article, and the rules."""
        affix = allowed.get(word[0]) if word else None
        article = word[:2] == ARTICLE.form and len(word) > 4
        lexicon = self._lexicon
        if not (affix or article) or word in _BARE or lexicon.is_whole(word):
            return word, False, ()
        seen = lexicon.count(word, 0)
        if affix:
            with_article = lexicon.strength(word, 0) - seen
            # a noun as it stands: no proclitic goes between ال and it
            is_noun = with_article >= _LEAST_COUNT and with_article >= _TAKES_ARTICLE * seen
            if not is_noun and (found := self._without_proclitic(word, affix)):
                return found
        if article:
            rest = word[2:]
            if (
                (seen <= RARE and len(rest) > 3)
                or lexicon.count(rest, 0) >= max(ARTICLE.evidence * seen, 1)
                or rest in WHOLE
            ):
                return rest, True, ("article",)
        return word, False, ()

    def _without_proclitic(self, word: str, affix: Affix) -> _Bare | None:
        rest = word[1:]
        if affix.after and rest[0] not in affix.after:
            return None
        if rest in VERBS:
            if len(rest) >= _LEAST_VERB and affix.form in _BEFORE_VERBS:
                return rest, False, (_PROCLITIC_RULES[affix.form],)
        elif len(rest) < affix.least:
            return None
        evidence, strength = affix.evidence, self._lexicon.strength
        if affix.form == "ل" and rest[0] == "ل":
            # للجنة is ل + لجنة or ل + ال + جنة: whichever is the commoner word.
            article = "ال" + rest[1:]
            if strength(rest, 0) <= self._lexicon.count(article, 0) + strength(rest[1:], 0):
                rest = article
        if rest[:2] == ARTICLE.form and len(rest) > 4:
            evidence = EVIDENCE_BEFORE_ARTICLE
        inner = _PREPOSITIONS if affix.form in _CONJUNCTIONS else _NONE
        bare, definite, rules = self._without_proclitics(rest, inner)
        least = max(_LEAST_COUNT, evidence * strength(word, 0))
        if definite:
            believed = len(bare) > 3 or len(rules) > 1 or strength(rest, 0) >= least
            believed = (believed and self._is_known(bare)) or bare in DEFECTIVE
        elif rules:
            believed = strength(bare, 0) >= least
            believed = believed or (not strength(word, 0) and self._is_known(bare))
        else:
            believed = strength(rest, 0) >= least or rest in WHOLE
            believed = believed or (not strength(word, 0) and self._is_known(rest))
        return (bare, definite, (_PROCLITIC_RULES[affix.form], *rules)) if believed else None

    def _is_known(self, word: str) -> bool:
        """Tell whether news has a word, or of a word in ة the word without it."""
        strength = self._lexicon.strength
        if strength(word, 0) >= _LEAST_COUNT:
            return True
        return word[-1] == "ة" and len(word) > 4 and strength(word[:-1], 0) >= _LEAST_COUNT

    def _without_endings(self, word: str, definite: bool) -> tuple[str, tuple[str, ...]]:
        rules: tuple[str, ...] = ()
        table = _AFTER_ARTICLE if definite else _AFTER_NOTHING
        for _ in range(_ROUNDS):
            if word in _KEPT:
                break
            if word[-1] == "ة":
                if not self._is_adjective(word):
                    break
                word = word[:-1]
                rules += ("feminine",)
            else:
                for form, affix in table.get(word[-2:]) or table.get(word[-1]) or ():
                    if word.endswith(form) and (shorter := self._without(affix, word)):
                        word = shorter
                        rules += (_ENDING_RULES[form],)
                        break
                else:
                    break
            table = _AFTER_ARTICLE
        if word[-2:] == "اء" and len(word) > 3 and not is_stopword(word[:-1]):
            word = word[:-1]
            rules += ("final-hamza",)
        return word, rules

    def _without(self, affix: Affix, word: str) -> str:
        """Return a word without an ending, empty when there is too little evidence for it."""
        form, evidence, least, endings, _, derives = affix
        strength = self._lexicon.strength
        rest = word[: -len(form)]
        base, support = "", 0
        if len(rest) < least:
            return ""
        for ending in endings:
            seen = strength(rest + ending, 0)
            if not seen:
                if form[0] != "ت" or len(rest) < _LEAST_OF_PLURAL or rest[0] in _PROCLITICS:
                    continue
                seen = strength(rest + "ات", 0)  # مفاوضته, where news has مفاوضات alone
            if seen > support:
                # سياسيون, not سياسون, would be the plural of سياسي
                if ending == "ي" and derives and strength(rest + "ي" + form, 0) >= _LEAST_COUNT:
                    continue
                base, support = rest + ending, seen
        if len(base) < 3 or support < max(_LEAST_COUNT, evidence * strength(word, 0)):
            return ""
        return "" if derives and (base in PERSONS or is_folded_stopword(base)) else base

    def _is_adjective(self, word: str) -> bool:
        """Tell whether a word in teh marbuta has a masculine in news that it is the feminine of."""
        masculine = word[:-1]
        strength = self._lexicon.strength
        support = strength(masculine, 0)
        if support < _LEAST_COUNT or len(masculine) <= 3 or word in _NO_ADJECTIVES:
            return False
        return support >= FEMININE.evidence * strength(word, 0) and (
            masculine[-1] == "ي"
            or _SHAPE_FAIL.fullmatch(masculine) is not None
            or strength(masculine + "ون", 0) >= _LEAST_COUNT
        )
