"""Keys: what spellings of one name share and different names do not."""

import pytest

from index.entities import name_key
from index.facets import Kind


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        ("person", ["بسام الصباغ", "بسام صباغ"]),
        ("person", ["فيصل بن فرحان", "فيصل ابن فرحان", "#فيصل_بن_فرحان"]),
        ("person", ["محمد بن زايد", "محمد بن زايد آل نهيان", "محمد بن زايد آل نهيّان"]),
        ("person", ["محمد باقر قاليباف", "محمدباقر قالیباف"]),
        ("person", ["أحمد عبد الله", "احمد عبدالله"]),
        ("person", ["دونالد ترامب", "دونالد ترمب", "ترامب"]),
        ("place", ["سوريا", "سورية", "الجمهورية العربية السورية"]),
        ("place", ["حماة", "حماه"]),
        ("place", ["أميركا", "أمريكا", "الولايات المتحدة"]),
        ("place", ["إسطنبول", "استانبول"]),
        ("org", ["سانا", "وكالة الأنباء السورية", "وكالة سانا"]),
        ("org", ["الجيش الأميركي", "الجيش الأمريكي"]),
    ],
)
def test_spellings_of_one_name_share_a_key(kind: Kind, spellings: list[str]) -> None:
    assert len({name_key(kind, spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("person", "حافظ الأسد", "بشار الأسد"),
        ("person", "محمد حسن", "حسن محمد"),
        ("place", "سوريا", "السودان"),
        ("place", "الكويت", "قطر"),
        ("org", "وزارة الدفاع السورية", "وزارة الدفاع الروسية"),
    ],
)
def test_different_names_have_different_keys(kind: Kind, one: str, other: str) -> None:
    assert name_key(kind, one) != name_key(kind, other)
