"""Checks the options of a search before anything runs."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, get_args

from index.errors import InputError
from index.facets import FACETS
from search.results import Filters, Match, Meaning, Sort

_SORTS = get_args(Sort)
_MODES = get_args(Match)
MEANINGS = get_args(Meaning)


def checked(
    filters: Filters | Mapping[str, Any],
    sort: str = "relevance",
    match: str = "auto",
    limit: int = 0,
    offset: int = 0,
) -> Filters:
    """Return the filters as :class:`Filters`.

    Raises ``InputError`` for an option, a filter or a date that does not exist.

    :param filters: facet selections, or a mapping of their names
    :param sort: a sort order by its name
    :param match: a match mode by its name
    :param limit: how many hits are asked for
    :param offset: how many hits are left out before them
    """
    if sort not in _SORTS:
        raise InputError(
            "no sort order {sort}; there are {sorts}",
            sort=repr(sort),
            sorts=", ".join(_SORTS),
        )
    if match not in _MODES:
        raise InputError(
            "no match mode {mode}; there are {modes}",
            mode=repr(match),
            modes=", ".join(_MODES),
        )
    if limit < 0 or offset < 0:
        raise InputError("limit and offset are counts: 0 or more")
    return filters if isinstance(filters, Filters) else _read(filters)


def require(what: str, value: object, choices: Sequence[object]) -> None:
    """Raise ``InputError`` when a value is none of the choices there are."""
    if value not in choices:
        raise InputError(
            "no {what} {value}; there are {choices}",
            what=what,
            value=repr(value),
            choices=", ".join(str(choice) for choice in choices if choice is not None),
        )


def _read(given: Mapping[str, Any]) -> Filters:
    """Return the filters of a mapping: one value or several of a facet, a date or its text."""
    from index.dates import parse_period

    known = [f.name for f in fields(Filters)]
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            raise InputError(
                "no filter {name}; there are {filters}", name=repr(name), filters=", ".join(known)
            )
        if value is None:
            continue
        if name in (*FACETS, "own", "ids"):
            values[name] = (value,) if isinstance(value, str) else tuple(value)
        elif name == "unread":
            values[name] = bool(value)
        elif isinstance(value, date) or (name == "added_since" and value == "last-run"):
            values[name] = value
        else:
            period = parse_period(value, bound=True)
            values[name] = period.end if name == "until" else period.start
    return Filters(**values)
