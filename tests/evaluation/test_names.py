"""Names that ship keep their letters; the audit sees one that does not."""

from tests.evaluation.names import audit, frequent, held, shipped
from tests.support import Make, article


def test_hardly_any_name_that_ships_meets_a_word_without_its_letters() -> None:
    found = audit(shipped(), frequent(20_000))
    assert found.names > 5000
    assert found.share < 0.005, found.foreign


def test_a_foreign_word_is_told_from_a_form_and_from_another_spelling() -> None:
    words = ["بسنجار", "النجار", "امريكا", "اميركا", "زاد", "ويزيد"]
    found = audit(["سنجار", "امريكا", "يزيد"], words)
    assert found.foreign == {"يزيد": ("زاد",)}
    assert found.share == 1 / 3


def test_an_index_is_asked_for_the_names_it_holds(make: Make) -> None:
    engine = make([article("a", "زار كيري باريس", persons=("جون كيري",), places=("باريس",))])
    assert held(engine) == {"جون", "كيري", "باريس"}
    assert audit(held(engine), ["كيري", "وكيري", "يري"], engine).foreign == {}
