"""What is named after people: whole, of the right kind, and nobody beside it."""

import pytest

from tests.support.mentions import extractor, names


@pytest.mark.parametrize(
    ("text", "org"),
    [
        (
            "وزع مركز الملك سلمان للإغاثة والأعمال الإنسانية سلالا غذائية",
            "مركز الملك سلمان للإغاثة والأعمال الإنسانية",
        ),
        ("أجرى مستشفى الملك فيصل التخصصي عملية نادرة", "مستشفى الملك فيصل التخصصي"),
        ("نظمت جامعة الملك فهد للبترول والمعادن ندوة", "جامعة الملك فهد للبترول والمعادن"),
        ("وفي جامعة الإمام محمد بن سعود الإسلامية", "جامعة الإمام محمد بن سعود الإسلامية"),
        ("طلاب جامعة الأمير سطام بن عبدالعزيز", "جامعة الأمير سطام بن عبدالعزيز"),
        ("وقعت مدينة الملك عبدالعزيز للعلوم والتقنية", "مدينة الملك عبدالعزيز للعلوم والتقنية"),
        ("وافتتح بمدينة الملك فهد الطبية قسما", "مدينة الملك فهد الطبية"),
        ("توقف مستشفى كمال عدوان عن العمل", "مستشفى كمال عدوان"),
    ],
)
def test_an_institution_is_one_organisation_and_no_person(text: str, org: str) -> None:
    assert [(m.kind, m.name) for m in extractor()(text)] == [("org", org)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("هبطت الطائرة في مطار الملك خالد الدولي أمس", "مطار الملك خالد الدولي"),
        ("المباراة في مدينة الملك عبدالله الرياضية", "مدينة الملك عبدالله الرياضية"),
        ("اللقاء على استاد الأمير فيصل بن فهد مساء", "استاد الأمير فيصل بن فهد"),
    ],
)
def test_a_monument_is_one_place_and_no_person(text: str, place: str) -> None:
    assert [(m.kind, m.name) for m in extractor()(text)] == [("place", place)]


@pytest.mark.parametrize(
    "text", ["فاز الفريق بنهائي كأس الملك سلمان", "تسلم جائزة الملك فيصل العالمية أمس"]
)
def test_a_cup_or_a_prize_names_nobody(text: str) -> None:
    assert names(text, "person") == []


def test_the_king_himself_is_a_person() -> None:
    assert names("وجه الملك سلمان كلمة", "person") == ["سلمان بن عبدالعزيز"]


def test_by_way_of_somebody_names_no_road() -> None:
    text = "تقدم الفريق بهدف عن طريق كريستيانو رونالدو في الشوط الأول"
    assert names(text, "place") == []
    assert names(text, "person") == ["كريستيانو رونالدو"]
