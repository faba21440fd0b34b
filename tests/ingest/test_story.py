"""What is read from the text of a story: dateline, source, date, furniture, headline."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.ingest import read_paths
from index.ingest.dateline import read_dateline
from index.ingest.story import HEADLINE_LENGTH, headline, read_story

BODY = (
    "افتتح وزير الثقافة معرض الكتاب السنوي بمشاركة أربعين دار نشر من عشر دول.\n"
    "ويستمر المعرض أسبوعين، ويضم ندوات وأمسيات شعرية للكبار والصغار."
)


def read_text(folder: Path, text: str) -> Article:
    path = folder / "story.txt"
    path.write_text(text, encoding="utf-8")
    (article,) = read_paths([path])
    assert isinstance(article, Article), article
    return article


def furniture(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.furniture]


@pytest.mark.parametrize(
    ("head", "place", "day", "source"),
    [
        ("حمص 5 ديسمبر 2024 (شينخوا) ", "حمص", date(2024, 12, 5), "شينخوا"),
        ("الرباط، ٥ دجنبر ٢٠٢٤ (ومع) - ", "الرباط", date(2024, 12, 5), "ومع"),
        ("الدوحة في 5 كانون الأول 2024 /قنا/ ", "الدوحة", date(2024, 12, 5), "قنا"),
        ("رام الله 5-12-2024 وفا- ", "رام الله", date(2024, 12, 5), "وفا"),
        ("الجزائر العاصمة، 5 ديسمبر 2024 (وأج) — ", "الجزائر العاصمة", date(2024, 12, 5), "وأج"),
        ("5 ديسمبر 2024 (شينخوا) ", None, date(2024, 12, 5), "شينخوا"),
        ("صنعاء 5 ديسمبر (سبأ) - ", "صنعاء", None, "سبأ"),
        ("الكويت - 5 - 12 (كونا) -- ", "الكويت", None, "كونا"),
        ("واشنطن (رويترز) - ", "واشنطن", None, "رويترز"),
        ("باريس (أ.ف.ب) – ", "باريس", None, "أ ف ب"),
        ("(CNN)-- ", None, None, "سي إن إن"),
        ("دبي، الإمارات العربية المتحدة (CNN) -- ", "دبي", None, "سي إن إن"),
        ("القاهرة - أ ش أ: ", "القاهرة", None, "أ ش أ"),
        ("غزة/ سليم حداد/ الأناضول\n", "غزة", None, "الأناضول"),
        ("نيويورك ـ «القدس العربي»: ", "نيويورك", None, "القدس العربي"),
        ("بيروت في 5 كانون الأول 2024 - ", "بيروت", date(2024, 12, 5), None),
        ("عمّان 5 كانون الأول 2024 ", "عمان", date(2024, 12, 5), None),
        ("دمشق، 5 كانون الأول 2024\n", "دمشق", date(2024, 12, 5), None),
        ("القاهرة - 5 ديسمبر 2024\n\n", "القاهرة", date(2024, 12, 5), None),
        ("نواكشوط، الخميس 5 ديسمبر 2024 م\n", "نواكشوط", date(2024, 12, 5), None),
        ("جنيف/نيويورك 5 ديسمبر 2024. ", "جنيف", date(2024, 12, 5), None),
        ("بيروت (رويترز) - 5 ديسمبر 2024 ", "بيروت", date(2024, 12, 5), "رويترز"),
        ("عمان (بترا) 5 كانون الأول 2024 - ", "عمان", date(2024, 12, 5), "بترا"),
        ("بغداد / 5 كانون الأول 2024 / واع\n", "بغداد", date(2024, 12, 5), "واع"),
        ("الرياض 4 جمادى الآخرة 1446 هـ (واس) ", "الرياض", date(2024, 12, 5), "واس"),
        ("طوكيو 2024/12/5 (كيودو) - ", "طوكيو", date(2024, 12, 5), "كيودو"),
    ],
)
def test_datelines(head: str, place: str | None, day: date | None, source: str | None) -> None:
    dateline = read_dateline(head + BODY)
    assert dateline is not None
    assert (dateline.place, dateline.day, dateline.source) == (place, day, source)
    assert (head + BODY)[dateline.end :] == BODY


def test_the_story_begins_behind_its_dateline(tmp_path: Path) -> None:
    article = read_text(tmp_path, "حمص 5 ديسمبر 2024 (شينخوا) " + BODY)
    assert article.text[article.lead :] == BODY
    assert read_text(tmp_path, BODY).lead == 0


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "قال أبو سليم (رويترز) إن المطر آت.",
        "أعلنت وكالة (سانا) أن الطريق مفتوح.",
        "في 5 ديسمبر 2024 أعلن المتحف عن معرض جديد.",
        "سجلت المحطة في 5 ديسمبر 2024 (الخميس) أعلى حرارة.",
        "أخبار 5 ديسمبر 2024 بالصور",
        "قال أبو سليم (رويترز) 50 مرة إن المطر آت.",
        "الرئيس (84 عاما) - وهو طبيب - يزور الجنوب.",
        "2024 عام المطر",
        "",
    ],
)
def test_a_story_may_begin_without_a_dateline(text: str) -> None:
    assert read_dateline(text) is None


def test_dateline_gives_date_place_and_source(tmp_path: Path) -> None:
    article = read_text(tmp_path, "حمص 5 ديسمبر 2024 (شينخوا) " + BODY)
    assert (article.date, article.place, article.source) == (date(2024, 12, 5), "حمص", "شينخوا")
    assert article.title == ""
    assert article.text.startswith("حمص 5 ديسمبر 2024 (شينخوا) افتتح")
    assert article.headline.startswith("افتتح وزير الثقافة")


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\r\n"])
def test_title_line(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(("معرض الكتاب يفتح أبوابه" + separator + BODY).encode())
    (article,) = read_paths([path])
    assert isinstance(article, Article)
    assert article.title == article.headline == "معرض الكتاب يفتح أبوابه"
    assert article.text == BODY
    assert article.id == article.path == str(path)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "هذه جملة قصيرة.\n" + BODY,
        "حمص 5 ديسمبر 2024 (شينخوا)\n" + BODY,
        "مشاركة :\n" + BODY,
        "السبت 30 نوفمبر 2024\n" + BODY,
        "سطر واحد بلا غيره",
        "سطر أول طويل بعض الشيء\nثان",
        "كلمة " * 40 + "\n" + BODY,
    ],
)
def test_a_first_line_that_is_no_title_stays_in_the_text(tmp_path: Path, text: str) -> None:
    article = read_text(tmp_path, text)
    assert article.title == ""
    assert article.text == text


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("الجزيرة", "الجزيرة"),
        ("المصدر: الجزيرة + وكالات", "الجزيرة"),
        ("المصدر : صحيفة الضحى", "صحيفة الضحى"),
        ("(رويترز)", "رويترز"),
        ("فرانس 24/ أ ف ب", "فرانس 24"),
        ("رويترز، أ.ف.ب", "رويترز"),
    ],
)
def test_closing_source_line(tmp_path: Path, line: str, source: str) -> None:
    article = read_text(tmp_path, BODY + "\n" + line)
    assert article.source == source
    assert furniture(article) == [line]


@pytest.mark.parametrize("line", ["وكان المطر غزيرا", "الجزيرة تستقبل السياح", "خاتمة"])
def test_a_last_line_that_names_no_outlet_is_story(tmp_path: Path, line: str) -> None:
    article = read_text(tmp_path, BODY + "\n" + line)
    assert article.source is None
    assert article.furniture == ()


def test_source_line_above_a_share_line(tmp_path: Path) -> None:
    article = read_text(tmp_path, BODY + "\nالميادين\nمشاركة :\n")
    assert article.source == "الميادين"
    assert furniture(article) == ["الميادين", "مشاركة :"]


def test_a_date_line_of_its_own(tmp_path: Path) -> None:
    article = read_text(tmp_path, "تاريخ النشر: الخميس 5 ديسمبر 2024 | 14:30\n" + BODY)
    assert article.date == date(2024, 12, 5)
    assert article.headline.startswith("افتتح")


def test_a_date_within_the_story_is_not_its_date(tmp_path: Path) -> None:
    article = read_text(tmp_path, BODY + "\nوكان آخر معرض قد أقيم في 5 ديسمبر 2019.")
    assert article.date is None


TWEET = (
    "نرحب بكم في المعرض pic.twitter.com/aB3dE5\n— دار الضحى 📚 (@daraldoha_x) December 5, 2024\n"
)


def test_tweet_signature_and_links_are_furniture(tmp_path: Path) -> None:
    article = read_text(tmp_path, TWEET + BODY + "\nالتفاصيل https://t.co/xyz هنا")
    assert furniture(article) == [
        "pic.twitter.com/aB3dE5",
        "— دار الضحى 📚 (@daraldoha_x) December 5, 2024",
        "https://t.co/xyz",
    ]
    assert article.headline.startswith("افتتح وزير الثقافة")
    assert article.source is None


def test_newest_tweet_dates_an_undated_story(tmp_path: Path) -> None:
    older = TWEET.replace("December 5", "November 29")
    assert read_text(tmp_path, BODY + "\n" + TWEET + older).date == date(2024, 12, 5)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("صرح بذلك اليوم الخميس.", date(2024, 12, 5)),
        ("صرح بذلك أمس الخميس.", date(2024, 12, 6)),
        ("صرح بذلك اليوم (الأحد).", date(2024, 12, 8)),
        ("يصل غداً السبت.", date(2024, 12, 6)),
        ("صرح اليوم الأحد ثم اليوم الاثنين.", date(2024, 12, 5)),
    ],
)
def test_weekdays_of_the_story_place_it_after_its_tweet(
    tmp_path: Path, said: str, day: date
) -> None:
    assert read_text(tmp_path, BODY + "\n" + TWEET + said).date == day


def test_dateline_outranks_a_tweet(tmp_path: Path) -> None:
    article = read_text(tmp_path, "حمص 7 ديسمبر 2024 (سانا) " + BODY + "\n" + TWEET)
    assert article.date == date(2024, 12, 7)


def test_own_reporter_names_the_source(tmp_path: Path) -> None:
    assert read_text(tmp_path, BODY + " بحسب مراسل الميادين.").source == "الميادين"


def test_reporters_of_two_outlets_name_none(tmp_path: Path) -> None:
    text = BODY + " بحسب مراسل الميادين، ونفى مراسل الجزيرة ذلك."
    assert read_text(tmp_path, text).source is None


def test_headline_is_the_first_sentence(tmp_path: Path) -> None:
    article = read_text(tmp_path, BODY)
    assert article.headline == BODY.split(".")[0]


def test_a_long_headline_is_cut_at_a_word(tmp_path: Path) -> None:
    article = read_text(tmp_path, "وقال الناطق باسم البلدية " + "إن العمل مستمر " * 20)
    assert len(article.headline) <= HEADLINE_LENGTH
    assert article.headline.endswith("مستمر…") or article.headline.endswith(("إن…", "العمل…"))


def test_headline_does_not_break_at_an_initial(tmp_path: Path) -> None:
    article = read_text(
        tmp_path, "قال د. سليم حداد إن نسبة النمو بلغت 3.5 في المئة. وأضاف أنها تكفي."
    )
    assert article.headline == "قال د. سليم حداد إن نسبة النمو بلغت 3.5 في المئة"


@given(
    st.lists(
        st.sampled_from(
            [*BODY.split("\n"), TWEET, "مشاركة :", "الجزيرة", "", " ", "— (@x)", "5/12/2024"]
        )
    )
)
def test_spans_are_sorted_disjoint_and_within_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    story = read_story(text, guess=True)
    last = 0
    for start, end in story.furniture:
        assert last <= start < end <= len(text)
        last = end
    assert "twitter" not in headline(text, story)


@given(st.text(alphabet="اب12 \n-–—:()[]/«»،.@#", max_size=150))
def test_any_text_has_a_story(text: str) -> None:
    story = read_story(text, guess=True)
    assert len(headline(text, story)) <= HEADLINE_LENGTH


@pytest.mark.parametrize("link", ["pic.twitter.com/a", "https://t.co/a", "https://pic.x.com/a"])
@pytest.mark.parametrize("before", [" ", "#سوريا"])
def test_links_of_tweets_also_where_they_stick_to_a_word(
    tmp_path: Path, before: str, link: str
) -> None:
    assert furniture(read_text(tmp_path, BODY + before + link)) == [link]


@pytest.mark.parametrize("link", ["https://reut.co/a", "https://example.org/t.co/a"])
def test_other_links_are_part_of_the_story(tmp_path: Path, link: str) -> None:
    assert read_text(tmp_path, BODY + "\nالتفاصيل " + link).furniture == ()


LONG = 2_000_000


@pytest.mark.parametrize(
    ("first", "unit", "last"),
    [("مشاركة", " ", "x"), ("فيسبوك ", " \t", "x"), ("", "!", "x"), ("اليوم", " ", "x\n" + TWEET),
     ("— ", "-", ""), ("", "نص ", "")],
)  # fmt: skip
def test_no_line_takes_for_ever(first: str, unit: str, last: str) -> None:
    """Looked through again from each of its letters, such a line would take hours."""
    filler = first + unit * (LONG // len(unit)) + last
    text = "\n" + filler + "\n" + filler
    headline(text, read_story(text, guess=True))
