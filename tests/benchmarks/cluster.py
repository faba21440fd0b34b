"""naba on an OpenSearch cluster beside OpenSearch alone: loading, and queries with seven facets.

    python -m tests.benchmarks.cluster ARTICLES --node 127.0.0.1:9200 [--entities]

OpenSearch alone has title and text under its ``arabic`` analyzer, and as facets what naba found;
its queries ask for all words, count the same facets and mark the words in ten hits. Questions
are words of titles, drawn at random; naba is asked each for the first time, and then again.
``client`` and ``node`` are seconds, for queries milliseconds, of the processor.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

from opensearchpy import OpenSearch, helpers

from index.article import Article
from index.cluster.document import document_id
from index.cluster.indexer import build
from index.facets import FACETS
from index.ingest import read_paths
from search import open_index

PLAIN, OURS = "beside-plain", "beside"
_KEYWORDS = {"type": "keyword", "eager_global_ordinals": True}
_TEXT = {"type": "text", "analyzer": "arabic"}
_MONTHS = {"field": "date", "calendar_interval": "month", "min_doc_count": 1}
_COUNTS = {name: {"terms": {"field": name, "size": 5}} for name in FACETS}
_MARKS = {"fields": {"text": {}, "title": {"number_of_fragments": 0}}}


class Taken(NamedTuple):
    """What some work took: seconds by the clock, of this process, of the nodes' processes."""

    wall: float
    client: float
    node: float


def main() -> None:
    """Measure, and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=Path, help="a file that naba reads")
    parser.add_argument("--node", default="127.0.0.1:9200", help="host and port of a node")
    parser.add_argument("--entities", action="store_true", help="find names too")
    parser.add_argument("--asked", type=int, default=60, help="number of questions (60)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is put (3)")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 16], help="at once (1 16)")
    given = parser.parse_args()
    client = OpenSearch(f"http://{given.node}", timeout=120, maxsize=max(given.clients))
    address = f"opensearch://{given.node}/{OURS}?shards=1&replicas=0"
    read = [one for one in read_paths([given.articles]) if isinstance(one, Article)]
    print(f"| {len(read):,} articles | wall s | client | node | bytes an article, merged |")
    print("|---|---:|---:|---:|---:|")
    _tell_load("naba", client, OURS, len(read), lambda: _load(read, address, given.entities))
    named = {hit["_id"]: hit["_source"] for hit in helpers.scan(client, index=OURS)}
    _tell_load("OpenSearch", client, PLAIN, len(read), lambda: _load_plain(client, read, named))
    asked = _questions(read, given.asked)
    for clients in given.clients:
        print(f"\n| {clients} at once, ms | median | 95 % | client | node |")
        print("|---|---:|---:|---:|---:|")
        for name, rows in _queries(client, address, asked, clients, given.rounds).items():
            middle = (median(column) for column in zip(*rows, strict=True))
            print(f"| {name} |", " | ".join(f"{one:.1f}" for one in middle), "|", flush=True)


def _load(articles: Sequence[Article], address: str, entities: bool) -> None:
    build(articles, address, rebuild=True, entities=entities)


def _load_plain(client: Any, articles: Sequence[Article], named: dict[str, Any]) -> None:
    """Load articles with the facets that naba found, by the ids of documents."""
    client.indices.delete(index=PLAIN, ignore_unavailable=True)
    fields = {"title": _TEXT, "text": _TEXT, "date": {"type": "date", "format": "strict_date"}}
    settings = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"}
    properties = {**fields, **dict.fromkeys(FACETS, _KEYWORDS)}
    body = {"settings": settings, "mappings": {"properties": properties}}
    client.indices.create(index=PLAIN, body=body)
    helpers.bulk(client, _documents(articles, named), chunk_size=1000)
    client.indices.refresh(index=PLAIN)


def _documents(articles: Sequence[Article], named: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for article in articles:
        key = document_id(article.id)
        found = named.get(key, {})
        facets = {name: found[name] for name in FACETS if name in found}
        date = article.date.isoformat() if article.date else None
        text = {"title": article.title, "text": article.text, "date": date}
        yield {"_index": PLAIN, "_id": key, **text, **facets}


def _tell_load(name: str, client: Any, index: str, count: int, load: Callable[[], object]) -> None:
    taken = _taken(client, load)
    client.indices.flush(index=index)  # a merge drops what recovery needs of what is committed
    client.indices.forcemerge(index=index, max_num_segments=1)
    client.indices.refresh(index=index)
    held = client.indices.stats(index=index)["_all"]["primaries"]["store"]["size_in_bytes"]
    seconds = " | ".join(f"{one:.1f}" for one in taken)
    print(f"| {name} | {seconds} | {held / count:,.0f} |", flush=True)


def _questions(articles: Sequence[Article], count: int) -> list[str]:
    """Return one to three words of titles, and phrases of two."""
    chance, asked = random.Random(5), []
    titles = [one.title.split() for one in articles if one.title and len(one.title.split()) > 3]
    while len(asked) < count:
        words = chance.choice(titles)
        many = len(asked) % 4
        at = chance.randrange(len(words) - 1)
        own = " ".join(words[at : at + 2]) if not many else " ".join(chance.sample(words, many))
        own = own.replace('"', "")
        if any(len(word) > 3 and word.isalpha() for word in own.split()):
            asked.append(own if many else f'"{own}"')
    return asked


def _plain_query(query: str) -> dict[str, Any]:
    kind = {"type": "phrase"} if '"' in query else {"type": "cross_fields", "operator": "and"}
    words = {"query": query.strip('"'), "fields": ["title^8", "text"], **kind}
    counts = {**_COUNTS, "date": {"date_histogram": _MONTHS}}
    shown = {"size": 10, "track_total_hits": True, "highlight": _MARKS}
    return {**shown, "query": {"multi_match": words}, "aggs": counts}


def _queries(
    client: Any, address: str, asked: Sequence[str], clients: int, rounds: int
) -> dict[str, list[tuple[float, ...]]]:
    """Return for each way a row a round: median, 95 %, client and node, in milliseconds."""
    rows: dict[str, list[tuple[float, ...]]] = {}

    def put(name: str, ask: Callable[[str], object]) -> None:
        times: list[float] = []

        def one(query: str) -> None:
            began = time.perf_counter()
            ask(query)
            times.append((time.perf_counter() - began) * 1000)

        def every() -> None:
            with ThreadPoolExecutor(clients) as pool:
                list(pool.map(one, asked))

        taken = _taken(client, every)
        each = [second * 1000 / len(asked) for second in taken[1:]]
        rows.setdefault(name, []).append((median(times), quantiles(times, n=20)[18], *each))

    for _ in range(rounds):
        with open_index(address) as engine:
            engine.search("", facets=5)
            put("OpenSearch", lambda q: client.search(index=PLAIN, body=_plain_query(q)))
            put("naba, first", lambda q: engine.search(q, facets=5))
            put("OpenSearch", lambda q: client.search(index=PLAIN, body=_plain_query(q)))
            put("naba, again", lambda q: engine.search(q, facets=5))
    return rows


def _taken(client: Any, work: Callable[[], object]) -> Taken:
    before = _node_seconds(client)
    wall, own = time.perf_counter(), time.process_time()
    work()
    wall, own = time.perf_counter() - wall, time.process_time() - own
    return Taken(wall, own, _node_seconds(client) - before)


def _node_seconds(client: Any) -> float:
    time.sleep(1.1)  # a node looks at its process once a second
    nodes = client.nodes.stats(metric="process")["nodes"].values()
    return float(sum(node["process"]["cpu"]["total_in_millis"] for node in nodes)) / 1000


if __name__ == "__main__":
    main()
