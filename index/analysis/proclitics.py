"""Proclitics: which of و ف ب ل ك س and ال come off a word, on the evidence of the lexicon.

Names keep their letters (``فراس`` is not ف + راس), and a proclitic is believed only before what
it can stand before: the future's س before an imperfect, ب and ك before nouns.
"""

from collections.abc import Mapping
from typing import Final, final

from index.analysis.attestation import LEAST_COUNT, Attestation, is_name
from index.analysis.clitics import (
    CONJUNCTIONS,
    EVIDENCE_BEFORE_ARTICLE,
    PREPOSITIONS,
    RARE,
    Affix,
)
from index.analysis.proper_names import DEFECTIVE, SHORT_NOUNS, SPELLED, WHOLE
from index.analysis.stopwords import is_folded_stopword
from index.analysis.verbs import (
    VERBS,
    WITH_OBJECT,
    indicatives,
    is_imperfect,
    is_jussive,
    perfects,
    terms,
)
from index.patterns import pattern

_CONJUNCTIONS: Final = {affix.form: affix for affix in CONJUNCTIONS}
_PREPOSITIONS: Final = {affix.form: affix for affix in PREPOSITIONS}
_ALL: Final = _CONJUNCTIONS | _PREPOSITIONS
_NONE: Final[dict[str, Affix]] = {}
PROCLITIC_LETTERS: Final = frozenset(_ALL)
"""Letters that are proclitics, but for the article."""

_RULES: Final = {form: f"proclitic:{form}" for form in _ALL}
_BARE: Final = WHOLE | WITH_OBJECT | SPELLED
"""Words no proclitic comes off, besides verbs."""

_LEAST_VERB: Final = 4
"""Minimum number of letters of a verb that is believed behind a proclitic whatever its frequency:
ادي is a part of وادي."""

_SURE: Final = {"و": 4, "ل": 5, "ب": 5, "ف": 5, "ك": 6}
"""Minimum number of letters of a known word for a word that news never had to be that word behind
a proclitic and nothing else: فانس may be ف + انس, or a name of today."""

_OBJECTS: Final = ("ه", "ها", "هم")
"""Pronouns behind a noun or a verb."""

_INDICATIVE: Final = ("ون", "ين")
"""Endings of the imperfect that it has not behind ل."""

_OF_CLAUSES: Final = frozenset("اتنيسلع")
"""Letters at the beginning of verbs and particles, before which ف is as frequent as و."""

_OWN_ENDINGS: Final = {"ة": ("ة", "ية"), "ا": ("ا",), "ي": ("ي",), "ت": ("ات",), "ن": ("ين", "ون")}
"""Endings, by their last letter, whose absence shows where a word begins: وجيزة is of وجيز, not
و + جيزة."""

_OWN_SHARE: Final = 0.2
"""Minimum frequency of a word with another ending for a word to be its form, as a multiple of the
frequency of what stands behind a proclitic."""

_EIGHTH: Final = pattern("الت[ء-ي]ا[ء-ي]ا?")
"""Nouns of verbs of the eighth form whose first radical is ل: التزام, التقاطا."""

_WEAK: Final = frozenset("اويء")
_DEFINITE_SHORT: Final = pattern(f"[وفبك]{{0,2}}ال(?:{'|'.join(sorted(SHORT_NOUNS))})")
"""Nouns of two letters behind the article; the alefs of a lexicon tell nothing of them."""


@final
class Bare:
    """A word without its proclitics.

    ``definite`` tells whether it had the article, ``rules`` name what came off. ``sure`` is false
    when the word may as well be another one that begins with these letters, ``verbal`` is true
    where a verb must follow what came off.
    """

    def __init__(
        self,
        word: str,
        definite: bool = False,
        rules: tuple[str, ...] = (),
        sure: bool = True,
        verbal: bool = False,
    ) -> None:
        self.word = word
        self.definite = definite
        self.rules = rules
        self.sure = sure
        self.verbal = verbal


class Proclitics:
    """Takes proclitics off folded words (teh marbuta kept)."""

    def __init__(self, attestation: Attestation) -> None:
        self._known = attestation

    def __call__(self, word: str) -> Bare:
        """Return a word without the proclitics that are believed."""
        return self._without(word, _ALL)

    def _without(self, word: str, allowed: Mapping[str, Affix]) -> Bare:
        affix = allowed.get(word[:1])
        article = word[:2] == "ال" and (len(word) > 4 or word[2:] in SHORT_NOUNS)
        if not (affix or article) or word in _BARE or word in VERBS or is_name(word):
            return Bare(word)
        if self._known.lexicon.is_whole(word) and not _DEFINITE_SHORT.fullmatch(word):
            return Bare(word)
        if affix and not self._known.takes_article(word) and not self._is_past(word):
            found = self._behind(word, affix)
            if found:
                return found
        if article and self._is_definite(word):
            return Bare(word[2:], True, ("article",))
        return Bare(word)

    def _is_definite(self, word: str) -> bool:
        """Tell whether a word that begins with ال has the article."""
        count, rest = self._known.lexicon.count, word[2:]
        if count(rest, 0) or rest in SHORT_NOUNS or rest in WHOLE or is_name(rest):
            return not is_folded_stopword(word)
        if is_folded_stopword(word) or self._is_we(word):
            return False
        return not _EIGHTH.fullmatch(word) if count(word, 0) else len(rest) > 3

    def _behind(self, word: str, affix: Affix) -> Bare | None:
        """Return what stands behind a proclitic, nothing when that is not believed."""
        known, strength, rest = self._known, self._known.lexicon.strength, word[1:]
        rules = (_RULES[affix.form],)
        if affix.form == "س":
            if indicatives(rest) and self._may_be_future(word):
                return Bare(rest, False, rules, len(rest) > 3 or strength(word, 0) > 0, True)
            return Bare(rest, False, rules) if self._is_future(word, affix) else None
        if affix.form == "ل" and rest[:1] == "ل":
            # للجنة is ل + لجنة or ل + ال + جنة: whichever is the commoner word.
            article = "ال" + rest[1:]
            definite = known.lexicon.count(article, 0) + strength(rest[1:], 0)
            known_bare = not definite and known.is_known(rest)
            if strength(rest, 0) > definite and self._behind(rest, affix):
                known_bare, definite = False, strength(rest, 0)  # لضمان is itself ل + ضمان
            if rest[1:] in SHORT_NOUNS or (strength(rest, 0) <= definite and not known_bare):
                rest = article
        verb = len(rest) > 2 and (known.is_verb(rest) or self._has_object(rest))
        if verb and affix.form in "وف" and is_jussive(rest):
            return None  # فيشر is no ف + يشر
        if verb and affix.form in "وفل":
            if affix.form == "ل" and not (_is_noun_of(rest) or self._may_follow_li(rest)):
                return None
            if len(rest) >= _LEAST_VERB:
                return Bare(rest, False, rules)
        elif (verb and not _is_noun_of(rest)) or len(rest) < affix.least:
            return None
        evidence, seen = affix.evidence, strength(word, 0)
        if rest[:2] == "ال" and len(rest) > 4:
            evidence = EVIDENCE_BEFORE_ARTICLE
        bare = self._without(rest, _PREPOSITIONS if affix.form in _CONJUNCTIONS else _NONE)
        needed = max(LEAST_COUNT, evidence * seen)
        if bare.definite:
            believed = len(bare.word) > 3 or len(bare.rules) > 1 or strength(rest, 0) >= needed
            believed = believed or (not seen and strength(bare.word, 0) > RARE)
            believed = (believed and known.is_known(bare.word)) or bare.word in DEFECTIVE
            believed = believed or bare.word in SHORT_NOUNS
        elif bare.rules:
            believed = strength(bare.word, 0) >= needed
            believed = believed or (not seen and known.is_known(bare.word))
        else:
            believed = strength(rest, 0) >= needed or rest in WHOLE
            believed = believed or (not seen and known.is_known(rest))
        if not believed or self._is_own(word):
            return None
        least_letters = 4 if affix.form == "ل" and is_name(rest) else _SURE[affix.form]
        verbal = verb and len(rest) >= _LEAST_VERB
        sure = bare.sure and (seen > 0 or bare.definite or verbal or len(rest) >= least_letters)
        return Bare(bare.word, bare.definite, rules + bare.rules, sure)

    def _may_follow_li(self, verb: str) -> bool:
        """Tell whether a verb is an imperfect, and no indicative by its ending: ليبرون."""
        return is_imperfect(verb) or (
            self._known.is_imperfect(verb) and not verb.endswith(_INDICATIVE)
        )

    def _outnumbers(self, word: str) -> bool:
        """Tell whether a noun stands behind what looks like ف more often than behind و: فورد."""
        rest, count = word[1:], self._known.lexicon.count
        if rest[0] in _OF_CLAUSES or rest[-1] == "ا" or is_folded_stopword(rest):
            return False
        return count("و" + rest, 0) < count(word, 0)

    def _has_object(self, word: str) -> bool:
        """Tell whether a word is an imperfect with a pronoun: يليه."""
        strength = self._known.lexicon.strength
        if word[0] == "ي" and len(word) > 3 and strength("ت" + word[1:], 0) >= LEAST_COUNT:
            return not self._known.takes_article(word)
        for pronoun in _OBJECTS:
            if word.endswith(pronoun) and is_imperfect(word[: -len(pronoun)]):
                return True
        return False

    def _is_we(self, word: str) -> bool:
        """Tell whether a word in ال is a perfect of the first person: التقينا, التقيت."""
        return word.endswith(("نا", "ت")) and bool(self._known.verbs(word))

    def _is_past(self, word: str) -> bool:
        """Tell whether a word is a perfect with an ending, all its letters its own: بدأنا."""
        if not perfects(word) or (word[-1] in "تن" and self._known.takes_article(word[1:])):
            return False  # لبيت is ل + بيت, لزمن ل + زمن
        if word[0] == "س" and is_imperfect(word[1:]):
            return False  # سيتم
        return bool(self._known.verbs(word))

    def _may_be_future(self, word: str) -> bool:
        """Tell whether س may stand before an imperfect: a word of four letters is rather a name."""
        if len(word) > 4:
            return len(word) > 6 or not word.endswith("ان")
        if word[1] != "ا":
            return len(word) == 4
        strength, rest = self._known.lexicon.strength, word[1:]
        attested = strength(rest, 0) >= LEAST_COUNT > strength(word, 0)
        return attested and self._known.is_verb(rest)

    def _is_future(self, word: str, affix: Affix) -> bool:
        """Tell whether a word is the future of a verb that no table has."""
        rest, strength = word[1:], self._known.lexicon.strength
        return (
            len(rest) >= affix.least
            and rest[0] in affix.after
            and not is_name(rest)
            and strength(rest, 0) == self._known.lexicon.count(rest, 0)
            and strength(rest, 0) >= max(LEAST_COUNT, affix.evidence * strength(word, 0))
        )

    def _is_own(self, word: str) -> bool:
        """Tell whether a word has forms that what stands behind its first letter has not."""
        strength = self._known.lexicon.strength
        if word[0] == "ف" and self._outnumbers(word):
            return True
        rest = word[1:]
        owned = [strength(word + pronoun, 0) for pronoun in _OBJECTS]
        if max(owned) >= LEAST_COUNT and not any(strength(rest + p, 0) for p in _OBJECTS):
            return True
        for ending in _OWN_ENDINGS.get(word[-1], ()):
            if word.endswith(ending) and len(word) - len(ending) > 3:
                base = word[: -len(ending)]
                # فصحية, which news never had, is not of فصح, and بقاعة hardly of بقاع
                share = _OWN_SHARE if strength(word, 0) else 1.0
                least = max(LEAST_COUNT, share * strength(rest, 0))
                if strength(base, 0) >= least and not self._without(base, _ALL).rules:
                    return True
        return False


def _is_noun_of(verb: str) -> bool:
    """Tell whether a form of a verb may be its noun as well: كبح."""
    return len(verb) == 3 and terms(verb)[0] == verb and not _WEAK.intersection(verb[1:])
