"""Names that an index holds as two kinds, mostly as one: ساديو ماني is no organisation.

Where an article leaves it open what a name is, the others say it. A name that is listed, and a
town and the club that bears its name, may be both.
"""

from collections import defaultdict
from collections.abc import Mapping

from index.entities.keys import aliases, key_of_words, plain_key, words_of
from index.facets import KINDS, Kind

_MUCH = 3
"""How many times as many articles the other kind needs."""
_TOWN_MUCH = 20
"""The same of a place beside an organisation."""


def misread(counts: Mapping[Kind, Mapping[str, int]]) -> dict[Kind, set[str]]:
    """Return the names of each kind that the other articles have as another kind.

    ``counts`` gives the names of each kind with the number of articles each stands in.
    """
    weight: dict[str, dict[Kind, int]] = defaultdict(dict)
    names: dict[tuple[Kind, str], list[str]] = defaultdict(list)
    for kind in KINDS:
        for name, articles in counts.get(kind, {}).items():
            key = plain_key("place", name)
            weight[key][kind] = weight[key].get(kind, 0) + articles
            names[kind, key].append(name)
    found: dict[Kind, set[str]] = {kind: set() for kind in KINDS}
    for key, kinds in weight.items():
        for kind, articles in kinds.items():
            for other, more in kinds.items():
                if more >= _least(kind, other) * articles and other != kind:
                    found[kind].update(n for n in names[kind, key] if not _listed(kind, n))
    return found


def _least(kind: Kind, other: Kind) -> int:
    return _MUCH if "person" in (kind, other) else _TOWN_MUCH


def _listed(kind: Kind, name: str) -> bool:
    return key_of_words(kind, words_of(name)) in aliases(kind)
