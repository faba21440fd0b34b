"""An encoder that tests can foretell, at an address that speaks the protocol of the real ones."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import numpy as np

SENSES = (
    ("harbour", "port", "ميناء", "مرفأ", "سفينة", "أرصفة"),
    ("school", "pupils", "مدرسة", "تلاميذ", "طلاب"),
    ("wheat", "bread", "قمح", "خبز", "القمح"),
    ("football", "match", "مباراة", "كرة", "تعادل"),
    ("museum", "mosaic", "متحف", "الفسيفساء"),
)
"""Words that mean the same to this encoder: each row is a dimension."""
DIMENSIONS = len(SENSES) + 1


def vector(text: str) -> list[float]:
    """Return the vector of a text: how many words it has of each sense, and a little of all."""
    words = text.replace(".", " ").replace("\n", " ").split()
    return [*(float(sum(w in sense for w in words)) for sense in SENSES), 0.1]


class Waiting:
    """The same encoder in this process; about queries it says nothing until it is ``ready``."""

    name = "senses"

    def __init__(self) -> None:
        self.asked, self.ready = Event(), Event()

    def passages(self, texts: Sequence[str]) -> Any:
        return np.array([vector(text) for text in texts], np.float32)

    def query(self, text: str) -> Any:
        self.asked.set()
        assert self.ready.wait(60)
        return np.array(vector(text), np.float32)


@dataclass
class Served:
    """Where the encoder is, and what it was asked."""

    address: str
    inputs: list[str] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    fail_after: int | None = None
    """Number of requests after which all others fail."""
    answer: dict[str, Any] | None = None
    """What is answered in place of vectors."""
    requests: int = 0


@contextmanager
def served() -> Iterator[Served]:
    """Serve the encoder on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.requests += 1
            failing = state.fail_after is not None and state.requests > state.fail_after
            if self.path != "/v1/embeddings" or failing:
                self.send_error(503 if failing else 404)
                return
            state.inputs += asked["input"]
            state.keys.append(self.headers["Authorization"])
            rows = [
                {"index": place, "embedding": vector(text)}
                for place, text in enumerate(asked["input"])
            ]
            # The protocol gives each vector its place, and promises no order.
            data = json.dumps(state.answer or {"data": rows[::-1], "model": asked["model"]})
            self.send_response(200)
            self.end_headers()
            self.wfile.write(data.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state = Served(f"http://127.0.0.1:{server.server_port}/v1")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
