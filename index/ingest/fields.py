"""The fields of an article under the names that exports, datasets and APIs give them."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_NAMES: dict[str, str] = {
    # The first name is ours. Where a record has several, the one that stands first is taken.
    "id": "id _id docid doc_id docno uuid guid article_id news_id story_id stories_id المعرف معرف "
    "رقم_الخبر",
    "title": "title headline العنوان عنوان عنوان_الخبر عنوان_المقال news_title article_title "
    "heading subject",
    "text": "text body content article_body articlebody maintext full_text fulltext article_text "
    "news_text news_body news_content article_content clean_text body_text article news story "
    "النص نص المحتوى محتوى المتن نص_الخبر نص_المقال الخبر المقال tweet tweet_text post message "
    "paragraph sentence document description summary abstract excerpt snippet الوصف الملخص",
    "date": "date published published_at publishedat date_published datepublished publish_date "
    "pubdate pub_date published_date publication_date publish_time published_time date_time "
    "datetime timestamp created_at created time firstcreated versioncreated seendate "
    "date_extracted indexed_date day التاريخ تاريخ تاريخ_النشر وقت_النشر تاريخ_الخبر الوقت",
    "source": "source publisher outlet source_name media_name site_name sitename newspaper "
    "agency provider journal media channel website site domain source_domain المصدر مصدر الصحيفة "
    "الجريدة الوكالة الموقع القناة اسم_المصدر الوسيلة",
    "category": "category section category_name topic label class القسم قسم التصنيف تصنيف الفئة "
    "فئة الموضوع الباب",
    "author": "author authors byline by creator writer reporter journalist الكاتب كاتب المؤلف "
    "المحرر الصحفي اسم_الكاتب",
    "url": "url link permalink canonical_url web_url article_url news_url href الرابط رابط "
    "رابط_الخبر",
    "tags": "tags keywords keyword hashtags topics الوسوم وسوم الكلمات_المفتاحية كلمات_مفتاحية "
    "الكلمات_الدالة",
    "place": "place dateline",
    "persons": "persons people الأشخاص أشخاص",
    "places": "places locations الأماكن أماكن",
    "orgs": "orgs organizations organisations الجهات جهات",
}
FIELDS = tuple(_NAMES)
"""The fields of an article that a record may fill."""
LISTS = frozenset({"tags", "persons", "places", "orgs"})
"""Fields that hold several values."""
_FIELD = {alias: name for name, aliases in _NAMES.items() for alias in aliases.split()}
_RANK = {alias: rank for aliases in _NAMES.values() for rank, alias in enumerate(aliases.split())}
_LAST_RANK = len(_RANK)
_LONGEST_KEY = 60
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


@lru_cache(maxsize=8192)
def plain_key(key: str) -> str:
    """Return a key as the tables have it: in small letters, spaces and dashes as ``_``."""
    return re.sub(r"[\s\-]+", "_", key.strip().strip("\ufeff\u200e\u200f").lower())


def field_of(key: str, own: Mapping[str, str]) -> str | None:
    """Return the article's field that a record's key stands for, or None.

    ``own`` are the user's names, which come before all others: plain key → field. ``Published-At``
    and ``publishedAt`` are both the date.
    """
    if len(key) > _LONGEST_KEY:
        return None
    plain = plain_key(key)
    return own.get(plain) or _FIELD.get(plain) or _FIELD.get(plain_key(_CAMEL.sub("_", key)))


def rank(key: str, own: Mapping[str, str]) -> int:
    """Return how far a key stands behind our own name of its field: the least one is taken."""
    plain = plain_key(key)
    if plain in own:
        return -1
    return _RANK.get(plain, _RANK.get(plain_key(_CAMEL.sub("_", key)), _LAST_RANK))


def known(names: Any, own: Mapping[str, str]) -> set[str]:
    """Return the fields that any of ``names`` stand for; what is no string stands for none."""
    return {found for name in names if isinstance(name, str) and (found := field_of(name, own))}


def read_map(text: str) -> dict[str, str]:
    """Return the user's own names of fields: plain key → field.

    ``text`` holds ``field=key`` pairs, parted by commas or on lines of their own; a line that
    begins with ``#`` is a comment. Raises ValueError for anything else.
    """
    own: dict[str, str] = {}
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for pair in re.split("[,،\n]", "\n".join(lines)):
        if not pair.strip():
            continue
        name, sign, key = (part.strip() for part in pair.partition("="))
        if not sign or not key or name not in FIELDS:
            raise ValueError(
                f"“{' '.join(pair.split())[:60]}” is not FIELD=NAME; "
                f"the fields are {' '.join(FIELDS)}"
            )
        own[plain_key(key)] = name
    return own
