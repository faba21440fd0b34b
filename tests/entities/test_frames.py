"""Persons whom no list has, by their titles."""

import pytest

from tests.support.mentions import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("زار المبعوث الأميركي غريدون شولتاك العاصمة", ["غريدون شولتاك"]),
        ("عرض حذاء اللاعب المصري محمد صلاح في المتحف", ["محمد صلاح"]),
        ("أعلن المتحدث العسكري يحيى سريع استهداف السفينة", ["يحيى سريع"]),
        ("وأضاف صلاح الهدف في الدقيقة الأخيرة", ["صلاح"]),
        ("وغادر النجم المصري صلاح الملعب مصابا", ["صلاح"]),
        ("قال القيادي في حماس خليل الحية إن المفاوضات جادة", ["خليل الحية"]),
        ("أصدر أمير الكويت مشعل الأحمد مرسوما", ["مشعل الأحمد"]),
        ("قالت رئيسة الوزراء الإيطالية جورجيا ميلوني إن الخطة جاهزة", ["جورجيا ميلوني"]),
    ],
)
def test_a_title_before_unheard_of_words(text: str, expected: list[str]) -> None:
    assert names(text, "person") == expected


def test_a_country_after_a_title_stays_one() -> None:
    assert names("قال رئيس وزراء جورجيا في كلمة", "place") == ["جورجيا"]
