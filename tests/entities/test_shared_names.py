"""Clubs of one name in several states, told apart by the state an article speaks of."""

import pytest

from tests.support.mentions import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The adjective after it, once, makes it that one wherever it stands.
        (
            "فاز نادي الأهلي المصري على ضيفه. وقال مدرب الأهلي إنه راض",
            ["الأهلي المصري"] * 2,
        ),
        # What else the article names: towns and people of one of its states.
        (
            "قال لاعب الأهلي إن الجماهير السعودية في جدة والرياض تنتظر الكأس",
            ["الأهلي السعودي"],
        ),
        # States that have no such club say nothing.
        (
            "قال لاعب الفيصلي إن المباراة في تونس أمام الفريق التونسي صعبة",
            ["الفيصلي"],
        ),
        # Two of its states: nobody knows.
        ("قال لاعب الأهلي إن مباراة القاهرة ومباراة جدة صعبتان في مصر والسعودية", ["الأهلي"]),
        # An assembly, by the states that have one of the name.
        (
            "صوت مجلس الشيوخ على قرار ضد روسيا بعد كلمة الرئيس الأمريكي في واشنطن",
            ["مجلس الشيوخ الأمريكي"],
        ),
        ("اجتمع مجلس الشيوخ أمس لبحث الموازنة", ["مجلس الشيوخ"]),
        (
            "رفض مجلس الشيوخ القانون بعد احتجاج الأرجنتينيين في بوينس آيرس عاصمة الأرجنتين",
            ["مجلس الشيوخ الأرجنتيني"],
        ),
        # A club of several words needs no word of clubs before it.
        ("تأهل نهضة بركان إلى النهائي", ["نهضة بركان"]),
        # A club of one state needs nothing.
        ("قال لاعب الترجي إن المباراة في القاهرة أمام الفريق المصري صعبة", ["الترجي"]),
    ],
)
def test_a_club_is_that_of_the_state_the_article_speaks_of(text: str, expected: list[str]) -> None:
    assert names(text, "org") == expected
