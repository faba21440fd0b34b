"""Who asks a cluster, and whose certificates are believed: from the environment or a netrc file.

Nothing of it is ever part of an address, a message or a log.
"""

import netrc
import os
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import NabaError

_PREFIX = "NABA_OPENSEARCH_"
USER, PASSWORD, API_KEY, CA, NETRC = (
    _PREFIX + name for name in ("USER", "PASSWORD", "API_KEY", "CA", "NETRC")
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """How to present oneself: by user and password, by a key, or not at all."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)
    ca: Path | None = None
    """A file of certificates to be believed instead of the machine's."""

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a request that say who asks."""
        if self.api_key:
            return {"Authorization": f"ApiKey {self.api_key}"}
        if self.user is None:
            return {}
        pair = b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}


def credentials(host: str, environment: Mapping[str, str] = os.environ) -> Credentials:
    """Return what the environment, or else the netrc file, has for a host.

    Raises NabaError for a netrc file that cannot be read, or that others may read, and for a
    file of certificates that is not there.
    """
    ca = Path(environment[CA]) if environment.get(CA) else None
    if ca and not ca.is_file():
        raise NabaError("there is no file of certificates {path} (NABA_OPENSEARCH_CA)", path=ca)
    if key := environment.get(API_KEY):
        return Credentials(api_key=key, ca=ca)
    if user := environment.get(USER):
        return Credentials(user, environment.get(PASSWORD, ""), ca=ca)
    found = _from_netrc(host, environment.get(NETRC))
    return Credentials(*found, ca=ca) if found else Credentials(ca=ca)


def _from_netrc(host: str, given: str | None) -> tuple[str, str] | None:
    path = Path(given) if given else Path.home() / ".netrc"
    try:
        if path.stat().st_mode & 0o077:
            raise NabaError("others may read {path}: keep it to yourself (chmod 600)", path=path)
        entry = netrc.netrc(path).authenticators(host)
    except OSError as error:
        if not given:
            return None
        raise NabaError("cannot read {path}: {reason}", path=path, reason=error.strerror) from None
    except netrc.NetrcParseError as error:
        reason = f"{error.msg}, line {error.lineno}"
        raise NabaError("cannot read {path}: {reason}", path=path, reason=reason) from None
    return (entry[0], entry[2] or "") if entry else None
