"""The forms of a query's words that the index itself has.

The analysis cuts an affix off only where shipped tables know the rest. A word that none of them
knows is looked up in the index: whichever of its forms stand there (``وزيلينسكي`` beside
``زيلينسكي``) are looked for and scored as one word. Where the analysis left two readings of a
word, the index tells whether it is one of its own.
"""

from collections.abc import Iterable, Mapping

from index.analysis import Token
from index.analysis.open_words import affixes, is_open, shared_beginning, stem_of
from index.analysis.verbs import persons
from index.schema import ROOT_FIELD, STEM_SUFFIX, TEXT_FIELDS
from search.lru import WeightedCache
from search.plan.sources import TermSource

_MOST_FORMS = 24
"""Maximum number of forms of a word that are looked for, the most frequent ones."""

_CACHED = 1024
"""Number of words whose forms are remembered."""

_BY_CHANCE = 3
"""Number of articles by which a form may outnumber what its word explains."""

_SHARES = {"": 2.0, "و": 1.0, "ب": 2.0, "ل": 2.0, "ف": 0.5, "ك": 0.5}
"""Highest frequency of a form with a proclitic, as a multiple of the word's own, by the last letter
of the proclitics: a commoner one is a word of its own."""

_OF_ARTICLE = 20.0
"""The same for forms with the article."""

_NEVER_BEFORE = {"و": "وفبلك", "ف": "وفبلك", "ب": "بلك", "ل": "بك", "ك": "بلك"}
"""For each proclitic those that never stand before it: ``لبلينكن`` shows that ``بلينكن`` is no
ب + ``لينكن``."""


class WordForms:
    """Finds the forms of words in one snapshot. Caches, so not for several threads at once."""

    def __init__(self, reader: TermSource) -> None:
        self.reader = reader
        self._known: WeightedCache[str, Mapping[str, int]] = WeightedCache(_CACHED)

    def __call__(self, token: Token) -> Token:
        """Return a token with the stems by which this index has its word."""
        first, *others = token.stems
        if not is_open(first):
            return token
        known = self._like(first)
        forms = self._forms(first, known)
        if not others or first != token.exact:
            return token._replace(stems=(*forms, *others), same=len(forms))
        verbs = [other for other in others if other in persons(first)]
        cut = [other for other in others if other not in verbs]
        if not cut or self._is_own(first, cut, known):
            return token._replace(stems=(*forms, *verbs), same=len(forms))
        # Wherever the first stem stands the others do.
        stems = tuple(dict.fromkeys((*others, *forms[1:])))
        return token._replace(stems=stems, same=len(stems))

    def _like(self, stem: str) -> Mapping[str, int]:
        """Return the open stems whose form keys begin as a stem's, with document frequencies."""
        beginning = shared_beginning(stem)
        return self._known.get(beginning, lambda: self._read(beginning))

    def _read(self, beginning: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for term, count in self.reader.beginning_with(ROOT_FIELD, beginning).items():
            stem = stem_of(term)
            if stem is not None:
                found[stem] = found.get(stem, 0) + count
        return found

    def _forms(self, stem: str, known: Mapping[str, int]) -> list[str]:
        """Return the forms of a stem's word, the stem first, then frequent ones."""
        word = self._word(stem, known)
        forms = [form for form in known if form == word or _belongs(form, word, known)]
        forms.sort(key=lambda form: (form != stem, -known[form], form))
        return list(dict.fromkeys((stem, *forms)))[:_MOST_FORMS]

    def _word(self, stem: str, known: Mapping[str, int]) -> str:
        """Return the word that a stem is a form of, which may be the stem itself."""
        words = [word for word in known if _belongs(stem, word, known)]
        return max(words, key=lambda word: (known[word], -len(word), word), default=stem)

    def _is_own(self, stem: str, readings: Iterable[str], known: Mapping[str, int]) -> bool:
        """Tell whether the index shows that a stem is no form of a word the analysis proposes."""
        cut = not any(stem.startswith(reading[:2]) for reading in readings)
        if cut and _begins_a_word(stem, known):
            return True
        frequency = max(
            self.reader.frequency(field + STEM_SUFFIX, reading)
            for field in TEXT_FIELDS
            for reading in readings
        )
        own = known.get(stem, 0)
        rest = frequency - own  # wherever the stem stands, so does its reading
        return rest <= 0 or own > _BY_CHANCE + _SHARES.get(stem[0], 1.0) * rest


def _belongs(form: str, word: str, known: Mapping[str, int]) -> bool:
    """Tell whether a form is one of an indexed word, and not a word of its own."""
    found = affixes(word, form)
    if not found or (found.ending and len(word) < len(found.ending) + 2):
        return False
    if found.proclitics and _begins_a_word(form, known):
        return False
    share = _SHARES.get(found.proclitics[-1:], _OF_ARTICLE)
    return known.get(form, 0) <= _BY_CHANCE + share * known.get(word, 0)


def _begins_a_word(form: str, known: Mapping[str, int]) -> bool:
    """Tell whether the index has a form behind what cannot stand before another proclitic."""
    return any(before + form in known for before in _NEVER_BEFORE.get(form[0], ""))
