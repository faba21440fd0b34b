"""A user's own list of aliases and of words that are no names, applied over canonical names.

One line a name, cells separated by tabs: kind, name, other spellings separated by ``|``. The name
``-`` says that the spellings after it are no names. Lines that begin with ``#`` are notes::

    person	محمد بن سلمان	ابن سلمان|ولي العهد السعودي
    org	-	وكالات|مواقع
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.errors import InputMalformed
from index.facets import KINDS, Kind

_STOP = "-"


@dataclass(frozen=True, slots=True)
class Corrections:
    """``names`` maps (kind, key of a spelling) to the name it stands for, None for no name."""

    names: Mapping[tuple[Kind, str], str | None] = field(default_factory=dict)

    def named(self, kind: Kind, name: str) -> str | None:
        """Return the name that a spelling stands for by the list, None when it has none."""
        return self.names.get((kind, _key(kind, name)))

    def apply(
        self, kind: Kind, names: Iterable[str], canonical: Mapping[str, str]
    ) -> dict[str, str | None]:
        """Return ``canonical`` (name -> canonical name) corrected, for all of ``names``.

        The result holds the names that change, with None for those to leave out. A correction
        of a canonical name holds for all names that lead to it.
        """
        if not self.names:
            return dict(canonical)
        changed: dict[str, str | None] = {}
        for name in names:
            found: str | None = canonical.get(name, name)
            for spelling in (name, found):
                key = (kind, _key(kind, spelling or ""))
                if key in self.names:
                    found = self.names[key]
                    break
            if found != name:
                changed[name] = found
        return changed


def read_corrections(text: str) -> Corrections:
    """Read a list of corrections. Raises InputMalformed, which names the line that is not one."""
    found: dict[tuple[Kind, str], str | None] = {}
    kinds: dict[str, Kind] = {kind: kind for kind in KINDS}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) not in (2, 3) or cells[0] not in kinds or not cells[1]:
            raise InputMalformed(
                "line {number}: write {kinds}, a name and its other spellings, separated by tabs",
                number=number,
                kinds=", ".join(KINDS),
            )
        kind, name = kinds[cells[0]], cells[1]
        others = [o for o in (cells[2].split("|") if len(cells) == 3 else []) if o.strip()]
        for spelling in others if name == _STOP else [name, *others]:
            found[kind, _key(kind, spelling)] = None if name == _STOP else name
    return Corrections(found)


def _key(kind: Kind, name: str) -> str:
    from index.entities.keys import name_key  # and tables of names: most indexes have no list

    return name_key(kind, name)
