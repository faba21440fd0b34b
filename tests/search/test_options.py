"""Options are checked before anything runs."""

from datetime import date

import pytest

from index import InputError
from search.options import checked
from search.results import Filters


def test_filters_may_be_a_mapping() -> None:
    given = {"place": "حلب", "tag": ["ا", "ب"], "since": "2024", "until": "2024-02", "org": None}
    assert checked(given) == Filters(
        place=("حلب",), tag=("ا", "ب"), since=date(2024, 1, 1), until=date(2024, 2, 29)
    )
    assert checked({"since": date(2024, 5, 6)}).since == date(2024, 5, 6)
    assert checked(Filters(org=("x",))) == Filters(org=("x",))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"filters": {"colour": "x"}}, "colour"),
        ({"filters": {"since": "متى"}}, "متى"),
        ({"filters": {}, "sort": "best"}, "relevance, newest, oldest"),
        ({"filters": {}, "match": "some"}, "auto, all, any"),
        ({"filters": {}, "limit": -1}, "0 or more"),
        ({"filters": {}, "offset": -1}, "0 or more"),
    ],
)
def test_an_error_says_what_there_is(options: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        checked(**options)  # type: ignore[arg-type]
