"""From spooled articles to all that is kept of each: its document, and the forms of its words.

What comes of it, a segment or documents for a cluster, is others' business; that an article which
cannot be analysed is left out, and the others go in, is settled here.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from index.analysis.forms import FormTable
from index.arrays import UInts
from index.article import Article, Rejected, unpack
from index.errors import Message
from index.run.entity_names import Names, entity_names, name_words
from index.run.spool import SpooledArticle

_SHORTAGE = (MemoryError, OSError)
"""What is raised for want of memory or descriptors."""

Tick = Callable[[], None]
"""Called now and then during long work."""


MakeDocument = Callable[[Article, SpooledArticle, Names], dict[str, Any]]
"""Makes the document of an article, but for its running text."""


class Prepared(NamedTuple):
    """All that is kept of some articles, in order; ``numbers`` are theirs in order of reading."""

    numbers: list[int]
    documents: list[dict[str, Any]]
    named: list[tuple[str, ...]]
    """The words of each article's names."""
    words: Mapping[str, tuple[UInts, UInts]]
    """For each text field, the forms of the texts end to end, and how many each text has."""


class _Candidate(NamedTuple):
    """An article that was unpacked; ``number`` is its place in the order of reading."""

    article: Article
    spooled: SpooledArticle
    number: int


class Preparer:
    """Reads articles, with ``forms`` as the vocabulary, and has ``document`` make theirs."""

    def __init__(self, forms: FormTable, document: MakeDocument, *, entities: bool) -> None:
        self._forms = forms
        self._document = document
        self._entities = entities

    def prepare(
        self, first: int, spooled: Sequence[SpooledArticle], tick: Tick = lambda: None
    ) -> tuple[Prepared, list[Rejected]]:
        """Return what is kept of articles numbered from ``first`` on, and those left out.

        An article that cannot be analysed is left out. Raises MemoryError and OSError for want
        of memory or descriptors, which is no article's fault.
        """
        failed: list[Rejected] = []
        candidates = []
        for number, item in enumerate(spooled, first):
            try:
                candidates.append(_Candidate(unpack(item.packed), item, number))
            except _SHORTAGE:
                raise
            except Exception as error:
                failed.append(_rejected(item.id, None, error))
            tick()
        try:
            prepared = self._prepare(candidates)
        except _SHORTAGE:
            raise
        except Exception:
            candidates = [one for one in candidates if self._is_sound(one, failed, tick)]
            prepared = self._prepare(candidates)
        tick()
        return prepared, failed

    def _prepare(self, candidates: Sequence[_Candidate]) -> Prepared:
        """Do all that can fail on account of an article."""
        articles = [one.article for one in candidates]
        names = entity_names(articles, entities=self._entities)
        documents = [
            self._document(one.article, one.spooled, found)
            for one, found in zip(candidates, names, strict=True)
        ]
        titles, bodies = [a.title for a in articles], [a.text for a in articles]
        words = {"title": self._forms.read(titles), "body": self._forms.read(bodies)}
        numbers, named = [one.number for one in candidates], [*map(name_words, names)]
        return Prepared(numbers, documents, named, words)

    def _is_sound(self, one: _Candidate, failed: list[Rejected], tick: Tick) -> bool:
        try:
            self._prepare([one])
        except _SHORTAGE:
            raise
        except Exception as error:
            failed.append(_rejected(one.article.id, one.article.path, error))
            return False
        finally:
            tick()
        return True


def _rejected(article_id: str, path: str | None, error: Exception) -> Rejected:
    fault = f"{type(error).__name__}: {error}"
    reason = Message("{id}: cannot be analysed ({fault})", {"id": article_id, "fault": fault})
    return Rejected(path or "-", reason)
