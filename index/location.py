"""Default paths."""

import os
from pathlib import Path


def data_folder() -> Path:
    """Return naba's folder among the user's data, where the platform keeps such folders."""
    from platformdirs import user_data_path

    return user_data_path("naba", appauthor=False)


def index_directory(given: str | Path | None = None) -> Path:
    """Return the index directory: ``given``, else ``$NABA_INDEX``, else one in the data folder."""
    chosen = given or os.environ.get("NABA_INDEX")
    return Path(chosen) if chosen else data_folder() / "index"


def is_address(given: str | Path | None = None) -> bool:
    """Tell whether ``given``, else ``$NABA_INDEX``, is the address of an index on a cluster."""
    chosen = str(given or os.environ.get("NABA_INDEX") or "")
    return chosen.startswith(("opensearch://", "opensearch+https://"))


def index_address(given: str | Path | None = None) -> str | None:
    """Return the address that ``given``, else ``$NABA_INDEX``, is, or None when it is a path."""
    return str(given or os.environ["NABA_INDEX"]) if is_address(given) else None
