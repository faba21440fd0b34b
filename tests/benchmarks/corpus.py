"""Articles and queries to measure with: drawn by chance from a seed, needing nothing else.

Words, names and sources follow Zipf's law over made-up vocabularies; about 250 words an article.
"""

import datetime as dt
import json
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

VOCABULARY = 60_000
_LETTERS = "ابتجحدرزسشصطعفقكلمنهوي"
_FIRST_DAY = dt.date(2020, 1, 1)


class Query(NamedTuple):
    """``kind``: one word (by frequency), ``and2``, ``or3``, or a phrase of running words."""

    kind: str
    text: str


class _Zipf:
    """Draws items, the ``r``-th with a probability of about 1/r."""

    def __init__(self, items: list[str], exponent: float = 1.05) -> None:
        self.items = items
        self._running = list(accumulate(1 / (r + 2.7) ** exponent for r in range(len(items))))

    def draw(self, chance: Random, count: int) -> list[str]:
        return chance.choices(self.items, cum_weights=self._running, k=count)


def _made_up(chance: Random, count: int, least: int = 2, most: int = 8) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(_LETTERS, k=chance.randint(least, most)))] = None
    return list(found)


def articles(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield records as ``naba index`` takes them, entities given."""
    chance = Random(seed)
    words = _Zipf(_made_up(chance, VOCABULARY))
    names = _made_up(chance, 3000, 3, 6)
    persons = _Zipf([f"{a} {b}" for a, b in pairwise(names)], 0.9)
    places, orgs = _Zipf(_made_up(chance, 400, 4, 7)), _Zipf(_made_up(chance, 800, 5, 8), 0.9)
    sources = _Zipf(_made_up(chance, 20, 5, 8))
    for number in range(count):
        size = min(1500, max(40, int(chance.lognormvariate(5.4, 0.5))))
        yield {
            "id": str(number),
            "title": " ".join(words.draw(chance, chance.randint(5, 10))),
            "text": " ".join(words.draw(chance, size)),
            "date": (_FIRST_DAY + dt.timedelta(chance.randrange(2000))).isoformat(),
            "source": sources.draw(chance, 1)[0],
            "persons": list(dict.fromkeys(persons.draw(chance, chance.randint(0, 5)))),
            "places": list(dict.fromkeys(places.draw(chance, chance.randint(1, 4)))),
            "orgs": list(dict.fromkeys(orgs.draw(chance, chance.randint(0, 3)))),
        }


def write_corpus(path: Path, count: int, seed: int) -> list[Query]:
    """Write the records as JSON Lines; return queries about the first of them."""
    texts = []
    with path.open("w", encoding="utf-8") as file:
        for record in articles(count, seed):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            if len(texts) < 500:
                texts.append(record["text"].split())
    return list(_queries(texts, Random(seed + 1)))


def _queries(texts: list[list[str]], chance: Random, each: int = 25) -> Iterator[Query]:
    words = sorted({word for text in texts for word in text})
    counts: dict[str, int] = {}
    for text in texts:
        for word in text:
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(words, key=lambda word: (-counts[word], word))
    bands = (("frequent", ranked[:50]), ("middling", ranked[200:2000]), ("rare", ranked[-2000:]))
    for kind, band in bands:
        yield from (Query(kind, word) for word in chance.sample(band, min(each, len(band))))
    for kind, size in (("and2", 2), ("or3", 3)):
        for _ in range(each):
            yield Query(kind, " ".join(chance.sample(chance.choice(texts), size)))
    for kind, size in (("phrase2", 2), ("phrase3", 3)):
        for _ in range(each):
            text = chance.choice(texts)
            start = chance.randrange(len(text) - size)
            yield Query(kind, " ".join(text[start : start + size]))
