"""From bytes to text: UTF-8, UTF-16, windows-1256 and ISO-8859-6, also for a few words only.

A detector that counts byte statistics needs more text than a headline has. The two single-byte
Arabic sets are therefore told apart by what each makes of the bytes: one yields Arabic words,
the other leaves Latin letters or holes among them. A general detector (charset-normalizer) is
asked only about what is neither Unicode nor Arabic.
"""

import codecs
import re
from collections.abc import Iterator
from typing import IO

from index.characters import LETTERS, TATWEEL
from index.ingest.problem import UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the UTF-16 one, so it is asked for first
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF-": "a PDF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"PK\x03\x04": "a zip archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "gzip data",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"
_SAMPLE = 64 * 1024
_CHUNK = 1024 * 1024
_CANDIDATES = ("windows-1256", "iso-8859-6", "utf-8")
"""Readings of bytes that are not valid UTF-8, the likeliest first: it wins a tie."""

_LETTER = f"[{LETTERS}{TATWEEL}]"
_ARABIC = re.compile(_LETTER)
_ARTICLE = re.compile(f"(?<!{_LETTER})[وبفكل]?ال(?={_LETTER})")
_STRANGE = "[a-zA-Z\u00a1-\u00ff\ufffd]"
_MIXED = re.compile(f"(?<={_LETTER}){_STRANGE}|{_STRANGE}(?={_LETTER})")
# Letters that stand at the end of a word or not at all; a wrong guess puts them inside words.
_MISPLACED = re.compile(f"[ةى](?=[{LETTERS}])")
_SEEN_OFTEN = re.compile(
    r"(?<!\w)(?:في|من|على|إلى|عن|أن|إن|التي|الذي|هذا|هذه|مع|بعد|قال|كان|ما|لا)(?!\w)"
)


def decode(data: bytes) -> str:
    """Return the text of a file or record. Raises UnreadableError when the bytes are no text.

    The encoding is taken from a byte order mark, else UTF-16 is recognised by its zero and
    Arabic high bytes, else UTF-8 is taken if it is valid, else the reading that yields most
    Arabic wins. Bytes that fit the winner nowhere become U+FFFD.
    """
    if encoding := unicode_encoding(data[:_SAMPLE]):
        return data.decode(encoding, "replace")
    if reason := binary_reason(data):
        raise UnreadableError(reason)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data)


def unicode_encoding(head: bytes) -> str | None:
    """Return the codec a byte order mark or the byte pattern of UTF-16 names, or None."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    pairs = len(head) // 2
    if pairs < 2:
        return None
    # Byte 06 is the Arabic block's high byte and 00 the Latin one's; neither occurs in a text
    # of any other encoding.
    even, odd = head[0 : 2 * pairs : 2], head[1 : 2 * pairs : 2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if _high_bytes(high) > 0.7 * pairs and _high_bytes(low) < 0.1 * pairs:
            return encoding
    return None


def _high_bytes(data: bytes) -> int:
    return data.count(0) + data.count(6)


def binary_reason(data: bytes) -> str | None:
    """Return why ``data``, which is not UTF-16, is no text, or None.

    It is none if it begins as a known binary form does, or if much of it is control bytes.
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            return f"not text but {what}"
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > 0.3 * len(sample) or (controls > 0.05 * len(sample) and not _is_utf8(sample)):
        return "not text but binary data"
    return None


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _decode_legacy(data: bytes) -> str:
    scores = _arabic_scores(data)
    best = max(_CANDIDATES, key=scores.__getitem__)
    if scores[best] > 0:
        return data.decode(best, "replace")
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:_SAMPLE]).best()
    return data.decode(guess.encoding if guess else "windows-1256", "replace")


def _arabic_scores(data: bytes) -> dict[str, int]:
    return {name: _arabic_score(data[:_SAMPLE].decode(name, "replace")) for name in _CANDIDATES}


def _arabic_score(text: str) -> int:
    """Return how much ``text`` looks like Arabic: letters and common words for, debris against."""
    return (
        len(_ARABIC.findall(text))
        + 4 * len(_ARTICLE.findall(text))
        + 4 * len(_SEEN_OFTEN.findall(text))
        - 4 * len(_MIXED.findall(text))
        - 4 * len(_MISPLACED.findall(text))
        - 2 * text.count("\ufffd")
    )


def text_chunks(start: bytes, stream: IO[bytes]) -> Iterator[str]:
    """Yield the text of ``start`` and of what ``stream`` still holds, a megabyte at a time.

    The encoding is told by ``start``. Bytes that do not fit it become U+FFFD. Raises
    UnreadableError when they are no text.
    """
    decoder = codecs.getincrementaldecoder(_encoding_of(start[:_SAMPLE]))("replace")
    yield decoder.decode(start)
    while data := stream.read(_CHUNK):
        yield decoder.decode(data)
    yield decoder.decode(b"", True)


def _encoding_of(sample: bytes) -> str:
    """Return the name of the encoding of a file that begins so."""
    if encoding := unicode_encoding(sample):
        return encoding
    if reason := binary_reason(sample):
        raise UnreadableError(reason)
    if _is_utf8(sample):
        return "utf-8"
    scores = _arabic_scores(sample)
    return max(_CANDIDATES, key=scores.__getitem__)


class LineDecoder:
    """Decodes a file line by line, gathering evidence for its single-byte set as it goes.

    A line may be too short to tell the sets apart; the lines before it speak for it then.
    """

    def __init__(self) -> None:
        self._scores = dict.fromkeys(_CANDIDATES, 0)

    def __call__(self, line: bytes) -> str:
        """Return the text of a line, without a byte order mark; never raises."""
        try:
            return line.decode("utf-8-sig" if line.startswith(codecs.BOM_UTF8) else "utf-8")
        except UnicodeDecodeError:
            for name, score in _arabic_scores(line).items():
                self._scores[name] += score
            return line.decode(max(_CANDIDATES, key=self._scores.__getitem__), "replace")
