"""Endings: pronouns, plurals, feminine and accusative come off on the evidence of the lexicon."""

from collections.abc import Sequence
from typing import Final, final

from index.analysis.attestation import LEAST_COUNT, Attestation, is_name
from index.analysis.clitics import ENDINGS, FEMININE, PRONOUNS, Affix
from index.analysis.proper_names import PERSONS, SHORT_NOUNS, SPELLED, WHOLE
from index.analysis.stopwords import is_folded_stopword, is_stopword
from index.analysis.verbs import VERBS
from index.patterns import pattern

_ROUNDS: Final = 3
"""Maximum number of endings that come off a word."""

_LEAST_OF_PLURAL: Final = 5
"""Minimum number of letters before ت of a word that may be known by its plural in ات alone."""

_PROCLITICS: Final = frozenset("وفبكلس")
_KEPT: Final = WHOLE | SPELLED
"""Words no ending comes off, besides verbs."""

_RULES: Final = {affix.form: f"ending:{affix.form}" for affix in PRONOUNS + ENDINGS}
OWNED: Final = frozenset(_RULES[affix.form] for affix in PRONOUNS)
"""Rules that take a pronoun off."""

_SHAPE_FAIL: Final = pattern("[ء-ي]{2}ي[ء-ي]")  # كبير, جديد
_NO_ADJECTIVES: Final = frozenset({"طريقة", "عقيدة", "قبيلة", "صحيفة", "سفينة"})

_SURE_ENDINGS: Final = ("ها", "هم", "هما", "هن", "كم", "كما", "وا", "تين", "تان", "ة")
"""Endings that no name has."""

_FEMININE_OWNED: Final = frozenset(a.form for a in PRONOUNS if a.form[0] == "ت")
"""Pronouns behind the ت of a feminine noun."""

_OF_SOME_NOUNS: Final = frozenset({"ون", "ان", "ت"})
"""Endings of nouns that many words end in by nature."""

_OF_IMPERFECTS: Final = frozenset("يت")
_LEAST_LOAN: Final = 5
"""Minimum number of letters of a noun in ا that has its plural in ات: كاميرا."""

_SELDOM: Final = 25
"""Count of a word up to which its other case may be missing from the lexicon by chance."""

_OF_NOUNS: Final = frozenset({"ان", "ين", "ات", "ي", "ا"})
"""Endings that no verb of the table has."""

_SURE: Final = 5
"""Minimum number of letters of a known word for a word that news never had to be that word before
another ending and nothing else: names of today end in ان, ين, ون, ي, ا and نا as well."""


@final
class Ended:
    """A word without its endings, the rules that took them off, and whether they surely are."""

    def __init__(self, word: str, rules: tuple[str, ...], sure: bool) -> None:
        self.word = word
        self.rules = rules
        self.sure = sure


def _by_last_letters(affixes: Sequence[Affix]) -> dict[str, tuple[tuple[str, Affix], ...]]:
    """Return the affixes a word may end in and their forms, by its last two letters or one."""
    tails = {affix.form[-size:] for affix in affixes for size in (1, 2)}
    return {
        tail: tuple((a.form, a) for a in affixes if tail.endswith(a.form) or tail == a.form[-2:])
        for tail in tails
    }


_AFTER_ARTICLE: Final = _by_last_letters(ENDINGS)
_AFTER_NOTHING: Final = _by_last_letters(PRONOUNS + ENDINGS)


class Endings:
    """Takes endings off folded words (teh marbuta kept) without proclitics."""

    def __init__(self, attestation: Attestation) -> None:
        self._known = attestation

    def __call__(self, word: str, definite: bool) -> Ended:
        """Return a word without the endings that are believed; a definite one has no pronoun."""
        rules: tuple[str, ...] = ()
        sure = True
        table = _AFTER_ARTICLE if definite else _AFTER_NOTHING
        for _ in range(_ROUNDS):
            last = word[-1]
            affixes = () if last == "ة" else table.get(word[-2:]) or table.get(last)
            if affixes is None or word in _KEPT or word in VERBS or is_name(word):
                break
            if not definite and self._known.verbs(word):
                break
            if last == "ة":
                if not self._is_adjective(word):
                    break
                word = word[:-1]
                rules += ("feminine",)
            else:
                for form, affix in affixes:
                    if word.endswith(form) and (shorter := self._without(affix, word)):
                        sure = sure and self._is_sure(word, form, definite)
                        word = shorter
                        rules += (_RULES[form],)
                        break
                else:
                    break
            table = _AFTER_ARTICLE
        if word[-2:] == "اء" and len(word) > 3 and not is_stopword(word[:-1]):
            word = word[:-1]
            rules += ("final-hamza",)
        return Ended(word, rules, sure)

    def _is_sure(self, word: str, form: str, definite: bool) -> bool:
        """Tell whether an ending that may come off is no part of a name."""
        return (
            definite
            or form.endswith(_SURE_ENDINGS)
            or (len(word) - len(form) >= _SURE and form not in ("ت", "ك"))
            or self._known.lexicon.strength(word, 0) > 0
        )

    def _without(self, affix: Affix, word: str) -> str:
        """Return a word without an ending, empty when there is too little evidence for it."""
        form, evidence, least, endings, _, derives = affix
        strength = self._known.lexicon.strength
        rest = word[: -len(form)]
        base, support = "", 0
        if len(rest) < least:
            return rest if self._owns_short(rest, form) else ""
        for ending in endings:
            seen = strength(rest + ending, 0)
            if not seen:
                if form[0] != "ت" or len(rest) < _LEAST_OF_PLURAL or rest[0] in _PROCLITICS:
                    continue
                seen = strength(rest + "ات", 0)  # مفاوضته, where news has مفاوضات alone
            if seen > support:
                # سياسيون, not سياسون, would be the plural of سياسي
                if ending == "ي" and derives and strength(rest + "ي" + form, 0) >= LEAST_COUNT:
                    continue
                base, support = rest + ending, seen
        of_noun = form in _OF_NOUNS or (form == "ون" and base[:1] == "ا")
        if of_noun and self._known.is_verb(base):
            return ""  # أفيون is no plural of أفي
        if len(base) < 3 or support < max(LEAST_COUNT, evidence * strength(word, 0)):
            return ""
        longer = rest + "ت"
        owned = form in _FEMININE_OWNED and strength(longer, 0) > support
        if owned and self._known.takes_article(longer):  # بيتهم is of بيت
            return ""
        if form in _OF_SOME_NOUNS and self._is_own(word, form, rest, base):
            return ""
        return "" if derives and (base in PERSONS or is_folded_stopword(base)) else base

    def _is_own(self, word: str, form: str, rest: str, base: str) -> bool:
        """Tell whether the lexicon shows that what looks like an ending is a word's own."""
        known, strength = self._known, self._known.lexicon.strength
        if form == "ت":  # بنات is no form of بنا
            return base[-1] == "ا" and len(base) < _LEAST_LOAN
        definite = strength(base, 0) - known.lexicon.count(base, 0)
        if form == "ان" and not definite and known.takes_article(word):
            return True  # بستان
        if base[0] in _OF_IMPERFECTS or strength(word, 0) <= _SELDOM:
            return False
        return not strength(rest + "ين", 0)  # زيتون, دوران

    def _owns_short(self, rest: str, form: str) -> bool:
        """Tell whether a noun of two letters has a pronoun: حقهم, but سنه is سنة."""
        if rest not in SHORT_NOUNS or form not in _SHORT_PRONOUNS:
            return False
        strength = self._known.lexicon.strength
        return form != "ه" or strength(rest + "ة", 0) < strength(rest + form, 0)

    def _is_adjective(self, word: str) -> bool:
        """Tell whether a word in teh marbuta has a masculine in news that it is the feminine of."""
        masculine = word[:-1]
        strength = self._known.lexicon.strength
        support = strength(masculine, 0)
        if support < LEAST_COUNT or len(masculine) <= 3 or word in _NO_ADJECTIVES:
            return False
        return support >= FEMININE.evidence * strength(word, 0) and (
            masculine[-1] == "ي"
            or _SHAPE_FAIL.fullmatch(masculine) is not None
            or strength(masculine + "ون", 0) >= LEAST_COUNT
        )


_SHORT_PRONOUNS: Final = frozenset({"ه", "ها", "هم", "هما", "هن", "نا", "كم"})
