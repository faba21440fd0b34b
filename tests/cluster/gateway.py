"""A gateway before a cluster, for tests: asks for passwords, speaks TLS, and fails when told to."""

import json
import ssl
import subprocess
import threading
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_OPENSSL = "openssl req -x509 -newkey rsa:2048 -nodes -days 2"

Answer = tuple[int, bytes]
Forward = Callable[[bytes], Answer]
Meddle = Callable[[str, str, bytes, Forward], Answer | None]
"""Given method, path, body, and what asks the cluster: the answer, or None for none at all."""


class Gateway:
    """Forwards to ``url``. A context manager; ``port`` is its own."""

    def __init__(
        self,
        url: str,
        *,
        accounts: dict[str, str] | None = None,
        certificate: Path | None = None,
        meddle: Meddle = lambda method, path, body, forward: forward(body),
    ) -> None:
        self.requests: list[str] = []
        gateway = self
        headers = {f"Basic {b64encode(f'{u}:{p}'.encode()).decode()}" for u, p in
                   (accounts or {}).items()}  # fmt: skip

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                gateway.requests.append(f"{self.command} {self.path}")
                if accounts is not None and self.headers.get("Authorization") not in headers:
                    self._answer(401, b'{"error": "Unauthorized"}')
                    return

                def forward(data: bytes) -> Answer:
                    return _ask(url + self.path, self.command, data)

                answer = meddle(self.command, self.path, body, forward)
                if answer is None:
                    self.close_connection = True
                else:
                    self._answer(*answer)

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _serve

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, certificate.with_suffix(".key"))
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port

    def __enter__(self) -> "Gateway":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _ask(url: str, method: str, data: bytes) -> Answer:
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, data or None, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def answered(status: int, kind: str, reason: str = "for a test") -> Answer:
    """Return an error as a cluster gives it."""
    error: dict[str, Any] = {"type": kind, "reason": reason}
    return status, json.dumps({"error": {**error, "root_cause": [error]}}).encode()


def make_certificate(folder: Path, name: str, host: str) -> Path:
    """Return a certificate for a host that is its own authority; its key lies beside it."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    made = ["-keyout", str(key), "-out", str(certificate), "-subj", f"/CN={name}"]
    subprocess.run(
        [*_OPENSSL.split(), *made, "-addext", f"subjectAltName={host}"],
        check=True,
        capture_output=True,
    )
    return certificate
