"""What an index on a cluster is not asked yet; each question says so."""

from typing import TYPE_CHECKING

from index.errors import InputError, Message
from search.cluster.opened import Opened
from search.related import Version

if TYPE_CHECKING:
    from search.stats import Stats


class Unanswered(Opened):
    """The questions that raise ``InputError``."""

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """Say that copies are not known."""
        raise _not_yet(Message("who ran an article's text"))

    def stats(self) -> "Stats":
        """Say that these counts are another command's."""
        raise _not_yet(Message("counts of terms"))


def _not_yet(what: Message) -> InputError:
    return InputError("not on a cluster yet: {what}", what=what)
