"""What users rely on when they search, on five small articles."""

import threading
from datetime import date
from pathlib import Path

import pytest

from index import Article, InputError, build
from search import Engine, Filters, QueryError, open_index
from tests.support import Make, article, ids


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("طرطوس", {"sea"}),
        ("المدرسه", {"school"}),
        ("والمدرسةُ", {"school"}),
        ("حماه", {"match", "market"}),
        ("حلب حماة", {"market"}),
        ("القمح في حلب", {"market"}),  # في is a stop word
        ('"أسواق حلب"', {"market"}),
        ('"حلب أسواق"', set()),
        ('"أسواق القمح"~3', {"market"}),
        ('"أسواق القمح"~0', set()),
        ("حلب -القمح", {"school"}),
        ("حلب NOT القمح", {"school"}),
        ("-حلب", {"sea", "match", "museum"}),
        ("طرطوس OR الفسيفساء", {"sea", "museum"}),
        ("(طرطوس OR حماة) AND القمح", {"market"}),
        ('("طرطوس") أو ("الفسيفساء")', {"sea", "museum"}),
        ('"حلب" وليس "القمح"', {"school"}),
        ("فسيف*", {"museum"}),
        ("*سيفساء", {"museum"}),
        ("فس?فساء", {"museum"}),
        ("طرتوس~", {"sea"}),
        ("ترتوس~2", {"sea"}),
        ("title:حماة", {"match"}),
        ("عنوان:حلب", {"school"}),
        ("عبد الله", {"match"}),
        ("عبدالله", {"match"}),
        ("#دوري_المحافظات", {"match"}),
        ("دوري المحافظات", {"match"}),
        ('person:"هدى القاسم"', {"school", "market"}),
        ("شخص:القاسم", {"school", "market"}),
        ('شخص:"هدي القاسم"', {"school", "market"}),
        ("مكان:حماه", {"match", "market"}),
        ("شخص:هد*", {"school", "market"}),
        ("org:*", {"school", "museum"}),
        ("جهة:وزارة", {"school"}),
        ('مصدر:"وكاله المرفا"', {"sea", "market"}),
        ("قسم:رياضة", {"match"}),
        ("وسم:بحر", {"sea"}),
        ("person:غائب", set()),
        ("date:2024-11", {"sea", "school"}),
        ("تاريخ:[2024-11-10 TO 2024-12-01]", {"school", "match"}),
        ("date:<2024", {"museum"}),
        ("date:*", {"sea", "school", "match", "museum"}),
        ("حلب مكان:حماة", {"market"}),
        ("*", {"sea", "school", "match", "market", "museum"}),
    ],
)
def test_query(news: Engine, query: str, expected: set[str]) -> None:
    found = news.search(query, match="all")
    assert {hit.id for hit in found.hits} == expected
    assert found.total == len(expected)


def test_exact_form(news: Engine) -> None:
    assert ids(news, "الطالب") == ["school"]
    assert ids(news, "=الطالب") == []
    assert ids(news, "الطالب", exact=True) == []
    assert ids(news, "=طالب") == ["school"]
    assert ids(news, '"مدرسة الجديدة"') == ["school"]
    assert ids(news, '="مدرسة الجديدة"') == []
    assert ids(news, '="مدرسة جديدة"') == ["school"]


def test_match_modes(news: Engine) -> None:
    both = news.search("طرطوس الفسيفساء")
    assert (both.match, {hit.id for hit in both.hits}) == ("any", {"sea", "museum"})
    assert news.search("طرطوس الفسيفساء", match="all").total == 0
    assert news.search("أسواق حلب").match == "all"
    anywhere = news.search("أسواق حلب", match="any")
    assert (anywhere.match, {hit.id for hit in anywhere.hits}) == ("any", {"market", "school"})


def test_required_and_excluded_words_hold_in_any_mode(news: Engine) -> None:
    assert set(ids(news, "+حلب أسواق طرطوس", match="any")) == {"market", "school"}
    assert set(ids(news, "حلب طرطوس -القمح", match="any")) == {"school", "sea"}
    assert set(ids(news, "حلب طرطوس مكان:حماة", match="any")) == {"market"}


def test_stop_words(news: Engine) -> None:
    assert news.search("من هي وزيرة التربية في حلب").hits[0].id == "school"
    assert news.search("بعد", match="all").total == 2  # alone, a stop word is looked for
    assert ids(news, '"بعد موسم"') == ["market"]
    assert ids(news, '"قبل موسم"', match="all") == []


def test_a_title_counts_more_than_the_body(make: Make) -> None:
    filler = "وتابعت اللجنة أعمالها في القاعة الكبرى بحضور الأعضاء. "
    engine = make(
        [
            article("body", filler + "وذكر الجسر مرة. " + filler, "أعمال اللجنة"),
            article("title", filler + filler, "الجسر يفتح للعبور"),
        ]
    )
    assert ids(engine, "الجسر") == ["title", "body"]


def test_the_form_asked_for_ranks_first(make: Make) -> None:
    engine = make([article(1, "رأيت والمعلمون قادمون"), article(2, "رأيت المعلمون قادمون")])
    assert ids(engine, "المعلمون") == ["2", "1"]


def test_an_empty_query_lists_everything_newest_first(news: Engine) -> None:
    assert ids(news, "") == ["match", "school", "sea", "museum", "market"]
    assert ids(news, "   ", filters={"place": "حلب"}) == ["school", "market"]


def test_sort(news: Engine) -> None:
    assert ids(news, "حلب OR حماة", sort="newest") == ["match", "school", "market"]
    assert ids(news, "حلب OR حماة", sort="oldest") == ["school", "match", "market"]


def test_pages_continue_each_other(news: Engine) -> None:
    whole = ids(news, "", limit=10)
    pages = [hit for offset in (0, 2, 4) for hit in news.search("", limit=2, offset=offset).hits]
    assert [hit.id for hit in pages] == whole
    assert [hit.rank for hit in pages] == [1, 2, 3, 4, 5]
    assert news.search("", limit=0).hits == ()
    assert news.search("", offset=9).hits == ()


def test_filters(news: Engine) -> None:
    def found(**filters: object) -> set[str]:
        return {hit.id for hit in news.search("", filters=filters).hits}

    assert found(place="حلب") == {"school", "market"}
    assert found(place=("حلب", "طرطوس")) == {"school", "market", "sea"}
    assert found(place="حلب", source="وكالة المرفأ") == {"market"}
    assert found(place="غائب") == set()
    assert found(since="2024-11-04") == {"school", "match"}
    assert found(since="نوفمبر 2024", until=date(2024, 11, 20)) == {"sea", "school"}
    assert found(until="2023") == {"museum"}
    chosen = Filters(person=("هدى القاسم",), until=date(2024, 12, 31))
    assert ids(news, "حلب", filters=chosen) == ["school"]


def test_a_hit_brings_what_is_shown(news: Engine) -> None:
    (hit,) = news.search("القبطان").hits
    assert (hit.title, hit.source, hit.category) == (
        "سفينة أبحاث تغادر طرطوس",
        "وكالة المرفأ",
        "بيئة",
    )
    assert hit.date == date(2024, 11, 3)
    assert hit.entities == {"person": ("سامر النجار",), "place": ("طرطوس", "سوريا"), "org": ()}
    assert hit.tags == ("بحر", "تلوث")
    (snippet,) = hit.snippets
    assert [snippet.text[a:b] for a, b in snippet.highlights] == ["القبطان"]


def test_title_highlights(news: Engine) -> None:
    (hit,) = news.search("title:سفينة").hits
    assert [hit.title[a:b] for a, b in hit.title_highlights] == ["سفينة"]
    assert hit.snippets[0].highlights == ()  # only the title was asked for


def test_errors(news: Engine) -> None:
    with pytest.raises(QueryError, match="character 6"):
        news.search("date:غير-معروف")
    for bad in ({"colour": "x"}, {"since": "متى"}):
        with pytest.raises(InputError):
            news.search("", filters=bad)
    with pytest.raises(InputError, match="relevance"):
        news.search("", sort="best")  # type: ignore[arg-type]
    with pytest.raises(InputError):
        news.search("", limit=-1)
    with pytest.raises(InputError, match="person"):
        news.facet_values("persons")


def test_an_author_is_a_field_and_a_facet(make: Make) -> None:
    engine = make(
        [
            article("a", "زار هاني الميناء", author="ليلى نصار"),
            article("b", "زارت ليلى نصار الميناء", author="هاني الحداد"),
            article("c", "مطر"),
        ]
    )
    assert ids(engine, "كاتب:نصار") == ids(engine, 'author:"ليلى نصار"') == ["a"]
    assert ids(engine, "الميناء -author:هاني") == ["a"]
    assert ids(engine, "", filters=Filters(author=("هاني الحداد",))) == ["b"]
    assert set(ids(engine, "author:*")) == {"a", "b"}
    assert {value.value for value in engine.search("الميناء").facets["author"]} == {
        "ليلى نصار",
        "هاني الحداد",
    }
    (completion,) = engine.complete("كاتب:ليل")
    assert (completion.kind, completion.text) == ("author", '"ليلى نصار"')


def test_words_of_no_letter_do_not_count(news: Engine) -> None:
    assert set(ids(news, "😀 طرطوس - ؟", match="all")) == {"sea"}


def test_bare_hits_are_the_same_hits_without_their_text(news: Engine) -> None:
    whole, bare = news.search("حلب"), news.search("حلب", bare=True)
    assert [(h.rank, h.id, h.score) for h in bare.hits] == [
        (h.rank, h.id, h.score) for h in whole.hits
    ]
    assert bare.total == whole.total
    assert all(hit.title == "" and hit.snippets == () for hit in bare.hits)
    assert news.search("طرتوس", bare=True).suggestion is None


def test_article_and_entities(news: Engine) -> None:
    found = news.article("school")
    assert found is not None and found.text.startswith("افتتحت وزيرة")
    assert news.entities("school")["org"] == ("وزارة التربية",)
    assert news.article("none") is None
    assert news.entities("none") == {"person": (), "place": (), "org": ()}


def test_an_article_is_found_by_the_end_of_its_id(make: Make) -> None:
    engine = make(
        [article(name, "خبر") for name in ("a/1", "b/1", "b/12", "c/3", "3")],
        [article("c/3", "خبر معدل")],  # its first version is deleted, not another article
    )

    def found(name: str) -> str | None:
        one = engine.find(name)
        return one.id if one else None

    assert found("a/1") == "a/1"
    assert found("12") == "b/12"
    assert found("3") == "3"  # the whole id of one article, the end of another's
    assert found("c/3") == "c/3"
    assert found("absent") is None and found("") is None
    with pytest.raises(InputError, match="2 ids end in /1: a/1, b/1;"):
        engine.find("/1")


def test_matches_of_a_text(news: Engine) -> None:
    text = "قالت وبالمدارس وللمدرسة ومدرسةٍ قديمة"
    assert [text[a:b] for a, b in news.matches("مدرسة", text)] == ["وللمدرسة", "ومدرسةٍ"]
    assert news.matches("(", text) == ()
    assert news.matches("", text) == ()
    assert news.matches("-مدرسة", text) == ()


def test_stats(news: Engine) -> None:
    stats = news.stats()
    assert stats.articles == 5
    assert (stats.first_date, stats.last_date) == (date(2023, 5, 14), date(2024, 12, 1))
    assert stats.undated == 1
    assert stats.facets["person"] == 4 and stats.facets["category"] == 5
    assert stats.terms["body"] > stats.terms["title"] > 0
    assert stats.bytes > 0


def test_refresh_follows_the_newest_generation(tmp_path: Path) -> None:
    build([article("a", "وصلت القافلة إلى تدمر")], tmp_path)
    with open_index(tmp_path) as engine:
        assert not engine.refresh()
        assert engine.search("تدمر").total == 1
        build([article("b", "عادت القافلة من تدمر"), article("a", "تأخر الركب")], tmp_path)
        assert ids(engine, "تدمر") == ["a"]
        assert engine.refresh()
        assert ids(engine, "تدمر") == ["b"]
        assert engine.search("القافلة").total == 1


def test_threads_share_an_engine(news_directory: Path) -> None:
    queries = ["حلب", "حماة", '"هدى القاسم"', "مدر*", "طرطوس OR القمح", ""]
    with open_index(news_directory) as engine:
        expected = {query: ids(engine, query) for query in queries}
    failures: list[object] = []
    with open_index(news_directory) as engine:

        def work(shift: int) -> None:
            for i in range(30):
                query = queries[(i + shift) % len(queries)]
                try:
                    if ids(engine, query) != expected[query]:
                        failures.append(query)
                except Exception as error:
                    failures.append(error)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


def test_the_directory_comes_from_the_environment(
    news_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NABA_INDEX", str(news_directory))
    with open_index() as engine:
        assert engine.search("").total == 5


def test_a_month_is_found_by_its_name_in_either_system(make: Make) -> None:
    engine = make(
        [
            article("syr", "افتتح المعرض في كانون الأول الماضي."),
            article("egy", "افتتح المعرض في ديسمبر الماضي."),
            article("jan", "افتتح المعرض في كانون الثاني الماضي."),
            article("mag", "افتتح المعرض في جانفي الماضي."),
        ]
    )
    for query, expected in (
        ("ديسمبر", {"syr", "egy"}),
        ("كانون الأول", {"syr", "egy"}),
        ("معرض كانون الثاني", {"jan", "mag"}),
        ("يناير", {"jan", "mag"}),
        ('"كانون الأول"', {"syr"}),
    ):
        assert {hit.id for hit in engine.search(query, match="all").hits} == expected, query


def test_synonyms_of_a_file_and_of_the_index(make: Make, tmp_path: Path) -> None:
    engine = make(
        [article(1, "وصلت السيارة."), article(2, "وصلت المركبة."), article(3, "عربة نقل")]
    )
    directory = engine._state.snapshot.directory
    assert len(engine.search("سيارة", match="all").hits) == 1
    (tmp_path / "cars.txt").write_text("سيارة، مركبة\nمركبة => عربة نقل  # one way\n", "utf-8")
    with open_index(directory, synonyms=tmp_path / "cars.txt") as wide:
        assert {hit.id for hit in wide.search("السيارة", match="all").hits} == {"1", "2"}
        assert {hit.id for hit in wide.search("مركبة", match="all").hits} == {"1", "2", "3"}
        assert {hit.id for hit in wide.search("عربة نقل", match="all").hits} == {"3"}
        assert len(wide.search("السيارة", exact=True).hits) == 1
    (directory / "synonyms.txt").write_text("سيارة، عربة", "utf-8")
    with open_index(directory) as own:
        assert {hit.id for hit in own.search("سيارة", match="all").hits} == {"1", "3"}
    (tmp_path / "bad.txt").write_text("سيارة", "utf-8")
    with pytest.raises(InputError, match=r"bad\.txt: line 1"):
        open_index(directory, synonyms=tmp_path / "bad.txt")


def test_recent_articles_can_be_preferred(make: Make) -> None:
    engine = make(
        [
            article("old", "قمح قمح قمح في السوق.", date=date(2023, 1, 1)),
            article("new", "قمح في السوق بعد الحصاد الطويل.", date=date(2024, 12, 31)),
            article("undated", "قمح قمح في السوق."),
        ]
    )
    assert engine.search("قمح").hits[-1].id == "new"
    assert engine.search("قمح", recent=30).hits[0].id == "new"
    scores = {hit.id: hit.score for hit in engine.search("قمح").hits}
    recent = {hit.id: hit.score for hit in engine.search("قمح", recent=365).hits}
    assert recent["new"] == pytest.approx(scores["new"])
    assert recent["old"] == pytest.approx(scores["old"] / 4)  # 730 days
    with pytest.raises(InputError, match="days"):
        engine.search("قمح", recent=0)


def test_an_article_made_by_hand_shows_its_title(make: Make) -> None:
    engine = make([Article(id="1", text="وصلت السفينة.", title="سفينة في الميناء", persons=())])
    (hit,) = engine.search("سفينة").hits
    assert hit.title == "سفينة في الميناء"
    assert hit.title_highlights == ((0, 5),)
