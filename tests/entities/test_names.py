"""The shipped lists of names hold no proclitics, and what the counts say of names."""

from index.entities.keys import aliases
from index.entities.name_counts import name_counts
from index.entities.readings import strips
from index.entities.tables import folded, rows


def test_no_listed_name_is_a_listed_place_after_a_proclitic() -> None:
    places = aliases("place")
    families = [word for word, _ in rows("family.tsv")]
    given = [folded(word.lstrip("?")) for (word,) in rows("given.tsv")]
    given.remove(folded("كريمة"))  # a name of many, and hardly ever *as* with a town of Yemen
    listed = [*families, *given]
    assert [word for word in listed if any(rest in places for rest in strips(word))] == []


def test_given_names_and_surnames_are_told_apart() -> None:
    counts = name_counts()
    assert counts[folded("محمد")].given > counts[folded("محمد")].surname
    assert counts[folded("الزبيدي")].surname > counts[folded("الزبيدي")].given
