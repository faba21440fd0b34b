"""Vectors are made after the articles, once each, and live and go with them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import Article, build, check_index, open_snapshot, repair
from index.errors import IndexLocked, InputError, NabaError
from index.meaning.encoders import Encoder, open_encoder
from index.meaning.vectors import quantised
from index.run import meaning
from index.run.meaning import BATCH, add_vectors, drop_vectors
from index.store.manifest import encode_manifest
from index.store.session import WriteSession
from index.store.storage import read_generation
from tests.support import article, committed, library
from tests.support.encoding import Served, served, vector
from tests.support.indexes import live_articles

TEXTS = ("ميناء", "مدرسة", "قمح", "مباراة", "متحف")


@pytest.fixture
def server() -> Iterator[Served]:
    with served() as state:
        yield state


@pytest.fixture
def encoder(server: Served) -> Encoder:
    return open_encoder(server.address, "senses")


def kept(directory: Path) -> dict[str, list[int] | None]:
    """Return the vector of each live article, by its id."""
    snapshot = open_snapshot(directory)
    try:
        found: dict[str, list[int] | None] = {}
        for leaf, vectors in zip(snapshot.leaves, snapshot.vectors, strict=True):
            for doc in range(leaf.count):
                if leaf.live is None or leaf.live[doc]:
                    there = vectors is not None and bool(vectors.there[doc])
                    row = vectors.rows[doc].tolist() if there and vectors is not None else None
                    found[snapshot.article_id(leaf.offset + doc)] = row
        return found
    finally:
        snapshot.close()


def wanted(directory: Path) -> dict[str, list[int]]:
    """Return what :func:`kept` should be when every article has its vector."""
    texts = {name: meaning.text_of(one) for name, one in live_articles(directory).items()}
    rows = quantised(np.array([vector(text) for text in texts.values()])).rows.tolist()
    return dict(zip(texts, rows, strict=True))


def some(*numbers: int, word: str = "") -> list[Article]:
    return [article(n, f"{TEXTS[n % 5]} {word} رقم {n}") for n in numbers]


def test_every_article_has_a_vector_and_is_encoded_once(
    tmp_path: Path, server: Served, encoder: Encoder
) -> None:
    committed(tmp_path, some(*range(40)), some(*range(40, 50)))
    assert add_vectors(tmp_path, encoder) == 50
    assert kept(tmp_path) == wanted(tmp_path)
    assert add_vectors(tmp_path, encoder) == 0
    assert len(server.inputs) == 50
    assert check_index(tmp_path) == []


def test_vectors_live_through_merges_updates_and_removals(
    tmp_path: Path, server: Served, encoder: Encoder
) -> None:
    committed(tmp_path, some(*range(20)))
    add_vectors(tmp_path, encoder)
    for start in range(20, 60, 4):
        build(some(*range(start, start + 4)), tmp_path)
    build(some(3, 4, word="جديد"), tmp_path)
    found = kept(tmp_path)
    expected = wanted(tmp_path)
    lacking = {name for name, row in found.items() if row is None}
    assert lacking == {str(n) for n in (3, 4, *range(20, 60))}
    assert all(found[name] == expected[name] for name in found.keys() - lacking)
    add_vectors(tmp_path, encoder)
    assert kept(tmp_path) == wanted(tmp_path)
    assert len(server.inputs) == 20 + 42
    assert check_index(tmp_path) == []


def test_a_rebuild_keeps_the_vectors_of_what_has_not_changed(
    tmp_path: Path, server: Served, encoder: Encoder
) -> None:
    committed(tmp_path, some(*range(10)))
    add_vectors(tmp_path, encoder)
    build(some(*range(5, 12)), tmp_path, rebuild=True)
    lacking = {name for name, row in kept(tmp_path).items() if row is None}
    assert lacking == {"10", "11"}
    assert read_generation(tmp_path).encoder == "senses"


def test_an_index_without_vectors_says_nothing_of_them(tmp_path: Path, encoder: Encoder) -> None:
    committed(tmp_path, some(*range(10)))
    before = read_generation(tmp_path)
    files = {path.name for path in tmp_path.iterdir()}
    assert b"meaning" not in encode_manifest(before) and b"encoder" not in encode_manifest(before)
    add_vectors(tmp_path, encoder)
    assert len({path.name for path in tmp_path.iterdir()}) == len(files) + 1
    assert drop_vectors(tmp_path) and not drop_vectors(tmp_path)
    after = read_generation(tmp_path)
    assert len({path.name for path in tmp_path.iterdir()}) == len(files)
    body = encode_manifest(before).partition(b"\n")[2]
    assert (
        json.loads(encode_manifest(after).partition(b"\n")[2])["segments"]
        == (json.loads(body)["segments"])
    )
    assert b"meaning" not in encode_manifest(after)


def test_an_article_takes_no_more_than_its_dimensions_and_a_scale(
    tmp_path: Path, encoder: Encoder
) -> None:
    committed(tmp_path, some(*range(30)))
    add_vectors(tmp_path, encoder)
    (file,) = tmp_path.glob("*.vectors*")
    assert file.stat().st_size == 16 + 30 * (4 + len(vector("")))


def test_vectors_of_two_encoders_are_not_mixed(
    tmp_path: Path, server: Served, encoder: Encoder
) -> None:
    committed(tmp_path, some(1, 2))
    add_vectors(tmp_path, encoder)
    build(some(3), tmp_path)
    with pytest.raises(InputError, match=r"senses.*other"):
        add_vectors(tmp_path, open_encoder(server.address, "other"))
    assert len(server.inputs) == 2  # no text has gone there
    drop_vectors(tmp_path)
    assert add_vectors(tmp_path, open_encoder(server.address, "other")) == 3


def test_what_was_made_before_a_failure_is_kept(
    tmp_path: Path, server: Served, encoder: Encoder
) -> None:
    committed(tmp_path, some(*range(3 * BATCH)))
    server.fail_after = 2
    with pytest.raises(NabaError, match="503"):
        add_vectors(tmp_path, encoder)
    assert sum(row is not None for row in kept(tmp_path).values()) == 2 * BATCH
    server.fail_after = None
    assert add_vectors(tmp_path, encoder) == BATCH
    assert kept(tmp_path) == wanted(tmp_path)


def test_a_kill_loses_at_most_what_was_not_yet_committed(tmp_path: Path, server: Served) -> None:
    committed(tmp_path, some(*range(3 * BATCH)))
    code = (
        "import sys, os, signal\n"
        "from index.meaning.encoders import open_encoder\n"
        "from index.run.meaning import add_vectors\n"
        "def tell(so_far):\n"
        f"    if so_far.done == {3 * BATCH}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "add_vectors(sys.argv[1], open_encoder(sys.argv[2], 'senses'), tell=tell, seconds=0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path), server.address])
    assert done.returncode == -signal.SIGKILL
    assert sum(row is not None for row in kept(tmp_path).values()) == 2 * BATCH
    assert check_index(tmp_path) == []
    assert add_vectors(tmp_path, open_encoder(server.address, "senses")) == BATCH
    assert kept(tmp_path) == wanted(tmp_path)


def test_nobody_waits_for_an_encoder(tmp_path: Path, encoder: Encoder) -> None:
    committed(tmp_path, some(*range(2 * BATCH)))
    seen = []

    def tell(so_far: meaning.Encoded) -> None:
        if not seen:
            build(some(1000), tmp_path)
        seen.append((so_far.done, so_far.total))

    add_vectors(tmp_path, encoder, tell=tell)
    assert seen == [(BATCH, 2 * BATCH), (2 * BATCH, 2 * BATCH)]
    lacking = {name for name, row in kept(tmp_path).items() if row is None}
    assert lacking == {"1000"}


def test_another_writer_is_waited_for(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(tmp_path, some(*range(4)))
    other = WriteSession(tmp_path)
    other.__enter__()
    monkeypatch.setattr(meaning, "sleep", lambda _: other.__exit__())
    add_vectors(tmp_path, encoder)
    assert kept(tmp_path) == wanted(tmp_path)
    with WriteSession(tmp_path), pytest.raises(IndexLocked):
        monkeypatch.setattr(meaning, "_TRIES", 2)
        monkeypatch.setattr(meaning, "sleep", lambda _: None)
        drop_vectors(tmp_path)


def test_a_damaged_file_of_vectors_is_found_and_mended(
    tmp_path: Path, server: Served, encoder: Encoder
) -> None:
    committed(tmp_path, [library(n) for n in range(4)])
    add_vectors(tmp_path, encoder)
    (file,) = tmp_path.glob("*.vectors*")
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.unlink()
    file.write_bytes(data)
    (fault,) = check_index(tmp_path)
    assert "vectors" in fault and "checksum" in fault
    done = repair(tmp_path)
    assert (done.kept, done.lost) == (1, [])
    assert check_index(tmp_path) == []
    assert set(kept(tmp_path).values()) == {None}
    add_vectors(tmp_path, encoder)
    assert kept(tmp_path) == wanted(tmp_path)


def test_a_file_of_vectors_cut_short_while_it_is_open_is_damage(
    tmp_path: Path, encoder: Encoder
) -> None:
    committed(tmp_path, some(*range(4)))
    add_vectors(tmp_path, encoder)
    snapshot = open_snapshot(tmp_path)
    (file,) = tmp_path.glob("*.vectors*")
    os.truncate(file, 20)
    with pytest.raises(NabaError, match="cut short"), snapshot.guarded():
        pass
    snapshot.close()
