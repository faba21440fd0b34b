"""The forms beside text and JSON Lines, each read from a file as a user would have it."""

import gzip
import json
from datetime import date
from pathlib import Path
from unittest.mock import ANY

import pytest
import zstandard

from index.article import Article, Rejected
from index.ingest import read_paths

PARAGRAPHS = (
    "افتتحت البلدية حديقة عامة على ضفة النهر بعد عامين من العمل، وحضر الافتتاح مئات الأهالي.",
    "وقال رئيس البلدية إن الحديقة تضم ملاعب للأطفال ومكتبة صغيرة ومقاعد تحت الأشجار.",
    "وأضاف أن المرحلة الثانية تبدأ في الربيع المقبل وتشمل ممشى يمتد إلى الجسر القديم.",
)
BODY = "\n".join(PARAGRAPHS)
TITLE = "حديقة جديدة على ضفة النهر"


def read(path: Path, data: str | bytes) -> list[Article | Rejected]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_paths([path]))


def articles(path: Path, data: str | bytes) -> list[Article]:
    items = read(path, data)
    assert all(isinstance(item, Article) for item in items), items
    return [item for item in items if isinstance(item, Article)]


def reason(path: Path, data: str | bytes) -> str:
    (item,) = read(path, data)
    assert isinstance(item, Rejected), item
    assert item.path == str(path)
    return item.reason


# --- JSON files -----------------------------------------------------------------------------

RECORDS = [{"id": number, "text": text} for number, text in enumerate(PARAGRAPHS)]


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(RECORDS),
        json.dumps(RECORDS, indent=2, ensure_ascii=False),
        "\ufeff" + json.dumps(RECORDS),
        "\n".join(json.dumps(record) for record in RECORDS),
    ],
)
def test_json_files(tmp_path: Path, data: str) -> None:
    items = articles(tmp_path / "a.json", data)
    assert [item.text for item in items] == list(PARAGRAPHS)
    assert {item.path for item in items} == {str(tmp_path / "a.json")}


def test_a_json_file_of_one_object(tmp_path: Path) -> None:
    (item,) = articles(tmp_path / "a.json", json.dumps(RECORDS[0], indent=1))
    assert item.text == PARAGRAPHS[0]


def test_an_array_with_a_bad_item(tmp_path: Path) -> None:
    items = read(tmp_path / "a.json", json.dumps([RECORDS[0], 5, {"views": 3}, RECORDS[1]]))
    assert [type(item) for item in items] == [Article, Rejected, Rejected, Article]
    assert [item.record for item in items if isinstance(item, Rejected)] == [2, 3]


def test_a_cut_json_array(tmp_path: Path) -> None:
    assert "not valid JSON" in reason(tmp_path / "a.json", json.dumps(RECORDS)[:-20])


@pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.ndjson"])
def test_compressed(tmp_path: Path, name: str, compress: object) -> None:
    lines = "\n".join(json.dumps(record) for record in RECORDS * 400).encode()
    suffix = ".gz" if compress is gzip.compress else ".zst"
    items = articles(tmp_path / (name + suffix), compress(lines))  # type: ignore[operator]
    assert [item.text for item in items] == list(PARAGRAPHS) * 400


def test_zstd_of_several_frames(tmp_path: Path) -> None:
    frames = (zstandard.compress(json.dumps(record).encode() + b"\n") for record in RECORDS)
    assert len(articles(tmp_path / "a.jsonl.zst", b"".join(frames))) == 3


# --- tables ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sign"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "|")]
)
def test_tables(tmp_path: Path, name: str, sign: str) -> None:
    rows = [
        ["id", "Title", "text", "date", "tags", "reads"],
        ["1", TITLE, '"س, ع; ف|ق"', "30/11/2024", "", "9"],
    ]
    (item,) = articles(tmp_path / name, "\r\n".join(sign.join(row) for row in rows))
    assert (item.id, item.title, item.text) == ("1", TITLE, "س, ع; ف|ق")
    assert (item.date, item.tags, item.extra) == (date(2024, 11, 30), (), {"reads": "9"})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"])
def test_tables_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    data = "".join(f"{number},{text.replace('،', ' ')}\n" for number, text in enumerate(PARAGRAPHS))
    items = articles(tmp_path / "a.csv", ("id,text\n" + data).encode(encoding))
    assert [item.text for item in items] == [text.replace("،", " ") for text in PARAGRAPHS]


def test_a_table_with_carriage_returns_only(tmp_path: Path) -> None:
    items = articles(tmp_path / "a.csv", "id,text\r1,خبر\r2,آخر\r")
    assert [item.text for item in items] == ["خبر", "آخر"]


def test_newlines_and_quotes_within_a_cell(tmp_path: Path) -> None:
    data = 'id,text\n1,"قال ""نعم""\nثم مضى"\n2,خبر\n'
    assert [item.text for item in articles(tmp_path / "a.csv", data)] == [
        'قال "نعم"\nثم مضى',
        "خبر",
    ]


def test_rows_that_do_not_fit_the_header(tmp_path: Path) -> None:
    items = read(
        tmp_path / "a.csv", "id,text,source\n1,خبر\n\n2,خبر,الضحى,زائد\n3,خبر,الضحى\n,خبر,\n"
    )
    assert [getattr(item, "id", None) for item in items] == ["1", None, "3", ANY]
    refused = [item for item in items if isinstance(item, Rejected)]
    assert [item.reason for item in refused] == ["4 cells where the header has 3"]
    assert [item.record for item in refused] == [3]


def test_an_unclosed_quote_is_told(tmp_path: Path) -> None:
    items = read(tmp_path / "a.csv", 'id,text\n1,خبر\n2,"خبر\n3,خبر\n')
    assert isinstance(items[0], Article)
    assert isinstance(items[1], Rejected)
    assert "quote" in items[1].reason


@pytest.mark.parametrize("data", ["1,خبر\n2,خبر آخر\n", "name,value\na,b\n", "id\n1\n"])
def test_a_table_without_a_header(tmp_path: Path, data: str) -> None:
    assert "no header" in reason(tmp_path / "a.csv", data)


# --- web pages ------------------------------------------------------------------------------

PAGE = f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{TITLE} - الضحى</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="الضحى">
<meta property="article:published_time" content="2024-11-30T08:00:00+03:00">
<meta name="author" content="ليلى حداد"><link rel="canonical" href="https://example.org/garden">
</head><body><nav><a href="/">الرئيسية</a> <a href="/s">رياضة</a></nav>
<article><h1>{TITLE}</h1>{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</article>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_web_page(tmp_path: Path, encoding: str) -> None:
    (item,) = articles(tmp_path / "a.html", PAGE.encode(encoding))
    assert (item.title, item.text) == (TITLE, BODY)
    assert (item.date, item.source, item.author) == (date(2024, 11, 30), "الضحى", "ليلى حداد")
    assert (item.id, item.url) == (str(tmp_path / "a.html"), "https://example.org/garden")


@pytest.mark.parametrize("data", ["<html><body></body></html>", "<p>", "<<<>>>", "لا شيء"])
def test_a_page_without_an_article(tmp_path: Path, data: str) -> None:
    assert "page" in reason(tmp_path / "a.html", data)


# --- feeds ----------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>الضحى</title>
<item><title>{TITLE} &amp; ملعب</title><link>https://example.org/1</link><guid>g-1</guid>
<pubDate>Sat, 30 Nov 2024 10:00:00 +0300</pubDate>
<category>محليات</category><category>حدائق</category>
<description>موجز</description><content:encoded><![CDATA[<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<script>x()</script>]]></content:encoded></item>
<item><title>خبر بلا معرّف</title><description>نص</description></item>
<item><title>ثان</title><link>https://example.org/2</link><description>نص قصير</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>الضحى</title>
<entry><id>urn:1</id><title>{TITLE}</title><updated>2024-11-30T10:00:00Z</updated>
<author><name>ليلى حداد</name></author><link href="https://example.org/1"/>
<content type="html">&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("name", ["a.xml", "a.rss"])
def test_rss(tmp_path: Path, name: str) -> None:
    first, second, third = read(tmp_path / name, RSS)
    assert isinstance(first, Article)
    assert (first.id, first.title) == ("https://example.org/1", TITLE + " & ملعب")
    assert first.text == "\n".join(PARAGRAPHS[:2])
    assert (first.date, first.source, first.url) == (
        date(2024, 11, 30),
        "الضحى",
        "https://example.org/1",
    )
    assert (first.category, first.tags) == ("محليات", ("محليات", "حدائق"))
    assert isinstance(second, Article)
    assert (second.title, second.text) == ("خبر بلا معرّف", "نص")
    assert isinstance(third, Article)
    assert (third.id, third.text) == ("https://example.org/2", "نص قصير")


def test_atom(tmp_path: Path) -> None:
    (item,) = articles(tmp_path / "a.atom", ATOM)
    assert (item.id, item.title, item.text) == ("urn:1", TITLE, PARAGRAPHS[0])
    assert (item.date, item.author) == (date(2024, 11, 30), "ليلى حداد")


def test_a_feed_in_windows_1256(tmp_path: Path) -> None:
    data = RSS.replace("UTF-8", "windows-1256").encode("windows-1256")
    first = read(tmp_path / "a.xml", data)[0]
    assert isinstance(first, Article)
    assert first.source == "الضحى"


def test_a_damaged_feed_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    items = read(tmp_path / "a.xml", RSS[: RSS.index("<item><title>ثان")] + "<item><title>مبت")
    assert isinstance(items[0], Article)
    assert isinstance(items[-1], Rejected)
    assert "damaged" in items[-1].reason


@pytest.mark.parametrize(
    "data", ["<rss></rss>", "<svg/>", "<?xml version='1.0'?>", "x", "<" * 5000]
)
def test_xml_that_is_no_news(tmp_path: Path, data: str) -> None:
    assert reason(tmp_path / "a.xml", data)


# --- ninjs and NewsML-G2 ---------------------------------------------------------------------


def test_ninjs_1(tmp_path: Path) -> None:
    item = {
        "uri": "urn:n:1", "type": "text", "headline": TITLE,
        "versioncreated": "2024-11-30T09:00:00Z",
        "body_xhtml": "".join(f"<p>{p}</p>" for p in PARAGRAPHS), "by": "ليلى حداد",
        "source": "الضحى", "subject": [{"name": "بيئة", "rel": "about"}], "language": "ar",
        "person": [{"name": "سليم"}],
    }  # fmt: skip
    (read_,) = articles(tmp_path / "a.json", json.dumps(item))
    assert (read_.id, read_.title, read_.text) == ("urn:n:1", TITLE, BODY)
    assert (read_.date, read_.author, read_.source) == (date(2024, 11, 30), "ليلى حداد", "الضحى")
    assert (read_.category, read_.tags, read_.persons) == ("بيئة", ("بيئة",), None)
    assert read_.extra["language"] == "ar"
    assert read_.extra["person"] == [{"name": "سليم"}]


def test_ninjs_2_and_lines_of_it(tmp_path: Path) -> None:
    item = {
        "uri": "urn:n:2",
        "firstcreated": "2024-11-30T09:00:00Z",
        "headlines": [{"role": "short", "value": "حديقة"}, {"role": "main", "value": TITLE}],
        "bodies": [
            {"role": "caption", "contenttype": "text/plain", "value": "صورة"},
            {"role": "main", "contenttype": "text/html", "value": f"<p>{PARAGRAPHS[0]}</p>"},
        ],
        "infosources": [{"name": "الضحى"}],
    }
    killed = {"uri": "urn:n:3", "pubstatus": "canceled", "body_text": "سُحب"}
    lines = json.dumps(item) + "\n" + json.dumps(killed)
    first, second = read(tmp_path / "a.ninjs", lines)
    assert isinstance(first, Article)
    assert (first.title, first.text, first.source) == (TITLE, PARAGRAPHS[0], "الضحى")
    assert isinstance(second, Rejected)
    assert "withdrawn" in second.reason


def newsml(content: str, status: str = "usable") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a message -->
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2024-12-01</sent></header>
<itemSet><packageItem guid="p"/>
<newsItem guid="urn:g2:1" version="2" xml:lang="ar">
<itemMeta><provider qcode="x:1"><name>الضحى</name></provider>
<versionCreated>2024-11-30T12:00:00+03:00</versionCreated>
<pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><headline>{TITLE}</headline><by>ليلى حداد</by><keyword>حدائق</keyword>
<subject qcode="medtop:1"><name>بيئة</name></subject></contentMeta>
<contentSet>{content}</contentSet></newsItem>
<newsItem guid="urn:g2:2"><contentSet><remoteContent href="a.jpg"/></contentSet></newsItem>
</itemSet></newsMessage>"""


XHTML = f"""<inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>لا يُقرأ</title></head>
<body><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></body></html></inlineXML>"""
NITF = f"""<inlineXML contenttype="application/nitf+xml">
<nitf:nitf xmlns:nitf="http://iptc.org/std/NITF/2006-10-18/">
<nitf:body><nitf:body.head><nitf:hedline>لا يُقرأ</nitf:hedline></nitf:body.head><nitf:body.content>
<nitf:p>{PARAGRAPHS[0]}</nitf:p><nitf:p>{PARAGRAPHS[1]}</nitf:p>
</nitf:body.content></nitf:body></nitf:nitf></inlineXML>"""
PLAIN = f'<inlineData contenttype="text/plain">{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}</inlineData>'


@pytest.mark.parametrize("content", [XHTML, NITF, PLAIN])
def test_newsml_g2(tmp_path: Path, content: str) -> None:
    first, second = read(tmp_path / "a.xml", newsml(content))
    assert isinstance(first, Article)
    assert (first.id, first.title, first.text) == ("urn:g2:1", TITLE, "\n".join(PARAGRAPHS[:2]))
    assert (first.date, first.source, first.author) == (date(2024, 11, 30), "الضحى", "ليلى حداد")
    assert (first.category, first.tags) == ("بيئة", ("حدائق", "بيئة"))
    assert second == Rejected(str(tmp_path / "a.xml"), "no text", 2)


def test_newsml_g2_that_its_provider_withdrew(tmp_path: Path) -> None:
    first, _ = read(tmp_path / "a.xml", newsml(XHTML, "canceled"))
    assert isinstance(first, Rejected)
    assert (first.cause, first.record, first.withdraws) == ("withdrawn", 1, "urn:g2:1")


def test_xml_entities_fetch_and_unfold_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("كلمة السر")
    content = newsml(PLAIN.replace(PARAGRAPHS[0], "قبل &secret; بعد"))
    entity = f'<!DOCTYPE newsMessage [<!ENTITY secret SYSTEM "{tmp_path}/secret">]>'
    items = read(tmp_path / "a.xml", content.replace("<!-- a message -->", entity))
    assert all("كلمة السر" not in getattr(item, "text", "") for item in items)
    assert len(items) == 2
