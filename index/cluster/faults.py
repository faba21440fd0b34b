"""What a cluster answers when it does not do what it is asked, as one line that says what to do."""

from collections.abc import Mapping
from typing import Any

from index.errors import ClusterError, IndexMissing, NabaError

_LONGEST = 300
"""Characters of a cluster's own words that are repeated."""

PASSING = frozenset({429, 502, 503, 504})
"""HTTP statuses of what may go well a little later."""


def is_flood(error: object) -> bool:
    """Tell whether an answer says that a disk is so full that an index takes nothing more."""
    return "flood-stage" in str(error) or "read-only-allow-delete" in str(error)


def passes(status: int, error: object) -> bool:
    """Tell whether what was refused so may go well a little later."""
    return status in PASSING and not is_flood(error)


def refusal(status: int, error: object, where: object) -> NabaError:
    """Return the error for what a cluster refused; ``error`` is what it says of it."""
    kind, reason = _told(error)
    if is_flood(error):
        return ClusterError(
            "a disk of the cluster {where} is too full (flood-stage watermark), so it takes "
            "nothing more: free space or add disks, and give the same command again",
            where=where,
        )
    if status == 401:
        return ClusterError(
            "the cluster {where} does not accept this user and password: set "
            "NABA_OPENSEARCH_USER and NABA_OPENSEARCH_PASSWORD (or NABA_OPENSEARCH_API_KEY, or a "
            "netrc file)",
            where=where,
        )
    if kind == "cluster_block_exception":
        return ClusterError(
            "the index is blocked ({reason}): take the block off (PUT INDEX/_settings with "
            '"index.blocks.read_only": null, "index.blocks.write": null), and give the same '
            "command again",
            reason=reason,
        )
    if status == 403:
        return ClusterError(
            "this user may not do that on the cluster {where} ({reason}): give it the "
            "permissions that index/cluster/OPERATING.md lists",
            where=where,
            reason=reason,
        )
    if kind == "index_not_found_exception":
        return IndexMissing("there is no index at {where}: run naba index PATH", where=where)
    if status in PASSING:
        return ClusterError(
            "the cluster {where} cannot answer now ({reason}): see to its health "
            "(GET _cluster/health) and try again",
            where=where,
            reason=reason or str(status),
        )
    return ClusterError(
        "the cluster {where} refuses the request ({reason})", where=where, reason=reason or status
    )


def unreachable(where: object, reason: str) -> ClusterError:
    """Return the error for a cluster that does not answer."""
    return ClusterError(
        "cannot reach the cluster {where}: {reason}; is it running, and the address right?",
        where=where,
        reason=reason[:_LONGEST],
    )


def untrusted(where: object, reason: str) -> ClusterError:
    """Return the error for a certificate that is not to be believed."""
    return ClusterError(
        "the certificate of {where} is not to be trusted ({reason}): name the file of its "
        "authority in NABA_OPENSEARCH_CA, and write the host as the certificate has it",
        where=where,
        reason=reason[:_LONGEST],
    )


def _told(error: object) -> tuple[str, str]:
    """Return the kind and the reason, on one line, that a cluster gives for an error."""
    if isinstance(error, Mapping) and isinstance(error.get("error"), Mapping | str):
        error = error["error"]
    if not isinstance(error, Mapping):
        return "", " ".join(str(error or "").split())[:_LONGEST]
    found: Mapping[str, Any] = error
    causes = found.get("root_cause")
    if isinstance(causes, list) and causes and isinstance(causes[0], Mapping):
        found = causes[0]
    kind = str(found.get("type", ""))
    reason = " ".join(str(found.get("reason", "")).split())[:_LONGEST]
    return kind, reason or kind
