"""The Unicode Bidirectional Algorithm: embedding levels and visual order of one line.

Source: Unicode Standard Annex #9 (rules P2-P3, X1-X10, W1-W7, N0-N2, I1-I2, L1-L2). Character
classes come from :mod:`unicodedata`; offsets are code points throughout.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

Base = Literal["auto", "ltr", "rtl"]
"""Direction of the paragraph; ``auto`` takes it from the first strong letter, else ltr."""

REMOVED = -1
"""Stand-in for the level of a character that rule X9 removes (embedding controls, BN)."""

MAX_DEPTH = 125
MAX_BRACKETS = 63

_EMBEDDINGS = {"RLE", "LRE", "RLO", "LRO"}
_REMOVED = _EMBEDDINGS | {"PDF", "BN"}
_INITIATORS = {"LRI", "RLI", "FSI"}
_ISOLATES = _INITIATORS | {"PDI"}
_NEUTRAL = {"B", "S", "WS", "ON"} | _ISOLATES
_TRAILING = {"WS"} | _ISOLATES | _REMOVED
_DIRECTION = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_UNASSIGNED = (
    (range(0x0590, 0x0600), "R"),
    (range(0x0600, 0x07C0), "AL"),
    (range(0x07C0, 0x0860), "R"),
    (range(0x0860, 0x0900), "AL"),
    (range(0xFB1D, 0xFB50), "R"),
    (range(0xFB50, 0xFE00), "AL"),
    (range(0xFE70, 0xFF00), "AL"),
    (range(0x10800, 0x10D00), "R"),
    (range(0x1E800, 0x1F000), "R"),
)


@lru_cache(4096)
def bidi_class(char: str) -> str:
    """Return the Bidi_Class of a character, with the standard's defaults for unassigned code
    points.
    """
    known = unicodedata.bidirectional(char)
    if known:
        return known
    return next((name for block, name in _UNASSIGNED if ord(char) in block), "L")


@lru_cache(1024)
def mirrored(char: str) -> str:
    """Return the character that draws ``char`` in right-to-left text: ``(`` for ``)``, itself if
    none.

    Unicode names a mirrored pair by its sides, so the pair is found by swapping the names.
    """
    if not unicodedata.mirrored(char):
        return char
    words = unicodedata.name(char, "")
    for one, other in (("LEFT", "RIGHT"), ("LESS", "GREATER"), ("PRECEDE", "SUCCEED")):
        if one in words or other in words:
            swapped = words.replace(one, "\0").replace(other, one).replace("\0", other)
            try:
                return unicodedata.lookup(swapped)
            except KeyError:
                return char
    return char


@lru_cache(1024)
def _bracket(char: str) -> tuple[str, bool] | None:
    """Return for a paired bracket its closing character (canonical), and whether it opens."""
    category = unicodedata.category(char)
    if category not in ("Ps", "Pe") or not unicodedata.mirrored(char):
        return None
    partner = mirrored(char)
    if partner == char:
        return None
    closing = partner if category == "Ps" else char
    return unicodedata.normalize("NFD", closing), category == "Ps"


def levels(text: str, base: Base = "auto") -> tuple[int, list[int]]:
    """Return the paragraph level (0 ltr, 1 rtl) and the embedding level of every character.

    ``text`` is one line of one paragraph. Characters that X9 removes have :data:`REMOVED`.
    """
    original = [bidi_class(char) for char in text]
    partner = _matching(original)
    if base == "auto":
        paragraph = _first_strong(original, partner, 0, len(text))
    else:
        paragraph = int(base == "rtl")
    types, result = _explicit(original, partner, paragraph)
    for sequence, start, end in list(_sequences(original, partner, result, paragraph)):
        _resolve(text, original, types, result, sequence, start, end)
    _reset_whitespace(original, result, paragraph)
    return paragraph, result


def visual_order(line: Sequence[int]) -> list[int]:
    """Return the indices of the characters from left to right (rule L2); removed ones are left
    out.
    """
    order = [index for index, level in enumerate(line) if level != REMOVED]
    found = [line[index] for index in order]
    odd = [level for level in found if level % 2]
    if not odd:
        return order
    for level in range(max(found), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def _matching(types: Sequence[str]) -> dict[int, int]:
    """Return the place of each isolate initiator's PDI, and the other way round (BD9)."""
    pairs: dict[int, int] = {}
    unclosed: list[int] = []
    for index, name in enumerate(types):
        if name in _INITIATORS:
            unclosed.append(index)
        elif name == "PDI" and unclosed:
            opener = unclosed.pop()
            pairs[opener], pairs[index] = index, opener
    return pairs


def _first_strong(types: Sequence[str], partner: dict[int, int], start: int, end: int) -> int:
    """Return the level from the first strong character outside isolates (P2, P3)."""
    index = start
    while index < end:
        name = types[index]
        if name in _INITIATORS:
            index = partner.get(index, end)
        elif name in ("L", "R", "AL"):
            return int(name != "L")
        index += 1
    return 0


def _explicit(
    original: Sequence[str], partner: dict[int, int], paragraph: int
) -> tuple[list[str], list[int]]:
    """Return the types after overrides, and explicit levels (X1-X9)."""
    types, result = list(original), [paragraph] * len(original)
    stack: list[tuple[int, str, bool]] = [(paragraph, "", False)]
    lost_isolates = lost_embeddings = valid_isolates = 0

    for index, name in enumerate(original):
        level, override, _ = stack[-1]
        if name in _EMBEDDINGS or name in _INITIATORS:
            isolate = name in _INITIATORS
            if isolate:
                result[index] = level
                types[index] = override or name
            else:
                result[index] = REMOVED
            if name == "FSI":
                close = partner.get(index, len(original))
                right = bool(_first_strong(original, partner, index + 1, close))
            else:
                right = name[0] == "R"
            deeper = (level + 1) | 1 if right else (level + 2) & ~1
            if deeper <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                valid_isolates += isolate
                forced = ("R" if right else "L") if name[-1] == "O" else ""
                stack.append((deeper, forced, isolate))
            elif isolate:
                lost_isolates += 1
            elif not lost_isolates:
                lost_embeddings += 1
        elif name == "PDI":
            if lost_isolates:
                lost_isolates -= 1
            elif valid_isolates:
                lost_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            result[index] = stack[-1][0]
            types[index] = stack[-1][1] or name
        elif name == "PDF":
            result[index] = REMOVED
            if not lost_isolates:
                if lost_embeddings:
                    lost_embeddings -= 1
                elif len(stack) > 1 and not stack[-1][2]:
                    stack.pop()
        elif name == "BN":
            result[index] = REMOVED
        elif name != "B":
            result[index] = level
            types[index] = override or name
    return types, result


def _sequences(
    original: Sequence[str], partner: dict[int, int], found: Sequence[int], paragraph: int
) -> Iterator[tuple[list[int], str, str]]:
    """Return the isolating run sequences with the directions at their start and end (X10)."""
    kept = [index for index, level in enumerate(found) if level != REMOVED]
    place = {index: position for position, index in enumerate(kept)}
    runs: list[list[int]] = []
    for index in kept:
        if runs and found[runs[-1][-1]] == found[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    by_first = {run[0]: run for run in runs}
    for run in runs:
        if original[run[0]] == "PDI" and run[0] in partner:
            continue
        sequence = list(run)
        while original[sequence[-1]] in _INITIATORS and sequence[-1] in partner:
            sequence += by_first[partner[sequence[-1]]]
        level = found[sequence[0]]
        before, after = place[sequence[0]] - 1, place[sequence[-1]] + 1
        left = found[kept[before]] if before >= 0 else paragraph
        open_end = original[sequence[-1]] in _INITIATORS
        right = found[kept[after]] if after < len(kept) and not open_end else paragraph
        yield sequence, "LR"[max(level, left) % 2], "LR"[max(level, right) % 2]


def _resolve(
    text: str,
    original: Sequence[str],
    types: list[str],
    result: list[int],
    sequence: list[int],
    sos: str,
    eos: str,
) -> None:
    """Resolve weak types, brackets, neutrals and implicit levels of one sequence (W, N, I)."""
    run = [types[index] for index in sequence]
    embedding = "LR"[result[sequence[0]] % 2]
    _resolve_weak(run, sos)
    _resolve_brackets(text, original, sequence, run, sos, embedding)
    _resolve_neutral(run, sos, eos, embedding)
    for index, name in zip(sequence, run, strict=True):
        level = result[index]
        if level % 2 == 0:
            result[index] = level + {"L": 0, "R": 1}.get(name, 2)
        elif name != "R":
            result[index] = level + 1


def _resolve_weak(run: list[str], sos: str) -> None:
    """Apply rules W1 to W7 in place. The rules are applied one after the other, as the standard
    orders them.
    """
    previous = sos
    for i, name in enumerate(run):
        if name == "NSM":
            run[i] = "ON" if previous in _ISOLATES else previous
        previous = run[i]
    strong = sos
    for i, name in enumerate(run):
        if name in ("L", "R", "AL"):
            strong = name
        elif name == "EN" and strong == "AL":
            run[i] = "AN"
    run[:] = ["R" if name == "AL" else name for name in run]
    for i in range(1, len(run) - 1):
        before, name, after = run[i - 1 : i + 2]
        if before == after and (
            (name in ("ES", "CS") and before == "EN") or (name == "CS" and before == "AN")
        ):
            run[i] = before
    i = 0
    while i < len(run):
        end = i
        while end < len(run) and run[end] == "ET":
            end += 1
        if end > i and ((i and run[i - 1] == "EN") or (end < len(run) and run[end] == "EN")):
            run[i:end] = ["EN"] * (end - i)
        i = end + 1
    run[:] = ["ON" if name in ("ES", "ET", "CS") else name for name in run]
    strong = sos
    for i, name in enumerate(run):
        if name in ("L", "R"):
            strong = name
        elif name == "EN" and strong == "L":
            run[i] = "L"


def _bracket_pairs(text: str, sequence: list[int], run: list[str]) -> list[tuple[int, int]]:
    """Return the positions in the sequence of matching brackets, by their opening one (BD16)."""
    pairs: list[tuple[int, int]] = []
    unclosed: list[tuple[str, int]] = []
    for position, index in enumerate(sequence):
        bracket = _bracket(text[index]) if run[position] == "ON" else None
        if bracket is None:
            continue
        closing, opens = bracket
        if opens:
            if len(unclosed) == MAX_BRACKETS:
                return []
            unclosed.append((closing, position))
            continue
        for depth in range(len(unclosed) - 1, -1, -1):
            if unclosed[depth][0] == closing:
                pairs.append((unclosed[depth][1], position))
                del unclosed[depth:]
                break
    return sorted(pairs)


def _resolve_brackets(
    text: str,
    original: Sequence[str],
    sequence: list[int],
    run: list[str],
    sos: str,
    embedding: str,
) -> None:
    """Apply rule N0 in place."""
    for opener, closer in _bracket_pairs(text, sequence, run):
        inside = {_DIRECTION[name] for name in run[opener + 1 : closer] if name in _DIRECTION}
        if not inside:
            continue
        if embedding in inside:
            direction = embedding
        else:
            before = (_DIRECTION[n] for n in reversed(run[:opener]) if n in _DIRECTION)
            direction = embedding if next(before, sos) == embedding else inside.pop()
        for position in (opener, closer):
            run[position] = direction
            for follower in range(position + 1, len(run)):
                if original[sequence[follower]] != "NSM":
                    break
                run[follower] = direction


def _resolve_neutral(run: list[str], sos: str, eos: str, embedding: str) -> None:
    """Apply rules N1 and N2 in place."""
    i = 0
    while i < len(run):
        end = i
        while end < len(run) and run[end] in _NEUTRAL:
            end += 1
        if end > i:
            before = _DIRECTION[run[i - 1]] if i else sos
            after = _DIRECTION[run[end]] if end < len(run) else eos
            run[i:end] = [before if before == after else embedding] * (end - i)
        i = end + 1


def _reset_whitespace(original: Sequence[str], result: list[int], paragraph: int) -> None:
    """Apply rule L1 in place: separators and the white space before them or the line's end."""
    trailing = True
    for index in range(len(original) - 1, -1, -1):
        name = original[index]
        if name in ("B", "S"):
            trailing = True
        elif name not in _TRAILING:
            trailing = False
        if trailing and result[index] != REMOVED:
            result[index] = paragraph
