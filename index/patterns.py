"""Regular expressions that are compiled when they are first used.

Compiling one takes longer than most uses of it, and few of the program's are used by one command.
"""

import re
from functools import cached_property
from typing import Any, cast


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` does, without compiling anything before it is used.

    A source that is no regular expression is noticed only then.
    """
    return cast("re.Pattern[str]", _Pattern(source, flags))


class _Pattern:
    """Looks up the methods of a compiled pattern once each, and keeps them as its own."""

    def __init__(self, source: str, flags: int) -> None:
        self._given = source, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._given)

    def __getattr__(self, name: str) -> Any:
        method = self.__dict__[name] = getattr(self._compiled, name)
        return method
