"""Where this machine keeps what a user keeps beside an index on a cluster."""

import re
from pathlib import Path

from index.cluster.connection import Connection
from index.location import data_folder


def desk_folder(connection: Connection) -> Path:
    """Return the folder of an index: by what its cluster is, not by where.

    A cluster may have many addresses, and one address lead to many clusters.
    """
    name = f"{connection.cluster}-{connection.address.name}"
    return data_folder() / "clusters" / re.sub(r"[^\w-]+", "_", name)
