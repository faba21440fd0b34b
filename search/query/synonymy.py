"""Adds synonyms to a query: what is asked for by one name is looked for by its others too."""

from collections.abc import Callable, Sequence
from pathlib import Path

from index.analysis import Analyzer, Token
from index.analysis.synonyms import MONTHS, Synonyms
from index.errors import InputError, InputMalformed, Message
from search.query import syntax
from search.query.syntax import Node

Analyze = Callable[[str], Sequence[Token]]
"""Gives the tokens of a text."""

FILE_NAME = "synonyms.txt"
"""Name of the file in an index's directory that holds its own synonyms."""


def read_synonyms(directory: Path, file: str | Path | None, analyzer: Analyzer) -> Synonyms:
    """Return the synonyms of months, of the index, and of ``file``.

    Raises :class:`~index.errors.InputError` for a file that cannot be read.
    """
    texts = [MONTHS]
    own = directory / FILE_NAME
    for path in ([own] if own.is_file() else []) + ([Path(file)] if file else []):
        try:
            texts.append(path.read_text("utf-8-sig"))
            Synonyms(texts[-1], analyzer)
        except InputMalformed as error:
            raise InputError("{path}: {fault}", path=path, fault=error.message) from error
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or Message("not a text in UTF-8")
            raise InputError("cannot read {path}: {reason}", path=path, reason=why) from error
    return Synonyms("\n".join(texts), analyzer)


def with_synonyms(node: Node, synonyms: Synonyms, analyzer: Analyze) -> Node:
    """Return the tree with synonyms as alternatives of the plain words that have them."""
    if isinstance(node, syntax.Word):
        return _row((node,), synonyms, analyzer)[0]
    if isinstance(node, syntax.Row):
        row = _row(node.children, synonyms, analyzer)
        return row[0] if len(row) == 1 else syntax.Row(row)
    return syntax.mapped(node, lambda child: with_synonyms(child, synonyms, analyzer))


def _row(children: Sequence[Node], synonyms: Synonyms, analyzer: Analyze) -> tuple[Node, ...]:
    """Return the clauses of a row expanded: runs of plain words together, others singly."""
    out: list[Node] = []
    run: list[tuple[syntax.Word, Token]] = []
    for child in (*children, None):
        if token := _plain(child, analyzer):
            assert isinstance(child, syntax.Word)
            run.append((child, token))
            continue
        out += _run(run, synonyms)
        run = []
        if isinstance(child, syntax.Word):
            out.append(child)
        elif child is not None:
            out.append(with_synonyms(child, synonyms, analyzer))
    return tuple(out)


def _plain(node: Node | None, analyzer: Analyze) -> Token | None:
    if not isinstance(node, syntax.Word) or node.exact or node.distance:
        return None
    tokens = analyzer(node.text)
    return tokens[0] if len(tokens) == 1 else None


def _run(run: Sequence[tuple[syntax.Word, Token]], synonyms: Synonyms) -> list[Node]:
    words = [word for word, _ in run]
    out: list[Node] = []
    done = 0
    for start, end, others in synonyms([token for _, token in run]):
        fields = {word.field for word in words[start:end]}
        if len(fields) > 1:
            continue
        out += words[done:start]
        asked: Node = words[start] if end - start == 1 else syntax.All(tuple(words[start:end]))
        at = (words[start].at[0], words[end - 1].at[1])
        meant = (syntax.Phrase(other, at, words[start].field) for other in others)
        out.append(syntax.Any((asked, *meant)))
        done = end
    return out + list(words[done:])
