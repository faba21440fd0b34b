"""The distinct terms of one field, searched by pattern and by edit distance.

All terms lie in one sorted string, so that a regular expression meets them in one call; edit
distances are computed for all terms at once, one matrix cell of the dynamic programme a step.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

_Ints = npt.NDArray[np.int64]


class Vocabulary:
    """Sorted distinct ``terms`` (without white space) and their ``frequencies``."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self.frequencies = frequencies
        self.terms = sorted(frequencies)
        self._joined = "\n".join(self.terms)

    def starting(self, prefix: str) -> list[str]:
        """Return the terms that begin with ``prefix``."""
        first = bisect_left(self.terms, prefix)
        last = bisect_left(self.terms, prefix + "\U0010ffff")
        return self.terms[first:last]

    def matching(self, pattern: str) -> list[str]:
        """Return the terms a glob matches: ``*`` any letters, ``?`` one."""
        if pattern.endswith("*") and not set("*?") & set(pattern[:-1]):
            return self.starting(pattern[:-1])
        return _glob(pattern).findall(self._joined) if self.terms else []

    def near(self, word: str, distance: int, prefix: int = 0) -> list[tuple[str, int]]:
        """Return (term, edit distance) for terms at most ``distance`` edits from ``word``.

        An edit inserts, deletes, replaces a letter (Levenshtein 1966) or swaps two neighbours
        (optimal string alignment); the first ``prefix`` letters must agree.
        """
        found: list[tuple[str, int]] = []
        target = np.array([ord(char) for char in word], np.int32)
        starts, lengths, letters = self._letters
        for length in range(max(1, len(word) - distance), len(word) + distance + 1):
            ids = np.flatnonzero(lengths == length)
            codes = letters[starts[ids][:, None] + np.arange(length)]
            # A letter that the word does not have costs an edit: most terms have too many.
            keep = (~np.isin(codes, target)).sum(axis=1) <= distance
            if shared := min(prefix, length, len(word)):
                keep &= (codes[:, :shared] == target[:shared]).all(axis=1)
            ids, edits = ids[keep], _edits(codes[keep], target, distance)
            close = edits <= distance
            found += [
                (self.terms[i], e)
                for i, e in zip(ids[close].tolist(), edits[close].tolist(), strict=True)
            ]
        return found

    @cached_property
    def _letters(self) -> tuple[_Ints, _Ints, npt.NDArray[np.int32]]:
        """Where each term starts among the code points of all, its length, the code points."""
        codes = np.frombuffer(f"{self._joined}\n".encode("utf-32-le"), np.int32)
        ends = np.flatnonzero(codes == ord("\n"))
        starts = np.concatenate(([0], ends[:-1] + 1))
        return starts, ends - starts, codes


def _glob(pattern: str) -> re.Pattern[str]:
    """Compile a glob for whole lines.

    What follows a star is matched where it first stands and never tried again (it need not
    be: the next star takes up the rest), which keeps many stars from multiplying the work.
    """
    first, *rest = (
        "".join("[^\\n]" if char == "?" else re.escape(char) for char in part)
        for part in pattern.split("*")
    )
    if not rest:
        return re.compile(f"^{first}$", re.MULTILINE)
    middle = "".join(f"(?>[^\\n]*?{part})" for part in rest[:-1] if part)
    return re.compile(f"^{first}{middle}[^\\n]*{rest[-1]}$", re.MULTILINE)


def _edits(
    codes: npt.NDArray[np.int32], word: npt.NDArray[np.int32], most: int
) -> npt.NDArray[np.int16]:
    """Edit distance of each row of ``codes`` to ``word``, exact up to ``most``, larger beyond."""
    count, length = codes.shape
    far = np.full(count, most + 1, np.int16)
    before: list[npt.NDArray[np.int16]] = []
    row = [np.full(count, j, np.int16) for j in range(length + 1)]
    for i in range(1, len(word) + 1):
        now = [np.full(count, i, np.int16)] + [far] * length
        # Cells further than ``most`` off the diagonal cannot lie on a cheap enough path.
        for j in range(max(1, i - most), min(length, i + most) + 1):
            same = codes[:, j - 1] == word[i - 1]
            best = np.minimum(now[j - 1], row[j]) + np.int16(1)
            np.minimum(best, row[j - 1] + ~same, out=best)
            if i > 1 and j > 1:
                swap = (codes[:, j - 1] == word[i - 2]) & (codes[:, j - 2] == word[i - 1])
                np.minimum(best, np.where(swap, before[j - 2] + np.int16(1), far), out=best)
            now[j] = best
        before, row = row, now
    return row[length]
