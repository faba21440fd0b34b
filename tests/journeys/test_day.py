"""A day at the desk, from the shell: indexed at night, told of in the morning, read, tagged."""

import csv
import json
import subprocess
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.support.command import NABA, environment
from tests.support.records import write_json_lines

TODAY = date.today()
YESTERDAY = TODAY - timedelta(1)
DAM = (
    "أعلنت وزارة الري اكتمال المرحلة الأولى من سد الوادي بعد ثلاث سنوات من العمل المتواصل. وقال "
    "المهندس المشرف إن البحيرة ستمتلئ في الربيع، وإن القرى الواقعة تحتها نُقلت إلى أرض أعلى. "
    "ويسقي السد عشرين ألف فدان، وتصل مياهه إلى خمس بلدات كانت تشرب من الآبار. ورحب المزارعون "
    "بالخبر، وطلبوا أن تُحدد حصصهم قبل موسم القمح. وتقول لجنة مستقلة إن الطمي قد يقصر عمر البحيرة."
)


def story(name: str, title: str, text: str, source: str, day: date) -> dict[str, Any]:
    names = {"persons": [], "places": [], "orgs": []}
    about = {"id": name, "title": title, "text": text, "source": source}
    return {**about, "date": day.isoformat(), **names}


@pytest.fixture
def naba(tmp_path: Path) -> Any:
    env = environment(
        NABA_INDEX=str(tmp_path / "index"),
        XDG_DATA_HOME=str(tmp_path / "data"),
        XDG_CONFIG_HOME=str(tmp_path / "config"),
    )

    def run(*arguments: str, expected: int = 0) -> str:
        done = subprocess.run(
            [*NABA, *arguments], env=env, capture_output=True, encoding="utf-8", timeout=120
        )
        assert done.returncode == expected, done.stderr
        return done.stdout

    return run


def test_a_day(naba: Any, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    write_json_lines(
        articles / "past.jsonl",
        [story("old", "سد الوادي يبدأ", "بدأ العمل في سد الوادي.", "الضفة", date(2020, 5, 1))],
    )
    naba("index", str(articles), "--quiet")
    naba("saved", "add", "السد", "سد الوادي")
    naba("saved", "add", "أسواق", "سعر القمح")

    # At night: what arrived is indexed, and told of.
    write_json_lines(
        articles / "night.jsonl",
        [
            story("dam-1", "اكتمال سد الوادي", DAM, "الضفة", YESTERDAY),
            story("dam-2", "سد الوادي يكتمل", DAM, "الرافد", TODAY),
            story("road", "طريق جديد", "افتتح طريق بين بلدتين قرب السوق.", "الرافد", TODAY),
        ],
    )
    night = naba("index", str(articles), "--quiet", "--alerts", "--format", "json")
    summary, *alerts = map(json.loads, night.splitlines())
    assert (summary["added"], summary["unchanged"]) == (3, 1)
    assert [(one["search"], one["total"], one["articles_found"]) for one in alerts] == [
        ("السد", 1, 2)
    ]
    [told] = alerts[0]["articles"]
    assert told["id"] == "dam-1" and [copy["id"] for copy in told["copies"]] == ["dam-2"]

    # In the morning: nothing is told twice, but may be looked up, also as a feed.
    naba("alerts", expected=1)
    assert "+1 copy: الرافد" in naba("alerts", "--added-since", "last-run")
    feed = naba("alerts", "--added-since", "last-run", "--format", "atom")
    assert len(etree.fromstring(feed.encode()).findall("{*}entry")) == 1

    # What is new is read and tagged.
    new = naba("query", "--added-since", "last-run", "--unread", "--format", "ids").split()
    assert set(new) == {"dam-1", "dam-2", "road"}
    assert "اكتمال سد الوادي" in naba("show", "dam-1")
    naba("tag", "+read", "--", "added:last-run")
    naba("tag", "+important", "+للنشر", "--", "سد الوادي", "added:last-run")
    naba("query", "--unread", "--added-since", "last-run", expected=1)
    [dam, markets] = json.loads(naba("saved", "--unread", "--format", "json"))[::-1]
    assert (dam["name"], dam["unread_articles"]) == ("السد", 1)
    assert markets["unread_articles"] == 0

    # The index is made anew, and an article corrected: tags stay, and nothing becomes news.
    write_json_lines(
        articles / "past.jsonl",
        [story("old", "سد الوادي يبدأ", "بدأ العمل في السد.", "الضفة", date(2020, 5, 1))],
    )
    naba("index", "--rebuild", str(articles), "--quiet")
    naba("alerts", expected=1)
    assert naba("query", "وسمي:للنشر", "--format", "ids", "--collapse") == "dam-1\n"

    # And handed on.
    note = naba("query", "own:important", "--collapse", "--format", "md")
    assert "## اكتمال سد الوادي" in note and "road" not in note
    rows = list(csv.DictReader(StringIO(naba("tag", "--export"))))
    assert {(row["id"], row["tag"]) for row in rows if row["tag"] != "read"} == {
        (name, tag) for name in ("dam-1", "dam-2") for tag in ("important", "للنشر")
    }
