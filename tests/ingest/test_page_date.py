"""The date of a page is that of its article; what else a page says of itself."""

from datetime import date
from pathlib import Path

import pytest

from tests.ingest.forms.reading import PARAGRAPHS, TITLE, articles

OTHER = (
    '<div class="related"><a href="/1">خبر</a><time datetime="2015-01-01">1 يناير 2015</time></div>'
)
COMMENT = (
    '<section class="comments"><time datetime="2020-02-02">2 فبراير 2020</time><p>رأي</p></section>'
)
CLOCK = '<header><time class="clock" datetime="2026-11-30">30 نوفمبر 2026</time></header>'


def page(head: str = "", below: str = "", after: str = COMMENT + OTHER, heading: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 2)
    return (
        f"<!DOCTYPE html><html lang='ar'><head><title>{TITLE}</title>{head}</head><body>{CLOCK}"
        f"<article>{heading or f'<h1>{TITLE}</h1>'}{below}{body}</article>{after}</body></html>"
    )


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ('<meta itemprop="datePublished" content="2017-11-18T19:55:00.000Z">', ""),
        ('<meta property="article:published_time" content="2017-11-18T10:00:00Z">', ""),
        ('<meta name="DC.date.issued" content="18-11-2017">', ""),
        ('<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle",'
         '"datePublished":"2017-11-18T10:00:00Z","comment":[{"@type":"Comment",'
         '"datePublished":"2020-01-01"}]}]}</script>', ""),
        ("", '<time datetime="2017-11-18T10:00:00Z">قبل سنوات</time>'),
        ("", '<time class="updated" datetime="2019-01-01">x</time>'
             '<time datetime="2017-11-18">x</time>'),
        ("", '<span class="date">السبت 18 تشرين الثاني 2017 - 10:30</span>'),
        ("", '<div class="post-date">18 نوفمبر 2017</div>'),
        ("", "<div><div>سلمى الحداد</div><div>29 صفر 1439 هـ - 18 نوفمبر 2017</div></div>"),
        ("", "<div>الأحد، 18 تشرين الثاني/نوفمبر 2017، آخر تحديث 02:21 (GMT+0400)</div>"),
    ],
)  # fmt: skip
def test_the_articles_own_date(tmp_path: Path, head: str, below: str) -> None:
    (item,) = articles(tmp_path / "a.html", page(head, below))
    assert item.date == date(2017, 11, 18)


def test_no_date_of_its_own_is_no_date(tmp_path: Path) -> None:
    (item,) = articles(tmp_path / "a.html", page())
    assert item.date is None


@pytest.mark.parametrize("content", ["أخبار،بحيرة، صيد", "أخبار, بحيرة,صيد", "أخبار , بحيرة , صيد"])
def test_keywords_part_at_either_comma(tmp_path: Path, content: str) -> None:
    (item,) = articles(tmp_path / "a.html", page(f'<meta name="keywords" content="{content}">'))
    assert item.tags == ("أخبار", "بحيرة", "صيد")


def test_invisible_marks_leave_titles(tmp_path: Path) -> None:
    head = f'<meta property="og:title" content="\u200f{TITLE}\u200e\u202c">'
    (item,) = articles(tmp_path / "a.html", page(head))
    assert item.title == TITLE


def test_notes_on_comments_and_boxes_of_links_are_no_text(tmp_path: Path) -> None:
    box = '<div class="box">اقرأ أيضا: <a href="/2">خبر آخر لا شأن له بهذا</a></div>'
    policy = "<p>الآراء الواردة أدناه لا تعبر عن رأي الصحيفة بل عن أصحابها.</p>"
    (item,) = articles(tmp_path / "a.html", page(below=box, after=policy))
    assert "خبر آخر" not in item.text and "الآراء" not in item.text
    assert item.text.endswith(PARAGRAPHS[1])
