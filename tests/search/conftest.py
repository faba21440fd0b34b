from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from index import Article, build
from search import Engine, open_index

Make = Callable[..., Engine]


def article(number: int | str, text: str, title: str = "", **values: object) -> Article:
    """An article with its entities given, so that the extractor has no part in the test."""
    values = {"persons": (), "places": (), "orgs": ()} | values
    headline = title or text.split(".")[0]
    return Article(id=str(number), text=text, title=title, headline=headline, **values)  # type: ignore[arg-type]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Builds an index, one commit for each list of articles, and opens it."""
    opened: list[Engine] = []

    def make_engine(*batches: Sequence[Article]) -> Engine:
        directory = tmp_path / f"index{len(opened)}"
        for batch in batches:
            build(batch, directory)
        opened.append(open_index(directory))
        return opened[-1]

    yield make_engine
    for engine in opened:
        engine.close()


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


@pytest.fixture(scope="session")
def news_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("news")
    build(NEWS[:3], directory)
    build(NEWS[3:], directory)
    return directory


@pytest.fixture(scope="session")
def news(news_directory: Path) -> Iterator[Engine]:
    with open_index(news_directory) as engine:
        yield engine


def ids(engine: Engine, query: str, **options: object) -> list[str]:
    return [hit.id for hit in engine.search(query, **options).hits]  # type: ignore[arg-type]
