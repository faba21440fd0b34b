"""Mentions of texts: whole words in order, the same alone and together."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities import Extractor, tagger
from index.entities.weights import Floats, Model
from tests.support.mentions import extractor

EXTRACT = extractor()


@pytest.mark.parametrize(
    "text",
    ["لقاء #فيصل_بن_فرحان في جدة", "لقاء فيصل بن فرحان في جدة", "لقاء فيصل ابن فرحان في جدة"],
)
def test_a_hashtag_is_read_as_a_name(text: str) -> None:
    (person,) = [m for m in EXTRACT(text) if m.kind == "person"]
    assert person.name in {"فيصل بن فرحان", "فيصل ابن فرحان"}
    assert person.text == text.removeprefix("لقاء ").removesuffix(" في جدة")


def test_a_hashtag_goes_on_with_a_name() -> None:
    (person,) = [m for m in EXTRACT("قال الرئيس دونالد #ترمب أمس") if m.kind == "person"]
    assert (person.text, person.name) == ("دونالد #ترمب", "دونالد ترامب")


def test_the_title_is_outside_the_mention() -> None:
    (mention,) = EXTRACT("زار الرئيس بشار الأسد")
    assert mention.text == "بشار الأسد"


def test_an_attached_particle_is_inside_the_span_and_not_in_the_name() -> None:
    (mention,) = EXTRACT("رسالة لمحمد السعدي")
    assert (mention.text, mention.name) == ("لمحمد السعدي", "محمد السعدي")


_PIECES = """قال الرئيس بشار الأسد في #حلب و #فيصل_بن_فرحان وزارة الدفاع السورية محمد بن عبد لل وال
ـ ، . ( « » " # _ - الله ابن آل أبو شركة للعراق ولسوريا قناة 12 naba"""
_TEXTS = st.lists(st.sampled_from([*_PIECES.split(), "\n"]), max_size=30).map(" ".join)


@given(_TEXTS | st.text(max_size=80))
def test_mentions_are_whole_words_in_order(text: str) -> None:
    last = 0
    for mention in EXTRACT(text):
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.name.strip() == mention.name != ""
        for beside in (
            text[mention.start - 1 : mention.start],
            text[mention.end : mention.end + 1],
        ):
            assert not beside.isalnum()
            assert beside != "_"
        last = mention.end


def test_long_texts_take_time_in_proportion() -> None:
    text = "قال الرئيس بشار الأسد في دمشق إن وزارة الدفاع السورية مستعدة. " * 2000
    assert len(EXTRACT(text)) == 6000


def test_texts_read_together_have_the_mentions_they_have_alone() -> None:
    texts = ["زار الرئيس بشار الأسد", "", "دمشق", "وصل وفد إلى حلب.\nقال فيصل بن فرحان إنه سعيد"]
    assert EXTRACT.batch(texts) == [EXTRACT(text) for text in texts]
    assert EXTRACT.batch([]) == []


def test_a_word_that_cannot_be_read_spoils_its_own_text_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    extract, real = Extractor(), tagger.word_tables

    def breaks(weights: Model, words: Sequence[str], keys: Sequence[str]) -> Floats:
        if "خراب" in words:
            raise KeyError("no such word")
        return real(weights, words, keys)

    monkeypatch.setattr(tagger, "word_tables", breaks)
    with pytest.raises(KeyError):
        extract("خراب هنا")
    assert [m.name for m in extract("وصل إلى دمشق")] == ["دمشق"]
