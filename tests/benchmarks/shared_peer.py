"""naba for the shared bench, through its public Python interface (runs among its peers)."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from typing import Any

from common import docs, main  # type: ignore[import-not-found]

from index import Article, build
from search import open_index


def _articles(source: str) -> Iterator[Article]:
    for record in docs(source):
        yield Article(
            id=record["id"],
            title=record["title"],
            text=record["text"],
            headline=record["title"],
            source=record.get("source"),
            date=dt.date.fromisoformat(record["date"]) if "date" in record else None,
            persons=tuple(record.get("persons", ())),
            places=tuple(record.get("places", ())),
            orgs=tuple(record.get("orgs", ())),
        )


def _index(source: str, directory: str) -> int:
    shutil.rmtree(directory, ignore_errors=True)
    workers = int(os.environ.get("NABA_WORKERS", "2"))
    return build(_articles(source), directory, workers=workers).added


class _Searcher:
    def __init__(self, directory: str) -> None:
        self._engine = open_index(directory)

    def search(self, kind: str, text: str, limit: int, scores: bool = False) -> list[Any]:
        hits = self._ask(kind, text, limit=limit, facets=0).hits
        return [(hit.id, hit.score) if scores else hit.id for hit in hits]

    def facet(self, kind: str, text: str) -> dict[str, dict[str, int]]:
        facets = self._ask(kind, text, limit=0, facets=10).facets
        return {
            name: {value.value: value.count for value in values}
            for name, values in facets.items()
            if name not in ("category", "tag")
        }

    def _ask(self, kind: str, text: str, **options: int) -> Any:
        if kind == "all":
            return self._engine.search("", bare=True, **options)  # type: ignore[arg-type]
        query = f'"{text}"' if kind.startswith("ph") else text
        match: Any = "all" if kind.startswith(("and", "ph")) else "any"
        return self._engine.search(query, match=match, bare=True, **options)  # type: ignore[arg-type]


if __name__ == "__main__":
    main(_index, _Searcher)
