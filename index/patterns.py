"""Regular expressions that are compiled when they are first used.

Compiling one takes longer than most uses of it, and few of the program's are used by one command.
"""

import re
from functools import cached_property
from operator import attrgetter
from typing import cast


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

    # No __getattr__, which would make every later look-up of a method slower too.
    match = cached_property(attrgetter("_compiled.match"))
    fullmatch = cached_property(attrgetter("_compiled.fullmatch"))
    search = cached_property(attrgetter("_compiled.search"))
    finditer = cached_property(attrgetter("_compiled.finditer"))
    findall = cached_property(attrgetter("_compiled.findall"))
    split = cached_property(attrgetter("_compiled.split"))
    sub = cached_property(attrgetter("_compiled.sub"))
    pattern = cached_property(attrgetter("_compiled.pattern"))
