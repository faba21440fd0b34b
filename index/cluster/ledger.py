"""Which articles a cluster has, and with what digest: asked for many at a time, before each is met.

A cluster answers about a document by its id as soon as it is written, committed or not; so a run
that was killed is gone on with where it ended.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from index.article import Article
from index.cluster.connection import Connection
from index.cluster.document import document_id
from index.cluster.scan import scan
from index.ingest.identity import is_global


class Ledger:
    """The articles of one index of a cluster, and those that are on their way into it.

    ``version`` is the lowest of this run's writes. ``former`` is the index that a rebuild
    replaces: it knows when articles came in.
    """

    def __init__(
        self, connection: Connection, index: str, version: int, former: str | None = None
    ) -> None:
        self._connection = connection
        self._index = index
        self._version = version
        self._former = former
        self._found: dict[str, Mapping[str, Any] | None] = {}
        self._added: dict[str, int] = {}
        self._namesakes: dict[str, list[str]] = {}
        self._files: dict[str, list[str]] = {}
        self._expected: dict[str, tuple[int, bytes]] = {}
        self.empty = not connection.request("POST", f"/{index}/_count")["count"]

    @property
    def newest(self) -> int:
        """When the last of all articles came in, 0 when there is none."""
        body = {"size": 0, "aggs": {"newest": {"max": {"field": "added"}}}}
        answer = self._connection.search(self._former or self._index, body)
        return int(answer["aggregations"]["newest"]["value"] or 0)

    def look_up(self, articles: Iterable[Article]) -> None:
        """Find out in a few requests what is asked about these articles next."""
        some = [*articles]
        ids = {article.id for article in some}
        self._found = self._fetch(self._index, ids)
        new = {one for one in ids if self._found[one] is None}
        if self._former and new:
            former = self._fetch(self._former, new)
            self._added = {one: hit["_source"]["added"] for one, hit in former.items() if hit}
        self._namesakes, self._files = {}, {}
        if not self.empty:
            local = {one for one in ids if not is_global(one)}
            names = {Path(one).name for one in new if one.startswith("/")}
            self._namesakes = self._by_field("local", local)
            self._files = self._by_field("file", names)

    def digest(self, article_id: str) -> bytes | None:
        """Return the digest of the newest article of that id, or None when there is none."""
        if article_id in self._expected:
            return self._expected[article_id][1]
        hit = self._hit(article_id)
        return bytes.fromhex(hit["_source"]["digest"]) if hit else None

    def added(self, article_id: str) -> int | None:
        """Return when the article of that id first came in, None when none is here."""
        hit = self._hit(article_id)
        return hit["_source"]["added"] if hit else self._added.get(article_id)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._expected or self._hit(article_id) is not None

    def number(self, article_id: str) -> int | None:
        """Return the number of an article of this run, or None when none is of that id."""
        expected = self._expected.get(article_id)
        return expected[0] if expected else None

    def is_from_before(self, article_id: str) -> bool:
        """Tell whether the article of that id was in the index before this run."""
        if article_id in self._expected:
            return False
        hit = self._hit(article_id)
        return hit is not None and hit["_version"] < self._version

    def article(self, article_id: str) -> Article | None:
        """Return the article of that id as the index has it, or None when it has none."""
        if self._found.get(article_id, {}) is None:  # as is known of all that are read next
            return None
        params = {"_source_includes": "article"}
        path = f"/{self._index}/_doc/{document_id(article_id)}"
        found = self._connection.request("GET", path, params=params, absent=404)
        return Article.from_json(found["_source"]["article"]) if found else None

    def expect(self, article_id: str, digest: bytes) -> None:
        """Take note of an article that is on its way; they are numbered from 0 on."""
        self._expected[article_id] = len(self._expected), digest

    def namesakes(self, local: str) -> list[str]:
        """Return the qualified ids in the index that have this local one."""
        return self._namesakes.get(local, [])

    def files_named(self, name: str) -> list[str]:
        """Return the ids in the index that are paths of files of this name."""
        return self._files.get(name, [])

    def origins(self) -> Iterator[tuple[str, str]]:
        """Yield the id of every article that came from a file, and the path of the file."""
        query = {"exists": {"field": "path"}}
        fields = ["id", "path"]
        for hit in scan(self._connection, self._index, query, source=False, fields=fields):
            yield hit["fields"]["id"][0], hit["fields"]["path"][0]

    def forget(self, article_id: str) -> None:
        """Take note that an article has gone."""
        self._expected.pop(article_id, None)
        self._found[article_id] = None

    def _hit(self, article_id: str) -> Mapping[str, Any] | None:
        if article_id not in self._found:
            self._found |= self._fetch(self._index, [article_id])
        return self._found[article_id]

    def _fetch(self, index: str, ids: Iterable[str]) -> dict[str, Mapping[str, Any] | None]:
        keys = {document_id(one): one for one in ids}
        if not keys:
            return {}
        params = {"_source_includes": "digest,added"}
        answer = self._connection.request("POST", f"/{index}/_mget", {"ids": [*keys]}, params)
        return {keys[d["_id"]]: d if d.get("found") else None for d in answer["docs"]}

    def _by_field(self, field: str, values: Iterable[str]) -> dict[str, list[str]]:
        """Return the ids of the articles that have each of some values in a field."""
        query = {"terms": {field: [*values]}}
        if not query["terms"][field]:
            return {}
        found: dict[str, list[str]] = {}
        first = self._connection.search(
            self._index,
            {"size": 0, "query": query, "track_total_hits": 1},
        )
        if not first["hits"]["total"]["value"]:
            return {}
        for hit in scan(self._connection, self._index, query, source=False, fields=["id", field]):
            found.setdefault(hit["fields"][field][0], []).append(hit["fields"]["id"][0])
        return found
