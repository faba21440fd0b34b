"""Forms of words that no table knows: the index is its own evidence."""

from itertools import pairwise

import pytest

from search import Engine
from tests.support import Make, article, ids

NAME = "زولنكوف"
FORMS = ["و", "ف", "ب", "ل", "ك", "ول", "وب", "فب", "وال", "بال", "ال", "لل", "ولل"]
ENDINGS = ["ات", "ون", "ين", "ان", "ه", "ها", "هم", "نا"]


def spread(*words: str) -> list[list[object]]:
    """A commit for each word: an article by its name."""
    return [[article(word, f"وصل {word} أمس")] for word in words]


@pytest.mark.parametrize("form", [*(p + NAME for p in FORMS), *(NAME + e for e in ENDINGS)])
@pytest.mark.parametrize("bare_first", [True, False])
def test_a_form_and_its_word_find_each_other_whichever_came_first(
    make: Make, form: str, bare_first: bool
) -> None:
    engine = make(*spread(*((NAME, form) if bare_first else (form, NAME))))
    assert set(ids(engine, NAME, match="all")) == {NAME, form}
    assert set(ids(engine, form, match="all")) == {NAME, form}
    assert ids(engine, NAME)[0] == NAME
    assert ids(engine, form)[0] == form


def test_all_forms_of_a_word_find_one_another(make: Make) -> None:
    forms = [NAME, *(p + NAME for p in ("و", "ب", "ل", "وب"))]
    engine = make(*spread(*forms))
    for form in forms:
        assert set(ids(engine, form, match="all")) == set(forms)


def test_what_only_looks_so_stays_apart(make: Make) -> None:
    """Behind ل no other preposition stands, so the longer word is one of its own."""
    engine = make(*spread("لينكوف", "بلينكوف", "لبلينكوف"))
    assert ids(engine, "لينكوف", match="all") == ["لينكوف"]
    assert set(ids(engine, "بلينكوف", match="all")) == {"بلينكوف", "لبلينكوف"}


def test_a_form_too_frequent_for_its_word_is_a_word_of_its_own(make: Make) -> None:
    name, shorter = "كازنتروف", "ازنتروف"
    engine = make([article(n, f"زار {name} المدينة") for n in range(9)], [article("x", shorter)])
    assert ids(engine, shorter, match="all") == ["x"]
    assert "x" not in ids(engine, name, match="all", limit=20)


def test_forms_are_scored_as_one_word(make: Make) -> None:
    engine = make(*spread(NAME, "ب" + NAME, "و" + NAME), [article("other", "خبر آخر")])
    same = make(*spread(NAME), *([[article(n, f"وصل {NAME} أمس")] for n in "ab"]), [article("c")])
    (one,) = {
        share.idf
        for hit in same.search(NAME, explain=True).hits
        for share in hit.shares
        if share.source == "stem"
    }
    for hit in engine.search(NAME, explain=True).hits:
        stems = [share for share in hit.shares if share.source == "stem"]
        assert {share.idf for share in stems} == {one}
        assert len({share.frequency for share in stems}) == 1


def test_forms_stand_in_phrases_and_are_marked(make: Make) -> None:
    engine = make(*spread("ب" + NAME, NAME))
    assert set(ids(engine, f'"{NAME} أمس"')) == {NAME, "ب" + NAME}
    for hit in engine.search(NAME).hits:
        snippet = hit.snippets[0]
        assert [snippet.text[a:b] for a, b in snippet.highlights] == [hit.id]


def test_an_explanation_says_how_the_index_reads_a_form(make: Make) -> None:
    engine = make(*spread("ب" + NAME, NAME))
    lines = [line for hit in engine.search(NAME, explain=True).hits for line in hit.explanation]
    assert any(f"in this index: ب{NAME} = ب + {NAME}" in line for line in lines)


def test_the_exact_form_alone_has_no_others(make: Make) -> None:
    engine = make(*spread("ب" + NAME, NAME))
    assert ids(engine, "=" + NAME) == [NAME]
    assert ids(engine, NAME, exact=True) == [NAME]


@pytest.fixture
def names(make: Make) -> Engine:
    texts = {
        "vance": "قال فانس إن الاتفاق قريب",
        "of-vance": "لقاء لفانس ثم بفانس",
        "anas": "وصل أنس وتبعه خالد",
        "fast": "جرى بسرعة",
    }
    return make([article(name, text) for name, text in texts.items()])


def test_a_name_of_today_keeps_its_letters(names: Engine) -> None:
    assert set(ids(names, "فانس", match="all")) == {"vance", "of-vance"}
    assert "anas" in ids(names, "أنس", match="all")


def test_adjacent_forms_are_scored_as_pairs(make: Make) -> None:
    name, other = NAME, "شاربتونيا"
    engine = make(
        [
            article("beside", f"وصل {name} {other} أمس"),
            article("attached", f"وصل {name} ل{other} أمس"),
            article("apart", f"وصل {other} وغادر أمس {name}"),
        ]
    )
    scores = [hit.score for hit in engine.search(f"{name} {other}").hits]
    found = ids(engine, f"{name} {other}")
    assert found[-1] == "apart" and found[0] == "beside"
    assert all(better > worse for better, worse in pairwise(scores))


def test_a_word_that_begins_with_a_proclitics_letter_still_loses_its_ending(make: Make) -> None:
    engine = make(*spread("كتاب", "كتابنا", "ككتابنا"))
    assert set(ids(engine, "كتاب", match="all")) >= {"كتاب", "كتابنا"}
    assert set(ids(engine, "كتابنا", match="all")) >= {"كتاب", "كتابنا"}
