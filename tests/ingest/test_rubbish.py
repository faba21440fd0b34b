"""Files as they come in life: broken, binary, endless, locked away. Nothing raises or is lost."""

import gzip
import io
import json
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from index.article import Article, Rejected
from index.errors import InputError
from index.ingest import article_path, read_paths, read_stream
from index.ingest.opening import RECORD_LIMIT
from index.ingest.reading import READER_FAILED

TEXT = "افتتحت البلدية حديقة عامة على ضفة النهر."


def outcome(*paths: Path) -> dict[str, str]:
    """For each file read: ``ok``, or the reason it was rejected."""
    return {
        Path(item.path or "").name: item.reason if isinstance(item, Rejected) else "ok"
        for item in read_paths(paths)
    }


def test_a_folder_of_everything(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "old.txt").write_bytes(TEXT.encode("windows-1256"))
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.4 \xff")
    (tmp_path / "picture.PNG").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "renamed.txt").write_bytes(b"%PDF-1.4 \xff")
    (tmp_path / "renamed.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "nul.txt").write_text(TEXT + "\0")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_bytes(b" \n\n")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "empty.json").write_bytes(b"")
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "empty.xml").write_bytes(b"")
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "README").write_text(TEXT)
    (tmp_path / ".hidden.txt").write_text(TEXT)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text(TEXT)
    assert outcome(tmp_path) == {
        "good.txt": "ok",
        "old.txt": "ok",
        "nul.txt": "ok",
        "report.pdf": "a damaged or locked PDF (Failed to load document (PDFium: Data format error)"
        ".)",
        "picture.PNG": "unsupported form .png",
        "README": "unsupported form (no extension)",
        "renamed.txt": "not text but a PDF document",
        "renamed.jsonl": "not text but an image",
        "noise.txt": "not text but binary data",
        "blank.txt": "the file is empty",
        **{
            f"empty.{form}": "the file is empty"
            for form in ("txt", "jsonl", "json", "csv", "xml", "html")
        },
    }


def test_binary_data_under_a_text_name_is_one_rejection(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    assert list(read_paths([tmp_path])) == [
        Rejected(str(tmp_path / "a.jsonl"), "not text but an image")
    ]


def test_a_nul_in_a_text_file_becomes_a_replacement_character(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("قبل\0بعد")
    (item,) = read_paths([tmp_path])
    assert isinstance(item, Article)
    assert item.text == "قبل\ufffdبعد"


def test_what_precedes_the_cut_of_a_gzip_file_is_read(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": n, "text": os.urandom(40).hex()}) + "\n" for n in range(2000))
    data = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    *items, last = read_paths([tmp_path])
    assert len(items) > 500
    assert all(isinstance(item, Article) for item in items)
    assert isinstance(last, Rejected)
    assert last.reason == "the compressed file ends too early"
    assert last.record == len(items) + 1


def test_a_cut_zstd_file_is_told(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": n, "text": os.urandom(40).hex()}) + "\n" for n in range(9000))
    data = zstandard.compress(lines.encode())
    (tmp_path / "a.jsonl.zst").write_bytes(data[: len(data) // 2])
    *items, last = read_paths([tmp_path])
    assert items
    assert isinstance(last, Rejected)
    assert last.reason == "the compressed file ends too early"


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.json.gz", "a.jsonl.zst", "a.csv.gz", "a.txt.gz"])
@pytest.mark.parametrize(
    "data", [b"", b"plain text", b"\x1f\x8b\x08\0garbage", b"\x28\xb5\x2f\xfdgarbage"]
)
def test_files_that_only_claim_to_be_compressed(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (item,) = read_paths([tmp_path])
    assert isinstance(item, Rejected)
    assert "\n" not in item.reason


class Endless(io.RawIOBase):
    """A line of ``size`` bytes between two good ones, made up as it is read."""

    def __init__(self, size: int) -> None:
        first, last = (json.dumps({"id": n, "text": TEXT}).encode() for n in (1, 3))
        self._parts: Iterator[bytes] = iter(
            (first + b"\n", *[b"x" * 65536] * (size // 65536), b"\n" + last)
        )
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._ready = self._ready or next(self._parts, b"")
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size


def test_a_line_without_end_is_rejected_and_not_held() -> None:
    tracemalloc.start()
    try:
        items = list(read_stream(io.BufferedReader(Endless(64 << 20))))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [getattr(item, "id", None) for item in items] == ["1", None, "3"]
    assert items[1] == Rejected("-", "longer than the limit of 16 MiB for one record", 2)
    assert peak < 3 * RECORD_LIMIT


def test_a_line_without_end_in_utf16() -> None:
    good = [json.dumps({"id": n, "text": TEXT}, ensure_ascii=False) for n in (1, 3)]
    data = "\n".join([good[0], "ن" * (RECORD_LIMIT // 2 + 1), good[1]]).encode("utf-16")
    items = list(read_stream(io.BytesIO(data)))
    assert [getattr(item, "id", None) for item in items] == ["1", None, "3"]


def test_a_text_file_over_the_limit(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(RECORD_LIMIT + 1)
    assert outcome(tmp_path) == {"a.txt": "larger than the limit of 16 MiB"}


def test_a_row_without_end(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\n1,x\n2," + "y" * (RECORD_LIMIT + 1) + "\n3,z\n")
    items = list(read_paths([tmp_path]))
    assert sorted(item.id for item in items if isinstance(item, Article)) == ["1", "3"]
    (refused,) = (item for item in items if isinstance(item, Rejected))
    assert "16 MiB" in refused.reason


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file or folder"):
        list(read_paths([tmp_path, tmp_path / "gone"]))


def test_folders_that_link_to_each_other_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text(TEXT)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    items = list(read_paths([tmp_path]))
    assert [item.id for item in items if isinstance(item, Article)] == [str(tmp_path / "a/one.txt")]
    (refused,) = (item for item in items if isinstance(item, Rejected))
    assert refused.path == str(tmp_path / "self")


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert "cannot be read" in outcome(tmp_path)["a.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_and_folders_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        found = outcome(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert "permission" in found["a.txt"]
    assert "cannot be read" in found["closed"]


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    usual = Path.open

    def guarded(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return usual(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", guarded)
    assert outcome(tmp_path) == {"a.txt": "no permission to read it", "b.txt": "ok"}


def test_a_pipe_among_the_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert outcome(tmp_path) == {"a.txt": "not a regular file"}


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xcc\xc8\xd1.txt"
    path = Path(os.fsdecode(raw))
    path.write_text(TEXT)
    (item,) = read_paths([tmp_path])
    assert isinstance(item, Article)
    item.to_json().encode()
    assert article_path(path) == item.path


def test_files_come_in_order_and_as_absolute_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.txt", "a.txt", "c/d.txt", ".e.txt", "f.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    monkeypatch.chdir(tmp_path / "c")
    paths = [str(item.path) for item in read_paths([Path("..")])]
    names = ["a.txt", "b.txt", "c/d.txt", "f.pdf"]
    assert paths == [str(tmp_path / name) for name in names]


def test_a_hidden_file_given_by_name_is_read(tmp_path: Path) -> None:
    (tmp_path / ".a.txt").write_text(TEXT)
    assert outcome(tmp_path / ".a.txt") == {".a.txt": "ok"}


def test_damage_of_compression_is_named_as_what_it_is(tmp_path: Path) -> None:
    data = gzip.compress(
        json.dumps([{"id": n, "text": os.urandom(40).hex()} for n in range(99)]).encode()
    )
    (tmp_path / "cut.json.gz").write_bytes(data[: len(data) // 2])
    (tmp_path / "flipped.json.gz").write_bytes(data[:90] + bytes(40) + data[130:])
    (tmp_path / "none.json.gz").write_bytes(b"\x1f\x0b" + data[2:])
    found = outcome(tmp_path)
    assert found["cut.json.gz"] == "the compressed file ends too early"
    assert found["flipped.json.gz"].startswith("damaged gzip data")
    assert found["none.json.gz"].startswith("damaged gzip data")
    assert all(not reason.startswith(READER_FAILED) for reason in found.values())


def test_what_unfolds_out_of_all_proportion_is_no_news(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "blank.json.gz", "wb") as file:
        for _ in range(80):
            file.write(b" " * (1 << 20))
    (tmp_path / "good.jsonl").write_text(json.dumps({"id": 1, "text": TEXT}))
    assert outcome(tmp_path) == {
        "blank.json.gz": "unfolds to more than 200 times its size",
        "good.jsonl": "ok",
    }


def test_a_reader_that_fails_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> object:
        raise KeyError("no such thing")

    monkeypatch.setattr("index.ingest.forms.table.fields_of_row", failing)
    (tmp_path / "a.csv").write_text("id,text\n1,x\n")
    (tmp_path / "b.txt").write_text(TEXT)
    found = outcome(tmp_path)
    assert found["a.csv"].startswith(READER_FAILED)
    assert found["b.txt"] == "ok"
