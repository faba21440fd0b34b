"""Word, PDF, Markdown, mail, saved pages, archives, corpora and wires."""

import io
import zipfile
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from index.article import Article, Rejected, Remark
from index.ingest import read_paths
from tests.ingest.forms.reading import PARAGRAPHS, TITLE, articles, read, rejected

TEXT = "\n".join(PARAGRAPHS)
PAGE = f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{TITLE}</title>
<meta property="article:published_time" content="2024-03-05T20:30:00+02:00"></head><body><article>
<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></article></body></html>"""


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return out.getvalue()


# --- Word -----------------------------------------------------------------------------------


def word(*paragraphs: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    xml = f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return archive({"word/document.xml": xml.encode()})


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_a_word_document(tmp_path: Path) -> None:
    data = word(
        f'<w:pPr><w:pStyle w:val="Title"/></w:pPr>{run(TITLE)}',
        run("الضفاف 5 مارس 2024 (وكالة ضفاف)"),
        run(PARAGRAPHS[0]),
        run(PARAGRAPHS[1]),
    )
    (item,) = articles(tmp_path / "a.docx", data)
    assert (item.title, item.date, item.source) == (TITLE, date(2024, 3, 5), "وكالة ضفاف")
    assert item.text.endswith(TEXT)


def test_text_inside_turns_of_direction_is_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    turned = f'<w:bdo w:val="rtl">{run("داخل")}</w:bdo> <w:dir w:val="ltr">{run("وهنا")}</w:dir>'
    deleted = f"<w:del>{run('محذوف').replace('w:t', 'w:delText')}</w:del>"
    (item,) = articles(tmp_path / "a.docx", word(run("قبل ") + turned + deleted + run(" بعد")))
    assert item.text == "قبل داخلوهنا بعد"


@pytest.mark.parametrize("name", ["empty", "cut", "text", "archive", "hollow"])
def test_what_is_no_word_document(tmp_path: Path, name: str) -> None:
    data = {
        "empty": b"",
        "cut": b"PK\x03\x04",
        "text": b"text",
        "archive": archive({"x": b"y"}),
        "hollow": archive({"word/document.xml": b""}),
    }[name]
    assert rejected(tmp_path / "a.docx", data).reason


# --- PDF ------------------------------------------------------------------------------------


def test_pdfs_without_text_and_what_is_no_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    page = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n"
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n"
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n"
        b"trailer << /Root 1 0 R /Size 4 >>\n%%EOF"
    )
    assert "no text layer" in rejected(tmp_path / "a.pdf", page).reason
    assert "damaged" in rejected(tmp_path / "b.pdf", b"%PDF-1.4 \xff").reason
    assert "not a PDF" in rejected(tmp_path / "c.pdf", b"text").reason


# --- Markdown -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "front",
    [
        f"---\ntitle: {TITLE}\ndate: 2024-03-05\ntags: [بحيرة, صيد]\nauthor: سلمى\n---\n",
        f'+++\ntitle = "{TITLE}"\ndate = 2024-03-05\n'
        'tags = ["بحيرة", "صيد"]\nauthor = "سلمى"\n+++\n',
    ],
)
def test_markdown_with_front_matter(tmp_path: Path, front: str) -> None:
    body = f"## عنوان فرعي\n\n{PARAGRAPHS[0]}\n\n[وصلة](https://e.org) و**غليظ** ![صورة](a.jpg)\n"
    (item,) = articles(tmp_path / "a.md", front + body)
    assert (item.title, item.date, item.author) == (TITLE, date(2024, 3, 5), "سلمى")
    assert item.tags == ("بحيرة", "صيد")
    assert item.text == f"عنوان فرعي\n\n{PARAGRAPHS[0]}\n\nوصلة وغليظ"


def test_a_hijri_date_in_front_matter_is_read_as_one(tmp_path: Path) -> None:
    """30 Safar is no day of a February, and a YAML date may be no Gregorian one."""
    (item,) = articles(tmp_path / "a.md", f"---\ntitle: {TITLE}\ndate: 1446-02-30\n---\n{TEXT}\n")
    assert (item.title, item.date) == (TITLE, date(2024, 9, 3))
    stamp = "---\ndate: 2024-03-05 21:30:00 +03:00\n---\n"
    (item,) = articles(tmp_path / "b.md", stamp + TEXT)
    assert item.date == date(2024, 3, 5)


def test_markdown_without_front_matter(tmp_path: Path) -> None:
    (item,) = articles(tmp_path / "a.md", f"# {TITLE}\n\n{TEXT}\n")
    assert (item.title, item.text) == (TITLE, TEXT)


def test_front_matter_that_is_a_trap_or_a_draft(tmp_path: Path) -> None:
    assert "aliases" in rejected(tmp_path / "a.md", "---\na: &x [1]\nb: *x\n---\nنص\n").reason
    assert rejected(tmp_path / "b.md", "---\ndraft: true\n---\nنص\n").cause == "withdrawn"
    assert "cannot be read" in rejected(tmp_path / "c.md", "---\na: [\n---\nنص\n").reason


# --- mail -----------------------------------------------------------------------------------


def mail(*, html: bool = False) -> EmailMessage:
    message = EmailMessage()
    message["From"] = '"نشرة الضفاف" <news@difaf.example>'
    message["Subject"] = TITLE
    message["Date"] = "Tue, 5 Mar 2024 20:30:00 +0300"
    message["Message-ID"] = "<1@difaf.example>"
    if html:
        message.set_content(f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>", subtype="html")
    else:
        message.set_content(TEXT)
        message.add_alternative("<p>غيره</p>", subtype="html")
    return message


@pytest.mark.parametrize("html", [True, False])
@pytest.mark.parametrize("name", ["a.eml", "a.txt"])
def test_a_mail(tmp_path: Path, name: str, html: bool) -> None:
    (item,) = articles(tmp_path / name, mail(html=html).as_bytes())
    assert (item.id, item.title, item.text.strip()) == ("1@difaf.example", TITLE, TEXT)
    assert (item.date, item.source) == (date(2024, 3, 5), "نشرة الضفاف")


def test_a_mailbox(tmp_path: Path) -> None:
    second = mail()
    second.replace_header("Message-ID", "<2@difaf.example>")
    data = b"".join(
        b"From news Tue Mar  5 20:30:00 2024\n" + one.as_bytes() + b"\n" for one in (mail(), second)
    )
    assert [item.id for item in articles(tmp_path / "a.mbox", data)] == [
        "1@difaf.example",
        "2@difaf.example",
    ]
    assert rejected(tmp_path / "b.mbox", b"nothing\n").cause == "empty"


def test_a_saved_page(tmp_path: Path) -> None:
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://e.org/1\nSubject: x\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B\n'
        "Content-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n"
    )
    (item,) = articles(tmp_path / "a.mhtml", f"{head}{PAGE}\n--B--\n")
    assert (item.id, item.title, item.date) == ("https://e.org/1", TITLE, date(2024, 3, 5))


def test_the_files_of_a_saved_page_belong_to_it(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    for folder in ("page_files", "other_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_text(PAGE)
    found = [item.path for item in read_paths([tmp_path])]
    assert found == [str(tmp_path / "other_files/frame.html"), str(tmp_path / "page.html")]


# --- archives -------------------------------------------------------------------------------


def test_a_zip_of_anything(tmp_path: Path) -> None:
    inner = archive({"c.txt": TEXT.encode()})
    data = archive(
        {"a.json": b'[{"id": 1, "text": "x"}]', "b/page.html": PAGE.encode(), "d.zip": inner,
         "e.exe": b"MZ", ".hidden.txt": b"x"}
    )  # fmt: skip
    items = read(tmp_path / "a.zip", data)
    assert len([item for item in items if isinstance(item, Article)]) == 3
    assert {item.path for item in items} == {str(tmp_path / "a.zip")}
    (remark,) = (item for item in items if isinstance(item, Remark))
    assert remark.left_out == 1


def test_archives_that_are_traps(tmp_path: Path) -> None:
    bomb = archive({"a.txt": b" " * (20 << 20)})
    assert "unfolds" in rejected(tmp_path / "a.zip", bomb).reason
    nested = archive({"a.txt": b"x"})
    for _ in range(6):
        nested = archive({"a.zip": nested})
    assert "levels deep" in rejected(tmp_path / "b.zip", nested).reason
    assert rejected(tmp_path / "c.zip", archive({"a.exe": b"x"})).cause == "empty"
    assert "damaged" in rejected(tmp_path / "d.zip", b"PK\x03\x04").reason


def test_a_web_archive(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    records = b""
    for number, (kind, body) in enumerate((("text/html", PAGE), ("image/png", "x")), 1):
        response = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
        records += (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.org/{number}\r\n"
                f"WARC-Date: 2024-03-06T01:02:03Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(response)}\r\n\r\n"
            ).encode()
            + response
            + b"\r\n\r\n"
        )
    item, remark = read(tmp_path / "a.warc", records)
    assert isinstance(item, Article) and isinstance(remark, Remark)
    assert (item.id, item.url, item.date) == (
        "https://e.org/1",
        "https://e.org/1",
        date(2024, 3, 5),
    )


# --- corpora and wires ----------------------------------------------------------------------

DOCUMENT = """<DOC id="WAH_ARB_20240305.000{n}" type="story">
<HEADLINE>
{title}
</HEADLINE>
<DATELINE>
الضفاف 5-3 (و ن و)
</DATELINE>
<TEXT>
<P>
{first}
</P>
<P>
{second} & غيره
</P>
</TEXT>
</DOC>
"""


@pytest.mark.parametrize("name", ["a.sgm", "a.txt", "a.xml"])
def test_many_documents_in_a_file(tmp_path: Path, name: str) -> None:
    data = "".join(
        DOCUMENT.format(n=n, title=TITLE, first=PARAGRAPHS[0], second=PARAGRAPHS[1]) for n in (1, 2)
    )
    found = articles(tmp_path / name, data)
    assert [item.id for item in found] == ["WAH_ARB_20240305.0001", "WAH_ARB_20240305.0002"]
    assert (found[0].title, found[0].place, found[0].source) == (TITLE, "الضفاف", "و ن و")
    assert found[0].date == date(2024, 3, 5)
    assert found[0].text.split("\n") == [PARAGRAPHS[0], PARAGRAPHS[1] + " & غيره"]


def test_a_corpus_with_names_of_its_own(tmp_path: Path) -> None:
    data = f"""<Corpus><Difaf_1><ID>D_1</ID><URL>https://e.org/1</URL><Headline>{TITLE}</Headline>
<Dateline>5/3/2024</Dateline><Text>{TEXT}</Text></Difaf_1></Corpus>"""
    (item,) = articles(tmp_path / "a.xml", data)
    assert (item.id, item.title, item.url) == ("D_1", TITLE, "https://e.org/1")


def test_a_dateline_that_is_a_day_alone_is_the_date(tmp_path: Path) -> None:
    one = "<ID>{n}</ID><Headline>{title}</Headline><Dateline>{day}</Dateline><Text>{text}</Text>"
    days = ("2012-05-03", "Thursday, May 3, 2012", "القاهرة")
    items = (
        f"<N_{n}>{one.format(n=n, title=TITLE, day=day, text=PARAGRAPHS[0])}</N_{n}>"
        for n, day in enumerate(days)
    )
    found = articles(tmp_path / "a.xml", f"<News>{''.join(items)}</News>")
    assert [article.date for article in found] == [date(2012, 5, 3), date(2012, 5, 3), None]


def test_wikiextractor(tmp_path: Path) -> None:
    data = f'<doc id="7" url="https://ar.example/?curid=7" title="{TITLE}">\n{TEXT}\n</doc>\n'
    (item,) = articles(tmp_path / "a.txt", data)
    assert (item.id, item.title) == ("7", TITLE)


def test_iptc_7901(tmp_path: Path) -> None:
    data = f"\x01WAH0012 4 pol 20 DIF-0012\r\n\x02{TITLE}\r\n\r\n{TEXT}\r\n\x03051930 MAR 24\r\n"
    (item,) = articles(tmp_path / "a.txt", data)
    assert item.title == TITLE
    assert PARAGRAPHS[1] in item.text and "051930" not in item.text


def test_a_head_of_labels_and_a_routing_line(tmp_path: Path) -> None:
    head = f"العنوان: {TITLE}\nالتاريخ: 5/3/2024\nالمصدر: الضفاف\n\n"
    (item,) = articles(tmp_path / "a.txt", head + TEXT)
    assert (item.title, item.date, item.source, item.text) == (
        TITLE,
        date(2024, 3, 5),
        "الضفاف",
        TEXT,
    )
    (item,) = articles(tmp_path / "b.txt", f"WAH0012 4 POL 250 DIF-0012\n{TITLE}\n\n{TEXT}")
    assert (item.title, item.text) == (TITLE, TEXT)


# --- WordPress and NewsML 1.2 ----------------------------------------------------------------


def wxr(content: str, status: str = "publish", kind: str = "post") -> str:
    return f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>الضفاف</title><wp:author><wp:author_login>s</wp:author_login>
<wp:author_display_name>سلمى</wp:author_display_name></wp:author>
<item><title>{TITLE}</title><link>https://e.org/1</link><dc:creator>s</dc:creator>
<guid isPermaLink="false">https://e.org/?p=1</guid>
<pubDate>Tue, 05 Mar 2024 20:30:00 +0000</pubDate>
<content:encoded><![CDATA[{content}]]></content:encoded>
<category domain="category">محليات</category><category domain="post_tag">بحر</category>
<wp:post_date_gmt>2024-03-05 20:30:00</wp:post_date_gmt><wp:status>{status}</wp:status>
<wp:post_type>{kind}</wp:post_type></item></channel></rss>"""


@pytest.mark.parametrize(
    "content",
    [
        f"<!-- wp:paragraph --><p>{PARAGRAPHS[0]}</p><!-- /wp:paragraph -->\n\n<figure>"
        "<img src='a'/>"
        f"<figcaption>صورة</figcaption></figure>\n<p>{PARAGRAPHS[1]}</p>",
        f"[caption id='a']<img src='a'/> صورة[/caption]\n\n{PARAGRAPHS[0]}\n\n[gallery ids='1']\n\n"
        f"[dropcap]{PARAGRAPHS[1][0]}[/dropcap]{PARAGRAPHS[1][1:]}",
    ],
)
def test_wordpress_exports(tmp_path: Path, content: str) -> None:
    (item,) = articles(tmp_path / "a.xml", wxr(content))
    assert (item.title, item.text, item.source) == (TITLE, TEXT, "الضفاف")
    assert (item.author, item.category, item.tags) == ("سلمى", "محليات", ("بحر",))


def test_what_of_an_export_is_no_article(tmp_path: Path) -> None:
    for status in ("draft", "trash", "private"):
        assert rejected(tmp_path / "a.xml", wxr("<p>x</p>", status)).cause == "withdrawn"
    for kind in ("page", "attachment", "nav_menu_item"):
        (remark,) = read(tmp_path / "a.xml", wxr("<p>x</p>", kind=kind))
        assert isinstance(remark, Remark) and remark.left_out == 1


@pytest.mark.parametrize("root", ["newsMessage", "packageItem"])
def test_a_message_without_news_items_is_told(tmp_path: Path, root: str) -> None:
    data = f'<{root} xmlns="http://iptc.org/std/nar/2006-10-01/"><packageItem guid="p"/></{root}>'
    item = rejected(tmp_path / "a.xml", data)
    assert isinstance(item, Rejected)
    assert (item.cause, item.reason) == ("empty", "a package, no news item in it")
