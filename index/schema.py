"""The Whoosh schema: which fields an article has in the index, and how each is read.

Two views of the words stand side by side with aligned positions, so that a phrase can be
matched on either: *exact* (``title``, ``body``: folded forms) and *stem* (``title_stem``,
``body_stem``). The third view, ``root``, takes title and body together, without positions: it
adds to a score, and finds what the others miss. Facets are indexed whole (one term a value) and
kept forward in a column.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal

from whoosh import fields, formats
from whoosh.analysis import IDAnalyzer, Token
from whoosh.analysis.analyzers import CompositeAnalyzer
from whoosh.analysis.tokenizers import Tokenizer

from index.analysis import ANALYSIS_VERSION, Analyzer
from index.analysis import Token as Word
from index.columns import BytesColumn, FacetColumn
from index.entities import EXTRACTOR_VERSION
from index.facets import FACETS

FORMAT = 9
"""Layout of the index on disk; raised whenever an older naba could not read it."""

TEXT_FIELDS = ("title", "body")
"""The fields of running text, in their exact view."""
STEM_SUFFIX = "_stem"
"""What the name of a text field's stem view has after the field's name."""
ROOT_FIELD = "root"
"""The root view of title and body together."""
NAME_FIELD = "named"
"""The words of an article's names, without positions; see :mod:`index.run.entity_names`."""
SIGNATURE = "signature"
"""The column of what is kept of each text to find its copies; see :mod:`index.copies`."""
ADDED = "added"
"""The column of when each article came in: milliseconds since 1970 as ``uint64``."""
TITLE_TIMES = 5
"""Number of times a word of the title counts in the root view."""

View = Literal["exact", "stem", "root"]
Posting = tuple[bytes, int, float, bytes]


class ViewTokenizer(Tokenizer):  # type: ignore[misc]
    """Whoosh tokenizer over naba's analyzer, for what parses plain text with stock Whoosh."""

    def __init__(self, view: View) -> None:
        self.view = view

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ViewTokenizer) and other.view == self.view

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        """Yield one Whoosh token a term, with positions and character offsets."""
        for token in shared_analyzer()(value):
            for term in _terms(token, self.view):
                yield Token(
                    text=term,
                    original=token.text,
                    boost=1.0,
                    stopped=False,
                    pos=token.position,
                    startchar=token.start,
                    endchar=token.end,
                )


def _terms(token: Word, view: View) -> tuple[str, ...]:
    if view == "exact":
        return (token.exact,)
    return token.stems if view == "stem" else token.roots


@cache
def shared_analyzer() -> Analyzer:
    """Return the process's analyzer: its memo over distinct words is worth sharing."""
    return Analyzer()


class ViewField(fields.FieldType):  # type: ignore[misc]
    """One view of a text. The segment writer takes it as a stream of terms, not by document."""

    def __init__(self, view: View, *, positions: bool = True) -> None:
        super().__init__(
            format=formats.Positions() if positions else formats.Frequency(),
            analyzer=CompositeAnalyzer(ViewTokenizer(view)),
            scorable=True,
            multitoken_query="phrase",
        )


class FacetField(fields.FieldType):  # type: ignore[misc]
    """A multi-valued facet; its value is a sequence of strings, each one term."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=IDAnalyzer())
        self.column_type = FacetColumn()

    def index(self, value: Sequence[str], **_: Any) -> Iterator[Posting]:
        """Yield one posting a distinct value."""
        for item in dict.fromkeys(value):
            yield item.encode(), 1, 1.0, b""

    def to_column_value(self, value: Sequence[str]) -> Sequence[str]:
        """Keep the values as they are: the column numbers them."""
        return value

    def from_column_value(self, value: Sequence[str]) -> Sequence[str]:
        """Keep the values as they are."""
        return value


def make_schema() -> fields.Schema:
    """Return the schema of a new index."""
    schema = fields.Schema(
        id=fields.ID(unique=True, sortable=BytesColumn()),
        digest=fields.COLUMN(BytesColumn()),
        path=fields.COLUMN(FacetColumn()),
        article=fields.COLUMN(BytesColumn()),
        signature=fields.COLUMN(BytesColumn()),
        added=fields.COLUMN(BytesColumn()),
        date=fields.NUMERIC(int, 32, signed=True, sortable=True, shift_step=8, default=0),
    )
    for name in TEXT_FIELDS:
        schema.add(name, ViewField("exact"))
        schema.add(name + STEM_SUFFIX, ViewField("stem"))
    schema.add(ROOT_FIELD, ViewField("root", positions=False))
    schema.add(NAME_FIELD, ViewField("exact", positions=False))
    for name in FACETS:
        schema.add(name, FacetField())
    return schema


def day_number(day: date) -> int:
    """Return a day as the ``date`` field has it: the integer yyyymmdd."""
    return day.year * 10000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """Return the day that :func:`day_number` writes so."""
    return date(number // 10000, number // 100 % 100, number % 100)


def versions() -> dict[str, int]:
    """Return what decides whether an index and this program understand each other."""
    return {"format": FORMAT, "analysis": ANALYSIS_VERSION, "extractor": EXTRACTOR_VERSION}
