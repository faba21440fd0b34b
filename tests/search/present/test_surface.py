"""How articles write the folded terms of the index."""

from tests.support import Make, article


def test_titles_are_asked_before_bodies(make: Make) -> None:
    engine = make(
        [
            article(1, "وصل أحمد إلى مدرسة الأمل", "المدرسة الأولى"),
            article(2, "وصل احمد", "المدرسه"),
            article(3, "وصل", "المدرسة"),
        ]
    )
    surfaces = engine._state.surfaces
    assert surfaces("المدرسه") == "المدرسة"  # two titles of three write it so
    assert surfaces("احمد") == "أحمد"
    assert surfaces("غايب") == "غايب"
