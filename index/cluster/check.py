"""Whether an index on a cluster holds together: its counts, and every article's digest."""

from collections.abc import Iterator

from index.article import Article, digest
from index.cluster import generations
from index.cluster.address import Address
from index.cluster.connection import connect
from index.cluster.document import document_id
from index.cluster.scan import scan
from index.errors import Message

_SALTS = ("", "no entities")
"""With what an article's digest may have been made; see :mod:`index.run.document`."""


def check_cluster(address: str | Address) -> list[str]:
    """Return what is wrong with the index, one line each; an empty list when it is clean.

    Raises :class:`~index.errors.ClusterError`, IndexMissing or IndexFormat when it cannot be
    read at all.
    """
    connection = connect(address if isinstance(address, Address) else Address.parse(address))
    try:
        generation = generations.current(connection)
        manifest = generations.read_manifest(connection, generation)
        problems: list[str] = []
        if not manifest.generation:
            problems.append(Message("no run has ended yet, so that its names are not there"))
        count = seen = 0
        source = ["id", "article", "digest"]
        for hit in scan(connection, generation.articles, source=source, page=500):
            seen += 1
            problems += _faults(hit["_id"], hit["_source"])
        count = connection.request("POST", f"/{generation.articles}/_count")["count"]
        if count != seen:
            about = {"counted": f"{count:,}", "n": f"{seen:,}"}
            problems.append(Message("{counted} articles are counted, {n} are read", about))
        if manifest.generation and manifest.articles != seen:
            about = {"n": f"{seen:,}", "before": f"{manifest.articles:,}"}
            problems.append(
                Message(
                    "{n} articles are there, {before} were at the last commit; if no run is going "
                    "on, give naba index PATH again",
                    about,
                )
            )
        return problems
    finally:
        connection.close()


def _faults(key: str, kept: dict[str, str]) -> Iterator[Message]:
    about: dict[str, object] = {"key": key}
    try:
        line = kept["article"]
        article = Article.from_json(line)
        found = bytes.fromhex(kept["digest"])
    except (KeyError, TypeError, ValueError) as error:
        yield Message(
            "document {key}: its article cannot be read ({fault})", about | {"fault": error}
        )
        return
    about["id"] = ascii(article.id)
    if article.id != kept.get("id") or document_id(article.id) != key:
        yield Message("document {key}: it has the article of another id ({id})", about)
    if found not in (digest(line.encode(), salt) for salt in _SALTS):
        yield Message("document {key}: its article is not the one that was indexed ({id})", about)
