"""Learn from plain news which words are family names and which are not.

    python -m index.training.learn_names ARTICLES.jsonl.gz... ANNOTATED_FOLDER OUTPUT_FOLDER

Counts, in articles with a ``text`` field, how often each word stands right after a given name
(``given.tsv``), and writes two tables: ``family.tsv`` (words that mostly do) and
``common.tsv.gz`` (words that hardly ever do). The ratio is the idea of list extension from seeds
(Riloff and Jones 1999). A word that hardly ever does may still be a name, of somebody whose given
name is not in the table: one that is never met in another form of itself (مومتزيس has no
المومتزيس, no مومتزيسات) and often stands beside names is left out of the common words; so is one
that is mostly part of a person in the annotated sets of ``ANNOTATED_FOLDER``.
"""

import gzip
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from index.analysis.verbs import VERBS
from index.entities.keys import aliases
from index.entities.readings import relatives, strips
from index.entities.scanner import SPACE, read_words
from index.entities.tables import folded, rows
from index.training.annotated import read_conll
from index.training.corpora import records

_FAMILY_RATIO, _FAMILY_SEEN = 0.12, 4
_COMMON_RATIO, _COMMON_SEEN = 0.07, 12
_BESIDE_RATIO, _BESIDE_SEEN = 0.2, 1500
_BEHIND_RATIO = 0.4
_PERSON_RATIO, _PERSON_SEEN = 0.7, 3
_ANNOTATED = ("aqmar_wikipedia", "wikifane_gold_coarse")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")
_IMPERFECT = tuple("يتن")
_ON = "علي"
"""Given name whose folded form is also that of the preposition على."""


def texts(paths: Iterable[Path]) -> Iterable[str]:
    """Return the texts of JSON Lines files, plain or gzipped."""
    return (record.get("text") or "" for record in records(paths))


def count(documents: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each folded word stands anywhere, and how often after a given name."""
    given = {folded(row[0]) for row in rows("given.tsv") if not row[0].startswith("?")} - {_ON}
    seen: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for keys, pairs in _read(documents):
        seen.update(keys)
        after.update(right for left, right in pairs if left in given)
    return seen, after


def _read(documents: Iterable[str]) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """Yield the folded words of each text, and the pairs of them that stand side by side."""
    for text in documents:
        words = read_words(text)
        keys = list(map(folded, words.strings()))
        gaps = words.gaps[1:-1].tolist()
        yield keys, [pair for pair, gap in zip(pairwise(keys), gaps, strict=True) if gap == SPACE]


def _inflected(word: str, seen: Counter[str]) -> bool:
    """Tell whether a word is a more frequent one with a proclitic, an accusative, or a future.

    What begins with *and* and ends in a pronoun is a noun: ورفاقه.
    """
    rest = word[1:]
    if word.startswith("و") and len(word) > 5 and word.endswith(_PRONOUNS):
        return True  # ورفاقه
    stems = [word, *(word.removesuffix(pronoun) for pronoun in _PRONOUNS[1:])]
    if word[:1] in _IMPERFECT and not VERBS.isdisjoint(stems):
        return True  # تناشدهما
    if word.startswith(("سي", "ست")):
        return seen[rest] >= _FAMILY_SEEN
    if word.startswith("لل") or (word.endswith("يا") and seen[word[:-1]] > seen[word]):
        return True
    return word.startswith(("و", "ف")) and len(rest) >= 3 and seen[rest] > seen[word]


def _stands_in_a_place(word: str) -> bool:
    """Tell whether a word is a listed place after a proclitic: خالد بالرياض is no family."""
    places = aliases("place")
    return any(rest in places for rest in strips(word))


def beside(documents: Iterable[str], near: set[str]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each word stands right before a word of ``near``, and right after one."""
    before: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    for _, pairs in _read(documents):
        before.update(left for left, right in pairs if right in near)
        behind.update(right for left, right in pairs if left in near)
    return before, behind


def in_persons(folder: Path) -> set[str]:
    """Return the folded words that are mostly part of a person in the annotated sets."""
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for name in _ANNOTATED:
        for sentence in read_conll(folder / f"{name}.conll.gz"):
            for token, tag in sentence:
                seen[folded(token)] += 1
                named[folded(token)] += tag.endswith("PER")
    return {
        word
        for word, count in named.items()
        if count >= _PERSON_SEEN and count >= _PERSON_RATIO * seen[word]
    }


def main(arguments: list[str]) -> None:
    """Count, and write the two tables."""
    *sources, annotated, folder = map(Path, arguments)
    seen, after = count(texts(sources))
    note = "# Computed by index.training.learn_names from counts over the ANT corpora 1.1 and 2.1\n"
    note += "# (Chouigui, Ben Khiroun and Elayeb 2017, 2018; Apache-2.0)"
    family = [
        f"{word}\t{min(99, round(100 * after[word] / seen[word]))}\n"
        for word in sorted(after)
        if after[word] >= _FAMILY_SEEN
        and after[word] / seen[word] >= _FAMILY_RATIO
        and not word[:1].isdigit()
        and not _inflected(word, seen)
        and not _stands_in_a_place(word)
    ]
    common = [
        word
        for word in sorted(seen)
        if seen[word] >= _COMMON_SEEN
        and after[word] / seen[word] < _COMMON_RATIO
        and "ء" <= word[:1] <= "ي"
    ]
    alone = {
        word
        for word in common
        if len(word) > 2
        and word.isalpha()
        and seen[word] < _BESIDE_SEEN
        and not word.startswith("لل")
        and all(seen[form] < 2 for form in relatives(word))
    }
    names = {folded(row[0].lstrip("?")) for row in rows("given.tsv")} - {_ON}
    names |= {line.split("\t")[0] for line in family}
    persons = in_persons(annotated)
    before, behind = beside(texts(sources), alone | names)
    common = [
        word
        for word in common
        if word not in persons
        and (behind[word] < _BEHIND_RATIO * seen[word] or word.startswith("ال"))
        and (word not in alone or before[word] + behind[word] < _BESIDE_RATIO * seen[word])
    ]
    folder.joinpath("family.tsv").write_text(
        note + ".\n# Word, per cent of its places that follow a given name.\n" + "".join(family),
        encoding="utf-8",
    )
    note += ", less what the annotated sets have as\n# parts of persons.\n"
    note += "# Folded words that hardly ever follow a given name: no names of people.\n"
    packed = gzip.compress((note + "\n".join(common) + "\n").encode(), mtime=0)
    folder.joinpath("common.tsv.gz").write_bytes(packed)
    print(len(family), "family names,", len(common), "common words")


if __name__ == "__main__":
    main(sys.argv[1:])
