"""What is known of a word before it is stemmed: by the lexicon, the lists of names, the verbs."""

from typing import Final

from index.analysis.lexicon import Lexicon
from index.analysis.proper_names import FOREIGN, LISTED, ONE_STEM, SHORT_NOUNS, WHOLE
from index.analysis.stopwords import is_folded_stopword
from index.analysis.verbs import (
    FIRST_LETTERS,
    LAST_LETTERS,
    MARKED,
    VERBS,
    imperfects,
    is_imperfect,
    of_other_person,
    readings,
    terms,
)

_LISTED: Final = SHORT_NOUNS | FOREIGN | frozenset(ONE_STEM)

LEAST_COUNT: Final = 5
"""Minimum count of a word in the lexicon for an affix before or behind it to come off."""

_TAKES_ARTICLE: Final = 0.1
"""Minimum frequency of a noun with the article, as a multiple of its frequency without."""


def is_name(word: str) -> bool:
    """Tell whether a folded word (teh marbuta kept) is listed as a name of one word."""
    return word in LISTED or (word[-1] == "ة" and word[:-1] + "ه" in LISTED)


class Attestation:
    """Tells of folded words (teh marbuta kept) how they are attested.

    ``count``, ``strength`` and ``is_whole`` are those of the lexicon, looked up anew each time:
    it replaces them once it has read its table.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def is_known(self, word: str) -> bool:
        """Tell whether news or a list has a word, or of a word in ة the word without it."""
        if self.lexicon.strength(word, 0) >= LEAST_COUNT or is_name(word) or word in _LISTED:
            return True
        return (
            word[-1] == "ة" and len(word) > 4 and self.lexicon.strength(word[:-1], 0) >= LEAST_COUNT
        )

    def takes_article(self, word: str) -> bool:
        """Tell whether news has a word with the article often enough for a noun."""
        seen = self.lexicon.count(word, 0)
        definite = self.lexicon.strength(word, 0) - seen
        return definite >= LEAST_COUNT and definite >= _TAKES_ARTICLE * seen

    def verbs(self, word: str) -> tuple[str, ...]:
        """Return the perfects that a word is another person of, none for a noun or name."""
        if len(word) < 3 or (word[0] not in FIRST_LETTERS and word[-1] not in LAST_LETTERS):
            return ()
        found = of_other_person(word)
        if not found or word in VERBS or word in WHOLE or word in LISTED:
            return ()
        if is_folded_stopword(word):
            return ()
        words = self.lexicon
        if words.strength(word, 0) - words.count(word, 0) >= LEAST_COUNT:
            return ()
        accusative = word[-1] == "ا" and len(word) > 3 and (word[-2] != "ن" or len(word) == 4)
        if accusative and self.takes_article(word[:-1]):
            return ()  # أملا is of أمل, حزنا of حزن, but أردنا of أراد
        if word[:2] == "ال" and (word[2:] in SHORT_NOUNS or words.count(word[2:], 0)):
            return ()
        if word[-2:] == "نا" and self._is_ours(word, found):
            return ()
        return found

    def _is_ours(self, word: str, verbs: tuple[str, ...]) -> bool:
        """Tell whether a word in نا is a noun with a pronoun, none of its own verb: اسمنا."""
        noun = word[:-2]
        if len(noun) < 3 or noun in verbs or (noun in VERBS and verbs[0] in terms(noun)):
            return False
        return self.takes_article(noun) or (noun[-1] == "ت" and self.takes_article(noun[:-1] + "ة"))

    def persons(self, word: str) -> tuple[str, ...]:
        """Return the verbs that a word is any form of, those of the table included."""
        return terms(word) if word in VERBS else self.verbs(word)

    def also(self, word: str) -> tuple[str, ...]:
        """Return verbs that a word may be a form of beside what it is by itself.

        The word is a noun, another verb's form, or unknown; a name is nothing but a name.
        """
        if len(word) < 3 or not (
            word[0] in FIRST_LETTERS or word[-1] in LAST_LETTERS or word in MARKED
        ):
            return ()
        if word in LISTED or word in WHOLE or is_folded_stopword(word):
            return ()
        if not (found := readings(word)):
            return ()
        strength = self.lexicon.strength
        seen = strength(word, 0)
        return tuple(
            term
            for reading in found
            if (witnessed := strength(reading.witness, 0)) and witnessed >= reading.share * seen
            for term in reading.terms
        )

    def is_verb(self, word: str) -> bool:
        """Tell whether a word is a verbal form and no noun."""
        if word in VERBS:
            return not self.takes_article(word)
        return bool(self.verbs(word))

    def is_imperfect(self, word: str) -> bool:
        """Tell whether a word is of the imperfect in any person; a noun may look like one."""
        if is_imperfect(word):
            return word[0] != "ا" or self.is_verb(word)
        return word[0] in "ايتن" and bool(imperfects(word)) and bool(self.verbs(word))
