"""Words that an index has as names keep their letters, and meet their forms all the same."""

from collections.abc import Sequence

import pytest

from search import Engine
from tests.support import Make, article, ids


def named(number: int, text: str, *persons: str) -> object:
    return article(f"{text} {number}", f"{text} في الحفل {number}", persons=persons)


def found(engine: Engine, query: str, **options: object) -> Sequence[str]:
    return [one.rsplit(" ", 1)[0] for one in ids(engine, query, limit=100, **options)]


def beside(name: str, other: str, forms: Sequence[str] = ("",)) -> list[object]:
    """Three articles with a person's name, behind proclitics, among some with another word."""
    people = [named(n, form + name, f"سليم {name}") for n in range(3) for form in forms]
    return people + [named(n, other) for n in range(3)]


def test_a_name_by_itself_finds_its_own_letters(make: Make) -> None:
    engine = make(beside("المناري", "المنارات", ("", "و")))
    assert set(found(engine, "المناري")) == {"المناري", "والمناري"}
    assert found(engine, "المناري")[:3] == ["المناري"] * 3
    assert set(found(engine, "والمناري")) == {"المناري", "والمناري"}
    assert set(found(engine, "منارات")) == {"المنارات", "المناري", "والمناري"}


def test_what_shares_the_stem_of_a_name_is_told_and_found_by_any_word(make: Make) -> None:
    engine = make(beside("المناري", "المنارات"))
    (note,) = engine.search("المناري").notes
    assert note.parameters["number"] == "3"
    wider = found(engine, "المناري", match="any")
    assert wider == ["المناري"] * 3 + ["المنارات"] * 3
    assert not engine.search("المنارات").notes


def test_only_words_of_the_stem_are_partial_matches(make: Make) -> None:
    engine = make([*beside("المناري", "المنارات"), article("x", "المنارات", source="وكالة")])
    results = engine.search("المناري", filters={"source": ["وكالة"]})
    assert results.match == "any" and [hit.id for hit in results.hits] == ["x"]
    (stand_in,) = results.stand_ins
    assert (stand_in.word, stand_in.near, stand_in.roots) == ("المناري", (), ())


def test_a_word_seldom_a_name_keeps_its_stem(make: Make) -> None:
    engine = make([*beside("المناري", "المنارات"), *(named(n, "المناري") for n in range(3, 30))])
    assert set(found(engine, "المناري")) == {"المناري", "المنارات"}


def test_a_name_of_one_article_has_no_proclitic_if_nothing_stands_without_it(make: Make) -> None:
    """فيرين is no يرين behind ف, which no article has, nor any form of رأى; ببروسيا is بروسيا."""
    seen = [named(1, "رأيت"), named(2, "الرأي")]
    engine = make([named(3, "فيرين", "أنيك فيرين"), *seen])
    assert found(engine, "فيرين") == ["فيرين"]
    prussia = article("b", "ببروسيا", places=("ببروسيا",))
    engine = make([prussia, article("p", "بروسيا")])
    assert set(ids(engine, "ببروسيا")) == {"b", "p"}


def test_beside_other_words_a_name_keeps_its_letters_if_its_stem_has_not(make: Make) -> None:
    engine = make(beside("المناري", "المنارات"), beside("كسروان", "الكسرواني"))
    assert set(found(engine, "المناري الحفل", match="all")) == {"المناري"}
    assert set(found(engine, "كسروان الحفل", match="all")) == {"كسروان", "الكسرواني"}
    assert set(found(engine, "كسروان", match="all")) == {"كسروان"}


@pytest.mark.parametrize(("name", "spelled"), [("غوتيريش", "غوتيريس"), ("يانجون", "يانغون")])
def test_a_name_meets_its_other_spellings_after_its_own(
    make: Make, name: str, spelled: str
) -> None:
    engine = make(beside(name, spelled))
    assert found(engine, name) == [name] * 3 + [spelled] * 3


def test_a_name_that_many_articles_have_keeps_the_endings_it_is_met_by(make: Make) -> None:
    many = [named(n, "كسروان", "كسروان") for n in range(25)]
    engine = make([*many, named(0, "الكسرواني")])
    assert found(engine, "كسروان") == ["كسروان"] * 25 + ["الكسرواني"]


def test_of_one_word_proclitics_come_before_what_shares_the_stem(make: Make) -> None:
    engine = make([named(n, word) for n in range(3) for word in ("أقلام", "القلم", "قلم", "قلمان")])
    assert found(engine, "قلم")[:6] == ["قلم"] * 3 + ["القلم"] * 3
    for hit in engine.search("قلم", explain=True, limit=100).hits:
        assert sum(share.score for share in hit.shares) == pytest.approx(hit.score)


def test_an_index_without_names_is_searched_by_stems(make: Make) -> None:
    engine = make([named(n, word) for n in range(3) for word in ("المناري", "المنارات")])
    assert set(found(engine, "المناري")) == {"المناري", "المنارات"}
