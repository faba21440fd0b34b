"""The engines that are measured, all behind one face: the same records, the same questions.

naba analyses every word into three views; the peers get the words as they stand, which favours
them. Every engine stores the text, keeps positions, and counts the same facets exactly.
"""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

FACETS = ("person", "place", "org", "source")
TOP = 10


class Engine(Protocol):
    """Builds an index in a folder, or opens it to answer."""

    def build(self, records: Path, directory: Path) -> None:
        """Index JSON Lines into an empty folder."""

    def open(self, directory: Path) -> None:
        """Make ready to answer."""

    def top(self, kind: str, text: str) -> int:
        """Find the ten best; return how many articles match."""

    def facets(self, kind: str, text: str) -> int:
        """Count the ten most frequent values of every facet; return how many were found."""


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _values(record: dict[str, Any]) -> dict[str, list[str]]:
    return {
        "person": record["persons"],
        "place": record["places"],
        "org": record["orgs"],
        "source": [record["source"]],
    }


class Naba:
    def __init__(self, exact: bool = False) -> None:
        self._exact = exact

    def build(self, records: Path, directory: Path) -> None:
        from index import Article, build

        build(
            (
                Article(
                    id=r["id"],
                    title=r["title"],
                    text=r["text"],
                    headline=r["title"],
                    date=dt.date.fromisoformat(r["date"]),
                    source=r["source"],
                    persons=tuple(r["persons"]),
                    places=tuple(r["places"]),
                    orgs=tuple(r["orgs"]),
                )
                for r in _records(records)
            ),
            directory,
            workers=2,
        )

    def open(self, directory: Path) -> None:
        from search import open_index

        self._engine = open_index(directory)

    def top(self, kind: str, text: str) -> int:
        return self._search(kind, text, limit=TOP, facets=0).total

    def facets(self, kind: str, text: str) -> int:
        counted = self._search(kind, text, limit=0, facets=TOP).facets
        return sum(len(counted[name]) for name in FACETS)

    def _search(self, kind: str, text: str, **options: int) -> Any:
        query = f'"{text}"' if kind.startswith("phrase") else text
        match: Any = "any" if kind.startswith("or") else "all"
        return self._engine.search(query, match=match, exact=self._exact, bare=True, **options)  # type: ignore[arg-type]


class Whoosh:
    def build(self, records: Path, directory: Path) -> None:
        from whoosh import fields
        from whoosh.analysis import RegexTokenizer
        from whoosh.index import create_in

        text = fields.TEXT(analyzer=RegexTokenizer(), phrase=True)
        facets = {name: fields.KEYWORD(commas=True) for name in FACETS}
        schema = fields.Schema(id=fields.ID(stored=True), text=text, body=fields.STORED, **facets)
        writer = create_in(directory, schema).writer(limitmb=256)
        for record in _records(records):
            joined = {name: ",".join(values) for name, values in _values(record).items()}
            whole = f"{record['title']}\n{record['text']}"
            writer.add_document(id=record["id"], text=whole, body=whole, **joined)
        writer.commit()

    def open(self, directory: Path) -> None:
        from whoosh.index import open_dir

        self._searcher = open_dir(directory).searcher()

    def top(self, kind: str, text: str) -> int:
        return len(self._searcher.search(self._query(kind, text), limit=TOP))

    def facets(self, kind: str, text: str) -> int:
        from whoosh.sorting import Count, FieldFacet

        grouped = {name: FieldFacet(name, allow_overlap=True, maptype=Count) for name in FACETS}
        results = self._searcher.search(self._query(kind, text), limit=TOP, groupedby=grouped)
        counted = (results.groups(name).items() for name in FACETS)
        valued = ([pair for pair in pairs if pair[0]] for pairs in counted)  # None: without a value
        return sum(len(sorted(pairs, key=lambda pair: -pair[1])[:TOP]) for pairs in valued)

    def _query(self, kind: str, text: str) -> Any:
        from whoosh import query

        words = text.split()
        if kind.startswith("phrase"):
            return query.Phrase("text", words)
        terms = [query.Term("text", word) for word in words]
        return query.Or(terms) if kind.startswith("or") else query.And(terms)


class Fts5:
    def build(self, records: Path, directory: Path) -> None:
        with sqlite3.connect(directory / "fts.db") as db:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("CREATE VIRTUAL TABLE news USING fts5(title, text)")
            db.execute("CREATE TABLE facet (row INTEGER, kind TEXT, value TEXT)")
            for row, record in enumerate(_records(records), 1):
                texts = (row, record["title"], record["text"])
                db.execute("INSERT INTO news (rowid, title, text) VALUES (?, ?, ?)", texts)
                pairs = [(row, kind, v) for kind, vs in _values(record).items() for v in vs]
                db.executemany("INSERT INTO facet VALUES (?, ?, ?)", pairs)
            db.execute("CREATE INDEX by_row ON facet (row, kind, value)")

    def open(self, directory: Path) -> None:
        self._db = sqlite3.connect(directory / "fts.db")

    def top(self, kind: str, text: str) -> int:
        match = (self._match(kind, text),)
        ranked = "SELECT rowid FROM news WHERE news MATCH ? ORDER BY rank LIMIT 10"
        self._db.execute(ranked, match).fetchall()
        counted = "SELECT count(*) FROM news WHERE news MATCH ?"
        return int(self._db.execute(counted, match).fetchone()[0])

    def facets(self, kind: str, text: str) -> int:
        counted = (
            "SELECT kind, value, count(*) FROM facet "
            "WHERE row IN (SELECT rowid FROM news WHERE news MATCH ?) GROUP BY kind, value"
        )
        groups: dict[str, list[int]] = {}
        for name, _, count in self._db.execute(counted, (self._match(kind, text),)):
            groups.setdefault(name, []).append(count)
        return sum(len(sorted(counts, reverse=True)[:TOP]) for counts in groups.values())

    def _match(self, kind: str, text: str) -> str:
        if kind.startswith("phrase"):
            return f'"{text}"'
        return (" OR " if kind.startswith("or") else " AND ").join(f'"{w}"' for w in text.split())


class Tantivy:
    def build(self, records: Path, directory: Path) -> None:
        import tantivy  # type: ignore[import-not-found, unused-ignore]

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=True, tokenizer_name="whitespace")
        for name in FACETS:
            builder.add_text_field(name, tokenizer_name="raw", fast=True)
        index = tantivy.Index(builder.build(), path=str(directory))
        writer = index.writer(256_000_000, 2)
        for record in _records(records):
            whole = f"{record['title']}\n{record['text']}"
            writer.add_document(tantivy.Document(text=[whole], **_values(record)))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, directory: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._index = tantivy.Index.open(str(directory))
        self._searcher = self._index.searcher()

    def top(self, kind: str, text: str) -> int:
        return int(self._searcher.search(self._query(kind, text), TOP, count=True).count)

    def facets(self, kind: str, text: str) -> int:
        asked = {name: {"terms": {"field": name, "size": TOP}} for name in FACETS}
        found = self._searcher.aggregate(self._query(kind, text), asked)
        return sum(len(found[name]["buckets"]) for name in FACETS)

    def _query(self, kind: str, text: str) -> Any:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        schema, words = self._index.schema, text.split()
        if kind.startswith("phrase"):
            return query.phrase_query(schema, "text", words)
        how = occur.Should if kind.startswith("or") else occur.Must
        return query.boolean_query([(how, query.term_query(schema, "text", w)) for w in words])


ENGINES: dict[str, type[Engine]] = {
    "naba": Naba,
    "naba-numpy": Naba,
    "fts5": Fts5,
    "tantivy": Tantivy,
    "whoosh": Whoosh,
}
