"""Articles that tests read, short and of their own writing."""

from dataclasses import replace
from datetime import date
from typing import Any

from index import Article


def article(number: int | str, text: str = "خبر قصير", title: str = "", **values: Any) -> Article:
    """Return an article whose names are given, so that the extractor has no part in the test."""
    names = {"persons": (), "places": (), "orgs": ()}
    headline = title or text.split(".")[0]
    return Article(id=str(number), text=text, title=title, headline=headline, **names | values)


STORY = Article(
    id="a",
    title="الميناء يستقبل أول سفينة",
    text="أعلنت هيئة الموانئ في بيروت وصول السفينة.\nوقال المدير إن العمل بدأ.",
    date=date(2024, 11, 30),
    source="المدى",
    category="اقتصاد",
    tags=("موانئ", "تجارة"),
    persons=("سامر الحداد",),
    places=("بيروت", "لبنان"),
    orgs=("هيئة الموانئ",),
)
"""An article with a value in every field that a facet or a filter reads."""


def story(article_id: str, **changes: Any) -> Article:
    """Return `STORY` under another id and with these fields changed."""
    return replace(STORY, id=article_id, **changes)


CITIES = ("دمشق", "حلب", "بغداد")
PEOPLE = ("سامر النجار", "ليلى قاسم")


def library(number: int) -> Article:
    """Return one of a row of articles: three cities, two persons and four months take turns.

    None is a copy of another: each goes by shelves of its own.
    """
    city, person = CITIES[number % 3], PEOPLE[number % 2]
    return Article(
        id=f"story-{number:03}",
        title=f"افتتاح المكتبة رقم {number} في {city}",
        headline=f"افتتاح المكتبة رقم {number} في {city}",
        text=(
            f"افتتح {person} أمس مكتبة جديدة في {city} بحضور عشرين كاتبًا (من 7 بلدان).\n"
            f"وقال {person} لوكالة Reuters إن المكتبة تضم 12500 كتاب، ولا شيء يمنع الزيادة.\n"
            + "".join(
                f"وتجول الزوار بين الرفوف {12 * number + at} وسألوا عن الروايات والخرائط القديمة. "
                for at in range(1, 13)
            )
            + "\nوتغلق المكتبة أبوابها مساء الخميس."
        ),
        date=date(2024, 1 + number % 4, 1 + number % 28),
        source=("الصباح", "المساء")[number % 2],
        category="ثقافة",
        tags=("كتب",),
        persons=(person,),
        places=(city,),
        orgs=(),
    )


NEWS = [
    article(
        "sea",
        "غادرت سفينة الأبحاث ميناء طرطوس صباح الأحد. وقال القبطان سامر النجار إن الرحلة "
        "ستدرس تلوث الشواطئ السورية.",
        "سفينة أبحاث تغادر طرطوس",
        date=date(2024, 11, 3),
        source="وكالة المرفأ",
        category="بيئة",
        persons=("سامر النجار",),
        places=("طرطوس", "سوريا"),
        tags=("بحر", "تلوث"),
    ),
    article(
        "school",
        "افتتحت وزيرة التربية هدى القاسم مدرسة جديدة في حلب، وحضر المعلمون والطلاب حفل "
        "الافتتاح. وتتسع المدرسة لستمئة طالب.",
        "مدرسة جديدة في حلب",
        date=date(2024, 11, 20),
        source="صحيفة الميزان",
        category="تعليم",
        persons=("هدى القاسم",),
        places=("حلب",),
        orgs=("وزارة التربية",),
    ),
    article(
        "match",
        "تعادل فريق النواعير مع ضيفه الساحل في حماة. وسجل الهدفين اللاعبان عبدالله الحموي "
        "ومحمد السالم أمام جمهور كبير. #دوري_المحافظات",
        "تعادل في حماة",
        date=date(2024, 12, 1),
        source="صحيفة الميزان",
        category="رياضة",
        persons=("عبدالله الحموي", "محمد السالم"),
        places=("حماة",),
    ),
    article(
        "market",
        "ارتفعت أسعار القمح في أسواق حلب وحماة بعد موسم جاف. وقالت هدى القاسم إن المدارس "
        "لن تتأثر بالأسعار الجديدة.",
        "القمح يرتفع",
        source="وكالة المرفأ",
        category="اقتصاد",
        persons=("هدى القاسم",),
        places=("حلب", "حماة"),
    ),
    article(
        "museum",
        "أعاد متحف المدينة عرض لوحة الفسيفساء بعد ترميم دام ثلاث سنوات.",
        date=date(2023, 5, 14),
        source="صحيفة الميزان",
        category="ثقافة",
        orgs=("متحف المدينة",),
    ),
]
"""Five articles that differ in every facet; one has no date and one no title."""
