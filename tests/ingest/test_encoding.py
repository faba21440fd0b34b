import codecs
import io
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest import read_stream
from index.ingest.encoding import decode
from index.ingest.problem import UnreadableError

SENTENCES = (
    "افتتحت البلدية أمس حديقة جديدة على ضفة النهر بحضور مئات الأهالي.",
    "قال وزير النقل إن الجسر سيفتح أمام السيارات في مطلع الشهر المقبل.",
    "ارتفعت أسعار القمح 12% بعد موسم جاف، وفق بيانات نشرت الخميس.",
    "وزير يستقيل",
    "سوريا",
    "من هو الرئيس؟",
    "أمطار غزيرة على الساحل",
    "فوز مفاجئ لفريق الشباب",
    "مقتل ثلاثة في انهيار مبنى",
    "كيف نحمي أطفالنا من البرد؟",
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_arabic_is_read_in_every_encoding_however_short(sentence: str, encoding: str) -> None:
    assert decode(sentence.encode(encoding)).removeprefix("\ufeff") == sentence


def test_utf16_big_endian_with_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + SENTENCES[0].encode("utf-16-be")) == SENTENCES[0]


def test_persian_letters_of_windows_1256() -> None:
    sentence = "گزارش پژوهش چاپ شد و خبر در روزنامه آمد"
    assert decode(sentence.encode("windows-1256")) == sentence


def test_mixed_arabic_and_latin() -> None:
    sentence = "أعلنت شركة Renault طراز Mégane الجديد، والسعر 20,000 €"
    assert decode(sentence.encode("windows-1256")) == sentence


def test_western_text_is_left_western() -> None:
    sentence = "Le président a visité l'école près du château, où l'été a été célébré à Paris."
    assert decode(sentence.encode("windows-1252")) == sentence


def test_one_broken_byte_does_not_cost_the_encoding() -> None:
    data = SENTENCES[0].encode() + b"\xff" + SENTENCES[1].encode()
    assert decode(data) == SENTENCES[0] + "\ufffd" + SENTENCES[1]


def test_text_cut_inside_a_letter_is_still_utf8() -> None:
    assert decode(SENTENCES[0].encode() + "ب".encode()[:1]) == SENTENCES[0] + "\ufffd"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n1 0", b"\x89PNG\r\n\x1a\n\0", b"PK\x03\x04", bytes(range(256)) * 8, b"\0" * 400],
)  # fmt: skip
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="not text"):
        decode(data)


@given(st.text())
def test_every_utf8_text_is_read_as_itself_or_refused(text: str) -> None:
    try:
        decoded = decode(text.encode("utf-8", "ignore"))
    except UnreadableError:
        return
    if "\0" not in text and "\x06" not in text and not text.startswith(("\ufeff", "\ufffe")):
        assert decoded == text


@given(st.binary())
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(UnreadableError):
        assert isinstance(decode(data), str)


@pytest.mark.parametrize(
    "encoding", ["windows-1256", "iso-8859-6", "utf-16", "utf-16-le", "utf-8-sig"]
)
def test_json_lines_in_every_encoding(encoding: str) -> None:
    lines = [json.dumps({"id": n, "text": s}, ensure_ascii=False) for n, s in enumerate(SENTENCES)]
    data = "\n".join(lines).encode(encoding)
    read = list(read_stream(io.BytesIO(data)))
    assert [getattr(item, "text", item) for item in read] == list(SENTENCES)
