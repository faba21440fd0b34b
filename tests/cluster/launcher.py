"""Starts OpenSearch nodes on loopback, from what Maven Central has.

Each node is a process of its own, so that a test may kill one. A node ends when its standard
input does: it does not outlive whoever started it.
"""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
VERSION = "2.19.6"
HEAP = "-Xmx512m"
PORT = 19200
_START_SECONDS = 180
_TRANSPORT = 100
"""What the port between nodes is above that of HTTP."""


class Unavailable(Exception):
    """This machine cannot run a cluster: what is missing."""


def jars() -> Path:
    """Return the folder of a node's libraries. Raises :class:`Unavailable`."""
    given = os.environ.get("NABA_CLUSTER_JARS")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(given) if given else cache / "naba-tests" / f"opensearch-{VERSION}"
    if not (folder / f"opensearch-{VERSION}.jar").exists():
        raise Unavailable("no OpenSearch here: python -m tests.cluster jars gets it with Maven")
    if not shutil.which("java") or not shutil.which("javac"):
        raise Unavailable("no Java development kit here, which OpenSearch is started with")
    return folder


def get_jars() -> Path:
    """Get a node's libraries from Maven Central, if they are not here yet."""
    try:
        return jars()
    except Unavailable:
        if not shutil.which("mvn"):
            raise Unavailable("no Maven here to get OpenSearch with") from None
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(os.environ.get("NABA_CLUSTER_JARS") or cache / f"naba-tests/opensearch-{VERSION}")
    command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
    options = [f"-DoutputDirectory={folder}", "-DincludeScope=runtime"]
    if subprocess.run([*command, *options], check=False).returncode:
        raise Unavailable("Maven could not get OpenSearch")
    return jars()


def free_port(nodes: int = 1) -> int:
    """Return the first of ports in a row that are free, one a node, as are those between nodes."""
    while True:
        port = random.randrange(20000, 32000)
        try:
            for own in range(port, port + nodes):
                for used in (own, own + _TRANSPORT):
                    with socket.socket() as probe:
                        probe.bind(("127.0.0.1", used))
        except OSError:
            continue
        return port


class Node:
    """One node, on its own port."""

    def __init__(self, home: Path, name: str, port: int, peers: Sequence[int]) -> None:
        self.name = name
        self.port = port
        self._home = home
        (home / "config").mkdir(parents=True, exist_ok=True)
        hosts = ",".join(f"127.0.0.1:{peer + _TRANSPORT}" for peer in peers)
        names = ",".join(f"n{number}" for number in range(len(peers)))
        self._settings = {
            "node.name": name,
            "cluster.name": f"naba-{min(peers)}",
            "network.host": "127.0.0.1",
            "http.port": str(port),
            "transport.port": str(port + _TRANSPORT),
            "discovery.seed_hosts": hosts,
            "cluster.initial_cluster_manager_nodes": names,
            # The disk is whose it is: its fullness is no matter of the tests.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "cluster.fault_detection.leader_check.interval": "500ms",
            "node.processors": "2",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the node, or start it again with the data it had."""
        settings = [f"{name}={value}" for name, value in self._settings.items()]
        logging = f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}"
        java = ["java", "-Xms256m", HEAP, "-XX:+UseSerialGC", logging, "-cp", f"{jars()}/*"]
        with (self._home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*java, str(HERE / "ClusterNode.java"), str(self._home), *settings],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )

    @property
    def log(self) -> str:
        """What the node has written so far."""
        return (self._home / "log").read_text("utf-8", "replace")

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End the node as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the node in good order."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
        self._end(0)

    def pause(self) -> None:
        """Have the node do nothing and answer nothing until :meth:`resume`."""
        if self._process:
            self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a paused node go on."""
        if self._process:
            self._process.send_signal(signal.SIGCONT)

    def _end(self, number: int) -> None:
        if self._process is None:
            return
        if number:
            self._process.send_signal(number)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


class Cluster:
    """Some nodes that form a cluster. A context manager."""

    def __init__(self, folder: Path, nodes: int = 1, port: int = PORT) -> None:
        jars()
        ports = range(port, port + nodes)
        self.nodes = [Node(folder / f"n{n}", f"n{n}", own, ports) for n, own in enumerate(ports)]

    def __enter__(self) -> "Cluster":
        try:
            for node in self.nodes:
                node.start()
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for node in self.nodes:
            node.stop()

    @property
    def url(self) -> str:
        """The address of a node that lives."""
        return f"http://127.0.0.1:{next(node.port for node in self.nodes if node.alive)}"

    def address(self, name: str, **options: object) -> str:
        """Return naba's address of an index on all nodes."""
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        query = "&".join(f"{option}={value}" for option, value in options.items())
        return f"opensearch://{hosts}/{name}" + (f"?{query}" if query else "")

    def request(self, method: str, path: str, body: object = None) -> Any:
        """Ask a node something, and return what it answers."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as response:
            raw = response.read()
        return json.loads(raw) if raw else {}

    def wait(self, nodes: int | None = None) -> None:
        """Wait until as many nodes as live (or ``nodes``) are one cluster, all of it green."""
        count = nodes or sum(node.alive for node in self.nodes)
        end = time.monotonic() + _START_SECONDS
        path = f"/_cluster/health?wait_for_nodes={count}&wait_for_status=green&timeout=20s"
        while time.monotonic() < end:
            for node in self.nodes[:count] if nodes is None else ():
                if not node.alive:
                    raise Unavailable(f"a node has ended: {node.log[-2000:]}")
            try:
                if not self.request("GET", path)["timed_out"]:
                    return
            except (OSError, urllib.error.HTTPError):
                time.sleep(0.3)
        raise Unavailable(f"the cluster did not become green: {self.nodes[0].log[-2000:]}")
