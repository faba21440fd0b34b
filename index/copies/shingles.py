"""Shingles: the runs of three words of a text, hashed (Broder 1997).

Two texts with many shingles in common say the same in the same words, in whatever order their
paragraphs stand. Hashes are the same in every process, since they are kept in the index.
"""

from zlib import crc32

import numpy as np

from index.arrays import UInts, Words

SIZE = 3
"""Number of words in a shingle."""

_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_NEXT = np.uint64(0x9E3779B97F4A7C15)
"""Odd multiplier by which the hash of a shingle depends on the order of its words."""


def word_hash(word: str) -> int:
    """Return the 32-bit hash of a word in its exact form."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def mixed(values: Words) -> Words:
    """Return numbers with all bits spread over all others (splitmix64, Steele et al. 2014)."""
    out = (values ^ (values >> np.uint64(30))) * _MIX_1
    out = (out ^ (out >> np.uint64(27))) * _MIX_2
    return np.asarray(out ^ (out >> np.uint64(31)))


def shingles(words: Words, docs: UInts) -> Words:
    """Return the hash of the shingle that begins at each word; all have shape ``(words,)``.

    ``words`` are hashes in reading order, ``docs`` the ascending numbers of their texts. The last
    words of a text begin shorter shingles, so that every text has as many shingles as words.
    """
    single = mixed(words + np.uint64(1))
    out = single.copy()
    for ahead in range(1, SIZE):
        following = np.zeros_like(single)
        same = docs[ahead:] == docs[:-ahead]
        following[:-ahead][same] = single[ahead:][same]
        out = out * _NEXT + following
    return mixed(out)
