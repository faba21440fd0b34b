"""What planning asks of an index, whatever holds it: its terms and its names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from search.execute.evidence import FieldTerm, WordTerms
from search.execute.vocabulary import Near


class TermSource(Protocol):
    """Tells which terms an index has, and how many articles have them."""

    def frequency(self, field: str, term: str) -> int:
        """Return the number of articles that have a term."""

    def frequency_of_any(self, terms: Sequence[FieldTerm]) -> int:
        """Return the number of articles that have any of some terms."""

    def frequency_of_word(self, terms: WordTerms) -> int:
        """Return about how many articles have a word; see ``WordScorer.frequency``."""

    def near(self, field: str, term: str, edits: int) -> Sequence[Near]:
        """Return the terms at most so many edits from one; see ``Vocabulary.near``."""

    def beginning_with(self, field: str, prefix: str) -> Mapping[str, int]:
        """Return the terms with a prefix, and about how many articles have each."""

    def last_arrival(self) -> int:
        """Return when the last article came in, in milliseconds since 1970, 0 without any."""


class NameSource(Protocol):
    """Tells which names a facet has, and which of them a text may mean."""

    def resolve(self, text: str) -> tuple[str, ...]:
        """Return the canonical names that a text may mean."""

    def resolve_pattern(self, pattern: str) -> tuple[str, ...]:
        """Return the canonical names with a word that a folded glob matches."""

    def local_names(self, names: Iterable[str]) -> set[str]:
        """Return the names, as articles write them, of some canonical names."""

    def spelled(self, word: str) -> tuple[str, ...]:
        """Return the folded words of names, or the listed place, that a Latin word may be."""


class FacetSource(Protocol):
    """The names of each facet."""

    def __getitem__(self, facet: str) -> NameSource: ...
