"""naba alerts: told once, in any form, whatever dies in between."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.support.command import NABA, environment, one_line_error, run
from tests.support.records import write_json_lines

ATOM = "{http://www.w3.org/2005/Atom}"


class Desk:
    """A user's own folders, an index, and the command among them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = folder / "index"
        self.env = environment(
            NABA_INDEX=str(self.index),
            XDG_DATA_HOME=str(folder / "data"),
            XDG_CONFIG_HOME=str(folder / "config"),
        )

    def __call__(self, *arguments: str, stdin: str = "", **env: str) -> Any:
        return run(*arguments, env={**self.env, **env}, stdin=stdin)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*NABA, *arguments],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def bring(self, *articles: dict[str, Any], options: tuple[str, ...] = ()) -> Any:
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles)
        return self("index", "-", "--no-entities", *options, stdin=lines)

    def alerts(self, *options: str) -> dict[str, list[str]]:
        """The ids that each search is told of."""
        told = self("alerts", "--format", "jsonl", *options)
        assert told.returncode in (0, 1), told.stderr
        records = map(json.loads, told.stdout.splitlines())
        return {one["search"]: [article["id"] for article in one["articles"]] for one in records}


def news(name: str, text: str, **values: Any) -> dict[str, Any]:
    return {"id": name, "title": text, "text": f"{text}.", "source": "المرصد", **values}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.bring(news("old", "فيضان النهر القديم"))
    assert made("saved", "add", "نهر", "النهر").returncode == 0
    assert made("saved", "add", "قمح", "القمح").returncode == 0
    return made


def test_told_once(desk: Desk) -> None:
    assert desk("alerts").returncode == 1
    desk.bring(news("r1", "النهر يفيض", url="https://example.org/r1"), news("w1", "سعر القمح"))
    done = desk("alerts")
    assert done.returncode == 0
    assert done.stdout == (
        "قمح (1)\n  سعر القمح\n    المرصد\n    w1\n"
        "\nنهر (1)\n  النهر يفيض\n    المرصد\n    https://example.org/r1\n"
    )
    again = desk("alerts")
    assert (again.returncode, again.stdout) == (1, "")
    desk.bring(news("r1", "النهر يفيض ثانية"), news("r2", "النهر يهدأ"))
    assert desk.alerts("نهر") == {"نهر": ["r2"]}
    assert desk.alerts("--added-since", "today")["نهر"]
    assert desk.alerts() == {}


def test_in_arabic(desk: Desk) -> None:
    for number in range(3):
        desk.bring(news(f"r{number}", f"النهر في يومه {number}"))
    told = desk("alerts", "--limit", "2", NABA_LANG="ar").stdout
    assert told.startswith("نهر (3)\n") and "و1 أخرى" in told


KILLED = """
import os, signal, sys
from search import open_index
from tui.cli.alerting import chosen, tell_new

def deliver(found):
    print([one.id for alert in found.alerts for one in alert.arrivals], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

tell_new(open_index(), chosen(()), deliver, 20)
"""


def test_a_kill_between_delivery_and_record_tells_again_and_loses_nothing(desk: Desk) -> None:
    desk.bring(news("r1", "النهر يفيض"))
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", KILLED], env=desk.env, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == -signal.SIGKILL
        assert done.stdout == "['r1']\n"
    assert desk.alerts() == {"نهر": ["r1"]}
    assert desk.alerts() == {}


def test_a_closed_pipe_records_nothing(desk: Desk) -> None:
    desk.bring(*(news(f"r{number}", f"النهر في يومه {number}") for number in range(20)))
    process = desk.start("alerts")
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(60) == 0
    assert len(desk.alerts()["نهر"]) == 20


def test_two_at_once_tell_once(desk: Desk) -> None:
    desk.bring(news("r1", "النهر يفيض"))
    both = [desk.start("alerts", "--format", "jsonl") for _ in range(3)]
    told = "".join(one.communicate(timeout=60)[0] for one in both)
    assert told.count('"r1"') == 1


def test_a_search_saved_later_is_told_of_later_articles_alone(desk: Desk) -> None:
    desk.bring(news("r1", "النهر يفيض"))
    desk("saved", "add", "فيض", "يفيض")
    desk.bring(news("r2", "يفيض البحر"))
    assert desk.alerts() == {"نهر": ["r1"], "فيض": ["r2"]}


def test_a_feed_keeps_its_older_entries(desk: Desk) -> None:
    feed = desk.folder / "alerts.xml"
    write = ("alerts", "--format", "atom", "--output", str(feed))
    desk.bring(news("r1", "النهر <يفيض> & يعلو", url="https://example.org/1", date="2024-11-30"))
    assert desk(*write).returncode == 0
    desk.bring(news("r2", "القمح عند النهر\x0b"))
    assert desk(*write).returncode == 0
    assert desk(*write).returncode == 1
    root = etree.fromstring(feed.read_bytes())
    assert root.tag == f"{ATOM}feed"
    for required in ("id", "title", "updated", "author"):  # RFC 4287, 4.1.1
        assert root.find(f"{ATOM}{required}") is not None
    entries = root.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries][1] == "النهر <يفيض> & يعلو"
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == len(entries) == 2
    terms = [{part.get("term") for part in one.findall(f"{ATOM}category")} for one in entries]
    assert terms == [{"نهر", "قمح"}, {"نهر"}]
    for entry in entries:  # an entry without content has a link (RFC 4287, 4.1.2)
        assert entry.findtext(f"{ATOM}updated") and entry.findtext(f"{ATOM}content")
    [link] = entries[1].findall(f"{ATOM}link")
    assert (link.get("rel"), link.get("href")) == ("alternate", "https://example.org/1")


def test_a_file_that_is_no_feed_stays(desk: Desk) -> None:
    other = desk.folder / "notes.xml"
    other.write_text("<notes/>")
    desk.bring(news("r1", "النهر يفيض"))
    done = desk("alerts", "--format", "atom", "--output", str(other))
    assert done.returncode == 2 and one_line_error(done)
    assert other.read_text() == "<notes/>"
    assert desk.alerts() == {"نهر": ["r1"]}


def test_index_tells_at_the_end(desk: Desk) -> None:
    done = desk.bring(news("r1", "النهر يفيض"), options=("--alerts",))
    assert done.returncode == 0
    assert done.stdout.startswith("added 1,") and "\nنهر (1)\n  النهر يفيض\n" in done.stdout
    assert desk.alerts() == {}
    done = desk.bring(news("r2", "النهر يهدأ"), options=("--alerts", "--format", "json"))
    assert [json.loads(line) for line in done.stdout.splitlines()][1]["search"] == "نهر"


def _lines(process: subprocess.Popen[str], wanted: str) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line
        if wanted in line:
            return


@pytest.mark.parametrize("command", ["alerts", "index"])
def test_what_arrives_is_told_as_it_does(desk: Desk, command: str) -> None:
    folder = desk.folder / "in"
    folder.mkdir()
    write_json_lines(folder / "a.jsonl", [news("r1", "النهر يفيض")])
    if command == "alerts":
        process = desk.start("alerts", "--watch", "--format", "jsonl")
        desk("index", str(folder), "--no-entities")
    else:
        process = desk.start(
            *("index", str(folder), "--watch", "--alerts", "--format", "json", "--no-entities")
        )
    try:
        assert '"r1"' in list(_lines(process, '"r1"'))[-1]
        write_json_lines(folder / "b.jsonl", [news("r2", "النهر يهدأ")])
        if command == "alerts":
            desk("index", str(folder), "--no-entities")
        last = list(_lines(process, '"r2"'))[-1]
        assert [one["id"] for one in json.loads(last)["articles"]] == ["r2"]
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    finally:
        process.kill()


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[dict[str, Any]], Callable[[int], None]]]:
    """A server's address, what it got, and what sets the status with which it answers."""
    got: list[dict[str, Any]] = []
    status = [200]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            got.append(json.loads(self.rfile.read(size)))
            self.send_response(status[0])
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def answer(code: int) -> None:
        status[0] = code

    yield f"json://user:s3cret@127.0.0.1:{server.server_port}/", got, answer
    server.shutdown()
    server.server_close()


def test_alerts_are_sent_and_again_when_they_were_not_taken(desk: Desk, webhook: Any) -> None:
    pytest.importorskip("apprise")
    address, got, answer = webhook
    desk.bring(news("r1", "النهر يفيض"), news("w1", "سعر القمح"))
    answer(500)
    failed = desk("alerts", "--send", NABA_ALERT_URLS=address)
    assert failed.returncode == 1
    assert "s3cret" not in failed.stderr + failed.stdout and failed.stderr.count("\n") == 2
    answer(200)
    got.clear()
    assert desk("alerts", "--send", NABA_ALERT_URLS=address).returncode == 0
    assert sorted(one["title"] for one in got) == ["قمح (1)", "نهر (1)"]
    assert any("النهر يفيض" in one["message"] for one in got)
    got.clear()
    assert desk("alerts", "--send", NABA_ALERT_URLS=address).returncode == 1
    assert not got


def test_addresses_stand_in_a_file_too(desk: Desk, webhook: Any) -> None:
    pytest.importorskip("apprise")
    address, got, _ = webhook
    desk.bring(news("r1", "النهر يفيض"))
    assert desk("alerts", "--send").returncode == 2
    (desk.folder / "config" / "naba").mkdir(parents=True)
    (desk.folder / "config" / "naba" / "alerts.toml").write_text(f'urls = ["{address}"]\n')
    assert desk("alerts", "--send").returncode == 0
    assert len(got) == 1


def test_an_address_that_is_none_is_not_printed(desk: Desk) -> None:
    pytest.importorskip("apprise")
    done = desk("alerts", "--send", NABA_ALERT_URLS="nonsense://user:s3cret@x")
    assert done.returncode == 2 and "s3cret" not in done.stderr
    assert one_line_error(done)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--output", "x.xml"),
        ("--send", "--format", "atom"),
        ("--watch", "--added-since", "7d"),
        ("nobody",),
    ],
)
def test_what_makes_no_sense(desk: Desk, arguments: tuple[str, ...]) -> None:
    done = desk("alerts", *arguments)
    assert done.returncode == 2 and one_line_error(done)


def test_without_saved_searches_it_is_said(tmp_path: Path) -> None:
    made = Desk(tmp_path)
    made.bring(news("old", "خبر"))
    done = made("alerts")
    assert done.returncode == 1 and "naba saved add" in done.stderr
