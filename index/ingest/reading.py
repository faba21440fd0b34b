"""One file: opened, read in its form, its records made into articles."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from index.article import Article, Rejected, Remark
from index.errors import Message, Shortage
from index.ingest.files import article_path
from index.ingest.identity import Repeats, canonical_link, content_id, is_global
from index.ingest.opening import open_binary, plain_reasons
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input, Item, LeftOut, Problem, Setting
from index.ingest.record import to_article
from index.ingest.registry import form_of, read_input

Result = Article | Rejected | Remark

READER_FAILED = "its reader failed"
"""How the reason begins when a reader raises what no reader should."""


def read_file(path: Path, setting: Setting) -> Iterator[Result]:
    """Yield what a file holds; a file that cannot be read comes out as one Rejected."""
    try:
        with _opened(path, setting) as input:
            yield from _results(input, read_input(input, form_of(input)))
    except UnreadableError as problem:
        yield _rejected(article_path(path), Problem(problem.reason, None, problem.cause))


def opened_form(path: Path) -> str | None:
    """Return the name of the form a file is in, or None when it is in none that is read."""
    try:
        with _opened(path, Setting()) as input:
            return form_of(input).name
    except UnreadableError:
        return None


@contextmanager
def _opened(path: Path, setting: Setting) -> Iterator[Input]:
    """Open a file as an input. Raises UnreadableError, then and while it is read."""
    name = article_path(path)
    with plain_reasons():
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableError("not a regular file")
        with open_binary(path) as stream:
            yield Input(stream, name, name, setting)


def read_lines_of(stream: IO[bytes], name: str, setting: Setting) -> Iterator[Result]:
    """Yield what the JSON Lines of a stream hold."""
    from index.ingest.forms.json_text import read_json_lines

    yield from _results(Input(stream, name, None, setting), read_json_lines(stream))


def _results(input: Input, items: Iterator[Item]) -> Iterator[Result]:
    """Yield an article for each record that is one, and reports of everything else."""
    repeats = Repeats()
    empty = True
    try:
        for item in _with_reasons(items):
            empty = False
            if isinstance(item, LeftOut):
                yield Remark(input.name, item.remark, None, item.count)
            elif isinstance(item, Problem):
                yield _rejected(input.name, item)
            else:
                try:
                    article = to_article(item, input)
                except UnreadableError as problem:
                    yield _rejected(input.name, Problem(problem.reason, item.number, problem.cause))
                    continue
                yield from _remarked(article, repeats, input.name, item.number)
    except UnreadableError as problem:
        yield _rejected(input.name, Problem(problem.reason, None, problem.cause))
        return
    except Shortage:
        raise
    except (MemoryError, RecursionError):
        yield Rejected(input.name, "reading it takes too much memory")
        return
    except Exception as error:  # a fault of naba or of a library: the other files go in
        what = f"{type(error).__name__}: {one_line(error)}"
        yield Rejected(input.name, Message("its reader failed ({fault})", {"fault": what}))
        return
    if empty:
        yield Rejected(input.name, "no articles in it", cause="empty")


def _with_reasons(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items; raise UnreadableError for what opening and unpacking the file may raise."""
    with plain_reasons():
        yield from items


def _remarked(
    article: Article, repeats: Repeats, name: str, number: int | None
) -> Iterator[Result]:
    """Yield the article, and what is to be said of it."""
    distinct = repeats.distinct(article)
    if distinct:
        article = replace(article, id=_own_id(article))
    yield article
    if distinct is False:
        stood = Message("the id {id} stood before; this one is kept", {"id": article.id})
        yield Remark(name, stood, number)
    if not article.text.strip():
        yield Remark(name, "a title without a text", number)


def _own_id(article: Article) -> str:
    """Return an id for an article whose own is that of another in the same file."""
    if article.url and is_global(article.url) and canonical_link(article.url) != article.id:
        return canonical_link(article.url)
    return content_id(article.path, article.title, article.url, article.text)


def _rejected(name: str, problem: Problem) -> Rejected:
    cause = "empty" if problem.cause == "left out" else problem.cause
    return Rejected(name, problem.reason, problem.number, cause, problem.withdraws)
