"""Places that are called as somebody is."""

import pytest

from tests.support.mentions import names


@pytest.mark.parametrize(
    "text",
    [
        "امتلأت مياه سد سيدي سعد بعد الأمطار",
        "وصل الحجاج إلى بلدية سيدي حمادي مساء",
        "حفروا بئرا في رأس أبو قميص قرب الحدود",
        "فتحت بلديتي بن عروس والمروج الأبواب",
        "كمين على الطريق الرابطة بين قلعة سنان والدهماني",
    ],
)
def test_a_place_is_nobody(text: str) -> None:
    assert names(text, "person") == []


def test_a_mauritanian_is_no_place() -> None:
    text = "قال الوزير سيدي محمد ولد الغابر إن الموسم جيد"
    assert names(text, "person") == ["سيدي محمد ولد الغابر"]
