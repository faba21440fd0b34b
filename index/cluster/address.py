"""The address of an index on a cluster: ``opensearch://host:9200/news``."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from index.errors import InputError
from index.location import is_address

__all__ = ["Address", "is_address"]

_PORT = 9200
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_MOST = {"shards": 1024, "replicas": 20}
"""The options of an address, and the largest value of each."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an index is; ``shards`` and ``replicas`` count when an index is made, and not after.

    ``hosts`` are pairs of a name and a port.
    """

    hosts: tuple[tuple[str, int], ...]
    name: str
    encrypted: bool
    shards: int | None = None
    replicas: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address. Raises InputError, which does not repeat a password that stands in it.

        One address may name several nodes, ``opensearch://a:9200,b:9200/news``.
        """
        try:
            parts = urlsplit(text)
            if "@" in parts.netloc:
                raise InputError(
                    "an address has no user and no password: give them in "
                    "NABA_OPENSEARCH_USER and NABA_OPENSEARCH_PASSWORD, or in a netrc file"
                )
            hosts = tuple(_host(host) for host in parts.netloc.split(","))
            options = {name: int(value) for name, value in parse_qsl(parts.query, True, True)}
        except ValueError:
            raise _unreadable(text) from None
        name = parts.path.strip("/")
        sound = all(0 <= value <= _MOST.get(option, -1) for option, value in options.items())
        if not (_NAME.fullmatch(name) and sound and options.get("shards") != 0):
            raise _unreadable(text)
        return cls(hosts, name, parts.scheme == "opensearch+https", **options)

    def __str__(self) -> str:
        scheme = "opensearch+https" if self.encrypted else "opensearch"
        hosts = ",".join(f"{_written(host)}:{port}" for host, port in self.hosts)
        return f"{scheme}://{hosts}/{self.name}"


def _host(text: str) -> tuple[str, int]:
    parts = urlsplit(f"//{text}")
    if not parts.hostname:
        raise ValueError("no name of a host")
    return parts.hostname, parts.port or _PORT


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _unreadable(text: str) -> InputError:
    return InputError(
        "{address} is no address of an index: write opensearch://HOST:9200/NAME, the name in "
        "small Latin letters, digits, - and _, and behind it ?shards=N&replicas=N if you like",
        address=text.encode(errors="backslashreplace").decode(),
    )
