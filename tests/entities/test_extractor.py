"""What the extractor finds in sentences as newspapers write them."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities import Extractor, tagger

EXTRACT = Extractor()


def names(text: str, kind: str) -> list[str]:
    return [mention.name for mention in EXTRACT(text) if mention.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("استقبل الرئيس السوري بشار الأسد الوفد صباحا", ["بشار الأسد"]),
        ("وصل رئيس الوزراء العراقي محمد شياع السوداني إلى العاصمة", ["محمد شياع السوداني"]),
        ("قال وزير الخارجية المصري، بدر عبد العاطي، إن اللقاء مثمر", ["بدر عبد العاطي"]),
        ("تحدث مع نظيره الإيراني مسعود بزشكيان عن الحدود", ["مسعود بزشكيان"]),
        ("زار الوزير طارق شنكال المصري القرية", ["طارق شنكال المصري"]),
        ("أعلن المتحدث باسم المجلس شون ماكدرموت القرار", ["شون ماكدرموت"]),
        ("وقال أوليغ بتروفيتسكي إن العمل مستمر", ["أوليغ بتروفيتسكي"]),
        ("التقى الشيخ محمد بن زايد آل نهيان الضيوف", ["محمد بن زايد"]),
        ("حضر الأمير خالد بن فهد المؤتمر", ["خالد بن فهد"]),
        ("كتب أحمد أبو زيد مقالا", ["أحمد أبو زيد"]),
        ("ذكرت ليلى عبد الرحمن الحادثة", ["ليلى عبد الرحمن"]),
        ("هذا ما أعلنه مراسل القناة سامر الحداد", ["سامر الحداد"]),
        ("واعترفت رنا عبد النور بأن الخطأ قديم", ["رنا عبد النور"]),
        ("الملك سلمان بن فيصل يستقبل الوفد", ["سلمان بن فيصل"]),
        ("خالد بن حمد وسمير النجار يتعهدان بالمزيد", ["خالد بن حمد", "سمير النجار"]),
    ],
)
def test_persons_after_titles_and_by_their_given_names(text: str, expected: list[str]) -> None:
    assert names(text, "person") == expected


@pytest.mark.parametrize(
    "text",
    ["لقاء #فيصل_بن_فرحان في جدة", "لقاء فيصل بن فرحان في جدة", "لقاء فيصل ابن فرحان في جدة"],
)
def test_a_hashtag_is_read_as_a_name(text: str) -> None:
    (person,) = [m for m in EXTRACT(text) if m.kind == "person"]
    assert person.name in {"فيصل بن فرحان", "فيصل ابن فرحان"}
    assert person.text == text.removeprefix("لقاء ").removesuffix(" في جدة")


def test_the_title_is_outside_the_mention() -> None:
    (mention,) = EXTRACT("زار الرئيس بشار الأسد")
    assert mention.text == "بشار الأسد"


def test_an_attached_particle_is_inside_the_span_and_not_in_the_name() -> None:
    (mention,) = EXTRACT("رسالة لمحمد السعدي")
    assert (mention.text, mention.name) == ("لمحمد السعدي", "محمد السعدي")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قدم الدعم لسوريا", ["سوريا"]),
        ("أقام بدمشق وحلب", ["دمشق", "حلب"]),
        ("دعم للعراق وللسعودية", ["العراق", "السعودية"]),
        ("في الجمهورية العربية السورية", ["سوريا"]),
        ("سفير المملكة العربية السعودية", ["السعودية"]),
        ("قرار الولايات المتحدة الأمريكية وأميركا وأمريكا", ["الولايات المتحدة"] * 3),
        ("سافر إلى سورية", ["سوريا"]),
        ("توتر في الشرق الأوسط", ["الشرق الأوسط"]),
        ("سكان مدينة صور الساحلية", ["صور"]),
        ("تراجع الهجوم عن #حلب و #إدلب", ["حلب", "إدلب"]),
        ("أنباء من حماه وإدلب", ["حماة", "إدلب"]),
        ("عاد سكان بلدة قشطريا إلى منازلهم", ["قشطريا"]),
        ("وهو دوماً في الصف", []),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert names(text, "place") == expected


@pytest.mark.parametrize(
    "text",
    [
        "هاجمت فصائل سورية الموقع",
        "وصل الوفد التونسي والمصري والعراقي",
        "نشر صور الحفل في الصحيفة",
        "جلس على اليمين قرب الباب",
        "كانت جدة الطفل تنتظر",
        "كان يكون أفضل أن يبدأ العمل",
        "حفرت الهيئة أربعين بئرا في البادية",
        "وصلت عيادتان متنقلتان صباحا",
        'كتاب عنوانه "نافذتان على حديقة"',
    ],
)
def test_adjectives_and_common_words_name_nothing(text: str) -> None:
    assert EXTRACT(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالت وزارة الخارجية العراقية في بيان", ["وزارة الخارجية العراقية"]),
        ("أفادت الخارجية الإيرانية بأن الوزير سيزور", ["وزارة الخارجية الإيرانية"]),
        ("انسحب الجيش السوري من الموقع", ["الجيش السوري"]),
        ("مواقع للجيش اللبناني قرب الحدود", ["الجيش اللبناني"]),
        ("ذكرت وكالة الأنباء السورية أن", ["سانا"]),
        ('نقلت وكالة "سانا" عن المصدر', ["سانا"]),
        ("مقاتلو هيئة تحرير الشام تقدموا", ["هيئة تحرير الشام"]),
        ("قال مجلس الأمن القومي الأميركي إنه يراقب", ["مجلس الأمن القومي الأميركي"]),
        ("تنظيم الدولة تراجع", ["تنظيم الدولة الإسلامية"]),
        ("طلاب جامعة دمشق احتفلوا", ["جامعة دمشق"]),
        ("وزارة الثقافة والإعلام تعلن", ["وزارة الثقافة والإعلام"]),
        ("بطولة الاتحاد الدولي للصحفيين العرب", ["الاتحاد الدولي للصحفيين"]),
        ("مراسل الميادين في الموقع", ["الميادين"]),
        ("قال خبراء لبي بي سي إن الأمر سهل", ["بي بي سي"]),
        ("قوات الجيش السوري انسحبت", ["الجيش السوري"]),
        ("تقدمت القوات المسلحة السودانية", ["القوات المسلحة السودانية"]),
        ("كشفت شركة لسان للذكاء الاصطناعي، ومقرها هنا", ["لسان للذكاء الاصطناعي"]),
    ],
)
def test_organisations(text: str, expected: list[str]) -> None:
    assert names(text, "org") == expected


def test_a_short_name_takes_the_full_one_of_its_article() -> None:
    text = "قال الصباغ أمس. أجرى وزير الخارجية بسام الصباغ اتصالا، وشدد صباغ على موقفه."
    assert names(text, "person") == ["بسام الصباغ"] * 3


def test_a_family_name_that_is_an_adjective_elsewhere() -> None:
    text = (
        "التقى رئيس الوزراء محمد شياع السوداني الوفد، وفي كلام السوداني دعم واضح. "
        "وانسحب الجيش السوداني، بحسب الرئيس السوداني."
    )
    assert names(text, "person") == ["محمد شياع السوداني"] * 2


def test_a_short_name_without_a_full_one_stays_out() -> None:
    assert names("بحث الصباغ الأمر مع الوفد", "person") == []


def test_two_people_of_one_family_are_not_guessed_between() -> None:
    text = "حضر الوزير سمير الصباغ. وحضر بسام الصباغ. ثم تحدث الصباغ."
    assert names(text, "person") == ["سمير الصباغ", "بسام الصباغ"]


def test_a_persian_spelling_is_the_same_person() -> None:
    assert names("به گفته محمدباقر قالیباف در تهران", "person") == ["محمد باقر قاليباف"]


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

    def breaks(weights: tagger.Model, words: Iterable[str]) -> tagger.Floats:
        if "خراب" in (words := list(words)):
            raise KeyError("no such word")
        return real(weights, words)

    monkeypatch.setattr(tagger, "word_tables", breaks)
    with pytest.raises(KeyError):
        extract("خراب هنا")
    assert [m.name for m in extract("وصل إلى دمشق")] == ["دمشق"]
