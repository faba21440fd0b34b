"""The guarded stemmer: an affix comes off only where the lexicon knows the rest.

Light stemming after Larkey, Ballesteros and Connell (2007), with every removal tested
against word frequencies of news, so that names (``بوتين``, ``لبنان``, ``وكالة``) stay whole.
Where a word that news never had has two readings, it has two stems, the word as written first.
"""

from typing import Final

from index.analysis.attestation import LEAST_COUNT, Attestation, is_name
from index.analysis.clitics import RARE
from index.analysis.endings import OWNED, Endings
from index.analysis.lexicon import Lexicon
from index.analysis.proclitics import PROCLITIC_LETTERS, Bare, Proclitics
from index.analysis.proper_names import ONE_STEM, OTHER_STEMS, WHOLE
from index.analysis.roots import is_foreign
from index.analysis.segment import NAMELIKE, rare_rest
from index.analysis.stopwords import is_folded_stopword
from index.analysis.verbs import VERBS, indicatives, is_perfect, terms

_LEAST_FOREIGN: Final = 5
"""Minimum number of letters of a name whose غ and ج are taken for one letter."""

_TWIN: Final = 0.1
"""Minimum frequency of a word in ة, as a multiple of the one in ه, for this to be read as both."""

_TAKES_ARTICLE: Final = 0.1
"""Minimum frequency of a noun with the article, as a multiple of its frequency without."""

_MUCH_MORE: Final = 10
"""How many times as common as a word with its first letter a word must be to be meant as well."""

_LEAST_AFTER_AND: Final = 3
"""Number of letters above which a word in و may be a verb with it or without."""

_CONJUNCTIONS: Final = frozenset("وف")
_PREPOSITIONS: Final = frozenset("بلك")
_BEFORE_NOUNS: Final = _CONJUNCTIONS | _PREPOSITIONS
_ENDS_OF_PRONOUNS: Final = frozenset("هامنك")
_NOT_OWN: Final = frozenset({"article", "proclitic:س"})
_NOMINAL: Final = frozenset({"proclitic:ب", "proclitic:ك"})
_OF_NOUNS: Final = frozenset({"feminine", "ending:ات", "ending:تين", "ending:تان"})
_Stems = tuple[tuple[str, ...], tuple[str, ...]]
"""Stems, best first, and the rules that gave the first of them."""


def joined(stems: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return stems and those of others that are none of them."""
    return tuple(dict.fromkeys((*stems, *others))) if others else stems


class Stemmer:
    """Finds the stems of folded words (teh marbuta kept) by the evidence of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known = Attestation(lexicon)
        self._proclitics = Proclitics(self._known)
        self._endings = Endings(self._known)

    def __call__(self, word: str) -> _Stems:
        """Return the stems, best first, and the rules that apply."""
        if word[-1] == "ه":
            stems, rules, sure = self._readings(word)
        else:
            bare = self._reading(word)
            stems, found, sure = self._stems_of(bare)
            rules = bare.rules + found
        if word[0] == "و" and len(word) > _LEAST_AFTER_AND:
            stems = joined(stems, self._verbs_with_and(word))
        if len(word) > 4 and word[0] in _BEFORE_NOUNS and word[-1] in _ENDS_OF_PRONOUNS:
            stems = joined(stems, self._owned_behind(word))
        if rules and rules[0] == "proclitic:س" and word[-1] in _ENDS_OF_PRONOUNS:
            stems = joined(stems, self._owned(word))
        if not rules:
            return self._without_circumfix(word, stems)
        if not sure:
            stems = joined((word.replace("ة", "ه"),), stems)
        return stems, rules

    def whole(self, word: str, start: int) -> _Stems:
        """Return the stems of a word that begins without article, and the rules, like a call.

        The word begins behind ``start`` letters, which are proclitics.
        """
        stems, rules, _ = self._stems_of(Bare(word[start:]))
        return stems, (*(f"proclitic:{letter}" for letter in word[:start]), *rules)

    def begun(self, word: str, start: int) -> tuple[str, ...]:
        """Return the stems of what begins without article behind ``start`` letters, if it may.

        ``فالي`` may be ف + إلى with its hamza left out.
        """
        rest, count = word[start:], self._lexicon.count
        if not self._lexicon.is_whole(rest) or self._known.is_verb(rest):
            return ()
        if word[start - 1] in _PREPOSITIONS and is_folded_stopword(rest):
            return ()
        much = count(rest, 0) >= max(RARE, _MUCH_MORE * count(word, 0))
        return self.whole(word, start)[0] if much else ()

    def behind(self, word: str, start: int) -> tuple[str, ...]:
        """Return the stems of a noun that stands behind ``start`` letters, none of another word."""
        rest = word[start:]
        return self(rest)[0] if len(rest) > 3 and self._known.takes_article(rest) else ()

    def _readings(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """Return the stems of what a word in ه may be, the first rules, and if they are sure."""
        stems: tuple[str, ...] = ()
        rules: tuple[str, ...] = ()
        sure = True
        for bare in self._readings_of_heh(word):
            more, found, certain = self._stems_of(bare)
            rules = rules or bare.rules + found
            sure = sure and certain
            stems += tuple(stem for stem in more if stem not in stems)
        return stems, rules, sure

    def _stems_of(self, bare: Bare) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """Return the stems of a word without its proclitics, the rules, and if they are sure."""
        if bare.verbal:
            return indicatives(bare.word), ("perfect",), bare.sure
        ended = self._endings(bare.word, bare.definite)
        stem, rules, sure = ended.word, ended.rules, ended.sure
        if not bare.rules and stem[0] in PROCLITIC_LETTERS and OWNED.issuperset(rules) and rules:
            within = self._proclitics(stem)  # وكتابهم is of وكتاب, and that of كتاب
            if within.rules:
                stems, more, certain = self._stems_of(within)
                return stems, (*rules, *within.rules, *more), sure and within.sure and certain
        sure = sure and bare.sure
        if not bare.definite and "final-hamza" not in rules:
            if stem in VERBS and not _OF_NOUNS.isdisjoint(rules):
                return (stem,), rules, sure
            if stem in VERBS:
                also = self._known.also(stem)
                if stem[-1] == "ت" and self._known.takes_article(stem):  # صامت
                    return joined((stem,), also), rules, sure
                verbs = joined(terms(stem), also)
                return verbs, (*rules, "perfect") if stem not in verbs else rules, sure
            if found := self._known.verbs(stem):
                return joined(found, self._known.also(stem)), (*rules, "perfect"), sure
        stem = stem.replace("ة", "ه")
        if "ج" in stem or "غ" in stem:
            stem, rules = self._with_known_g(stem, rules)
        if stem in ONE_STEM:
            stem = ONE_STEM[stem]
            rules += ("spelling",)
        if not bare.definite:
            others = OTHER_STEMS.get(bare.word) or self._verbs_besides(bare)
            return (stem, *others), rules, sure
        return (stem,), rules, sure

    def _verbs_besides(self, bare: Bare) -> tuple[str, ...]:
        """Return the verbs that a noun may be a form of: behind ب and ك it is a noun alone."""
        return self._known.also(bare.word) if _NOMINAL.isdisjoint(bare.rules) else ()

    def _verbs_with_and(self, word: str) -> tuple[str, ...]:
        """Return all verbs of an inflected form that may begin with و or have it as a proclitic.

        ``وردت`` is of ``ورد`` and of ``رد``.
        """
        known, after = self._known, word[1:]
        if not self._lexicon.count(after, 0) or is_perfect(word):
            return ()
        rest = known.persons(after)
        whole = (known.persons(word) or known.also(word)) if rest else ()
        return (*whole, *rest) if whole else ()

    def _with_known_g(self, stem: str, rules: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Return an unknown foreign name with the letter for /g/ that news writes it with."""
        strength = self._lexicon.strength
        if len(stem) < _LEAST_FOREIGN or strength(stem, 0) or stem in ONE_STEM:
            return stem, rules
        for one, other in ("جغ", "غج"):
            known = stem.replace(one, other)
            if known != stem and strength(known, 0) >= LEAST_COUNT and is_foreign(known):
                return known, (*rules, "spelling")
        return stem, rules

    def _without_circumfix(self, word: str, stems: tuple[str, ...]) -> _Stems:
        """Return the stems of what an unknown word holds between two affixes, or its own."""
        strength = self._lexicon.strength
        if strength(word, 0) >= LEAST_COUNT or word in WHOLE or self._known.is_known(word):
            return stems, ()
        if word[-1] == "ه" and strength(word[:-1] + "ة", 0) >= LEAST_COUNT:
            return stems, ()
        cut = rare_rest(word, strength)
        if not cut:
            return stems, ()
        prefix, rest, suffix = cut
        stems, rules = self(rest)
        if verbs := indicatives(prefix[-1:] + rest) if prefix else ():
            stems = verbs  # نتبعها is of no other verb that has تبع
        if suffix.endswith(NAMELIKE):
            stems = (word.replace("ة", "ه"), *stems)
        return stems, (f"tashaphyne:{prefix}+{suffix}", *rules)

    def _owned_behind(self, word: str) -> tuple[str, ...]:
        """Return the stems of the noun that a word news never had has between two clitics.

        ``كبنكنا`` is ك + ``بنك`` + نا, whatever else ``ك`` and ``نا`` may be of.
        """
        known = self._known
        if known.is_known(word) or word in WHOLE:
            return ()
        if word[-1] == "ه" and known.is_known(word[:-1] + "ة"):
            return ()
        if known.takes_article(self._endings(word, False).word):
            return ()
        most = 2 if word[0] in _CONJUNCTIONS and word[1] in _PREPOSITIONS else 1
        for rest in (word[start:] for start in range(1, most + 1) if len(word) - start > 3):
            ended = self._endings(rest, False)
            noun, rules = ended.word, ended.rules
            owned = rules and rules[0] in OWNED and "ending:ت" not in rules
            if owned and known.takes_article(noun):
                return self._stems_of(Bare(rest))[0]
            if not rules and rest.endswith("نا") and known.takes_article(rest[:-2]):
                return tuple(verb for verb in known.verbs(rest) if verb == rest[:-2])
        return ()

    def _owned(self, word: str) -> tuple[str, ...]:
        """Return the stems of a noun with a pronoun: ``سيدهم`` is of ``سيد``."""
        ended = self._endings(word, False)
        rules = ended.rules
        owned = len(rules) == 1 and rules[0] in OWNED and self._known.takes_article(ended.word)
        return self._stems_of(Bare(word))[0] if owned else ()

    def _reading(self, word: str) -> Bare:
        """Return a word without its proclitics, whole where an ending explains it better."""
        bare = self._proclitics(word)
        if not bare.rules or bare.rules[0] in _NOT_OWN or is_name(bare.word):
            return bare
        if len(bare.rules) > 1 and word[-1] not in _ENDS_OF_PRONOUNS:
            return bare
        rare = self._lexicon.strength(word, 0) <= RARE
        return Bare(word) if rare and self._is_rather_whole(word, bare) else bare

    def _is_rather_whole(self, word: str, bare: Bare) -> bool:
        """Tell whether a word is a noun with an ending, and what may be a proclitic is its own.

        ``بحرك`` is of ``بحر``, not ب + ``حرك``; ``فكرتنا`` is of ``فكرة``, which has no proclitic.
        """
        strength, count = self._lexicon.strength, self._lexicon.count
        whole = self._endings(word, False)
        seen = strength(whole.word, 0)
        if not whole.rules or seen <= RARE:
            return False
        if (
            word[0] in _PREPOSITIONS
            and seen > (1 + _TAKES_ARTICLE) * count(whole.word, 0)
            and seen > strength(self._endings(bare.word, bare.definite).word, 0)
        ):
            return True
        owned = OWNED.issuperset(whole.rules) and self._known.takes_article(whole.word)
        return owned and not self._proclitics(whole.word).rules

    def _readings_of_heh(self, word: str) -> tuple[Bare, ...]:
        """Return what a word in ه may be: it has a pronoun, or stands for its twin in ة."""
        as_written = self._reading(word)
        twin = self._proclitics(word[:-1] + "ة")
        strength = self._lexicon.strength
        seen, twin_seen = strength(as_written.word, 0), strength(twin.word, 0)
        if twin.definite and not seen:
            return (twin,)  # what has the article has no pronoun: الزائره
        if twin_seen < max(LEAST_COUNT, _TWIN * seen):
            return (as_written,)
        if twin.rules and not as_written.rules and strength(word[:-1], 0) > twin_seen:
            return (as_written,)
        owned = twin.word[:-1]
        if twin.definite or not (seen >= _TWIN * twin_seen or strength(owned, 0) >= twin_seen):
            return (twin,)
        return (Bare(owned + "ه", twin.definite, twin.rules, twin.sure, twin.verbal), twin)
