"""Words that must meet their forms, and words that only look so: what an index makes of them.

Lists of our own (``words/``): names and words newer than the lexicon, places it hardly saw,
nouns of two letters, nouns with all clitics, verbs in all persons, kinds of spellings, and pairs
that must stay apart. Each form stands in an article of its own in a small index; a word meets a
form when a strict query for either finds the other. Every list is halved line by line (kind by
kind): rules are made on the first half only; on ``persons.tsv`` and ``look_alikes_new.tsv`` none.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Literal

from index import Article, build
from search import Engine, open_index
from tests.evaluation.material import HERE

Half = Literal["tuned", "held"]
Figures = dict[str, float]

PROCLITICS = ("و", "ف", "ب", "ل", "ك", "ول", "وب")
CLITICS = (
    "و ف ب ل ك ال وال فال بال كال لل ول وب وبال ولل فلل",
    "ه ها هم هما نا كم",
    "ب+ه ل+ها و+هم ك+نا",
)
"""Proclitics, pronouns, and both: the columns of a noun."""

_LISTS = HERE / "words"


def rows(name: str, half: Half | None = None) -> list[list[str]]:
    """Return the lines of a list as words; of one half or all."""
    lines = (_LISTS / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#")]
    chosen = kept if half is None else kept[half == "held" :: 2]
    return [line.replace("\t", " ").split() for line in chosen]


def attached(word: str, proclitics: Iterable[str] = PROCLITICS) -> list[str]:
    """Return a word behind each proclitic, as it is written."""
    return [_joined(proclitic, word) for proclitic in proclitics]


def _joined(proclitic: str, word: str) -> str:
    if word.startswith("ال") and proclitic[-1] == "ل":
        return proclitic + word[1:]
    return proclitic + word


@contextmanager
def indexed(*days: Sequence[str]) -> Iterator[Engine]:
    """Open an index of articles of one word each, a commit for each of ``days``; ids are words."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        numbers = count()
        for words in days:
            build(
                [Article(id=word, title="", text=f"{word} {next(numbers)}") for word in words],
                place,
                entities=False,
            )
        with open_index(place) as engine:
            yield engine


def finds(engine: Engine, query: str, wanted: str) -> bool:
    """Tell whether a strict query finds the article of a word."""
    found = engine.search(query, match="all", limit=1000, facets=0)
    return any(hit.id == wanted for hit in found.hits)


def meeting(engine: Engine, pairs: Iterable[tuple[str, str]]) -> tuple[float, list[str]]:
    """Return the share of pairs that find each other, and the others."""
    missed, total = [], 0
    for one, other in pairs:
        total += 1
        if not (finds(engine, one, other) and finds(engine, other, one)):
            missed.append(f"{one}/{other}")
    return 1 - len(missed) / total, missed


def forms(half: Half | None, *, later: Literal["bare", "forms"] | None = None) -> Figures:
    """Return how many words meet their forms with proclitics; one side may be a day ``later``."""
    figures = {}
    for label, name in (("new words", "new_words.txt"), ("places", "places.txt")):
        bare = [word for (word,) in rows(name, half)]
        pairs = [(word, form) for word in bare for form in attached(word)]
        days = [list(dict.fromkeys(bare)), list(dict.fromkeys(form for _, form in pairs))]
        if later is None:
            days = [days[0] + days[1]]
        elif later == "bare":
            days.reverse()
        with indexed(*days) as engine:
            figures[label] = meeting(engine, pairs)[0]
    return figures


def short_nouns(half: Half | None) -> float:
    """Return how many nouns of two letters meet their definite forms."""
    nouns = [noun for (noun,) in rows("short_nouns.txt", half)]
    pairs = [(n, form) for n in nouns for form in ("ال" + n, "بال" + n, "وال" + n, "لل" + n)]
    with indexed([*nouns, *(form for _, form in pairs)]) as engine:
        return meeting(engine, pairs)[0]


def columns(half: Half | None) -> float:
    """Return how many nouns meet the form of them that fewest do, of all their clitics."""
    nouns = [noun for (noun,) in rows("nouns.txt", half)]
    before, behind, around = (group.split() for group in CLITICS)
    both = [("", pronoun) for pronoun in behind] + [tuple(pair.split("+")) for pair in around]
    table = [[(noun, proclitic + noun) for noun in nouns] for proclitic in before]
    table += [[(noun, proclitic + _owned(noun, end)) for noun in nouns] for proclitic, end in both]
    with indexed(
        [*nouns, *dict.fromkeys(form for column in table for _, form in column)]
    ) as engine:
        return min(meeting(engine, column)[0] for column in table)


def _owned(noun: str, pronoun: str) -> str:
    return (noun[:-1] + "ت" if noun[-1] == "ة" else noun) + pronoun


def kinds(half: Half | None) -> float:
    """Return how many kinds of spellings meet whole."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in (_LISTS / "variants.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, one, other = line.split("\t")
            pairs[kind].append((one, other))
    chosen = list(pairs.values()) if half is None else list(pairs.values())[half == "held" :: 2]
    with indexed(list({word for kind in chosen for pair in kind for word in pair})) as engine:
        return sum(meeting(engine, kind)[0] == 1 for kind in chosen) / len(chosen)


def verbs(name: str, half: Half | None) -> float:
    """Return how many forms of other persons meet their verb."""
    lines = rows(name, half)
    pairs = [(verb, form) for verb, *others in lines for form in others if form != verb]
    with indexed(list(dict.fromkeys(word for pair in pairs for word in pair))) as engine:
        return meeting(engine, pairs)[0]


def parted(name: str, half: Half | None) -> float:
    """Return how many pairs of a list do not find each other."""
    pairs = [(one, other) for one, other in rows(name, half)]
    with indexed(list(dict.fromkeys(word for pair in pairs for word in pair))) as engine:
        met = [finds(engine, *pair) or finds(engine, *pair[::-1]) for pair in pairs]
    return 1 - sum(met) / len(met)


def words() -> dict[str, Figures]:
    """Return all figures, of the half that rules were made on and of the one held back."""
    found: dict[str, Figures] = {}
    for half in ("tuned", "held"):
        figures = forms(half)
        for later in ("bare", "forms"):
            delayed = forms(half, later=later)
            figures |= {f"{label}, {later} later": value for label, value in delayed.items()}
        figures["nouns of two letters"] = short_nouns(half)
        figures["columns of nouns"] = columns(half)
        figures["kinds of spellings"] = kinds(half)
        figures["persons of verbs"] = verbs("verbs.tsv", half)
        figures["all of verbs"] = verbs("persons.tsv", half)
        figures["look-alikes apart"] = parted("look_alikes.tsv", half)
        figures["new look-alikes"] = parted("look_alikes_new.tsv", half)
        figures["other words apart"] = parted("apart.tsv", half)
        found[half] = figures
    return found
