"""Institutions that every state has, told apart by the state of the article."""

import pytest

from tests.support.mentions import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The article's own full form.
        (
            "قالت وزارة النفط العراقية إن الإنتاج مستقر. وأضافت وزارة النفط أن الصادرات زادت",
            ["وزارة النفط العراقية"] * 2,
        ),
        # The dateline.
        ("بغداد - أعلنت رئاسة الوزراء أن الجلسة تأجلت", ["رئاسة الوزراء العراقية"]),
        # The only state whose places are named.
        ("أعلنت وزارة الداخلية عن حملة في صفاقس وسوسة", ["وزارة الداخلية التونسية"]),
        # Two states, or the desk of a foreign channel: nobody knows.
        ("قالت وزارة الصحة إن الوباء في مصر والسودان", ["وزارة الصحة"]),
        ("دبي (CNN) - أعلنت وزارة الدفاع عن تحطم طائرة", ["وزارة الدفاع"]),
    ],
)
def test_a_ministry_is_that_of_the_state_of_the_article(text: str, expected: list[str]) -> None:
    assert [
        name for name in names(text, "org") if "CNN" not in name and "سي" not in name.split()
    ] == expected
