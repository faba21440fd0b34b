"""Many writes in one request, each with its own end: done, overtaken, refused, or tried again.

Every write has the version of its turn (external versions): done twice it is done once, and what
comes late never takes the place of what is newer.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from index.cluster import faults
from index.cluster.connection import Connection, json_bytes, pauses
from index.cluster.layout import KEY
from index.errors import NabaError

PATIENCE = 300.0
"""Seconds for which a cluster may be too busy, or lack a node, before a load gives up."""
_CONFLICT = 409
_NOT_FOUND = 404
_BAD = 400

End = Literal["created", "updated", "deleted", "overtaken", "absent"]


class Action(NamedTuple):
    """One write: its two lines of a request, or one when it is a deletion."""

    lines: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """Bytes in a request."""
        return sum(map(len, self.lines))


class Refused(NamedTuple):
    """What a cluster does not take, however often, and why."""

    reason: str


def index_action(key: str, version: int, document: Mapping[str, Any]) -> Action:
    """Return the action that writes a document under the id ``key``."""
    keyed = {KEY: key, **document}
    return Action((json_bytes({"index": _meta(key, version)}), json_bytes(keyed)))


def delete_action(key: str, version: int) -> Action:
    """Return the action that removes the document of the id ``key``."""
    return Action((json_bytes({"delete": _meta(key, version)}),))


def send(
    connection: Connection,
    index: str,
    actions: Sequence[Action],
    *,
    alias: bool = True,
    patience: float = PATIENCE,
    sleep: Callable[[float], None] = time.sleep,
) -> list[End | Refused]:
    """Write, and return what became of each action, in order.

    ``index`` must be there, as an ``alias`` or as itself. Those that a busy cluster puts off are
    sent again, after longer and longer waits. Raises
    :class:`~index.errors.ClusterError` when it goes on so, or takes nothing any more.
    """
    ends: dict[int, End | Refused] = {}
    open_ = [*range(len(actions))]
    waits = pauses(patience)
    while open_:
        items = connection.bulk(
            [line for at in open_ for line in actions[at].lines], index, alias=alias
        )
        put_off: list[int] = []
        fault: NabaError | None = None
        for at, item in zip(open_, items, strict=True):
            status, error = item["status"], item.get("error")
            if status in faults.PASSING and faults.passes(status, error):
                fault = faults.refusal(status, error, connection.address)
                put_off.append(at)
            else:
                ends[at] = _end(connection, item)
        if put_off:
            pause = next(waits, None)
            if pause is None and fault:
                raise fault
            sleep(pause or 0)
        open_ = put_off
    return [ends[at] for at in range(len(actions))]


def _end(connection: Connection, item: Mapping[str, Any]) -> End | Refused:
    status, error = item["status"], item.get("error")
    if status == _CONFLICT:
        return "overtaken"
    if status == _NOT_FOUND and not error:
        return "absent"
    if status == _BAD and error:
        return Refused(f"the cluster does not take it ({error.get('reason') or error})"[:300])
    if error:
        raise faults.refusal(status, error, connection.address)
    end: End = item["result"]
    return end


def _meta(key: str, version: int) -> dict[str, Any]:
    return {"_id": key, "version": version, "version_type": "external_gte"}
