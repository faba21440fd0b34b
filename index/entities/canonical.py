"""Canonical names: one spelling, the most frequent full one, for each entity of an index."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from index.entities import classes
from index.entities.classes import FORENAME, GIVEN, WEAK
from index.entities.keys import DIVINE, aliases, key_of_words, person_parts, person_words, words_of
from index.entities.name_lists import name_lists
from index.entities.particles import LETTER
from index.entities.purposes import PURPOSES
from index.entities.tables import words_of_class
from index.facets import Kind

_NAMES = (
    classes.NAME | classes.BORNE | classes.PARTICLE | classes.NISBA | classes.HEAD | classes.DIVINE
)
_PLAIN = classes.ORG | classes.COMMON
_SHORTEST, _SHORTEST_PLACE = 3, 4
"""Letters of a word from which on its first may be a particle: لأم كلثوم."""
_LINKS = words_of_class("link")
_MUCH = 5
"""How many times as many articles a name needs to be taken for what a doubtful one means."""


def canonical_names(kind: Kind, counts: Mapping[str, int]) -> dict[str, str]:
    """Map each name to its canonical name where they differ.

    ``counts`` gives all names of the index with the number of articles each stands in. Names of
    one key take the listed spelling, else their most frequent one. A person's short name joins
    the name that continues it (``سلمان بن عبدالعزيز`` and ``سلمان بن عبدالعزيز آل سعود``) when a
    single one does. O(n log n) in the number of names.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    words = {name: words_of(name) for name in counts}
    for name in counts:
        groups[key_of_words(kind, words[name])].append(name)
    listed = aliases(kind)
    chosen: dict[str, str] = {}
    weight: dict[str, int] = {}
    for key, names in groups.items():
        chosen[key] = listed.get(key) or (
            max(names, key=lambda n: (counts[n], len(n), n)) if len(names) > 1 else names[0]
        )
        weight[key] = sum(counts[n] for n in names)
    loose = _loose(kind, {key: words_of(name) for key, name in chosen.items()}, weight, listed)
    joined: dict[str, str] = {}
    if kind == "person":
        parts = {
            key: person_parts(words[name]) if name in words else person_words(name)
            for key, name in chosen.items()
        }
        loose = _tails(parts, weight) | loose
        joined = _extensions(parts, weight) | _surnames(parts, weight)
    elif kind == "org":
        unlisted = {key: words_of(name) for key, name in chosen.items() if key not in listed}
        joined = _continued(unlisted, weight) | _purposes(unlisted, weight)
    joined = {key: _end(loose | joined, key) for key in loose | joined}
    found: dict[str, str] = {}
    for key, names in groups.items():
        name = chosen[joined.get(key, key)]
        found.update((n, name) for n in names if n != name)
    return found


def _extensions(words: Mapping[str, tuple[str, ...]], weight: Mapping[str, int]) -> dict[str, str]:
    """Map the key of the rarer of two names, one of which continues the other, to the other key.

    A name may be continued at its end, or between its first word and its last. It is continued
    only when all longer names continue each other, since أحمد علي may be one of many; a name that
    ends in a given name and has no *son of* only when the longer one is much more frequent, or
    its first word is no frequent one and begins nobody else's name: زلماي خليل زاد.
    """
    called = Counter(parts[0] for parts in words.values() if len(parts) > 1)
    short = {parts: key for key, parts in words.items() if len(parts) > 1}
    longer: dict[str, list[str]] = defaultdict(list)
    for key, parts in words.items():
        ends = [len(parts) - 1]
        if "بن" in parts[1:-1]:
            ends = [*range(parts.index("بن", 1) + 2, len(parts))]
        shorter = {short.get(parts[:end]) for end in ends}
        if len(parts) > 2:  # عبد الله ابن ناصر الغافلي is عبد الله الغافلي
            shorter.add(short.get((parts[0], parts[-1])))
        for continued in filter(None, shorter - {key}):
            longer[continued].append(key)
    classes = name_lists().classes
    joined: dict[str, str] = {}
    for key, fits in sorted(longer.items()):
        parts = words[key]
        nearest, *further = sorted(fits, key=lambda k: (len(words[k]), k))
        if any(words[k][: len(words[nearest])] != words[nearest] for k in further):
            continue
        given = "بن" not in parts[1:-1] and classes.get(parts[-1], 0) & (GIVEN | WEAK)
        rare = not classes.get(parts[0], 0) & FORENAME
        alone = rare and called[parts[0]] == len(fits) + 1
        if given and not alone and weight[nearest] < _MUCH * weight[key]:
            continue
        rarer, other = sorted((key, nearest), key=lambda k: (weight[k], len(words[k]), k))
        if rarer not in joined:
            joined[rarer] = other
    return {key: _end(joined, key) for key in joined}


def _tails(words: Mapping[str, tuple[str, ...]], weight: Mapping[str, int]) -> dict[str, str]:
    """Map the key of one of two names, the longer of which ends in the other, to the other key.

    No third name may have their last word. ميونغ سو is ري ميونغ سو where that is as frequent, and
    a noun before a name that is more frequent without it is none of it.
    """
    table = name_lists().classes
    ending: dict[str, list[str]] = defaultdict(list)
    for key, parts in words.items():
        if len(parts) > 1:
            ending[parts[-1]].append(key)
    joined: dict[str, str] = {}
    for keys in ending.values():
        if len(keys) != 2:
            continue
        short, long = sorted(keys, key=lambda k: len(words[k]))
        more = len(words[long]) - len(words[short])
        if not more or words[long][more:] != words[short]:
            continue
        first = table.get(words[long][0], 0)
        noun = first & classes.COMMON and not first & _NAMES
        if noun and weight[short] > weight[long]:
            joined[long] = short
        elif weight[long] >= weight[short] and not table.get(words[short][0], 0) & FORENAME:
            joined[short] = long
    return joined


def _surnames(words: Mapping[str, tuple[str, ...]], weight: Mapping[str, int]) -> dict[str, str]:
    """Map the key of a person of one word to that of the only full name that ends in it.

    Others may end in it too, and the word may stand in as many articles as a fifth of those that
    have the full name: لينغارد is جيسي لينغارد.
    """
    bearers: dict[str, list[str]] = defaultdict(list)
    for key, parts in words.items():
        if len(parts) > 1 and parts[-2] != "بن":
            bearers[parts[-1]].append(key)
    joined: dict[str, str] = {}
    for key, parts in words.items():
        if len(parts) != 1 or not (fits := bearers.get(parts[0])):
            continue
        best = max(fits, key=lambda k: (weight[k], k))
        others = sum(weight[k] for k in fits) - weight[best]
        if weight[best] >= _MUCH * (weight[key] + others):
            joined[key] = best
    return joined


def _loose(
    kind: Kind,
    words: Mapping[str, list[str]],
    weight: Mapping[str, int],
    listed: Mapping[str, str],
) -> dict[str, str]:
    """Map the key of a name with a word too many to that of the name without it.

    The index is the evidence: the name without the word stands there too, and is the more
    frequent one. The word is a particle written with the name, an adjective before a person, a
    common word after anything, or the nationality of a club.
    """
    known = {" ".join(parts): key for key, parts in words.items()}
    found: dict[str, str] = {}
    for key, parts in words.items():
        if key in listed or not parts:
            continue
        for rest in _less(kind, parts, listed):
            other = known.get(" ".join(rest))
            if other is None or other == key:
                continue
            if weight[other] >= weight[key]:
                found[key] = other
                break
    return found


def _less(kind: Kind, parts: list[str], listed: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield what a name is without a word or letter that may not be of it.

    ``listed`` are the keys of listed names, after which any common word is one too many.
    """
    table = name_lists().classes
    first, last = table.get(parts[0], 0), table.get(parts[-1], 0)
    attached = "وب" if kind == "place" else "ولب"
    shortest = _SHORTEST_PLACE if kind == "place" else _SHORTEST
    several = kind == "place" or len(parts) > 1
    if parts[0][0] in attached and len(parts[0]) >= shortest and several:
        yield [parts[0][1:], *parts[1:]]
    if kind == "person" and len(parts) > 2:
        plain = not first & (classes.NAME | classes.BORNE | classes.PARTICLE)
        if plain and parts[0].startswith("ال"):
            yield parts[1:]
    if len(parts) < 2 or kind == "place":
        return
    rest, whole = parts[:-1], key_of_words(kind, parts[:-1])
    if kind == "org" and last & classes.ORIGIN and parts[-1].startswith("ال"):
        listed_first = any(name.kind != "person" for name in name_lists().alone.get(parts[0], ()))
        if not parts[0].startswith("ال") and (listed_first or not first & _PLAIN):
            yield rest  # ليفربول الإنجليزي, but not الأهلي المصري
    elif whole in listed and len(rest) > 1 and not parts[-1].startswith("و"):
        no_name = last & classes.COMMON and not last & _NAMES and parts[-1] not in DIVINE
        if no_name and parts[-1] not in PURPOSES:
            yield rest


def _purposes(words: Mapping[str, list[str]], weight: Mapping[str, int]) -> dict[str, str]:
    """Map the key of an organisation to that of the longer name which says what it is for.

    الاتحاد السعودي is الاتحاد السعودي لكرة القدم where that is about as frequent, and no other
    federation nearly so.
    Only names with an adjective, which do not stand for many, are continued.
    """
    short = {tuple(parts): key for key, parts in words.items() if len(parts) > 1}
    longer: dict[str, list[str]] = defaultdict(list)
    for key, parts in words.items():
        for end in range(2, len(parts)):
            purpose = parts[end] in PURPOSES or parts[end][1:] in _LINKS
            if (
                parts[end].startswith("ل")
                and purpose
                and (continued := short.get(tuple(parts[:end])))
            ):
                longer[continued].append(key)
    joined: dict[str, str] = {}
    for key, fits in longer.items():
        best, *others = sorted(fits, key=lambda k: (-weight[k], k))
        adjective = words[key][-1].startswith("ال") and words[key][0].startswith("ال")
        frequent = 2 * weight[best] >= weight[key]
        if adjective and frequent and all(weight[best] >= _MUCH * weight[o] for o in others):
            joined[key] = best
    return {key: _end(joined, key) for key in joined}


def _continued(words: Mapping[str, list[str]], weight: Mapping[str, int]) -> dict[str, str]:
    """Map the key of an organisation of foreign words to that of the longer name it is cut from.

    ماكينزي آند is ماكينزي آند كومباني where this is more frequent, and nothing else that begins so
    goes on otherwise. Where the next word says of which state it is, or which of several, none is.
    """
    table = name_lists().classes
    foreign = {tuple(parts): key for key, parts in words.items() if not _is_arabic(parts[-1])}
    begins = {parts[0] for parts in words.values()}
    longer: dict[str, list[str]] = defaultdict(list)
    for key, parts in words.items():
        for end in range(1, len(parts)):
            if continued := foreign.get(tuple(parts[:end])):
                longer[continued].append(key)
    joined: dict[str, str] = {}
    for key, fits in longer.items():
        size = len(words[key])
        following = {words[fit][size] for fit in fits}
        best = max(fits, key=lambda k: (weight[k], k))
        spelled = all(len(word) <= LETTER for word in words[key])  # أم أس أم may be anything
        rare = weight[best] <= weight[key] * (1 + (size == 1))
        if len(following) > 1 or spelled or rare:
            continue
        after = following.pop()
        another = after.startswith("و") and after[1:] in begins  # أوكسفام وسايف ذي شيلدرن
        noun = size == 1 and table.get(words[key][0], 0) & (classes.FUNCTION | classes.GIVEN)
        plain = _is_arabic(after) or after.isdigit() or table.get(after, 0) & classes.ORIGIN
        if not (another or noun or plain):
            joined[key] = best
    return joined


def _is_arabic(word: str) -> bool:
    """Tell whether a word has an article or a preposition, as foreign names have not."""
    return word.startswith(("ال", "لل", "وال"))


def _end(joined: Mapping[str, str], key: str) -> str:
    """Return the last key that joins lead to from ``key``; the least key of a circle."""
    seen = [key]
    while (following := joined.get(seen[-1])) is not None:
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
