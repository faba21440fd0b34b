"""Every reader on mutated files: bytes flipped, cut out, doubled, nested, joined with others.

``python -m tests.torture.readers [INPUTS] [SEED]`` prints, form by form, how many inputs were
read, the slowest and the errors that are none of naba's own, and the memory of the process. Ends
with 1 when a reader raised, took more than 2 seconds of CPU, or the process more than 300 MB.
"""

import gzip
import io
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from index.article import Rejected
from index.ingest import read_paths
from index.ingest.reading import READER_FAILED
from index.ingest.registry import suffix_of

SPECIFICATIONS = Path(__file__).parents[1] / "ingest" / "specifications"
SAMPLE = Path(__file__).parents[2] / "index" / "sample"
MOST_SECONDS = 2.0
MOST_MEGABYTES = 300
TEXT = "قال المسؤول إن العمل مستمر في المدينة منذ الصباح، وإن النتائج تعلن مساء. "


def seeds() -> dict[str, bytes]:
    """Return a sound file of every form that is read, by name."""
    found = {path.name: path.read_bytes() for path in SPECIFICATIONS.iterdir()}
    found |= {path.name: path.read_bytes() for path in SAMPLE.iterdir() if path.suffix != ".py"}
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


def attempts(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of mutated files, form after form."""
    dice = random.Random(seed)
    sound = seeds()
    names, others = sorted(sound), list(sound.values())
    for number in range(count):
        name = names[number % len(names)]
        yield name, mutated(sound[name], others, dice)


def main(count: int = 5000, seed: int = 1) -> int:
    """Read ``count`` mutated files and print what came of it; return 1 when something is wrong."""
    forms: dict[str, list[float]] = defaultdict(list)
    outcomes: dict[str, int] = defaultdict(int)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, data in attempts(count, seed):
            path = Path(folder, name)
            path.write_bytes(data)
            started = time.process_time()
            try:
                for item in read_paths([path]):
                    outcomes[type(item).__name__] += 1
                    if isinstance(item, Rejected) and item.reason.startswith(READER_FAILED):
                        wrong += 1
                        print(f"{name}: {item.reason}"[:300])
            except Exception as error:
                wrong += 1
                print(f"{name}: {error!r}"[:300])
            spent = time.process_time() - started
            forms[suffix_of(name)].append(spent)
            if spent > MOST_SECONDS:
                wrong += 1
                print(f"{name}: {spent:.1f} s for {len(data):,} bytes")
    for form, times in sorted(forms.items()):
        print(f"{form:8} {len(times):5} files, slowest {max(times):.2f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count} files: {dict(outcomes)}, {wrong} wrong, {memory} MB")
    return 1 if wrong or memory > MOST_MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
