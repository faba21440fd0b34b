"""Synonyms of the reader's own, and months of two names."""

import pytest

from index.analysis import Analyzer
from index.analysis.synonyms import MONTHS, Synonyms
from index.errors import InputMalformed

SHARED = Analyzer()


def expanded(synonyms: str, query: str) -> list[tuple[str, tuple[str, ...]]]:
    tokens = SHARED(query)
    return [
        (" ".join(t.text for t in tokens[found.start : found.end]), found.others)
        for found in Synonyms(synonyms, SHARED)(tokens)
    ]


def test_a_group_stands_for_each_of_its_members() -> None:
    group = "سيارة, عربة, مركبة  # وسائل النقل"
    assert expanded(group, "حادث السيارة") == [("السيارة", ("عربة", "مركبة"))]
    assert expanded(group, "والمركبات") == [("والمركبات", ("سيارة", "عربة"))]
    assert expanded(group, "حادث") == []


def test_an_arrow_goes_one_way() -> None:
    assert expanded("كورونا => كوفيد، الجائحة", "كورونا") == [("كورونا", ("كوفيد", "الجائحة"))]
    assert expanded("كورونا => كوفيد، الجائحة", "كوفيد") == []


def test_the_longest_row_wins() -> None:
    groups = "الأمم، الشعوب\nالأمم المتحدة، المنظمة الدولية"
    assert expanded(groups, "قرار الأمم المتحدة") == [("الأمم المتحدة", ("المنظمة الدولية",))]
    assert expanded(groups, "الأمم") == [("الأمم", ("الشعوب",))]


def test_months_of_both_systems() -> None:
    assert expanded(MONTHS, "في كانون الأول") == [("كانون الأول", ("ديسمبر",))]
    assert expanded(MONTHS, "نوفمبر") == [("نوفمبر", ("تشرين الثاني",))]
    assert expanded(MONTHS, "تشرين") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# only\n\nواحد", "line 3: a group needs two"),
        ("واحد,,اثنان", "line 1: nothing between"),
        ("واحد =>", "line 1: nothing between"),
        ("ا => ب => ت", "line 1: more than one =>"),
        ("واحد, !!", "line 1: '!!' has no word"),
    ],
)
def test_an_error_names_the_line(text: str, said: str) -> None:
    with pytest.raises(InputMalformed, match=said):
        Synonyms(text, SHARED)
