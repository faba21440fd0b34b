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
