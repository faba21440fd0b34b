"""Every reader on mutated files: bytes flipped, cut out, doubled, nested, joined with others."""

import gzip
import io
import random
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from email.message import EmailMessage
from pathlib import Path

from index.article import Rejected
from index.ingest import read_paths
from index.ingest.reading import READER_FAILED
from index.ingest.registry import suffix_of
from tests.torture.apart import apart
from tests.torture.figures import Figures

SPECIFICATIONS = Path(__file__).parents[1] / "ingest" / "specifications"
SAMPLE = Path(__file__).parents[2] / "index" / "sample"
COUNT = 5000
_CHUNK = 100
"""Files that one process reads."""
TEXT = "قال المسؤول إن العمل مستمر في المدينة منذ الصباح، وإن النتائج تعلن مساء. "


def seeds() -> dict[str, bytes]:
    """Return a sound file of every form that is read, by name."""
    found = {path.name: path.read_bytes() for path in SPECIFICATIONS.iterdir()}
    found |= {path.name: path.read_bytes() for path in SAMPLE.glob("*.*") if path.suffix != ".py"}
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b.example", "خبر"
    mail["Date"] = "Tue, 5 Mar 2024 10:00 +0300"
    mail.set_content(TEXT)
    mail.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    page = (
        "<html><head><title>خبر</title><meta property='article:published_time' "
        "content='2024-03-05'></head><body><article><h1>خبر</h1>"
        + f"<p>{TEXT * 3}</p>" * 3
        + "</article></body></html>"
    ).encode()
    found |= {
        "a.html": page,
        "a.eml": mail.as_bytes(),
        "a.mbox": b"From a@b Tue Mar  5 10:00:00 2024\n" + mail.as_bytes() + b"\n",
        "a.sgm": f"<DOC id='X_ARB_20240305.0001'><HEADLINE>خبر</HEADLINE><TEXT><P>{TEXT}</P></TEXT>"
        "</DOC>".encode(),
        "a.md": f"---\ntitle: خبر\ndate: 2024-03-05\ntags: [أ, ب]\n---\n# خبر\n\n{TEXT}\n".encode(),
        "a.mhtml": b"From: <x>\nSubject: y\nMIME-Version: 1.0\nContent-Type: multipart/related; "
        b'boundary="B"\n\n--B\nContent-Type: text/html\n\n' + page + b"\n--B--\n",
        "a.iptc": b"\x01AA0012 4 pol 20\r\n\x02" + TEXT.encode() * 3 + b"\x03051030 MAR 24",
        "a.json.gz": gzip.compress(b'[{"id": 1, "title": "x", "text": "y"}]'),
        "a.zip": archive({"a.json": b'[{"id": 1, "text": "y"}]', "b.txt": TEXT.encode() * 3}),
        "a.docx": archive({"word/document.xml": document()}),
        "a.warc": warc(page),
        "a.wxr": f"""<rss xmlns:wp="http://wordpress.org/export/1.2/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>x</title><item>
<title>خبر</title><link>https://e.org/1</link><content:encoded><![CDATA[<p>{TEXT}</p>[gallery]]]>
</content:encoded><wp:status>publish</wp:status></item></channel></rss>""".encode(),
        "a.pdf": pdf(),
    }
    if workbook := spreadsheet():
        found["a.xlsx"] = workbook
    return found


def archive(files: dict[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return out.getvalue()


def document() -> bytes:
    """Return the XML of a Word document."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>" * 4
    return f'<w:document xmlns:w="{namespace}"><w:body>{paragraphs}</w:body></w:document>'.encode()


def warc(page: bytes) -> bytes:
    """Return a web archive of one page."""
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.org/1\r\n"
        "WARC-Date: 2024-03-05T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Length: {len(response)}\r\n\r\n"
    )
    return head.encode() + response + b"\r\n\r\n"


def pdf() -> bytes:
    """Return a PDF of one line of Latin text."""
    stream = b"BT /F1 12 Tf 72 720 Td (A line of text in a document) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def spreadsheet() -> bytes | None:
    """Return a workbook, if openpyxl is there to make it."""
    try:
        from openpyxl import Workbook
    except ImportError:
        return None
    book = Workbook()
    book.active.append(["title", "text", "date"])
    book.active.append(["خبر", TEXT, "2024-03-05"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def mutated(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    """Return ``data`` with one to eight faults of random kinds."""
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(data) + 1)
        end = min(len(data), at + int(dice.expovariate(1 / 60)))
        kind = dice.randrange(7)
        if kind == 0 and data:
            at = min(at, len(data) - 1)
            data = data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]
        elif kind == 1:
            data = data[:at] + data[end:]
        elif kind == 2:
            data = data[:at] + data[at:end] * dice.choice((2, 50, 2000)) + data[end:]
        elif kind == 3:
            data = data[:at]
        elif kind == 4:
            other = dice.choice(others)
            start = dice.randrange(len(other) + 1)
            data = data[:at] + other[start : start + 300] + data[at:]
        elif kind == 5:
            sign = dice.choice((b"<", b"[", b"{", b'"', b"\0", b"&", b"<p>", b"[[", b"\xff", b" "))
            data = data[:at] + sign * dice.choice((1, 100, 20_000)) + data[at:]
        else:
            data = data[:at] + bytes(dice.randrange(256) for _ in range(20)) + data[end:]
    return data


def torture(count: int = COUNT, seed: int = 1) -> Figures:
    """Read ``count`` mutated files of all forms."""
    figures = Figures("files")
    dice = random.Random(seed)
    sound = seeds()
    names, others = sorted(sound), list(sound.values())
    slowest: dict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, count, _CHUNK):
            some = [
                (name, mutated(sound[name], others, dice))
                for name in (names[n % len(names)] for n in range(start, start + _CHUNK))
            ][: count - start]
            end = apart(lambda some=some: _read(Path(folder), some), patience=600.0)  # type: ignore[misc]
            figures.tries += len(some)
            figures.spent(0.0, end.megabytes, f"files {start} to {start + len(some)}")
            if end.error or end.signal:
                figures.fault("untyped", end.trace or f"signal {end.signal}")
                continue
            for name, size, seconds, outcomes, fault in end.value:
                figures.spent(seconds, 0, f"{name} of {size:,} bytes")
                figures.notes.update(outcomes)
                slowest[suffix_of(name)] = max(slowest[suffix_of(name)], seconds)
                if fault:
                    figures.fault("untyped", f"{name}: {fault}")
    print("  slowest: " + ", ".join(f"{form} {s:.2f} s" for form, s in sorted(slowest.items())))
    return figures


def _read(
    folder: Path, files: list[tuple[str, bytes]]
) -> list[tuple[str, int, float, Counter[str], str]]:
    """Return of each file its size, the seconds it took, what it yielded, and what was wrong."""
    found = []
    for name, data in files:
        path = folder / name
        path.write_bytes(data)
        outcomes: Counter[str] = Counter()
        fault = ""
        started = time.process_time()
        try:
            for item in read_paths([path]):
                outcomes[f"of {type(item).__name__}"] += 1
                if isinstance(item, Rejected) and item.reason.startswith(READER_FAILED):
                    fault = item.reason
        except Exception as error:
            fault = repr(error)
        found.append((name, len(data), time.process_time() - started, outcomes, fault))
    return found
