"""Canonical names: one spelling, the most frequent full one, for each entity of an index."""

from collections import defaultdict
from collections.abc import Mapping

from index.article import Kind
from index.entities.keys import aliases, name_key, person_words


def canonical_names(kind: Kind, counts: Mapping[str, int]) -> dict[str, str]:
    """Map each name to the canonical one where they differ.

    ``counts`` gives all names of the index with the number of articles each stands in. Names of
    one key take the listed spelling, else their most frequent one. A person's short name joins
    a longer one (``حسن الخالدي`` to ``حسن سمير الخالدي``) only when a single longer one fits.
    O(n log n) in the number of names.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        groups[name_key(kind, name)].append(name)
    chosen: dict[str, str] = {}
    weight: dict[str, int] = {}
    for key, names in groups.items():
        chosen[key] = aliases(kind).get(key) or max(names, key=lambda n: (counts[n], len(n), n))
        weight[key] = sum(counts[n] for n in names)
    joined = _extensions(chosen, weight) if kind == "person" else {}
    found: dict[str, str] = {}
    for key, names in groups.items():
        name = chosen[joined.get(key, key)]
        found.update((n, name) for n in names if n != name)
    return found


def _extensions(chosen: Mapping[str, str], weight: Mapping[str, int]) -> dict[str, str]:
    """Key of a shorter or longer name -> key of the more frequent one it is joined to."""
    words = {key: tuple(person_words(name)) for key, name in chosen.items()}
    longer: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, parts in words.items():
        if len(parts) > 2:
            longer[(parts[0], parts[-1])].append(key)
            longer[parts[:-1]].append(key)
            if "بن" in parts:
                for end in range(3, len(parts) - 1):
                    longer[parts[:end]].append(key)
    joined: dict[str, str] = {}
    for key, parts in sorted(words.items()):
        fits = [k for k in dict.fromkeys(longer.get(parts, ())) if k != key]
        if len(parts) < 2 or len(fits) != 1 or parts[-1] == "بن":
            continue
        small, large = sorted((key, fits[0]), key=lambda k: (weight[k], len(words[k])))
        if small not in joined and joined.get(large, large) != small:
            joined[small] = joined.get(large, large)
    return joined
