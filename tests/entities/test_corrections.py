"""A user's own aliases and stop list."""

import pytest

from index.entities.corrections import Corrections, read_corrections

LIST = """# ours
person\tراكان بن سعود\tأبو سعود|الأمير راكان
org\t-\tوكالات|مواقع

place\tصنعاء القديمة
"""


def test_an_alias_takes_the_name_and_a_stop_takes_it_away() -> None:
    corrections = read_corrections(LIST)
    people = ["أبو سعود", "ابو سعود", "راكان بن سعود", "راكان ابن سعود", "كمال درويش"]
    assert corrections.apply("person", people, {}) == {
        "أبو سعود": "راكان بن سعود",
        "ابو سعود": "راكان بن سعود",
        "راكان ابن سعود": "راكان بن سعود",
    }
    assert corrections.apply("org", ["وكالات", "سانا"], {}) == {"وكالات": None}
    assert corrections.apply("person", ["وكالات"], {}) == {}


def test_a_correction_of_the_canonical_name_holds_for_its_spellings() -> None:
    corrections = read_corrections("person\tفلان الفلاني\tكمال الدرويش\n")
    found = corrections.apply("person", ["كمال درويش"], {"كمال درويش": "كمال الدرويش"})
    assert found == {"كمال درويش": "فلان الفلاني"}


def test_without_corrections_canonical_names_stay() -> None:
    assert Corrections().apply("person", ["ب", "ج"], {"ب": "ا"}) == {"ب": "ا"}


@pytest.mark.parametrize("line", ["شخص\tفلان", "person", "person\t\tفلان", "org\tا\tب\tج"])
def test_a_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_corrections("# note\n" + line)
