"""Institutions that every state has, told apart by the state of the article."""

import pytest

from index.entities.countries import state_of_word
from index.entities.tables import folded, rows
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
        # Its own people say more than the foreign state that a ministry speaks of.
        ("أوضحت وزارة العدل أن التونسيين في طرابلس وسبها وسرت عادوا", ["وزارة العدل"]),
        # A foreign ministry speaks of other states: only a dateline says whose it is.
        ("أعلنت وزارة الخارجية أن الوفد زار طرابلس ومصراتة وسرت", ["وزارة الخارجية"]),
        ("طرابلس - أعلنت وزارة الخارجية أن الوفد زار مصراتة", ["وزارة الخارجية"]),
        ("بنغازي - أعلنت وزارة الخارجية ذلك", ["وزارة الخارجية الليبية"]),
        # A town that GeoNames has in another state.
        ("قالت وزارة التجهيز إن جسر جربة سيرمم وإن جربة تنتظر", ["وزارة التجهيز التونسية"]),
        # Two states, or the desk of a foreign channel: nobody knows.
        ("قالت وزارة الصحة إن الوباء في مصر والسودان", ["وزارة الصحة"]),
        ("دبي (CNN) - أعلنت وزارة الدفاع عن تحطم طائرة", ["وزارة الدفاع"]),
    ],
)
def test_a_ministry_is_that_of_the_state_of_the_article(text: str, expected: list[str]) -> None:
    assert [
        name for name in names(text, "org") if "CNN" not in name and "سي" not in name.split()
    ] == expected


def test_adjectives_of_states_are_known_in_every_form() -> None:
    for code, adjective in (row[0:3:2] for row in rows("countries.tsv")):
        masculine = folded(adjective).split()[0]
        for ending in ("", "ه", "ين", "ون", "ات", "ان"):
            assert state_of_word(f"ال{masculine}{ending}"), (code, ending)
    assert state_of_word("العاصمه") is None
