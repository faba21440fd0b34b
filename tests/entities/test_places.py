"""Places by pattern: unknown words after a noun of place, airports, what is named after people."""

import pytest

from tests.support.mentions import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أغلق مطار حلب الدولي أبوابه", ["مطار حلب الدولي"]),
        ("قصف مطار درافيتس فجرا", ["مطار درافيتس"]),
        ("وصل إلى مطار حلب ليلا", ["حلب"]),
        ("أقيمت المباراة في ملعب عمر برهومي أمس", ["ملعب عمر برهومي"]),
        ("عاد سكان بلدة قشطريا إلى منازلهم", ["قشطريا"]),
        ("انتشر الجنود في جبل درافيتس فجرا", ["جبل درافيتس"]),
        ("وصف الأمر بأنه قاعدة فقهية معروفة", []),
        ("دعا إلى تحويلها إلى منطقة وقف إطلاق نار", []),
    ],
)
def test_a_noun_of_place_and_its_name(text: str, expected: list[str]) -> None:
    assert names(text, "place") == expected


def test_a_place_named_after_a_person_is_no_person() -> None:
    assert names("أقيمت المباراة في ملعب عمر برهومي أمس", "person") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالت الولايات المتحدة لمساعينا شكرا", ["الولايات المتحدة"]),
        ("تقدموا في جبهة الحديدة غربا", ["الحديدة"]),
        ("قتل مدنيون في حي سكني شرق مدينة تعز", ["تعز"]),
        ("تجمعوا في شارع الشهداء أمس", []),
        ("وقالت شرطة سكرامنتو إن إطلاق الرصاص حدث بعد بلاغ", ["سكرامنتو"]),
        ("وصل إلى كوريا الشمالية أمس", ["كوريا الشمالية"]),
    ],
)
def test_where_a_place_begins_and_ends(text: str, expected: list[str]) -> None:
    assert names(text, "place") == expected
