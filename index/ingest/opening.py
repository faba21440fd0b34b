"""Opening what is on disk: compression taken off, and nothing read past a stated limit."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from index.disk import SCARCE
from index.errors import Shortage, fault_of
from index.ingest.encoding import unicode_encoding
from index.ingest.problem import UnreadableError, one_line

MiB = 1024 * 1024
RECORD_LIMIT = 16 * MiB
"""Bytes of one record (a line, a text file, an item); larger ones are rejected unread."""
DOCUMENT_LIMIT = 16 * MiB
"""Bytes of a file that has to be read whole (a NewsML message, a mail, a web archive's page)."""
COMPRESSIONS = frozenset({".gz", ".zst"})

_SKIP = 64 * 1024
_ZSTD_STEP = 1024
"""Compressed bytes taken at a time: a block of 4 bytes may unfold to 128 KiB."""
_FOLDED_FREELY = 64 * MiB
_MOST_FOLDED = 200
"""News is compressed to a tenth or so. What unfolds beyond 64 MiB to 200 times its size is no
news but a trap."""


def open_binary(path: Path) -> BinaryIO:
    """Open ``path`` for reading, decompressed when its name ends in ``.gz`` or ``.zst``.

    Reading raises UnreadableError when the data unfold out of all proportion.
    """
    suffix = path.suffix.lower()
    if suffix not in COMPRESSIONS:
        return path.open("rb")
    size = path.stat().st_size
    raw = _Gzip(path) if suffix == ".gz" else _Zstd(path)
    return io.BufferedReader(_Unfolded(raw, size), 128 * 1024)


@contextmanager
def plain_reasons() -> Iterator[None]:
    """Turn what reading a file may raise into UnreadableError with a reason for people."""
    try:
        yield
    except PermissionError:
        raise UnreadableError("no permission to read it") from None
    except EOFError:
        raise UnreadableError("the compressed file ends too early") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableError("damaged gzip data ({fault})", fault=one_line(error)) from None
    except OSError as error:
        if error.errno in SCARCE:
            raise Shortage.of(Path(error.filename or "a file"), error) from error
        raise UnreadableError("cannot be read ({fault})", fault=fault_of(error)) from None


def read_whole(stream: IO[bytes], limit: int, start: bytes = b"") -> bytes:
    """Return ``start`` and all that is left of ``stream``.

    Raises UnreadableError when that is over ``limit`` bytes.
    """
    data = start + stream.read(max(limit + 1 - len(start), 0))
    if len(data) > limit:
        raise UnreadableError("larger than the limit of {limit} MiB", limit=limit // MiB)
    return data


def read_lines(stream: IO[bytes], limit: int = RECORD_LIMIT) -> Iterator[bytes | None]:
    """Yield the lines of ``stream`` as UTF-8 or single-byte data; None for one over ``limit``.

    Of a line over the limit no more than that is read into memory.
    """
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(cast(io.RawIOBase, stream))
    encoding = unicode_encoding(buffered.peek(4096)[:4096])
    if encoding and encoding.startswith("utf-16"):
        yield from _read_wide_lines(buffered, encoding, limit)
        return
    while line := buffered.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = buffered.readline(_SKIP)
        yield None


def _read_wide_lines(stream: IO[bytes], encoding: str, limit: int) -> Iterator[bytes | None]:
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    while line := text.readline(limit // 2):
        if line.endswith("\n") or len(line) < limit // 2:
            yield line.encode("utf-8", "replace")
            continue
        while line and not line.endswith("\n"):
            line = text.readline(_SKIP)
        yield None


class _Unfolded(io.RawIOBase):
    """Decompressed data, as long as they keep some proportion to the compressed ones."""

    def __init__(self, raw: io.RawIOBase, size: int) -> None:
        self._raw = raw
        self._left = max(_FOLDED_FREELY, size * _MOST_FOLDED)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]", /) -> int:  # type: ignore[override]
        count = cast(int, self._raw.readinto(buffer))
        self._left -= count
        if self._left < 0:
            raise UnreadableError("unfolds to more than {n} times its size", n=_MOST_FOLDED)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Gzip(io.RawIOBase):
    """Gzip data as a raw stream."""

    def __init__(self, path: Path) -> None:
        self._file = gzip.open(path, "rb")  # noqa: SIM115 (closed below)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]", /) -> int:  # type: ignore[override]
        data = self._file.read1(len(buffer))  # so that what precedes a fault is not lost
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


class _Zstd(io.RawIOBase):
    """Zstandard frames as a raw stream that, unlike the library's, notices a missing end."""

    def __init__(self, path: Path) -> None:
        import zstandard

        self._file = path.open("rb")
        self._new_frame = zstandard.ZstdDecompressor(max_window_size=128 * MiB).decompressobj
        self._error = zstandard.ZstdError
        self._frame = self._new_frame()
        self._begun = False
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]", /) -> int:  # type: ignore[override]
        while not self._ready:
            step = self._file.read(_ZSTD_STEP)
            if not step:
                if self._begun and not self._frame.eof:
                    raise EOFError
                return 0
            self._ready = self._decompress(step)
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _decompress(self, data: bytes) -> memoryview:
        pieces = []
        try:
            while data:
                if self._frame.eof:
                    self._frame = self._new_frame()
                self._begun = True
                pieces.append(self._frame.decompress(data))
                data = self._frame.unused_data
        except self._error as error:
            raise UnreadableError("damaged zstd data ({fault})", fault=one_line(error)) from None
        return memoryview(b"".join(pieces))

    def close(self) -> None:
        self._file.close()
        super().close()
