"""Which article of the index an incoming one is: a new one, another version, or a copy.

What makes an id global or local, and a local one qualified, is said by
:mod:`index.ingest.identity`; here it meets the articles that the index holds. A local id stands
alone until a second article has it: from then on both stand under their qualified ids.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from index.article import Article, Remark, unpack
from index.ingest.identity import is_global, qualified, same_article
from index.run.progress import Tally
from index.run.spool import Spool

_MOST_NAMESAKES = 20
"""Files of one name, now gone, among which a moved one is looked for."""


class Articles(Protocol):
    """The articles that an index holds, or that are on their way into it."""

    def __contains__(self, article_id: str) -> bool: ...

    def number(self, article_id: str) -> int | None:
        """Return the number of an article that is on its way, or None when none of that id is."""

    def is_from_before(self, article_id: str) -> bool:
        """Tell whether the article of that id was in the index before this run."""

    def article(self, article_id: str) -> Article | None:
        """Return the article of that id as the index has it, or None when it has none."""

    def namesakes(self, local: str) -> Iterable[str]:
        """Return the qualified ids in the index that have this local one."""

    def files_named(self, name: str) -> Iterable[str]:
        """Return the ids in the index that are paths of files of this name."""


class Identities:
    """Settles for the articles of one run under which id they stand in the index."""

    def __init__(self, ledger: Articles, spool: Spool, tally: Tally) -> None:
        self._ledger = ledger
        self._spool = spool
        self._tally = tally
        self._contested: dict[str, list[str]] = {}
        self._to_rename: set[str] = set()
        self._moved: dict[str, str] = {}
        self._former: dict[str, str] = {}
        self._withdrawn: set[str] = set()

    def settle(self, article: Article) -> Article | None:
        """Return an article under the id it is to have; None when it is not to go in.

        That is so for a copy of one that another file holds too, for a version older than the
        one that is here, and for what its provider has withdrawn; each is told by a remark.
        """
        if article.id in self._withdrawn:
            self._remark(article, "withdrawn by its provider in another file", 1)
            return None
        if is_global(article.id):
            known = self._article(article.id)
            if known is None:
                self._look_for_moved(article)
                return article
            return self._or_none(article, known)
        return self._settle_local(article)

    def withdraw(self, article_id: str) -> None:
        """Have an article leave the index at the end of the run."""
        if article_id not in self._withdrawn:
            self._withdrawn.add(article_id)
            before = self._ledger.is_from_before(article_id)
            if before:
                self._tally.count(removed=1)
            elif article_id in self._ledger:
                self._tally.count(added=-1)

    def renamed(self) -> dict[str, Article]:
        """Return the articles that are to have a qualified id, by the local one they have."""
        found = {}
        for article_id in sorted(self._to_rename):
            article = self._ledger.article(article_id)
            name = qualified(article) if article else None
            if article and name and name not in self._ledger:
                found[article_id] = replace(article, id=name)
        return found

    def leaving(self) -> set[str]:
        """Return the ids of articles that are to leave the index."""
        return self._withdrawn.union(self._moved)

    def former(self, article_id: str) -> str:
        """Return the id that an article had before its file was moved, else its own."""
        return self._former.get(article_id, article_id)

    def _settle_local(self, article: Article) -> Article | None:
        others = self._others(article.id)
        known = self._article(article.id)
        own = qualified(article)
        if known and others:
            self._to_rename.add(article.id)
        if known and (own is None or same_article(known, article)):
            return self._or_none(article, known)
        for name in others:
            other = self._article(name)
            if name == own or (other and same_article(other, article)):
                article = replace(article, id=name)
                return self._or_none(article, other) if other else article
        if own is None or not (known or others):
            return article
        if known:
            self._to_rename.add(article.id)
            others.append(qualified(known) or article.id)
        others.append(own)
        return replace(article, id=own)

    def _or_none(self, article: Article, known: Article) -> Article | None:
        """Return an article that takes the place of a known one, or None when it must not."""
        if _version(article) < _version(known):
            self._remark(article, f"an older version of {article.id} than the one that is here")
            return None
        if _is_copy(article, known):
            self._remark(article, f"a copy of {article.id}, which {known.path} has too")
            return None
        return article

    def _look_for_moved(self, article: Article) -> None:
        """Have the article leave that is the same, from a file of the same name now gone."""
        if article.path is None or not article.id.startswith(article.path):
            return
        for name in islice(self._ledger.files_named(Path(article.id).name), _MOST_NAMESAKES):
            if name in self._moved or Path(name).exists():
                continue
            other = self._ledger.article(name)
            if other and (other.title, other.text) == (article.title, article.text):
                self._moved[name] = article.id
                self._former[article.id] = name
                self._tally.count(removed=1)
                return

    def _others(self, local: str) -> list[str]:
        """Return the qualified ids that a local one has in the index and in this run."""
        if local not in self._contested:
            self._contested[local] = [*self._ledger.namesakes(local)]
        return self._contested[local]

    def _article(self, article_id: str) -> Article | None:
        """Return the newest article of an id, on its way or in the index."""
        number = self._ledger.number(article_id)
        if number is not None:
            return unpack(self._spool.article(number).packed)
        return self._ledger.article(article_id)

    def _remark(self, article: Article, text: str, left_out: int = 0) -> None:
        self._tally.remark(Remark(article.path or "-", text, None, left_out))


def _version(article: Article) -> int:
    """Return the number of an article's version, 0 where none is told."""
    text = str(article.extra.get("version", ""))
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _is_copy(article: Article, known: Article) -> bool:
    return (
        known.path is not None
        and known.path != article.path
        and (known.title, known.text, known.date) == (article.title, article.text, article.date)
        and Path(known.path).exists()
    )
