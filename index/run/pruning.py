"""Pruning: which articles came from a file that has gone."""

from collections.abc import Iterable, Sequence
from pathlib import Path


def gone_articles(origins: Iterable[tuple[str, str]], roots: Sequence[Path]) -> list[str]:
    """Return the ids of articles that came from a file under ``roots`` that does not exist.

    ``origins`` are pairs of an article's id and the path of the file it came from.
    """
    if not roots:
        return []
    inside = [root.absolute() for root in roots]
    return [
        article_id
        for article_id, name in origins
        if any(Path(name).is_relative_to(root) for root in inside) and not Path(name).exists()
    ]
