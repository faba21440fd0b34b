"""Which article of the index an incoming one is: a new one, another version, or a copy.

What makes an id global or local, and a local one qualified, is said by
:mod:`index.ingest.identity`; here it meets the articles that the index holds. A local id stands
alone until a second article has it: from then on both stand under their qualified ids.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from index.article import Article, Remark, unpack
from index.errors import Message
from index.ingest.identity import QUALIFIES, is_global, qualified, same_article
from index.run.progress import Tally
from index.run.spool import Spool

_Content = tuple[str, str]
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

    def __init__(
        self,
        ledger: Articles,
        spool: Spool,
        tally: Tally,
        gone: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        """Settle what a run brings; ``gone`` finds the articles whose file the run takes for gone.

        It is asked once, and only when there is a new article that goes by its file.
        """
        self._ledger = ledger
        self._gone = gone
        self._content: dict[_Content, str] | None = None
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
            self._remark(article, Message("withdrawn by its provider in another file"), 1)
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

    def moved(self) -> Mapping[str, str]:
        """Return the ids of the articles whose file was moved, by those they had before."""
        return self._moved

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
            self._look_for_moved(article)
            return article
        if known:
            self._to_rename.add(article.id)
            others.append(qualified(known) or article.id)
        others.append(own)
        return replace(article, id=own)

    def _or_none(self, article: Article, known: Article) -> Article | None:
        """Return an article that takes the place of a known one, or None when it must not."""
        if _version(article) < _version(known):
            older = Message(
                "an older version of {id} than the one that is here", {"id": article.id}
            )
            self._remark(article, older)
            return None
        if _is_copy(article, known):
            about: dict[str, object] = {"id": article.id, "path": known.path}
            self._remark(article, Message("a copy of {id}, which {path} has too", about))
            return None
        return article

    def _look_for_moved(self, article: Article) -> None:
        """Have the article leave that is the same, from a file now gone.

        That file has the same name, or is one that the run takes for gone.
        """
        if not _goes_by_file(article):
            return
        former = self._namesake(article) or self._renamed(article)
        if former is not None:
            self._moved[former] = article.id
            self._former[article.id] = former
            self._tally.count(removed=1)

    def _namesake(self, article: Article) -> str | None:
        for name in islice(self._ledger.files_named(Path(article.id).name), _MOST_NAMESAKES):
            if name in self._moved or Path(name).exists():
                continue
            other = self._ledger.article(name)
            if other and _content(other) == _content(article):
                return name
        return None

    def _renamed(self, article: Article) -> str | None:
        if self._content is None:
            gone = filter(None, map(self._ledger.article, self._gone()))
            self._content = {_content(one): one.id for one in gone if _goes_by_file(one)}
        former = self._content.get(_content(article))
        return None if former in self._moved else former

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


def _goes_by_file(article: Article) -> bool:
    """Tell whether an article's id is made of the path or the name of its file."""
    path = article.path
    return path is not None and article.id.startswith((path, f"{Path(path).name}{QUALIFIES}"))


def _content(article: Article) -> _Content:
    return article.title, article.text


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
