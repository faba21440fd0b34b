"""Snippets and highlights: the right passage, the source's own letters, whole words."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article
from index.analysis import Analyzer
from search import Engine, Snippet
from search.execute.probe import Clause, Probe
from search.present.highlight import Chunks, Highlighter, Marked
from search.present.snippets import LENGTH, snippet
from tests.support import Make, article, opened

FILLER = "ومضى الحاضرون إلى القاعة الكبيرة حيث جلسوا يتبادلون الحديث. "


def _only(engine: Engine, query: str) -> Snippet:
    (hit,) = engine.search(query).hits
    (found,) = hit.snippets
    return found


def _marked(found: Snippet) -> list[str]:
    return [found.text[a:b] for a, b in found.highlights]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("مدرسة", "دخلوا وبالمدرسة وسُورِها", ["وبالمدرسة"]),
        ("مسيرة", "رصدوا مُسَيَّرَةً في الجو", ["مُسَيَّرَةً"]),
        ("السلام", "دعا إلى الســـلام", ["الســـلام"]),
        ("2020", "منذ عام ٢٠٢٠ تقريبا", ["٢٠٢٠"]),
        ("#حق_المعرفة", "كتب #حق_المعرفة هنا", ["#حق_المعرفة"]),
        ("المعرفة", "كتب #حق_المعرفة هنا", ["المعرفة"]),
        ('"نهر العاصي"', "ضفاف نهر العاصي، ثم نهر آخر", ["نهر", "العاصي"]),
        ('"العاصي نهر"~2', "ضفاف نهر العاصي، ثم نهر آخر", ["نهر", "العاصي"]),
        ("فرات*", "مياه الفرات وجسر الفراتين", ["الفرات", "الفراتين"]),
        ("الفراط~", "مياه الفرات وجسر", ["الفرات"]),
        ("=نهر", "النهر ونهر ونهر نهر", ["نهر"]),
        ("عبد الله", "حضر عبدالله أمس", ["عبدالله"]),
        ("نهر -جبل", "نهر هنا", ["نهر"]),
    ],
)
def test_highlights_cover_the_word_as_written(
    make: Make, query: str, text: str, marked: list[str]
) -> None:
    engine = make([article(1, text, "خبر")])
    found = _only(engine, query)
    assert _marked(found) == marked
    assert found.text in text


def test_a_passage_without_the_end_of_its_sentence_ends_at_a_pause(make: Make) -> None:
    long = "وقف صياد عجوز ينظر إلى الماء، " + "ومضى الناس في طريقهم إلى السوق القديم، " * 12
    text = _only(make([article(1, long, "خبر")]), "صياد").text
    assert text.endswith("القديم")
    assert long[len(text)] == "،"
    assert LENGTH * 0.7 < len(text) <= LENGTH


def test_the_passage_has_the_matches(make: Make) -> None:
    text = FILLER * 6 + "وعلى ضفة البحيرة وقف صياد عجوز. " + FILLER * 6
    found = _only(make([article(1, text, "خبر")]), "البحيرة صياد")
    assert _marked(found) == ["البحيرة", "صياد"]
    assert found.text in text
    assert 100 < len(found.text) <= LENGTH + 1
    # it starts where a sentence starts and ends where one ends
    assert text[: text.index(found.text)].rstrip().endswith(".")
    assert found.text.endswith(".")


def test_rare_words_together_beat_a_frequent_one_repeated(make: Make) -> None:
    text = "السوق السوق السوق. " + FILLER * 6 + "في السوق زمردة نادرة. " + FILLER * 6
    others = [article(n, "أخبار السوق اليوم", "خبر") for n in range(2, 8)]
    engine = make([article(1, text, "خبر"), *others])
    found = engine.search("السوق زمردة").hits[0].snippets[0]
    assert _marked(found) == ["السوق", "زمردة"]


def test_without_matches_it_is_the_lead(make: Make) -> None:
    text = "حمص 3 مارس 2024 (وكالة المرفأ) - انطلقت القافلة فجرا. " + FILLER * 8
    engine = make([article(1, text, "قافلة الشتاء", lead=text.index("انطلقت"))])
    found = _only(engine, "")
    assert found.highlights == ()
    assert found.text.startswith("انطلقت القافلة")
    # found by its title alone
    assert _only(engine, "title:الشتاء").text == found.text


def test_the_lead_does_not_repeat_the_title(make: Make) -> None:
    engine = make([article(1, "قافلة الشتاء\nانطلقت القافلة فجرا.", "قافلة الشتاء")])
    assert _only(engine, "").text == "انطلقت القافلة فجرا."


def test_furniture_is_shown_only_when_nothing_else_matches(make: Make) -> None:
    text = "مشاركة : الرابط\nوصل الرابط بين المدينتين إلى نهايته.\nالمرفأ"
    furniture = ((0, 15), (text.rindex("المرفأ"), len(text)))
    engine = make([article(1, text, "خبر", furniture=furniture)])
    found = _only(engine, "الرابط")
    assert found.text == "وصل الرابط بين المدينتين إلى نهايته."
    assert _only(engine, "").text == found.text
    assert _marked(_only(engine, "مشاركة")) == ["مشاركة"]


def test_picture_links_do_not_stand_at_the_ends(make: Make) -> None:
    text = "pic.twitter.com/Ab12 وصلت البعثة إلى الجزيرة pic.twitter.com/Xy34"
    engine = make([article(1, text, "خبر")])
    assert _only(engine, "البعثة").text == "وصلت البعثة إلى الجزيرة"


def test_a_phrase_only_in_the_title_is_not_marked_in_the_text(make: Make) -> None:
    engine = make([article(1, "صاحب البيت فتح باب الكبير منهم", "البيت الكبير")])
    (hit,) = engine.search('"البيت الكبير"').hits
    assert [hit.title[a:b] for a, b in hit.title_highlights] == ["البيت", "الكبير"]
    assert hit.snippets[0].highlights == ()


words = st.sampled_from(["نهر", "جبل", "وبالنهر", "النهرُ.", "سهل،", "#نهر_جبل", "؟", "a.b", "\n"])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(words, max_size=120).map(" ".join),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=3),
)
def test_a_snippet_is_a_piece_of_the_text_in_whole_words(
    text: str, furniture: list[tuple[int, int]]
) -> None:
    spans = tuple((a, min(len(text), a + n)) for a, n in furniture if a < len(text))
    clause = Clause("نهر", (Probe("stem", ("title", "body"), (frozenset({"نهر"}),)),))
    matches = Highlighter(Chunks(Analyzer()), [clause]).find(text)
    found = snippet(Article("1", text, furniture=spans), matches, [1.0])
    if found is None:
        assert not matches
        return
    assert found.text in text
    assert len(found.text) <= 2 * LENGTH
    assert found.text == found.text.strip()
    assert all("نهر" in found.text[a:b] for a, b in found.highlights)
    assert bool(found.highlights) == bool(matches)
    if not spans:
        places = [m.start() for m in re.finditer(re.escape(found.text), text)]
        assert any(
            (at == 0 or text[at - 1].isspace())
            and (at + len(found.text) == len(text) or text[at + len(found.text)].isspace())
            for at in places
        )


def test_one_endless_word_is_cut() -> None:
    text = "نهر" * 1000
    found = snippet(Article("1", text), [Marked(0, len(text), 0)], [1.0])
    assert found is not None
    assert len(found.text) <= 2 * LENGTH and found.highlights == ((0, len(found.text)),)


def test_every_probe_of_a_clause_counts() -> None:
    either = Clause(
        "x",
        (
            Probe("exact", ("body",), (frozenset({"نهر"}), frozenset({"جبل"}))),
            Probe("exact", ("body",), (frozenset({"سهل"}),)),
        ),
    )
    text = "نهر سهل نهر جبل"
    found = Highlighter(Chunks(Analyzer()), [either]).find(text, "body")
    assert [text[m.start : m.end] for m in found] == ["سهل", "نهر", "جبل"]
    assert Highlighter(Chunks(Analyzer()), [either]).find(text, "title") == []


ROUGH = [
    "قال عبدالله ابومازن: «لن نـنتظر»، ثم مضى/عاد إلى سوريا_الجديدة... #حق_المعرفة @wakala_sy",
    "في 3.5.2024 وصلت و.أ.ف إلى حلب(شمالا)وعادت ﷺ ولا 12,500 ولا ٪٣٫٥ U.N. iPhone-15 x²",
    "للمدارس وبالمدرسة مدرستنا - – — ؟! أبومازن وأبو مازن وعبد الله في حلب حلب؛ حَلَبُ",
    "ك‌تاب\u200fنا https://t.co/abc?d=1 مضى،مضى مضى. 😀😀 لا إله إلا الله",
]
WORDS = sorted({word for text in ROUGH for word in re.findall(r"[^\W_]+", text)})


@pytest.fixture(scope="module")
def rough(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    articles = [article(n, text, ROUGH[n - 1]) for n, text in enumerate(ROUGH)]
    with opened(tmp_path_factory.mktemp("rough"), articles) as engine:
        yield engine


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.sampled_from(["{}", '"{}"', '"{}"~2', "={}", "{}*", "{}~", "#{}"]),
)
def test_words_found_by_their_positions_are_those_found_by_reading(
    rough: Engine, words: list[str], shape: str
) -> None:
    query = shape.format(" ".join(words))
    for hit in rough.search(query).hits:
        read = rough.matches(query, ROUGH[int(hit.id)])
        (passage,) = hit.snippets
        at = ROUGH[int(hit.id)].index(passage.text)
        shown = {(at + start, at + end) for start, end in passage.highlights}
        inside = {(a, b) for a, b in read if at <= a and b <= at + len(passage.text)}
        assert shown == inside


@pytest.mark.parametrize("pattern", ["قلمب*", "*مب*", "قل?ب??"])
def test_words_of_a_pattern_of_many_terms_are_marked(make: Make, pattern: str) -> None:
    letters = "تجدرسعفقكه"
    words = [f"قلمب{a}{b}" for a in letters for b in letters]  # more than are listed
    engine = make([article(n, f"هذا {w} وهذا نص", f"عن {w}") for n, w in enumerate(words)])
    found = engine.search(pattern, limit=len(words), explain=True)
    assert found.total == len(words)
    for hit in found.hits:
        ((start, end),) = hit.title_highlights
        assert hit.title[start:end] in words
        (snippet,) = hit.snippets
        assert [snippet.text[a:b] in words for a, b in snippet.highlights] == [True]
    text = f"ليس هذا، بل {words[3]} وقلم"
    ((start, end),) = engine.matches(pattern, text)
    assert text[start:end] == words[3]


def test_a_pattern_of_many_terms_beside_a_word(make: Make) -> None:
    words = [f"قلمب{a}{b}" for a in "تجدرسعفقكه" for b in "تجدرسعفقكه"]
    engine = make([article("a", f"سفينة {' '.join(words)}", "سفينة في الميناء")])
    (hit,) = engine.search("سفينة قلمب*").hits
    marked = {hit.snippets[0].text[a:b] for a, b in hit.snippets[0].highlights}
    assert "سفينة" in marked
    assert marked & set(words)


@pytest.mark.parametrize("query", ['سفينة "سفينة الأبحاث"', '"سفينة الأبحاث" سفينة', "سفينة سفي*"])
def test_a_word_counts_for_all_that_asks_for_it(make: Make, query: str) -> None:
    engine = make([article("a", "عادت سفينة الأبحاث إلى الميناء، وقال القبطان إن البحر هادئ.")])
    (hit,) = engine.search(query).hits
    marked = [hit.snippets[0].text[a:b] for a, b in hit.snippets[0].highlights]
    assert marked == (["سفينة", "الأبحاث"] if "الأبحاث" in query else ["سفينة"])
    assert engine.matches(query, hit.snippets[0].text) == hit.snippets[0].highlights
