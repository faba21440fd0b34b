"""What an id is worth, and what takes its place where a record has none."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from index import Listener, Report, build
from index.article import Article, Remark
from index.ingest import read_paths
from index.ingest.identity import canonical_link, is_global, local_part, qualified, same_article
from search import open_index


@pytest.mark.parametrize(
    "article_id",
    ["https://example.org/a", "http://example.org/?p=1", "urn:newsml:x:1", "urn:1",
     "tag:example.org,2024:1", "1225c695-cfb8-4ebb-aaaa-80da344efa6a", "/home/a/b.txt"],
)  # fmt: skip
def test_global_ids(article_id: str) -> None:
    assert is_global(article_id)


@pytest.mark.parametrize(
    "article_id", ["77", "post-12", "https://example.org/", "https://example.org", "a b", "x#1"]
)
def test_local_ids(article_id: str) -> None:
    assert not is_global(article_id)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://e.org/9?utm_source=rss&feed=politics", "https://e.org/9"),
        ("https://e.org/?p=9&utm_medium=x", "https://e.org/?p=9"),
        ("https://e.org/9#xtor=RSS-1", "https://e.org/9"),
        ("https://e.org/9#part", "https://e.org/9#part"),
        ("https://e.org/خبر?a=1&b=", "https://e.org/خبر?a=1&b="),
        ("no url", "no url"),
    ],
)
def test_canonical_links(url: str, canonical: str) -> None:
    assert canonical_link(url) == canonical
    assert canonical_link(canonical) == canonical


def test_a_qualified_id_tells_its_local_part() -> None:
    by_link = Article(id="77", text="x", url="https://e.org/n/77")
    by_file = Article(id="77", text="x", path="/a/b.csv")
    assert (qualified(by_link), qualified(by_file)) == ("https://e.org/n/77#77", "/a/b.csv#77")
    assert qualified(Article(id="77", text="x")) is None
    assert qualified(Article(id="urn:1", text="x", path="/a/b.csv")) is None
    for article in (by_link, by_file):
        assert local_part(str(qualified(article))) == "77"


def test_same_article() -> None:
    one = Article(id="1", text="a", title="t", url="https://e.org/1", path="/a")
    assert same_article(one, Article(id="1", text="b", url="http://www.e.org/1/", path="/b"))
    assert not same_article(one, Article(id="1", text="b", url="https://e.org/2", path="/a"))


def table(path: Path, rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def run(folder: Path, index: Path) -> tuple[Report, list[str]]:
    remarks: list[str] = []
    listener = Listener(remark=lambda remark: remarks.append(remark.text))
    report = build(read_paths([folder]), index, entities=False, listener=listener)
    return report, remarks


def ids(index: Path) -> set[str]:
    with open_index(index) as engine:
        return {hit.id for hit in engine.search("", limit=100).hits}


ROWS = [["id", "text"], ["1", "نص عن السوق"], ["2", "نص عن البحيرة"]]
OTHERS = [["id", "text"], ["1", "نص عن المدرسة"], ["3", "نص عن العسل"]]


def test_files_that_both_count_from_one_overwrite_nothing(tmp_path: Path) -> None:
    table(tmp_path / "in/train.csv", ROWS)
    table(tmp_path / "in/test.csv", OTHERS)
    report, _ = run(tmp_path / "in", tmp_path / "index")
    assert (report.added, report.updated) == (4, 0)
    folder = tmp_path / "in"
    assert ids(tmp_path / "index") == {
        f"{folder}/train.csv#1", f"{folder}/test.csv#1", "2", "3",
    }  # fmt: skip
    report, _ = run(tmp_path / "in", tmp_path / "index")
    assert report == Report(unchanged=4)


def test_a_file_that_comes_later_overwrites_nothing_either(tmp_path: Path) -> None:
    table(tmp_path / "in/train.csv", ROWS)
    run(tmp_path / "in", tmp_path / "index")
    table(tmp_path / "in/test.csv", OTHERS)
    report, _ = run(tmp_path / "in", tmp_path / "index")
    assert (report.added, report.unchanged) == (2, 2)
    assert len(ids(tmp_path / "index")) == 4
    assert run(tmp_path / "in", tmp_path / "index")[0] == Report(unchanged=4)
    table(tmp_path / "in/test.csv", [OTHERS[0], ["1", "نص آخر عن المدرسة"], OTHERS[2]])
    report, _ = run(tmp_path / "in", tmp_path / "index")
    assert (report.updated, report.unchanged) == (1, 3)


def test_a_moved_folder_is_not_there_twice(tmp_path: Path) -> None:
    table(tmp_path / "in/one/train.csv", ROWS)
    table(tmp_path / "in/one/rows.csv", [["text"], ["نص بلا معرف"]])
    (tmp_path / "in/one/story.txt").write_text("عنوان\n\nقال المسؤول إن العمل مستمر في المدينة.")
    run(tmp_path / "in", tmp_path / "index")
    shutil.move(tmp_path / "in/one", tmp_path / "in/two")
    run(tmp_path / "in", tmp_path / "index")
    found = ids(tmp_path / "index")
    assert len(found) == 4
    assert str(tmp_path / "in/two/story.txt") in found
    assert run(tmp_path / "in", tmp_path / "index")[0] == Report(unchanged=4)


def test_rows_without_id_keep_theirs_when_rows_are_added_above(tmp_path: Path) -> None:
    table(tmp_path / "in/a.csv", [["text"], ["نص عن السوق"], ["نص عن البحيرة"]])
    run(tmp_path / "in", tmp_path / "index")
    table(tmp_path / "in/a.csv", [["text"], ["نص جديد"], ["نص عن السوق"], ["نص عن البحيرة"]])
    report, _ = run(tmp_path / "in", tmp_path / "index")
    assert (report.added, report.unchanged) == (1, 2)


FEED = """<rss version="2.0"><channel><title>{name}</title><link>https://{host}/</link>
<item><title>{title}</title><link>https://{host}/n/9{query}</link>
<guid isPermaLink="false">{guid}</guid><description>نص عن الموازنة</description></item>
</channel></rss>"""


def test_one_story_in_two_feeds_of_a_site_is_there_once_and_said_to_be(tmp_path: Path) -> None:
    for name in ("a", "b"):
        values = {"name": name, "host": "e.org", "title": "خبر", "guid": f"{name}-9"}
        feed = FEED.format(**values, query=f"?utm_source=rss&amp;feed={name}")
        (tmp_path / f"{name}.xml").write_text(feed)
    report, remarks = run(tmp_path, tmp_path / "index")
    assert report.added == 1
    assert len(remarks) == 1 and "a copy of https://e.org/n/9" in remarks[0]
    assert run(tmp_path, tmp_path / "index")[0].unchanged == 2


def test_guids_that_say_nothing_make_nothing_one(tmp_path: Path) -> None:
    for host in ("a.example", "b.example"):
        values = {"name": host, "host": host, "title": host, "guid": "77", "query": ""}
        (tmp_path / f"{host}.xml").write_text(FEED.format(**values))
    assert run(tmp_path, tmp_path / "index")[0].added == 2
    items = "".join(
        f"<item><title>خبر {n}</title><link>https://c.example/{n}</link>"
        f"<guid>https://c.example/</guid><description>نص {n}</description></item>"
        for n in range(3)
    )
    (tmp_path / "c.rss").write_text(f"<rss><channel><title>c</title>{items}</channel></rss>")
    assert run(tmp_path, tmp_path / "index")[0].added == 3


def test_articles_of_one_file_that_differ_in_link_and_title_stay_apart(tmp_path: Path) -> None:
    records = [
        {"id": "x", "title": f"خبر {n}", "text": f"نص {n}", "url": f"https://e.org/{n}"}
        for n in range(3)
    ]
    (tmp_path / "a.json").write_text(json.dumps(records))
    found = [item for item in read_paths([tmp_path]) if isinstance(item, Article)]
    assert len({article.id for article in found}) == 3


def test_a_record_that_comes_again_in_its_file_is_told(tmp_path: Path) -> None:
    records = [{"id": "x", "title": "خبر", "text": text} for text in ("نص", "نص مصحح")]
    (tmp_path / "a.json").write_text(json.dumps(records))
    _, second, remark = read_paths([tmp_path])
    assert isinstance(second, Article) and second.id == "x"
    assert isinstance(remark, Remark) and "stood before" in remark.text


FORMS = {
    "csv": lambda text: f"id,title,text\n7,{text},{text}\n",
    "tsv": lambda text: f"id\ttitle\ttext\n7\t{text}\t{text}\n",
    "jsonl": lambda text: json.dumps({"id": "7", "title": text, "text": text}),
    "json": lambda text: json.dumps([{"id": 7, "title": text, "text": text}]),
    "sgm": lambda text: f"<DOC id='7'><HEADLINE>{text}</HEADLINE><TEXT>{text}</TEXT></DOC>",
    "xml": lambda text: (
        f"<nitf><head><docdata><doc-id id-string='7'/></docdata></head><body>"
        f"<body.head><hedline><hl1>{text}</hl1></hedline></body.head>"
        f"<body.content><p>{text}</p></body.content></body></nitf>"
    ),
    "rss": lambda text: (
        f"<rss version='2.0'><channel><title>x</title><item><title>{text}</title>"
        f"<guid isPermaLink='false'>7</guid><description>{text}</description></item>"
        "</channel></rss>"
    ),
}
"""Of each form, a file whose one article has the id 7 and this text."""


@pytest.mark.parametrize("one", FORMS)
@pytest.mark.parametrize("other", FORMS)
def test_the_same_local_id_in_files_of_any_forms_is_two_articles(
    tmp_path: Path, one: str, other: str
) -> None:
    """Once and again, and after the folder was moved; a text that changes is an update."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / f"a.{one}").write_text(FORMS[one]("نص عن السوق"))
    (folder / f"b.{other}").write_text(FORMS[other]("نص عن المدرسة"))
    assert run(folder, tmp_path / "index")[0] == Report(added=2)
    assert all(name.endswith("#7") for name in ids(tmp_path / "index"))
    assert run(folder, tmp_path / "index")[0] == Report(unchanged=2)
    (folder / f"a.{one}").write_text(FORMS[one]("نص عن السوق القديم"))
    assert run(folder, tmp_path / "index")[0] == Report(updated=1, unchanged=1)
    folder.rename(tmp_path / "moved")
    run(tmp_path / "moved", tmp_path / "index")
    assert len(ids(tmp_path / "index")) == 2


def g2(version: int, status: str = "usable") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:g2:1"
version="{version}"><itemMeta><pubStatus qcode="stat:{status}"/></itemMeta><contentMeta>
<headline>خبر {version}</headline></contentMeta><contentSet><inlineData>نص {version}</inlineData>
</contentSet></newsItem>"""


def test_a_later_version_stays_whichever_is_read_first(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(g2(2))
    (tmp_path / "b.xml").write_text(g2(1))
    _, remarks = run(tmp_path, tmp_path / "index")
    assert any("older version" in remark for remark in remarks)
    with open_index(tmp_path / "index") as engine:
        assert [hit.title for hit in engine.search("").hits] == ["خبر 2"]


@pytest.mark.parametrize("names", [("a.xml", "b.xml"), ("b.xml", "a.xml")])
def test_a_kill_removes_the_article(tmp_path: Path, names: tuple[str, str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / names[0]).write_text(g2(1))
    (folder / "z.txt").write_text("عنوان\n\nقال المسؤول إن العمل مستمر في المدينة.")
    run(folder, tmp_path / "index")
    (folder / names[1]).write_text(g2(2, "canceled"))
    report, _ = run(folder, tmp_path / "index")
    assert (report.removed, report.rejected, report.withdrawn) == (1, 1, 1)
    assert ids(tmp_path / "index") == {str(folder / "z.txt")}
    report, _ = run(folder, tmp_path / "index")
    assert (report.added, report.removed) == (0, 0)
    assert len(ids(tmp_path / "index")) == 1
