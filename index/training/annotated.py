"""Annotated text for training and evaluation: CoNLL files read as the tagger reads articles."""

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from index.entities.scanner import STOP, gap_kind, split_words
from index.entities.weights import LABELS

KINDS_TAGGED = ("PER", "LOC", "ORG")
Tagged = list[tuple[str, str]]
"""The tokens of a sentence with their tags."""


class Example(NamedTuple):
    """A sentence as words: ``labels`` are numbers of :data:`LABELS`.

    ``gaps`` are those of :class:`~index.entities.scanner.ScannedText`. ``tokens[i]`` is the token
    of the file that word ``i`` begins or belongs to.
    """

    raw: list[str]
    gaps: list[int]
    labels: list[int]
    tokens: list[int]


def read_conll(path: Path) -> list[Tagged]:
    """Return the sentences of a file of token TAB tag lines."""
    sentences: list[Tagged] = [[]]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 2:
                sentences.append([])
            else:
                sentences[-1].append((cells[0], cells[-1] if cells[-1] in LABELS else "O"))
    return [sentence for sentence in sentences if sentence]


def example(sentence: Tagged) -> Example:
    """Return tokens as words and gaps; quotes, set apart in the files, join what they enclose."""
    raw: list[str] = []
    gaps: list[int] = []
    labels: list[int] = []
    tokens: list[int] = []
    gap, quoted, before = "", False, "O"
    for number, (token, tag) in enumerate(sentence):
        if token == '"':
            gap += '" ' if quoted else ' "'
            quoted = not quoted
            continue
        pieces = split_words(token)
        gap += pieces[0] if quoted and gap.endswith('"') else " " + pieces[0]
        for at in range(1, len(pieces), 2):
            gaps.append(gap_kind(gap) if raw else STOP)
            raw.append(pieces[at])
            tokens.append(number)
            edge = "I" if before[1:] == tag[1:] and (at > 1 or tag[0] == "I") else "B"
            before = tag if tag == "O" else edge + tag[1:]
            labels.append(LABELS.index(before))
            gap = pieces[at + 1]
    return Example(raw, [*gaps, STOP], labels, tokens)


def token_tags(count: int, tokens: Sequence[int], labels: Sequence[int]) -> list[str]:
    """Return the tags of ``count`` tokens from the labels of their words; marks go with names."""
    first: dict[int, int] = {}
    for token, label in zip(tokens, labels, strict=True):
        first.setdefault(token, label)
    tags = [LABELS[first[n]] if n in first else "" for n in range(count)]
    following = "O"
    for number in range(count - 1, -1, -1):
        tags[number] = tags[number] or (following if following[0] == "I" else "O")
        following = tags[number]
    return tags


def spans_of(tags: Iterable[str]) -> set[tuple[int, int, str]]:
    """Return (start, end, kind) of the names of a sentence, as the CoNLL scorer reads them."""
    found: set[tuple[int, int, str]] = set()
    start, kind = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        if kind and tag != "I-" + kind:
            found.add((start, at, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = at, tag[2:]
    return found


def scores(gold: Iterable[Iterable[str]], found: Iterable[Iterable[str]]) -> dict[str, float]:
    """Return strict F1 (0 to 100) by kind, and over all kinds as ``"all"``."""
    right, total = (
        dict.fromkeys((*KINDS_TAGGED, "all"), 0),
        dict.fromkeys((*KINDS_TAGGED, "all"), 0),
    )
    for one, other in zip(gold, found, strict=True):
        wanted, got = spans_of(one), spans_of(other)
        for group, counts in ((wanted & got, right), (wanted, total), (got, total)):
            for _, _, kind in group:
                if kind in counts:  # MISC is not one of the kinds
                    counts[kind] += 1
                    counts["all"] += 1
    return {kind: 200 * right[kind] / max(1, total[kind]) for kind in right}


def held_out(
    examples: Sequence[Tagged], part: int, parts: int
) -> tuple[list[Tagged], list[Tagged]]:
    """Return the rest and a contiguous part, so that no article or sentence is in both."""
    start, end = len(examples) * part // parts, len(examples) * (part + 1) // parts
    kept = list(examples[start:end])
    words = {tuple(token for token, _ in sentence) for sentence in kept}
    rest = [*examples[:start], *examples[end:]]
    return [s for s in rest if tuple(token for token, _ in s) not in words], kept
