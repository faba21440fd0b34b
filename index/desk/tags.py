"""A user's own tags on articles, by their ids; which articles are read is one of them."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.desk.database import Database
from index.errors import InputError

READ = "read"
"""The tag of articles that have been read."""
_UNREAD = frozenset({"unread", "غير مقروء", "غير-مقروء"})
_READ = frozenset({READ, "مقروء"})
_LONGEST = 100
"""Characters of a tag at most."""
_AT_ONCE = 500
"""Number of articles that are asked about at once."""


def tag_name(text: str) -> str:
    """Return a tag as it is kept: composed, in lower case, blanks within as one hyphen.

    What means unread is ``unread``, which no article has: it is the want of :data:`READ`. Raises
    ``InputError`` for what is no tag.
    """
    name = "-".join(unicodedata.normalize("NFC", text).casefold().split())
    plain = name.replace("-", " ")
    if name in _READ:
        return READ
    if name in _UNREAD or plain in _UNREAD:
        return "unread"
    if not name or len(name) > _LONGEST or not any(char.isalnum() for char in name):
        raise InputError("“{text}” is no tag; write a word, as in +important", text=text)
    if not all(char.isprintable() for char in name) or name[0] in "+-":
        raise InputError("“{text}” is no tag; write a word, as in +important", text=text)
    return name


@dataclass(frozen=True, slots=True)
class TagChange:
    """The tags to put on articles, and those to take off."""

    add: frozenset[str] = frozenset()
    remove: frozenset[str] = frozenset()

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        """Read ``+tag`` and ``-tag``; a word without a sign is put on.

        The later of two words about one tag counts. Raises ``InputError`` for what is no tag.
        """
        wanted: dict[str, bool] = {}
        for word in words:
            name = tag_name(word[1:] if word[:1] in "+-" else word)
            on = not word.startswith("-")
            if name == "unread":
                name, on = READ, not on
            wanted[name] = on
        return cls(
            frozenset(name for name, on in wanted.items() if on),
            frozenset(name for name, on in wanted.items() if not on),
        )


class Tags:
    """The tags beside the index in ``directory``. Any number of programs may use them at once."""

    def __init__(self, directory: Path) -> None:
        self._database = Database(directory)

    def version(self) -> tuple[int, ...]:
        """Return what differs after every change, nothing when there are no tags."""
        return self._database.version()

    def of(self, articles: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Return the tags of those of some articles that have any."""
        found: dict[str, set[str]] = {}
        with self._database.reading() as database:
            if database is None:
                return {}
            listed = list(articles)
            for start in range(0, len(listed), _AT_ONCE):
                some = listed[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                asked = f"SELECT article, name FROM tag WHERE article IN ({marks})"
                for article, name in database.execute(asked, some):
                    found.setdefault(article, set()).add(name)
        return {article: frozenset(names) for article, names in found.items()}

    def articles(self, name: str) -> frozenset[str]:
        """Return the ids of the articles with a tag."""
        with self._database.reading() as database:
            if database is None:
                return frozenset()
            rows = database.execute("SELECT article FROM tag WHERE name = ?", (name,))
            return frozenset(article for (article,) in rows)

    def counts(self) -> dict[str, int]:
        """Return how many articles have each tag, in or out of the index."""
        with self._database.reading() as database:
            if database is None:
                return {}
            return dict(database.execute("SELECT name, count(*) FROM tag GROUP BY name"))

    def change(self, articles: Iterable[str], change: TagChange) -> int:
        """Put tags on articles and take others off; return how many there were to change."""
        ids = list(dict.fromkeys(articles))
        changed = set()
        if not ids or not (change.add or change.remove):
            return 0
        with self._database.writing() as database:
            for name in sorted(change.add | change.remove):
                on = name in change.add
                has = {
                    article
                    for (article,) in database.execute(
                        "SELECT article FROM tag WHERE name = ?", (name,)
                    )
                }
                some = [article for article in ids if (article in has) is not on]
                done = (
                    "INSERT INTO tag (name, article) VALUES (?, ?)"
                    if on
                    else "DELETE FROM tag WHERE name = ? AND article = ?"
                )
                database.executemany(done, ((name, article) for article in some))
                changed.update(some)
        return len(changed)

    def follow(self, moves: Mapping[str, str]) -> None:
        """Have the tags of articles go by their new ids, given by the ones they had before."""
        with self._database.reading() as database:
            if database is None or not moves:
                return
        with self._database.writing() as database:
            copied = "INSERT OR IGNORE INTO tag SELECT name, ? FROM tag WHERE article = ?"
            database.executemany(copied, ((now, before) for before, now in moves.items()))
            database.executemany("DELETE FROM tag WHERE article = ?", zip(moves))

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield every article and tag, in the order of the articles."""
        with self._database.reading() as database:
            if database is not None:
                yield from database.execute("SELECT article, name FROM tag ORDER BY article, name")

    def merge(self, rows: Iterable[tuple[str, str]]) -> int:
        """Put tags on articles, each on its own; return how many were not there."""
        with self._database.writing() as database:
            before = database.total_changes
            database.executemany("INSERT OR IGNORE INTO tag (article, name) VALUES (?, ?)", rows)
            return database.total_changes - before
