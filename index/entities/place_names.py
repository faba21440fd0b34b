"""Which names are those of places, whatever else they may be: where an agency writes from."""

from functools import cache

from index.entities.tables import folded, rows, spellings


def names_a_place(name: str) -> bool:
    """Tell whether a name, in any spelling, is that of a listed place or town."""
    return folded(" ".join(name.replace("-", " ").split())) in _places()


@cache
def _places() -> frozenset[str]:
    listed = {
        folded(spelling.lstrip("?").replace("-", " "))
        for name, *others in rows("places.tsv")
        for spelling in (name, *(spellings(others[0]) if others else ()))
    }
    towns = {key.replace("-", " ") for keys, *_ in rows("geonames.tsv") for key in keys.split("|")}
    return frozenset(listed | towns)
