"""Names that an index holds as two kinds."""

from index.entities.kinds import misread


def test_a_name_is_of_the_kind_that_most_articles_have_it_as() -> None:
    found = misread({"person": {"لوريس كاريوس": 9}, "org": {"لوريس كاريوس": 2}, "place": {}})
    assert found == {"person": set(), "place": set(), "org": {"لوريس كاريوس"}}


def test_a_club_may_bear_the_name_of_a_town_and_listed_names_stay() -> None:
    counts = {
        "place": {"تولوز": 26, "ليفربول": 900},
        "org": {"تولوز": 2, "ليفربول": 3},
        "person": {},
    }
    assert not any(misread(counts).values())
