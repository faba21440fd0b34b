"""A name that is also a word counts where the article is sure of it elsewhere."""

import pytest

from tests.support.mentions import names


def test_a_place_after_a_preposition_is_one_in_the_whole_article() -> None:
    text = "وصل الوفد إلى جدة. وتستضيف جدة المعرض."
    assert names(text, "place") == ["جدة", "جدة"]
    assert names("كانت جدة الطفل تنتظر", "place") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سجل لاعب الهلال هدفين. وتصدر الهلال الترتيب", ["الهلال", "الهلال"]),
        ("شوهد الهلال في السماء", []),
        ("فاز نادي الشباب. وقال مدرب الشباب إنه سعيد", ["الشباب", "الشباب"]),
        ("دعت اللجنة الشباب إلى المشاركة", []),
    ],
)
def test_a_club_is_one_where_the_text_calls_it_so(text: str, expected: list[str]) -> None:
    assert names(text, "org") == expected
