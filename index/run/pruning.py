"""Pruning: which articles came from a file that has gone, and whether that may be meant."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from index.errors import InputError

MAX_SHARE = 0.5
"""Largest share of the articles from a folder's files that is removed without asking."""


class PruneRefused(InputError):
    """More articles would be removed than anybody is likely to mean."""


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


def require_plausible(
    gone: Iterable[str], origins: Iterable[tuple[str, str]], guarded: Sequence[Path]
) -> None:
    """Raise PruneRefused when articles seem to have gone by accident.

    That is when a ``guarded`` folder is not there (a disk that is not mounted, a folder being
    replaced), or would lose more than ``MAX_SHARE`` of its articles, ``gone`` being the ids of
    those to remove.
    """
    removed = {*gone}
    if not removed:
        return
    known = [(article_id, Path(name)) for article_id, name in origins]
    for root in (root.absolute() for root in guarded):
        own = [article_id for article_id, path in known if path.is_relative_to(root)]
        lost = sum(article_id in removed for article_id in own)
        if lost and not root.exists():
            raise PruneRefused(
                "{path} has gone, so nothing is removed; if its articles are to be removed, "
                "give --yes",
                path=root,
            )
        if lost > MAX_SHARE * len(own):
            raise PruneRefused(
                "{gone} of the {known} articles indexed from these files would be removed; "
                "if that is meant, give --yes",
                gone=lost,
                known=len(own),
            )
