"""The chain from a text to its index terms."""

from dataclasses import dataclass, field

from .lexicon import Lexicon, lexicon
from .names import parts
from .normalize import TANWEEN_FATH, TATWEEL, fold, fold_keeping_teh
from .numbers import number_term
from .stem import Stemmer
from .token import Token
from .tokenize import CHUNK, PIECE

# Longer "words" are noise (encoded data, letters repeated for effect); terms are cut here.
LONGEST_TERM = 64
_MEMO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Views:
    """The terms of a text by view: term -> ascending positions, and positions used."""

    exact: dict[str, list[int]] = field(default_factory=dict)
    stem: dict[str, list[int]] = field(default_factory=dict)
    length: int = 0


# A chunk analysed: positions it takes, its (offset, exact) and (offset, stem) pairs, tokens.
_Entry = tuple[int, tuple[tuple[int, str], ...], tuple[tuple[int, str], ...], tuple[Token, ...]]


class Analyzer:
    """Turns text into tokens or views, each distinct chunk of text analysed once.

    Safe to share between threads: the memo only ever gains entries that any thread would
    have computed alike.
    """

    def __init__(self, words: Lexicon | None = None) -> None:
        self._lexicon = words or lexicon()
        self._stemmer = Stemmer(self._lexicon)
        self._memo: dict[str, _Entry] = {}

    def __call__(self, text: str) -> list[Token]:
        """Return the tokens of ``text`` in order of position, offsets into ``text``."""
        tokens = []
        position = 0
        for match in CHUNK.finditer(text):
            width, _, _, found = self._entry(match[0])
            start = match.start()
            tokens += [
                Token(t.text, start + t.start, start + t.end, position + t.position,
                      t.exact, t.stems, t.rules)
                for t in found
            ]  # fmt: skip
            position += width
        return tokens

    def views(self, text: str) -> Views:
        """Return the terms of ``text`` in each view; positions agree across views."""
        exact: dict[str, list[int]] = {}
        stem: dict[str, list[int]] = {}
        position = 0
        for chunk in CHUNK.findall(text):
            width, exacts, stems, _ = self._entry(chunk)
            for offset, term in exacts:
                exact.setdefault(term, []).append(position + offset)
            for offset, term in stems:
                stem.setdefault(term, []).append(position + offset)
            position += width
        return Views(exact, stem, position)

    def _entry(self, chunk: str) -> _Entry:
        entry = self._memo.get(chunk)
        if entry is None:
            entry = self._analyse(chunk)
            if len(self._memo) < _MEMO_LIMIT:
                self._memo[chunk] = entry
        return entry

    def _analyse(self, chunk: str) -> _Entry:
        words: list[Token] = []
        for match in PIECE.finditer(chunk):
            for term, stems, rules in self._terms(match[0]):
                words.append(Token(match[0], *match.span(), len(words), term, stems, rules))
        tokens = words
        whole = _whole_term(chunk, words)
        if whole:
            rule = {"#": "hashtag", "@": "handle"}.get(whole[0], "abbreviation")
            tokens = [Token(chunk, 0, len(chunk), 0, whole, (whole,), (rule,)), *words]
        exacts = dict.fromkeys((t.position, t.exact) for t in tokens)
        stems_ = dict.fromkeys((t.position, stem) for t in tokens for stem in t.stems)
        return max(len(words), len(tokens) and 1), tuple(exacts), tuple(stems_), tuple(tokens)

    def _terms(self, piece: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        if piece[0].isdigit():
            term = number_term(piece)[:LONGEST_TERM]
            return [(term, (term,), ("number",) if term != piece else ())]
        key = fold_keeping_teh(piece[: 4 * LONGEST_TERM])[:LONGEST_TERM]
        rules = () if key == piece else ("fold",)
        terms = []
        for word in (part for space in key.split() for part in parts(space, self._lexicon)):
            stems, stem_rules = self._stemmer(word) if "ء" <= word[0] <= "ي" else ((word,), ())
            terms.append((fold(word), stems, rules + stem_rules))
        return terms


def _whole_term(chunk: str, words: list[Token]) -> str:
    if chunk[0] in "#＃" and words:
        return ("#" + "_".join(word.exact for word in words))[:LONGEST_TERM]
    if chunk[0] in "@＠":
        return fold("@" + chunk[1:])[:LONGEST_TERM]
    if "." in chunk and len(words) > 1:
        return "".join(word.exact for word in words)[:LONGEST_TERM]
    return ""
