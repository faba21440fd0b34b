"""A connection to a cluster: requests that are tried again, and errors on one line."""

import json
import logging
import random
import ssl
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.cluster import faults
from index.cluster.address import Address
from index.cluster.credentials import Credentials, credentials
from index.errors import ClusterError, NabaError

LEAST_VERSION = (2, 10)
"""The oldest OpenSearch that has the filter ``delimited_term_freq``."""
PATIENCE = 10.0
"""Seconds for which a request is tried again when nobody says."""
_TIMEOUT = 120
"""Seconds without a byte after which a request has failed."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 10.0

Body = Mapping[str, Any] | bytes | None


def pauses(patience: float) -> Iterator[float]:
    """Yield how long to wait, in seconds, before a request is tried again, ``patience`` in all.

    The waits double, and each is drawn at random, so that many who were refused at one time do
    not come back at one time.
    """
    end = time.monotonic() + patience
    longest = _FIRST_PAUSE
    while time.monotonic() < end:
        yield min(random.uniform(longest / 2, longest), max(end - time.monotonic(), 0))
        longest = min(2 * longest, _LONGEST_PAUSE)


class Connection:
    """Asks the nodes of one cluster in turn. Any number of threads may share it."""

    def __init__(
        self, address: Address, client: Any, patience: float = PATIENCE, cluster: str = ""
    ) -> None:
        """Make a connection; ``cluster`` is what the cluster is told by, whatever its address."""
        self.address = address
        self.cluster = cluster
        self._transport = client.transport
        self._patience = patience

    def request(
        self,
        method: str,
        path: str,
        body: Body = None,
        params: Mapping[str, Any] | None = None,
        *,
        absent: int | None = None,
    ) -> Any:
        """Ask something, and return the answer; None when its status is ``absent``.

        What may go well a little later is tried again for a while, so that whatever is asked must
        be the same when it is done twice. Raises :class:`~index.errors.ClusterError`, and
        IndexMissing when there is no such index.
        """
        for pause in pauses(self._patience):
            try:
                return self._once(method, path, body, params, absent)
            except _Passing:
                time.sleep(pause)
        try:
            return self._once(method, path, body, params, absent)
        except _Passing as passing:
            raise passing.fault from None

    def search(self, index: str, body: Mapping[str, Any], **params: Any) -> Any:
        """Search an index; an answer of some shards alone is an error."""
        params.setdefault("allow_partial_search_results", "false")
        return self.request("POST", f"/{index}/_search", body, params)

    def bulk(
        self, lines: Sequence[bytes], index: str, *, alias: bool = True
    ) -> list[Mapping[str, Any]]:
        """Send actions as lines of JSON, and return what became of each, in their order.

        Where ``index`` must be an ``alias`` and is none, nothing is made.
        """
        params = {
            "require_alias": str(alias).lower(),
            "filter_path": "items.*.status,items.*.error,items.*.result",
        }
        body = b"\n".join(lines) + b"\n"
        answer = self.request("POST", f"/{index}/_bulk", body, params)
        return [found for item in answer["items"] for found in item.values()]

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def _once(
        self, method: str, path: str, body: Body, params: Mapping[str, Any] | None,
        absent: int | None,
    ) -> Any:  # fmt: skip
        from opensearchpy.exceptions import ConnectionError, SSLError, TransportError

        data = body if isinstance(body, bytes) or body is None else json_bytes(body)
        try:
            return self._transport.perform_request(
                method, path, params=dict(params or {}), body=data
            )
        except SSLError as error:
            raise faults.untrusted(self.address, _reason(error)) from None
        except ConnectionError as error:
            raise _Passing(faults.unreachable(self.address, _reason(error))) from None
        except TransportError as error:
            status = int(error.status_code)
            if status == absent:
                return None
            fault = faults.refusal(status, error.info or error.error, self.address)
            if faults.passes(status, error.info):
                raise _Passing(fault) from None
            raise fault from None


class _Passing(Exception):
    """Something that may go well a little later; ``fault`` is what to say when it does not."""

    def __init__(self, fault: NabaError) -> None:
        super().__init__()
        self.fault = fault


def connect(address: Address, patience: float = PATIENCE) -> Connection:
    """Connect to a cluster; once it has answered, requests are tried for ``patience`` seconds.

    Raises :class:`~index.errors.ClusterError` when it cannot be reached, does not let us in, or
    is too old, and NabaError when opensearch-py is not installed.
    """
    client = _client(address)
    answer = Connection(address, client).request("GET", "/")
    version = answer.get("version", {})
    found = tuple(int(part) for part in str(version.get("number", "0")).split(".")[:2])
    if version.get("distribution") != "opensearch" or found < LEAST_VERSION:
        raise ClusterError(
            "{where} is {name} {version}: naba needs OpenSearch {least} or newer",
            where=address,
            name=str(version.get("distribution", "no OpenSearch"))[:40],
            version=str(version.get("number", ""))[:40],
            least=".".join(map(str, LEAST_VERSION)),
        )
    return Connection(address, client, patience, str(answer.get("cluster_uuid", "")))


def json_bytes(value: object) -> bytes:
    """Return a value as a line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _client(address: Address) -> Any:
    try:
        import opensearchpy
    except ImportError:
        raise NabaError(
            "an index on a cluster needs another package: pip install 'naba[opensearch]'"
        ) from None
    # What it has to say is said by our own errors.
    logging.getLogger("opensearch").addHandler(logging.NullHandler())
    logging.getLogger("opensearch").propagate = False
    warnings.filterwarnings("ignore", category=opensearchpy.exceptions.OpenSearchWarning)
    own = credentials(address.hosts[0][0])
    return opensearchpy.OpenSearch(
        hosts=[{"host": host, "port": port} for host, port in address.hosts],
        headers=own.headers,
        max_retries=len(address.hosts) - 1,
        timeout=_TIMEOUT,
        **_encryption(address, own),
    )


def _encryption(address: Address, own: Credentials) -> dict[str, Any]:
    if not address.encrypted:
        return {}
    try:
        context = ssl.create_default_context(cafile=str(own.ca) if own.ca else None)
    except ssl.SSLError:
        raise NabaError("{path} has no certificates", path=own.ca) from None
    return {"use_ssl": True, "ssl_context": context}


def _reason(error: Any) -> str:
    """Return why a request had no answer, without the addresses of objects in memory."""
    cause = error.info
    while getattr(cause, "reason", None) and isinstance(cause.reason, Exception):
        cause = cause.reason
    text = str(getattr(cause, "__cause__", None) or cause)
    return " ".join(text.rpartition(">: ")[2].split())
