"""Words that an index has as names, which keep their letters.

A word is a name of an index where the extractor found it as one in a good part of the articles
that have it. If its stem is the reading of another word (``الحديثي`` of ``حديث``), it is looked for
by the forms in which it keeps its letters: with proclitics and article, and in its other spellings.
So is a name by itself that few articles have, since what only shares its stem (``كسرواني`` beside
``كسروان``) would stand among the first hits. Other names keep their stems, and the endings they
are met by.
"""

from collections.abc import Callable, Iterable, Sequence

from index.analysis import Token
from index.analysis.proper_names import ONE_STEM, same_spellings, without_article
from index.schema import NAME_FIELD, TEXT_FIELDS
from search.execute.evidence import STEMMED, Forms
from search.plan.sources import TermSource

ENOUGH = 200
"""Number of articles with a word as typed from which its other forms need not come before the rest:
no more articles than these are ordered by the forms they have."""

_FEW = 20
"""Number of articles from which a name by itself fills the first pages, whatever comes after."""
_ALONE = (1, 0.2)
"""Number of articles, and share of those with a word, in which one by itself must be a name."""
_BESIDE = (2, 0.3)
"""The same for a word beside others, which a name taken by mistake would do more harm."""
_MOST = 2.0
"""Share above which a name is mostly written otherwise: الحوثيون for الحوثيين."""
_MAY_LACK = "هء"
"""Last letters that a stem may lack and be of the same word: سعودية has that of سعودي."""

_CONJUNCTIONS = ("", "و", "ف")
_BARE = tuple(a + b for a in _CONJUNCTIONS for b in ("", "ب", "ل", "ك"))
_DEFINITE = tuple(a + b for a in _CONJUNCTIONS for b in ("ال", "بال", "كال", "لل"))
_PROCLITICS = (*_BARE, *_DEFINITE)
"""What may stand before a name, the article with it."""
_ATTACHED = frozenset(_PROCLITICS) - {""}

_TAKEN = {"article": "ال"} | {f"proclitic:{letter}": letter for letter in "وفبلك"}
"""What rules of the analysis take off the beginning of a word."""

_G = str.maketrans("غج", "جغ")


class Names:
    """Tells which words are names of one snapshot, and in which forms it has them.

    ``tokens`` analyses a text and gives the terms by which the index has it.
    """

    def __init__(self, reader: TermSource, tokens: Callable[[str], Sequence[Token]]) -> None:
        self.reader = reader
        self._tokens = tokens

    def forms(self, token: Token, *, alone: bool) -> Forms:
        """Return by which forms a word is looked for, alone in a query or beside others."""
        name = self._name(token)
        known = self._is_name(name, *(_ALONE if alone else _BESIDE))
        lost = known and _has_lost_letters(name, token)
        if not lost and (not alone or self._articles(token.exact) >= ENOUGH):
            return STEMMED
        written = self._standing(name, token)
        if not written or not (lost or (known and self._are_few(written))):
            return Forms(written)
        spelled = (self._standing(other, token) for other in _spellings(name))
        others = {form: None for some in spelled for form in some if form not in written}
        return Forms(written, tuple(others), alone=True)

    def _name(self, token: Token) -> str:
        """Return the word that may be a name: the token's, or what is left without proclitics."""
        word = without_article(token.exact)
        for rest in _bare(token):
            if self._named(word) < max(self._named(rest), _BESIDE[0]) and self._seen(rest):
                return rest
        return word

    def _is_name(self, word: str, least: int, share: float) -> bool:
        named = self._named(word)
        if named < least:
            return False
        seen = self._seen(word)
        if not seen or named < share * seen:
            return False
        return named <= _MOST * seen or named <= _MOST * sum(map(self._articles, _attached(word)))

    def _named(self, word: str) -> int:
        return self.reader.frequency(NAME_FIELD, word)

    def _seen(self, word: str) -> int:
        return self._articles(word) + self._articles("ال" + word)

    def _articles(self, form: str) -> int:
        return max(self.reader.frequency(field, form) for field in TEXT_FIELDS)

    def _are_few(self, forms: Iterable[str]) -> bool:
        terms = [(field, form.encode()) for form in forms for field in TEXT_FIELDS]
        return self.reader.frequency_of_any(terms) < _FEW

    def _standing(self, word: str, token: Token) -> tuple[str, ...]:
        """Return the forms of a word that stand in the index and are no words of their own."""
        there = filter(self._articles, _attached(word))
        return tuple(form for form in there if form == token.exact or self._is_of(form, token))

    def _is_of(self, form: str, token: Token) -> bool:
        return any(not set(other.stems).isdisjoint(token.stems) for other in self._tokens(form))


def _bare(token: Token) -> Iterable[str]:
    """Yield what a word may be without proclitics, by the rules that apply to it or its stems."""
    taken = "".join(_TAKEN.get(rule, "") for rule in token.rules).replace("لال", "لل")
    if taken not in ("", _TAKEN["article"]) and token.exact.startswith(taken):
        yield token.exact.removeprefix(taken)
    for stem in token.stems:
        before = token.exact.removesuffix(stem)
        if before in _ATTACHED and before + stem == token.exact:
            yield stem


def _has_lost_letters(name: str, token: Token) -> bool:
    core = name[:-1] if name[-1] in _MAY_LACK else name
    return "spelling" not in token.rules and not {name, core}.issuperset(token.stems)


def _attached(word: str) -> Iterable[str]:
    """Yield a word behind all that may stand before it."""
    return (before + word for before in _PROCLITICS)


def _spellings(name: str) -> Iterable[str]:
    """Return the other spellings of a name."""
    stem = ONE_STEM.get(name, name)
    found = [*same_spellings(stem), name.translate(_G)]
    if name.endswith("اء"):
        found.append(name[:-1])
    elif name.endswith("ا"):
        found.append(name + "ء")
    return (other for other in dict.fromkeys(found) if other != name)
