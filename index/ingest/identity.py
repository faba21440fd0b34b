"""Which records are one article: what an id says, and what takes its place where there is none.

An id is *global* when its form says so: a URL that leads beyond a site's front page, a URN, a tag
URI, a UUID, or the path of a file. Any other id (``77``, ``post-12``) is *local*: it belongs to
where it comes from, the address of its article or else its file, and another record may well have
the same. A local id stands alone as long as no other article has it; when one does, both are shown
qualified, ``https://example.org/n/77#77``.

A record without an id is known by its address, else by the name of its file and its content: the
id stays the same when rows are added above it or when the folder is moved.
"""

import re
from hashlib import blake2b
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from index.article import Article

QUALIFIES = "#"
"""What stands between where a local id belongs and the id."""

_URL = re.compile(r"(?:https?|ftp)://[^\s/]+/?\S*", re.IGNORECASE)
_URI = re.compile(r"(?:urn:|tag:[^\s,]+,\d{4}|doi:|info:|hdl:|mid:|cid:)\S+", re.IGNORECASE)
_UUID = re.compile(r"\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|dc|ms|yc|tt)clid|gclsrc|mc_[ce]id|igshid?|at_(?:medium|campaign|custom\d)|xtor|"
    r"cmpid|ocid|feed|feedref|rss|ref|ref_?src|referrer|origin|src|ito|ncid|smid|share|spm|amp|_ga|"
    r"__twitter_impression|ns_\w+|wt_?\w*mc\w*",
    re.IGNORECASE,
)
_HEX_DIGITS = 12


def is_global(article_id: str) -> bool:
    """Tell whether an id means the same article wherever it stands, by its form."""
    if _URL.fullmatch(article_id):
        return _leads_inside(article_id)
    return bool(
        _URI.fullmatch(article_id) or _UUID.fullmatch(article_id) or Path(article_id).is_absolute()
    )


def canonical_link(url: str) -> str:
    """Return a URL without what only says how the reader came there.

    Parameters of campaigns and feeds and the fragments that carry them go; all else stays as it
    is. A string that is no URL is returned unchanged.
    """
    if not _URL.fullmatch(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query, fragment = parts.query, parts.fragment
    if query:
        pairs = parse_qsl(query, keep_blank_values=True)
        kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
        if len(kept) < len(pairs):
            query = urlencode(kept)
    if "=" in fragment and _TRACKING.match(fragment):
        fragment = ""
    if (query, fragment) == (parts.query, parts.fragment):
        return url
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment))


def host_of(url: str) -> str | None:
    """Return the host of a URL without ``www.``, or None when it has none."""
    try:
        host = urlsplit(url).hostname if "//" in url else None
    except ValueError:
        return None
    return (host or "").removeprefix("www.") or None


def content_id(name: str | None, *content: str | None) -> str:
    """Return the id of a record that has none: its file's name and a digest of its content."""
    digest = blake2b(digest_size=_HEX_DIGITS // 2)
    for text in content:
        digest.update(b"\0" if text is None else text.encode() + b"\1")
    return f"{Path(name or '').name}#{digest.hexdigest()}"


def qualified(article: Article) -> str | None:
    """Return the id of an article with where it belongs; None where nobody knows, or need not."""
    if is_global(article.id):
        return None
    origin = canonical_link(article.url) if article.url else article.path
    return f"{origin}{QUALIFIES}{article.id}" if origin else None


def local_part(article_id: str) -> str | None:
    """Return the local id in a qualified one; None when it is not qualified."""
    origin, sign, local = article_id.rpartition(QUALIFIES)
    return local if sign and local and is_global(origin) else None


def same_article(one: Article, other: Article) -> bool:
    """Tell whether two articles of the same id, local to where they come from, are one.

    They are when both have an address and it is the same or the title is; without addresses,
    when they come from the same file or have the same title and text.
    """
    if one.url and other.url:
        return _address(one.url) == _address(other.url) or (
            one.title == other.title and one.text == other.text
        )
    return one.path == other.path or (one.title == other.title and one.text == other.text)


class Repeats:
    """Which ids have stood in a file already, so that two articles of it never become one."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[int, int, int]] = {}

    def distinct(self, article: Article) -> bool | None:
        """Tell whether an article is another one than that of the same id before it.

        It is when title and link differ, or title and text where no link is given. None when
        the id is new in this file or has the same content.
        """
        key = hash(article.id)
        mark = (hash(article.title), hash(article.url), hash(article.text))
        before = self._seen.get(key)
        if before is None and len(self._seen) < _MOST_REMEMBERED:
            self._seen[key] = mark
        if before is None or before == mark:
            return None
        other_title = before[0] != mark[0]
        if article.url is not None:
            return other_title and before[1] != mark[1]
        return other_title and before[2] != mark[2]


_MOST_REMEMBERED = 500_000


def _address(url: str) -> str:
    return re.sub(r"^\w+://(?:www\.)?", "", canonical_link(url)).rstrip("/")


def _leads_inside(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query or parts.fragment)
