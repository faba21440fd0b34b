"""What stands in quotes, or after the noun of a work, is seldom somebody."""

import pytest

from index.entities.quoted import is_strange
from index.entities.readings import WordReader
from index.entities.scanner import STOP, WordNumbers, read_words
from index.entities.sentence import Sentence
from tests.support.mentions import names


@pytest.mark.parametrize(
    "text",
    [
        'عرض الفيلم الأمريكي "بلاك بانتوم" في الصالات أمس',
        'أنقذت ناقلة الحاويات الدنماركية "ألكسندر ميرشون" المهاجرين',
        'أعلنت وكالة الفضاء الروسية "روس كوسموفا" إطلاق القمر',
        "نشرت مجلة جون أفريكان تقريرا عن الانتخابات",
        "طرحت الشركة هاتف غالاكسي نوتا في الأسواق",
    ],
)
def test_works_papers_and_wares_are_no_persons(text: str) -> None:
    assert names(text, "person") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('قتل القيادي المكنى "أبو مازن الحلواني" في الغارة', ["أبو مازن الحلواني"]),
        ('وكتب الصحافي "سمير الخوالدة" في مقاله', ["سمير الخوالدة"]),
        ("أخرج فيلم يوسف شاهين الأخير مساعده", ["يوسف شاهين"]),
    ],
)
def test_persons_in_quotes_and_beside_works_stay(text: str, expected: list[str]) -> None:
    assert names(text, "person") == expected


def strange(text: str, start: int) -> bool:
    found, distinct = read_words(text), WordNumbers()
    reader, numbers = WordReader(distinct), distinct.numbers(found)
    reader.read(numbers)
    sentence = Sentence([], [*found.gaps.tolist(), STOP], reader.words(numbers.tolist()))
    return is_strange(sentence, start, start + 2)


def test_strange_words_are_somebody_after_a_title_or_a_nisba() -> None:
    assert strange("قبل شنطوف بركاشن", 1)
    assert not strange("الوزير شنطوف بركاشن", 1)
    assert not strange("البولندي شنطوف بركاشن", 1)
    assert not strange("قبل سمير بركاشن", 1)
