"""A plain text file: one article, its metadata read from the text itself."""

from typing import IO

from index.article import Article
from index.ingest.dateline import read_dateline
from index.ingest.encoding import decode
from index.ingest.opening import RECORD_LIMIT, read_whole
from index.ingest.problem import UnreadableError
from index.ingest.record import clean
from index.ingest.story import headline, is_furniture_line, is_signature, plain_title, read_story

_LONGEST_TITLE = 160
_LONGEST_BYLINE, _BYLINES = 60, 8


def read_text(stream: IO[bytes], path: str) -> Article:
    """The article of a text file; raises UnreadableError when it is empty, binary or too large."""
    data = read_whole(stream, RECORD_LIMIT)
    if not data.strip():
        raise UnreadableError("the file is empty")
    title, text = split_title(clean(decode(data)))
    if not text.strip():
        raise UnreadableError("no text")
    story = read_story(text, guess=True)
    return Article(
        id=path,
        text=text,
        title=title,
        date=story.day,
        source=story.source,
        place=story.place,
        lead=story.lead,
        path=path,
        furniture=story.furniture,
        headline=plain_title(title) or headline(text, story),
    )


def _longer_below(line: str, rest: str) -> bool:
    """Whether short lines (author, desk, date, share buttons) part ``line`` from a paragraph."""
    for number, below in enumerate(rest.split("\n", _BYLINES + 1)[: _BYLINES + 1]):
        if len(below) > max(len(line), _LONGEST_BYLINE):
            return number > 0
        if len(below) > _LONGEST_BYLINE or is_signature(below) or below.rstrip().endswith("."):
            return False
    return False


def split_title(text: str) -> tuple[str, str]:
    """The title line and the rest, or an empty title and ``text`` as it is.

    A first line is the title when it stands apart: short, no full stop at its end, no links, no
    dateline and no furniture, and before a body that is longer, or that a blank line sets off.
    """
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0:
        return "", text
    line, rest = text[start:end].strip(), text[end + 1 :]
    following = rest.lstrip().partition("\n")[0].strip()
    apart = rest[:1].isspace() and bool(following)
    apart = apart or _longer_below(line, rest)
    if (
        not line
        or len(line) > _LONGEST_TITLE
        or line.endswith((".", "،", ",", "؛", ":", "…"))
        or not (len(following) > len(line) or apart)
        or line != plain_title(line)
        or any(is_furniture_line(near) for near in (line, following))
        or read_dateline(line + " ")
    ):
        return "", text
    return line, rest.lstrip("\n")
