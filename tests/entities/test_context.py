"""What stands around a name: titles, adjectives of origin, appositions, brackets, head nouns."""

import pytest

from index.entities import Extractor
from index.training.learn_names import relatives


def names(text: str, kind: str) -> list[str]:
    return [mention.name for mention in Extractor()(text) if mention.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An apposition between commas explains who was named, before or after the name.
        ("التقى الوفد غريدن شولتاك، رئيس البعثة", ["غريدن شولتاك"]),
        ("قالت ماري كلير فغالي، المتحدثة باسم المنظمة", ["ماري كلير فغالي"]),
        ("سجل كابونغو دلامور (62) الهدف", ["كابونغو دلامور"]),
        ("عدنان برهومي : لن نشارك في الانتخابات", ["عدنان برهومي"]),
        # A title at a distance, a place in between; an adjective of origin.
        ("قال منسق الإغاثة في سوريا بانوس درافيتس إن الوضع صعب", ["بانوس درافيتس"]),
        ("فازت الصربية ميلانا درافيتس بالذهبية", ["ميلانا درافيتس"]),
        # Lists go on with و.
        ("حضر دونالد درافيتس وسامر برهومي الحفل", ["دونالد درافيتس", "سامر برهومي"]),
        # Compounds of the language.
        ("حضر ياسر عبد ربه الجلسة", ["ياسر عبد ربه"]),
        ("ألقى سعد بن مسفر كلمة", ["سعد بن مسفر"]),
        ("بين محمد بن سلمان وولي العهد", ["محمد بن سلمان"]),
        ("عين محمد بن سلمان وليا للعهد", ["محمد بن سلمان"]),
        ("مثل هنري وينكلر في الفيلم", ["هنري وينكلر"]),
        ("سجل لطف الله الشولتاكي هدفا", ["لطف الله الشولتاكي"]),
        ("سجل اللاعب حازم إمام هدفا", ["حازم إمام"]),
        ("حكم الملك درافيل الثاني عشرين عاما", ["درافيل الثاني"]),
        # What follows a name is not of it.
        ("أشاد محمد صلاح وزملاؤه بالجمهور", ["محمد صلاح"]),
        ("فازت يسرى مارديني بالأولمبياد", ["يسرى مارديني"]),
        ("قال رجل الدين فتح الله غولن إنه باق", ["فتح الله غولن"]),
        ("قفز محمد صلاح أول السباحين", ["محمد صلاح"]),
        ("زار الملك الحسن الثاني مدينة فاس", ["الحسن الثاني"]),
        # A family name alone after a verb of speech.
        ("وأضاف شولتاك أن الاتفاق قريب", ["شولتاك"]),
    ],
)
def test_persons_by_what_stands_around_them(text: str, expected: list[str]) -> None:
    assert names(text, "person") == expected


@pytest.mark.parametrize(
    "text",
    [
        "ملاحقة زعيم حزب معارض شتمهم",  # a verb far from the title
        "صدر في بيان معد سلفا",
        "ظهر على شكل قمر برتقالي جميل",
        "أكدت جهات تسعى إلى الحل",
        "وأكد ضرورة احترام القانون",  # على ضرورة is not a man called علي
    ],
)
def test_words_that_are_no_persons(text: str) -> None:
    assert names(text, "person") == []


def test_a_famous_short_name_is_that_of_the_article_s_own_person() -> None:
    text = "صدرت رواية الكاتب ابراهيم نصر الله. وقال نصر الله إنه سعيد."
    assert set(names(text, "person")) == {"ابراهيم نصر الله"}
    assert names("وقال نصر الله في خطابه", "person") == ["حسن نصر الله"]
    text = "حضر الأمير محمد بن سلمان. ووجه الملك سلمان كلمة."
    assert names(text, "person") == ["محمد بن سلمان", "سلمان بن عبدالعزيز"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال العميد شارل شيخاني قائد اللواء العاشر", ["شارل شيخاني"]),
        ("هزم اللاعب المخضرم صالح زكريا خصمه", ["صالح زكريا"]),
        ("قال المدرب محتسبا الدقائق", []),
    ],
)
def test_offices_adjectives_and_ordinals_at_the_edge_of_a_name(
    text: str, expected: list[str]
) -> None:
    assert names(text, "person") == expected


def test_an_adverb_or_a_verb_is_no_family_name() -> None:
    assert names("ويتعرض محمود عباس خارجيا لحملة", "person") == ["محمود عباس"]
    assert names("سافر أيمن المثلوثي لينضاف إلى الغائبين", "person") == ["أيمن المثلوثي"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أعلنت شركة دراغوتيك السويدية أرباحها", ["دراغوتيك"]),
        ('نشرت صحيفة "دراغوتيك بوست" تقريرا', ["دراغوتيك بوست"]),
        ("درس في جامعة الشرق الأوسط سنتين", ["جامعة الشرق الأوسط"]),
        ("درس في جامعة ليفربول سنتين", ["جامعة ليفربول"]),
        ("أعلن المركز المصري للحقوق الاقتصادية والاجتماعية تقريره",
         ["المركز المصري للحقوق الاقتصادية والاجتماعية"]),
        ("قال المعهد الوطني الأميركي لدراسة الزلازل إن الهزة قوية",
         ["المعهد الوطني الأميركي لدراسة الزلازل"]),
        ("تدخل في الشؤون الداخلية السعودية", []),
        ("دعت وزارة الخارجية التركية للحصول على إيضاح", ["وزارة الخارجية التركية"]),
        ("انسحب تنظيم درافاش واستلهمت الجماعات فكره", ["تنظيم درافاش"]),
    ],
)  # fmt: skip
def test_where_the_name_of_an_organisation_begins_and_ends(text: str, expected: list[str]) -> None:
    assert names(text, "org") == expected


def test_the_noun_before_a_name_is_not_marked() -> None:
    (mention,) = (m for m in Extractor()("قالت قناة الجزيرة إن") if m.kind == "org")
    assert (mention.text, mention.name) == ("الجزيرة", "الجزيرة")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أغلق مطار حلب الدولي أبوابه", ["مطار حلب الدولي"]),
        ("قصف مطار درافيتس فجرا", ["مطار درافيتس"]),
        ("وصل إلى مطار حلب ليلا", ["حلب"]),
        ("أقيمت المباراة في ملعب عمر برهومي أمس", ["ملعب عمر برهومي"]),
        ("أوقفت الناشطة الحقوقية السعودية أمس", []),
        ("قالت السعودية إنها ترحب", ["السعودية"]),
        # Floods, and the city.
        ("ضربت سيول جارفة القرية أمس", []),
        ("وصل الرئيس إلى سيول أمس", ["سيول"]),
    ],
)
def test_airports_and_words_that_look_like_places(text: str, expected: list[str]) -> None:
    assert names(text, "place") == expected


def test_a_common_word_has_relatives_in_the_corpus() -> None:
    assert {"المدرسه", "مدرسات"} <= relatives("مدرسه")
    assert "تتحدث" in relatives("يتحدث")
    assert "كتاب" in relatives("الكتاب")
    assert "كتاب" not in relatives("كتاب")
