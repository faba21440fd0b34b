"""A web page: the article found in it, without menus, advertisements and comments."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.ingest.encoding import decode
from index.ingest.opening import MiB, read_whole
from index.ingest.page_date import page_date
from index.ingest.page_metadata import PageMetadata, read_metadata
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input, Item, Record

PAGE_LIMIT = 8 * MiB
"""Bytes of a page; larger ones are rejected."""
_MOST_ELEMENTS = 60_000
_BESIDE = re.compile(
    r"(?:ا|إ|أ)قرأ(?:\s+(?:أيضا?ً?ا?|المزيد|كذلك))|شاهد\s+أيضا?ً?ا?|طالع\s+أيضا?ً?ا?|"
    r"(?:قد\s+(?:يهمك|يعجبك))|(?:مواضيع|أخبار|مقالات|موضوعات)\s+(?:ذات\s+صلة|مرتبطة|قد\s+تهمك)|"
    r"الأكثر\s+قراءة|read\s+(?:also|more)|related\s+(?:articles|news|stories)",
    re.IGNORECASE,
)
_LONGEST_BESIDE = 600
_POLICY = re.compile(
    r"(?:مراجعة|نشر|حذف|قبول|إدارة|سياسة|شروط)\s+(?:هذه\s+)?(?:ال)?تعليق|التعليقات\s+(?:قبل|المنشورة|"
    r"لا\s+تعبر|المسيئة)|(?:ال)?تعليقات(?:كم)?\s.{0,60}(?:شروط|مسؤولي|تعبر)|"
    r"(?:الآراء|التعليقات|المقالات|المشاركات)\s+(?:الواردة|المنشورة|المطروحة).{0,60}(?:تعبر|تعبّر|تمثل)|"
    r"شروط\s+استخدام\s+الموقع|جميع\s+الحقوق\s+محفوظة|لن\s+يتم\s+نشر\s+عنوان\s+بريدك|"
    r"الحقول\s+الإلزامية|اشترك\s+في\s+(?:النشرة|نشرتنا)|تابعونا?\s+على|حمّ?ل\s+تطبيق|"
    r"all\s+rights\s+reserved|your\s+email\s+address\s+will\s+not"
)
_LONGEST_POLICY = 500
_TAG = re.compile("<[a-zA-Z]")


def read(input: Input) -> Iterator[Item]:
    """Yield the one article of an HTML file; its id is the path of the file.

    Raises UnreadableError when no article is found in it.
    """
    data = read_whole(input.stream, PAGE_LIMIT)
    if not data.strip():
        raise UnreadableError("the file is empty")
    yield Record(fields_of_page(decode(data), None) | {"id": input.name})


def fields_of_page(markup: str, address: str | None) -> dict[str, Any]:
    """Return the fields of the article in a page, found by trafilatura.

    Dates, tags, authors and sections are read by :mod:`index.ingest.page_date` and
    :mod:`index.ingest.page_metadata`; ``address`` is where the page came from, if that is known.

    Raises UnreadableError when no article is found.
    """
    if not _TAG.search(markup):
        raise UnreadableError("no article text found in the page")
    tree = _tree(markup)
    day = page_date(tree)
    about = read_metadata(tree)
    found = _extracted(_without_boxes(tree))
    title = about.title or found.get("title") or ""
    text = _story(found.get("text") or "", title)
    if not text.strip():
        raise UnreadableError("no article text found in the page")
    return {
        "title": title,
        "text": text,
        "date": day,
        "source": about.source or found.get("sitename"),
        "author": about.author or found.get("author"),
        "url": about.url or address or found.get("url"),
        **_sections(about, found),
    }


def _sections(about: PageMetadata, found: Mapping[str, Any]) -> dict[str, Any]:
    categories = found.get("categories") or []
    return {
        "category": about.section or next(iter(categories), None),
        "tags": list(about.tags) or None,
    }


def _tree(markup: str) -> Any:
    """Return a page as a tree. Raises UnreadableError for what is none, or is built as a trap."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(
            "the page cannot be parsed ({fault})", fault=one_line(error)
        ) from None
    if sum(1 for _ in tree.iter(etree.Element)) > _MOST_ELEMENTS:
        raise UnreadableError("a page of more than {n} elements", n=f"{_MOST_ELEMENTS:,}")
    return tree


def _without_boxes(tree: Any) -> Any:
    """Take out the boxes that lead to other articles: a label and links, and no story."""
    for element in list(tree.iter("div", "section", "aside", "ul", "p", "li", "blockquote")):
        if element.getparent() is None:
            continue
        words = " ".join(piece for piece, _ in zip(element.itertext(), range(40), strict=False))
        if _BESIDE.match(words.lstrip(" \n\t:-–•»«")):
            full = "".join(element.itertext())
            linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
            if len(full) < _LONGEST_BESIDE and linked * 2 >= len(full.strip()) - 30:
                element.drop_tree()
    return tree


def _extracted(tree: Any) -> dict[str, Any]:
    """Return what trafilatura finds in a page."""
    from trafilatura import bare_extraction

    try:
        page = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # whatever a parser of tag soup may come to
        raise UnreadableError(
            "the page cannot be parsed ({fault})", fault=one_line(error)
        ) from None
    return page.as_dict() if page is not None and not isinstance(page, dict) else page or {}


def _story(text: str, title: str) -> str:
    """Return the text without the title above it and the notes of the site below it."""
    lines = text.split("\n")
    if title and lines[0].strip("# ") == title.strip():
        lines = lines[1:]
    while lines and (not lines[-1].strip() or _is_policy(lines[-1])):
        lines.pop()
    return "\n".join(line for line in lines if not _is_pointer(line))


def _is_policy(line: str) -> bool:
    return len(line) <= _LONGEST_POLICY and _POLICY.search(line) is not None


def _is_pointer(line: str) -> bool:
    """Tell whether a line does no more than point to another article."""
    return len(line) <= 200 and _BESIDE.match(line.lstrip(" -–•»«#*")) is not None
