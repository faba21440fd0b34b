"""The queries of a leaf of the syntax tree: words by their places, patterns, near spellings."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeGuard

from whoosh import query as wq

from index.analysis import Token, fold
from index.schema import STEM_SUFFIX, TEXT_FIELDS
from search.query import syntax
from search.query.lexer import VALUED

FIELD_BOOST = {"title": 2.5, "body": 1.0}
"""Boost of terms and phrases in each text field."""
FUZZY_BOOST = 0.6
"""Boost of a near spelling, relative to the word as written."""
IN_A_ROW_BOOST = 0.3
"""Boost of a phrase whose words also score by themselves."""

Text = syntax.Word | syntax.Pattern | syntax.Phrase
"""A leaf that may look for words of the article."""
_TEXT = (syntax.Word, syntax.Pattern, syntax.Phrase)


def is_text(leaf: syntax.Leaf) -> TypeGuard[Text]:
    """Tell whether a leaf looks for words of the article."""
    return isinstance(leaf, _TEXT) and leaf.field not in VALUED


def is_lone_word(node: syntax.Node, is_stop: Callable[[str], bool]) -> bool:
    """Tell whether a tree asks for one word of the articles and no other but stop words."""
    texts = [leaf for leaf in syntax.leaves(node) if is_text(leaf)]
    wanted = {leaf.text for leaf in texts if len(texts) == 1 or not is_stop(leaf.text)}
    return len(wanted) == 1 and not any(isinstance(leaf, syntax.Pattern) for leaf in texts)


def fields_of(leaf: Text) -> tuple[str, ...]:
    """Return the text fields a leaf looks in."""
    return (leaf.field,) if leaf.field else TEXT_FIELDS


def of_view(place: Sequence[Token], view: Literal["exact", "stem"]) -> list[str]:
    """Return the distinct terms that the tokens of a place have in a view, in their order."""
    if view == "exact":
        return list(dict.fromkeys(token.exact for token in place))
    return list(dict.fromkeys(stem for token in place for stem in token.stems))


def folded_pattern(pattern: str) -> str:
    """Return a pattern with its letters folded and its signs as they are."""
    return "".join(
        part if part in ("*", "?") else fold(part) for part in re.split(r"([*?])", pattern)
    )


def pattern_queries(leaf: syntax.Pattern, *, exact: bool) -> list[Any]:
    """Return the queries of a pattern: of the forms, of those with the article, and of stems.

    With ``exact`` they are of the forms as written alone.
    """
    text = re.sub(r"\*+", "*", folded_pattern(leaf.text))
    queries: list[Any] = []
    for field in fields_of(leaf):
        tried = [(field, text)]
        if not exact:
            tried.append((field + STEM_SUFFIX, text))
            if len(text) > 3 and text[0] not in "*?" and not text.startswith("ال"):
                tried.append((field, f"ال{text}"))
        for name, pattern in tried:
            if pattern.endswith("*") and not set("*?") & set(pattern[:-1]):
                queries.append(wq.Prefix(name, pattern[:-1], boost=FIELD_BOOST[field]))
            else:
                queries.append(wq.Wildcard(name, pattern, boost=FIELD_BOOST[field]))
    return queries


def fuzzy_queries(leaf: syntax.Word, places: Sequence[Sequence[Token]]) -> list[Any]:
    """Return the queries of spellings near a word's; none if it analyses to several words.

    They are of the exact view, since stems are too short to vary.
    """
    if len(places) != 1:
        return []
    return [
        wq.FuzzyTerm(field, places[0][0].exact, FIELD_BOOST[field] * FUZZY_BOOST, leaf.distance, 0)
        for field in fields_of(leaf)
    ]
