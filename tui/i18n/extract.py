"""Lists messages for the catalogue: what is marked, and what the help of commands says."""

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_python

_EXAMPLES = "\nexamples:\n"


def extract(
    file: IO[bytes], keywords: Mapping[str, Any], tags: Collection[str], options: Any
) -> Iterator[tuple[int, Any, Any, Any]]:
    """Yield the messages of a module, as Babel takes them: line, function, text, comments.

    Those of a command are also its docstring, up to the examples, and the help of its options.
    """
    yield from extract_python(file, keywords, tags, options)
    file.seek(0)
    tree = ast.parse(file.read())
    told = ast.get_docstring(tree, clean=False) or ""
    if _EXAMPLES in told:
        yield 1, None, told.partition(_EXAMPLES)[0].strip(), []
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "help":
            text = node.value.value if isinstance(node.value, ast.Constant) else None
            if isinstance(text, str):
                yield node.value.lineno, None, text, []
