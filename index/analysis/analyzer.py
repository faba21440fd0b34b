"""The chain from a text to its index terms."""

from typing import Final

from index.analysis.drawn_out import is_drawn_out, shortened
from index.analysis.lexicon import Lexicon, lexicon
from index.analysis.normalize import fold, fold_keeping_teh, fold_plain_word, fold_rules
from index.analysis.numbers import number_term
from index.analysis.proper_names import parts
from index.analysis.stem import Stemmer, joined
from index.analysis.token import Token
from index.analysis.tokenize import LONE_WORD, PIECE, TOKEN
from index.analysis.verbs import MARKED, VERBS, by_spelling, imperfects, indicatives
from index.patterns import pattern

LONGEST_TERM: Final = 64
"""Number of letters at which terms are cut: longer words are noise."""

_MEMO_LIMIT: Final = 500_000
"""Number of words remembered with their terms."""

_I_SHALL: Final = pattern("[وف]?س(?=[أآ])")

_AS_ARTICLE: Final = pattern("([وف]?[بكل]?)([إآا])ل")
"""Beginning of a word whose ال is none where it has a hamza: إلام, وبإلهام."""

_BEFORE_HAMZA: Final = pattern("[وف]?[بلك](?=[أإآ])|[وف](?=[أإآ])")
"""Proclitics before what begins with a hamza: لأزمة is no form of لازم."""

_Analysis = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A word's exact term, its stems, and the names of the rules applied."""

Form = tuple[int, tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]
"""A chunk analysed: how many positions it takes, and the (offset, term) pairs of the exact and of
the stem view."""


class Analyzer:
    """Turns text into tokens; each distinct word is analysed once and remembered.

    An analyzer may be shared between threads: entries of its memo are never changed, and every
    thread would compute the same ones.
    """

    def __init__(self, words: Lexicon | None = None) -> None:
        self._lexicon = words or lexicon()
        self._stemmer = Stemmer(self._lexicon)
        self._terms_of: dict[str, tuple[_Analysis, ...]] = {}

    def __call__(self, text: str) -> list[Token]:
        """Return the tokens of ``text`` in order of position, offsets into ``text``."""
        tokens: list[Token] = []
        position = 0
        for match in TOKEN.finditer(text):
            found = self._tokens(match[0], match.start(), position)
            tokens += found
            if found:
                position = found[-1].position + 1
        return tokens

    def form(self, spaced: str) -> Form:
        """Return the analysis of one chunk, as :class:`.forms.FormTable` keeps it."""
        written, words = self._lone(spaced)
        if len(words) == 1:
            stems, _ = self._stems(words[0], written)
            # A pair of its own for each stem, none of them twice.
            return 1, ((0, words[0].replace("ة", "ه")),), tuple([(0, stem) for stem in stems])
        tokens = self(spaced)
        exacts = dict.fromkeys((t.position, t.exact) for t in tokens)
        stems_of = dict.fromkeys((t.position, stem) for t in tokens for stem in t.stems)
        return tokens[-1].position + 1 if tokens else 0, tuple(exacts), tuple(stems_of)

    def exacts(self, text: str) -> list[str]:
        """Return the exact forms of the tokens of ``text``, without stemming its plain words."""
        found: list[str] = []
        for match in TOKEN.finditer(text):
            _, words = self._lone(match[0])
            if words:
                found += [word.replace("ة", "ه") for word in words]
            else:
                found += [token.exact for token in self(match[0])]
        return found

    def width(self, spaced: str) -> int:
        """Return the number of positions that a chunk takes, without stemming its words."""
        _, words = self._lone(spaced)
        if words:
            return len(words)
        tokens = self(spaced)
        return tokens[-1].position + 1 if tokens else 0

    def _lone(self, spaced: str) -> tuple[str, tuple[str, ...]]:
        """Return the word of a chunk that is one plain word, and the words it is indexed as.

        Of any other chunk both are empty.
        """
        lone = LONE_WORD.fullmatch(spaced)
        if not lone or len(lone[1]) > LONGEST_TERM:
            return "", ()
        return lone[1], parts(fold_plain_word(lone[1]), self._lexicon)

    def _tokens(self, chunk: str, start: int, position: int) -> list[Token]:
        words: list[Token] = []
        for match in PIECE.finditer(chunk):
            begin, end = match.span()
            for terms in self._terms(match[0]):
                at = position + len(words)
                words.append(Token(match[0], start + begin, start + end, at, *terms))
        whole, rule = _whole_term(chunk, words)
        if not whole:
            return words
        return [Token(chunk, start, start + len(chunk), position, whole, (whole,), (rule,)), *words]

    def _terms(self, piece: str) -> tuple[_Analysis, ...]:
        terms = self._terms_of.get(piece)
        if terms is None:
            terms = tuple(self._analyse(piece))
            if len(self._terms_of) >= _MEMO_LIMIT:
                self._terms_of.clear()  # the common words are soon back
            if len(piece) <= LONGEST_TERM:
                self._terms_of[piece] = terms
        return terms

    def _analyse(self, piece: str) -> list[_Analysis]:
        if piece[0].isdecimal():
            return [_number(piece)]
        key = fold_keeping_teh(piece[: 4 * LONGEST_TERM])[:LONGEST_TERM]
        rules = fold_rules(piece)
        terms = []
        # Folding may turn one character into several words (ﷺ) or into digits (²).
        for folded in (key,) if key.isalpha() else PIECE.findall(key):
            if folded[0].isdecimal():
                terms.append(_number(folded))
                continue
            for word in parts(folded, self._lexicon):
                stems, stem_rules = self._stems(word, piece)
                joined = ("joined",) if len(word) < len(folded) else ()
                # What was cut is folded anew: a letter may have come to stand last.
                exact = word.replace("ة", "ه") if len(key) < LONGEST_TERM else fold(word)
                terms.append((exact, stems, rules + joined + stem_rules))
        return terms

    def _stems(self, word: str, written: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        marked = "أ" in written or "آ" in written or "إ" in written
        if marked and (verbs := _by_hamza(word, written)):
            return verbs, ("perfect",)
        stems, rules = self._by_article(word, written)
        if marked and len(written) == len(word) and (behind := _BEFORE_HAMZA.match(written)):
            stems = joined(stems, self._stemmer.behind(word, behind.end()))
        if not self._lexicon.strength(word, 0) and is_drawn_out(word):
            stems = joined(stems, self._of_drawn_out(word))
        if "گ" in written and (known := self._of_gaf(written)):
            return joined(known, stems), (*rules, "spelling")
        if word == "اب" and written[0] == "آ":  # the month, but for its madda a father
            return (*stems, "اغسطس"), (*rules, "month")
        if word in MARKED:
            stems = joined(stems, by_spelling(word, written))
        return stems, rules

    def _by_article(self, word: str, written: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the stems and rules of a word by what its ال is: with a hamza none."""
        alike = _AS_ARTICLE.match(written) if "ال" in word[:4] else None
        if alike is None:
            return self._stemmer(word)
        start = alike.end(1)
        if alike[2] != "ا":
            return self._stemmer.whole(word, start)
        stems, rules = self._stemmer(word)
        return (joined(stems, self._stemmer.begun(word, start)) if start else stems), rules

    def _of_drawn_out(self, word: str) -> tuple[str, ...]:
        """Return the stems of the commonest word that one with letters drawn out may be."""
        words = [one for one in shortened(word) if len(one) > 2]
        meant = max(words, key=lambda one: self._lexicon.strength(one, 0), default="")
        return self._stemmer(meant)[0] if meant else ()

    def _of_gaf(self, written: str) -> tuple[str, ...]:
        """Return the stems of the commonest word that news writes with another letter for گ."""
        words = [fold_keeping_teh(written.replace("گ", letter)) for letter in "غجق"]
        best = max(words, key=lambda word: self._lexicon.strength(word, 0))
        return self._stemmer(best)[0] if self._lexicon.strength(best, 0) else ()


def _by_hamza(word: str, written: str) -> tuple[str, ...]:
    """Return the verbs of a word whose hamzas, as written, leave it no other reading.

    A hamza behind س is of I (``سأصف``), one at the end of the verb (``أبدأ``, but ``أبدا``).
    """
    if written[-1] == "أ":
        return imperfects(word) if len(word) > 3 and word not in VERBS else ()
    future = _I_SHALL.match(written)
    return indicatives(word[future.end() :]) if future else ()


def _number(written: str) -> _Analysis:
    term = number_term(written)[:LONGEST_TERM]
    return term, (term,), ("number",) if term != written else ()


def _whole_term(chunk: str, words: list[Token]) -> tuple[str, str]:
    """Return the term of a chunk as a whole and its rule, empty for an ordinary word."""
    if chunk[0] in "#＃" and words:
        return ("#" + "_".join(word.exact for word in words))[:LONGEST_TERM], "hashtag"
    if chunk[0] in "@＠":
        return fold("@" + chunk[1:])[:LONGEST_TERM], "handle"
    if "." in chunk and len(words) > 1:
        return "".join(word.exact for word in words)[:LONGEST_TERM], "abbreviation"
    return "", ""
