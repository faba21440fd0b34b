"""Tables as research sets, spreadsheets and press services have them; the user's own names."""

import io
from datetime import date, datetime
from pathlib import Path

import pytest

from index.article import Article
from index.errors import NabaError
from index.ingest import Setting
from index.ingest.fields import read_map
from tests.ingest.forms.reading import PARAGRAPHS, TITLE, articles, read, rejected


@pytest.mark.parametrize("label", ["label", "topic", "class", "القسم", "Category", "التصنيف"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_without_ids(tmp_path: Path, label: str, sign: str) -> None:
    rows = [["text", label], [PARAGRAPHS[0].replace("،", ""), "محليات"], ["نص آخر", "رياضة"]]
    found = articles(tmp_path / "a.csv", "\n".join(sign.join(row) for row in rows))
    assert [item.category for item in found] == ["محليات", "رياضة"]
    assert len({item.id for item in found}) == 2


@pytest.mark.parametrize("header", ["", "Unnamed: 0"])
def test_the_index_column_of_pandas_is_no_id(tmp_path: Path, header: str) -> None:
    first = articles(tmp_path / "a.csv", f"{header},text\n0,نص أول\n1,نص ثان\n")
    again = articles(tmp_path / "a.csv", f"{header},text\n7,نص ثان\n")
    assert first[1].id == again[0].id


def test_headline_content_and_their_like(tmp_path: Path) -> None:
    data = (
        f'Headline,Topic,Authors,Date,Content\n{TITLE},تنبيه,و ن و,2024-03-05,"{PARAGRAPHS[0]}"\n'
    )
    (item,) = articles(tmp_path / "a.csv", data)
    assert (item.title, item.text, item.category) == (TITLE, PARAGRAPHS[0], "تنبيه")
    assert (item.author, item.date) == ("و ن و", date(2024, 3, 5))


def test_a_press_monitor(tmp_path: Path) -> None:
    data = f"id,media_name,publish_date,title,url\nm1,الضفاف,2024-03-05,{TITLE},https://e.org/1\n"
    (item,) = articles(tmp_path / "a.csv", data)
    assert (item.id, item.source, item.url) == ("m1", "الضفاف", "https://e.org/1")


def test_a_category_that_is_a_number_is_none(tmp_path: Path) -> None:
    (item,) = articles(tmp_path / "a.csv", "text,label\nنص,1\n")
    assert (item.category, item.extra) == (None, {"label": "1"})


def test_the_users_own_names(tmp_path: Path) -> None:
    setting = Setting(read_map("title=رأس الخبر، text=المضمون,date=وقت_البث"), source="الضفاف")
    data = f"رأس الخبر;المضمون;وقت البث\n{TITLE};{PARAGRAPHS[0]};5/3/2024\n"
    (item,) = articles(tmp_path / "a.csv", data, setting)
    assert (item.title, item.text, item.date) == (TITLE, PARAGRAPHS[0], date(2024, 3, 5))
    assert item.source == "الضفاف"


@pytest.mark.parametrize("text", ["title", "subtitle=x", "=x", "title="])
def test_a_map_that_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="FIELD=NAME") as caught:
        read_map(text)
    assert not isinstance(caught.value, NabaError)


def test_the_folder_as_category(tmp_path: Path) -> None:
    data = "text\nنص\n"
    (item,) = articles(tmp_path / "رياضة/a.csv", data, Setting(folders=True))
    assert item.category == "رياضة"
    assert articles(tmp_path / "رياضة/a.csv", data)[0].category is None


def workbook(*sheets: list[list[object]]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("python_calamine")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_spreadsheet(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["تقرير الرصد"],
        ["العنوان", "النص", "التاريخ", "المصدر", "الرقم"],
        [TITLE, PARAGRAPHS[0], datetime(2024, 3, 5), "الضفاف", 7.0],
        [],
        ["خبر ثان", PARAGRAPHS[1], "6/3/2024", None, 8.5],
    ]
    found = [i for i in read(tmp_path / "a.xlsx", workbook(rows)) if isinstance(i, Article)]
    assert [(item.title, item.date) for item in found] == [
        (TITLE, date(2024, 3, 5)),
        ("خبر ثان", date(2024, 3, 6)),
    ]
    assert (found[0].source, found[0].extra["الرقم"]) == ("الضفاف", 7)


def test_a_spreadsheet_without_a_header(tmp_path: Path) -> None:
    assert "no header" in rejected(tmp_path / "a.xlsx", workbook([["أ", "ب"], ["1", "2"]])).reason


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"text", b"\xd0\xcf\x11\xe0 none"])
def test_what_is_no_spreadsheet(tmp_path: Path, data: bytes) -> None:
    pytest.importorskip("python_calamine")
    assert rejected(tmp_path / "a.xlsx", data).reason
