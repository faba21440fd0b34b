"""What a person is told when a cluster does not do what it is asked: one line, and exit code 3."""

import json
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest

from index.cluster import layout
from index.cluster.address import Address
from index.cluster.credentials import credentials
from index.cluster.indexer import build
from index.errors import InputError, NabaError
from tests.cluster.gateway import Answer, Forward, Gateway, answered, make_certificate
from tests.cluster.launcher import Cluster
from tests.cluster.reading import articles
from tests.support import NEWS, article
from tests.support.command import one_line_error, run

USER, PASSWORD = "sama", 'p"a\\ss:wörd'
KNOWN = {"NABA_OPENSEARCH_USER": USER, "NABA_OPENSEARCH_PASSWORD": PASSWORD}


@pytest.fixture
def index(where: str) -> str:
    """The address of an index that has articles."""
    build(NEWS, where)
    return where.partition("?")[0]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A file with one article more."""
    path = tmp_path / "more.jsonl"
    path.write_text('{"id": "more", "text": "خبر آخر من المدينة"}', "utf-8")
    return path


def name(address: str) -> str:
    return address.rpartition("/")[2]


def refused(*arguments: str | Path, env: dict[str, str] | None = None) -> str:
    quiet = ["--quiet"] if arguments[0] == "index" else []
    done = run(*arguments, *quiet, env=env)
    assert done.returncode == 3, done.stderr
    return one_line_error(done)


def test_nobody_there() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for command in (["index", __file__], ["stats"], ["check"]):
        said = refused(*command, "--index", f"opensearch://127.0.0.1:{port}/news")
        assert "cannot reach the cluster" in said and str(port) in said


def test_no_index_there(cluster: Cluster) -> None:
    said = refused("stats", "--index", cluster.address("nothing-here"))
    assert "there is no index at" in said


def test_passwords(cluster: Cluster, index: str, news: Path, tmp_path: Path) -> None:
    with Gateway(cluster.url, accounts={USER: PASSWORD}) as gateway:
        address = f"opensearch://127.0.0.1:{gateway.port}/{name(index)}"
        wrong = {**KNOWN, "NABA_OPENSEARCH_PASSWORD": "not this one"}
        for env in (wrong, {"HOME": str(tmp_path)}):
            said = refused("index", news, "--index", address, env=env)
            assert "does not accept this user and password" in said
            assert "not this one" not in said
        assert run("index", news, "--index", address, env=KNOWN).returncode == 0
        netrc = tmp_path / "secrets"
        netrc.write_text(f'machine 127.0.0.1 login {USER} password "p\\"a\\\\ss:wörd"\n', "utf-8")
        netrc.chmod(0o644)
        said = refused("stats", "--index", address, env={"NABA_OPENSEARCH_NETRC": str(netrc)})
        assert "others may read" in said
        netrc.chmod(0o600)
        done = run("stats", "--index", address, env={"NABA_OPENSEARCH_NETRC": str(netrc)})
        assert done.returncode == 0, done.stderr


def test_no_password_is_part_of_an_address_or_of_what_is_shown() -> None:
    with pytest.raises(InputError) as told:
        Address.parse("opensearch://sama:secret@host/news")
    assert "secret" not in str(told.value)
    assert PASSWORD not in repr(credentials("host", KNOWN))


@pytest.mark.parametrize(
    "address",
    [
        "opensearch://host",
        "opensearch://host/News",
        "opensearch://host/a/b",
        "opensearch://host/_all",
        "opensearch://host/news*",
        "opensearch://host:x/news",
        "opensearch://host:99999/news",
        "opensearch:///news",
        "opensearch://host/news?shards=0",
        "opensearch://host/news?shards=many",
        "opensearch://host/news?user=me",
        "opensearch://[/news",
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(InputError):
        Address.parse(address)


def test_addresses() -> None:
    assert str(Address.parse("opensearch://host/news")) == "opensearch://host:9200/news"
    several = Address.parse("opensearch+https://a:1,[::1]:2/news?shards=5&replicas=0")
    assert several.hosts == (("a", 1), ("::1", 2))
    assert (several.encrypted, several.shards, several.replicas) == (True, 5, 0)
    assert str(several) == "opensearch+https://a:1,[::1]:2/news"


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl to make certificates with")
def test_certificates(cluster: Cluster, index: str, tmp_path: Path) -> None:
    right = make_certificate(tmp_path, "right", "IP:127.0.0.1")
    other = make_certificate(tmp_path, "other", "DNS:elsewhere.example")
    for certificate, ca, trusted in (
        (right, right, True),
        (right, None, False),
        (right, other, False),
        (other, other, False),
    ):
        env = {"NABA_OPENSEARCH_CA": str(ca)} if ca else {}
        with Gateway(cluster.url, certificate=certificate) as gateway:
            address = f"opensearch+https://127.0.0.1:{gateway.port}/{name(index)}"
            if trusted:
                assert run("stats", "--index", address, env=env).returncode == 0
            else:
                said = refused("stats", "--index", address, env=env)
                assert "is not to be trusted" in said
                assert "NABA_OPENSEARCH_CA" in said


@pytest.mark.parametrize("about", [{"number": "2.4.0", "distribution": "opensearch"},
                                   {"number": "8.15.0"}])  # fmt: skip
def test_a_cluster_too_old_or_of_another_make(cluster: Cluster, about: dict[str, str]) -> None:
    def meddle(method: str, path: str, body: bytes, forward: Forward) -> Answer:
        return (200, json.dumps({"version": about}).encode()) if path == "/" else forward(body)

    with Gateway(cluster.url, meddle=meddle) as gateway:
        said = refused("stats", "--index", f"opensearch://127.0.0.1:{gateway.port}/news")
    assert "needs OpenSearch 2.10 or newer" in said and about["number"] in said


def test_an_index_that_someone_has_changed(cluster: Cluster, index: str, news: Path) -> None:
    path = f"/{name(index)}-1/_mapping"
    cluster.request("PUT", path, {"properties": {"score": {"type": "long"}}})
    for command in (["index", news], ["stats"], ["check"]):
        said = refused(*command, "--index", index)
        assert "changed the mapping" in said and "(score)" in said
    assert run("index", "--rebuild", news, "--index", index).returncode == 0
    assert run("check", "--index", index).returncode == 0


def test_an_index_of_another_version(cluster: Cluster, index: str, news: Path) -> None:
    versions = {**layout.stamp(), "analysis": 1}
    cluster.request("PUT", f"/{name(index)}-1/_mapping", {"_meta": {"naba": versions}})
    said = refused("index", news, "--index", index)
    assert "another version of naba" in said and "--rebuild" in said
    cluster.request("PUT", f"/{name(index)}-1/_mapping", {"_meta": {}})
    assert "none of naba's" in refused("index", news, "--index", index)


def test_an_index_that_is_someone_elses(cluster: Cluster, news: Path) -> None:
    cluster.request("PUT", "/theirs", {"settings": {"number_of_replicas": 0}})
    said = refused("index", news, "--index", cluster.address("theirs"))
    assert "none of naba's" in said
    said = refused("index", "--rebuild", news, "--index", cluster.address("theirs"))
    assert "none of naba's" in said
    assert cluster.request("GET", "/theirs/_count")["count"] == 0


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("read_only", "the index is blocked"),
        ("write", "the index is blocked"),
        ("read_only_allow_delete", "flood-stage"),
    ],
)
def test_blocks(cluster: Cluster, index: str, news: Path, block: str, told: str) -> None:
    cluster.request("PUT", f"/{name(index)}-1/_settings", {f"index.blocks.{block}": True})
    said = refused("index", news, "--index", index)
    assert told in said
    cluster.request("PUT", f"/{name(index)}-1/_settings", {f"index.blocks.{block}": None})
    assert run("index", news, "--index", index).returncode == 0
    assert "more" in articles(index)


def test_a_red_index(cluster: Cluster, news: Path) -> None:
    body = layout.articles_body(1, 0)
    body["settings"]["index.routing.allocation.require._name"] = "nowhere"
    cluster.request("PUT", "/red-1-names", layout.names_body(0))
    path = "/red-1?wait_for_active_shards=0&timeout=1s"
    cluster.request("PUT", path, {**body, "aliases": {"red": {}}})
    try:
        for command in (["index", news], ["stats"], ["check"]):
            said = refused(*command, "--index", cluster.address("red"))
            assert "is red" in said
    finally:
        cluster.request("DELETE", "/red-1,red-1-names")


class Fails:
    """Fails the first requests for bulk writes, in one way each."""

    def __init__(self, *ways: str) -> None:
        self.ways = [*ways]

    def __call__(self, method: str, path: str, body: bytes, forward: Forward) -> Answer | None:
        if "_bulk" not in path or not self.ways:
            return forward(body)
        way = self.ways.pop(0)
        if way == "busy":
            return answered(429, "rejected_execution_exception")
        if way == "lost":
            forward(body)
            return None
        if way == "away":
            return answered(503, "cluster_manager_not_discovered_exception")
        # half: the cluster takes half of the actions, and puts the others off
        lines = body.splitlines(keepends=True)
        middle = len(lines) // 4 * 2
        status, done = forward(b"".join(lines[:middle]))
        items: list[Any] = json.loads(done)["items"]
        error = {"type": "rejected_execution_exception", "reason": "for a test"}
        items += [{"index": {"status": 429, "error": error}}] * ((len(lines) - middle) // 2)
        return status, json.dumps({"items": items}).encode()


@pytest.mark.parametrize("ways", [["busy"] * 3, ["half"] * 4, ["lost", "half"], ["away", "lost"]])
def test_what_passes_is_waited_for(cluster: Cluster, where: str, ways: list[str]) -> None:
    fails = Fails(*ways)
    some = [article(number, f"خبر رقم {number}") for number in range(300)]
    with Gateway(cluster.url, meddle=fails) as gateway:
        build(some, f"opensearch://127.0.0.1:{gateway.port}/{name(where)}")
    assert fails.ways == []
    assert articles(where) == {one.id: one for one in some}


def test_a_cluster_that_stays_busy_is_given_up(
    cluster: Cluster, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.cluster.bulk.PATIENCE", 0.5)
    with Gateway(cluster.url, meddle=Fails(*["busy"] * 1000)) as gateway:
        address = f"opensearch://127.0.0.1:{gateway.port}/{name(index)}"
        with pytest.raises(NabaError, match="cannot answer now"):
            build([article("late")], address)
    assert "late" not in articles(index)
    build([article("late")], index)
    assert "late" in articles(index)


def test_what_an_index_on_a_cluster_does_not_do(index: str, news: Path) -> None:
    for more in (["--meaning"], ["--copies", "0.7"]):
        done = run("index", news, *more, "--index", index)
        assert done.returncode == 2 and "not for an index on a cluster" in done.stderr
    assert run("check", "--repair", "--index", index).returncode == 2
